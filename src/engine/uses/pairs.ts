import type { Caller, PairWanted } from "../ports/bot.ts";
import { afterPress, isOfPair, otherOf, PATIENCE, questionAt, roundOf, withRound } from "../rules/pairs.ts";
import { type InterviewWanted, LEAST_INTERVIEW } from "../words/interview.ts";
import type { OpenItem } from "../words/item.ts";
import { type Pair, type PairPress, type PairRound, pairId, readPair } from "../words/pair.ts";
import { isOfOne, type TeamId } from "../words/place.ts";
import type { Actor } from "../words/press.ts";
import { type NoticeReply, notice, type Reply } from "../words/reply.ts";
import { type Say, say, type WordId } from "../words/say.ts";
import { SHEET_DEFAULTS } from "../words/sheet.ts";
import type { Deps } from "./deps.ts";
import { changeDocument } from "./documents.ts";
import { countInvitation, REFUSES_ALL, takeInvitations, whyNotInvited } from "./invitations.ts";
import { noteMember } from "./members.ts";
import { openItem } from "./open-items.ts";
import { postInvitation } from "./pair-job.ts";
import { drawRound } from "./pair-questions.ts";
import { changePair, findPair, idOf, keptPair, nameOfPair } from "./pair-state.ts";
import { pairScoreReply, pairSheetReply, scoreButton } from "./pair-views.ts";
import { guardOf, waits } from "./reveal.ts";

/** `/dlq-pair`: mock interviews of two members. */

const refusal = (id: WordId, values?: Say["values"]) => notice("refusal", say(id, values));
const RUN_LENGTH = 4;

export async function invite(
  deps: Deps,
  caller: Caller,
  { member, invitations, ...wanted }: PairWanted,
): Promise<Reply> {
  const { place, person } = caller;
  if (isOfOne(place.team)) return refusal("pair.alone", { command: { command: "mock" } });
  await noteMember(deps, caller);
  if (invitations !== undefined) {
    const refuses = invitations === "off";
    await takeInvitations(deps, place.team, person.id, !refuses);
    if (member === undefined) return notice("done", say(refuses ? "pair.refuses" : "pair.takes"));
  }
  if (member === undefined) return refusal("pair.whom", { command: { command: "pair" } });
  if (member === person.id) return refusal("pair.yourself");
  // Nobody else would see it there.
  if (caller.atHome === true) return refusal("pair.in-channel", { command: { command: "pair" } });
  const whole: InterviewWanted = {
    ...wanted,
    level: wanted.level ?? SHEET_DEFAULTS.level,
    minutes: wanted.minutes ?? SHEET_DEFAULTS.minutes,
  };
  if (whole.minutes < LEAST_INTERVIEW) return refusal("pair.short", { least: LEAST_INTERVIEW });
  const now = await deps.store.now();
  const [not, sample] = await Promise.all([
    whyNotInvited(deps, place.team, member),
    drawRound(deps, place.team, whole, { interviewer: person.id, without: [], now }),
  ]);
  if (not !== null) return not;
  if (sample === null) return refusal("pair.no-questions");
  return send(deps, caller, member, whole, now);
}

export const newPair = (
  given: Pick<Pair, "run" | "group" | "by" | "invited" | "observer" | "name" | "wanted" | "drawn">,
  now: number,
): Pair => ({
  ...given,
  ...{ state: "invited", shown: "invited", at: now, message: null, room: null, missing: null, rounds: [] },
});

/** Whether a pair stands in the way of another invitation of the two. */
export function isBusy(pair: Pair, now: number): boolean {
  if (now - pair.at >= PATIENCE) return false;
  return pair.state === "invited" || (pair.state === "running" && roundOf(pair)?.ended === null);
}

async function send(
  deps: Deps,
  { place, person }: Caller,
  invited: string,
  wanted: InterviewWanted,
  now: number,
): Promise<Reply> {
  const id = pairId(person.id, invited);
  const there = await findPair(deps, place.team, id);
  // Whoever invites the one who has invited them says yes to that.
  if (there !== null && isBusy(there, now))
    return there.state === "invited" && there.invited === person.id
      ? accept(deps, place.team, id, there.run, person.id, now)
      : refusal(there.state === "invited" ? "pair.pending" : "pair.running", { member: { member: invited } });
  const tooMany = await countInvitation(deps, place.team, person.id, now);
  if (tooMany !== null) return tooMany;
  const pair = newPair(
    {
      ...{ run: deps.token(RUN_LENGTH), group: place.group, by: person.id, invited, observer: null },
      ...{ name: person.name, wanted, drawn: false },
    },
    now,
  );
  const { mine, other } = await changeDocument(deps, place.team, nameOfPair(id), (found) => {
    const before = found === null ? null : findBusy(found.value, now);
    if (before !== null) return { write: "as-is" as const, mine: false, other: before };
    // Due soon: where nobody is left to post it, the job does.
    return { write: { ...keptPair(pair, now), dueAt: now + POSTED_BY }, mine: true, other: null };
  });
  if (!mine && other !== null) {
    if (other.state === "invited" && other.invited === person.id)
      return accept(deps, place.team, id, other.run, person.id, now);
    return refusal("pair.pending", { member: { member: invited } });
  }
  const outcome = await postInvitation(deps, place.team, pair, now, false);
  if (outcome === "posted" || outcome === "later")
    return notice(
      "done",
      say("pair.invited", {
        member: { member: invited },
        until: { time: now + PATIENCE, style: "relative" },
      }),
    );
  return notice("refusal", say("pair.no-post"), ...outcome.map((one) => say("pair.lacks", { what: one })));
}

/** When the job posts an invitation that whoever wrote it has not, in milliseconds. */
const POSTED_BY = 60_000;

function findBusy(value: string, now: number): Pair | null {
  const pair = readPair(value);
  return pair !== null && isBusy(pair, now) ? pair : null;
}

async function accept(
  deps: Deps,
  team: TeamId,
  id: string,
  run: string,
  by: string,
  now: number,
): Promise<Reply> {
  const found = await findPair(deps, team, id);
  if (found === null || found.run !== run) return refusal("pair.over");
  const round = await drawRound(deps, team, found.wanted, { interviewer: found.by, without: [], now });
  if (round === null) return refusal("pair.no-questions");
  const pair = await changePair(deps, team, { id, run }, now, (one) =>
    one.state === "invited" && one.invited === by && now - one.at < PATIENCE
      ? { ...one, state: "running", at: now, rounds: [round] }
      : one,
  );
  if (pair?.state !== "running") return refusal("pair.over");
  return notice("done", say("pair.accepted", { member: { member: pair.by } }));
}

export async function pressPair(deps: Deps, actor: Actor, press: PairPress): Promise<Reply> {
  const { team } = actor.place;
  const learner = actor.person.id;
  const [pair, now] = await Promise.all([findPair(deps, team, press.pair), deps.store.now()]);
  if (pair === null || pair.run !== press.run) return refusal("pair.over");
  if (!isOfPair(pair, learner)) return refusal("pair.not-yours");
  await noteMember(deps, actor);
  const { act } = press;
  if (act === "accept" || act === "decline" || act === "refuse-all" || act === "cancel")
    return answer(deps, team, pair, act, learner, now);
  const round = pair.rounds[press.at[0] ?? -1];
  if (round === undefined) return refusal("pair.over");
  if (act === "score") return score(deps, team, pair, round, learner);
  if (act === "swap") return swap(deps, team, pair, round, now);
  if (round.interviewer !== learner)
    return refusal("pair.interviewer-alone", { member: { member: round.interviewer } });
  if (round !== roundOf(pair) || round.ended !== null) return over(pair, round);
  if (act === "sheet") return sheetOf(deps, team, pair, round);
  return mark(deps, team, pair, round, press, now);
}

/** What is pressed on an invitation. */
async function answer(
  deps: Deps,
  team: TeamId,
  pair: Pair,
  act: "accept" | "decline" | "refuse-all" | "cancel",
  learner: string,
  now: number,
): Promise<Reply> {
  const id = idOf(pair);
  const isTheirs = act === "cancel" ? pair.by : pair.invited;
  if (learner !== isTheirs)
    return refusal(act === "cancel" ? "pair.inviter-alone" : "pair.invited-alone", {
      member: { member: isTheirs },
    });
  if (act === "refuse-all") await takeInvitations(deps, team, learner, false);
  if (act === "accept") return accept(deps, team, id, pair.run, learner, now);
  const state = act === "cancel" ? "cancelled" : "declined";
  const after = await changePair(deps, team, { id, run: pair.run }, now, (one) =>
    one.state === "invited" ? { ...one, state, at: now } : one,
  );
  if (after?.state !== state) return refusal("pair.over");
  if (act === "refuse-all") return REFUSES_ALL;
  return notice("done", say(act === "cancel" ? "pair.cancelled" : "pair.declined"));
}

/** The interviewer's sheet of the question that it is at. */
async function sheetOf(deps: Deps, team: TeamId, pair: Pair, round: PairRound): Promise<Reply> {
  const asked = questionAt(round);
  const item = asked === null ? null : openItem(deps, asked.item);
  if (item === null) return refusal("pair.gone");
  // It may have become the question of the day since it was drawn.
  const until = (await guardOf(deps, team)).until(item.id);
  const reply = pairSheetReply(pair, round, item);
  if (reply === null) return refusal("pair.gone");
  if (until === null) return reply;
  const next = reply.buttons.filter(({ action }) => action.verb === "pair");
  return { ...waits(until), buttons: next };
}

/** What the interviewer ticks, asks, and goes on with. */
async function mark(
  deps: Deps,
  team: TeamId,
  pair: Pair,
  { interviewer }: PairRound,
  { act, at }: PairPress,
  now: number,
): Promise<Reply> {
  const [index = 0, ...places] = at;
  const asked = questionAt(pair.rounds[index] as PairRound);
  const item: OpenItem | null = asked === null ? null : openItem(deps, asked.item);
  const sizes = { followUps: item?.followUps.length ?? 0, flags: item?.interviewer.redFlags.length ?? 0 };
  const after = await changePair(deps, team, { id: idOf(pair), run: pair.run }, now, (one) => {
    const round = roundOf(one);
    if (round === null || one.rounds.length - 1 !== index || round.interviewer !== interviewer) return one;
    const changed = afterPress(round, act, places, { now, ...sizes });
    return changed === round ? one : { ...withRound(one, changed), at: now };
  });
  const round = after?.rounds[index];
  if (!after || round === undefined) return refusal("pair.over");
  return round.ended === null ? sheetOf(deps, team, after, round) : over(after, round);
}

/** On the sheet of an interview that is over. */
function over(pair: Pair, round: PairRound): NoticeReply {
  return { ...notice("info", say("pair.ended")), buttons: [scoreButton(pair, round)] };
}

async function score(
  deps: Deps,
  team: TeamId,
  pair: Pair,
  round: PairRound,
  learner: string,
): Promise<Reply> {
  if (round.ended === null) return refusal("pair.not-over");
  const guard = await guardOf(deps, team);
  return pairScoreReply(pair, round, learner === round.interviewer ? "interviewer" : "candidate", (id) =>
    guard.until(id) === null ? openItem(deps, id) : null,
  );
}

/** The next interview of the two, with the roles swapped and new questions. */
async function swap(
  deps: Deps,
  team: TeamId,
  pair: Pair,
  { interviewer, ended }: PairRound,
  now: number,
): Promise<Reply> {
  if (ended === null) return refusal("pair.not-over");
  if (pair.state !== "running" || pair.missing !== null) return refusal("pair.over");
  const next = otherOf(pair, interviewer);
  const without = pair.rounds.flatMap(({ questions }) => questions.map(({ item }) => item));
  const round = await drawRound(deps, team, pair.wanted, { interviewer: next, without, now });
  if (round === null) return refusal("pair.no-questions");
  const count = pair.rounds.length;
  const after = await changePair(deps, team, { id: idOf(pair), run: pair.run }, now, (one) => {
    const isNext = one.state === "running" && one.rounds.length === count && roundOf(one)?.ended !== null;
    return isNext ? { ...one, at: now, rounds: [...one.rounds, round] } : one;
  });
  if (after === null) return refusal("pair.over");
  // Of two who press it at once, the second finds it done.
  const current = roundOf(after);
  return notice("done", say("pair.swapped", { member: { member: current?.interviewer ?? next } }));
}
