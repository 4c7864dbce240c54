import { FSRSAlgorithm, type FSRSState } from "ts-fsrs";
import { GOOD, type Grade, gradeOf } from "./grade.ts";
import type { Review } from "./review.ts";

/**
 * What the reviews say of one concept, by FSRS-6 with its default weights; docs/learning.md names the sources.
 */
export interface Memory {
  /** Days after which recall has fallen to 90%. */
  stability: number;
  /** 1 (easy) to 10 (hard). */
  difficulty: number;
  /** When it was last reviewed, and when it is next due; epoch milliseconds. */
  last: number;
  due: number;
  /** How many reviews it has seen. */
  reviews: number;
  /** The share of them that rests on one's own ticks, 0 to 1. */
  own: number;
}

/** Memory of what is older than the kept reviews; it names the weights it was made with, and is not fitted again. */
export interface Snapshot extends Memory {
  weights: string;
}

/** What is kept of a learner about one concept: the newest reviews, and what those before them say. */
export interface Kept {
  snapshot: Snapshot | null;
  reviews: readonly Review[];
}

const WEIGHTS = "fsrs-6";

/** Recall that is aimed for when the next review is planned. */
const RETENTION = 0.9;
/** The longest wait, in days: few interviews are planned further ahead. */
const LONGEST = 365;
const DAY = 86_400_000;

// No learning steps: nothing is due again in the same sitting. No fuzz: the same reviews, the same memory.
const fsrs = new FSRSAlgorithm({
  request_retention: RETENTION,
  maximum_interval: LONGEST,
  enable_fuzz: false,
  enable_short_term: false,
});

/** The state after a grade; between two grades the mean of both, geometric where it is a time. */
function after(before: FSRSState | null, days: number, grade: Grade): FSRSState {
  const low = Math.floor(grade);
  const share = grade - low;
  const one = fsrs.next_state(before, days, low);
  if (share === 0) return one;
  const other = fsrs.next_state(before, days, low + 1);
  return {
    // Rounded, a mean of two that are the least that FSRS takes would be less.
    stability: Math.max(
      Math.min(one.stability, other.stability),
      one.stability ** (1 - share) * other.stability ** share,
    ),
    difficulty: one.difficulty * (1 - share) + other.difficulty * share,
  };
}

/** The probability that it is recalled at an instant, 0 to 1. */
export function recall({ last, stability }: Memory, at: number): number {
  return fsrs.forgetting_curve(Math.max(0, at - last) / DAY, stability);
}

/**
 * When a concept would be reviewed until an instant, if each review came on its day and was right; null: it is new, and
 * its first answer, now, is not among them. Epoch milliseconds.
 */
export function reviewsAhead(memory: Memory | null, now: number, until: number): number[] {
  let state: FSRSState = memory ?? after(null, 0, GOOD);
  let last = memory?.last ?? now;
  let due = Math.max(now, memory?.due ?? now + fsrs.next_interval(state.stability, 0) * DAY);
  const found: number[] = [];
  while (due < until) {
    found.push(due);
    const days = Math.max(0, due - last) / DAY;
    state = after(state, days, GOOD);
    last = due;
    due += fsrs.next_interval(state.stability, days) * DAY;
  }
  return found;
}

/** Memory after one more review. Reviews are given in the order of their time. */
function remember(before: Memory | null, { at, outcome }: Review): Memory {
  const last = Math.max(at, before?.last ?? at);
  const days = before === null ? 0 : (last - before.last) / DAY;
  const { stability, difficulty } = after(before, days, gradeOf(outcome));
  const own = outcome.kind === "open" && outcome.by === "own" ? 1 : 0;
  const count = before?.reviews ?? 0;
  return {
    ...{ stability, difficulty, last },
    due: last + fsrs.next_interval(stability, days) * DAY,
    reviews: count + 1,
    own: ((before?.own ?? 0) * count + own) / (count + 1),
  };
}

/** Oldest first; those of one instant in an order of their own, whichever came first. */
function inOrder(reviews: readonly Review[]): Review[] {
  return [...reviews].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** What was computed of the same object before. */
const known = new WeakMap<Kept, Memory | null>();

/** Memory of a concept: a pure fold of its reviews over a snapshot of what is older. null: nothing is known. */
export function memoryOf(kept: Kept): Memory | null {
  let memory = known.get(kept);
  if (memory !== undefined) return memory;
  memory = kept.snapshot;
  for (const review of inOrder(kept.reviews)) memory = remember(memory, review);
  known.set(kept, memory);
  return memory;
}

/** Moves what is more than `count` reviews into the snapshot. */
export function compact({ snapshot, reviews }: Kept, count: number): Kept {
  const ordered = inOrder(reviews);
  const old = ordered.slice(0, Math.max(0, ordered.length - count));
  const memory = memoryOf({ snapshot, reviews: old });
  return {
    snapshot: memory === null ? null : { ...memory, weights: WEIGHTS },
    reviews: ordered.slice(old.length),
  };
}
