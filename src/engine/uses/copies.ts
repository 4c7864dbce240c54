import type { Work } from "../ports/outbox.ts";
import { type MessageRef, platformOf, type TeamId } from "../words/place.ts";
import { type NoticeReply, notice } from "../words/reply.ts";
import { type Say, say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { orLater, taken } from "./tries.ts";

/**
 * How long the first of several copies is known, and the others are taken back, in milliseconds: longer than any of
 * them is tried.
 */
const KNOWN = 9 * 24 * 60 * 60_000;

/** What a message becomes that must not be read as what it was. */
export function takenBack(line: Say): NoticeReply {
  return { ...notice("info", line), visibility: "channel" };
}

/**
 * Makes of a message what must not be read as what it was. Nobody knows of a copy but the process that sent it, so
 * where the platform does not take it now, the outbox has it done.
 */
export async function takeBack(
  deps: Pick<Deps, "platform" | "outbox" | "clock">,
  team: TeamId,
  message: MessageRef,
  line: Say,
): Promise<void> {
  const work = { team, message, line, until: deps.clock() + KNOWN };
  await orLater(takeCopyBack(deps, work), ({ after }) =>
    deps.outbox.add({
      ...{ id: ["copy", team.replace(":", "."), message.channel, message.message].join("/"), kind: "copy" },
      ...{ platform: platformOf(team), priority: "result", delay: after, work },
    }),
  );
}

/** The job: tries it again. A channel may never let the bot in any more. */
export async function takeCopyBack(
  deps: Pick<Deps, "platform" | "clock">,
  { team, message, line, until = Number.POSITIVE_INFINITY }: Work["copy"],
): Promise<void> {
  if (deps.clock() < until) taken(await deps.platform(team)?.edit(team, message, takenBack(line)));
}

/** Of two copies of a message one stands; the other says where that is. It was sent, so the job may be lost by now. */
export async function pointTo(
  deps: Deps,
  team: TeamId,
  copy: MessageRef,
  stands: MessageRef | null,
  lineOf: (url: string) => Say,
): Promise<void> {
  const { platform } = deps.afterSending ?? deps;
  deps.log.warn({ team, copy }, "a message came twice; the second one is taken back");
  const url = stands === null ? null : await platform(team)?.linkTo(team, stands);
  await takeBack({ ...deps, platform }, team, copy, lineOf(url ?? ""));
}

const cameTwice = (url: string) => say("copy.twice", { other: { link: say("copy.other-one"), url } });

/**
 * Of a message that is to come once the first that is noted stands, and another copy is taken back. Where posts have
 * no nonce, whoever was stopped for longer than a lease, right before sending, sends what somebody else has sent.
 *
 * @param key what the message is: its key on the platform
 * @returns the one that stands
 */
export async function standing(
  deps: Deps,
  team: TeamId,
  key: string,
  message: MessageRef,
): Promise<MessageRef> {
  const { store } = deps.afterSending ?? deps;
  const first = await store.firstMessage(team, key, message, KNOWN);
  if (first.message === message.message && first.channel === message.channel) return message;
  await pointTo(deps, team, message, first, cameTwice);
  return first;
}
