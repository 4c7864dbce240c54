import { type ChoiceCase, type Finding, type Rule, when } from "./rule.ts";
import { withoutCode } from "./words.ts";

const BOTH_OF =
  /\b(?:all|none|any|some|both|each|either|neither) (?:of )?the (?:above|below|options|answers|choices)\b|\b(?:options?|answers?) (?:above|below)\b/i;
const ALL_OF_THESE = /^(?:all|none|any|some|both|neither) of (?:these|them|the others)\.?$/i;

/** A letter, or a number that stands for an option. */
const PLACE = String.raw`\(?(?:[A-D]|[a-d]|[1-4]|I{1,3}|IV|i{1,3}|iv)\)?`;
const SOME_ONLY = new RegExp(
  String.raw`(?:^|(?<=\s))(?:only )?${PLACE}(?:,? (?:and|or|&) ${PLACE})+ only\b|^only ${PLACE}(?:,? (?:and|or|&) ${PLACE})*\.?$`,
  "i",
);
const LETTERS = /\b(?:both|either|neither) [A-D] (?:and|or|nor) [A-D]\b|^[A-D] (?:and|or) [A-D]\b/i;
/** "option b"; a small "a" is an article unless the sentence ends, or a verb follows. */
const NAMED_LETTER =
  /\b(?:[Oo]ptions?|[Aa]nswers?|[Cc]hoices?) \(?[A-Db-d]\b|\b(?:[Oo]ptions?|[Aa]nswers?|[Cc]hoices?) (?:\(a\)|a(?=[.,;:)]|$| (?:is|was|and|or)\b))/;
const ANSWER_IS = /\b(?:answers?|options?|choices?) (?:is|are|was|would be|must be) \(?(?:[A-D]|[b-d])\b/i;
/** "A) It grows", "b. it shrinks": the letter that a test gave it. */
const LETTERED = /^\s*(?:\([A-Da-d]\)|[A-Da-d]\)|[B-Db-d]\.)\s/;
/** "the second option", "the other options"; answers are also what language models give. */
const BY_PLACE =
  /\b(?:the|this|that|these|those) (?:first|second|third|fourth|last|previous|next|preceding|following|other|remaining)(?: (?:two|three))? options?\b/i;

const IN_ANY_TEXT = [BOTH_OF, SOME_ONLY, NAMED_LETTER, ANSWER_IS, LETTERED, BY_PLACE];
const IN_OPTIONS = [...IN_ANY_TEXT, ALL_OF_THESE, LETTERS];

const INSTEAD =
  "options are dealt in any order, so no text may speak of one by letter or place; a matrix called A is written as inline code";

export const referenceRules: readonly Rule<ChoiceCase>[] = [
  {
    id: "combined-option",
    severity: "error",
    what: 'No text names an option by letter or place, no "all of the above", no "1 and 2 only": the order is dealt',
    check: ({ options, stem }) => {
      const find = (path: Finding["path"], text: string, patterns: readonly RegExp[]) => {
        const bare = withoutCode(text).trim();
        const found = patterns.map((pattern) => pattern.exec(bare)?.[0]).find((part) => part !== undefined);
        return when(found !== undefined, path, `"${found?.trim()}": ${INSTEAD}`);
      };
      return [
        ...find(["stem"], stem, IN_ANY_TEXT),
        ...options.flatMap(({ path, text }) => find(path, text, IN_OPTIONS)),
        ...options.flatMap(({ becausePath, because }) => find(becausePath, because, IN_ANY_TEXT)),
      ];
    },
  },
];
