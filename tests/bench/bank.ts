import { join } from "node:path";
import { FAMILIES } from "../../src/bank/families/index.ts";
import { loadBank, packFolder } from "../../src/bank/load.ts";
import { loadPacked } from "../../src/bank/packed.ts";
import type { Bank, BankFilter } from "../../src/engine/ports/bank.ts";
import { randomFrom } from "../../src/engine/rules/random.ts";
import { interleaved, median, table, timed } from "./figures.ts";

const QUESTIONS = join(import.meta.dirname, "../../questions");
const LOADS = 5;
const ROUNDS = 7;
const PICKS = 5_000;
const LIMIT = "the limit is 0.5 s";

const kept = (seconds: number) => (seconds <= 0.5 ? "keeps" : "MISSES");

export function openBank(): Bank {
  const loaded = loadBank(QUESTIONS, FAMILIES);
  if (loaded.kind === "refused") throw new Error(`The question bank has ${loaded.problems.length} problems.`);
  return loaded.bank;
}

/** Loading and indexing all questions, and a random pick under several filters. */
export async function benchBank(): Promise<void> {
  const first = (await timed(openBank)) / 1_000;
  const again: number[] = [];
  for (let i = 0; i < LOADS; i++) again.push((await timed(openBank)) / 1_000);
  const packed = packFolder(QUESTIONS, FAMILIES);
  if (packed.kind === "refused") throw new Error("The question bank has problems.");
  const starts: number[] = [];
  for (let i = 0; i < LOADS; i++) starts.push((await timed(() => loadPacked(packed.json, FAMILIES))) / 1_000);
  const bank = openBank();
  table(
    `Bank: loading and indexing ${bank.size.toLocaleString("en")} entries`,
    "s",
    [
      { name: "packed by the build, as at a start", values: starts },
      { name: "a folder of YAML, first time", values: [first] },
      { name: "a folder of YAML, again", values: again },
    ],
    `${LIMIT}; a start ${kept(median(starts))} it, a folder ${kept(first)} it the first time and ${kept(median(again))} it again`,
  );
  const [topic] = bank.topics();
  const filters: Record<string, BankFilter> = {
    "no filter": {},
    "one topic": { topics: [topic?.id ?? ""] },
    "topic and difficulty": { topics: [topic?.id ?? ""], difficulties: ["hard"] },
    "kind and difficulty": { kinds: ["choice", "numeric"], difficulties: ["easy"] },
    "company and role": { company: bank.companies()[0], role: "data-scientist" },
  };
  const random = randomFrom("bench");
  const ways = Object.entries(filters).map(([name, filter]) => [
    `${name} (${bank.pool(filter).length} fit)`,
    async () =>
      ((await timed(() => {
        for (let i = 0; i < PICKS; i++) bank.pick(filter, random);
      })) *
        1_000) /
      PICKS,
  ]);
  const figures = await interleaved(ROUNDS, Object.fromEntries(ways));
  table("Bank: a random pick", "µs", figures, `median of ${ROUNDS} rounds of ${PICKS} picks`);
}
