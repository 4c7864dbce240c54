import { plain } from "../../engine/words/text.ts";
import { type ChoiceCase, type Rule, when } from "./rule.ts";
import { countWords, prose } from "./words.ts";

/** Words; code is not counted. */
export const LONGEST_STEM = 60;
/** Characters of stem and options together; Discord's message takes 2000 with what stands around them. */
const LONGEST_QUESTION = 1600;

/** A question word and its "not", with nothing in between that begins a clause of its own. */
const ASKS_FOR_THE_EXCEPTION =
  /\b(?:which|what|who)\b(?:(?!\b(?:when|if|that|because|while|whose|although|who|where|since|and|but|so|why|after|before)\b)[^.?!,;:])*?(?<not>\bnot\b|n['’]t\b|\bleast likely\b)|\b(?<except>except)\b(?! for| that| in| at| by)/i;

/** Whether a stem asks for what is not so, and whether its negation stands in capitals. */
export function negation(stem: string): "none" | "shouted" | "quiet" {
  const found = ASKS_FOR_THE_EXCEPTION.exec(prose(stem))?.groups;
  const word = found?.not ?? found?.except;
  if (word === undefined) return "none";
  return word === word.toUpperCase() ? "shouted" : "quiet";
}

export const stemRules: readonly Rule<ChoiceCase>[] = [
  {
    id: "negative-stem",
    severity: "error",
    what: "A stem that asks for the exception says so in capitals",
    check: ({ stem }) =>
      when(
        negation(stem) === "quiet",
        ["stem"],
        "asks for what is not so: ask for what is, or write NOT or EXCEPT in capitals",
      ),
  },
  {
    id: "stem-length",
    severity: "warning",
    what: `Stems have at most ${LONGEST_STEM} words, code not counted`,
    check: ({ stem }) => {
      const words = countWords(stem);
      return when(words > LONGEST_STEM, ["stem"], `${words} words: a stem has ${LONGEST_STEM} at most`);
    },
  },
  {
    id: "question-length",
    severity: "error",
    what: `Stem and options have at most ${LONGEST_QUESTION} characters: one message on a phone`,
    check: ({ stem, options }) => {
      const length = [stem, ...options.map(({ text }) => text)].reduce(
        (sum, text) => sum + plain(text).length,
        0,
      );
      return when(
        length > LONGEST_QUESTION,
        ["stem"],
        `stem and options have ${length} characters, more than the ${LONGEST_QUESTION} that fit one message`,
      );
    },
  },
];
