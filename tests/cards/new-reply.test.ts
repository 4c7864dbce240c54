import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readDiscord, readPage, readSlack } from "./reading.ts";

/**
 * A copy of the bot that learns a reply which it does not have. What has to change for it is written down
 * here, and nothing else changes: where a platform had to know of it, the copy would not compile.
 */

const ROOT = join(import.meta.dirname, "../..");
const run = promisify(execFile);
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "new-reply-"));
  for (const part of ["src", "commands", "locales", "package.json"])
    cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  const { compilerOptions, exclude } = JSON.parse(readFileSync(join(ROOT, "tsconfig.json"), "utf8"));
  const include = ["src", "commands"];
  writeFileSync(join(copy, "tsconfig.json"), JSON.stringify({ compilerOptions, include, exclude }));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function change(file: string, from: string, to: string): void {
  const text = readFileSync(join(copy, file), "utf8");
  expect(text).toContain(from);
  writeFileSync(join(copy, file), text.replace(from, to));
}

/** The files of the copy that do not compile. */
async function broken(): Promise<string[]> {
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const kept = ["--incremental", "--tsBuildInfoFile", join(copy, "kept.tsbuildinfo")];
  const { stdout } = await run(process.execPath, [tsc, "-p", copy, "--pretty", "false", ...kept], {
    cwd: copy,
  }).catch((error: { stdout: string }) => error);
  return [...new Set(stdout.match(/^[\w/.-]+(?=\(\d+,\d+\): error)/gm) ?? [])];
}

const CARD = `
import type { DareReply } from "../engine/words/reply.ts";
import { text } from "../words/inline.ts";
import { card, paragraph, type Reader, rich } from "./build.ts";
import type { Card } from "./model.ts";

export function dare(reply: DareReply, reader: Reader): Card {
  const title = reader.words.plain("dare.title");
  const line = rich(reader, "dare.line", { name: { name: reply.name } });
  return card(reply, { title, spoken: [text(title)], blocks: [paragraph(line)] });
}
`;

const DRAW = `
import { cardOf } from "./src/cards/index.ts";
import { draw as onDiscord } from "./src/platforms/discord/draw/index.ts";
import { draw as onSlack } from "./src/platforms/slack/draw/index.ts";
import { draw as onThePage } from "./src/platforms/web/draw/index.ts";
import { LOCALES, loadLanguages } from "./src/words/languages.ts";

const words = loadLanguages(LOCALES).of(process.argv[2] ?? "en");
const card = cardOf({ kind: "dare", visibility: "private", name: "Ada" }, { words, can: () => true });
console.log(JSON.stringify([onDiscord(card), onSlack(card, "whole"), onThePage(card)]));
`;

/** What people read of the new reply on the three platforms. */
async function drawn(language: string): Promise<string[]> {
  const { stdout } = await run(process.execPath, ["--import", "tsx", "draw.ts", language], { cwd: copy });
  const [discord, slack, page] = JSON.parse(stdout);
  return [readDiscord(discord), readSlack(slack), readPage(page)].map((words) => words.join(" "));
}

it("wants one card function and one entry per language for a new reply, and compiles nowhere else", async () => {
  change(
    "src/engine/words/reply.ts",
    "export type Reply =",
    'export interface DareReply { kind: "dare"; visibility: "private"; name: string }\nexport type Reply =\n  | DareReply',
  );
  change("locales/en.json", "{", '{ "dare.title": "A dare", "dare.line": "{name} dares you.",');
  expect(await broken()).toEqual(["src/cards/index.ts"]);

  writeFileSync(join(copy, "src/cards/dare.ts"), CARD);
  change("src/cards/index.ts", "import ", 'import { dare } from "./dare.ts";\nimport ');
  change("src/cards/index.ts", "    question,", "    dare,\n    question,");
  expect(await broken()).toEqual([]);

  change(
    "locales/de.json",
    "{",
    '{ "dare.title": "Eine Mutprobe", "dare.line": "{name} fordert dich heraus.",',
  );
  writeFileSync(join(copy, "draw.ts"), DRAW);
  expect(await drawn("en")).toEqual(Array(3).fill("A dare Ada dares you"));
  expect(await drawn("de")).toEqual(Array(3).fill("Eine Mutprobe Ada fordert dich heraus"));

  // The same copy, with a platform that has to know every kind.
  change(
    "src/platforms/slack/draw/index.ts",
    "function blocksOf(",
    'type Known = Record<Exclude<Card["kind"], "dare">, true>[Card["kind"]];\nfunction blocksOf(',
  );
  expect(await broken()).toEqual(["src/platforms/slack/draw/index.ts"]);
}, 300_000);
