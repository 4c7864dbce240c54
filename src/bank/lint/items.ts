import type { ConceptFile } from "../schema.ts";
import type { Problem, Source } from "../source.ts";
import type { Path } from "../yaml.ts";
import { choiceCase, commonWordsOf } from "./cases.ts";
import { conceptRules } from "./concept.ts";
import { choiceDiagramRules, openDiagramRules } from "./diagrams.ts";
import { explanationRules } from "./explanations.ts";
import { grammarRules } from "./grammar.ts";
import { numericRules } from "./numeric.ts";
import { openRules } from "./open.ts";
import { referenceRules } from "./option-references.ts";
import { optionRules } from "./options.ts";
import type { ChoiceCase, Rule, Severity } from "./rule.ts";
import { stemRules } from "./stem.ts";
import { textRules, textsOf } from "./text.ts";

/** A problem that a rule found. */
export interface Verdict extends Problem {
  rule: string;
  severity: Severity;
}

export const choiceRules: readonly Rule<ChoiceCase>[] = [
  ...optionRules,
  ...referenceRules,
  ...stemRules,
  ...grammarRules,
  ...numericRules,
  ...explanationRules,
  ...choiceDiagramRules,
];

/** Rules whose breach makes an item unfair whatever its author meant: two right options, or an order that is not dealt. */
const UNFAIR = ["options-alike", "numeric-alike", "combined-option"];
const unfairRules = choiceRules.filter(({ id }) => UNFAIR.includes(id));

/** What would be unfair to ask, of a file that is asked without having passed the whole check. */
export function checkFairness(source: Source<ConceptFile>): Problem[] {
  const concept = source.data;
  const commonWords = commonWordsOf(concept);
  return concept.choice.flatMap((item, i) =>
    unfairRules.flatMap(({ check }) =>
      check(choiceCase(item, concept, commonWords)).map(({ path, message }) =>
        source.problem(["choice", i, ...path], message),
      ),
    ),
  );
}

/** Everything that can be said of a concept's file by looking at it alone. */
export function checkConcept(source: Source<ConceptFile>): Verdict[] {
  const concept = source.data;
  const commonWords = commonWordsOf(concept);
  const apply = <T>(rules: readonly Rule<T>[], subject: T, base: Path): Verdict[] =>
    rules.flatMap(({ id, severity, check }) =>
      check(subject).map(({ path, message }) => ({
        ...source.problem([...base, ...path], message),
        rule: id,
        severity,
      })),
    );
  return [
    ...apply(conceptRules, concept, []),
    ...textsOf(concept).flatMap((text) => apply(textRules, text, [])),
    ...concept.open.flatMap((item, i) => apply([...openRules, ...openDiagramRules], item, ["open", i])),
    ...concept.choice.flatMap((item, i) =>
      apply(choiceRules, choiceCase(item, concept, commonWords), ["choice", i]),
    ),
  ];
}
