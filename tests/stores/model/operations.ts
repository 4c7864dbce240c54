import fc from "fast-check";
import { EFFECTS } from "../../../src/engine/ports/store/answers.ts";
import type { TeamId } from "../../../src/engine/words/place.ts";
import { REPORT_KINDS } from "../../../src/engine/words/report.ts";
import type { Choice } from "../../../src/engine/words/round.ts";
import { CONFIDENCES } from "../../../src/learning/review.ts";

/** Few of everything, so that operations meet. */
export const TEAMS: readonly TeamId[] = ["discord:1", "slack:T2"];
export const GROUPS = ["g1", "g2"] as const;
export const LEARNERS = ["ada", "ben", "cleo", "dan"] as const;
/** Whether the name is provisional, and when the answer was given by the platform's clock, where it says so. */
const told = { provisional: fc.boolean(), at: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }) };

export const TOPICS = ["cnn", "rnn"] as const;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/**
 * Multiples of 90 seconds, which leases and delays are not: nothing falls due at the very instant of a look,
 * where a millisecond of a real clock would decide.
 */
const STEPS = [
  ...[
    1.5 * MINUTE,
    1.5 * MINUTE,
    1.5 * MINUTE,
    30 * MINUTE,
    30 * MINUTE,
    3 * HOUR,
    3 * HOUR,
    9 * HOUR,
    9 * HOUR,
  ],
  ...[DAY, DAY, 4 * DAY, 10 * DAY, 40 * DAY],
];

const place = fc.record({ team: fc.constantFrom(...TEAMS), group: fc.constantFrom(...GROUPS) });
const learner = fc.constantFrom(...LEARNERS);
const topic = fc.constantFrom(...TOPICS);
const choice = fc.constantFrom<Choice[]>(0, 1, 1, 1, 2, 3);
/** Which of the newest rounds is meant, counted back. */
const back = fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 5);
const often = fc.constantFrom(true, true, true, true, false);

const OPERATIONS = {
  advance: fc.record({ ms: fc.constantFrom(...STEPS) }),
  writeGroup: fc.record({
    place,
    isCurrent: often,
    managedBy: fc.option(learner),
    nextIn: fc.option(fc.constantFrom(-MINUTE, HOUR, DAY)),
    recapIn: fc.option(fc.constantFrom(-MINUTE, HOUR)),
    isPaused: fc.boolean(),
  }),
  openWindow: fc.record({
    place,
    topic,
    isCurrent: often,
    day: fc.constantFrom(0, 0, 0, 1),
    item: fc.nat(3),
    forgets: fc.boolean(),
    isSpoken: fc.constantFrom(false, false, true),
    nextIn: fc.option(fc.constantFrom(HOUR, DAY)),
  }),
  addPractice: fc.record({
    place,
    topic,
    onlyFor: fc.option(learner),
    item: fc.nat(3),
    isRepeated: fc.boolean(),
  }),
  notePractised: fc.record({ place, topic, item: fc.nat(3) }),
  confirmPosted: fc.record({ back, copy: fc.nat(1) }),
  voidRound: fc.record({ back }),
  answer: fc.record({
    back,
    learner,
    choice,
    isHome: often,
    isOfMode: often,
    name: fc.nat(1),
    writes: fc.boolean(),
    isDue: fc.boolean(),
    ...told,
  }),
  freezeRound: fc.record({ back, early: often }),
  awardPage: fc.record({
    back,
    after: fc.constantFrom(0, 0, 0, 1, 2),
    isLast: fc.boolean(),
    awards: fc.uniqueArray(
      fc.record({ learner, points: fc.constantFrom(0, 10, 10, 21, 32), last: fc.nat(5) }),
      {
        // A page holds each learner once: a learner has one answer.
        selector: ({ learner: id }) => id,
        minLength: 1,
        maxLength: 4,
      },
    ),
  }),
  readAnswers: fc.record({ back, after: fc.nat(3), count: fc.constantFrom(1, 2, 4) }),
  standouts: fc.record({ back, count: fc.constantFrom(1, 4) }),
  shownNames: fc.record({ place, learners: fc.subarray([...LEARNERS]), count: fc.nat(3) }),
  markEffect: fc.record({ back, effect: fc.constantFrom(...EFFECTS), token: fc.option(fc.nat(1)) }),
  finishRound: fc.record({ back }),
  takeClose: fc.record({ back, token: fc.nat(1) }),
  beginEffect: fc.record({
    back,
    effect: fc.constantFrom(...EFFECTS),
    token: fc.nat(1),
  }),
  loseMessage: fc.record({ back, copy: fc.nat(1) }),
  moveMessage: fc.record({ back, copy: fc.nat(1) }),
  finishRecap: fc.record({
    place,
    isPlanned: fc.boolean(),
    week: fc.constantFrom("2026-W46", "2026-W47"),
    nextIn: fc.constantFrom(HOUR, DAY),
  }),
  claimDue: fc.record({
    platforms: fc.constantFrom(undefined, undefined, ["discord"] as const, ["slack", "web"] as const),
  }),
  retryLater: fc.record({ back }),
  dropJob: fc.record({ back }),
  look: fc.record({ place, learner, topic: fc.option(topic), isTeam: fc.boolean(), top: fc.nat(4) }),
  recordReview: fc.record({
    place,
    learner,
    topic,
    item: fc.nat(2),
    id: fc.nat(30),
    hoursAgo: fc.nat(50),
    covered: fc.constantFrom(0, 0.5, 0.75, 1),
    by: fc.constantFrom("own" as const, "partner" as const),
  }),
  reviewDue: fc.record({ place, learner, from: fc.nat(20), count: fc.integer({ min: 1, max: 12 }) }),
  voidReview: fc.record({ place, learner, topic, id: fc.nat(30) }),
  readReviews: fc.record({ place, learner }),
  takeHints: fc.record({ back, learner, hints: fc.constantFrom(1 as const, 2 as const) }),
  setConfidence: fc.record({ back, learner, confidence: fc.constantFrom(...CONFIDENCES) }),
  putSession: fc.record({ place, learner, id: fc.nat(1), version: fc.constantFrom(1, 2, 2, 3) }),
  endSession: fc.record({ place, learner, id: fc.nat(1) }),
  setReminders: fc.record({ place, learner, inHours: fc.option(fc.constantFrom(1, 24)) }),
  moveReminder: fc.record({
    place,
    learner,
    isPlanned: fc.boolean(),
    inHours: fc.constantFrom(1, 24),
    sent: fc.constantFrom(undefined, null, "2026-11-18", "2026-11-19"),
    told: fc.constantFrom(undefined, null, "r1"),
  }),
  pauseReviews: fc.record({ place, learner, on: fc.boolean() }),
  setConsent: fc.record({ place, learner, sends: fc.option(fc.boolean()) }),
  putWritten: fc.record({ place, learner, item: fc.nat(1) }),
  takeWritten: fc.record({ place, learner, item: fc.nat(1) }),
  reserveTokens: fc.record({ place, id: fc.nat(3), tokens: fc.constantFrom(10, 60) }),
  settleTokens: fc.record({ place, id: fc.nat(3), used: fc.constantFrom(0, 5, 80) }),
  writePlans: fc.record({
    place,
    learner,
    version: fc.constantFrom(0, 0, 1, 2),
    has: fc.constantFrom("none" as const, "plan" as const, "draft" as const),
    hours: fc.constantFrom(1, 100),
  }),
  setHidden: fc.record({ place, learner, on: fc.boolean() }),
  setLanguage: fc.record({
    place,
    learner,
    language: fc.option(fc.constantFrom("en", "de")),
    asks: fc.constantFrom(...LEARNERS),
  }),
  forgetLearner: fc.record({ place, learner }),
  addReport: fc.record({
    ...{ place, learner, item: fc.nat(2) },
    sorts: fc.option(fc.constantFrom(...REPORT_KINDS)),
  }),
  refund: fc.record({
    ...{ back, count: fc.integer({ min: 1, max: 3 }), points: fc.constantFrom(0, 4, 21), done: fc.boolean() },
  }),
  sweepItem: fc.record({ back, wrongKey: often }),
  setManager: fc.record({ place, learner, on: fc.boolean(), isHere: fc.boolean() }),
  rename: fc.record({ place, learner, name: fc.nat(2) }),
  setAbsent: fc.record({ place, learner, on: fc.boolean() }),
  plan: fc.record({ place, does: fc.constantFrom("put" as const, "read" as const) }),
  claimOnce: fc.record({ key: fc.nat(3) }),
  installation: fc.record({ id: fc.nat(1), does: fc.constantFrom("save" as const, "delete" as const) }),
};

type Operations = typeof OPERATIONS;
export type Name = keyof Operations;
export type Operation = {
  [N in Name]: { name: N; with: Operations[N] extends fc.Arbitrary<infer T> ? T : never };
}[Name];

const WEIGHTS: { [N in Name]?: number } = {
  advance: 6,
  openWindow: 4,
  addPractice: 5,
  confirmPosted: 3,
  answer: 20,
  freezeRound: 5,
  awardPage: 8,
  refund: 5,
  sweepItem: 2,
  readAnswers: 2,
  standouts: 2,
  recordReview: 5,
  reviewDue: 5,
  readReviews: 2,
  setConfidence: 4,
  takeHints: 4,
  putSession: 3,
  setReminders: 3,
  moveReminder: 3,
  putWritten: 4,
  takeWritten: 4,
  reserveTokens: 3,
  look: 4,
  claimDue: 3,
};

const one = (Object.entries(OPERATIONS) as [Name, fc.Arbitrary<unknown>][]).map(([name, args]) => ({
  weight: WEIGHTS[name] ?? 1,
  arbitrary: args.map((given) => ({ name, with: given }) as Operation),
}));

export const operations = fc.array(fc.oneof({ withCrossShrink: true }, ...one), {
  minLength: 100,
  maxLength: 180,
  size: "max",
});
