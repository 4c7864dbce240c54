import { readFileSync } from "node:fs";
import type { ConceptFile } from "../../src/bank/schema.ts";
import type { Bank } from "../../src/engine/ports/bank.ts";
import type { Feedback } from "../../src/engine/ports/feedback.ts";

interface Turned {
  from: string;
  to: string;
}

/** An answer to an open question, and words of it that make it wrong when they are replaced, one at a time. */
export interface Answer {
  question: string;
  right: string;
  turned: Turned;
  also?: readonly Turned[];
}

/**
 * development: looked at while the reader was made, and fitted to; held-out: other questions, read when it was done;
 * stranger: by somebody who knew nothing of the reader, read when it was done.
 */
export type Part = "development" | "held-out" | "stranger";

export const answersOf = (part: Part): Answer[] =>
  JSON.parse(readFileSync(new URL(`./answers/${part}.json`, import.meta.url), "utf8"));

/** Copies of an answer, each with one wrong statement. */
export const copiesOf = ({ right, turned, also = [] }: Answer): (Turned & { text: string })[] =>
  [turned, ...also].map((one) => ({ ...one, text: right.replace(one.from, () => one.to) }));

export interface Figures {
  answers: number;
  /** How often a right answer gets the higher score: of it and one to another topic, and so on. 0.5 is chance. */
  againstTopics: number;
  againstConcepts: number;
  againstCopies: number;
  /** The same, of each answer and its own copy with a wrong statement. */
  inPairs: number;
  /** Which share of wrong statements is named, and of right answers has a statement named. */
  named: number;
  falseAlarms: number;
  /** Mean share of the key points found in right answers, and in those to other concepts of the topic. */
  covered: number;
  coveredElsewhere: number;
}

function areaUnder(better: readonly number[], worse: readonly number[]): number {
  const wins = better.flatMap((a) => worse.map((b) => (a > b ? 1 : a === b ? 0.5 : 0) as number));
  return mean(wins);
}

const mean = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length;
const share = ({ covered, missing }: Feedback): number => covered.length / (covered.length + missing.length);

/** By question, of which topic it is. */
export function topicsOf(concepts: readonly ConceptFile[]): (question: string) => string {
  const topics = new Map(concepts.flatMap(({ topic, open }) => open.map(({ id }) => [id, topic] as const)));
  return (question) => topics.get(question) ?? "";
}

/** How many answers to other topics each question is tried with: spread over all of them. */
const OTHERS = 3;

/** Which reader reads answers to a question: always the same, or one that was not fitted to it. */
export type ReaderOf = (question: string) => Pick<Bank, "feedback">;

export function figuresOf(
  answers: readonly Answer[],
  topicOf: (question: string) => string,
  by: ReaderOf,
): Figures {
  const read = (id: string, text: string): Feedback => {
    const found = by(id).feedback(id, text);
    if (found === null) throw new Error(`there is no open question ${id}`);
    return found;
  };
  const right = answers.map(({ question, right: text }) => read(question, text));
  const copies = answers.flatMap((answer, of) =>
    copiesOf(answer).map(({ text, to }) => ({ of, to, ...read(answer.question, text) })),
  );
  const concepts: Feedback[] = [];
  const topics: Feedback[] = [];
  answers.forEach(({ question }, i) => {
    const others = answers.filter((other) => other.question !== question);
    const near = others.filter((other) => topicOf(other.question) === topicOf(question));
    const far = others.filter((other) => topicOf(other.question) !== topicOf(question));
    for (let n = 0; n < Math.min(OTHERS, near.length); n++)
      concepts.push(read(question, near[(i + n) % near.length]!.right));
    for (let n = 0; n < OTHERS; n++) topics.push(read(question, far[(i + 7 * n) % far.length]!.right));
  });
  const scores = (all: readonly Feedback[]) => all.map(({ score }) => score);
  const named = copies.map(({ contradictions, to }) => {
    const start = to.replace(/\W+$/, "").slice(0, 25);
    return Number(contradictions.some(({ statement }) => statement.includes(start)));
  });
  return {
    answers: answers.length,
    againstTopics: areaUnder(scores(right), scores(topics)),
    againstConcepts: areaUnder(scores(right), scores(concepts)),
    againstCopies: areaUnder(scores(right), scores(copies)),
    inPairs: mean(
      copies.map(({ of, score }) => {
        const own = right[of]!.score;
        return own > score ? 1 : own === score ? 0.5 : 0;
      }),
    ),
    named: mean(named),
    falseAlarms: mean(right.map(({ contradictions }) => Math.min(1, contradictions.length))),
    covered: mean(right.map(share)),
    coveredElsewhere: mean(concepts.map(share)),
  };
}
