import type { OpenEntry } from "../schema.ts";
import { type Rule, when } from "./rule.ts";
import { LONGEST_STEM } from "./stem.ts";
import { countWords, normalised } from "./words.ts";

/** Characters: the worked answer is one message, with room for what stands around it. */
const LONGEST_WORKED_ANSWER = 1900;
const WORKED_ANSWER_WORDS = { least: 150, most: 260 };
/** Words; a longer block is a wall of text on a phone. */
const LONGEST_PARAGRAPH = 80;
const LONGEST_SHORT_ANSWER = 60;
const MOST = { follow_ups: 4, key_points: 6 } as const;
const HEAVIEST = 5;

export const openRules: readonly Rule<OpenEntry>[] = [
  {
    id: "worked-answer-length",
    severity: "error",
    what: `A worked answer has at most ${LONGEST_WORKED_ANSWER} characters`,
    check: ({ worked_answer: { length } }) =>
      when(
        length > LONGEST_WORKED_ANSWER,
        ["worked_answer"],
        `${length} characters, more than the ${LONGEST_WORKED_ANSWER} that fit one message: shorten it`,
      ),
  },
  {
    id: "worked-answer-words",
    severity: "warning",
    what: `A worked answer has ${WORKED_ANSWER_WORDS.least} to ${WORKED_ANSWER_WORDS.most} words, two minutes of speech`,
    check: ({ worked_answer }) => {
      const words = countWords(worked_answer);
      const fits = words >= WORKED_ANSWER_WORDS.least && words <= WORKED_ANSWER_WORDS.most;
      return when(!fits, ["worked_answer"], `${words} words, not the two minutes that an answer takes`);
    },
  },
  {
    id: "worked-answer-paragraphs",
    severity: "error",
    what: `A worked answer stands in paragraphs of at most ${LONGEST_PARAGRAPH} words, with a blank line between them`,
    check: ({ worked_answer }) => {
      const longest = Math.max(...worked_answer.split(/\n\s*\n/).map(countWords));
      return when(
        longest > LONGEST_PARAGRAPH,
        ["worked_answer"],
        `a paragraph of ${longest} words: break it at ${LONGEST_PARAGRAPH} (after >- a blank line takes two empty lines)`,
      );
    },
  },
  {
    id: "prompt-length",
    severity: "warning",
    what: `Prompts have at most ${LONGEST_STEM} words, short answers ${LONGEST_SHORT_ANSWER}`,
    check: ({ prompt, short_answer }) => [
      ...when(
        countWords(prompt) > LONGEST_STEM,
        ["prompt"],
        `${countWords(prompt)} words: ask in ${LONGEST_STEM}`,
      ),
      ...when(
        countWords(short_answer) > LONGEST_SHORT_ANSWER,
        ["short_answer"],
        `${countWords(short_answer)} words: say one or two sentences`,
      ),
    ],
  },
  {
    id: "asked-alike",
    severity: "error",
    what: "Every other way of asking is in other words than the prompt",
    check: ({ prompt, also_asked }) => {
      const all = [prompt, ...also_asked].map(normalised);
      return also_asked.flatMap((text, i) =>
        when(all.indexOf(normalised(text)) <= i, ["also_asked", i], "is asked in these words already"),
      );
    },
  },
  {
    id: "model-answers-grow",
    severity: "warning",
    what: "The three model answers grow: basic, solid, strong",
    check: ({ model_answers: { basic, solid, strong } }) => {
      const [short, middle, long] = [basic, solid, strong].map(({ answer }) => countWords(answer)) as [
        number,
        number,
        number,
      ];
      return when(
        short >= middle || middle >= long,
        ["model_answers"],
        `${short}, ${middle} and ${long} words: each level says more than the one before`,
      );
    },
  },
  {
    id: "open-lists",
    severity: "warning",
    what: `At most ${MOST.follow_ups} follow-ups and ${MOST.key_points} key points, weights from 1 to ${HEAVIEST}`,
    check: (item) => [
      ...(["follow_ups", "key_points"] as const).flatMap((list) =>
        when(item[list].length > MOST[list], [list], `${item[list].length} entries: ${MOST[list]} at most`),
      ),
      ...item.key_points.flatMap(({ weight }, i) =>
        when(weight > HEAVIEST, ["key_points", i, "weight"], `weights go from 1 to ${HEAVIEST}`),
      ),
    ],
  },
];
