import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FORBIDDEN } from "./imports/forbidden.ts";
import { type Import, importsIn, importsOf, namesOf, ROOT, sources } from "./imports/reading.ts";

interface Rule {
  /** Files that the rule is about. */
  from: RegExp;
  /** All that they may import. */
  may: readonly RegExp[];
  /** What besides they may import the types of. */
  types?: readonly RegExp[];
}

const ENGINE_WORDS = /^src\/engine\/(words|ports)\//;
const NODE = /^node:/;
/** What is known of learners: pure, and next to the engine. */
const LEARNING = /^src\/learning\//;
/** A platform gets cards: their vocabulary, what they say in text alone, and rich text. Who makes them, and of which words, it does not know. */
const CARDS = [
  /^src\/cards\/(drawing|model|ports|told)\.ts$/,
  /^src\/words\/(inline|flow|line|remembered)\.ts$/,
];
/** What pictures are made with: nobody else needs it. */
const MADE_WITH = [/^(@resvg\/resvg-js|bidi-js|d3-scale|harfbuzzjs|mathjax)$/, /^shiki\//];
/** Descriptions of commands and a page's own words are asked of the languages that a platform is handed. */
const LANGUAGES = [/^src\/words\/languages\.ts$/];
const SHARED = /^src\/platforms\/(download|http|own-reply|pace|presence|under-way|within)\.ts$/;

/** Who may import whom. The first rule that fits a file holds. */
const RULES: readonly Rule[] = [
  { from: /^src\/engine\/rules\/commitment\.ts$/, may: [/^src\/engine\//, /^node:crypto$/] },
  // The ids of all sentences are the keys of the English ones.
  {
    from: /^src\/engine\/words\/say\.ts$/,
    may: [/^src\/engine\/words\//],
    types: [/^locales\/en\.json$/],
  },
  { from: /^src\/engine\//, may: [/^src\/engine\//, LEARNING, /^temporal-polyfill$/] },
  { from: LEARNING, may: [LEARNING, /^src\/engine\/words\//, /^ts-fsrs$/] },
  {
    from: /^src\/words\//,
    may: [/^src\/words\//, /^src\/engine\/words\//, /^(intl-messageformat|zod)$/, NODE],
  },
  { from: /^src\/cards\/(drawing|model|ports|told)\.ts$/, may: [...CARDS, ENGINE_WORDS] },
  { from: /^src\/cards\//, may: [/^src\/cards\//, /^src\/words\//, ENGINE_WORDS] },
  // Pictures get plain data of the cards, and give bytes.
  {
    from: /^src\/pictures\//,
    may: [/^src\/pictures\//, /^src\/cards\/(drawing|model|ports)\.ts$/, ENGINE_WORDS, ...MADE_WITH, NODE],
  },
  { from: /^commands\//, may: [/^commands\//, ENGINE_WORDS, /^src\/command\//] },
  { from: /^src\/command\//, may: [/^src\/command\//, ENGINE_WORDS, /^fastest-levenshtein$/] },
  {
    from: /^src\/bank\//,
    may: [/^src\/bank\//, ENGINE_WORDS, /^src\/engine\/rules\/random\.ts$/, /^(yaml|zod)$/, NODE],
  },
  // Files of other people: the thread's code is read by the start of that thread alone.
  {
    from: /^src\/packs\//,
    may: [
      /^src\/packs\//,
      /^src\/bank\/(tex|yaml)\.ts$/,
      /^src\/engine\/rules\/random\.ts$/,
      ENGINE_WORDS,
      /^csv-parse\/sync$/,
      NODE,
    ],
  },
  { from: /^src\/opinion\//, may: [/^src\/opinion\//, ENGINE_WORDS, /^zod$/] },
  { from: /^src\/stores\/limits\.ts$/, may: [ENGINE_WORDS, /^rate-limiter-flexible$/] },
  {
    from: /^src\/stores\/memory\//,
    may: [/^src\/stores\/memory\//, LEARNING, /^src\/engine\/(words|ports|rules)\//],
  },
  {
    from: /^src\/stores\/redis\//,
    may: [
      /^src\/stores\/(redis\/|limits\.ts$|memory\/pace\.ts$)/,
      LEARNING,
      /^src\/engine\/(words|ports|rules)\//,
      /^(ioredis|rate-limiter-flexible|zod)$/,
      NODE,
    ],
  },
  {
    from: /^src\/dispatch\//,
    may: [/^src\/dispatch\//, ENGINE_WORDS, /^(bullmq|node-cron)$/],
    types: [/^ioredis$/],
  },
  {
    from: /^src\/platforms\/discord\//,
    may: [
      /^src\/platforms\/discord\//,
      SHARED,
      ...CARDS,
      ENGINE_WORDS,
      /^src\/command\//,
      /^discord\.js$/,
      /^@discordjs\//,
      /^discord-api-types/,
      /^zod$/,
      NODE,
    ],
    types: LANGUAGES,
  },
  {
    from: /^src\/platforms\/slack\//,
    may: [
      /^src\/platforms\/slack\//,
      SHARED,
      ...CARDS,
      ENGINE_WORDS,
      /^src\/command\//,
      /^@slack\//,
      /^(undici|zod)$/,
      NODE,
    ],
    types: LANGUAGES,
  },
  {
    from: /^src\/platforms\/web\//,
    may: [/^src\/platforms\/web\//, SHARED, ...CARDS, ENGINE_WORDS, /^src\/command\//, /^zod$/, NODE],
    types: LANGUAGES,
  },
  { from: /^src\/platforms\/http\.ts$/, may: [NODE] },
  { from: /^src\/platforms\/pace\.ts$/, may: [ENGINE_WORDS, NODE] },
  { from: /^src\/platforms\/presence\.ts$/, may: [ENGINE_WORDS, NODE] },
  { from: /^src\/platforms\/(download|under-way|within)\.ts$/, may: [] },
  { from: /^src\/platforms\/own-reply\.ts$/, may: [/^src\/cards\/model\.ts$/] },
  {
    from: /^src\/ops\//,
    may: [
      /^src\/ops\//,
      ENGINE_WORDS,
      // Statistics of items are shown to whoever runs the bot.
      LEARNING,
      /^src\/platforms\/http\.ts$/,
      /^(pino|prom-client)$/,
      /^@opentelemetry\//,
      NODE,
    ],
  },
  { from: /^src\/node-version\.ts$/, may: [] },
  { from: /^src\/environment\.ts$/, may: [/^fastest-levenshtein$/, NODE] },
  { from: /^src\/config\//, may: [/^src\/config\//, /^zod$/, NODE] },
  { from: /^src\/config\.ts$/, may: [/^src\/config\//, /^src\/environment\.ts$/] },
  { from: /^src\/(app|main|parts|start)\.ts$|^src\/cli\//, may: [/./] },
];

const FILES = [...sources("src"), ...sources("commands")].filter((file) => !file.includes("/public/"));

const ruleOf = (file: string) => RULES.find((rule) => rule.from.test(file));

/** Whether a file may have such an import. */
function may(file: string, { name, isType }: Import): boolean {
  const rule = ruleOf(file);
  const allowed = isType ? [...(rule?.may ?? []), ...(rule?.types ?? [])] : (rule?.may ?? []);
  return allowed.some((pattern) => pattern.test(name));
}

function broken(file: string): string[] {
  if (ruleOf(file) === undefined) return [`${file} belongs nowhere: add a rule for its folder`];
  return importsOf(file)
    .filter((one) => !may(file, one))
    .map(({ name }) => `${file} imports ${name}`);
}

describe("who may import whom", () => {
  it("is held by every file", () => {
    console.log(`import rules: ${FILES.length} files, ${FILES.flatMap(importsOf).length} imports read`);
    expect(FILES.length).toBeGreaterThan(100);
    expect(FILES.flatMap(importsOf).length).toBeGreaterThan(300);
    expect(FILES.flatMap(broken)).toEqual([]);
  });

  it("lets nobody import an entry point, and reads the environment in one place", () => {
    const entries = /^src\/(main\.ts|cli\/)/;
    expect(FILES.filter((file) => namesOf(file).some((name) => entries.test(name)))).toEqual([]);
    const readers = FILES.filter((file) => /process\.env\b/.test(readFileSync(join(ROOT, file), "utf8")));
    expect(readers).toEqual(["src/environment.ts"]);
  });

  it("keeps clock and dice out of the engine, learning, the cards and the words", () => {
    const impure =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bTemporal\.Now\b|\bsetTimeout\(|\brandomBytes\b/;
    const pure = FILES.filter((file) => /^src\/(engine|learning|cards|words)\//.test(file));
    expect(pure.length).toBeGreaterThan(40);
    expect(pure.filter((file) => impure.test(readFileSync(join(ROOT, file), "utf8")))).toEqual([]);
  });

  it("is about files that there are, each rule", () => {
    const used = new Set(FILES.map(ruleOf));
    expect(RULES.filter((rule) => !used.has(rule))).toEqual([]);
  });

  for (const [file, names] of Object.entries(FORBIDDEN))
    it(`would notice what ${file} must not import`, () => {
      expect(FILES).toContain(file);
      const seen = names.filter(
        (name) => !may(file, { name, isType: false }) && !may(file, { name, isType: true }),
      );
      expect(seen).toEqual(names);
    });

  it("would notice for every rule but that of the wiring", () => {
    const tried = new Set(Object.keys(FORBIDDEN).map(ruleOf));
    const wiring = ruleOf("src/app.ts");
    expect(RULES.filter((rule) => rule !== wiring && !tried.has(rule))).toEqual([]);
  });

  it("would notice a platform that reads languages itself, and an engine that holds the words", () => {
    const name = "src/words/languages.ts";
    for (const platform of ["discord", "slack", "web"]) {
      expect(may(`src/platforms/${platform}/index.ts`, { name, isType: true })).toBe(true);
      expect(may(`src/platforms/${platform}/index.ts`, { name, isType: false })).toBe(false);
    }
    expect(may("src/engine/words/say.ts", { name: "locales/en.json", isType: true })).toBe(true);
    expect(may("src/engine/words/say.ts", { name: "locales/en.json", isType: false })).toBe(false);
  });

  it("reads imports of every form", () => {
    const text = [
      'import type en from "../../locales/en.json";',
      'import { cardOf } from "../cards/index.ts";',
      'export type { Words } from "./words.ts";',
      'import "node:fs";',
      'const late = await import("zod");',
    ].join("\n");
    expect(importsIn(text, "src/words/some.ts")).toEqual([
      { name: "locales/en.json", isType: true },
      { name: "src/cards/index.ts", isType: false },
      { name: "src/words/words.ts", isType: true },
      { name: "node:fs", isType: false },
      { name: "zod", isType: false },
    ]);
    expect(namesOf("src/start.ts")).toContain("src/app.ts");
    expect(namesOf("src/main.ts")).toContain("src/start.ts");
  });
});
