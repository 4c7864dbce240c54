import { beforeEach, describe, expect, it } from "vitest";
import { cardOf } from "../../src/cards/index.ts";
import { decodeAction } from "../../src/engine/words/action-id.ts";
import type { Action, FormAction } from "../../src/engine/words/press.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import type { Choice } from "../../src/engine/words/round.ts";
import { say } from "../../src/engine/words/say.ts";
import { dealt } from "../dealt.ts";
import { languages } from "../platforms/speaking.ts";
import { createWorld, said, type World } from "./world.ts";

let world: World;

const press = (who: string, action: Exclude<Action, FormAction>) =>
  world.handlers.button({ ...world.as(who), action });

async function current(): Promise<{ id: string; key: Choice; wrong: Choice }> {
  const group = await world.store.readGroup(world.place);
  const round = await world.store.readRound(world.place.team, group.current ?? "");
  if (round === null) throw new Error("no daily round");
  return { id: round.id, key: dealt(round).key, wrong: ((dealt(round).key + 1) % 4) as Choice };
}

const cardText = (reply: Reply) =>
  JSON.stringify(cardOf(reply, { words: languages.of("en"), can: () => true }));

const labels = (reply: Reply | null) =>
  reply !== null && "buttons" in reply ? reply.buttons.map(({ label }) => label) : [];

beforeEach(async () => {
  world = createWorld("2026-11-20T06:00:00Z");
  await world.bot.daily.set(world.as("admin"), { time: "09:00", timezone: "Europe/Berlin" });
  await world.runTo("2026-11-20T08:00:00Z");
});

describe("“My answer”", () => {
  it("stands on every question of the day, every result and every practice question for all", async () => {
    expect(labels(world.platform.posts[0]?.reply ?? null)).toContainEqual(say("button.mine"));
    expect(labels(await world.bot.ask(world.as("ada"), {}, false))).toContainEqual(say("button.mine"));
    expect(labels(await world.bot.ask(world.as("ada"), {}, true))).not.toContainEqual(say("button.mine"));
    await world.runTo("2026-11-21T08:00:00Z", 10 * 60_000);
    const result = world.platform.edits.find(({ reply }) => reply.kind === "result")?.reply ?? null;
    expect(labels(result)[0]).toEqual(say("button.mine"));
  });

  it("says before the close what was chosen, how sure one was and how many hints were taken, and no more", async () => {
    const { id, wrong } = await current();
    const nothing = await press("ada", { verb: "mine", round: id });
    expect(said(nothing)).toContain("not answered this one yet");
    expect(labels(nothing)).toEqual(["A", "B", "C", "D", { id: "button.keep" }]);
    await press("ada", { verb: "hint", round: id, number: 1 });
    await press("ada", { verb: "answer", round: id, choice: wrong });
    // The whole answer once more, since it takes the place of what was pressed.
    const sure = await press("ada", { verb: "sure", round: id, confidence: "leaning" });
    const mine = await press("ada", { verb: "mine", round: id });
    for (const reply of [sure, mine]) {
      expect(reply).toMatchObject({ kind: "sealed", given: { confidence: "leaning", hints: 1 } });
      const text = cardText(reply as Reply);
      expect(text).toContain("leaning that way");
      expect(text).toContain("1 hint");
      expect(text).not.toMatch(/because|correct/i);
    }
  });

  it("says after the close whether it was right, with its points, confidence and hints", async () => {
    const { id, key, wrong } = await current();
    await press("ada", { verb: "hint", round: id, number: 1 });
    await press("ada", { verb: "answer", round: id, choice: key });
    await press("ada", { verb: "sure", round: id, confidence: "sure" });
    await press("ben", { verb: "answer", round: id, choice: wrong });
    await world.runTo("2026-11-21T08:00:00Z", 10 * 60_000);
    const round = await world.store.readRound(world.place.team, id);
    const full = { easy: 10, medium: 20, hard: 30 }[round?.question.difficulty ?? "easy"] + 1;
    expect(await press("ada", { verb: "mine", round: id })).toMatchObject({
      kind: "verdict",
      right: true,
      points: Math.ceil(full / 2),
      given: { confidence: "sure", hints: 1 },
    });
    const wrongly = await press("ben", { verb: "mine", round: id });
    expect(wrongly).toMatchObject({ right: false, points: 0, given: { confidence: null, hints: 0 } });
    expect(await press("chidi", { verb: "mine", round: id })).toMatchObject({ chosen: null });
    expect(cardText((await press("ada", { verb: "mine", round: id })) as Reply)).toContain(
      `${Math.ceil(full / 2)} points`,
    );
  });

  it("says no points of an answer that the streak has gone past", async () => {
    const { id, key } = await current();
    await press("ada", { verb: "answer", round: id, choice: key });
    await world.runTo("2026-11-21T08:00:00Z", 10 * 60_000);
    const next = await current();
    await press("ada", { verb: "answer", round: next.id, choice: next.key });
    await world.runTo("2026-11-22T08:00:00Z", 10 * 60_000);
    expect(await press("ada", { verb: "mine", round: id })).toMatchObject({ right: true, points: null });
    expect(await press("ada", { verb: "mine", round: next.id })).toMatchObject({ right: true });
  });

  it("tells what a practice answer brought when it is asked again", async () => {
    const asked = await world.bot.ask(world.as("ada"), { difficulty: "hard" }, false);
    if (asked.kind !== "question") throw new Error(asked.kind);
    const round = await world.store.readRound(world.place.team, asked.roundId);
    const { key } = dealt(round);
    const nothing = await press("ben", { verb: "mine", round: asked.roundId });
    expect(labels(nothing)).toEqual(["A", "B", "C", "D", { id: "button.keep" }]);
    await press("ben", { verb: "answer", round: asked.roundId, choice: key });
    expect(await press("ben", { verb: "mine", round: asked.roundId })).toMatchObject({
      right: true,
      points: 6,
    });
  });

  it("still opens from a message of before, whose button was called otherwise", () => {
    expect(decodeAction("dlq:why:r1")).toEqual({ verb: "mine", round: "r1" });
  });
});

describe("the line that says how the answer is locked in", () => {
  const line = (reply: Reply) =>
    JSON.stringify(cardOf(reply, { words: languages.of("en"), can: () => true }));

  it("is the whole hash and no more, and a press says what it proves", async () => {
    const question = world.platform.posts[0]?.reply as Reply;
    expect(line(question)).toMatch(/Answer locked in: "[^a-z]*[a-z":,]*[0-9a-f]{64}/);
    const { id } = await current();
    const how = await press("ada", { verb: "seal", round: id });
    expect(said(how)).toContain("Then you see both");
    expect(line(how as Reply)).not.toContain("sha256sum");
    await world.runTo("2026-11-21T08:00:00Z", 10 * 60_000);
    expect(said(await press("ada", { verb: "seal", round: id }))).toContain("Check it yourself");
    expect(line((await press("ada", { verb: "seal", round: id })) as Reply)).toContain("sha256sum");
  });
});

describe("a command that lacks what it needs", () => {
  it("offers the letters where an answer has none", async () => {
    const letters = await world.bot.answer(world.as("ada"), null);
    expect(said(letters)).toContain("Which letter");
    expect(labels(letters)).toEqual(["A", "B", "C", "D", say("button.report")]);
    const { id } = await current();
    await press("ada", { verb: "answer", round: id, choice: 0 });
    await world.bot.ask(world.as("ben"), {}, false);
    await world.bot.ask(world.as("ben"), {}, false);
    expect(labels(await world.bot.answer(world.as("ada"), null)).length).toBeGreaterThan(0);
  });

  it("offers to leave out one of the filters that leave no question", async () => {
    const bank = {
      ...world.deps.bank,
      emptiedBy: () => ["topics", "difficulties"] as const,
      pool: ((filter) =>
        (filter.difficulties ?? []).length > 0 && (filter.topics ?? []).length > 0
          ? []
          : world.deps.bank.pool(filter)) as typeof world.deps.bank.pool,
    };
    const { ask } = await import("../../src/engine/uses/ask.ts");
    const reply = await ask(
      { ...world.deps, bank },
      world.as("ada"),
      { topic: "cnn", difficulty: "hard" },
      true,
    );
    expect(said(reply)).toContain("No question has all of these");
    expect(reply.kind === "notice" && reply.buttons.map(({ action }) => action)).toEqual([
      { verb: "another", asked: { difficulty: "hard" }, private: true },
      { verb: "another", asked: { topic: "cnn" }, private: true },
    ]);
    expect(
      cardOf(reply, { words: languages.of("en"), can: () => true }).buttons.map(({ label }) => label),
    ).toEqual(["Without topic CNN", "Without difficulty hard"]);
  });
});
