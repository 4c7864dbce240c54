import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { deal } from "../../src/engine/rules/deal.ts";
import { secretOf } from "../../src/engine/rules/secrets.ts";
import type { ChoiceItem, Item } from "../../src/engine/words/item.ts";
import type { Round } from "../../src/engine/words/round.ts";
import { createRedisStore, type RedisStore } from "../../src/stores/redis/index.ts";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { answerOf, makeRound, PLACE, practice, TEAM } from "./fixtures.ts";
import { contentsOf } from "./harness.ts";
import { recordingLog } from "./logs.ts";

let server: RedisServer;
let admin: Redis;
const stores: RedisStore[] = [];
beforeAll(async () => {
  server = await startRedis(["--appendonly", "no"]);
  admin = new Redis(server.url);
});
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  await admin.flushall();
});
afterAll(async () => {
  admin.disconnect();
  await server.stop();
});

const ITEM: ChoiceItem = {
  id: "cnn.c1",
  concept: { id: "stride", name: "Stride" },
  topic: { id: "cnn", name: "Convolution" },
  difficulty: "medium",
  links: [{ title: "Book", url: "https://example.org/" }],
  kind: "choice",
  version: 3,
  stem: "What does a stride of two do?",
  key: { text: "halves the width", because: "every other place" },
  distractors: [
    { text: "doubles it", because: "no" },
    { text: "nothing", because: "no" },
    { text: "pads it", because: "no" },
  ],
  layout: { by: "dealt" },
};
/** Computed from the seed, as families are. */
const numeric = (seed: string): ChoiceItem => ({
  ...{ ...ITEM, id: "cnn.n1", kind: "numeric", stem: `How wide is it with ${seed.length * 7}?` },
  layout: { by: "ascending", values: [4, 1, 9, 16] },
});

/** A store of a process with this bank. */
async function processWith(item: (id: string, seed: string) => Item | null): Promise<RedisStore> {
  const store = createRedisStore({ urls: [server.url], questions: { item } }, recordingLog().log);
  stores.push(store);
  await store.connect();
  return store;
}
const bank = (id: string, seed: string) => (id === ITEM.id ? ITEM : id === "cnn.n1" ? numeric(seed) : null);

function asked(item: ChoiceItem, over: Partial<Round> = {}): Round {
  const seed = "0123456789abcdef";
  const usual = { mode: "practice", answers: "buttons", thread: "off", salt: "", commitment: "" } as const;
  return makeRound({ id: "p1", opensAt: Date.now(), seed, question: deal(item, seed), ...usual, ...over });
}

describe("a practice round", () => {
  it("is read as it was asked, though its text is not kept, by every process with the same bank", async () => {
    for (const item of [ITEM, numeric("0123456789abcdef")]) {
      await admin.flushall();
      const round = asked(item, { onlyFor: "ada", asked: { topic: "stride", difficulty: "hard" } });
      await (await processWith(bank)).addPractice(round);
      expect(await contentsOf([admin])).not.toContain(item.stem);
      const store = await processWith(bank);
      expect(await store.readRound(TEAM, "p1")).toEqual(round);
      expect((await store.answerable(PLACE, "ada")).practice).toEqual(round);
    }
  });

  it("keeps its text where the bank does not give it again, and where it is more than usual", async () => {
    const store = await processWith(() => ({ ...ITEM, stem: "Another?" }));
    for (const round of [asked(ITEM), asked(ITEM, { id: "p2", ping: "everybody" })]) {
      await store.addPractice(round);
      expect(await store.readRound(TEAM, round.id)).toEqual(round);
    }
  });

  it("is judged by the key that it was asked with after the bank was changed, and says so where the text was", async () => {
    const item = numeric("0123456789abcdef");
    const round = asked(item);
    await (await processWith(bank)).addPractice(round);
    const banks: ((id: string, seed: string) => Item | null)[] = [
      () => null,
      () => ({ ...item, version: 4, stem: "How deep is it?" }),
      // Somebody forgot to count the version up, and the key went to another place.
      () => ({ ...item, layout: { by: "ascending", values: [99, 1, 9, 16] } }),
    ];
    for (const [i, changed] of banks.entries()) {
      const store = await processWith(changed);
      const read = await store.readRound(TEAM, "p1");
      expect(read?.question).toMatchObject({
        ...{ itemId: item.id, key: round.question.key, topic: { id: "cnn" }, difficulty: "medium" },
        stem: "This question was changed since it was asked.",
      });
      expect(read && secretOf(read.question)).toBe(secretOf(round.question));
      const { key } = round.question;
      const press = (learner: string, choice: typeof key) =>
        store.recordAnswer(PLACE, "p1", answerOf(learner, choice), practice("2026-11-18"));
      expect(await press(`ada ${i}`, key)).toMatchObject({ kind: "judged", right: true, points: 4 });
      expect(await press(`ben ${i}`, key === 0 ? 1 : 0)).toMatchObject({ kind: "judged", right: false });
    }
  });
});
