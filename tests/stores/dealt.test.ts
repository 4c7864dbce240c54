import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { commitmentOf, proofOf } from "../../src/engine/rules/commitment.ts";
import { deal } from "../../src/engine/rules/deal.ts";
import { secretOf } from "../../src/engine/rules/secrets.ts";
import type { ChoiceItem, Item } from "../../src/engine/words/item.ts";
import type { Round } from "../../src/engine/words/round.ts";
import { createRedisStore, type RedisStore } from "../../src/stores/redis/index.ts";
import { shardOf } from "../../src/stores/redis/keys.ts";
import { DIAGRAM } from "../cards/samples/shared.ts";
import { dealt, itemOf } from "../dealt.ts";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { answerOf, award, book, HOUR, makeRound, PLACE, practice, TEAM } from "./fixtures.ts";
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

  it("goes on where its question got a diagram after it was asked, and shows it", async () => {
    await (await processWith(bank)).addPractice(asked(ITEM));
    const store = await processWith(() => ({ ...ITEM, diagram: DIAGRAM }));
    const question = { ...asked(ITEM).question, diagram: DIAGRAM };
    expect((await store.readRound(TEAM, "p1"))?.question).toEqual(question);
  });

  it("goes on where a formula of it came to be set after it was asked, and sets it", async () => {
    await (await processWith(bank)).addPractice(asked(ITEM));
    const formulas = [{ tex: "x", text: ITEM.stem.slice(0, 8) }];
    const store = await processWith(() => ({ ...ITEM, formulas }));
    expect((await store.readRound(TEAM, "p1"))?.question).toEqual({ ...asked(ITEM).question, formulas });
  });

  it("keeps its text where the bank does not give it again, and where it is more than usual", async () => {
    const store = await processWith(() => ({ ...ITEM, stem: "Another?" }));
    const set = { ...ITEM, formulas: [{ tex: "x", text: ITEM.stem.slice(0, 8) }] };
    const more = { ping: "everybody" };
    for (const round of [
      asked(ITEM),
      asked(ITEM, { id: "p2", ...more }),
      asked(set, { id: "p3", ...more }),
    ]) {
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
        ...{ itemId: item.id, key: dealt(round).key, topic: { id: "cnn" }, difficulty: "medium" },
        stem: "This question was changed since it was asked.",
      });
      expect(read && secretOf(read.question)).toBe(secretOf(round.question));
      const { key } = dealt(round);
      const press = (learner: string, choice: typeof key) =>
        store.recordAnswer(PLACE, "p1", answerOf(learner, choice), practice("2026-11-18"));
      expect(await press(`ada ${i}`, key)).toMatchObject({ kind: "judged", right: true, points: 4 });
      expect(await press(`ben ${i}`, key === 0 ? 1 : 0)).toMatchObject({ kind: "judged", right: false });
    }
  });

  it.each([2, 5, 6])("has %i options also after its item went from the bank", async (count) => {
    const item = itemOf(count, ITEM.id);
    const round = asked(item);
    await (await processWith(() => item)).addPractice(round);
    const store = await processWith(() => null);
    const read = await store.readRound(TEAM, "p1");
    expect(dealt(read).options).toHaveLength(count);
    expect(dealt(read).key).toBe(dealt(round).key);
  });
});

describe("a daily round", () => {
  const previous = { date: "2026-11-17", key: "A", option: "of the day before", url: null } as const;

  function opened(over: Partial<Round> = {}): Round {
    const { question } = asked(ITEM);
    const sealed = { salt: "salt", commitment: commitmentOf(proofOf(dealt({ question }), "salt")) };
    const usual = { mode: "daily", answers: "both", thread: "open" } as const;
    const date = "2026-11-18";
    return asked(ITEM, { id: "r1", ...usual, ...sealed, date, previous, before: "r0", ...over });
  }

  async function closed(store: RedisStore, round: Round): Promise<void> {
    await store.openWindow(round, { version: 0, next: null, forget: [] });
    await store.confirmPosted(TEAM, round.id, { channel: "g1", message: "m1" });
    await store.recordAnswer(PLACE, round.id, answerOf("ada", dealt(round).key), null);
    await store.freezeRound(TEAM, round.id, true);
    await book(store, round.id, [award("ada", 21, 1)], round.date);
    await store.takeClose(TEAM, round.id, "token");
  }

  it("that is closed is read as it was, but for the one before, though its text is not kept", async () => {
    for (const over of [{}, { ping: "everybody", before: null }]) {
      await admin.flushall();
      const store = await processWith(bank);
      await closed(store, opened(over));
      expect(await contentsOf([admin])).toContain(ITEM.stem);
      const before = await store.readRound(TEAM, "r1");
      const left = await admin.pttl(`dlq:{${shardOf(TEAM)}}:${TEAM}:r:r1`);
      await store.finishRound(TEAM, "r1");
      await store.finishRound(TEAM, "r1");
      expect(await contentsOf([admin])).not.toContain(ITEM.stem);
      const { previous: _, ...rest } = before as Round;
      expect(await store.readRound(TEAM, "r1")).toEqual({ ...rest, status: "closed" });
      expect(await (await processWith(bank)).readRound(TEAM, "r1")).toEqual({ ...rest, status: "closed" });
      expect(Math.abs((await admin.pttl(`dlq:{${shardOf(TEAM)}}:${TEAM}:r:r1`)) - left)).toBeLessThan(HOUR);
      expect(await store.recordAnswer(PLACE, "r1", answerOf("ben", 1), null)).toMatchObject({ kind: "late" });
      expect(await store.answerOf(TEAM, "r1", "ada")).toBe(dealt(rest).key);
      expect((await store.exportLearner(TEAM, "ada")).answers).toMatchObject({ r1: { awarded: true } });
    }
  });

  it("keeps its text while it is open, and where the bank does not give it again", async () => {
    const store = await processWith(() => ({ ...ITEM, stem: "Another?" }));
    const round = opened();
    await closed(store, round);
    await store.finishRound(TEAM, "r1");
    expect((await store.readRound(TEAM, "r1"))?.question).toEqual(round.question);
  });

  it("that is closed tells its key and its seal after the bank was changed, and says so where the text was", async () => {
    const round = opened();
    const store = await processWith(bank);
    await closed(store, round);
    await store.finishRound(TEAM, "r1");
    const read = await (await processWith(() => null)).readRound(TEAM, "r1");
    const { key, itemId } = dealt(round);
    expect(read).toMatchObject({ salt: "salt", commitment: round.commitment, question: { key, itemId } });
    expect(read?.question.stem).toBe("This question was changed since it was asked.");
    // A step that comes twice makes nothing of it that it was not.
    await (await processWith(() => null)).finishRound(TEAM, "r1");
    expect((await store.readRound(TEAM, "r1"))?.question).toEqual(round.question);
  });
});
