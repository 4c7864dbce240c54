import type { Bank, BankEntry } from "../../src/engine/ports/bank.ts";
import type { ButtonPress } from "../../src/engine/ports/platform.ts";
import { hash32 } from "../../src/engine/rules/random.ts";
import { subjectsOf } from "../../src/engine/uses/choosing.ts";
import { opensForm } from "../../src/engine/words/press.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import { createMemoryStore } from "../../src/stores/memory/index.ts";
import { createRedisStore } from "../../src/stores/redis/index.ts";
import { createWorld, DAY, type World } from "../engine/world.ts";
import { MINDS, type MindName, type Outcome, WAYS } from "../learning/simulation/group.ts";
import type { RedisServer } from "../setup/redis-server.ts";

const SEEDS = ["one", "two", "three", "four", "five"] as const;
const GROUP = { learners: 20, days: 60 } as const;
/** Answers of a learner on a day on which they come. */
const LOADS = [20, 10] as const;

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const percent = (share: number) => `${(100 * share).toFixed(1)}%`.padStart(6);

/**
 * What sessions are good for: what a simulated group remembers in the end, by the way in which it was asked the same
 * number of questions.
 */
export async function benchLearning(bank: Bank): Promise<void> {
  for (const answers of LOADS) {
    for (const mind of Object.keys(MINDS) as MindName[]) {
      const title = `Learning: ${GROUP.learners} learners, ${GROUP.days} days, ${answers} questions a day; memory: ${mind}`;
      const seeds = `recall at the end, mean over all concepts, by seed (${SEEDS.join(", ")}); concepts that were met`;
      process.stdout.write(`\n${title}\n  ${seeds}\n`);
      let sessions: readonly number[] | null = null;
      for (const [name, way] of Object.entries(WAYS)) {
        const found: Outcome[] = [];
        for (const seed of SEEDS) found.push(await way(bank, { ...GROUP, seed, mind, answers }));
        const recalls = found.map(({ recall }) => recall);
        sessions ??= recalls;
        const ahead = recalls.filter((one, i) => one < (sessions?.[i] ?? 0)).length;
        const spread = recalls.map(percent).join(" ");
        const met = Math.round(mean(found.map(({ met }) => met)));
        const than =
          recalls === sessions ? "" : `  sessions are ahead with ${ahead} of ${SEEDS.length} seeds`;
        process.stdout.write(
          `  ${name.padEnd(40)} ${percent(mean(recalls))}  (${spread})  ${String(met).padStart(3)}${than}\n`,
        );
      }
    }
  }
}

const CONCEPTS = 300;
const AGAIN = "~again";
const QUESTIONS = 1_000;
const SESSION = 30;
/** Questions before the first that counts: code that was never run has to be compiled first. */
const BEFORE = 900;

/** The bank with some of its concepts twice, so that there are 300. */
function enlarged(bank: Bank): Bank {
  const all = bank.pool({ kinds: ["choice", "numeric"] });
  const ids = [...subjectsOf(bank, null).keys()].slice(0, CONCEPTS - subjectsOf(bank, null).size);
  const twice = all
    .filter(({ concept }) => ids.includes(concept.id))
    .map((entry) => ({
      ...entry,
      id: entry.id + AGAIN,
      concept: { ...entry.concept, id: entry.concept.id + AGAIN },
    }));
  const pool: readonly BankEntry[] = [...all, ...twice];
  const plain = (id: string) => id.replace(AGAIN, "");
  return {
    ...bank,
    pool: () => pool,
    prerequisites: (id) => bank.prerequisites(plain(id)),
    find: (id) => pool.find((one) => one.id === id) ?? null,
    item: (id, seed) => {
      const item = bank.item(plain(id), seed);
      return item === null ? null : { ...item, id };
    },
  };
}

function pressOf(reply: Reply | null, label: string): ButtonPress["action"] {
  const all = reply !== null && "buttons" in reply ? reply.buttons : [];
  const found = all.find((one) => (typeof one.label === "string" ? one.label : one.label.id) === label);
  if (found === undefined || opensForm(found.action)) throw new Error(`no ${label} under ${reply?.kind}`);
  return found.action;
}

/** Processor time of some work, in milliseconds. */
async function costOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** Turns of a loop that does the same each time: how long they take differs by the machine alone. */
const TURNS = 1_500_000;
function turn(): number {
  let value = 1;
  for (let i = 0; i < TURNS; i++) value = Math.imul(value ^ i, 2_654_435_761) | 1;
  return value;
}

/** Processor time of the next questions of a session of somebody who remembers 300 concepts, and of a loop after each. */
async function nextQuestions(world: World): Promise<{ times: number[]; loops: number[] }> {
  const { place, store, deps } = world;
  const subjects = subjectsOf(deps.bank, null);
  for (const { id, entries } of subjects.values()) {
    for (let i = 0; i < 3; i++) {
      const [at, item] = [world.now() - (20 - 6 * i) * DAY, entries[i % entries.length]?.id ?? ""];
      const right = hash32(`${id}${i}`) % 4 > 0;
      await store.recordReview(place.team, "ada", {
        ...{ id: `b${i}${hash32(id).toString(36)}`, at, concept: id, item, mode: "practice" },
        outcome: { kind: "choice", right, confidence: null, difficulty: "medium", hints: 0 },
      });
    }
  }
  const ada = () => world.as("ada");
  const [times, loops]: [number[], number[]] = [[], []];
  while (times.length < BEFORE + QUESTIONS) {
    let reply: Reply | null = await world.bot.review(ada(), { source: "exam", count: SESSION });
    for (let i = 1; i < SESSION; i++) {
      const told = await world.handlers.button({ ...ada(), action: pressOf(reply, "A") });
      const next = pressOf(told, "button.next");
      const asks = async () => {
        reply = await world.handlers.button({ ...ada(), action: next });
      };
      times.push(await costOf(asks));
      loops.push(await costOf(turn));
    }
    await world.handlers.button({ ...ada(), action: pressOf(reply, "button.stop") });
  }
  return { times: times.slice(BEFORE), loops: loops.slice(BEFORE) };
}

function spread(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const [middle, all] = [mean(values), [0.5, 0.99, 1].map((share) => `${at(share).toFixed(2)} ms`)];
  return `mean ${middle.toFixed(2)} ms, median ${all[0]}, p99 ${all[1]}, the longest ${all[2]}`;
}

/** What the next question of a session costs. */
export async function benchSession(server: RedisServer, bank: Bank): Promise<void> {
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const redis = createRedisStore({ urls: [server.url] }, silent);
  await redis.connect();
  const stores = { "in memory": createMemoryStore, "with Redis": () => redis } as const;
  process.stdout.write(
    `\nThe next question of a session, ${CONCEPTS} concepts remembered, ${QUESTIONS} questions after ${BEFORE} others; processor time of ours, the limit is 5 ms\n`,
  );
  for (const [name, open] of Object.entries(stores)) {
    const world = createWorld(new Date().toISOString(), open);
    world.deps.bank = enlarged(bank);
    const { times, loops } = await nextQuestions(world);
    process.stdout.write(`  ${name.padEnd(34)} ${spread(times)}\n`);
    process.stdout.write(`  ${"a loop of the same turns, meanwhile".padEnd(34)} ${spread(loops)}\n`);
  }
  await redis.close();
}
