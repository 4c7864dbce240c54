import { type ChoiceCase, type Rule, when } from "./rule.ts";
import { countWords, sayingWords } from "./words.ts";

const FEWEST_WORDS = 8;

export const explanationRules: readonly Rule<ChoiceCase>[] = [
  {
    id: "explanation-length",
    severity: "error",
    what: `Every explanation has at least ${FEWEST_WORDS} words`,
    check: ({ options }) =>
      options.flatMap(({ because, becausePath }) =>
        when(
          countWords(because) < FEWEST_WORDS,
          becausePath,
          `${countWords(because)} words: say in ${FEWEST_WORDS} or more why it is right, or why it tempts and fails`,
        ),
      ),
  },
  {
    id: "explanation-repeats",
    severity: "error",
    what: "No explanation only repeats its option",
    check: ({ options }) =>
      options.flatMap(({ text, because, becausePath }) => {
        const said = sayingWords(text);
        const repeats = [...sayingWords(because)].every((word) => said.has(word));
        return when(repeats, becausePath, "repeats the option and explains nothing: say why");
      }),
  },
];
