import type { Explained, Explanation } from "../words/explained.ts";
import type { Round } from "../words/round.ts";
import type { Schedule } from "../words/schedule.ts";
import { firstOpening } from "./openings.ts";

/** The life of what members explain of a question of the day. */

const HOUR = 60 * 60_000;
/** Longest that a vote lasts, in milliseconds. */
const LONGEST = 24 * HOUR;
/** An opening that comes sooner after the close than this ends no vote, in milliseconds. */
const SHORTEST = HOUR;
/** Explanations of one question. */
export const MOST = 50;

/** When the vote on a round ends: with the next opening of its group, a day after its close at the latest. */
export function endOfVote(
  round: Pick<Round, "closedAt" | "closesAt" | "date">,
  schedule: Schedule | null,
): number {
  const closed = round.closedAt ?? round.closesAt;
  const next = schedule === null ? null : firstOpening(schedule, closed + SHORTEST, round.date).at;
  return Math.min(closed + LONGEST, next ?? Number.POSITIVE_INFINITY);
}

const takesVotes = ({ over, ends }: Explained, now: number): boolean => !over && now < ends;

const withText = (all: Explained, number: number, change: Partial<Explanation>): Explained => ({
  ...all,
  texts: all.texts.map((one) => (one.number === number ? { ...one, ...change } : one)),
});

export const textOf = ({ texts }: Explained, number: number): Explanation | null =>
  texts.find((one) => one.number === number) ?? null;

/** What became of an explanation that was handed in; again: it stands already, word for word. */
export type Written = "new" | "changed" | "again" | "voted" | "taken" | "full" | "over";

/** An explanation is handed in. Each learner has one, which they may write anew while nobody has voted for it. */
export function withWritten(
  all: Explained,
  { by, name, text, at }: Pick<Explanation, "by" | "name" | "text" | "at">,
): { after: Explained; written: Written } {
  const own = all.texts.find((one) => one.by === by);
  if (own !== undefined && own.text === text) return { after: all, written: "again" };
  if (!takesVotes(all, at)) return { after: all, written: "over" };
  // Whoever tries again has perhaps been given the permission that was missing.
  const after = all.silent ? { ...all, silent: false } : all;
  if (own !== undefined) {
    if (own.state !== "up" || own.cleared) return { after: all, written: "taken" };
    if (own.votes.length > 0) return { after: all, written: "voted" };
    return { after: withText(after, own.number, { text, revision: own.revision + 1 }), written: "changed" };
  }
  if (all.texts.length >= MOST) return { after: all, written: "full" };
  const number = 1 + Math.max(0, ...all.texts.map((one) => one.number));
  const one: Explanation = {
    ...{ number, by, name, text, at, revision: 0, votes: [], state: "up" },
    ...{ cleared: false, asked: false, message: null, shown: "" },
  };
  return { after: { ...after, texts: [...all.texts, one] }, written: "new" };
}

export type Voted = "voted" | "moved" | "again" | "own" | "hidden" | "over";

/** A vote for one of them; the voter's earlier one moves here. */
export function withVote(
  all: Explained,
  number: number,
  voter: string,
  now: number,
): { after: Explained; voted: Voted } {
  const one = textOf(all, number);
  if (!takesVotes(all, now)) return { after: all, voted: "over" };
  if (one === null || one.state !== "up") return { after: all, voted: "hidden" };
  if (one.by === voter) return { after: all, voted: "own" };
  if (one.votes.includes(voter)) return { after: all, voted: "again" };
  const hadOne = all.texts.some(({ votes }) => votes.includes(voter));
  const texts = all.texts.map((text) => {
    if (text.number === number) return { ...text, votes: [...text.votes, voter] };
    return text.votes.includes(voter)
      ? { ...text, votes: text.votes.filter((other) => other !== voter) }
      : text;
  });
  return { after: { ...all, texts }, voted: hadOne ? "moved" : "voted" };
}

/** Hides what was reported; the same where it is hidden already, or a manager has decided. */
export function withReport(all: Explained, number: number): Explained {
  const one = textOf(all, number);
  if (one === null || one.state !== "up" || one.cleared) return all;
  return withText(all, number, { state: "reported", asked: false });
}

/** A manager's word on what was reported. */
export function withDecision(all: Explained, number: number, stays: boolean): Explained {
  if (textOf(all, number)?.state !== "reported") return all;
  return withText(all, number, stays ? { state: "up", cleared: true } : { state: "removed", votes: [] });
}

/** Its message is not there any more: somebody who may took it away. */
export const withoutMessage = (all: Explained, number: number): Explained =>
  withText(all, number, { message: null, state: "removed", votes: [] });

export const withMessage = (
  all: Explained,
  number: number,
  message: Explanation["message"],
  shown: string,
): Explained => withText(all, number, { message, shown });

/** Its channel is closed to the bot, and others see its message. */
export const withLater = (all: Explained, number: number, later: number): Explained =>
  withText(all, number, { later });

export const withAsked = (all: Explained, number: number): Explained =>
  withText(all, number, { asked: true });

/** The vote is over: the most votes win, of as many the earlier one; without a vote none is best. */
export function ended(all: Explained): Explained {
  const best = all.texts
    .filter(({ state, votes }) => state === "up" && votes.length > 0)
    .toSorted((a, b) => b.votes.length - a.votes.length || a.at - b.at || a.number - b.number)[0];
  return { ...all, over: true, best: best?.number ?? null };
}

/** Without one of the members: neither what they wrote nor their vote. null: nothing is left that anybody sees. */
export function withoutLearner(all: Explained, learner: string): Explained | null {
  const texts = all.texts
    .map((one): Explanation => {
      if (one.by === learner) return { ...one, by: "", name: "", text: "", votes: [], state: "gone" };
      return one.votes.includes(learner)
        ? { ...one, votes: one.votes.filter((voter) => voter !== learner) }
        : one;
    })
    .filter(({ state, message }) => state !== "gone" || message !== null);
  return texts.length === 0 ? null : { ...all, texts };
}

/** What the message of an explanation is to show. */
export function lookOf({ over, best }: Explained, { number, state, revision, votes }: Explanation): string {
  if (state !== "up") return state;
  return over ? `over.${revision}.${votes.length}.${best === number ? "best" : ""}` : `up.${revision}`;
}

/** Whether the best one is to stand beside the question. */
export const isKept = (all: Explained): boolean =>
  all.over && all.best !== null && textOf(all, all.best)?.state === "up";

export type ExplainedStep =
  | { kind: "end" | "keep" | "count" }
  | { kind: "show" | "post" | "ask"; one: Explanation };

const staleIn = (all: Explained): Explanation[] =>
  all.texts.filter((one) => one.message !== null && one.shown !== lookOf(all, one));

/** What is to be done next; null: nothing now. What must be hidden comes first, what else a message shows last. */
export function explainedStep(all: Explained, now: number): ExplainedStep | null {
  if (!all.over && now >= all.ends) return { kind: "end" };
  const stale = staleIn(all).filter(({ later = 0 }) => now >= later);
  const hide = stale.find(({ state }) => state !== "up");
  if (hide !== undefined) return { kind: "show", one: hide };
  const ask = all.texts.find(({ state, asked }) => state === "reported" && !asked);
  if (ask !== undefined) return { kind: "ask", one: ask };
  const mayPost = !all.silent && (all.waits === null || now >= all.waits);
  const post = all.texts.find(({ state, message }) => state === "up" && message === null);
  if (mayPost && post !== undefined) return { kind: "post", one: post };
  if (isKept(all) !== all.kept) return { kind: "keep" };
  if (isKept(all) && !all.counted) return { kind: "count" };
  return stale[0] === undefined ? null : { kind: "show", one: stale[0] };
}

/** When something is to be done next, epoch milliseconds; null: nothing is. */
export function explainedDueAt(all: Explained, now: number): number | null {
  if (explainedStep(all, now) !== null) return now;
  const waits = all.waits !== null && all.waits > now ? all.waits : null;
  const posts = waits !== null && all.texts.some(({ state, message }) => state === "up" && message === null);
  const barred = staleIn(all).map(({ later = 0 }) => later);
  const times = [...(all.over ? [] : [all.ends]), ...(posts && waits !== null ? [waits] : []), ...barred];
  return times.length === 0 ? null : Math.min(...times);
}
