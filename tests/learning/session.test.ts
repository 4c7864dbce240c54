import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Memory, recall } from "../../src/learning/memory.ts";
import {
  candidates,
  dueConcepts,
  entriesFor,
  portion,
  progressOf,
  SOURCES,
  type Subject,
} from "../../src/learning/session.ts";

const DAY = 86_400_000;
const NOW = 1_000 * DAY;
const LEVELS = ["easy", "medium", "hard"] as const;

const memory: fc.Arbitrary<Memory> = fc
  .record({
    days: fc.integer({ min: 0, max: 200 }),
    stability: fc.double({ min: 0.2, max: 200, noNaN: true }),
  })
  .map(({ days, stability }) => ({
    ...{ stability, difficulty: 5, last: NOW - days * DAY, reviews: 1, own: 0 },
    due: NOW - days * DAY + Math.max(1, Math.round(stability)) * DAY,
  }));

const NAMES = Array.from({ length: 12 }, (_, i) => `c${i}`);

/** Concepts whose prerequisites come before them, with items of which some were seen, some answers, some mistakes. */
const worlds = fc
  .record({
    concepts: fc.array(
      fc.record({
        needs: fc.subarray(NAMES, { maxLength: 2 }),
        items: fc.array(
          fc.record({
            kind: fc.constantFrom("choice" as const, "numeric" as const),
            difficulty: fc.constantFrom(...LEVELS),
            seen: fc.option(fc.integer({ min: 1, max: 900 })),
          }),
          { maxLength: 4 },
        ),
        memory: fc.option(memory),
        wrong: fc.boolean(),
      }),
      { minLength: 1, maxLength: NAMES.length },
    ),
    done: fc.subarray(NAMES),
    source: fc.constantFrom(...SOURCES),
    due: fc.integer({ min: 0, max: 12 }),
    put: fc.subarray(NAMES),
  })
  .map(({ concepts, done, source, due, put }) => {
    const subjects = concepts.map(
      ({ needs, items }, i): Subject => ({
        id: `c${i}`,
        prerequisites: needs.filter((one) => NAMES.indexOf(one) < i),
        entries: items.map(({ kind, difficulty }, n) => ({ id: `c${i}.i${n}`, kind, difficulty })),
      }),
    );
    const seen = new Map<string, number>(
      concepts.flatMap(({ items }, i) =>
        items.flatMap((item, n) => (item.seen === null ? [] : [[`c${i}.i${n}`, item.seen * DAY] as const])),
      ),
    );
    const known = concepts.flatMap((one, i) => (one.memory === null ? [] : [[`c${i}`, one.memory] as const]));
    const mistakes: string[] = concepts.flatMap((one, i) =>
      one.memory !== null && one.wrong ? [`c${i}`] : [],
    );
    return {
      subjects,
      progress: {
        ...{ memory: new Map<string, Memory>(known), seen, mistakes },
        kept: put.map((concept) => ({ concept, item: `${concept}.i0` })),
      },
      terms: { now: NOW, source, done: new Set<string>(done), due, planned: [] as readonly string[] },
    };
  });

describe("what a session asks", () => {
  it("is never an item that the learner has had while there is another of the concept", () => {
    fc.assert(
      fc.property(worlds, ({ subjects, progress }) => {
        for (const subject of subjects) {
          const { seen } = progress;
          const [first, ...others] = entriesFor(subject, seen, () => 0);
          if (subject.entries.some(({ id }) => !seen.has(id))) {
            expect([first, ...others].every((one) => one !== undefined && !seen.has(one.id))).toBe(true);
          } else if (subject.entries.some(({ kind }) => kind === "numeric")) {
            expect([first, ...others].every((one) => one?.kind === "numeric")).toBe(true);
          } else if (first !== undefined) {
            const oldest = Math.min(...subject.entries.map(({ id }) => seen.get(id) ?? 0));
            expect(seen.get(first.id)).toBe(oldest);
          }
        }
      }),
    );
  });

  it("is the due first, the weakest of them first; then mistakes; then what is new", () => {
    fc.assert(
      fc.property(worlds, ({ subjects, progress, terms }) => {
        const all = [...candidates(subjects, progress, { ...terms, source: "due" })];
        const kinds = all.map(({ why }) => why);
        expect(kinds).toEqual([
          ...kinds.filter((why) => why === "due"),
          ...kinds.filter((why) => why === "mistake"),
          ...kinds.filter((why) => why === "new"),
        ]);
        const recalls = all
          .filter(({ why }) => why === "due")
          .map(({ concept }) => recall(progress.memory.get(concept) as Memory, NOW));
        expect(recalls).toEqual([...recalls].sort((a, b) => a - b));
        expect(recalls.length).toBeLessThanOrEqual(terms.due);
      }),
    );
  });

  it("is a concept whose prerequisites are known before one of which some is not", () => {
    fc.assert(
      fc.property(worlds, ({ subjects, progress, terms }) => {
        const isKnown = (id: string) => {
          const one = progress.memory.get(id);
          return one !== undefined && recall(one, NOW) >= 0.7;
        };
        const ready = [...candidates(subjects, progress, terms)]
          .filter(({ why }) => why === "new")
          .map(({ concept }) => subjects.find(({ id }) => id === concept)?.prerequisites.every(isKnown));
        expect(ready).toEqual([...ready.filter((one) => one), ...ready.filter((one) => !one)]);
      }),
    );
  });

  it("is each concept once, never one that this session has asked, and always one that can be asked", () => {
    fc.assert(
      fc.property(worlds, ({ subjects, progress, terms }) => {
        const all = [...candidates(subjects, progress, terms)].map(({ concept }) => concept);
        expect(new Set(all).size).toBe(all.length);
        for (const concept of all) {
          expect(terms.done.has(concept)).toBe(false);
          expect(subjects.find(({ id }) => id === concept)?.entries.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it("is only mistakes where these were asked for, and the weakest first before an interview", () => {
    fc.assert(
      fc.property(worlds, ({ subjects, progress, terms }) => {
        const of = (source: (typeof SOURCES)[number]) => [
          ...candidates(subjects, progress, { ...terms, source }),
        ];
        for (const { concept } of of("mistakes")) expect(progress.mistakes).toContain(concept);
        const kept = progress.kept.map(({ concept }) => concept);
        for (const { concept } of of("kept")) expect(kept).toContain(concept);
        for (const { concept } of of("new")) expect(progress.memory.has(concept)).toBe(false);
        const recalls = of("exam").flatMap(({ concept }) => {
          const one = progress.memory.get(concept);
          return one === undefined ? [] : [recall(one, NOW)];
        });
        expect(recalls).toEqual([...recalls].sort((a, b) => a - b));
      }),
    );
  });
});

it("takes all of what little is due, and five at a time of a backlog", () => {
  expect([0, 1, 20, 21, 300].map(portion)).toEqual([0, 1, 20, 5, 5]);
});

it("knows as mistakes the concepts whose newest answer was wrong, the newest first", () => {
  const review = (id: string, concept: string, at: number, right: boolean) => ({
    ...{ id, at, concept, item: `${concept}.c1`, mode: "practice" as const },
    outcome: { kind: "choice" as const, right, confidence: null, difficulty: "easy" as const, hints: 0 },
  });
  const kept = (...reviews: ReturnType<typeof review>[]) => ({ snapshot: null, reviews });
  const { mistakes, memory: known } = progressOf(
    new Map([
      ["a", kept(review("1", "a", NOW - 3 * DAY, false))],
      ["b", kept(review("2", "b", NOW - 2 * DAY, false), review("3", "b", NOW - DAY, true))],
      ["c", kept(review("4", "c", NOW - 2 * DAY, true), review("5", "c", NOW - DAY, false))],
      ["d", kept()],
    ]),
    new Map(),
  );
  expect(mistakes).toEqual(["c", "a"]);
  expect([...known.keys()]).toEqual(["a", "b", "c"]);
  expect(dueConcepts(known, NOW + 400 * DAY)).toHaveLength(3);
});

describe("what a session asks of a plan", () => {
  it("is what is new of one's plan before anything else that is new, in the order of the plan", () => {
    fc.assert(
      fc.property(worlds, fc.subarray(NAMES), ({ subjects, progress, terms }, some) => {
        const planned = [...some].reverse();
        const all = [...candidates(subjects, progress, { ...terms, source: "new", planned })];
        const of = all.map(({ concept }) => concept);
        const first = planned.filter((id) => of.includes(id));
        expect(of.slice(0, first.length)).toEqual(first);
        expect([...of].sort()).toEqual(
          [...candidates(subjects, progress, { ...terms, source: "new" })].map((one) => one.concept).sort(),
        );
      }),
    );
  });
});
