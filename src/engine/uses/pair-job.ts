import type { PostOutcome } from "../ports/platform.ts";
import { localDate } from "../rules/calendar.ts";
import {
  candidateOf,
  ended,
  followUpsOf,
  otherOf,
  PATIENCE,
  type PairStep,
  reviewsOf,
  roundOf,
  stepOf,
  withRound,
} from "../rules/pairs.ts";
import type { Pair, PairRound } from "../words/pair.ts";
import type { TeamId } from "../words/place.ts";
import { notice, type PairEndReply, type PairPromptReply } from "../words/reply.ts";
import { type Say, say } from "../words/say.ts";
import { DEFAULT_ZONE, type Deps } from "./deps.ts";
import { openItem } from "./open-items.ts";
import { changeInterviewing, changePair, countedAs, findPair, idOf, nameOfPair } from "./pair-state.ts";
import { pairEndReply, pairInviteReply, pairPromptReply } from "./pair-views.ts";
import { again } from "./tries.ts";

/**
 * What the bot does for a pair of its own accord. Every step is found out from what is kept, done, and noted, so that
 * another process goes on where one stopped; a message whose note was lost may come twice.
 */

/** Steps in one go; there are never as many. */
const MOST_STEPS = 50;
/** Interviews that are remembered to have been counted. */
const COUNTED = 20;

type Change = (pair: Pair) => Pair;

/** Posts the invitation, or says what it takes. "later": it is not known whether it is up; the job looks again. */
export async function postInvitation(
  deps: Deps,
  team: TeamId,
  pair: Pair,
  now: number,
  repeat: boolean,
): Promise<"posted" | "later" | readonly (string | Say)[]> {
  const options = { key: `pair-${idOf(pair)}-${pair.run}`, repeat, age: Math.max(0, now - pair.at) };
  const outcome: PostOutcome | undefined = await deps
    .platform(team)
    ?.post({ team, group: pair.group }, pairInviteReply(pair), options);
  const about = { id: idOf(pair), run: pair.run };
  switch (outcome?.kind) {
    case "posted":
      await changePair(deps, team, about, now, (one) => ({ ...one, message: outcome.message }));
      return "posted";
    case "refused":
      await deps.store.writeDocument(
        team,
        nameOfPair(about.id),
        await deps.store.readDocument(team, nameOfPair(about.id)),
        null,
      );
      return outcome.missing;
    default:
      return "later";
  }
}

/** Into the room; to each of them directly where there is none. Gives who cannot be reached; null: all were. */
async function said(
  deps: Deps,
  team: TeamId,
  pair: Pair,
  make: (visibility: "channel" | "private") => PairPromptReply | PairEndReply | null,
  key: string,
): Promise<string | null> {
  const platform = deps.platform(team);
  if (platform === null) return again(null);
  const { room, by, invited, observer } = pair;
  if (room?.kind === "room") {
    const reply = make("channel");
    if (reply === null) return null;
    const place = { team, group: pair.group };
    const outcome = await platform.postInRoom(place, room.channel, reply, { key, repeat: false });
    if (outcome.kind === "posted") return null;
    // A room that is closed to the bot, or was deleted: direct messages take its place.
    if (outcome.kind !== "refused") return again(outcome);
    const direct: Pair = { ...pair, room: { kind: "direct", missing: outcome.missing } };
    await changePair(deps, team, { id: idOf(pair), run: pair.run }, await deps.store.now(), (one) => ({
      ...one,
      room: direct.room,
    }));
    return said(deps, team, direct, make, key);
  }
  const reply = make("private");
  if (reply === null) return null;
  let missing: string | null = null;
  for (const learner of [by, invited, ...(observer === null ? [] : [observer])]) {
    const outcome = await platform.tell(team, learner, reply, pair.group, `${key}-${learner}`);
    if (outcome.kind === "refused" && learner !== observer) missing ??= learner;
    if (outcome.kind === "failed") return again(outcome);
  }
  return missing;
}

async function open(deps: Deps, team: TeamId, pair: Pair, now: number): Promise<Change> {
  const platform = deps.platform(team);
  if (platform === null) return again(null);
  const { by, invited, observer } = pair;
  const everyone = [by, invited, ...(observer === null ? [] : [observer])];
  const left = await platform.whoLeft(team, everyone);
  const missing = [by, invited].find((one) => left.includes(one));
  if (missing !== undefined) return (one) => ({ ...one, missing });
  const place = { team, group: pair.group };
  const name = say("pair.room", { name: { name: pair.name }, run: pair.run });
  const members = everyone.filter((one) => !left.includes(one));
  // Whoever tried before may have been stopped before it was noted.
  const outcome = await platform.openRoom(place, members, name, { repeat: true, age: now - pair.at });
  switch (outcome.kind) {
    case "open":
      return (one) => ({ ...one, room: { kind: "room", channel: outcome.channel, voice: outcome.voice } });
    case "refused":
      return (one) => ({ ...one, room: { kind: "direct", missing: outcome.missing } });
    default:
      return again(outcome);
  }
}

/** The question that it is at, or the next follow-up that was chosen. */
async function prompt(
  deps: Deps,
  team: TeamId,
  pair: Pair,
  round: PairRound,
  isFollowUp: boolean,
): Promise<Change> {
  const follow = isFollowUp ? followUpsOf(round)[round.followed] : undefined;
  const question = follow?.question ?? round.at;
  const item = openItem(deps, round.questions[question]?.item ?? "");
  const index = pair.rounds.length - 1;
  const key = `pair-${idOf(pair)}-${pair.run}-${index}.${question}${follow === undefined ? "" : `f${follow.place}`}`;
  const missing =
    item === null
      ? null
      : await said(
          deps,
          team,
          pair,
          (visibility) => pairPromptReply(pair, round, question, item, follow?.place ?? null, visibility),
          key,
        );
  return (one) => {
    const now = one.rounds[index];
    if (now === undefined || one.rounds.length - 1 !== index) return one;
    const noted = isFollowUp ? { ...now, followed: round.followed + 1 } : { ...now, prompted: question + 1 };
    return { ...withRound(one, noted), missing: missing ?? one.missing };
  };
}

/** The candidate's reviews, and the interviewer's mark. Both are kept once, however often this is done. */
async function book(deps: Deps, team: TeamId, pair: Pair, round: PairRound): Promise<Change> {
  const candidate = candidateOf(pair, round);
  const reviews = reviewsOf(pair, round);
  const { schedule } = await deps.store.readGroup({ team, group: pair.group });
  for (const review of reviews)
    await deps.store.recordReview(
      team,
      candidate,
      review,
      localDate(review.at, schedule?.timezone ?? DEFAULT_ZONE),
    );
  const name = countedAs(idOf(pair), pair.run, pair.rounds.length - 1);
  if (reviews.length > 0)
    await changeInterviewing(deps, team, round.interviewer, (one) =>
      one.counted.includes(name)
        ? one
        : { ...one, given: one.given + 1, counted: [...one.counted, name].slice(-COUNTED) },
    );
  return (one) => withRound(one, { ...(roundOf(one) ?? round), booked: true });
}

async function close(deps: Deps, team: TeamId, pair: Pair, round: PairRound): Promise<Change> {
  const key = `pair-${idOf(pair)}-${pair.run}-${pair.rounds.length - 1}-end`;
  await said(deps, team, pair, (visibility) => pairEndReply(pair, round, visibility), key);
  return (one) => withRound(one, { ...(roundOf(one) ?? round), closed: true });
}

/** One of the two is not there any more: the other is told, and it is over. */
async function leave(deps: Deps, team: TeamId, pair: Pair, round: PairRound, now: number): Promise<Change> {
  const missing = pair.missing ?? pair.invited;
  const words = notice("info", say("pair.partner-left", { member: { member: missing } }));
  const told = await deps.platform(team)?.tell(team, otherOf(pair, missing), words, pair.group);
  if (told?.kind === "failed") return again(told);
  return (one) => {
    const last = ended(roundOf(one) ?? round, now);
    // Of an interview in which nothing was asked there is nothing to show.
    const closed = !last.questions.some(({ judged }) => judged);
    return { ...withRound(one, { ...last, closed }), state: "over" };
  };
}

async function show(deps: Deps, team: TeamId, pair: Pair): Promise<Change> {
  const outcome =
    pair.message === null ? null : await deps.platform(team)?.edit(team, pair.message, pairInviteReply(pair));
  if (outcome?.kind === "failed") return again(outcome);
  return (one) => ({ ...one, shown: pair.state });
}

async function done(
  deps: Deps,
  team: TeamId,
  pair: Pair,
  step: PairStep,
  now: number,
): Promise<Change | "gone"> {
  const round = roundOf(pair);
  switch (step) {
    case "post": {
      const outcome = await postInvitation(deps, team, pair, now, true);
      if (outcome === "later") return again({ detail: "the invitation is not known to be up" });
      return outcome === "posted" ? (one) => one : "gone";
    }
    case "expire":
      return (one) =>
        one.state === "invited" && now - one.at >= PATIENCE ? { ...one, state: "expired" } : one;
    case "show":
      return show(deps, team, pair);
    default:
  }
  if (round === null) return (one) => one;
  switch (step) {
    case "open":
      return open(deps, team, pair, now);
    case "prompt":
      return prompt(deps, team, pair, round, false);
    case "follow":
      return prompt(deps, team, pair, round, true);
    case "lapse":
      return (one) => ({ ...withRound(one, ended(roundOf(one) ?? round, now)), state: "over" });
    case "leave":
      return leave(deps, team, pair, round, now);
    case "book":
      return book(deps, team, pair, round);
    case "close":
      return close(deps, team, pair, round);
    default:
      return step satisfies never;
  }
}

/** Does what is due for a pair, until nothing is. */
export async function pairDue(deps: Deps, team: TeamId, id: string): Promise<void> {
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const [pair, now] = await Promise.all([findPair(deps, team, id), deps.store.now()]);
    if (pair === null) {
      // Nothing that can be read, or nothing at all.
      const found = await deps.store.readDocument(team, nameOfPair(id));
      if (found !== null) await deps.store.writeDocument(team, nameOfPair(id), found, null);
      return;
    }
    const step = stepOf(pair, now);
    const change = step === null ? (one: Pair) => ({ ...one }) : await done(deps, team, pair, step, now);
    if (change === "gone") return;
    await changePair(deps, team, { id, run: pair.run }, now, change);
    if (step === null) return;
  }
}
