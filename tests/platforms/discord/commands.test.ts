import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApplicationCommandOptionType as Kind } from "discord.js";
import { describe, expect, it, onTestFinished } from "vitest";
import { COMMANDS } from "../../../commands/index.ts";
import { createRegistry, defineCommand, route } from "../../../src/command/define.ts";
import { known, oneOf, required, text } from "../../../src/command/options.ts";
import { commandProblems } from "../../../src/platforms/discord/command-limits.ts";
import { choices, commandsJson, menusJson } from "../../../src/platforms/discord/commands.ts";
import { LOCALES, loadLanguages } from "../../../src/words/languages.ts";
import { DiscordStandIn } from "../../stand-ins/discord/index.ts";
import { commandsRules } from "../../stand-ins/discord/rules.ts";
import { pseudoLanguages } from "../../words/pseudo.ts";
import { LogBook, ScriptedInbound } from "../harness.ts";
import { languages } from "../speaking.ts";
import { createPlatform } from "./harness.ts";

const run = () => Promise.reject(new Error("not run here"));
const words = "language.questions" as const;
const head = { description: words, visibility: "private", examples: [] } as const;

describe("commands as Discord wants them", () => {
  it("derives every command of the bot within the limits", () => {
    const commands = commandsJson(createRegistry(COMMANDS), languages);
    expect(commandProblems(commands)).toEqual([]);
    expect(commands.map((c) => c.name)).toEqual(COMMANDS.map((c) => c.name));
    for (const command of commands)
      expect([
        [[0], [0]],
        [
          [0, 1, 2],
          [0, 1],
        ],
      ]).toContainEqual([command.contexts, command.integration_types]);
  });

  it("has an entry for the menu of a message, named in every language, of no more than 32 characters", () => {
    expect(menusJson(languages)).toEqual([
      {
        type: 3,
        name: "Ask about this",
        name_localizations: expect.objectContaining({ de: "Dazu etwas fragen" }),
        contexts: [0, 1, 2],
        integration_types: [0, 1],
      },
    ]);
    expect(commandsRules.safeParse(menusJson(pseudoLanguages())).error?.message).toBeUndefined();
  });

  it("speaks to Spain and to Latin America alike, and to nobody in the language that all others see", () => {
    const real = loadLanguages(LOCALES);
    const all = commandsJson(createRegistry(COMMANDS), real);
    expect(commandProblems(all)).toEqual([]);
    const told = all[0]?.description_localizations ?? {};
    expect(told["es-419"]).toBe(real.of("es").plain("command.ask"));
    expect(told["es-ES"]).toBe(told["es-419"]);
    expect(Object.keys(told).filter((locale) => locale.startsWith("en"))).toEqual([]);
  });

  it("calls commands as people call them in their language, none like another, and asks by its short name", () => {
    const all = commandsJson(createRegistry(COMMANDS), loadLanguages(LOCALES));
    const named = (name: string) => all.find((command) => command.name === name)?.name_localizations;
    expect(named("dlq")).toEqual({});
    expect(named("dlq-review")).toMatchObject({
      de: "dlq-wiederholen",
      "es-419": "dlq-repaso",
      ja: "dlq-復習",
      hi: "dlq-दोहराव",
    });
    expect(named("dlq-plan")?.["zh-CN"]).toBe("dlq-计划");
    expect(commandsRules.safeParse(all).error?.message).toBeUndefined();
    const twice = all.map((command) => ({ ...command, name_localizations: { de: "dlq-eins" } }));
    expect(commandProblems(twice)).toContain("two commands share a name in de");
    const [first] = all;
    const bad = first === undefined ? [] : [{ ...first, name_localizations: { de: "Zwei Wörter" } }];
    expect(commandProblems(bad)[0]).toContain("/dlq in de");
  });

  it("speaks a language more as soon as its file lies beside the others", () => {
    const folder = mkdtempSync(join(tmpdir(), "locales-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    cpSync(LOCALES, folder, { recursive: true });
    writeFileSync(join(folder, "it.json"), JSON.stringify({ "command.ask": "Fa una domanda qui" }));
    const more = loadLanguages(folder);
    expect(more.all).toContain("it");
    expect(more.of("it-CH").plain("trap")).toBe(more.of("en").plain("trap"));
    const [ask] = commandsJson(createRegistry(COMMANDS), more);
    expect(ask?.description_localizations?.it).toBe("Fa una domanda qui");
    expect(commandProblems(commandsJson(createRegistry(COMMANDS), more))).toEqual([]);
  });

  it("gives each kind of option the type that people know from Discord", () => {
    const byName = new Map(commandsJson(createRegistry(COMMANDS), languages).map((c) => [c.name, c]));
    const ask = byName.get("dlq")?.options ?? [];
    expect(ask.find((o) => o.name === "topic")).toMatchObject({ type: Kind.String, autocomplete: true });
    expect(ask.find((o) => o.name === "private")).toMatchObject({ type: Kind.Boolean });
    expect(ask.find((o) => o.name === "kind")).toMatchObject({
      choices: expect.arrayContaining([
        expect.objectContaining({ name: "multiple choice", value: "choice" }),
      ]),
    });
    const set = byName.get("dlq-daily")?.options?.find((o) => o.name === "set");
    expect(set).toMatchObject({ type: Kind.Subcommand });
    const options = set?.type === Kind.Subcommand ? (set.options ?? []) : [];
    const type = (name: string) => options.find((o) => o.name === name)?.type;
    expect([type("channel"), type("ping"), type("timezone")]).toEqual([Kind.Channel, Kind.Role, Kind.String]);
  });

  it("puts required options first and completes a list that is too long to choose from", () => {
    const many = Array.from({ length: 26 }, (_, i) => `value-${i}`);
    const command = defineCommand({
      name: "dlq-test",
      description: words,
      route: route({
        ...head,
        options: {
          late: text(words, 10),
          many: oneOf(words, many),
          first: required(known(words, "topic")),
        },
        run,
      }),
    });
    const [json] = commandsJson(createRegistry([command]), languages);
    expect(json?.options?.map((o) => o.name)).toEqual(["first", "late", "many"]);
    expect(json?.options?.[2]).toMatchObject({ autocomplete: true });
    expect(json?.options?.[1]).toMatchObject({ max_length: 10 });
  });

  it("finds what Discord would refuse, and the mix that it would silently break", () => {
    const option = { type: Kind.String, name: "x", description: "y" } as const;
    const good = { name: "good", description: "Good" };
    const broken = [
      { ...good, name: "Bad Name" },
      { ...good, description: "" },
      { ...good, description: "x".repeat(101) },
      { ...good, options: Array.from({ length: 26 }, (_, i) => ({ ...option, name: `x${i}` })) },
      { ...good, options: [option, option] },
      { ...good, options: [option, { ...option, name: "z", required: true }] },
      { ...good, options: [option, { type: Kind.Subcommand as const, name: "sub", description: "y" }] },
      { ...good, options: [{ ...option, choices: [{ name: "a", value: "v".repeat(101) }] }] },
      {
        ...good,
        options: [
          { ...option, choices: Array.from({ length: 26 }, (_, i) => ({ name: `${i}`, value: `${i}` })) },
        ],
      },
      {
        ...good,
        options: Array.from({ length: 25 }, (_, i) => ({
          ...option,
          name: `x${i}`,
          choices: Array.from({ length: 4 }, (_, j) => ({ name: "n".repeat(99) + j, value: `${j}` })),
        })),
      },
    ];
    expect(commandProblems([good])).toEqual([]);
    for (const one of broken) expect(commandProblems([one])).toHaveLength(1);
    expect(commandProblems([good, good])).toEqual(["two commands share a name"]);
  });

  it("offers suggestions within the limits only", () => {
    const long = { name: "n".repeat(150), value: "v".repeat(101) };
    const found = choices([long, { name: "n".repeat(150), value: "v" }, { name: "", value: "w" }]);
    expect(found.map((c) => [c.name.length, c.value])).toEqual([
      [100, "v"],
      [1, "w"],
    ]);
    expect(choices(Array.from({ length: 40 }, (_, i) => ({ name: `${i}`, value: `${i}` })))).toHaveLength(25);
  });
});

describe("publishing", () => {
  async function startOnce(discord: DiscordStandIn): Promise<LogBook> {
    const log = new LogBook();
    const platform = createPlatform({ token: discord.token, apiUrl: `${discord.url}/v10/` }, log);
    await platform.start(new ScriptedInbound());
    await platform.stop();
    return log;
  }
  const overwrites = (discord: DiscordStandIn) =>
    discord.router.seen.filter((r) => r.method === "PUT").length;

  it("happens once, and again only when Discord holds something else", async () => {
    const discord = await DiscordStandIn.start({ identifyEvery: 0 });
    await startOnce(discord);
    await startOnce(discord);
    expect(overwrites(discord)).toBe(1);
    expect(discord.world.commands).toHaveLength(COMMANDS.length + 1);
    discord.world.commands = discord.world.commands.slice(1);
    await startOnce(discord);
    expect(overwrites(discord)).toBe(2);
    expect(discord.violations).toEqual([]);
    await discord.stop();
  });

  it("goes ahead where Discord does not say what it holds, and does not stop the start where it refuses", async () => {
    const discord = await DiscordStandIn.start({ identifyEvery: 0 });
    discord.router.refuse("GET", /commands$/, 404);
    await startOnce(discord);
    expect(overwrites(discord)).toBe(1);
    discord.world.commands = [];
    discord.router.refuse("PUT", /commands$/, 403);
    const log = await startOnce(discord);
    expect(log.errors()).toHaveLength(1);
    await discord.stop();
  });
});
