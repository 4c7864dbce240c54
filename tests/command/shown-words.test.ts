import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import { FAMILIES } from "../../src/bank/families/index.ts";
import { loadBank } from "../../src/bank/load.ts";
import { cardOf } from "../../src/cards/index.ts";
import { suggest } from "../../src/command/complete.ts";
import { createRegistry } from "../../src/command/define.ts";
import { parseLine } from "../../src/command/line.ts";
import { readOptions } from "../../src/command/read.ts";
import { emptied } from "../../src/engine/uses/ask.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import type { Say } from "../../src/engine/words/say.ts";
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

  const german = { words: loadLanguages(LOCALES).of("de"), can: () => true };
  const wordsOf = (reply: Reply) =>
    cardOf(reply, german).blocks.flatMap((block) => (block.type === "words" ? block.words : []));

  it("stands in the reader's words beside what is typed, where a refusal lists what is allowed", () => {
    const source = readOptions(routeOf("dlq-review", null), { source: "alles" }, domains);
    if (source.ok) throw new Error("understood");
    expect(wordsOf(source.reply)).toContain("due (was fällig ist)");
    const level = readOptions(routeOf("dlq", null), { difficulty: "extrem" }, domains);
    if (level.ok) throw new Error("understood");
    expect(wordsOf(level.reply)).toEqual(["easy (leicht)", "medium (mittel)", "hard (schwer)"]);
  });

  it("stands in the reader's words in a sentence that says what left nothing", () => {
    const bank = { ...loaded.bank, emptiedBy: () => ["difficulties", "kinds", "audience", "role"] as const };
    const filter = {
      difficulties: ["hard"],
      kinds: ["numeric"],
      audience: "fresher",
      role: "data-scientist",
    } as const;
    const [line] = emptied({ bank }, filter).lines;
    const text = german.words
      .rich(line as Say)
      .map((part) => ("text" in part ? part.text : ""))
      .join("");
    for (const word of ["schwer", "zum Ausrechnen", "Berufsanfänger", "Data Scientist"])
      expect(text).toContain(word);
    expect(text).not.toMatch(/hard|numeric|fresher|data-scientist/);
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

describe("the words of commands in other languages", () => {
  const commandOf = (line: string) => {
    const parsed = parseLine(registry, line, domains);
    return parsed.ok ? parsed.command : null;
  };

  it.each([
    ["hilfe", "dlq-help"],
    ["Themen", "dlq-topics"],
    ["fehler", "dlq-mistakes"],
    ["wiederholen", "dlq-review"],
    ["wiederholen lstm schwer", "dlq-review"],
    ["rangliste", "dlq-leaderboard"],
    ["ich", "dlq-me"],
    ["frage cnn", "dlq"],
    ["nächste", "dlq"],
    ["tagesfrage status", "dlq-daily"],
    ["antwort b", "dlq-answer"],
  ])("are understood where somebody types “%s”", (line, name) => expect(commandOf(line)).toBe(name));

  it("are suggested for what looks like them", () => {
    expect(parseLine(registry, "ranglste", domains)).toMatchObject({ reply: { nearest: "rangliste" } });
  });

  it("take no word away from English, and none from what can be asked about", () => {
    const option = registry.route("dlq", null)?.options;
    for (const { value, label, aliases = [] } of domains.command) {
      for (const word of [label, ...aliases]) {
        const first = registry.find(value)?.routes[0]?.subcommand ?? "";
        expect([word, commandOf(`${word} ${first}`)]).toEqual([word, value]);
        const means = Object.entries(option ?? {}).filter(([, one]) => one.parse(word, domains).ok);
        expect([word, means.map(([name]) => name)]).toEqual([word, []]);
      }
    }
    const shadowing = { ...domains, command: [{ value: "dlq-help", label: "cnn", aliases: ["me", "hard"] }] };
    for (const [line, name] of [
      ["cnn", "dlq"],
      ["me", "dlq-me"],
      ["hard", "dlq"],
    ] as const)
      expect(parseLine(registry, line, shadowing)).toMatchObject({ ok: true, command: name });
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
