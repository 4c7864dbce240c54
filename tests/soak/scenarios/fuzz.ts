import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { COMMANDS } from "../../../commands/index.ts";
import { FAMILIES } from "../../../src/bank/families/index.ts";
import { loadBank } from "../../../src/bank/load.ts";
import { conceptFileSchema } from "../../../src/bank/schema.ts";
import { readSource } from "../../../src/bank/source.ts";
import { completeLine } from "../../../src/command/complete.ts";
import { createRegistry } from "../../../src/command/define.ts";
import { LIMITS } from "../../../src/command/limits.ts";
import { parseLine } from "../../../src/command/line.ts";
import { readOptions } from "../../../src/command/read.ts";
import { type Random, randomFrom } from "../../../src/engine/rules/random.ts";
import { decodeAction } from "../../../src/engine/words/action-id.ts";
import { domainsOf } from "../../../src/parts.ts";
import * as payloads from "../../../src/platforms/slack/payloads.ts";
import { LOCALES, loadLanguages } from "../../../src/words/languages.ts";
import type { Outcome, Scenario } from "../scenario.ts";

/** What is slow once may be the machine: what stays slow when it is done again is the input. */
const AGAIN = 5;
/** Of the slowest inputs of a kind, so many are tried again. */
const SLOWEST = 20;
/** Most milliseconds that an input should take. */
const LONGEST = 5;
const BANK = join(import.meta.dirname, "../../../questions");

type Kind = { make(random: Random): unknown; read(input: never): void };

const ODD = [
  "\u0000",
  "\u202e",
  "ß",
  "İ",
  "😀",
  "\ud800",
  "é",
  "\u200b",
  "’",
  "٣",
  "`",
  "<@U1|x>",
  "&amp;",
  "\t",
];

function noise(random: Random, longest: number): string {
  const length = random.int(0, longest);
  let text = "";
  while (text.length < length)
    text += random.next() < 0.1 ? random.pick(ODD) : String.fromCharCode(random.int(32, 126));
  return text;
}

/** A text that was once well formed: pieces are cut, doubled, exchanged and made longer. */
function mangled(random: Random, text: string): string {
  let made = text;
  for (let times = random.int(1, 4); times > 0; times--) {
    const at = random.int(0, made.length);
    const end = Math.min(made.length, at + random.int(0, 30));
    const piece = made.slice(at, end);
    made =
      made.slice(0, at) +
      random.pick([
        () => "",
        () => piece.repeat(random.int(1, 30)),
        () => noise(random, 20),
        () => [...piece].reverse().join(""),
        () => random.pick([":", "- ", "  ", "{", "[", "&a ", "*a", "!!str ", "|\n", '"', "'", "#", "\n"]),
      ])() +
      made.slice(end);
  }
  return made;
}

function lines(): Kind {
  const loaded = loadBank(BANK, FAMILIES);
  if (loaded.kind === "refused") throw new Error("the bank has problems");
  const registry = createRegistry(COMMANDS);
  const domains = domainsOf(loaded.bank, loadLanguages(LOCALES));
  const words = [
    ...COMMANDS.flatMap((c) => [
      c.word,
      ...c.routes.flatMap((r) => [r.subcommand ?? "", ...Object.keys(r.options)]),
    ]),
    ...domains.timezone.slice(0, 80).map(({ value }) => value),
    ...domains.topic.map(({ value }) => value),
    ...[
      "9am",
      "09:00",
      "mon-fri",
      "mo-fr",
      "hard",
      "schwer",
      "yes",
      "A",
      "D",
      "none",
      "auto",
      "24:00",
      "25h",
      "9 Uhr",
      "9h30",
      "noon",
      "Monday to Friday",
      "daily except Sunday",
      "montags",
      "United States",
      "Munich",
      "Munihc",
      "IST",
      "UTC+5:30",
      "zone",
      "at",
      "__proto__",
    ],
  ];
  const joins = [" ", ":", "=", ",", ": ", ' "', "  ", '"', " - "];
  return {
    make: (random) => {
      if (random.next() < 0.2) return noise(random, LIMITS.line + 200);
      let line = "";
      for (let left = random.int(1, random.next() < 0.1 ? 200 : 8); left > 0; left--) {
        const word = random.pick(words);
        line += (random.next() < 0.3 ? mangled(random, word) : word) + random.pick(joins);
      }
      return line;
    },
    read: (line: string) => {
      const parsed = parseLine(registry, line, domains);
      completeLine(registry, line, domains, 25);
      const route = parsed.ok ? registry.route(parsed.command, parsed.subcommand) : undefined;
      if (parsed.ok && route !== undefined) readOptions(route, parsed.options, domains);
    },
  };
}

const IDS: Kind = {
  make: (random) => {
    const id = random.pick([
      "dlq:answer:123456789-2026-11-20-abcdef:1",
      "dlq:board:week:team:cnn:1:12",
      "dlq:part:pooling.o1:worked",
      "dlq:another:cnn:hard:1",
      "dlq:allow:123:456",
    ]);
    return random.next() < 0.2 ? noise(random, 120) : mangled(random, id);
  },
  read: (id: string) => void decodeAction(id),
};

/** A payload as Slack sends it. */
const PRESS = {
  type: "block_actions",
  team: { id: "T1", domain: "acme" },
  user: { id: "U1", username: "ada", team_id: "T1" },
  channel: { id: "C1", name: "study" },
  container: { type: "message", channel_id: "C1", message_ts: "1.2", thread_ts: "1.2" },
  message: { ts: "1.2", thread_ts: "1.2" },
  view: { type: "home", private_metadata: "{}" },
  trigger_id: "1.2.3",
  response_url: "https://hooks.example/1",
  actions: [{ action_id: "dlq:answer:r:1", action_ts: "1.2", selected_option: { value: "x" } }],
  event: {
    type: "reaction_added",
    user: "U1",
    reaction: "one",
    item: { type: "message", channel: "C1", ts: "1.2" },
  },
  text: "cnn hard",
  team_id: "T1",
  channel_id: "C1",
  user_id: "U1",
};

/** A value in which something is missing, of another type, or very large. */
function broken(random: Random, value: unknown): unknown {
  if (random.next() < 0.06)
    return random.pick([
      () => null,
      () => undefined,
      () => random.int(-5, 1e9),
      () => noise(random, 2_000),
      () => [],
      () => ({ __proto__: null, constructor: 1 }),
      () => Array.from({ length: 200 }, () => value),
    ])();
  if (Array.isArray(value)) return value.map((one) => broken(random, one));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, broken(random, one)]));
}

const SCHEMAS: readonly z.ZodType[] = Object.values<unknown>(payloads).flatMap((one) =>
  one instanceof z.ZodType ? [one] : [],
);

const PAYLOADS: Kind = {
  make: (random) => broken(random, PRESS),
  read: (payload: unknown) => {
    for (const schema of SCHEMAS) schema.safeParse(payload);
  },
};

function yaml(): Kind {
  const files = readdirSync(BANK, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".yaml"),
  );
  // A stretch of a file: parsing a whole one takes its time, and says nothing about what is odd.
  const texts = files.slice(0, 60).map((file) => readFileSync(join(BANK, file), "utf8").slice(0, 700));
  return {
    make: (random) => mangled(random, random.pick(texts)),
    read: (text: string) => void readSource("fuzz.yaml", text, conceptFileSchema),
  };
}

/** Milliseconds of one reading, and what it threw, if it did. */
function timed(kind: Kind, input: unknown): { ms: number; thrown: string | null } {
  const begun = performance.now();
  try {
    kind.read(input as never);
  } catch (error) {
    return { ms: performance.now() - begun, thrown: error instanceof Error ? error.message : String(error) };
  }
  return { ms: performance.now() - begun, thrown: null };
}

/** Lines, ids, payloads and YAML that nobody means: read or refused, never thrown over, and none that takes long. */
export const FUZZ: Scenario = {
  name: "fuzz",
  about: "lines, ids, payloads and YAML that nobody means",
  unit: "inputs",
  short: 4_000,
  long: 500_000,
  async run(kit, { count, until }): Promise<Outcome> {
    const kinds: Readonly<Record<string, { kind: Kind; share: number }>> = {
      lines: { kind: lines(), share: 0.3 },
      ids: { kind: IDS, share: 0.3 },
      payloads: { kind: PAYLOADS, share: 0.3 },
      yaml: { kind: yaml(), share: 0.1 },
    };
    const random = randomFrom(`${kit.seed}|fuzz`);
    const wrong: string[] = [];
    const notes: string[] = [];
    let done = 0;
    for (const [name, { kind, share }] of Object.entries(kinds)) {
      let slowest: { ms: number; input: unknown }[] = [];
      const most = Math.round(count * share);
      for (let i = 0; i < most && Date.now() < until; i++, done++) {
        const input = kind.make(random);
        const { ms, thrown } = timed(kind, input);
        if (thrown !== null && wrong.length < 20)
          wrong.push(`${name}: ${thrown}, for ${JSON.stringify(input).slice(0, 300)}`);
        if (slowest.length < SLOWEST || ms > (slowest.at(-1)?.ms ?? 0))
          slowest = [...slowest, { ms, input }].sort((a, b) => b.ms - a.ms).slice(0, SLOWEST);
      }
      const again = slowest.map(({ input }) => ({
        input,
        ms: Math.min(...Array.from({ length: AGAIN }, () => timed(kind, input).ms)),
      }));
      const [worst] = again.sort((a, b) => b.ms - a.ms);
      const over = again.filter(({ ms }) => ms > LONGEST).length;
      notes.push(
        `${name}: ${most.toLocaleString("en")}, slowest ${worst?.ms.toFixed(2)} ms${over === 0 ? "" : `, ${over} over ${LONGEST} ms: ${JSON.stringify(worst?.input).slice(0, 120)}`}`,
      );
    }
    return { done, wrong, notes };
  },
};
