import type { Caller } from "../ports/bot.ts";
import { type Phrase, phrase } from "../words/phrase.ts";
import { notice, type Reply } from "../words/reply.ts";
import type { GroupRecord, Schedule } from "../words/schedule.ts";
import { PAUSE_REASONS, scheduleFacts } from "../words/wording.ts";
import type { Deps } from "./deps.ts";
import { currentRound } from "./manage.ts";
import { managesTeam, refuseUnlessManager } from "./managers.ts";
import { missingFor } from "./missing.ts";

/** Channels whose permissions are looked up side by side. */
const AT_ONCE = 8;

/** What keeps a schedule from working, or would; empty where all is well. */
async function wrongWith(deps: Deps, group: GroupRecord, schedule: Schedule): Promise<string[]> {
  const { place, paused } = group;
  const pool = deps.bank.pool({
    topics: schedule.topics,
    difficulties: schedule.difficulties,
    kinds: ["choice", "numeric"],
  });
  const missing = await missingFor(deps, place, schedule);
  return [
    ...(paused === null || paused.reason === "manager" ? [] : [PAUSE_REASONS[paused.reason]]),
    ...(pool.length === 0 ? ["no question fits its topics and difficulty"] : []),
    ...(missing.length === 0 ? [] : [`missing: ${missing.map(({ name }) => name).join(", ")}`]),
  ];
}

async function stateOf(deps: Deps, group: GroupRecord): Promise<Phrase> {
  const { paused, next } = group;
  const round = await currentRound(deps, group);
  const open =
    round?.status === "open" && round.message !== null
      ? phrase`a question is open until ${{ time: round.closesAt, style: "moment" }}, `
      : [];
  if (paused !== null) return [...open, ...phrase`paused since ${{ time: paused.since, style: "moment" }}`];
  if (next === null) return [...open, "nothing is planned"];
  return [...open, ...phrase`the next one opens ${{ time: next.at, style: "moment" }}`];
}

async function lineOf(deps: Deps, group: GroupRecord, schedule: Schedule): Promise<Phrase> {
  const [when, days] = scheduleFacts(schedule);
  const wrong = await wrongWith(deps, group, schedule);
  return [
    ...phrase`${{ group: group.place.group }} (${when?.value ?? ""}, ${days?.value ?? ""}): `,
    ...(await stateOf(deps, group)),
    ...(wrong.length === 0 ? ["."] : ["; ", { strong: wrong.join("; ") }, "."]),
  ];
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
    return (
      refused ??
      notice("info", phrase`No channel has a daily question. ${{ command: "daily set" }} sets one up.`)
    );
  }
  const lines: Phrase[] = [];
  for (let from = 0; from < theirs.length; from += AT_ONCE) {
    const some = theirs.slice(from, from + AT_ONCE);
    lines.push(
      ...(await Promise.all(
        some.map((group) => (group.schedule === null ? [] : lineOf(deps, group, group.schedule))),
      )),
    );
  }
  return notice("info", ...lines);
}
