import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import { completeLine } from "../../src/command/complete.ts";
import { createRegistry } from "../../src/command/define.ts";
import { createInbound } from "../../src/command/inbound.ts";
import { parseLine } from "../../src/command/line.ts";
import { type Domains, days } from "../../src/command/options.ts";
import { readOptions } from "../../src/command/read.ts";
import { first } from "./first.ts";

const registry = createRegistry(COMMANDS);
const domains: Domains = {
  topic: ["cnn", "rnn"].map((value) => ({ value, label: value })),
  subject: ["cnn", "rnn"].map((value) => ({ value, label: value })),
  company: [{ value: "Hugging Face", label: "Hugging Face" }],
  timezone: [{ value: "Europe/Berlin", label: "Europe/Berlin" }],
  command: [],
  weekday: [],
  shown: [],
  language: [],
};

const WORDS = "option.days";

/** Words that every JavaScript object knows. */
const BUILT_IN = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"];
const word = fc.constantFrom(
  ...BUILT_IN,
  ...COMMANDS.flatMap((c) => [
    c.word,
    ...c.routes.map((r) => r.subcommand ?? ""),
    ...Object.keys(c.routes[0]?.options ?? {}),
  ]),
  "days",
  "mon-fri",
  "9am",
  "cnn",
  '"',
);
const line = fc
  .array(fc.tuple(word, fc.constantFrom(" ", ":", "=", ",", ": ", ' "')), { maxLength: 6 })
  .map((parts) => parts.flat().join(""));

describe("what nobody means to type", () => {
  it("is refused or understood, never thrown over, and completed without harm", () => {
    fc.assert(
      fc.property(fc.oneof(line, fc.string()), (typed) => {
        const parsed = parseLine(registry, typed, domains);
        if (parsed.ok) {
          const route = registry.route(parsed.command, parsed.subcommand);
          if (route === undefined) throw new Error("no such route");
          expect(typeof readOptions(route, parsed.options, domains).ok).toBe("boolean");
        }
        expect(Array.isArray(completeLine(registry, typed, domains, 5))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(BUILT_IN)("%s is no option, no day and no subcommand", (name) => {
    const said = (typed: string) => {
      const parsed = parseLine(registry, typed, domains);
      return parsed.ok ? parsed.options : first(parsed.reply);
    };
    expect(said(name)).toContain("No topic");
    expect(said(`daily set ${name}`)).toContain("Not understood");
    expect(Object.entries(said(`${name}:x`))).toEqual([[name.toLowerCase(), "x"]]);
    expect(days(WORDS).parse(name, domains).ok).toBe(false);
    expect(completeLine(registry, `${name}:`, domains, 5)).toEqual([]);
  });

  it("completes nothing for an option that is none", () => {
    const inbound = createInbound({ registry, domains } as never);
    for (const option of BUILT_IN) {
      expect(inbound.complete({ command: "dlq", subcommand: null, option, typed: "" }, 5)).toEqual([]);
    }
  });
});

describe("days", () => {
  it.each(["monkey", "month", "money", "sunny", "fridge", "wedding", "m", "sat-sunny", "mon--fri", "-"])(
    "%s are none",
    (typed) => {
      expect(days(WORDS).parse(typed, domains).ok).toBe(false);
    },
  );

  it.each([
    ["tues, thurs", [2, 4]],
    ["Mondays", [1]],
    ["mon–fri", [1, 2, 3, 4, 5]],
    ["Saturday - Sunday", [6, 7]],
  ])("%s are %j", (typed, value) => {
    expect(days(WORDS).parse(typed, domains)).toEqual({ ok: true, value });
  });
});

describe("lists on a typed line", () => {
  it("go on after a comma and a space, as phones write them", () => {
    expect(parseLine(registry, "daily set topics: cnn, rnn time: 9am", domains)).toMatchObject({
      options: { topics: "cnn, rnn", time: "9am" },
    });
    expect(parseLine(registry, "daily set days:mon, wed, fri 9am", domains)).toMatchObject({
      options: { days: "mon, wed, fri", time: "9am" },
    });
    expect(parseLine(registry, "daily set mon, wed 9am", domains)).toMatchObject({
      options: { days: "mon, wed", time: "9am" },
    });
    expect(parseLine(registry, "cnn, hard", domains)).toMatchObject({
      options: { topic: "cnn", difficulty: "hard" },
    });
  });

  it("of a command by another name are completed with its own options", () => {
    expect(completeLine(registry, "board te", domains, 5)).toEqual(["board team"]);
  });
});
