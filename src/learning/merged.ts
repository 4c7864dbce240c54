import type { Kept, Snapshot } from "./memory.ts";
import type { Told } from "./reader.ts";

/** Two logs of one learner, read as one. */

/** Out of which of two snapshots more speaks: the other way round it is the same one. */
function fuller(one: Snapshot, two: Snapshot): Snapshot {
  const by = [
    one.reviews - two.reviews,
    one.last - two.last,
    one.stability - two.stability,
    one.difficulty - two.difficulty,
  ];
  return (by.find((difference) => difference !== 0) ?? 0) >= 0 ? one : two;
}

/** `own` shares of so many reviews each, as one share. */
function mean(parts: readonly { own: number; reviews: number }[], all: number): number {
  return parts.reduce((sum, { own, reviews }) => sum + own * reviews, 0) / all;
}

function mergedKept(one: Kept, two: Kept): Kept {
  const all = [...one.reviews, ...two.reviews];
  const snapshots = [one.snapshot, two.snapshot].filter((snapshot) => snapshot !== null);
  const [first, second = first] = snapshots;
  if (first === undefined || second === undefined) return { snapshot: null, reviews: all };
  // Of what is folded already nothing can be taken apart: what came before the snapshot is not folded in after it.
  const base = fuller(first, second);
  // It was answered then, too, whichever of the two says more.
  const last = Math.max(first.last, second.last);
  const reviews = all.filter(({ at }) => at >= last);
  const before = snapshots.reduce((sum, snapshot) => sum + snapshot.reviews, 0);
  return {
    snapshot: {
      ...base,
      last,
      reviews: before + all.length - reviews.length,
      own: mean(snapshots, before),
    },
    reviews,
  };
}

/** Made of the same two before: memory is computed once for each object. */
const known = new WeakMap<Kept, WeakMap<Kept, Kept>>();

function merged(one: Kept, two: Kept): Kept {
  const by = known.get(one) ?? new WeakMap<Kept, Kept>();
  known.set(one, by);
  const found = by.get(two) ?? mergedKept(one, two);
  by.set(two, found);
  return found;
}

const bothKnown = new WeakMap<Told, WeakMap<Told, Told>>();

/** What was answered in either place, as if it had been one; of the same two it is the same object. */
export function mergedReviews(one: Told, two: Told): Told {
  const by = bothKnown.get(one) ?? new WeakMap<Told, Told>();
  bothKnown.set(one, by);
  const found = by.get(two) ?? mergedTold(one, two);
  by.set(two, found);
  return found;
}

function mergedTold(one: Told, two: Told): Told {
  const concepts = new Map(one.concepts);
  for (const [concept, kept] of two.concepts) {
    const there = concepts.get(concept);
    concepts.set(concept, there === undefined ? kept : merged(there, kept));
  }
  const seen = new Map(one.seen);
  for (const [item, at] of two.seen) seen.set(item, Math.max(seen.get(item) ?? 0, at));
  return { concepts, seen };
}

/** How much was answered on each day, in both places. */
export function mergedDays(
  one: ReadonlyMap<string, number>,
  two: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const days = new Map(one);
  for (const [day, count] of two) days.set(day, (days.get(day) ?? 0) + count);
  return days;
}
