import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DIFFICULTIES } from "../../src/engine/words/item.ts";
import { appended, compacted, entryOf, voidOf } from "../../src/learning/kept.ts";
import { answersOf, suitableLevels } from "../../src/learning/level.ts";
import { mergedReviews } from "../../src/learning/merged.ts";
import { createReader, type ReadKept, type Told } from "../../src/learning/reader.ts";
import { CONFIDENCES, REVIEW_MODES, type Review } from "../../src/learning/review.ts";
import { progressOf } from "../../src/learning/session.ts";

const START = Date.parse("2026-11-18T09:00:00Z");
const DAY = 86_400_000;
const SIDES = ["discord:1|ada", "slack:2|ada"] as const;
const CONCEPTS = ["cnn", "rnn", "rope"] as const;

/** Texts of one account, as a store keeps them. */
interface Kept {
  reviews: Map<string, string>;
  seen: Map<string, string>;
}

/** What may happen to the logs of two accounts, on whichever replica. */
const steps = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant("answer" as const),
      side: fc.nat(1),
      concept: fc.constantFrom(...CONCEPTS),
      item: fc.nat(3),
      day: fc.nat(60),
      mode: fc.constantFrom(...REVIEW_MODES),
      right: fc.boolean(),
      confidence: fc.option(fc.constantFrom(...CONFIDENCES)),
      difficulty: fc.constantFrom(...DIFFICULTIES),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("void" as const), side: fc.nat(1), nth: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("shorten" as const), side: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("forget" as const), side: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("link" as const), is: fc.boolean() }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("read" as const), replica: fc.nat(1) }) },
);

/** All that sessions, plans and `/dlq-me` make of what was read. */
function meaning(told: Told) {
  const { memory, mistakes } = progressOf(told.concepts, told.seen);
  return {
    concepts: new Map(told.concepts),
    seen: new Map(told.seen),
    ...{ memory: new Map(memory), mistakes },
    answers: answersOf(told.concepts),
  };
}

/** The same without anything that was remembered: of texts that nobody read, and of objects that nobody saw. */
const afresh = ({ concepts, seen }: Told) =>
  meaning(structuredClone({ concepts: new Map(concepts), seen: new Map(seen) }));

describe("what a learner answered, as it is remembered between two looks", () => {
  it("is what it would be read afresh, whatever was appended, voided, shortened, forgotten, linked or unlinked, and by whom", () => {
    const run = (
      all: readonly (typeof steps extends fc.Arbitrary<infer Step> ? Step : never)[],
      bound: number,
    ) => {
      const replicas = [createReader(bound), createReader()] as const;
      const kept: Kept[] = SIDES.map(() => ({ reviews: new Map(), seen: new Map() }));
      const ids: [side: number, id: string, concept: string][] = [];
      let isLinked = false;
      const append = (side: number, concept: string, entry: string) => {
        const { reviews } = kept[side] as Kept;
        reviews.set(concept, appended(reviews.get(concept), entry));
      };
      const look = (read: ReadKept): Told => {
        const [here, there] = SIDES.map((of, i) => read(of, kept[i]!.reviews, kept[i]!.seen)) as [Told, Told];
        return isLinked ? mergedReviews(here, there) : here;
      };
      for (const [i, step] of [...all, { kind: "read", replica: 0 } as const].entries()) {
        if (step.kind === "answer") {
          const { side, concept, right, confidence, difficulty, mode } = step;
          const review: Review = {
            ...{ id: `r${i}`, at: START + step.day * DAY, concept, item: `${concept}.c${step.item}`, mode },
            outcome: { kind: "choice", right, confidence, difficulty, hints: 0 },
          };
          append(side, concept, entryOf(review));
          ids.push([side, review.id, concept]);
        } else if (step.kind === "void") {
          const [side, id, concept] = ids[step.nth % Math.max(1, ids.length)] ?? [];
          if (id !== undefined) append(side as number, concept as string, voidOf(id, START));
        } else if (step.kind === "shorten") {
          const { reviews, seen } = kept[step.side] as Kept;
          for (const [concept, text] of reviews) {
            const shorter = compacted(concept, text, seen.get(concept));
            if (shorter === null) continue;
            reviews.set(concept, shorter.reviews);
            seen.set(concept, shorter.seen);
          }
        } else if (step.kind === "forget") kept[step.side] = { reviews: new Map(), seen: new Map() };
        else if (step.kind === "link") isLinked = step.is;
        else {
          const told = meaning(look(replicas[step.replica] as ReadKept));
          expect(told).toEqual(afresh(look(createReader())));
        }
      }
    };
    fc.assert(fc.property(fc.array(steps, { maxLength: 120 }), fc.integer({ min: 0, max: 6 }), run));
  });

  const told = (id: string): [string, string] => {
    const review: Review = {
      ...{ id, at: START, concept: "rope", item: "rope.c1", mode: "practice" },
      outcome: { kind: "choice", right: true, confidence: null, difficulty: "easy", hints: 0 },
    };
    return ["rope", appended("|", entryOf(review))];
  };
  const none = new Map<string, string>();

  it("is the same object while nothing was appended, and of what was, only that concept is another", () => {
    const read = createReader();
    const texts = new Map([told("a"), ["cnn", told("b")[1]]]);
    const first = read("ada", texts, none);
    expect(read("ada", new Map(texts), none)).toBe(first);
    const next = read("ada", new Map([...texts, told("c")]), none);
    expect(next.concepts.get("cnn")).toBe(first.concepts.get("cnn"));
    expect(next.concepts.get("rope")).not.toBe(first.concepts.get("rope"));
    expect([...first.concepts.keys()]).toEqual(["rope", "cnn"]);
  });

  it("is no other learner's, though they answered the same", () => {
    const read = createReader();
    const ben = read("ben", new Map([told("a")]), none);
    expect(read("ada", new Map([told("b")]), none).concepts.get("rope")?.reviews[0]?.id).toBe("b");
    expect(read("ben", new Map([told("a")]), none)).toBe(ben);
  });

  it("is forgotten of whoever was read longest ago, once it is too much", () => {
    const read = createReader(2);
    const of = (who: string) => read(who, new Map([told(who)]), none);
    const [ada, ben] = [of("ada"), of("ben")];
    expect([of("ada"), of("ben")]).toEqual([ada, ben]);
    expect(of("ada")).toBe(ada);
    of("chidi");
    expect(of("ada")).toBe(ada);
    expect(of("ben")).not.toBe(ben);
  });
});

describe("the answers that say which difficulty suits", () => {
  it("lead to the same as all answers, in whatever order the concepts come", () => {
    const answer = fc.record({
      day: fc.nat(8),
      concept: fc.constantFrom(...CONCEPTS),
      mode: fc.constantFrom("daily" as const, "practice" as const),
      difficulty: fc.constantFrom(...DIFFICULTIES),
      right: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 40 }), fc.boolean(), (all, isReversed) => {
        const concepts = new Map(
          (isReversed ? [...CONCEPTS].reverse() : CONCEPTS).map((concept) => [
            concept,
            {
              snapshot: null,
              reviews: all.flatMap(({ day, mode, difficulty, right, ...one }, i) =>
                one.concept !== concept
                  ? []
                  : {
                      ...{ id: `r${i}`, at: START + day * DAY, concept, item: `${concept}.c1`, mode },
                      outcome: { kind: "choice" as const, right, confidence: null, difficulty, hints: 0 },
                    },
              ),
            },
          ]),
        );
        const inOrder = all
          .map((one, i) => ({ ...one, i }))
          .sort(
            (a, b) => a.day - b.day || (a.concept < b.concept ? -1 : a.concept > b.concept ? 1 : a.i - b.i),
          );
        expect(suitableLevels(answersOf(concepts))).toEqual(suitableLevels(inOrder));
        expect(answersOf(concepts).length).toBeLessThanOrEqual(13);
      }),
    );
  });
});
