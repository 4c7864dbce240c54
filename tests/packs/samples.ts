import type { PackRead } from "../../src/engine/words/pack.ts";
import { readPack } from "../../src/packs/read.ts";

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export const read = (name: string, text: string): PackRead => readPack(name, bytesOf(text));

/** What a file that is read has: its questions, and what is wrong as "line code". */
export function found(name: string, text: string) {
  const pack = read(name, text);
  if (pack.kind === "refused") throw new Error(`refused: ${pack.code} ${JSON.stringify(pack.values)}`);
  const wrong = pack.problems.filter(({ severity }) => severity === "error");
  const advice = pack.problems.filter(({ severity }) => severity === "advice");
  return {
    ...pack,
    errors: wrong.map(({ line, code }) => `${line} ${code}`),
    advice: advice.map(({ line, code }) => `${line} ${code}`),
    keys: pack.questions.map(({ options, key }) => options[key]?.text),
  };
}

/** The same two questions in every format that is read. */
export const FORMATS: Readonly<Record<string, string>> = {
  "quiz.csv": [
    "question,option A,option B,option C,answer,explanation,difficulty,tags",
    '"Which planet is the largest, by mass?",Saturn,Jupiter,Neptune,B,"It is heavy.",easy,"planets; sky"',
    "Water boils sooner on a mountain.,True,False,,True,,,",
    "",
  ].join("\n"),
  "quiz.json": JSON.stringify(
    {
      questions: [
        {
          question: "Which planet is the largest, by mass?",
          options: ["Saturn", "Jupiter", "Neptune"],
          answer: "Jupiter",
          explanation: "It is heavy.",
          difficulty: "easy",
          tags: ["planets", "sky"],
        },
        { question: "Water boils sooner on a mountain.", options: ["True", "False"], answer: "A" },
      ],
    },
    null,
    2,
  ),
  "quiz.yaml": [
    "questions:",
    "  - question: Which planet is the largest, by mass?",
    "    options: [Saturn, Jupiter, Neptune]",
    "    answer: 2",
    "    explanation: It is heavy.",
    "    difficulty: easy",
    "    tags: [planets, sky]",
    "  - question: Water boils sooner on a mountain.",
    '    options: ["True", "False"]',
    '    answer: "True"',
    "",
  ].join("\n"),
  "notes.txt": [
    "#separator:tab",
    "#html:true",
    "#tags column:3",
    "Which planet is the largest, by mass?<br>A) Saturn<br>B) Jupiter<br>C) Neptune\tB<br>It is heavy.\tplanets sky",
    "Water boils sooner on a mountain.<div>A) True</div><div>B) False</div>\tA\t",
    "",
  ].join("\n"),
};
