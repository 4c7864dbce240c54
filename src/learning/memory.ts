import { FSRSAlgorithm, type FSRSState } from "ts-fsrs";
import { AGAIN, GOOD, type Grade, gradeOf, HARD } from "./grade.ts";
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

/**
 * Days until the next review, at least and at most, by the row of right answers before it. FSRS was fitted to one card
 * that comes again. Here each review is another item: failing one says less of the concept than of a card, so that
 * FSRS asks what is hard too densely; and what is right with other items, or by luck, says less of how long it will
 * last, so that its first waits are too long. Between the two FSRS decides.
 */
const SPACING: readonly (readonly [least: number, most: number])[] = [
  [1, 1],
  [2, 3],
  [6, 8],
  [14, 18],
  [30, 40],
  [60, LONGEST],
];
/** Answers of one sitting make no row. */
const APART = DAY / 2;

/** The row that led to a due date, which its wait tells: no two have one in common. */
function rowBehind({ due, last }: Memory): number {
  return SPACING.findIndex(([, most]) => (due - last) / DAY <= most);
}

/** How long a row of right answers is: a hard one does not lengthen it, an easy one counts twice. */
function rowOf(before: Memory | null, reviews: readonly Review[]): number {
  let row = before === null ? 0 : rowBehind(before);
  let last = before?.last ?? Number.NEGATIVE_INFINITY;
  for (const { at, outcome } of reviews) {
    const grade = gradeOf(outcome);
    if (grade <= AGAIN) row = 0;
    else if (at - last >= APART) row += Math.max(0, Math.floor(grade - HARD));
    last = at;
  }
  return row;
}

/** Days that FSRS would wait, between the least and the most that a row of right answers allows. */
function withSpace(row: number, days: number): number {
  const [least, most] = SPACING[Math.min(SPACING.length - 1, row)] ?? [1, LONGEST];
  return Math.min(most, Math.max(least, days));
}

function spaced(memory: Memory, before: Memory | null, reviews: readonly Review[]): Memory {
  const days = withSpace(rowOf(before, reviews), (memory.due - memory.last) / DAY);
  return { ...memory, due: memory.last + days * DAY };
}

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
  const first =
    memory === null ? withSpace(1, fsrs.next_interval(state.stability, 0)) : (memory.due - memory.last) / DAY;
  let row = memory === null ? 1 : rowBehind(memory);
  let due = Math.max(now, last + first * DAY);
  const found: number[] = [];
  while (due < until) {
    found.push(due);
    const days = Math.max(0, due - last) / DAY;
    state = after(state, days, GOOD);
    last = due;
    row++;
    due += withSpace(row, fsrs.next_interval(state.stability, days)) * DAY;
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
  const ordered = inOrder(kept.reviews);
  for (const review of ordered) memory = remember(memory, review);
  if (memory !== null && ordered.length > 0) memory = spaced(memory, kept.snapshot, ordered);
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
