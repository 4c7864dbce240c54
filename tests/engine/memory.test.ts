import { describe, expect, it } from "vitest";
import { draftOf } from "../../src/engine/rules/reviews.ts";
import type { Choice } from "../../src/engine/words/round.ts";
import { dealt } from "../dealt.ts";
import { makeRound } from "../stores/fixtures.ts";
import { createWorld, said, type World } from "./world.ts";

async function practise({ bot, store, place, as }: World, who: string, topic: string, right: boolean) {
  const asked = await bot.ask(as(who), { topic }, true);
  if (asked.kind !== "question") throw new Error("no question came");
  const round = await store.readRound(place.team, asked.roundId);
  if (round === null) throw new Error("the round is gone");
  const { key } = dealt(round);
  await bot.answer(as(who), right ? key : (((key + 1) % 4) as Choice));
  return round;
}

async function memoryOn({ bot, as }: World, who: string) {
  const profile = await bot.profile(as(who));
  return profile.kind === "profile" ? profile.memory : null;
}

it("knows the concept of a question that was changed in the bank since it was asked", () => {
  const round = makeRound({ id: "p1", opensAt: 0, mode: "practice" }, "batch-norm");
  const changed = {
    ...round,
    question: { ...dealt(round), concept: { id: "cnn", name: "Topic" }, changed: { stem: 1 } },
  };
  expect([draftOf(round, "practice", 0), draftOf(changed, "practice", 0)]).toMatchObject([
    { concept: "batch-norm", item: "batch-norm.c1" },
    { concept: "batch-norm", item: "batch-norm.c1" },
  ]);
});

describe("what a profile says of memory", () => {
  it("is nothing before anything was answered", async () => {
    expect(await memoryOn(createWorld("2026-11-20T08:00:00Z"), "ada")).toBeNull();
  });

  it("names the topics by how well they are remembered, and what is due once it is", async () => {
    const world = createWorld("2026-11-20T08:00:00Z");
    await practise(world, "ada", "cnn", true);
    await practise(world, "ada", "rnn", false);
    expect(await memoryOn(world, "ada")).toMatchObject({ due: 0, strongest: [] });
    expect(await memoryOn(world, "ben")).toBeNull();
    await world.runTo("2026-11-21T09:00:00Z");
    const tomorrow = await memoryOn(world, "ada");
    expect(tomorrow?.due).toBe(1);
    expect(tomorrow?.weakest.map(({ name }) => name)).toEqual(["RNN", "CNN"]);
    expect(tomorrow?.topics.map(({ topic }) => topic)).toEqual(["cnn"]);
  });

  it("says of nothing that it is remembered which was answered wrong last, however short ago", async () => {
    const world = createWorld("2026-11-20T08:00:00Z");
    await practise(world, "ada", "cnn", false);
    expect(await memoryOn(world, "ada")).toMatchObject({
      weakest: [{ name: "CNN", recall: 0 }],
      topics: [],
    });
    await practise(world, "ada", "rnn", true);
    expect(await memoryOn(world, "ada")).toMatchObject({ topics: [{ topic: "rnn", recall: 1 }] });
  });

  it("calls nothing least remembered that was right just now", async () => {
    const world = createWorld("2026-11-20T08:00:00Z");
    await practise(world, "ada", "cnn", true);
    expect(await memoryOn(world, "ada")).toMatchObject({
      weakest: [],
      topics: [{ topic: "cnn", recall: 1 }],
    });
    await world.runTo("2026-11-22T08:00:00Z");
    expect(await memoryOn(world, "ada")).toMatchObject({ weakest: [{ name: "CNN" }] });
  });

  it("counts practice at once, and an answer to the daily question from its close on", async () => {
    const world = createWorld("2026-11-20T06:00:00Z");
    const { bot, store, place, as, handlers } = world;
    const kept = async () =>
      [...(await store.readReviews(place.team, "ada")).concepts.values()].flatMap(({ reviews }) => reviews);
    const practised = await practise(world, "ada", "cnn", true);
    expect(await kept()).toMatchObject([
      { mode: "practice", concept: "cnn", item: practised.question.itemId, outcome: { right: true } },
    ]);
    await bot.daily.set(as("admin"), { time: "09:00", timezone: "Europe/Berlin", topics: ["rnn"] });
    await world.runTo("2026-11-20T08:00:00Z");
    const { current } = await store.readGroup(place);
    const round = await store.readRound(place.team, current ?? "");
    if (round === null) throw new Error("no daily round");
    const { key, itemId } = dealt(round);
    const wrong = ((key + 1) % 4) as Choice;
    await handlers.button({ ...as("ada"), action: { verb: "answer", round: round.id, choice: wrong } });
    expect(await kept()).toHaveLength(1);
    await world.runTo("2026-11-21T08:00:30Z");
    const daily = (await kept()).find(({ mode }) => mode === "daily");
    expect(daily).toMatchObject({ concept: "rnn", item: itemId, outcome: { right: false } });
    const { seen } = await store.readReviews(place.team, "ada");
    expect(seen.get(itemId)).toBe(Date.parse("2026-11-21"));
  });

  it("says when what went wrong is due, where the question of the day was about it, too: a day after the close", async () => {
    const world = createWorld("2026-11-20T06:00:00Z");
    const { bot, store, place, as, handlers } = world;
    await practise(world, "ada", "rnn", false);
    await bot.daily.set(as("admin"), { time: "09:00", timezone: "Europe/Berlin", topics: ["rnn"] });
    await world.runTo("2026-11-20T08:00:00Z");
    const { current } = await store.readGroup(place);
    const round = await store.readRound(place.team, current ?? "");
    const wrong = ((dealt(round).key + 1) % 4) as Choice;
    await handlers.button({ ...as("ada"), action: { verb: "answer", round: current ?? "", choice: wrong } });
    await world.runTo("2026-11-21T07:00:00Z");
    expect(await memoryOn(world, "ada")).toMatchObject({ due: 1, next: null });
    await world.runTo("2026-11-21T08:00:00Z");
    expect(await memoryOn(world, "ada")).toMatchObject({
      due: 0,
      next: Date.parse("2026-11-22T08:00:00Z"),
    });
    // What can be done until then stands below.
    expect(await bot.profile(as("ada"))).toMatchObject({
      buttons: [
        { action: { verb: "review", source: "new" } },
        { action: { verb: "review", source: "mistakes" } },
      ],
    });
    await world.runTo("2026-11-22T08:00:00Z");
    expect(await memoryOn(world, "ada")).toMatchObject({ due: 1, next: null });
  });

  it("takes how sure somebody is of a sealed answer, until they change it or it closes", async () => {
    const world = createWorld("2026-11-20T06:00:00Z");
    const { bot, store, place, as, handlers } = world;
    await bot.daily.set(as("admin"), { time: "09:00", timezone: "Europe/Berlin", topics: ["rnn"] });
    await world.runTo("2026-11-20T08:00:00Z");
    const { current } = await store.readGroup(place);
    const id = current ?? "";
    const answer = async (who: string, choice: Choice) => {
      const sealed = await handlers.button({ ...as(who), action: { verb: "answer", round: id, choice } });
      return sealed?.kind === "sealed" ? sealed.buttons : [];
    };
    const sure = (who: string) =>
      handlers.button({ ...as(who), action: { verb: "sure", round: id, confidence: "sure" } });
    const offered = await answer("ada", 1);
    expect(offered.slice(0, 3).map(({ action }) => action)).toMatchObject(
      ["guess", "leaning", "sure"].map((confidence) => ({ verb: "sure", round: id, confidence })),
    );
    expect(await sure("ada")).toMatchObject({ kind: "sealed", given: { confidence: "sure" } });
    await answer("ben", 1);
    await sure("ben");
    await answer("ben", 2);
    expect(said(await sure("chidi"))).toContain("no answer of yours");
    await world.runTo("2026-11-21T08:00:30Z");
    const saidBy = async (who: string) =>
      [...(await store.readReviews(place.team, who)).concepts.values()]
        .flatMap(({ reviews }) => reviews)
        .map(({ outcome }) => (outcome.kind === "choice" ? outcome.confidence : outcome.by));
    expect(await saidBy("ada")).toEqual(["sure"]);
    expect(await saidBy("ben")).toEqual([null]);
    expect(said(await sure("ada"))).toContain("no answer of yours");
  });
});
