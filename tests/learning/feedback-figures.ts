import { readFileSync } from "node:fs";
import type { Bank } from "../../src/engine/ports/bank.ts";
import type { Feedback } from "../../src/engine/ports/feedback.ts";

/** An answer to an open question, and the words of it that make it wrong when they are replaced. */
interface Answer {
  question: string;
  right: string;
  turned: { from: string; to: string };
}

/** development: looked at while the reader was made; held-out: other topics, read when it was done. */
export type Half = "development" | "held-out";

export const answersOf = (half: Half): Answer[] =>
  JSON.parse(readFileSync(new URL(`./answers/${half}.json`, import.meta.url), "utf8"));

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

/** How many answers to other topics each question is tried with: spread over all of them. */
const OTHERS = 5;

export function figuresOf(bank: Bank, half: Half): Figures {
  const answers = answersOf(half);
  const topicOf = (id: string) => bank.find(id)?.topic.id;
  const read = (id: string, text: string): Feedback => {
    const found = bank.feedback(id, text);
    if (found === null) throw new Error(`there is no open question ${id}`);
    return found;
  };
  const right = answers.map(({ question, right: text }) => read(question, text));
  const copies = answers.map(({ question, right: text, turned }) =>
    read(
      question,
      text.replace(turned.from, () => turned.to),
    ),
  );
  const concepts: Feedback[] = [];
  const topics: Feedback[] = [];
  answers.forEach(({ question }, i) => {
    const others = answers.filter((other) => other.question !== question);
    const near = others.filter((other) => topicOf(other.question) === topicOf(question));
    const far = others.filter((other) => topicOf(other.question) !== topicOf(question));
    for (const other of near) concepts.push(read(question, other.right));
    for (let n = 0; n < OTHERS; n++) topics.push(read(question, far[(i + 5 * n) % far.length]!.right));
  });
  const scores = (all: readonly Feedback[]) => all.map(({ score }) => score);
  const named = copies.map(({ contradictions }, i) => {
    const { to } = answers[i]!.turned;
    const start = to.replace(/\W+$/, "").slice(0, 25);
    return Number(contradictions.some(({ statement }) => statement.includes(start)));
  });
  return {
    answers: answers.length,
    againstTopics: areaUnder(scores(right), scores(topics)),
    againstConcepts: areaUnder(scores(right), scores(concepts)),
    againstCopies: areaUnder(scores(right), scores(copies)),
    inPairs: mean(
      right.map(({ score }, i) => (score > copies[i]!.score ? 1 : score === copies[i]!.score ? 0.5 : 0)),
    ),
    named: mean(named),
    falseAlarms: mean(right.map(({ contradictions }) => Math.min(1, contradictions.length))),
    covered: mean(right.map(share)),
    coveredElsewhere: mean(concepts.map(share)),
  };
}
