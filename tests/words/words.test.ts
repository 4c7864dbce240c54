import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { say, type WordId } from "../../src/engine/words/say.ts";
import { plainOf } from "../../src/words/inline.ts";
import { createLanguages, LOCALES, loadLanguages } from "../../src/words/languages.ts";
import type { Catalogue } from "../../src/words/words.ts";

const EN = {
  "x.plural": "{n, plural, =0 {Nobody} one {# answer} other {# answers}} by {who}",
  "x.only-english": "English alone",
  "x.strong": "<strong>{n} in a row</strong> and {list}",
} as unknown as Catalogue;
const DE = {
  "x.plural": "{n, plural, =0 {Niemand} one {# Antwort} other {# Antworten}} von {who}",
} as unknown as Catalogue;
const languages = createLanguages(
  new Map([
    ["en", EN],
    ["de", DE],
  ]),
);
const id = (name: string) => name as WordId;

describe("words", () => {
  it("put between days what stands between words in the language", () => {
    const all = loadLanguages(LOCALES);
    const days = (language: string) =>
      all.of(language).plain("schedule.day-names", { days: { days: [1, 3, 5] } });
    expect(["en", "ja", "zh-CN"].map(days)).toEqual(["Mon, Wed, Fri", "月、水、金", "周一、周三、周五"]);
  });

  it("say of a whole week that it is every day", () => {
    const week = { days: { days: [1, 2, 3, 4, 5, 6, 7] } } as const;
    const all = loadLanguages(LOCALES);
    const said = (language: string) => all.of(language).plain("schedule.day-names", week);
    expect(["en", "de", "ja"].map(said)).toEqual(["every day", "jeden Tag", "毎日"]);
    expect(all.of("en").plain("setup.days", week)).toBe("I will ask on these days: every day.");
  });

  it("keep the parts that a platform writes in its own way", () => {
    const rich = languages.of("en").rich(say(id("x.plural"), { n: 2, who: { name: "Ada" } }));
    expect(rich).toEqual([
      { type: "text", text: "2 answers by " },
      { type: "name", text: "Ada" },
    ]);
  });

  it("follow the plural rules and the numbers of the language", () => {
    expect(languages.of("de").plain(id("x.plural"), { n: 1, who: "Ben" })).toBe("1 Antwort von Ben");
    expect(languages.of("de").plain(id("x.plural"), { n: 12000, who: "Ben" })).toBe(
      "12.000 Antworten von Ben",
    );
  });

  it("say in English what a language lacks, and join lists in the language's own way", () => {
    expect(languages.of("de").plain(id("x.only-english"))).toBe("English alone");
    const list = { list: ["A", "B", { strong: "C" }] };
    expect(plainOf(languages.of("en").rich(say(id("x.strong"), { n: 3, list })))).toBe(
      "3 in a row and A, B, and C",
    );
  });

  it("find the nearest language for what a platform reports", () => {
    expect(languages.match("de-AT")).toBe("de");
    expect(languages.match("de_DE")).toBe("de");
    expect(languages.match("tlh")).toBeNull();
    expect(languages.of("tlh").language).toBe("en");
    expect(languages.of(null).language).toBe("en");
  });

  it("find Spanish, Portuguese and French by the names that Discord and Slack have for them, in any country", () => {
    const real = loadLanguages(LOCALES);
    for (const locale of ["es-ES", "es-419", "es-LA", "es_MX", "es"]) expect(real.match(locale)).toBe("es");
    for (const locale of ["pt-BR", "pt_BR", "pt", "pt-PT"]) expect(real.match(locale)).toBe("pt-BR");
    for (const locale of ["fr", "fr-FR", "fr-CA"]) expect(real.match(locale)).toBe("fr");
    for (const locale of ["zh-CN", "zh_CN", "zh-Hans-CN", "zh"]) expect(real.match(locale)).toBe("zh-CN");
    expect(["ja-JP", "hi-IN"].map(real.match)).toEqual(["ja", "hi"]);
  });

  it("write a local date as the language does, the same in every zone", () => {
    const [english, german] = ["en", "de"].map((language) => languages.of(language));
    expect(english?.date("2026-11-20")).toBe("20 Nov 2026");
    expect(german?.date("2026-11-20")).toBe("20. Nov. 2026");
    const { rich } = languages.of("de");
    expect(plainOf(rich(say(id("x.plural"), { n: 1, who: { date: "2026-01-01" } })))).toMatch(
      /1\. Jan\. 2026$/,
    );
  });

  it("call a person whose name shows nothing someone, in the reader's language", () => {
    const real = loadLanguages(join(import.meta.dirname, "../../locales"));
    for (const blank of ["", " \u200B ", "\u202E", "\u3164"]) {
      expect(real.of("en").name(blank)).toEqual({ type: "name", text: "someone" });
      expect(real.of("de").name(blank)).toEqual({ type: "name", text: "jemand" });
    }
    expect(real.of("de").name("Ada")).toEqual({ type: "name", text: "Ada" });
  });

  it("throw where a value is missing, so that no sentence has a hole", () => {
    expect(() => languages.of("en").plain(id("x.plural"), { n: 1 })).toThrow(/who/);
  });

  it("cannot be styled or turned around by what is put into them", () => {
    const rich = languages.of("en").rich(say(id("x.plural"), { n: 0, who: "<strong>x</strong>\u202E {n}" }));
    expect(rich).toEqual([{ type: "text", text: "Nobody by <strong>x</strong> {n}" }]);
  });

  it("are read from the folder of the project, English first", () => {
    const all = loadLanguages(join(import.meta.dirname, "../../locales")).all;
    expect(all[0]).toBe("en");
  });
});
