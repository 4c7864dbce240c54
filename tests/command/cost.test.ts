import fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import { completeLine } from "../../src/command/complete.ts";
import { createRegistry } from "../../src/command/define.ts";
import { LIMITS } from "../../src/command/limits.ts";
import { parseLine } from "../../src/command/line.ts";
import type { Domains } from "../../src/command/options.ts";
import { readOptions } from "../../src/command/read.ts";
import { allZones } from "../../src/command/zones.ts";
import { first } from "./first.ts";
import { realBank } from "./real.ts";

/** Comparisons of two words, letter by letter: what made a line expensive. */
const work = vi.hoisted(() => ({ comparisons: 0, letters: 0 }));
vi.mock(import("fastest-levenshtein"), async (original) => {
  const real = await original();
  return {
    ...real,
    distance: (a: string, b: string) => {
      work.comparisons++;
      work.letters += a.length * b.length;
      return real.distance(a, b);
    },
  };
});

const registry = createRegistry(COMMANDS);
const domains: Domains = {
  topic: ["cnn", "rnn", "transformers"].map((value) => ({ value, label: value })),
  subject: realBank().domains.subject,
  company: ["Google", "Hugging Face"].map((value) => ({ value, label: value })),
  timezone: allZones(),
  command: [],
  weekday: [],
  shown: [],
  language: [],
};
/** Looks for what is alike in meaning, and how long what they were given was. */
const looks = vi.hoisted(() => ({ count: 0, words: 0 }));
vi.mock(import("../../src/engine/words/spelling.ts"), async (original) => {
  const real = await original();
  return {
    ...real,
    stemsIn: (text: string) => {
      const stems = real.stemsIn(text);
      looks.words += stems.length;
      return stems;
    },
  };
});
vi.mock(import("../../src/command/alike.ts"), async (original) => {
  const real = await original();
  return {
    ...real,
    alike: (...given: Parameters<typeof real.alike>) => {
      looks.count++;
      return real.alike(...given);
    },
  };
});

/** Every name of every zone compared once or twice: a millisecond or two of a slow machine. */
const MOST_COMPARISONS = 4_000;
/** Stems of words, of all names that were looked up: a twentieth of a millisecond for a hundred. */
const MOST_STEMS = 6_000;
const MOST_LETTERS = MOST_COMPARISONS * 300;

function read(line: string): string {
  const parsed = parseLine(registry, line, domains);
  if (!parsed.ok) return first(parsed.reply);
  const route = registry.route(parsed.command, parsed.subcommand);
  const options = route && readOptions(route, parsed.options, domains);
  return options === undefined || options.ok ? "understood" : first(options.reply);
}

// What names are looked up in is made once, at the start.
read("transfomer");
beforeEach(() => {
  work.comparisons = 0;
  work.letters = 0;
  looks.count = 0;
  looks.words = 0;
});

const unit = fc.constantFrom(
  "x",
  "transfomer",
  "batch",
  "norm",
  "Berlim",
  "Europe/Berlim",
  "new",
  "9am",
  "'",
  '"',
  ",",
  "timezone:",
  "é",
);
const joint = fc.constantFrom(" ", "", ",", ", ", ":");
const line = fc
  .tuple(
    fc.constantFrom("", "daily set ", "daily set timezone:", "daily set topics:", "topic:", "daily "),
    fc.array(fc.tuple(unit, joint), { maxLength: 12 }),
    fc.integer({ min: 1, max: 300 }),
  )
  .map(([head, parts, times]) => (head + parts.flat().join("").repeat(times)).slice(0, 6_000));

describe("a line that is made to be expensive", () => {
  it("of 990 words does not hold up everybody else: the first one that means nothing ends it", () => {
    expect(read(`daily set ${"x ".repeat(990)}`)).toBe(`This line has more than ${LIMITS.words} words.`);
    expect(read("x ".repeat(3_000))).toBe(`This line is longer than ${LIMITS.line} characters.`);
    expect(read(`daily set timezone:${"x".repeat(1_500)}`)).toBe(
      `timezone is longer than ${LIMITS.option} characters.`,
    );
    expect(work.comparisons).toBe(0);
  });

  it("costs no more than a look at every zone, whatever is typed", () => {
    fc.assert(
      fc.property(line, (typed) => {
        work.comparisons = 0;
        work.letters = 0;
        looks.count = 0;
        looks.words = 0;
        read(typed);
        // One round of offers, and a name for each run of words that could be one.
        expect(looks.count).toBeLessThanOrEqual(1);
        expect(looks.words).toBeLessThanOrEqual(MOST_STEMS);
        completeLine(registry, typed, domains, 8);
        expect(work.comparisons).toBeLessThanOrEqual(MOST_COMPARISONS);
        expect(work.letters).toBeLessThanOrEqual(MOST_LETTERS);
      }),
      { numRuns: 600 },
    );
  });

  it("is never repeated whole in the refusal", () => {
    expect(read(`daily set ${"x".repeat(900)}`).length).toBeLessThan(200);
    expect(read(`topic:${"x".repeat(900)}`).length).toBeLessThan(200);
    expect(read(`${"x".repeat(900)}:1`).length).toBeLessThan(200);
    expect(read(`daily ${"x".repeat(900)}`).length).toBeLessThan(200);
  });
});
