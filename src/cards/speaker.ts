import type { Inbound, Platform } from "../engine/ports/platform.ts";
import type { KeyPoint } from "../engine/words/item.ts";
import type { FieldMistake, OptionForm } from "../engine/words/option-form.ts";
import type { Place, TeamId } from "../engine/words/place.ts";
import type { Actor, FormName } from "../engine/words/press.ts";
import { notice, type Reply } from "../engine/words/reply.ts";
import type { Say } from "../engine/words/say.ts";
import { plainOf } from "../words/inline.ts";
import type { Languages } from "../words/languages.ts";
import { formOf } from "./forms.ts";
import { cardOf } from "./index.ts";
import type { Can, Card, Form, OptionsForm } from "./model.ts";
import { mistakesOf, optionsForm } from "./option-forms.ts";
import type { ChatInbound, ChatPlatform } from "./ports.ts";

/** Who reads what, as far as anybody said; null where nobody did. Answers from memory where it can. */
export interface Preferences {
  /** What a learner chose to read. */
  ofLearner(team: TeamId, learner: string): Promise<string | null>;
  /** The same without asking the store: what is known now. */
  known(team: TeamId, learner: string): string | null;
  /** What a group reads: its own setting, else the server's. */
  ofGroup(place: Place): Promise<string | null>;
}

/** Puts words to replies, for whoever reads them. */
export interface Speaker {
  /** Somebody will be told something: asks what they read, so that it is known by then. Never fails. */
  expect(actor: Actor): void;
  /** For one person: in the language that they chose, else the platform's, else the group's. */
  privately(actor: Actor, reply: Reply): Promise<Card>;
  /** For a channel: in the group's language. */
  openly(place: Place, reply: Reply): Promise<Card>;
  /** A name for a channel, in the group's language. */
  naming(place: Place, name: Say): Promise<string>;
  /** A form in the words of who opens it, with what there is to tick. */
  form(actor: Actor, name: FormName, points: readonly KeyPoint[]): Form;
  /** A form that fills in options. */
  options(actor: Actor, form: OptionForm): OptionsForm;
  /** What is wrong with the fields of one. */
  mistakes(actor: Actor, found: readonly FieldMistake[]): Readonly<Record<string, string>>;
}

/** `canOf`: what the platform of a team can do. */
export function createSpeaker(
  languages: Languages,
  preferences: Preferences,
  canOf: (team: TeamId) => Can,
): Speaker & Pick<ChatInbound, "text" | "languageOf"> {
  /** What is known without asking a store. */
  const atOnce = ({ place, person, locale }: Actor) =>
    languages.of(preferences.known(place.team, person.id) ?? locale);

  async function openly(place: Place, reply: Reply): Promise<Card> {
    const words = languages.of(await preferences.ofGroup(place));
    return cardOf(reply, { words, can: canOf(place.team) });
  }

  return {
    expect({ place, person }) {
      void preferences.ofLearner(place.team, person.id);
    },
    openly,
    naming: async (place, { id, values }) => languages.of(await preferences.ofGroup(place)).plain(id, values),

    async privately(actor, reply) {
      const { place, person, locale } = actor;
      if (reply.visibility === "channel") return openly(place, reply);
      const chosen = await preferences.ofLearner(place.team, person.id);
      const own = chosen ?? (locale === null ? null : languages.match(locale));
      const words = languages.of(own ?? (await preferences.ofGroup(place)));
      return cardOf(reply, { words, can: canOf(place.team) });
    },

    languageOf: ({ place, person }) => preferences.known(place.team, person.id),
    options: (actor, form) => optionsForm(form, atOnce(actor)),
    mistakes: (actor, found) => mistakesOf(found, atOnce(actor)),
    form: (actor, name, points) => formOf(name, atOnce(actor), points),
    text: (actor, line) => plainOf(atOnce(actor).rich(line)),
  };
}

/** The engine's boundary with words put to what it replies. */
export function worded(inbound: Inbound, speaker: ReturnType<typeof createSpeaker>): ChatInbound {
  const said = async (actor: Actor, reply: Reply | null) =>
    reply === null ? null : speaker.privately(actor, reply);
  /** What is answered with a reply nearly always: it need not wait for who reads what. */
  const done = (actor: Actor, work: Promise<Reply | null>) => {
    speaker.expect(actor);
    return work.then((reply) => said(actor, reply));
  };
  // Each by name: a spread would lose the methods of a class.
  return {
    complete: (request, limit) => inbound.complete(request, limit),
    completePack: (team, typed, limit) => inbound.completePack(team, typed, limit),
    completeLine: (team, line, limit) => inbound.completeLine(team, line, limit),
    named: (team, person) => inbound.named(team, person),
    sent: (place, roundId, message) => inbound.sent(place, roundId, message),
    messageGone: (team, message) => inbound.messageGone(team, message),
    left: (team) => inbound.left(team),
    joined: (team) => inbound.joined(team),
    arrived: (arrival) => inbound.arrived(arrival),
    channelGone: (place) => inbound.channelGone(place),
    shutOut: (place, how) => inbound.shutOut(place, how),
    letIn: (place) => inbound.letIn(place),
    openQuestions: (team) => inbound.openQuestions(team),
    command: (call) => done(call, inbound.command(call)),
    line: (line) => done(line, inbound.line(line)),
    askAbout: (pointed) => done(pointed, inbound.askAbout(pointed)),
    button: (press) => done(press, inbound.button(press)),
    form: (submission) => done(submission, inbound.form(submission)),
    askForm: (actor) => speaker.options(actor, inbound.askForm()),
    dailyForm: async (actor, group) => speaker.options(actor, await inbound.dailyForm(actor, group)),
    submitDaily: async (submission) => {
      const done = await inbound.submitDaily(submission);
      if (done.ok) return { card: await said(submission, done.reply), mistakes: null };
      const reply = notice("refusal", ...done.mistakes.flatMap(({ lines }) => lines));
      return {
        card: await speaker.privately(submission, reply),
        mistakes: speaker.mistakes(submission, done.mistakes),
      };
    },
    reaction: async (press) => said(press, await inbound.reaction(press)),
    home: async (actor) => speaker.privately(actor, await inbound.home(actor)),
    card: (actor, reply) => speaker.privately(actor, reply),
    formFor: (actor, { verb, item }) => speaker.form(actor, verb, inbound.keyPoints(item)),
    text: speaker.text,
    languageOf: speaker.languageOf,
  };
}

/** A chat platform as the engine sees it: replies go in, cards come out at the other end. */
export function spoken(platform: ChatPlatform, speaker: ReturnType<typeof createSpeaker>): Platform {
  /** Messages are edited and answered in the language of the group that their channel belongs to. */
  const placeOf = async (team: TeamId, channel: string): Promise<Place> => ({
    team,
    group: await platform.groupOf(channel),
  });
  return {
    ...platform,
    start: (inbound) => platform.start(worded(inbound, speaker)),
    post: async (place, reply, options) => platform.post(place, await speaker.openly(place, reply), options),
    find: async (place, reply, options) => platform.find(place, await speaker.openly(place, reply), options),
    edit: async (team, message, reply) =>
      platform.edit(team, message, await speaker.openly(await placeOf(team, message.channel), reply)),
    postInThread: async (team, message, reply, { threadName, ...options }) => {
      const place = await placeOf(team, message.channel);
      const named = threadName && { threadName: await speaker.naming(place, threadName) };
      return platform.postInThread(team, message, await speaker.openly(place, reply), {
        ...options,
        ...named,
      });
    },
    openRoom: async (place, members, name, options) =>
      platform.openRoom(place, members, await speaker.naming(place, name), options),
    postInRoom: async (place, room, reply, options) =>
      platform.post({ ...place, group: room }, await speaker.openly(place, reply), options),
    openThread: async (team, message, name) =>
      platform.openThread(team, message, await speaker.naming(await placeOf(team, message.channel), name)),
    tell: async (team, learner, reply, group, key, locale = null) => {
      const person = { id: learner, name: "" };
      const actor: Actor = { place: { team, group }, person, isAdmin: false, locale };
      return platform.tell(team, learner, await speaker.privately(actor, reply), group, key);
    },
  };
}
