import { plain } from "../../engine/words/text.ts";
import { type ChoiceCase, type Rule, when } from "./rule.ts";
import { ABSOLUTES, countWords, normalised, wordsOf } from "./words.ts";

/** Shorter than this beside the key, even the longest distractor makes the key stand out. */
const SHORTEST_SHARE = 0.8;
/** A key of fewer words (a name, a number) has no length to speak of. */
const WORDS_WITH_A_LENGTH = 4;
/** Characters; longer options wrap over three lines of a phone. */
export const LONGEST_OPTION = 110;

export const optionRules: readonly Rule<ChoiceCase>[] = [
  {
    id: "options-alike",
    severity: "error",
    what: "No two options are alike after normalising case, spaces and punctuation",
    check: ({ options }) => {
      const texts = options.map(({ text }) => normalised(text));
      return options.flatMap(({ path, text }, i) =>
        when(texts.indexOf(texts[i] ?? "") < i, path, `"${text}" stands there twice: change one of the two`),
      );
    },
  },
  {
    id: "key-longest",
    severity: "error",
    what: "The longest distractor has at least 0.8 of the key's length",
    check: ({ options: [key, ...distractors] }) => {
      const longest = Math.max(...distractors.map(({ text }) => plain(text).length));
      const length = plain(key.text).length;
      const standsOut = countWords(key.text) >= WORDS_WITH_A_LENGTH && longest < SHORTEST_SHARE * length;
      return when(
        standsOut,
        key.path,
        `the key has ${length} characters, the longest distractor ${longest}: shorten the key, or make a distractor longer`,
      );
    },
  },
  {
    id: "absolute-alone",
    severity: "warning",
    what: "Absolute words (always, never, only ...) do not stand in one option alone",
    check: ({ options }) => {
      const found = options.map(({ text }) => wordsOf(text).find((word) => ABSOLUTES.has(word)));
      const holders = found.filter((word) => word !== undefined);
      const place = found.findIndex((word) => word !== undefined);
      return when(
        holders.length === 1,
        options[place]?.path ?? [],
        `"${holders[0]}" stands in this option alone: leave it out, or give another option one`,
      );
    },
  },
  {
    id: "option-length",
    severity: "warning",
    what: `Options have at most ${LONGEST_OPTION} characters`,
    check: ({ options }) =>
      options.flatMap(({ path, text }) =>
        when(
          plain(text).length > LONGEST_OPTION,
          path,
          `${plain(text).length} characters: a phone shows ${LONGEST_OPTION} at most`,
        ),
      ),
  },
];
