import type { Caller } from "../ports/bot.ts";
import { notice, type Reply } from "../words/reply.ts";
import { type Say, say } from "../words/say.ts";
import type { GroupRecord, Schedule } from "../words/schedule.ts";
import type { Deps } from "./deps.ts";
import { currentRound } from "./manage.ts";
import { managesTeam, refuseUnlessManager } from "./managers.ts";
import { missingFor } from "./missing.ts";
import { knowing } from "./packs/shelf.ts";

/** Channels whose permissions are looked up side by side. */
const AT_ONCE = 8;

/** What keeps a schedule from working, or would; empty where all is well. */
async function wrongWith(given: Deps, group: GroupRecord, schedule: Schedule): Promise<Say[]> {
  const { place, paused } = group;
  const deps = await knowing(given, place.team, schedule.topics);
  const pool = deps.bank.pool({
    topics: schedule.topics,
    difficulties: schedule.difficulties,
    kinds: ["choice", "numeric"],
  });
  const missing = await missingFor(deps, place, schedule);
  return [
    ...(paused === null || paused.reason === "manager" ? [] : [say(`pause.${paused.reason}`)]),
    ...(pool.length === 0 && paused?.reason !== "nothing-to-ask" ? [say("list.none-fits")] : []),
    ...(missing.length === 0
      ? []
      : [say("list.missing", { names: { list: missing.map(({ name }) => name) } })]),
  ];
}

async function stateOf(deps: Deps, group: GroupRecord): Promise<Say> {
  const { paused, next } = group;
  const round = await currentRound(deps, group);
  const isOpen = round?.status === "open";
  const then =
    paused !== null
      ? say("list.paused", { at: { time: paused.since, style: "moment" } })
      : next === null
        ? say("list.nothing")
        : say("list.next", { at: { time: next.at, style: "moment" } });
  return isOpen ? say("list.open", { at: { time: round.closesAt, style: "moment" }, then }) : then;
}

async function lineOf(deps: Deps, group: GroupRecord, schedule: Schedule): Promise<Say> {
  const [first, ...others] = await wrongWith(deps, group, schedule);
  return say("list.line", {
    group: { group: group.place.group },
    time: schedule.time,
    zone: schedule.timezone,
    days: { days: schedule.days },
    state: await stateOf(deps, group),
    wrong: first === undefined ? "no" : "yes",
    what:
      first === undefined
        ? ""
        : others.reduce((before, one) => say("list.both", { first: before, second: one }), first),
  });
}

/** Whether somebody who does not manage the team manages this group; whose channel it is counts for this one. */
async function isNamedFor(deps: Deps, caller: Caller, { place }: GroupRecord): Promise<boolean> {
  if (place.group === caller.place.group) return (await refuseUnlessManager(deps, caller)) === null;
  return (await deps.store.managers(place.team, place.group)).includes(caller.person.id);
}

/** `daily list`: every schedule of the team that the caller manages, and what is wrong with it. */
export async function listDaily(deps: Deps, caller: Caller): Promise<Reply> {
  const { team } = caller.place;
  const all = await deps.store.groupsOf(team);
  const isManager = await managesTeam(deps, caller);
  const theirs: GroupRecord[] = [];
  for (const group of all) {
    if (group.schedule === null) continue;
    if (isManager || (await isNamedFor(deps, caller, group))) theirs.push(group);
  }
  if (theirs.length === 0) {
    const refused = isManager ? null : await refuseUnlessManager(deps, caller);
    return refused ?? notice("info", say("list.none", { command: { command: "daily set" } }));
  }
  const lines: Say[] = [];
  for (let from = 0; from < theirs.length; from += AT_ONCE) {
    const some = theirs.slice(from, from + AT_ONCE);
    const said = some.map((group) => (group.schedule === null ? null : lineOf(deps, group, group.schedule)));
    lines.push(...(await Promise.all(said)).filter((line) => line !== null));
  }
  return notice("info", ...lines);
}
