import { describe, expect, it } from "vitest";
import { behind, LOCALES, readCatalogues } from "../../src/words/languages.ts";
import type { Catalogue } from "../../src/words/words.ts";
import { catalogueOf, LANGUAGES, longestOf, shapeOf, sources } from "./messages.ts";
import { pseudoCatalogue } from "./pseudo.ts";

const ENGLISH = catalogueOf("en");

/** Names and labels that a platform cuts, or refuses, at this many characters. */
const LONGEST: readonly (readonly [RegExp, number])[] = [
  [/^(command|option)\./, 100],
  [/^choice\./, 100],
  [/^button\./, 75],
  [/^form\..*\.(title|submit)$/, 24],
  [/^form\.cancel$/, 24],
  [/^field\./, 75],
  [/^shortcut\.[a-z]+$/, 24],
  [/^shortcut\.[a-z]+\.what$/, 150],
  [/^form\..*\.label$/, 45],
  [/^form\..*\.placeholder$/, 100],
  [/^app\.name$/, 35],
  [/^app\.about$/, 140],
];

/** What is written together with every new sentence. The others may wait for whoever speaks them. */
const AT_ONCE = ["en", "de"];
/** How much of it a language has that is offered at all. */
const LEAST = 0.8;

function tooLong(language: string, catalogue: Record<string, string>): string[] {
  return Object.entries(catalogue)
    .filter(([id, message]) =>
      LONGEST.some(([pattern, limit]) => pattern.test(id) && longestOf(message, language) > limit),
    )
    .map(([id]) => `${language}: ${id}`);
}

/** Where a plural tells numbers apart by the language's rules, it does so by all of them and by no others. */
function pluralFaults(rule: ReadonlySet<string>, language: string): string[] {
  const kinds: readonly string[] = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const named = [...rule].filter((key) => !key.startsWith("="));
  const idle = named.filter((key) => !kinds.includes(key));
  const lacks = named.some((key) => key !== "other") ? kinds.filter((key) => !rule.has(key)) : [];
  return [
    ...(rule.has("other") ? [] : ["has a plural without other"]),
    ...idle.map((key) => `has a plural for "${key}", which the language does not know`),
    ...lacks.filter((key) => key !== "other").map((key) => `has a plural without ${key}`),
  ];
}

function faults(language: string, catalogue: Record<string, string>): string[] {
  return Object.entries(catalogue).flatMap(([id, message]) => {
    const english = ENGLISH[id];
    if (english === undefined)
      return AT_ONCE.includes(language) ? [`${language}: ${id} is not in English`] : [];
    try {
      const own = shapeOf(message, language);
      const model = shapeOf(english, "en");
      const wrong: string[] = [];
      for (const name of own.names) if (!model.names.has(name)) wrong.push(`has a place for "${name}"`);
      for (const name of model.names) if (!own.names.has(name)) wrong.push(`lacks "${name}"`);
      for (const [name, keys] of own.selects)
        for (const key of keys)
          if (!model.selects.get(name)?.has(key)) wrong.push(`chooses "${key}" of ${name}`);
      for (const [name, keys] of model.selects)
        for (const key of keys) if (!own.selects.get(name)?.has(key)) wrong.push(`lacks "${key}" of ${name}`);
      for (const rule of own.plurals.values()) wrong.push(...pluralFaults(rule, language));
      for (const tag of own.tags) if (!model.tags.has(tag)) wrong.push(`marks "${tag}"`);
      for (const tag of model.tags) if (!own.tags.has(tag)) wrong.push(`does not mark "${tag}"`);
      // The playground's page puts its values in by itself, and knows places alone.
      const isForPage = id.startsWith("page.");
      if (isForPage && own.plurals.size + own.selects.size + own.tags.size > 0)
        wrong.push("chooses or marks, which the page cannot");
      return wrong.map((one) => `${language}: ${id} ${one}`);
    } catch (error) {
      return [`${language}: ${id} is malformed: ${(error as Error).message}`];
    }
  });
}

describe("the catalogues", () => {
  it("hold well-formed messages with the same places in every language", () => {
    for (const language of LANGUAGES) expect(faults(language, catalogueOf(language))).toEqual([]);
  });

  it("say everything in the languages that grow with the bot, and nearly everything in the others", () => {
    const waiting = behind(readCatalogues(LOCALES));
    const total = Object.keys(ENGLISH).length;
    for (const language of AT_ONCE) expect(waiting.get(language)).toEqual({ missing: [], idle: [] });
    for (const { missing } of waiting.values()) expect(1 - missing.length / total).toBeGreaterThan(LEAST);
  });

  it("name what a language lacks and what it holds for nobody, to be put right before a release", () => {
    const found = behind(
      new Map([
        ["en", { trap: "a", "read-more": "b" } as Catalogue],
        ["fr", { trap: "c", "no.such": "d" } as Catalogue],
      ]),
    );
    expect([...found]).toEqual([
      ["en", { missing: [], idle: [] }],
      ["fr", { missing: ["read-more"], idle: ["no.such"] }],
    ]);
  });

  it("hold nothing that nobody says", () => {
    const text = sources();
    const said = new Set(
      [...text.matchAll(/["'`]([a-z0-9][\w-]*(?:\.[\w-]+)*)["'`]/g)].map((match) => match[1]),
    );
    const begun = [...text.matchAll(/`([a-z0-9][\w.-]*\.)\$\{/g)].map((match) => match[1] ?? "");
    const unused = Object.keys(ENGLISH).filter(
      (id) => !said.has(id) && !begun.some((prefix) => id.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });

  it("keep to the lengths of the platforms", () => {
    for (const language of LANGUAGES) expect(tooLong(language, catalogueOf(language))).toEqual([]);
  });

  const would = (id: string, message: string) => faults("xx", { [id]: message });

  it("would notice a place that is missing, one too many, a broken message and a plural without other", () => {
    expect(would("question.asked-by", "no place")).toEqual(['xx: question.asked-by lacks "asker"']);
    expect(would("question.asked-by", "{asker} {more}")).toHaveLength(1);
    expect(would("question.asked-by", "{asker")).toHaveLength(1);
    expect(faults("de", { "no.such": "x" })).toHaveLength(1);
    expect(would("points", "{points, plural, one {# point}}")).toHaveLength(1);
    expect(would("points", "{points, plural, one {# point} other {# points}}")).toEqual([]);
  });

  it("would notice a plural that a language does not know, and one of its own that it lacks", () => {
    const plural = (rule: string) => ({ points: `{points, plural, ${rule} other {# x}}` });
    expect(faults("es", plural("one {# x}"))).toEqual(["es: points has a plural without many"]);
    expect(faults("es", plural("one {# x} many {# de x}"))).toEqual([]);
    expect(faults("es", plural("=1 {# x}"))).toEqual([]);
    expect(faults("ja", plural("one {# x}"))).toHaveLength(1);
    expect(faults("en", plural("one {# x} few {# x}"))).toHaveLength(1);
  });

  it("would notice a choice that is gone, markup that is lost or around something else, and a choice on the page", () => {
    expect(would("question.state", "{answered, select, yes {} other {}} {closes} {at}")).not.toEqual([]);
    expect(would("schedule.result-ways", "{results, select, other {}}")).toEqual([
      'xx: schedule.result-ways lacks "thread" of results',
    ]);
    expect(would("missing.one", "{name}: {how}")).not.toEqual([]);
    expect(would("missing.one", "{name}: <strong>{how}</strong>")).toHaveLength(2);
    expect(would("page.replies", "{n, plural, one {# reply} other {# replies}}")).toHaveLength(1);
  });

  it("would notice a label that is too long for a platform, whichever way it is read", () => {
    const long = (id: string, length: number) => tooLong("xx", { [id]: "x".repeat(length) });
    for (const id of ["command.me", "option.time", "choice.never"]) {
      expect(long(id, 100)).toEqual([]);
      expect(long(id, 101)).toEqual([`xx: ${id}`]);
    }
    expect(long("button.report", 76)).toHaveLength(1);
    expect(long("form.report.title", 25)).toHaveLength(1);
    expect(long("form.write.label", 46)).toHaveLength(1);
    const follow = (text: string) => `{number, plural, =1 {A} other {${text}}}`;
    expect(tooLong("xx", { "button.follow-up": follow("x".repeat(75)) })).toEqual([]);
    expect(tooLong("xx", { "button.follow-up": follow("x".repeat(76)) })).toHaveLength(1);
  });

  it("can be stretched into a language that nobody speaks", () => {
    expect(faults("en", pseudoCatalogue() as Record<string, string>)).toEqual([]);
  });
});
