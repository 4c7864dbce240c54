import { describe, expect, it } from "vitest";
import { catalogueOf, LANGUAGES } from "./messages.ts";

/** What a language's readers would take for a slip of the keyboard, by a pattern that finds it. */
const SLIPS: Readonly<Record<string, readonly (readonly [string, RegExp])[]>> = {
  es: [
    ["a question or an exclamation that has no beginning", /^[^¿]*\?|^[^¡]*!/u],
    ["a quotation in English marks", /[“”"]/u],
  ],
  fr: [
    ["a sign without a no-break space before it", /[^\u00A0\u202F](?:[;!?»]|:(?=[\s}]|$))/u],
    ["a quotation that begins without a no-break space", /«(?!\u00A0)/u],
    ["a quotation in English marks", /[“”"]/u],
  ],
  "pt-BR": [["a quotation in straight marks", /"/u]],
};

/** Where a no-break space stands between a number and its sign, and where none does. */
const SPACED = ["de", "es", "fr"];
const percents = (language: string, message: string) =>
  (SPACED.includes(language) ? /[}\d] ?%/ : /[}\d]\s%/u).test(message);

/** Questions are in English for everybody, and so is the one that shows how they look. */
const IN_ENGLISH = /^sample\.(stem|\d)$/;

const slips = (language: string, message: string) =>
  [["a straight apostrophe", /\p{L}'\p{L}/u] as const, ...(SLIPS[language] ?? [])]
    .filter(([, pattern]) => pattern.test(message))
    .map(([what]) => what);

describe("the signs between the words", () => {
  it.each(LANGUAGES.filter((language) => language in SLIPS))(
    "are those that readers of the language expect: %s",
    (language) => {
      const found = Object.entries(catalogueOf(language))
        .filter(([id]) => !IN_ENGLISH.test(id))
        .flatMap(([id, message]) => slips(language, message).map((what) => `${id}: ${what}`));
      expect(found).toEqual([]);
    },
  );

  it.each(LANGUAGES)(
    "stand between a number and percent as the language has it, and never part them: %s",
    (language) => {
      const found = Object.entries(catalogueOf(language)).filter(([, message]) =>
        percents(language, message),
      );
      expect(found).toEqual([]);
      expect(percents("de", "etwa {percent}%") && percents("de", "etwa 60 %")).toBe(true);
      expect(percents("en", "about 60 %")).toBe(true);
    },
  );

  it.each(LANGUAGES)("show a question as it will be asked, in English: %s", (language) => {
    const shown = (of: string) => Object.entries(catalogueOf(of)).filter(([id]) => IN_ENGLISH.test(id));
    expect(shown(language)).toEqual(shown("en"));
  });

  it("would be noticed where they are wrong", () => {
    expect(slips("fr", "Prêt ?")).toHaveLength(1);
    expect(slips("fr", "Prêt\u202F? Oui\u00A0: «\u00A0a\u00A0», à 9:00")).toEqual([]);
    expect(slips("fr", "l'image")).toHaveLength(1);
    expect(slips("es", "Listo?")).toHaveLength(1);
    expect(slips("es", "¿Listo? ¡Sí!")).toEqual([]);
  });
});
