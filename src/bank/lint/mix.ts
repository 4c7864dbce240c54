import type { TopicsFile } from "../schema.ts";
import { FEWEST_ITEMS, type Gate, share } from "./gate.ts";

/** That the bank teaches something: enough that is hard, and other things than definitions. */
export const mixGates: readonly Gate[] = [
  {
    id: "easy",
    what: "Choice items that are easy",
    shown: "share",
    atMost: 0.4,
    fewest: FEWEST_ITEMS,
    mend: "write items that take two steps or more",
    measure: ({ choice }) => share(choice, ({ difficulty }) => difficulty === "easy"),
  },
  {
    id: "hard",
    what: "Choice items that are hard",
    shown: "share",
    atLeast: 0.25,
    fewest: FEWEST_ITEMS,
    mend: "write derivations, diagnoses and trade-offs under constraints",
    measure: ({ choice }) => share(choice, ({ difficulty }) => difficulty === "hard"),
  },
  {
    id: "numbers",
    what: "Choice items that ask for a number",
    shown: "share",
    atMost: 0.25,
    fewest: FEWEST_ITEMS,
    mend: "leave sums to the families; ask for a diagnosis, a subtle bug, an experiment or a decision under costs",
    measure: ({ choice }) => share(choice, ({ style }) => style === "number"),
  },
  {
    id: "other-styles",
    what: 'Choice items of another style than "concept"',
    shown: "share",
    atLeast: 0.2,
    fewest: FEWEST_ITEMS,
    mend: "write items on code, shapes, numbers, curves and designs",
    measure: ({ choice }) => share(choice, ({ style }) => style !== "concept"),
  },
];

/** Coverage of the curriculum that `topics.yaml` lays down; none where it names no sections. */
export function coverageGates({ topics, sections }: TopicsFile): Gate[] {
  if (sections.length === 0) return [];
  const covered: Gate = {
    id: "topics",
    what: "Topics that have a concept",
    shown: "count",
    atLeast: topics.length,
    fewest: 0,
    mend: "write a concept for each topic of topics.yaml, or take the topic out",
    measure: ({ concepts }) => {
      const missing = topics.filter(({ id }) => !concepts.some(({ topic }) => topic === id));
      return {
        value: topics.length - missing.length,
        cases: topics.length,
        missing: missing.map(({ id }) => id),
      };
    },
  };
  const filled = sections.map(
    ({ id, name, choice_items }): Gate => ({
      id: `section-${id}`,
      what: `Choice items of section ${id}, ${name}`,
      shown: "count",
      atLeast: choice_items,
      fewest: 0,
      mend: "write more for its concepts",
      measure: ({ concepts }) => {
        const items = concepts.flatMap(({ choice }) => choice);
        return { value: items.filter(({ section }) => section === id).length, cases: items.length };
      },
    }),
  );
  return [covered, ...filled];
}
