import { meaningOf, sightsOf } from "./kept.ts";
import { withEntries } from "./layered.ts";
import type { Kept } from "./memory.ts";

/** Concepts that are remembered, over all learners: those of the learners who are at it. */
const REMEMBERED = 10_000;

/** Texts by concept. */
export type Texts = ReadonlyMap<string, string>;

/** Everything of a learner that was kept, and when each item was seen last, epoch milliseconds of a day's beginning. */
export interface Told {
  concepts: ReadonlyMap<string, Kept>;
  seen: ReadonlyMap<string, number>;
}

/** Reads the texts of a learner: `of` names them, over all teams. */
export type ReadKept = (of: string, reviews: Texts, seen: Texts) => Told;

/** What the two texts of a concept say. */
interface Part {
  text: string | undefined;
  seen: string | undefined;
  kept: Kept | null;
  sights: ReadonlyMap<string, number>;
}

interface Known {
  parts: Map<string, Part>;
  told: Told;
}

function partOf(concept: string, text: string | undefined, seen: string | undefined): Part {
  const meaning = text === undefined ? null : meaningOf(concept, text);
  return { text, seen, kept: meaning?.kept ?? null, sights: sightsOf(concept, seen, meaning?.days) };
}

function note(seen: Map<string, number>, sights: ReadonlyMap<string, number>): void {
  for (const [item, at] of sights) seen.set(item, Math.max(seen.get(item) ?? 0, at));
}

function tell(parts: ReadonlyMap<string, Part>): Told {
  const concepts = new Map<string, Kept>();
  const seen = new Map<string, number>();
  for (const [concept, { kept, sights }] of parts) {
    if (kept !== null) concepts.set(concept, kept);
    note(seen, sights);
  }
  return { concepts, seen };
}

/** Whether nothing of a concept went, so that what it says now can be put in the place of what it said. */
function hasGrown(was: Part | undefined, is: Part): boolean {
  if (was === undefined) return true;
  if (was.kept !== null && is.kept === null) return false;
  for (const [item, at] of was.sights) if ((is.sights.get(item) ?? 0) < at) return false;
  return true;
}

/** What is told after some concepts have grown; what was told before may be in use, and stays as it is. */
function continued({ concepts, seen }: Told, changed: ReadonlyMap<string, Part>): Told {
  const [kept, sights] = [new Map<string, Kept>(), new Map<string, number>()];
  for (const [concept, part] of changed) {
    if (part.kept !== null) kept.set(concept, part.kept);
    for (const [item, at] of part.sights)
      sights.set(item, Math.max(seen.get(item) ?? 0, sights.get(item) ?? 0, at));
  }
  return { concepts: withEntries(concepts, kept), seen: withEntries(seen, sights) };
}

/** What the texts say, by what they said before. */
function read(before: Known, reviews: Texts, seen: Texts): Known {
  const changed = new Map<string, Part>();
  let known = 0;
  let isMore = true;
  const look = (text: string | undefined, concept: string) => {
    const sights = seen.get(concept);
    const was = before.parts.get(concept);
    if (was !== undefined) known++;
    if (was !== undefined && was.text === text && was.seen === sights) return;
    const is = partOf(concept, text, sights);
    isMore &&= hasGrown(was, is);
    changed.set(concept, is);
  };
  reviews.forEach(look);
  seen.forEach((_, concept) => {
    if (!reviews.has(concept)) look(undefined, concept);
  });
  const isWhole = known === before.parts.size;
  if (changed.size === 0 && isWhole) return before;
  const parts = isWhole ? before.parts : new Map<string, Part>();
  if (!isWhole)
    for (const concept of [...reviews.keys(), ...seen.keys()]) {
      const was = before.parts.get(concept);
      if (was !== undefined) parts.set(concept, was);
    }
  for (const [concept, part] of changed) parts.set(concept, part);
  return { parts, told: isWhole && isMore ? continued(before.told, changed) : tell(parts) };
}

/**
 * Remembers what the texts of a learner said, concept by concept: where a text is the same as when it was read last,
 * what it says is the same object, and so its memory is computed once. Nothing but the texts decides that, so it is
 * right whoever wrote them, this process or another. Who was read longest ago is forgotten first.
 */
export function createReader(remembered = REMEMBERED): ReadKept {
  const learners = new Map<string, Known & { size: number }>();
  let size = 0;

  return (of, reviews, seen) => {
    const before = learners.get(of);
    const { parts, told } = read(before ?? { parts: new Map(), told: tell(new Map()) }, reviews, seen);
    size += parts.size - (before?.size ?? 0);
    learners.delete(of);
    if (parts.size > 0) learners.set(of, { parts, told, size: parts.size });
    for (const [other, one] of learners) {
      if (size <= remembered) break;
      learners.delete(other);
      size -= one.size;
    }
    return told;
  };
}
