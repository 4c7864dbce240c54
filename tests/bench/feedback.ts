import { type Figures, figuresOf } from "../learning/feedback-figures.ts";
import { openBank } from "./bank.ts";

const LINES: Readonly<Record<Exclude<keyof Figures, "answers">, string>> = {
  againstTopics: "right over answers to other topics (AUC)",
  againstConcepts: "right over answers to other concepts of the topic (AUC)",
  againstCopies: "right over copies with one wrong statement (AUC)",
  inPairs: "the same, each against its own copy",
  named: "wrong statements that are named",
  falseAlarms: "right answers with a statement named",
  covered: "key points found in right answers",
  coveredElsewhere: "key points found in answers to other concepts",
};

/** What the reader of written answers finds in answers that it was not made from. */
export function benchFeedback(): void {
  const bank = openBank();
  const [seen, unseen] = [figuresOf(bank, "development"), figuresOf(bank, "held-out")];
  const width = Math.max(...Object.values(LINES).map((line) => line.length));
  const rows = (Object.keys(LINES) as (keyof typeof LINES)[]).map(
    (name) => `  ${LINES[name].padEnd(width)}  ${seen[name].toFixed(3)}  ${unseen[name].toFixed(3)}\n`,
  );
  const title = `Feedback on written answers: ${seen.answers} that it was made with, ${unseen.answers} that it was not`;
  process.stdout.write(`\n${title}\n${rows.join("")}`);
}
