import { expect, it } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import { createRegistry } from "../../src/command/define.ts";
import { createInbound } from "../../src/command/inbound.ts";
import { parseLine } from "../../src/command/line.ts";
import type { Domains } from "../../src/command/options.ts";
import { createMemoryLimiter } from "../../src/stores/limits.ts";
import { silentMeter } from "../silent-meter.ts";

const none = { topic: [], subject: [], company: [], timezone: [], language: [], weekday: [], command: [] };
const domains: Domains = { ...none, shown: [] };
const registry = createRegistry(COMMANDS);
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const optionsOf = (line: string) => {
  const parsed = parseLine(registry, line, domains);
  return parsed.ok ? [parsed.command, parsed.subcommand, parsed.options] : parsed.reply;
};

it("a pack's name is typed in as many words as it has, beside what else the command takes", () => {
  expect(optionsOf("pack import my planets")).toEqual(["dlq-pack", "import", { name: "my planets" }]);
  expect(optionsOf("pack export my planets csv")).toEqual([
    "dlq-pack",
    "export",
    { pack: "my planets", form: "csv" },
  ]);
  expect(optionsOf("pack retire planets 12")).toEqual([
    "dlq-pack",
    "retire",
    { pack: "planets", question: "12" },
  ]);
  expect(optionsOf("pack export mistakes anki")).toEqual([
    "dlq-pack",
    "export",
    { what: "mistakes", form: "anki" },
  ]);
  expect(optionsOf("pack")).toEqual(["dlq-pack", "list", {}]);
  expect(optionsOf("pack:my-planets")).toEqual(["dlq", null, { pack: "my-planets" }]);
  expect(optionsOf("pack:my planets hard private")).toEqual([
    "dlq",
    null,
    { pack: "my planets", difficulty: "hard", private: "yes" },
  ]);
  expect(optionsOf("export")).toEqual(["dlq-privacy", "export", {}]);
});

it("a pack's name is completed at the end of a line by those that the team has, and by nothing where it has none", async () => {
  const packs = ["my planets", "my stars"];
  const inbound = createInbound({
    ...{ registry, domains, bot: {} as never, store: { claimOnce: async () => true } },
    handlers: {
      completePack: async (team: string, typed: string) =>
        packs
          .filter((name) => team === "web:local" && name.startsWith(typed))
          .map((name) => ({ name, value: name })),
    } as never,
    ...{ limiter: createMemoryLimiter(), log: SILENT, meter: silentMeter },
  });
  const lines = (line: string, team = "web:local") => inbound.completeLine(team as "web:local", line, 5);
  expect(await lines("duel @ben pack:my pl")).toEqual(["duel @ben pack:my planets"]);
  expect(await lines("pack check pack:my")).toEqual([
    "pack check pack:my planets",
    "pack check pack:my stars",
  ]);
  expect(await lines("pack:my s")).toEqual(["pack:my stars"]);
  expect(await lines("pack:my", "web:other")).toEqual([]);
});
