import type { DailyAward, Labels, Store } from "../../src/engine/ports/store.ts";
import { labelsOf } from "../../src/engine/rules/calendar.ts";
import { draftOf } from "../../src/engine/rules/reviews.ts";
import type { Place } from "../../src/engine/words/place.ts";
import type { Choice, Round } from "../../src/engine/words/round.ts";
import type { Schedule } from "../../src/engine/words/schedule.ts";
import type { ReviewDraft, ReviewMode } from "../../src/learning/review.ts";

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const TEAM = "discord:100" as const;
export const PLACE: Place = { team: TEAM, group: "g1" };

export const SCHEDULE: Schedule = {
  time: "09:00",
  timezone: "Europe/Berlin",
  days: [1, 3, 5],
  openFor: null,
  topics: ["cnn"],
  difficulties: [],
  kinds: ["quiz"],
  answers: "both",
  thread: "close",
  results: "thread",
  ping: null,
  language: null,
  skipped: [],
  plan: null,
  focus: "balanced",
};

export const NO_CHANGE = { schedule: null, paused: null, managedBy: null, next: null, recap: null };

/** An open question of the day of the group. */
export function makeSpoken(over: Partial<Round> & { id: string; opensAt: number }, topic = "cnn"): Round {
  const concept = { id: topic, name: topic };
  const question = {
    kind: "open",
    itemId: `${topic}.o1`,
    topic: concept,
    difficulty: "medium",
    stem: "Why?",
  } as const;
  return {
    ...makeRound(over, topic),
    salt: "",
    commitment: "",
    answers: "buttons",
    question: { ...question, concept },
  };
}

/** A round of the group; the key is B. */
export function makeRound(over: Partial<Round> & { id: string; opensAt: number }, topic = "cnn"): Round {
  return {
    place: PLACE,
    mode: "daily",
    onlyFor: null,
    question: {
      itemId: `${topic}.c1`,
      version: 1,
      kind: "choice",
      concept: { id: topic, name: topic },
      topic: { id: topic, name: topic },
      difficulty: "medium",
      stem: "Which?",
      options: [0, 1, 2, 3].map((i) => ({ text: `option ${i}`, because: `reason ${i}` })) as never,
      key: 1,
      links: [{ title: "Book", url: "https://example.org/" }],
    },
    seed: "seed",
    salt: "salt",
    commitment: "commitment",
    closesAt: over.opensAt + 8 * HOUR,
    date: new Date(over.opensAt).toISOString().slice(0, 10),
    timezone: "UTC",
    answers: "both",
    thread: "close",
    ping: null,
    status: over.mode === "practice" || over.message ? "open" : "posting",
    windowNo: null,
    message: null,
    closedAt: null,
    lost: 0,
    ...over,
  };
}

export function labels(date: string): Labels {
  return labelsOf(date);
}

/** The review of a round of `makeRound`, judged on a date. */
export function draft(date: string, topic = "cnn", mode: ReviewMode = "daily", round = "r1"): ReviewDraft {
  const at = Date.parse(`${date}T12:00:00Z`);
  return draftOf(makeRound({ id: round, opensAt: at }, topic), mode, at);
}

export const practice = (date: string, pointsIfRight = 4, dailyLimit = 30, topic = "cnn") => ({
  secret: "no question of the day",
  topic,
  pointsIfRight,
  dailyLimit,
  labels: labels(date),
  review: draft(date, topic, "practice"),
});

export const answerOf = (learner: string, choice: Choice) => ({
  learner,
  name: `Name ${learner}`,
  choice,
  via: "button" as const,
});

export const award = (learner: string, points: number, last: number, length = 1): DailyAward => ({
  learner,
  points,
  right: points > 0,
  streak: { last, length, best: length },
});

/** Books the awards as the one page, or the last, of a round that takes no more answers. */
export const book = (store: Store, id: string, awards: readonly DailyAward[], date: string, after = 0) =>
  store.awardPage(
    TEAM,
    id,
    { after, upTo: after + awards.length, isLast: true, awards },
    labels(date),
    draft(date),
  );

export const answersOf = async (store: Store, id: string) =>
  (await store.readAnswers(PLACE, id, 0, 10_000)).answers;
