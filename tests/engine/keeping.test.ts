import { beforeEach, describe, expect, it } from "vitest";
import type { ButtonPress } from "../../src/engine/ports/platform.ts";
import { KEPT_MOST, readKept, withItem } from "../../src/engine/rules/kept-list.ts";
import type { Action, Button } from "../../src/engine/words/press.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import { keptFirst } from "../../src/learning/session.ts";
import { createWorld, DAY, said, type World } from "./world.ts";

describe("what a learner keeps", () => {
  let world: World;
  beforeEach(() => {
    world = createWorld("2026-11-20T09:00:00Z");
  });

  async function press(action: Action, who = "ada"): Promise<Reply> {
    const reply = await world.handlers.button({
      ...world.as(who),
      action: action as ButtonPress["action"],
    });
    if (reply === null) throw new Error("nothing came back");
    return reply;
  }
  const buttons = (reply: Reply): readonly Button[] => ("buttons" in reply ? reply.buttons : []);
  const named = (reply: Reply, id: string): Action => {
    const found = buttons(reply).find(({ label }) => (typeof label === "string" ? label : label.id) === id);
    if (found === undefined) throw new Error(`no ${id} under ${reply.kind}`);
    return found.action;
  };
  const keep = (item: string, act: "keep" | "drop" | "back" = "keep", who = "ada") =>
    press({ verb: "keep", item, act }, who);
  async function verdict(): Promise<Reply> {
    const asked = await world.bot.ask(world.as("ada"), { topic: "cnn" }, true);
    return press(buttons(asked)[0]!.action);
  }

  it("is put aside below a verdict, counted, and taken off by the same card", async () => {
    const kept = await press(named(await verdict(), "button.keep"));
    expect(kept).toMatchObject({ kind: "kept", on: true, changed: true, count: 1, inPlace: false });
    const again = await press(named(kept, "button.keep-drop"));
    expect(again).toMatchObject({ on: false, changed: true, count: 0, inPlace: true });
    expect(await press(named(again, "button.keep"))).toMatchObject({ on: true, count: 1, inPlace: true });
  });

  it("is kept once, however often it is pressed", async () => {
    await keep("cnn.c0");
    expect(await keep("cnn.c0")).toMatchObject({ on: true, changed: false, count: 1 });
    await Promise.all([keep("cnn.c1"), keep("rnn.c0"), keep("rnn.c1")]);
    expect(await keep("cnn.c0")).toMatchObject({ count: 4 });
  });

  it("is one's own: nobody else's list changes, and it is in one's page", async () => {
    await keep("cnn.c0");
    expect(await world.bot.profile(world.as("ada"))).toMatchObject({ kept: 1 });
    expect(await world.bot.profile(world.as("ben"))).toMatchObject({ kept: 0 });
  });

  it("is asked by a review of its own, with that very question a day later", async () => {
    await keep("rnn.c3");
    const first = await world.bot.review(world.as("ada"), { source: "kept" });
    expect(first).toMatchObject({
      kind: "question",
      stem: "Question 3 about rnn?",
      note: { id: "keep.count", values: { count: 1 } },
      session: { number: 1, total: 1 },
    });
    await press(buttons(first)[0]!.action);
    const soon = await world.bot.review(world.as("ada"), { source: "kept" });
    expect(soon).toMatchObject({ kind: "question", topic: "RNN" });
    expect(soon).not.toMatchObject({ stem: "Question 3 about rnn?" });
    world.sleepTo(new Date(world.now() + 2 * DAY).toISOString());
    expect(await world.bot.review(world.as("ada"), { source: "kept" })).toMatchObject({
      stem: "Question 3 about rnn?",
    });
  });

  it("is asked of the topic alone that was named, and says so where none of it is", async () => {
    expect(said(await world.bot.review(world.as("ada"), { source: "kept" }))).toContain("nothing so far");
    await keep("rnn.c3");
    const none = await world.bot.review(world.as("ada"), { source: "kept", topic: "cnn" });
    expect(said(none)).toContain("something else");
  });

  it("asks by its concept where an open question was kept", async () => {
    const asked = await world.bot.ask(world.as("ada"), { kind: "open" }, true);
    await press(named(asked, "button.keep"));
    expect(await world.bot.review(world.as("ada"), { source: "kept" })).toMatchObject({ topic: "CNN" });
  });

  it("holds the newest, and nothing that the bank has lost", async () => {
    const list = Array.from({ length: KEPT_MOST }, (_, i) => `i${i}`);
    expect(withItem(list, "new")).toHaveLength(KEPT_MOST);
    expect(withItem(list, "new")[0]).toBe("new");
    expect(readKept("{")).toEqual([]);
    expect(readKept('["a",1]')).toEqual(["a"]);
    await keep("cnn.c0");
    expect(said(await keep("lost.c0"))).not.toBe("");
    world.deps.bank = { ...world.deps.bank, find: () => null };
    expect(await world.bot.profile(world.as("ada"))).toMatchObject({ kept: 0 });
  });

  it("is exported, named before it is forgotten, and gone afterwards", async () => {
    await keep("cnn.c0");
    const file = await world.bot.privacy.export(world.as("ada"));
    expect(file.kind === "export" && JSON.parse(file.json)).toMatchObject({ kept: [["cnn.c0"]] });
    expect(said(await world.bot.privacy.offerForget(world.as("ada")))).toContain("questions that you kept");
    await world.bot.privacy.forget(world.as("ada"));
    expect(await world.bot.profile(world.as("ada"))).toMatchObject({ kept: 0 });
  });

  it("does not tell the question of the day: its button names the round, and no review asks it meanwhile", async () => {
    const daily = { time: "10:00", timezone: "UTC", topics: ["cnn"], openFor: 60 };
    await world.bot.daily.set(world.as("admin"), daily);
    await world.runTo("2026-11-20T10:01:00Z");
    const { current } = await world.store.readGroup(world.place);
    const sealed = await press({ verb: "answer", round: current ?? "", choice: 0 });
    const action = named(sealed, "button.keep");
    expect(action).toMatchObject({ item: current });
    expect(await press(action)).toMatchObject({ on: true, count: 1 });
    const round = await world.store.readRound(world.place.team, current ?? "");
    const asked = await world.bot.review(world.as("ada"), { source: "kept" });
    expect(asked).toMatchObject({ kind: "question", topic: "CNN" });
    expect(asked.kind === "question" && asked.stem).not.toBe(round?.question.stem);
  });
});

describe("a concept of which something was kept", () => {
  const entries = ["a", "b", "c"].map((id) => ({ id, kind: "choice" as const, difficulty: "easy" as const }));
  const kept = ["a", "b"].map((item) => ({ concept: "x", item }));
  const order = () => 0;
  const first = (seen: [string, number][]) =>
    keptFirst({ entries }, { kept, seen: new Map(seen) }, 10 * DAY, order).map(({ id }) => id);

  it("is asked with what was kept, the one that was seen longest ago first", () => {
    expect(
      first([
        ["a", 5 * DAY],
        ["b", 2 * DAY],
      ]),
    ).toEqual(["b", "a", "c"]);
  });

  it("is asked with another one where what was kept has just been seen", () => {
    expect(
      first([
        ["a", 10 * DAY],
        ["b", 9.5 * DAY],
      ])[0],
    ).toBe("c");
  });
});
