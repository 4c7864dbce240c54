import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import { FAMILIES } from "../../src/bank/families/index.ts";
import { loadBank } from "../../src/bank/load.ts";
import { cardOf } from "../../src/cards/index.ts";
import { suggest } from "../../src/command/complete.ts";
import { createRegistry } from "../../src/command/define.ts";
import { parseLine } from "../../src/command/line.ts";
import { readOptions, refusal } from "../../src/command/read.ts";
import { emptied } from "../../src/engine/uses/ask.ts";
import { encodeAction } from "../../src/engine/words/action-id.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import { type Say, say } from "../../src/engine/words/say.ts";
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
    const scope = readOptions(routeOf("dlq-leaderboard", null), { scope: "alles" }, domains);
    if (scope.ok) throw new Error("understood");
    expect(wordsOf(scope.reply)).toContain("group (dieser Channel)");
  });

  const menusOf = (reply: Reply) =>
    cardOf(reply, german).blocks.flatMap((block) =>
      block.type === "select" ? [block.choices.map(({ label }) => label)] : [],
    );

  it("is a menu that goes on with what was meant, where a press can do that", () => {
    const level = readOptions(routeOf("dlq", null), { topic: "cnn", difficulty: "extrem" }, domains);
    if (level.ok) throw new Error("understood");
    expect(wordsOf(level.reply)).toEqual([]);
    expect(menusOf(level.reply)).toEqual([["leicht", "mittel", "schwer"]]);
    expect(level.reply.choose?.[0]?.action).toEqual({
      verb: "another",
      asked: { topic: "cnn", difficulty: "easy" },
      private: false,
    });
    const firm = readOptions(routeOf("dlq", null), { company: "nowhere at all" }, domains);
    if (firm.ok) throw new Error("understood");
    const menus = menusOf(firm.reply);
    expect(menus.flat()).toHaveLength(loaded.bank.companies().length);
    expect(Math.max(...menus.map((labels) => labels.length))).toBeLessThanOrEqual(25);
    for (const { action } of firm.reply.choose ?? [])
      expect(encodeAction(action).length).toBeLessThanOrEqual(100);
  });

  it("stands by first letters where many values are allowed", () => {
    const reply = refusal(say("line.unknown", { word: "x" }), loaded.bank.companies(), null);
    const [list] = cardOf(reply, german).blocks.filter(({ type }) => type === "list");
    if (list?.type !== "list") throw new Error("no list");
    const rows = list.items.map((item) => item.map((part) => ("text" in part ? part.text : "")).join(""));
    expect(rows.length).toBeLessThan(27);
    expect(rows.find((row) => row.startsWith("G"))).toContain("Google");
    expect(new Set(rows.map((row) => row[0])).size).toBe(rows.length);
    const curriculum = refusal(
      say("line.unknown", { word: "x" }),
      loaded.bank.topics().map(({ id }) => id),
      null,
    );
    const [topics] = cardOf(curriculum, german).blocks.flatMap((block) =>
      block.type === "list" ? [block] : [],
    );
    const letters = (topics?.items ?? []).map(([first]) => (first?.type === "strong" ? first.text : ""));
    expect(letters.slice(0, 3)).toEqual(["A", "B", "C"]);
    expect(letters).toEqual(letters.toSorted());
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
        const means = Object.entries(option ?? {}).filter(
          ([, one]) => one.type.kind !== "name" && one.parse(word, domains).ok,
        );
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
