import type { Card } from "../../cards/model.ts";
import type { ChatInbound } from "../../cards/ports.ts";
import type { SentFile } from "../../engine/ports/sent-file.ts";
import { decodeAction } from "../../engine/words/action-id.ts";
import {
  type Actor,
  FORMS,
  type FormName,
  isStep,
  opensForm,
  questionOf,
  takesItsPlace,
} from "../../engine/words/press.ts";
import { BROKEN } from "../../engine/words/reply.ts";
import { type Say, say } from "../../engine/words/say.ts";
import { isOwnReply } from "../own-reply.ts";
import type { UnderWay } from "../under-way.ts";
import { buttonsOf, type View } from "./draw/index.ts";
import { personName } from "./draw/text.ts";
import { readLine } from "./line.ts";
import type { Body, BodyName } from "./requests.ts";
import type { Cause, Happening, Message, Room } from "./room.ts";
import { isDirect, memberOf, TEAM } from "./world.ts";

/** taken: the reply comes over the member's stream. refused: nothing was done, and why. */
export type Taken = { kind: "taken" } | { kind: "refused"; message: string };

/** One method per address that takes something in. */
export type Intake = { [K in BodyName]: (body: Body<K>, locale: string | null) => Taken };

type Head = Pick<Body<"line">, "member" | "channel" | "delivery">;

const TAKEN: Taken = { kind: "taken" };
const GONE = say("page.message-gone");

/** A file that the page read. */
function sentAlong(file: Body<"form">["file"]): { file?: SentFile } {
  if (file === undefined) return {};
  const { name, size, base64 } = file;
  const bytes = async () => (base64 === null ? null : Uint8Array.from(Buffer.from(base64, "base64")));
  return { file: { name, size, bytes } };
}

export function actorOf({ member, channel }: Pick<Head, "member" | "channel">, locale: string | null): Actor {
  const { id, name, isAdmin = false } = memberOf(member) ?? { id: member, name: member };
  return { place: { team: TEAM, group: channel }, person: { id, name }, isAdmin, locale };
}

/** Takes in what people do: the request is answered at once, the reply follows over the stream. */
export function createIntake(deps: {
  inbound: ChatInbound;
  /** A card as the page gets it. */
  draw: (card: Card) => View;
  room: Room;
  publish: (happening: Happening) => void;
  underWay: UnderWay;
  clock: () => number;
  nextDay: ((timezone: string) => Promise<void>) | null;
}): Intake {
  const { inbound, draw, room, underWay } = deps;
  const refused = (actor: Actor, line: Say): Taken => ({
    kind: "refused",
    message: inbound.text(actor, line),
  });

  /** Shows a card where it belongs; a question in the channel is announced to the engine. */
  async function show(actor: Actor, card: Card, cause: Cause | null): Promise<string> {
    const { place, person } = actor;
    const to = card.visibility === "private" ? person.id : null;
    if (card.own !== undefined) room.mark(person.id, card.own.round, card.own.choice);
    const { id } = room.add({ channel: place.group, to, cause, view: draw(card) });
    if (card.kind === "question" && card.round !== null && to === null)
      await inbound.sent(place, card.round, { channel: place.group, message: id });
    return id;
  }

  /** By round and member: the newest private reply to a question. */
  const ownReplies = new Map<string, string>();

  /**
   * The one private reply of a member to a question: in its own place where that was pressed, else below, in place of
   * the one before. A question that its member alone sees stays: it is read again with the verdict.
   */
  async function showOwn(actor: Actor, card: Card, question: string, pressed: Message): Promise<void> {
    const key = `${question}|${actor.person.id}`;
    if (pressed.to === actor.person.id && pressed.view.kind !== "question") {
      if (card.own !== undefined) room.mark(actor.person.id, card.own.round, card.own.choice);
      room.change(pressed, { view: draw(card) });
      ownReplies.set(key, pressed.id);
      return;
    }
    const before = room.find(ownReplies.get(key) ?? "");
    if (before !== undefined) room.remove(before);
    ownReplies.set(key, await show(actor, card, null));
  }

  /** What went wrong is said to the person, and logged once, without what people wrote. */
  function take(what: string, head: Head, actor: Actor, work: () => Promise<void>): Taken {
    underWay.run(what, async () => {
      try {
        await work();
      } catch (error) {
        underWay.failed(what, error);
        room.add({
          channel: head.channel,
          to: head.member,
          view: draw(await inbound.card(actor, BROKEN)),
        });
      }
      deps.publish({ name: "settled", to: actor.person.id, data: { delivery: head.delivery } });
    });
    return TAKEN;
  }

  /** Runs a line and shows what comes back above what was typed. */
  async function runLine(actor: Actor, line: string, delivery: string): Promise<void> {
    const reply = await inbound.line({ ...actor, line, delivery });
    if (reply !== null) await show(actor, reply, { name: personName(actor.person.name), line });
  }

  /** Sets up a daily question; the press that led here is the yes to what it shows. */
  async function setUp(actor: Actor, timezone: string, delivery: string): Promise<void> {
    const line = `daily set time:09:00 timezone:${timezone}`;
    const shown = await inbound.line({ ...actor, line, delivery });
    const yes =
      shown?.kind === "schedule" ? shown.buttons.find(({ action }) => action.verb === "set-up") : undefined;
    const done =
      yes?.action.verb === "set-up"
        ? await inbound.button({ ...actor, action: yes.action, delivery: `${delivery}-yes` })
        : shown;
    if (done !== null) await show(actor, done, { name: personName(actor.person.name), line });
  }

  function messageFor({ member, channel, message }: Head & { message: string }): Message | undefined {
    const found = room.find(message);
    const isTheirs = found !== undefined && (found.to === null || found.to === member);
    return isTheirs && found.channel === channel ? found : undefined;
  }

  /** The newest message of a member's own from which a form was opened. */
  const messageWith = (member: string, form: FormName, item: string): Message | undefined =>
    room
      .seenBy(member)
      .findLast(
        ({ to, view }) =>
          to === member && buttonsOf(view).some((one) => one.form?.name === form && one.form.item === item),
      );

  return {
    line(body, locale) {
      const actor = actorOf(body, locale);
      return take("line", body, actor, () => runLine(actor, readLine(body.line), body.delivery));
    },

    button(body, locale) {
      const message = messageFor(body);
      const actor = actorOf(body, locale);
      if (message === undefined) return refused(actor, GONE);
      if (!buttonsOf(message.view).some((button) => button.id === body.button)) {
        return refused(actor, say("page.button-gone"));
      }
      const action = decodeAction(body.button);
      if (action === null || opensForm(action)) {
        return refused(actor, say("page.opens-form"));
      }
      return take("button", body, actor, async () => {
        const elsewhere = isDirect(body.channel) ? { atHome: true } : {};
        const reply = await inbound.button({ ...actor, action, delivery: body.delivery, ...elsewhere });
        const takesPlace = isStep(action) && message.to === body.member;
        const question = questionOf(action);
        const isTurned = reply !== null && question === null && takesItsPlace(action) && isOwnReply(reply);
        const isInPlace = (reply?.inPlace === true && takesPlace) || (isTurned && message.to === body.member);
        if (reply !== null && isInPlace) room.change(message, { view: draw(reply) });
        else if (reply !== null && question !== null && isOwnReply(reply))
          await showOwn(actor, reply, question, message);
        else if (reply !== null) await show(actor, reply, null);
      });
    },

    form(body, locale) {
      const { form, item, ticked, delivery } = body;
      const written = body.text.trim();
      const { minLength, maxLength } = FORMS[form];
      const actor = actorOf(body, locale);
      if (written.length < minLength) return refused(actor, say("form.short", { limit: minLength }));
      if (written.length > maxLength) return refused(actor, say("form.long", { limit: maxLength }));
      return take("form", body, actor, async () => {
        const elsewhere = isDirect(body.channel) ? { atHome: true } : {};
        const filled = { form, item, text: written, ticked, delivery, ...sentAlong(body.file) };
        const reply = await inbound.form({ ...actor, ...elsewhere, ...filled });
        const pressed = isStep({ verb: form, item }) ? messageWith(body.member, form, item) : undefined;
        if (reply?.inPlace === true && pressed !== undefined) room.change(pressed, { view: draw(reply) });
        else if (reply !== null) await show(actor, reply, null);
      });
    },

    // Like on Discord, where the bot takes a member's reaction away at once: nobody sees what it was.
    reaction(body, locale) {
      const message = messageFor(body);
      const actor = actorOf(body, locale);
      if (message === undefined || message.reactions <= body.choice) return refused(actor, GONE);
      return take("reaction", body, actor, async () => {
        const ref = { channel: message.channel, message: message.id };
        const reply = await inbound.reaction({ ...actor, message: ref, choice: body.choice });
        if (reply !== null) await show(actor, reply, null);
      });
    },

    // The new day begins with the page that says what there is to do.
    next(body, locale) {
      const actor = actorOf(body, locale);
      const { nextDay } = deps;
      if (nextDay === null) return refused(actor, say("page.clock-stays"));
      return take("next", body, actor, async () => {
        await nextDay(body.timezone);
        deps.publish({ name: "clock", to: null, data: { now: deps.clock() } });
        await runLine(actor, "me", body.delivery);
      });
    },

    daily(body, locale) {
      const actor = actorOf(body, locale);
      const { what, timezone, delivery } = body;
      return take("daily", body, actor, async () => {
        if (what === "now") {
          const status = await inbound.line({
            ...actor,
            line: "daily status",
            delivery: `${delivery}-status`,
          });
          if (status?.kind !== "schedule") await setUp(actor, timezone, `${delivery}-set`);
        }
        await runLine(actor, `daily ${what}`, delivery);
      });
    },
  };
}
