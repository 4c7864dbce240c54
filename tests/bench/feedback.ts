import { createReader } from "../../src/bank/feedback/index.ts";
import { readFolder } from "../../src/bank/folder.ts";
import { answersOf, type Figures, figuresOf, topicsOf } from "../learning/feedback-figures.ts";
import { crossFitted, fitted, samplesOf } from "../learning/feedback-fit.ts";

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

/**
 * What the reader of written answers finds in answers that it was fitted to, in the same ones where it was fitted to
 * those of other topics, in answers that it was not made with, and in a stranger's; and the weights that fit.
 */
export function benchFeedback(): void {
  const concepts = readFolder("questions").concepts.map(({ data }) => data);
  const topicOf = topicsOf(concepts);
  const [development, heldOut, stranger] = [
    answersOf("development"),
    answersOf("held-out"),
    answersOf("stranger"),
  ];
  const reader = createReader(concepts);
  const columns = [
    figuresOf(development, topicOf, () => reader),
    figuresOf(development, topicOf, crossFitted(concepts, development)),
    figuresOf(heldOut, topicOf, () => reader),
    figuresOf(stranger, topicOf, () => reader),
  ];
  const width = Math.max(...Object.values(LINES).map((line) => line.length));
  const rows = (Object.keys(LINES) as (keyof typeof LINES)[]).map((name) => {
    const values = columns.map((figures) => figures[name].toFixed(3));
    return `  ${LINES[name].padEnd(width)}  ${values.join("  ")}\n`;
  });
  const title =
    `Feedback on written answers: ${development.length} that it was fitted to, the same by topics that it was not ` +
    `fitted to, ${heldOut.length} that it was not made with, ${stranger.length} by a stranger`;
  const weights = JSON.stringify(fitted(samplesOf(concepts, development)), null, 2);
  process.stdout.write(`\n${title}\n${rows.join("")}\nWeights that fit: ${weights}\n`);
}
