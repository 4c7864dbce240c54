import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cardOf } from "../../src/cards/index.ts";
import { told } from "../../src/cards/told.ts";
import type { Bank } from "../../src/engine/ports/bank.ts";
import { labelsOf, localDate } from "../../src/engine/rules/calendar.ts";
import { draftOf } from "../../src/engine/rules/reviews.ts";
import type { ChoiceItem } from "../../src/engine/words/item.ts";
import type { ProfileReply, Reply } from "../../src/engine/words/reply.ts";
import type { Choice } from "../../src/engine/words/round.ts";
import { plainOf } from "../../src/words/inline.ts";
import { languages } from "../platforms/speaking.ts";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { makeRound } from "../stores/fixtures.ts";
import { memoryHarness, redisHarness, type StoreHarness } from "../stores/harness.ts";
import { createWorld, DAY, HOUR, type World } from "./world.ts";

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

const START = "2026-11-18T09:00:00Z";

async function profileOf({ bot, as }: World): Promise<ProfileReply> {
  const reply = await bot.profile(as("ada"));
  if (reply.kind !== "profile") throw new Error("no profile came");
  return reply;
}

/** What a card says, as text. */
function textOf(reply: Reply, language = "en"): string {
  const { blocks } = cardOf(reply, { words: languages.of(language), can: () => true });
  return blocks.flatMap((block) => told(block).map(({ text }) => plainOf(text))).join("\n");
}

/** A life on a store whose clock goes with the bot's; the question of the day opens at 10:00 and closes a day later. */
async function begin(harness: StoreHarness) {
  const world = createWorld(START, () => harness.store);
  let asked = 0;
  await world.bot.daily.set(world.as("admin"), { time: "10:00", timezone: "UTC" });
  const pass = async (ms: number) => {
    await harness.advance(ms);
    world.sleepTo(new Date(world.now() + ms).toISOString());
    await world.work();
  };
  const current = async () => (await world.store.readGroup(world.place)).current ?? "";
  return {
    world,
    pass,
    answer: async (times = 1) => {
      const id = await current();
      const press = () =>
        world.handlers.button({
          ...world.as("ada"),
          action: { verb: "answer", round: id, choice: 0 as Choice },
        });
      await Promise.all(Array.from({ length: times }, press));
    },
    /** A review of each concept, which was due when it was asked. */
    review: async (concepts: readonly number[]) => {
      for (const concept of concepts) {
        const { place, store } = world;
        const id = `p${++asked}`;
        const round = makeRound(
          { id, opensAt: world.now(), mode: "practice", place, onlyFor: "ada" },
          `concept${concept}`,
        );
        await store.addPractice(round);
        const answer = { learner: "ada", name: "Ada", choice: 0 as Choice, via: "button" as const };
        const terms = {
          ...{ secret: "", topic: "cnn", pointsIfRight: 2, dailyLimit: 30, isDue: true },
          labels: labelsOf(localDate(world.now(), "UTC")),
          review: draftOf(round, "session", world.now()),
        };
        await Promise.all([
          store.recordAnswer(place, id, answer, terms),
          store.recordAnswer(place, id, answer, terms),
        ]);
      }
    },
  };
}

const TEN = Array.from({ length: 10 }, (_, i) => i);

describe.each([
  ["the embedded store", async () => memoryHarness()],
  ["the Redis store", () => redisHarness([redis.url])],
] as const)("a freeze on %s", (name, open) => {
  it("stands in for a question that was missed: the streak goes on where it was, and the freeze is gone", async () => {
    const harness = await open();
    const { world, pass, answer, review } = await begin(harness);
    await pass(2 * HOUR);
    await answer();
    await review(TEN);
    await pass(DAY);
    expect(await profileOf(world)).toMatchObject({ streak: { current: 1, frozen: 0 }, freezes: { held: 1 } });
    // The second question is missed.
    await pass(DAY);
    const during = await profileOf(world);
    expect(during).toMatchObject({ streak: { current: 1, frozen: 1 }, freezes: { held: 0 } });
    expect(textOf(during)).toContain("a freeze stood in for one you missed");
    await answer(3);
    await pass(DAY);
    expect(await profileOf(world)).toMatchObject({
      streak: { current: 2, best: 2, frozen: 0 },
      freezes: { held: 0 },
    });
    // The next one that is missed finds none.
    await pass(DAY);
    expect((await profileOf(world)).streak).toMatchObject({ current: 0, best: 2 });
    await harness.close();
  });

  it("that is earned after a missed question has closed does not save the streak", async () => {
    const harness = await open();
    const { world, pass, answer, review } = await begin(harness);
    await pass(2 * HOUR);
    await answer();
    await pass(DAY);
    await pass(DAY);
    await review(TEN);
    expect(await profileOf(world)).toMatchObject({ streak: { current: 0 }, freezes: { held: 1 } });
    await answer();
    await pass(DAY);
    expect(await profileOf(world)).toMatchObject({ streak: { current: 1 }, freezes: { held: 1 } });
    await harness.close();
  });

  it("and the streak are what follows from all that happened, whatever that is", async () => {
    const day = fc.record({
      answers: fc.constantFrom(true, true, false),
      reviews: fc.subarray(Array.from({ length: 24 }, (_, i) => i)),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(day, { minLength: 4, maxLength: 14 }), async (days) => {
        const harness = await open();
        const { world, pass, answer, review } = await begin(harness);
        await pass(2 * HOUR);
        const counting = new Map<number, number>();
        let [held, length] = [0, 0];
        for (const [i, { answers, reviews }] of days.entries()) {
          if (answers) await answer();
          await review(reviews);
          for (const concept of reviews) {
            for (const [one, at] of counting) if (at <= i - 7) counting.delete(one);
            counting.set(concept, i);
            if (counting.size < 10) continue;
            counting.clear();
            held = Math.min(2, held + 1);
          }
          await pass(DAY);
          if (answers) length++;
          else if (length > 0 && held > 0) held--;
          else length = 0;
          const { streak, freezes } = await profileOf(world);
          expect([streak.current, freezes.held], `day ${i}`).toEqual([length, held]);
        }
        await harness.close();
      }),
      { numRuns: name === "the Redis store" ? 5 : 40 },
    );
  });
});

/** A bank with a question about each of twelve concepts. */
function twelve(bank: Bank): Bank {
  const items = Array.from({ length: 12 }, (_, i) => {
    const [one] = bank.pool({ topics: ["cnn"], kinds: ["choice"] });
    const item = bank.item(one?.id ?? "", "") as ChoiceItem;
    const concept = { id: `c${i}`, name: `Concept ${i}` };
    return { ...item, id: `c${i}.c1`, concept, frequency: "regular" as const };
  });
  return {
    ...bank,
    pool: ({ topics }) => (topics === undefined || topics.includes("cnn") ? items : []),
    find: (id) => items.find((item) => item.id === id) ?? null,
    item: (id) => items.find((item) => item.id === id) ?? null,
  };
}

it("says “You earned a freeze” at the end of the session that earned one, and of no other", async () => {
  const world = createWorld(START);
  world.deps.bank = twelve(world.deps.bank);
  const press = async (reply: Reply, label: string): Promise<Reply> => {
    const buttons = "buttons" in reply ? reply.buttons : [];
    const found = buttons.find((one) => (typeof one.label === "string" ? one.label : one.label.id) === label);
    if (found === undefined) throw new Error(`no ${label} under ${reply.kind}`);
    const next = await world.handlers.button({ ...world.as("ada"), action: found.action as never });
    if (next === null) throw new Error("nothing came back");
    return next;
  };
  const session = async () => {
    let reply = await world.bot.review(world.as("ada"), {});
    if (reply.kind !== "question") reply = await world.bot.review(world.as("ada"), { source: "new" });
    for (let i = 1; reply.kind === "question"; i++) {
      const verdict = await press(reply, "A");
      const { answered, total } = { answered: i, total: reply.session?.total ?? 0 };
      reply = await press(verdict, answered === total ? "button.finish" : "button.next");
    }
    return reply;
  };
  // New concepts are not due.
  expect(textOf(await session())).not.toContain("freeze");
  world.sleepTo(new Date(world.now() + 30 * DAY).toISOString());
  const over = await session();
  expect(textOf(over)).toContain(
    "You earned a freeze: it stands in for a question of the day that you miss. You hold 1 of 2.",
  );
  expect(textOf(over, "de")).toContain("Du hast dir einen Joker verdient");
  expect(textOf(await profileOf(world))).toContain("1 of 2 held");
});
