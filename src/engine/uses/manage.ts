import type { Caller } from "../ports/bot.ts";
import type { Place } from "../words/place.ts";
import { type NoticeReply, notice, type Reply } from "../words/reply.ts";
import type { Round } from "../words/round.ts";
import { type Say, say } from "../words/say.ts";
import type { GroupRecord, Schedule } from "../words/schedule.ts";
import type { Deps } from "./deps.ts";
import { refuseUnlessManager } from "./managers.ts";

const TRIES = 5;

const BUSY = notice("trouble", say("daily.conflict"));

/** The reply where a channel has no schedule. */
export function noSchedule({ group }: Place): NoticeReply {
  return notice(
    "refusal",
    say("daily.none-here", {
      group: { group },
      command: { command: "daily set time:09:00 timezone:Europe/Berlin" },
    }),
  );
}

/** A change of a group that needs a manager; tried again when settings changed in between. */
export async function manageGroup(
  deps: Deps,
  caller: Caller,
  change: (group: GroupRecord) => Promise<Reply | "conflict">,
): Promise<Reply> {
  const refused = await refuseUnlessManager(deps, caller);
  if (refused !== null) return refused;
  for (let tries = 0; tries < TRIES; tries++) {
    const reply = await change(await deps.store.readGroup(caller.place));
    if (reply !== "conflict") return caller.inThread ? saidOfChannel(reply, caller.place) : reply;
  }
  return BUSY;
}

/** In a thread it is said that the channel around it is meant. */
function saidOfChannel(reply: Reply, { group }: Place): Reply {
  if (reply.kind !== "notice" && reply.kind !== "schedule") return reply;
  return {
    ...reply,
    lines: [say("daily.not-thread", { group: { group } }), ...reply.lines],
  };
}

/** A change of an existing schedule. */
export function manageSchedule(
  deps: Deps,
  caller: Caller,
  change: (group: GroupRecord, schedule: Schedule) => Promise<Reply | "conflict">,
): Promise<Reply> {
  return manageGroup(deps, caller, async (group) =>
    group.schedule === null ? noSchedule(group.place) : change(group, group.schedule),
  );
}

/** The group's newest daily round. */
export async function currentRound(deps: Deps, { place, current }: GroupRecord): Promise<Round | null> {
  return current === null ? null : deps.store.readRound(place.team, current);
}

/** Whether the result of a question that takes no more answers is not up yet: its summary may still be to come. */
export async function resultWaits(deps: Deps, { place, id, status }: Round): Promise<boolean> {
  if (status !== "closing" && status !== "showing") return false;
  const frozen = await deps.store.freezeRound(place.team, id, false);
  return frozen !== null && frozen.effects.edited !== "done";
}

/** Until when the open question takes answers, as its message says; null where none is open. */
export async function promisedUntil(deps: Deps, group: GroupRecord): Promise<number | null> {
  const round = await currentRound(deps, group);
  return round?.status === "open" ? round.closesAt : null;
}

/** What becomes of a question that is open, or on its way, while its schedule pauses or ends; nothing where none is. */
export async function stillOpen(deps: Deps, group: GroupRecord): Promise<Say[]> {
  const round = await currentRound(deps, group);
  if (round?.status === "posting")
    return [say("daily.not-up-yet", { date: { date: round.date } }), say("daily.once-up")];
  if (round?.status !== "open") return [];
  return [say("daily.open-counts", { at: { time: round.closesAt, style: "relative" } })];
}
