import type { NumericFamily } from "../families/family.ts";
import type { Folder } from "../folder.ts";
import type { Problem } from "../source.ts";
import { acrossRules } from "./across.ts";
import { choiceCase, commonWordsOf } from "./cases.ts";
import { classifierGate } from "./classifier.ts";
import { drawnCases } from "./draws.ts";
import { type BankCases, type Gate, type Judgement, judge } from "./gate.ts";
import { checkConcept, type Verdict } from "./items.ts";
import { coverageGates, mixGates } from "./mix.ts";
import { stemClassifierGates } from "./stem-classifier.ts";
import { tellGates } from "./tells.ts";

export interface BankReport {
  verdicts: readonly Verdict[];
  judgements: readonly Judgement[];
  /** Where a choice item stands; null for other ids. */
  place(id: string): Problem | null;
}

/** The gates that hold for every bank; those of coverage come from its `topics.yaml`. */
export const gates: readonly Gate[] = [...tellGates, classifierGate, ...stemClassifierGates, ...mixGates];

/** Applies every rule and every gate to a folder, as far as its files could be read. */
export function checkBank(folder: Folder, families: readonly NumericFamily<unknown>[]): BankReport {
  const familyById = new Map(families.map((family) => [family.id, family]));
  const draws = folder.concepts.map((source) => drawnCases(source, familyById));
  const concepts = folder.concepts.map(({ data }) => data);
  const cases: BankCases = {
    choice: concepts.flatMap((concept) => {
      const commonWords = commonWordsOf(concept);
      return concept.choice.map((item) => choiceCase(item, concept, commonWords));
    }),
    draws: draws.flatMap((drawn) => drawn.cases),
    concepts,
  };
  const coverage = folder.topics ? coverageGates(folder.topics.data) : [];
  return {
    verdicts: [
      ...folder.concepts.flatMap(checkConcept),
      ...draws.flatMap((drawn) => drawn.verdicts),
      ...acrossRules.flatMap(({ id, severity, check }) =>
        check(folder.concepts).map((problem) => ({ ...problem, rule: id, severity })),
      ),
    ],
    judgements: [...gates, ...coverage].map((gate) => judge(gate, cases)),
    place: (id) => {
      const source = folder.concepts.find(({ data }) => data.choice.some((item) => item.id === id));
      const at = source?.data.choice.findIndex((item) => item.id === id) ?? -1;
      return source?.problem(["choice", at, "id"], "") ?? null;
    },
  };
}
