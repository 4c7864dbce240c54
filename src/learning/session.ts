import type { Difficulty, ItemKind } from "../engine/words/item.ts";
import { AGAIN, gradeOf } from "./grade.ts";
import { layered, layersOf } from "./layered.ts";
import { type Kept, type Memory, memoryOf, recall } from "./memory.ts";

/**
 * What a session is drawn from. due: what is due, then mistakes, then new concepts. mistakes: these alone. exam: the
 * weakest first, whatever is due. new: concepts that nobody asked about. kept: concepts of what the learner put aside.
 */
export const SOURCES = ["due", "mistakes", "exam", "new", "kept"] as const;
export type Source = (typeof SOURCES)[number];

export interface Entry {
  id: string;
  kind: ItemKind;
  difficulty: Difficulty;
}

/** A concept as a session needs it. */
export interface Subject {
  id: string;
  prerequisites: readonly string[];
  /** What it can be asked with: choice items and numeric families, in the order of the bank. */
  entries: readonly Entry[];
}

/** What is known of a learner when the next question is chosen. */
export interface Progress {
  memory: ReadonlyMap<string, Memory>;
  /** When each item was seen last, epoch milliseconds. */
  seen: ReadonlyMap<string, number>;
  /** Concepts whose newest answer was wrong, the newest first. */
  mistakes: readonly string[];
  /** What the learner put aside, the newest first. */
  kept: readonly { concept: string; item: string }[];
}

export interface Terms {
  /** Epoch milliseconds. */
  now: number;
  source: Source;
  /** Concepts that this session has asked already. */
  done: ReadonlySet<string>;
  /** How many due concepts this sitting may still take. */
  due: number;
  /** Concepts of the learner's plan, in its order: the first to be new, and in exam the first to be repeated. */
  planned: readonly string[];
}

export interface Candidate {
  concept: string;
  why: "due" | "mistake" | "weak" | "new" | "kept";
}

/** Recall from which on a concept counts as known. */
const KNOWN = 0.7;
export const isKnown = (memory: Memory | undefined, now: number): boolean =>
  memory !== undefined && recall(memory, now) >= KNOWN;

/** Due concepts from which on they are too much for one sitting, and how many of them it takes then. */
const TOO_MUCH = 20;
const AT_A_TIME = 5;

/** When the newest answer was given that the same object holds; null: it was not wrong, or there is none. */
const wrongAt = new WeakMap<Kept, number | null>();

function lastWrong(kept: Kept): number | null {
  let at = wrongAt.get(kept);
  if (at !== undefined) return at;
  const newest = kept.reviews.reduce<Kept["reviews"][number] | null>(
    (best, review) => (best === null || review.at >= best.at ? review : best),
    null,
  );
  at = newest !== null && gradeOf(newest.outcome) === AGAIN ? newest.at : null;
  wrongAt.set(kept, at);
  return at;
}

interface Fold {
  memory: ReadonlyMap<string, Memory>;
  wrong: readonly (readonly [concept: string, at: number])[];
  /** Concepts of which nothing is known: all that was answered about them is void. */
  silent: number;
}

function foldOf(concepts: ReadonlyMap<string, Kept>): Fold {
  const memory = new Map<string, Memory>();
  const wrong: [concept: string, at: number][] = [];
  concepts.forEach((kept, concept) => {
    const known = memoryOf(kept);
    if (known === null) return;
    memory.set(concept, known);
    const at = lastWrong(kept);
    if (at !== null) wrong.push([concept, at]);
  });
  return { memory, wrong, silent: concepts.size - memory.size };
}

const folds = new WeakMap<ReadonlyMap<string, Kept>, Fold>();

/** The fold of what several looks at a learner have in common, made once. */
function foldOnce(concepts: ReadonlyMap<string, Kept>): Fold {
  const known = folds.get(concepts) ?? foldOf(concepts);
  folds.set(concepts, known);
  return known;
}

export function progressOf(
  concepts: ReadonlyMap<string, Kept>,
  seen: ReadonlyMap<string, number>,
  kept: Progress["kept"] = [],
): Progress {
  const { base, over } = layersOf(concepts);
  const [known, newer] = [foldOnce(base), foldOf(over)];
  // What lies over something and says nothing hides what it lies over: then all is folded as one.
  const isOne = newer.silent === 0;
  const { memory, wrong } = isOne
    ? {
        memory: layered(known.memory, newer.memory),
        wrong: [...known.wrong.filter(([id]) => !over.has(id)), ...newer.wrong],
      }
    : foldOf(concepts);
  const mistakes = [...wrong].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([concept]) => concept);
  return { memory, seen, mistakes, kept };
}

function weakestFirst(memory: ReadonlyMap<string, Memory>, now: number, only: (one: Memory) => boolean) {
  // Recall is computed once for each, and kept without an object for each: all of them are sorted for every question.
  const ids: string[] = [];
  const recalled = new Float64Array(memory.size);
  memory.forEach((one, id) => {
    if (only(one)) recalled[ids.push(id) - 1] = recall(one, now);
  });
  const by = (place: number) => recalled[place] ?? 0;
  const isBefore = (a: number, b: number) => (ids[a] ?? "") < (ids[b] ?? "");
  const places = ids.map((_, place) => place).sort((a, b) => by(a) - by(b) || (isBefore(a, b) ? -1 : 1));
  return places.map((place) => ids[place] ?? "");
}

/** Concepts that are due, the least likely to be recalled first. */
export const dueConcepts = (memory: ReadonlyMap<string, Memory>, now: number): string[] =>
  weakestFirst(memory, now, ({ due }) => due <= now);

/** How many due concepts one sitting takes: all of a few, some of a backlog, which is spread over days. */
export const portion = (due: number): number => (due > TOO_MUCH ? AT_A_TIME : due);

/** Concepts that nobody asked about: first those whose prerequisites are known, in the order of the bank. */
function newConcepts(
  subjects: readonly Subject[],
  memory: ReadonlyMap<string, Memory>,
  now: number,
): string[] {
  const unknown = (id: string) => !isKnown(memory.get(id), now);
  return subjects
    .filter(({ id }) => !memory.has(id))
    .map(({ id, prerequisites }) => ({ id, missing: prerequisites.filter(unknown).length }))
    .sort((a, b) => a.missing - b.missing)
    .map(({ id }) => id);
}

/** Concepts of what was put aside, those that were never answered first, then the least likely to be recalled. */
function keptConcepts({ kept, memory }: Pick<Progress, "kept" | "memory">, now: number): string[] {
  const recalled = (id: string) => {
    const known = memory.get(id);
    return known === undefined ? 0 : recall(known, now);
  };
  return [...new Set(kept.map(({ concept }) => concept))]
    .map((id) => [id, recalled(id)] as const)
    .sort(([, x], [, y]) => x - y)
    .map(([id]) => id);
}

/** Those of a plan before the others; both stay in their order. */
function plannedFirst(ids: readonly string[], planned: readonly string[]): readonly string[] {
  if (planned.length === 0) return ids;
  const of = new Set(planned);
  return [...ids.filter((id) => of.has(id)), ...ids.filter((id) => !of.has(id))];
}

const askable = new WeakMap<readonly Subject[], ReadonlySet<string>>();

/** Those of some subjects that can be asked with something; of the same list the same set. */
function thereOf(subjects: readonly Subject[]): ReadonlySet<string> {
  const known = askable.get(subjects);
  if (known !== undefined) return known;
  const there = new Set(subjects.filter(({ entries }) => entries.length > 0).map(({ id }) => id));
  askable.set(subjects, there);
  return there;
}

/** What may be asked next, the best first, each concept once. */
export function* candidates(
  subjects: readonly Subject[],
  { memory, mistakes, kept }: Progress,
  { now, source, done, due, planned }: Terms,
): Iterable<Candidate> {
  const offered = new Set(done);
  const there = thereOf(subjects);
  function* fresh(ids: readonly string[], why: Candidate["why"], most = ids.length): Iterable<Candidate> {
    let left = most;
    for (const concept of ids) {
      if (left <= 0) return;
      if (!there.has(concept) || offered.has(concept)) continue;
      offered.add(concept);
      left--;
      yield { concept, why };
    }
  }
  const isDue = (id: string) => (memory.get(id)?.due ?? Number.POSITIVE_INFINITY) <= now;
  if (source === "exam")
    yield* fresh(
      plannedFirst(
        weakestFirst(memory, now, () => true),
        planned,
      ),
      "weak",
    );
  if (source === "due") {
    yield* fresh(dueConcepts(memory, now), "due", due);
    // What is due and has to wait for another day does not come back as a mistake.
    yield* fresh(
      mistakes.filter((id) => !isDue(id)),
      "mistake",
    );
  }
  if (source === "mistakes") yield* fresh(mistakes, "mistake");
  else if (source === "kept") yield* fresh(keptConcepts({ kept, memory }, now), "kept");
  else {
    yield* fresh(
      planned.filter((id) => !memory.has(id)),
      "new",
    );
    yield* fresh(newConcepts(subjects, memory, now), "new");
  }
}

/**
 * What a concept may be asked with, the best first: items that the learner has not had while there is one; else
 * families, which draw new numbers; else the one that was seen longest ago. Among equals those that `order` puts first.
 */
export function entriesFor(
  { entries }: Pick<Subject, "entries">,
  seen: ReadonlyMap<string, number>,
  order: (entry: Entry) => number,
): readonly Entry[] {
  const by = (value: (entry: Entry) => number) => (a: Entry, b: Entry) => value(a) - value(b);
  const unseen = entries.filter(({ id }) => !seen.has(id));
  if (unseen.length > 0) return unseen.sort(by(order));
  const longAgo = by(({ id }) => seen.get(id) ?? 0);
  const families = entries.filter(({ kind }) => kind === "numeric");
  if (families.length > 0) return families.sort(longAgo);
  const oldest = [...entries].sort(longAgo).slice(0, 1);
  return oldest;
}

/** After this time an item that was put aside is asked itself, in milliseconds: sooner its letter is remembered. */
const LONG_ENOUGH = 86_400_000;

/** The same for a concept of which items were put aside: these first, where they were not seen for long enough. */
export function keptFirst(
  subject: Pick<Subject, "entries">,
  { kept, seen }: Pick<Progress, "kept" | "seen">,
  now: number,
  order: (entry: Entry) => number,
): readonly Entry[] {
  const put = new Set(kept.map(({ item }) => item));
  const last = ({ id }: Entry) => seen.get(id) ?? 0;
  const own = subject.entries
    .filter((entry) => put.has(entry.id) && now - last(entry) >= LONG_ENOUGH)
    .sort((a, b) => last(a) - last(b));
  return [...own, ...entriesFor(subject, seen, order).filter((entry) => !own.includes(entry))];
}
