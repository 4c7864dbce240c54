import { beforeEach, describe, expect, it } from "vitest";
import type { Choice, Round } from "../../src/engine/words/round.ts";
import { dealt } from "../dealt.ts";
import { createWorld, said, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = createWorld("2026-11-20T06:00:00Z");
  await world.bot.daily.set(world.as("admin"), { time: "09:00", timezone: "Europe/Berlin" });
  await world.runTo("2026-11-20T08:00:00Z");
});

async function daily(): Promise<Round> {
  const { current } = await world.store.readGroup(world.place);
  const round = await world.store.readRound(world.place.team, current ?? "");
  if (round === null) throw new Error("no daily round");
  return round;
}

async function ask(who: string, isPrivate: boolean): Promise<string> {
  world.sleepTo(new Date(world.now() + 1000).toISOString());
  const reply = await world.bot.ask(world.as(who), {}, isPrivate);
  if (reply.kind !== "question") throw new Error(reply.kind);
  return reply.roundId;
}

const answered = (round: string, who: string) => world.store.answerOf(world.place.team, round, who);

describe("an answer by command", () => {
  it("goes to the question of the day although somebody asked another one since, and says so", async () => {
    await ask("ben", false);
    const { id, question } = await daily();
    expect(await world.bot.answer(world.as("ada"), 2)).toMatchObject({
      kind: "sealed",
      letter: "C",
      question: question.stem,
    });
    expect(await answered(id, "ada")).toBe(2);
  });

  it("goes to the newer practice question once the question of the day has an answer", async () => {
    const { id } = await daily();
    await world.bot.answer(world.as("ada"), 2);
    const newer = await ask("ben", false);
    expect(await world.bot.answer(world.as("ada"), 1)).toMatchObject({ kind: "verdict", mode: "practice" });
    expect(await answered(newer, "ada")).toBe(1);
    expect(await answered(id, "ada")).toBe(2);
    // Nothing is left but to change the daily answer.
    expect(await world.bot.answer(world.as("ada"), 3)).toMatchObject({ kind: "sealed", changedFrom: "C" });
  });

  it("finds the question of the day after twenty-five private questions of one member", async () => {
    for (let i = 0; i < 25; i++) await ask("ben", true);
    expect(await world.bot.answer(world.as("ada"), 0)).toMatchObject({ kind: "sealed" });
    expect(said(await world.bot.report(world.as("ada"), "typo"))).toContain((await daily()).question.stem);
  });

  it("asks with buttons where a private question of one's own could be meant as well", async () => {
    const own = await ask("ada", true);
    const { id } = await daily();
    const which = await world.bot.answer(world.as("ada"), 1);
    expect(said(which)).toContain("Which question is B for");
    expect(which).toMatchObject({
      buttons: [
        { action: { verb: "answer", round: id, choice: 1 } },
        { action: { verb: "answer", round: own, choice: 1 } },
      ],
    });
    expect([await answered(id, "ada"), await answered(own, "ada")]).toEqual([null, null]);
    expect(await world.bot.report(world.as("ada"), "typo")).toMatchObject({
      buttons: [{ action: { verb: "report", item: id } }, { action: { verb: "report", item: own } }],
    });
  });
});

describe("a press that comes twice", () => {
  it("is told the same verdict with its points wherever its delivery ends", async () => {
    const id = await ask("ada", false);
    const round = await world.store.readRound(world.place.team, id);
    const press = {
      ...world.as("ada", { delivery: "d1" }),
      action: { verb: "answer", round: id, choice: dealt(round).key as Choice } as const,
    };
    const [first, second] = await Promise.all([world.handlers.button(press), world.handlers.button(press)]);
    expect(first).toMatchObject({ kind: "verdict", moment: "practice", right: true });
    expect(second).toEqual(first);
    expect(await world.handlers.button({ ...press, delivery: "d2" })).toMatchObject({ moment: "standing" });
  });

  it("is told the same change of a sealed answer", async () => {
    const { id } = await daily();
    const press = (choice: Choice, delivery: string) =>
      world.handlers.button({
        ...world.as("ada", { delivery }),
        action: { verb: "answer", round: id, choice },
      });
    await press(0, "d1");
    const first = await press(1, "d2");
    expect(first).toMatchObject({ kind: "sealed", changedFrom: "A", letter: "B" });
    expect(await press(1, "d2")).toEqual(first);
  });
});

describe("reactions found after the bot was away", () => {
  it("count where nothing is recorded, and never override an answer", async () => {
    const { id, message, place } = await daily();
    if (message === null) throw new Error("the question is not up");
    expect(await world.handlers.openQuestions(place.team)).toEqual([{ place, message, reactions: true }]);
    await world.handlers.button({ ...world.as("ada"), action: { verb: "answer", round: id, choice: 0 } });
    const found = (who: string, choice: Choice) =>
      world.handlers.reaction({ ...world.as(who), message, choice, found: true });
    expect(await found("ada", 1)).toBeNull();
    expect(await found("ben", 2)).toMatchObject({ kind: "sealed", letter: "C" });
    expect(await found("ben", 3)).toBeNull();
    expect([await answered(id, "ada"), await answered(id, "ben")]).toEqual([0, 2]);
    // A reaction given now is a change like any other, and the last one is shown at the close.
    const given = { ...world.as("ada"), message, choice: 3 as Choice };
    expect(await world.handlers.reaction(given)).toMatchObject({ changedFrom: "A", letter: "D" });
    await world.bot.daily.close(world.as("admin"));
    await world.work();
    const why = { ...world.as("ada"), action: { verb: "mine", round: id } as const };
    expect(await world.handlers.button(why)).toMatchObject({ chosen: { letter: "D" } });
    expect(await world.handlers.openQuestions(place.team)).toEqual([]);
  });

  it("are not looked for where a group answers by buttons alone", async () => {
    await world.bot.daily.set(world.as("admin"), { answers: "buttons" });
    await world.bot.daily.close(world.as("admin"));
    await world.runTo("2026-11-21T08:00:00Z", 600_000);
    expect((await daily()).status).toBe("open");
    const open = await world.handlers.openQuestions(world.place.team);
    expect(open).toMatchObject([{ place: world.place, reactions: false }]);
  });
});

describe("a date that opens again", () => {
  it("takes no answer from the message of the question before", async () => {
    world = createWorld("2026-11-20T06:00:00Z");
    await world.bot.daily.set(world.as("admin"), { time: "09:00", timezone: "Europe/Berlin" });
    world.platform.nextPosts = [{ kind: "refused", reason: "permission-lost", missing: [] }];
    await world.runTo("2026-11-20T08:00:00Z");
    const before = (await world.store.readGroup(world.place)).current ?? "";
    await world.bot.daily.resume(world.as("admin"));
    await world.bot.daily.now(world.as("admin"));
    const { id, date } = await daily();
    expect([date, id === before]).toEqual(["2026-11-20", false]);
    const press = { ...world.as("ada"), action: { verb: "answer", round: before, choice: 0 } as const };
    expect(said(await world.handlers.button(press))).toContain("Nothing was recorded");
    expect(await world.store.answeredCount(world.place.team, id)).toBe(0);
  });
});
