import type { Log, Meter } from "../../engine/ports/log.ts";
import type { Inbound } from "../../engine/ports/platform.ts";
import { type Actor, decodeAction, FORMS } from "../../engine/words/press.ts";
import { notice, type Reply } from "../../engine/words/reply.ts";
import { readLine } from "./line.ts";
import type { Body, BodyName } from "./requests.ts";
import type { Cause, Happening, Message, Room } from "./room.ts";
import type { UnderWay } from "./under-way.ts";
import { view } from "./view/index.ts";
import { personName } from "./view/text.ts";
import { memberOf, TEAM } from "./world.ts";

/** taken: the reply comes over the member's stream. refused: nothing was done, and why. */
export type Taken = { kind: "taken" } | { kind: "refused"; message: string };

/** One method per address that takes something in. */
export type Intake = { [K in BodyName]: (body: Body<K>, locale: string) => Taken };

type Head = Pick<Body<"line">, "member" | "channel" | "delivery">;

const TAKEN: Taken = { kind: "taken" };
const refused = (message: string): Taken => ({ kind: "refused", message });
const GONE = refused("This message is not there any more.");
const TROUBLE = notice("trouble", ["Something went wrong on my side. Please try again."]);

export function actorOf({ member, channel }: Pick<Head, "member" | "channel">, locale: string): Actor {
  const { id, name, isAdmin = false } = memberOf(member) ?? { id: member, name: member };
  return { place: { team: TEAM, group: channel }, person: { id, name }, isAdmin, locale };
}

/** Takes in what people do: the request is answered at once, the reply follows over the stream. */
export function createIntake(deps: {
  inbound: Inbound;
  room: Room;
  publish: (happening: Happening) => void;
  underWay: UnderWay;
  log: Log;
  meter: Meter;
}): Intake {
  const { inbound, room, log } = deps;

  /** Shows a reply where it belongs; a question in the channel is announced to the engine. */
  async function show(actor: Actor, reply: Reply, cause: Cause | null): Promise<void> {
    const { place, person } = actor;
    const to = reply.visibility === "private" ? person.id : null;
    const { id } = room.add({ channel: place.group, to, cause, view: view(reply) });
    if (reply.kind === "question" && to === null)
      await inbound.sent(place, reply.roundId, { channel: place.group, message: id });
  }

  /** The one boundary: logs a surprise once, without what people wrote, and tells the person. */
  function take(what: string, head: Head, actor: Actor, work: () => Promise<void>): Taken {
    deps.underWay.start(async () => {
      try {
        await work();
      } catch (error) {
        deps.meter.count("failures", { what: `web ${what}` });
        log.error({ platform: "web", what, err: error }, "Something a person did could not be handled");
        room.add({ channel: head.channel, to: head.member, view: view(TROUBLE) });
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

  return {
    line(body, locale) {
      const actor = actorOf(body, locale);
      return take("line", body, actor, () => runLine(actor, readLine(body.line), body.delivery));
    },

    button(body, locale) {
      const message = messageFor(body);
      if (message === undefined) return GONE;
      if (!message.view.buttons.some((button) => button.id === body.button)) {
        return refused("This button is not there any more.");
      }
      const action = decodeAction(body.button);
      if (action === null || action.verb === "report" || action.verb === "write") {
        return refused("This button opens a form.");
      }
      const actor = actorOf(body, locale);
      return take("button", body, actor, async () => {
        const reply = await inbound.button({ ...actor, action, delivery: body.delivery });
        if (reply !== null) await show(actor, reply, null);
      });
    },

    form(body, locale) {
      const { form, item } = body;
      const written = body.text.trim();
      const { minLength, maxLength } = FORMS[form];
      if (written.length < minLength) return refused(`Write at least ${minLength} characters.`);
      if (written.length > maxLength) return refused(`Write at most ${maxLength} characters.`);
      const actor = actorOf(body, locale);
      return take("form", body, actor, async () => {
        const reply = await inbound.form({ ...actor, form, item, text: written, delivery: body.delivery });
        if (reply !== null) await show(actor, reply, null);
      });
    },

    // Like on Discord, where the bot takes a member's reaction away at once: nobody sees what it was.
    reaction(body, locale) {
      const message = messageFor(body);
      if (message === undefined || !message.reactions) return GONE;
      const actor = actorOf(body, locale);
      return take("reaction", body, actor, async () => {
        const ref = { channel: message.channel, message: message.id };
        const reply = await inbound.reaction({ ...actor, message: ref, choice: body.choice });
        if (reply !== null) await show(actor, reply, null);
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
