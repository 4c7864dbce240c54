import { type ChoiceCase, type OptionCase, type Rule, when } from "./rule.ts";
import { prose } from "./words.ts";

const ENDS_IN_ARTICLE = /\b(an?)\s*(?:…|\.\.\.|_{2,}|:)?\s*$/i;
const ENDS_IN_VERB = /\b(are|were)\s*(?:…|\.\.\.|_{2,}|:)?\s*$/i;
const ENDS_IN_ANY_ARTICLE = /\b(an?|the)\s*(?:…|\.\.\.|_{2,}|:)?\s*$/i;
const SEVERAL = /\bwhich (?:(?:two|three) )?of (?:the following|these|them)(?: \p{L}+)? are\b/iu;

/** Letters whose names begin with a vowel sound although they are consonants: an LSTM, an RNN. */
const SOUNDS_LIKE_A_VOWEL = /^[FHLMNRSX]/;
const VOWEL_SOUND = /^(?:[aeio]|u(?!ni(?![nm])|s[aeiu]|t[eio])|hour|honest)/i;
const CONSONANT_SOUND = /^(?:one\b|once\b|eu|u-|U[A-Z-])/i;

/** Whether "an" fits before a word; null where the sound cannot be told from the letters. */
function takesAn(text: string): boolean | null {
  const first = /^[A-Za-z][\w-]*/.exec(text)?.[0];
  if (!first || first.length === 1) return null;
  const spelt = /^[A-Z][A-Z0-9]/.test(first) && SOUNDS_LIKE_A_VOWEL.test(first);
  // With vowels it can be read as a word (ROC, SHAP), which some people do and others do not.
  if (spelt) return /[AEIOU]/.test(first) ? null : true;
  return VOWEL_SOUND.test(first) && !CONSONANT_SOUND.test(first);
}

const endsInPeriod = ({ text }: OptionCase) => /[^.]\.$/.test(text.trim());

/** "lower", "upper", or null where the first word could be a name, a symbol or code. */
function startingCase({ text }: OptionCase, commonWords: ReadonlySet<string>): "lower" | "upper" | null {
  const first = /^\p{L}+(?![\p{L}\p{N}_(=])/u.exec(text)?.[0];
  if (!first || first.length < 2) return null;
  if (first === first.toLowerCase()) return "lower";
  const isWord = /^\p{Lu}\p{Ll}+$/u.test(first) && commonWords.has(first.toLowerCase());
  return isWord ? "upper" : null;
}

/** Words that decide what kind of phrase follows, and those that may open a phrase of the same use. */
const OPENERS: readonly { opener: string; alike: ReadonlySet<string> }[] = [
  { opener: "by", alike: new Set(["by", "through", "via", "with", "without", "from", "in", "on", "at"]) },
  { opener: "to", alike: new Set(["to", "for", "so", "in", "towards", "into", "through", "from"]) },
  { opener: "because", alike: new Set(["because", "since", "as", "due", "so", "for"]) },
];

/** The options that do not begin with the kind of phrase that the three others begin with. */
function oddPhrase(options: ChoiceCase["options"]): { option: OptionCase; opener: string } | null {
  const first = options.map(({ text }) => /^\p{L}+/u.exec(text)?.[0].toLowerCase() ?? "");
  for (const { opener, alike } of OPENERS) {
    const place = first.findIndex((word) => word !== "" && !alike.has(word));
    const others = first.filter((word, i) => i !== place && word === opener);
    if (place >= 0 && others.length === 3) return { option: options[place]!, opener };
  }
  return null;
}

export const grammarRules: readonly Rule<ChoiceCase>[] = [
  {
    id: "article",
    severity: "error",
    what: 'Where a stem ends in "a" or "an", every option goes on from it',
    check: ({ stem, options }) => {
      const article = ENDS_IN_ARTICLE.exec(prose(stem))?.[1]?.toLowerCase();
      return options.flatMap(({ path, text }) => {
        const an = takesAn(text);
        const misfit = article !== undefined && an !== null && an !== (article === "an");
        return when(
          misfit,
          path,
          `"${article} ${text}" does not read on from the stem: move the article into the options`,
        );
      });
    },
  },
  {
    id: "double-article",
    severity: "error",
    what: "Where a stem ends in an article, no option begins with one",
    check: ({ stem, options }) => {
      const ends = ENDS_IN_ANY_ARTICLE.test(prose(stem));
      return options.flatMap(({ path, text }) =>
        when(ends && /^(?:an?|the) /i.test(text), path, "begins with an article, and the stem ends in one"),
      );
    },
  },
  {
    id: "number",
    severity: "error",
    what: "Stem and options agree in number; a stem asks for one answer",
    check: ({ stem, options }) => [
      ...when(
        SEVERAL.test(prose(stem)),
        ["stem"],
        'asks which of them "are", but one option is right: ask which one is',
      ),
      ...options.flatMap(({ path, text }) => {
        const plural = ENDS_IN_VERB.exec(prose(stem))?.[1];
        return when(
          plural !== undefined && /^an? /i.test(text),
          path,
          `one thing after the stem's "${plural}"`,
        );
      }),
    ],
  },
  {
    id: "mixed-shape",
    severity: "error",
    what: "All four options are sentences with a period, or none is; all begin alike",
    check: ({ options, commonWords }) => {
      const periods = options.filter(endsInPeriod);
      const odd = periods.length <= 2 ? periods : options.filter((option) => !endsInPeriod(option));
      const cases = options.map((option) => startingCase(option, commonWords));
      const upper = options.filter((_, i) => cases[i] === "upper");
      const lower = options.filter((_, i) => cases[i] === "lower");
      const fewer = upper.length <= lower.length ? upper : lower;
      return [
        ...odd.flatMap(({ path }) =>
          when(periods.length < 4, path, "some options end with a period and others do not"),
        ),
        ...fewer.flatMap(({ path }) =>
          when(upper.length > 0, path, "some options begin with a capital and others do not"),
        ),
      ];
    },
  },
  {
    id: "part-of-speech",
    severity: "error",
    what: 'Where three options begin with "by", "to" or "because", so does the fourth',
    check: ({ options }) => {
      const odd = oddPhrase(options);
      return odd
        ? [
            {
              path: odd.option.path,
              message: `the three other options begin with "${odd.opener}", this one does not`,
            },
          ]
        : [];
    },
  },
];
