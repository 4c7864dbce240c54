import { randomFrom } from "../../../src/engine/rules/random.ts";
import type { Subject } from "../../../src/learning/session.ts";

/** A way of choosing what a learner is asked next, that the bot's sessions are compared with. */
export interface Way {
  next(at: number): { concept: string; item: string };
  judged(concept: string, item: string, right: boolean, at: number): void;
}

const DAY = 86_400_000;

/** Days to the next question about a concept, after one right answer, two, and so on; a wrong one begins again. */
const LADDER = [1, 3, 7, 14, 30] as const;

/** Fixed intervals: what is due, the longest overdue first, else a new concept in the order of the bank. */
export function fixedIntervals(subjects: readonly Subject[]): Way {
  const places = new Map<string, { rung: number; due: number }>();
  const seen = new Map<string, number>();
  return {
    next(at) {
      const due = [...places].filter(([, one]) => one.due <= at).sort(([, a], [, b]) => a.due - b.due);
      const subject =
        subjects.find(({ id }) => id === due[0]?.[0]) ??
        subjects.find(({ id }) => !places.has(id)) ??
        subjects.reduce((a, b) => ((places.get(a.id)?.due ?? 0) <= (places.get(b.id)?.due ?? 0) ? a : b));
      // Like the bot: an item that was not met, else the one that was met longest ago.
      const item = subject.entries.reduce((a, b) => ((seen.get(a.id) ?? 0) <= (seen.get(b.id) ?? 0) ? a : b));
      return { concept: subject.id, item: item.id };
    },
    judged(concept, item, right, at) {
      const rung = right ? Math.min(LADDER.length, (places.get(concept)?.rung ?? 0) + 1) : 0;
      // Whole days, as the bot counts them.
      places.set(concept, { rung, due: at + (LADDER[Math.max(0, rung - 1)] as number) * DAY - DAY / 4 });
      seen.set(item, at);
    },
  };
}

/** Items that come at random, none of the last fifty. */
const AVOIDED = 50;

/** Random practice. */
export function atRandom(subjects: readonly Subject[], seed: string): Way {
  const random = randomFrom(seed);
  const items = subjects.flatMap(({ id, entries }) =>
    entries.map((entry) => ({ concept: id, item: entry.id })),
  );
  let lately: string[] = [];
  return {
    next() {
      for (;;) {
        const drawn = random.pick(items);
        if (!lately.includes(drawn.item)) return drawn;
      }
    },
    judged(_concept, item) {
      lately = [...lately, item].slice(-AVOIDED);
    },
  };
}
