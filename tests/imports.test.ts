import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");

/** Imports of a file: static, re-exports and dynamic ones. */
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^"';]*?from\s*["']([^"']+)["']|(?:^|\n)\s*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/g;

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));
}

/** What a file imports: paths from the top of the project for its own files, names for packages. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  return [...text.matchAll(IMPORT)].map((match) => {
    const name = match[1] ?? match[2] ?? match[3] ?? "";
    return name.startsWith(".") ? normalize(relative(ROOT, join(ROOT, dirname(file), name))) : name;
  });
}

interface Rule {
  /** Files that the rule is about. */
  from: RegExp;
  /** All that they may import. */
  may: readonly RegExp[];
}

const ENGINE_WORDS = /^src\/engine\/(words|ports)\//;
const NODE = /^node:/;

/** Who may import whom. The first rule that fits a file holds. */
const RULES: readonly Rule[] = [
  { from: /^src\/engine\/rules\/commitment\.ts$/, may: [/^src\/engine\//, /^node:crypto$/] },
  { from: /^src\/engine\//, may: [/^src\/engine\//, /^temporal-polyfill$/] },
  { from: /^commands\//, may: [/^commands\//, ENGINE_WORDS, /^src\/command\//] },
  { from: /^src\/command\//, may: [/^src\/command\//, ENGINE_WORDS, /^fastest-levenshtein$/] },
  {
    from: /^src\/bank\//,
    may: [/^src\/bank\//, ENGINE_WORDS, /^src\/engine\/rules\/random\.ts$/, /^(yaml|zod)$/, NODE],
  },
  { from: /^src\/stores\/limits\.ts$/, may: [ENGINE_WORDS, /^rate-limiter-flexible$/] },
  { from: /^src\/stores\/memory\//, may: [/^src\/stores\/memory\//, /^src\/engine\/(words|ports|rules)\//] },
  {
    from: /^src\/stores\/redis\//,
    may: [
      /^src\/stores\/(redis\/|limits\.ts$)/,
      /^src\/engine\/(words|ports|rules)\//,
      /^(ioredis|rate-limiter-flexible|zod)$/,
      NODE,
    ],
  },
  { from: /^src\/dispatch\//, may: [/^src\/dispatch\//, ENGINE_WORDS, /^node-cron$/] },
  {
    from: /^src\/platforms\/discord\//,
    may: [
      /^src\/platforms\/(discord\/|(http|presence)\.ts$)/,
      ENGINE_WORDS,
      /^src\/command\//,
      /^discord\.js$/,
      /^@discordjs\//,
      /^discord-api-types/,
      /^zod$/,
      NODE,
    ],
  },
  {
    from: /^src\/platforms\/slack\//,
    may: [
      /^src\/platforms\/(slack\/|(http|presence)\.ts$)/,
      ENGINE_WORDS,
      /^src\/command\//,
      /^@slack\//,
      /^zod$/,
      NODE,
    ],
  },
  {
    from: /^src\/platforms\/web\//,
    may: [/^src\/platforms\/(web\/|http\.ts$)/, ENGINE_WORDS, /^src\/command\//, /^zod$/, NODE],
  },
  { from: /^src\/platforms\/http\.ts$/, may: [NODE] },
  { from: /^src\/platforms\/presence\.ts$/, may: [ENGINE_WORDS, NODE] },
  {
    from: /^src\/ops\//,
    may: [/^src\/ops\//, ENGINE_WORDS, /^src\/platforms\/http\.ts$/, /^(pino|prom-client)$/, NODE],
  },
  { from: /^src\/node-version\.ts$/, may: [] },
  { from: /^src\/environment\.ts$/, may: [NODE] },
  { from: /^src\/config\//, may: [/^src\/config\//, /^zod$/, NODE] },
  { from: /^src\/config\.ts$/, may: [/^src\/config\//, /^src\/environment\.ts$/] },
  { from: /^src\/(app|main|parts|start)\.ts$|^src\/cli\//, may: [/./] },
];

const FILES = [...sources("src"), ...sources("commands")].filter((file) => !file.includes("/public/"));

function broken(file: string): string[] {
  const rule = RULES.find((r) => r.from.test(file));
  if (rule === undefined) return [`${file} belongs nowhere: add a rule for its folder`];
  return importsOf(file)
    .filter((name) => !rule.may.some((pattern) => pattern.test(name)))
    .map((name) => `${file} imports ${name}`);
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
    expect(FILES.filter((file) => importsOf(file).some((name) => entries.test(name)))).toEqual([]);
    const readers = FILES.filter((file) => /process\.env\b/.test(readFileSync(join(ROOT, file), "utf8")));
    expect(readers).toEqual(["src/environment.ts"]);
  });

  it("keeps clock and dice out of the engine", () => {
    const impure =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bTemporal\.Now\b|\bsetTimeout\(|\brandomBytes\b/;
    const engine = FILES.filter((file) => file.startsWith("src/engine/"));
    expect(engine.length).toBeGreaterThan(30);
    expect(engine.filter((file) => impure.test(readFileSync(join(ROOT, file), "utf8")))).toEqual([]);
  });

  it("would notice: an engine file that imports a platform, a package or a store breaks it", () => {
    const rule = RULES.find((r) => r.from.test("src/engine/uses/ask.ts"));
    for (const name of [
      "src/platforms/discord/index.ts",
      "ioredis",
      "src/stores/memory/index.ts",
      "node:fs",
    ]) {
      expect(rule?.may.some((pattern) => pattern.test(name))).toBe(false);
    }
    expect(importsOf("src/start.ts")).toContain("src/app.ts");
    expect(importsOf("src/main.ts")).toContain("src/start.ts");
  });
});
