import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import { FAMILIES } from "../../src/bank/families/index.ts";
import { loadBank } from "../../src/bank/load.ts";
import { suggest } from "../../src/command/complete.ts";
import { createRegistry } from "../../src/command/define.ts";
import { parseLine } from "../../src/command/line.ts";
import { readOptions } from "../../src/command/read.ts";
import { domainsOf } from "../../src/parts.ts";
import { LOCALES, loadLanguages } from "../../src/words/languages.ts";
import { sentence } from "../engine/world.ts";

const registry = createRegistry(COMMANDS);
const loaded = loadBank(join(import.meta.dirname, "../../questions"), FAMILIES);
if (loaded.kind === "refused") throw new Error("the bank is refused");
const domains = domainsOf(loaded.bank, loadLanguages(LOCALES));

function routeOf(name: string, subcommand: string | null) {
  const route = registry.commands
    .find((command) => command.name === name)
    ?.routes.find((one) => one.subcommand === subcommand);
  if (route === undefined) throw new Error(`no ${name}`);
  return route;
}

function read(line: string) {
  const parsed = parseLine(registry, line, domains);
  if (!parsed.ok) throw new Error(line);
  const found = readOptions(routeOf(parsed.command, parsed.subcommand), parsed.options, domains);
  return found.ok ? found.values : found.reply.lines.map(sentence);
}

describe("what the bot shows for a choice", () => {
  it.each([
    ["difficulty:schwer", { difficulty: "hard" }],
    ['kind:"computed numbers"', { kind: "numeric" }],
    ["cnn leicht", { topic: "cnn", difficulty: "easy" }],
    ['leaderboard scope:"the whole team"', { scope: "team" }],
    ["difficulty:HARD", { difficulty: "hard" }],
  ])("can be typed in any language: %s", (line, values) => {
    expect(read(line)).toMatchObject(values);
  });

  it("is found by its beginning in any language", () => {
    const { difficulty } = routeOf("dlq", null).options;
    if (difficulty === undefined) throw new Error("no difficulty");
    expect(suggest(difficulty, "schw", domains, 3)).toEqual([{ name: "hard (schwer)", value: "hard" }]);
  });

  it.each([
    ["mo-fr", [1, 2, 3, 4, 5]],
    ["mo, mi, fr", [1, 3, 5]],
    ["Dienstag", [2]],
    ["sa,so", [6, 7]],
    ["tu-th", [2, 3, 4]],
  ])("reads days as people write them: %s", (days, values) => {
    const options = routeOf("dlq-daily", "set").options;
    const parsed = options.days?.parse(days, domains);
    expect(parsed).toEqual({ ok: true, value: values });
  });
});

describe("several options that do not fit", () => {
  it("are named at once, each with what was probably meant", () => {
    const lines = read("daily set time:25:99 timezone:Berlim days:someday");
    expect(lines).toHaveLength(5);
    expect(lines).toEqual([
      expect.stringContaining("25:99"),
      expect.stringContaining("Berlim"),
      expect.stringContaining("Europe/Berlin"),
      expect.stringContaining("someday"),
      expect.stringContaining("weekdays"),
    ]);
  });
});
