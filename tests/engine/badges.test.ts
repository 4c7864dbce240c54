import { beforeEach, describe, expect, it } from "vitest";
import { badgeLines } from "../../src/engine/uses/badges.ts";
import { changeInterviewing } from "../../src/engine/uses/pair-state.ts";
import { badgesOf, type Earned, readEarned, toName, withNamed, withNew } from "../../src/learning/badges.ts";
import type { Memory } from "../../src/learning/memory.ts";
import { createWorld, DAY, said, sentence, type World } from "./world.ts";

const NOW = Date.parse("2026-11-20T09:00:00Z");
const fresh = (days: number): Memory => ({
  ...{ stability: 10, difficulty: 5, reviews: 3, own: 0 },
  last: NOW - days * DAY,
  due: NOW + DAY,
});
const TOPICS = new Map([["cnn", ["pooling", "stride"]]]);
const of = (memory: [string, Memory][], mistakes: string[] = [], best = 0, helped = 0) =>
  badgesOf({ best, helped, topics: TOPICS }, { memory: new Map(memory), mistakes }, NOW);

describe("a badge", () => {
  it("is for the first streak of 10, 50 and 100, and for having helped", () => {
    expect(of([], [], 9)).toEqual([]);
    expect(of([], [], 10)).toEqual(["streak-10"]);
    expect(of([], [], 120, 1)).toEqual(["streak-10", "streak-50", "streak-100", "helped"]);
  });

  it("is for a topic of which every concept is recalled, none of them wrong last", () => {
    const both: [string, Memory][] = [
      ["pooling", fresh(1)],
      ["stride", fresh(2)],
    ];
    expect(of(both)).toEqual(["topic:cnn"]);
    expect(of(both.slice(0, 1))).toEqual([]);
    expect(of(both, ["stride"])).toEqual([]);
    expect(
      of([
        ["pooling", fresh(1)],
        ["stride", fresh(90)],
      ]),
    ).toEqual([]);
  });

  it("stays once it is earned, and is named by one recap, which may be tried again", () => {
    const earned = withNew([], ["streak-10"], NOW);
    expect(withNew(earned, [], NOW + DAY)).toBe(earned);
    expect(withNew(earned, ["streak-10"], NOW + DAY)).toBe(earned);
    const named = withNamed(earned, "g|W47", NOW - DAY);
    expect(toName(named, "g|W47", NOW - DAY)).toHaveLength(1);
    expect(withNamed(named, "g|W47", NOW - DAY)).toBe(named);
    expect(toName(named, "g|W48", NOW - DAY)).toEqual([]);
    // What was earned long ago, while its learner was hidden, is no news.
    expect(toName(earned, "g|W48", NOW + DAY)).toEqual([]);
  });

  it("is read from what was kept alone", () => {
    const earned: readonly Earned[] = [{ badge: "helped", at: 1, named: null }];
    expect(readEarned(JSON.stringify(earned))).toEqual(earned);
    for (const text of ["", "{", "{}", '[{"badge":"fast","at":1}]', "[null]"])
      expect(readEarned(text)).toEqual([]);
  });
});

describe("badges of a learner", () => {
  let world: World;
  beforeEach(() => {
    world = createWorld("2026-11-20T09:00:00Z");
  });
  const remember = (who: string, right = true) =>
    world.store.recordReview(world.place.team, who, {
      ...{ id: "r1", at: world.now(), concept: "cnn", item: "cnn.c0", mode: "practice" },
      outcome: { kind: "choice", right, confidence: null, difficulty: "medium", hints: 0 },
    });
  const badges = async (who: string) => {
    const reply = await world.bot.profile(world.as(who));
    return reply.kind === "profile" ? reply.badges.map(sentence) : [];
  };
  const helped = (who: string) =>
    changeInterviewing(world.deps, world.place.team, who, (one) => ({ ...one, given: 1 }));
  /** A point in the week of now, so that somebody is on its board. */
  async function points(who: string) {
    const asked = await world.bot.ask(world.as(who), { topic: "rnn" }, true);
    if (asked.kind !== "question") throw new Error("no question");
    const key = asked.options.findIndex(({ text }) => text === "right");
    const action = asked.buttons[key]?.action;
    if (action?.verb !== "answer") throw new Error("no answer");
    await world.handlers.button({ ...world.as(who), action });
  }

  it("are on their page from the moment on that they are earned, and stay there", async () => {
    expect(await badges("ada")).toEqual([]);
    await remember("ada");
    await remember("ben", false);
    await helped("ada");
    expect(await badges("ada")).toEqual(["CNN mastered", "helped others"]);
    expect(await badges("ben")).toEqual([]);
    world.sleepTo(new Date(NOW + 200 * DAY).toISOString());
    expect(await badges("ada")).toEqual(["CNN mastered", "helped others"]);
  });

  it("are named once in the recap, each by its learner, and not of whoever hides", async () => {
    for (const who of ["ada", "ben"]) {
      await points(who);
      await remember(who);
    }
    await world.bot.privacy.hide(world.as("ben"));
    const lines = (week = "2026-W47") =>
      badgeLines(world.deps, world.place, week, Date.parse("2026-11-16")).then((all) => all.map(sentence));
    const first = await lines();
    expect(first).toEqual([expect.stringMatching(/^Name of ada earned: .*CNN mastered/)]);
    expect(await lines()).toEqual(first);
    expect(await lines("2026-W48")).toEqual([]);
  });

  it("are exported, named before they are forgotten, and gone afterwards", async () => {
    await helped("ada");
    await badges("ada");
    const file = await world.bot.privacy.export(world.as("ada"));
    expect(file.kind === "export" && JSON.parse(file.json).badges).toMatchObject([[{ badge: "helped" }]]);
    expect(said(await world.bot.privacy.offerForget(world.as("ada")))).toContain("your badges");
    await world.bot.privacy.forget(world.as("ada"));
    expect(await badges("ada")).toEqual([]);
  });
});
