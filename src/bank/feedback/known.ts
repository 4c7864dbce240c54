import type { ConceptFile, OpenEntry } from "../schema.ts";
import { read, type Sentence, termsOf } from "./read.ts";

/** A sentence of the bank, and whether it holds. */
export interface Statement extends Sentence {
  terms: ReadonlySet<string>;
  concept: string;
  holds: boolean;
  /** What is wrong with it, where it does not hold. */
  why: string | null;
}

/** All that the bank says of a topic, taken apart. */
export interface Known {
  statements: readonly Statement[];
  /** By term: how much it tells of the concept in which it stands, from 0 (in every one) on. */
  tells: (term: string) => number;
  /** By term: how rare it is among the statements, in nats. */
  rarity: (term: string) => number;
  /** By concept: the numbers that stand in what is true of it. */
  numbers: ReadonlyMap<string, ReadonlySet<number>>;
  /** By concept: how often it has each term. */
  counts: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** What an open question says that is true. */
const ofOpen = (open: OpenEntry): string[] => [
  open.short_answer,
  open.worked_answer,
  open.model_answers.basic.answer,
  open.model_answers.solid.answer,
  open.model_answers.strong.answer,
  ...open.key_points.map(({ point }) => point),
  ...open.follow_ups.map(({ answer }) => answer),
  ...open.interviewer.look_for,
  open.trap.why,
];

const trueOf = (concept: ConceptFile): string[] => [
  ...concept.open.flatMap(ofOpen),
  ...concept.misconceptions.map(({ why_wrong }) => why_wrong),
  ...concept.choice.map(({ rationale }) => rationale),
  ...concept.choice.map(({ key }) => key),
  ...concept.choice.flatMap(({ distractors }) => distractors.map(({ because }) => because)),
];

const falseOf = (concept: ConceptFile): { text: string; why: string }[] => [
  ...concept.misconceptions.map(({ belief, why_wrong }) => ({ text: belief, why: why_wrong })),
  ...concept.open.map(({ trap }) => ({ text: trap.mistake, why: trap.why })),
  ...concept.open.flatMap(({ interviewer, short_answer }) =>
    interviewer.red_flags.map((text) => ({ text, why: short_answer })),
  ),
  ...concept.choice.flatMap(({ distractors }) =>
    distractors.map(({ text, because }) => ({ text, why: because })),
  ),
];

function statementsOf(concept: ConceptFile): Statement[] {
  const made = (text: string, holds: boolean, why: string | null): Statement[] =>
    read(text).map((sentence) => ({
      ...sentence,
      terms: termsOf(sentence),
      concept: concept.id,
      holds,
      why,
    }));
  return [
    ...trueOf(concept).flatMap((text) => made(text, true, null)),
    ...falseOf(concept).flatMap(({ text, why }) => made(text, false, why)),
  ];
}

/** @param concepts those of one topic */
export function knownOf(concepts: readonly ConceptFile[]): Known {
  const statements = concepts.flatMap(statementsOf);
  const counts = new Map<string, Map<string, number>>();
  const inConcepts = new Map<string, number>();
  const inStatements = new Map<string, number>();
  for (const { concept, terms } of statements) {
    const own = counts.get(concept) ?? new Map<string, number>();
    counts.set(concept, own);
    for (const term of terms) {
      inStatements.set(term, (inStatements.get(term) ?? 0) + 1);
      const before = own.get(term) ?? 0;
      own.set(term, before + 1);
      if (before === 0) inConcepts.set(term, (inConcepts.get(term) ?? 0) + 1);
    }
  }
  const numbers = new Map<string, Set<number>>(concepts.map(({ id }) => [id, new Set()]));
  for (const { concept, holds, clauses } of statements)
    if (holds)
      for (const { number } of clauses.flat()) if (number !== null) numbers.get(concept)?.add(number);
  const size = concepts.length;
  return {
    statements,
    counts,
    numbers,
    rarity: (term) => Math.log((statements.length + 1) / ((inStatements.get(term) ?? 0) + 1)),
    tells: (term) => Math.log((size + 1) / ((inConcepts.get(term) ?? size / 2) + 0.5)),
  };
}
