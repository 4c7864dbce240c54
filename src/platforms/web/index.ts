import type { Card } from "../../cards/model.ts";
import type { ChatInbound, ChatPlatform, Pictures } from "../../cards/ports.ts";
import type { Registry } from "../../command/define.ts";
import type { Domains } from "../../command/options.ts";
import type { Log, Meter } from "../../engine/ports/log.ts";
import type { PostOutcome } from "../../engine/ports/platform.ts";
import { type Actor, FORMS, type FormName } from "../../engine/words/press.ts";
import type { Languages, Words } from "../../words/languages.ts";
import type { Hosts, HttpRoute } from "../http.ts";
import { UnderWay } from "../under-way.ts";
import { createGallery } from "./gallery.ts";
import { actorOf, createIntake, type Intake } from "./intake.ts";
import { LIMITS, TIMES } from "./limits.ts";
import { afterName } from "./line.ts";
import { createRoom } from "./room.ts";
import { createRoutes } from "./routes.ts";
import { createStreams } from "./streams.ts";
import {
  CHANNELS,
  directChannel,
  isChannel,
  MEMBERS,
  memberOf,
  membersOfRoom,
  roomOf,
  TEAM,
} from "./world.ts";

export interface WebSettings {
  hosts: Hosts;
}

/** What the playground needs of the rest of the bot. */
export interface WebDeps {
  registry: Registry;
  domains: Domains;
  languages: Languages;
  log: Log;
  meter: Meter;
  /** Epoch milliseconds. */
  clock: () => number;
  /** Moves the clock on to the next day in a zone; null where others go by it. */
  nextDay: ((timezone: string) => Promise<void>) | null;
  /** null: they are off. */
  pictures: Pictures | null;
}

/** Lines that an empty channel offers to try, each with what it does. */
function startersOf({ registry, domains }: WebDeps, words: Words): { line: string; about: string }[] {
  const topic = domains.topic.find(({ value }) => value === "cnn") ?? domains.topic[0];
  const questions =
    topic === undefined
      ? [{ line: "", about: words.plain("page.try-any") }]
      : [
          { line: topic.value, about: words.plain("page.try-topic", { topic: topic.label }) },
          { line: `${topic.value} hard`, about: words.plain("page.try-hard") },
          { line: "kind:open private", about: words.plain("page.try-open") },
        ];
  const others = registry.commands.filter(({ word }) => word === "topics" || word === "help");
  return [
    ...questions,
    ...others.map(({ word, description }) => ({ line: word, about: words.plain(description) })),
  ];
}

/** The playground: a chat page on the bot's own HTTP server, with a team of its own. Kept in memory. */
export function createWeb(settings: WebSettings, deps: WebDeps): ChatPlatform & { routes: HttpRoute[] } {
  const streams = createStreams();
  const room = createRoom(deps.clock, streams.publish);
  const { languages, log, meter } = deps;
  const { draw, svg } = createGallery(deps.pictures);
  const underWay = new UnderWay(
    (what, error) => {
      meter.count("failures", { what: `web ${what}` });
      log.error({ platform: "web", what, err: error }, "Something a person did could not be handled");
    },
    (what, task) => meter.timed("handled", { platform: "web", what }, task),
  );
  let inbound: ChatInbound | null = null;
  let intake: Intake | null = null;

  /** The words of a page: in the language that its member chose, or that of their browser. */
  const wordsFor = (actor: Actor) => languages.of(inbound?.languageOf(actor) ?? actor.locale);

  /** All that a page shows to a member. */
  function snapshot(member: string, locale: string) {
    const actor = actorOf({ member, channel: directChannel(member) }, locale);
    const formOf = (name: FormName) => inbound?.formFor(actor, { verb: name, item: "" }) ?? null;
    const words = wordsFor(actor);
    return {
      me: member,
      members: MEMBERS,
      channels: CHANNELS,
      direct: directChannel(member),
      language: words.language,
      words: words.starting("page."),
      forms: Object.fromEntries(Object.keys(FORMS).map((name) => [name, formOf(name as FormName)])),
      starters: startersOf(deps, words),
      messages: room.seenBy(member),
      now: deps.clock(),
      moves: deps.nextDay !== null,
      own: room.ownOf(member),
    };
  }

  function put(channel: string, thread: string | null, key: string, card: Card): PostOutcome {
    const { id } = room.add({ channel, thread, view: draw(card) }, `${channel}|${thread ?? ""}|${key}`);
    return { kind: "posted", message: { channel, message: id } };
  }

  /** What a room holds, before one of its members. */
  function putDirectly(member: string, key: string, card: Card): PostOutcome {
    const channel = directChannel(member);
    const { id } = room.add({ channel, to: member, view: draw(card) }, `${channel}|${key}`);
    return { kind: "posted", message: { channel, message: id } };
  }

  return {
    name: "web",
    can: (capability) => capability !== "praise",
    groupOf: async (channel) => channel,
    teamLocale: async () => null,
    teamName: async () => null,

    routes: createRoutes({
      hosts: settings.hosts,
      intake: () => intake,
      svg,
      stream: (req, res, member, locale) => streams.open(req, res, member, () => snapshot(member, locale)),
      text: ({ id, values }, locale) => languages.of(locale).plain(id, values),
      complete: async (line) =>
        inbound?.completeLine(TEAM, afterName(line.slice(0, LIMITS.line)), LIMITS.completions) ?? [],
      home: async (member, channel, locale) => {
        if (inbound === null) throw new Error("home was asked for before the start");
        const actor = actorOf({ member, channel }, locale);
        const home = draw(await inbound.home(actor));
        return { ...home, language: wordsFor(actor).language };
      },
    }),

    async start(engine) {
      inbound = engine;
      const { clock, nextDay } = deps;
      intake = createIntake({
        inbound: engine,
        draw,
        room,
        publish: streams.publish,
        underWay,
        clock,
        nextDay,
      });
    },

    async stop() {
      intake = null;
      await underWay.drain(TIMES.drain);
      streams.close();
    },

    ready: () => intake !== null,
    lost: () => null,

    post: async (place, card, { key }) => {
      const [first, ...others] = membersOfRoom(place.group);
      if (first !== undefined) {
        const posted = putDirectly(first, key, card);
        for (const member of others) putDirectly(member, key, card);
        return posted;
      }
      return isChannel(place.group)
        ? put(place.group, null, key, card)
        : { kind: "refused", reason: "channel-gone", missing: [] };
    },

    openRoom: async (_place, members) =>
      members.every((member) => memberOf(member) !== undefined)
        ? { kind: "open", channel: roomOf(members), voice: null }
        : { kind: "refused", missing: [] },

    // Its threads need no start, and whoever is there reads the channels anyway.
    openThread: async () => {},
    rooms: async () => CHANNELS.map(({ id }) => id),

    // A key that is posted again gives the message that is there.
    find: async () => ({ kind: "absent" }),

    linkTo: async () => null,

    edit: async (_team, { message }, card) => {
      const found = room.find(message);
      if (found === undefined) return { kind: "gone" };
      room.change(found, { view: draw(card), reactions: card.kind === "question" ? found.reactions : 0 });
      return { kind: "edited" };
    },

    postInThread: async (_team, { channel, message }, card, { key, inChannel }) =>
      isChannel(channel)
        ? put(channel, inChannel || room.find(message) === undefined ? null : message, key, card)
        : { kind: "refused", reason: "channel-gone", missing: [] },

    seedReactions: async (_team, { message }, options) => {
      const found = room.find(message);
      if (found !== undefined) room.change(found, { reactions: options });
      return { kind: "seeded" };
    },

    missingPermissions: async () => [],

    isIn: async () => true,

    whoLeft: async (_team, learners) => learners.filter((one) => memberOf(one) === undefined),

    ownerOf: async () => null,
    ownedBy: async () => [],

    tell: async (_team, learner, card, _group, key) => {
      if (memberOf(learner) === undefined) return { kind: "refused", detail: "unknown" };
      room.add({ channel: directChannel(learner), to: learner, view: draw(card) }, key);
      return { kind: "told" };
    },
  };
}
