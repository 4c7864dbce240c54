import { afterEach, beforeEach, expect, it } from "vitest";
import type { PostOutcome } from "../../src/engine/ports/platform.ts";
import { type Store, StoreUnavailable } from "../../src/engine/ports/store.ts";
import { findExplained } from "../../src/engine/uses/explained-state.ts";
import type { ExplainedAct } from "../../src/engine/words/explained.ts";
import type { ExplanationReply } from "../../src/engine/words/reply.ts";
import { START, type StoreHarness } from "../stores/harness.ts";
import { onEachStore } from "./on-stores.ts";
import { createWorld, DAY, HOUR, said, type World } from "./world.ts";

const MINUTE = 60_000;
const TEXT = (n: number) => `Explanation ${n}: each layer sees a little more than the one before.`;

onEachStore("explanations on bad days", (open) => {
  let harness: StoreHarness;
  let world: World;
  let round: string;

  async function pass(ms: number, at: World = world) {
    await harness.advance(ms);
    at.sleepTo(new Date(at.now() + ms).toISOString());
    await at.work();
  }
  const write = (who: string, text: string, at: World = world) =>
    at.handlers.form({ ...at.as(who), form: "explain", item: round, text, ticked: [], delivery: who });
  const press = (who: string, act: ExplainedAct, number: number, at: World = world) =>
    at.handlers.button({ ...at.as(who), action: { verb: "explained", round, act, number } });
  const posted = (at: World = world) => at.platform.posts.filter(({ reply }) => reply.kind === "explanation");
  const shows = (number: number, ...worlds: World[]) => {
    const message = posted(worlds[0])[number - 1]?.message.message;
    const edits = worlds.flatMap(({ platform }) => platform.edits);
    return edits.findLast((edit) => edit.message.message === message)?.reply as ExplanationReply | undefined;
  };
  const explained = () => findExplained(world.deps, world.place.team, round);
  const away = () => Promise.reject(new StoreUnavailable("away"));

  beforeEach(async () => {
    harness = await open();
    world = createWorld(new Date(START).toISOString(), () => harness.store);
    await world.bot.daily.set(world.as("admin"), { time: "11:00", timezone: "Europe/Berlin", openFor: 120 });
    await pass(HOUR + MINUTE);
    round = (await world.store.readGroup(world.place)).current ?? "";
    await world.handlers.button({ ...world.as("eve"), action: { verb: "answer", round, choice: 0 } });
  });
  afterEach(() => harness.close());
  const close = () => pass(2 * HOUR);

  it("go on after a restart: what was handed in is posted, and what was voted is named", async () => {
    await close();
    await write("ada", TEXT(1));
    const second = createWorld(new Date(world.now()).toISOString(), () => harness.store);
    await pass(MINUTE, second);
    expect(posted()).toEqual([]);
    expect(posted(second)).toHaveLength(1);
    expect(said(await press("ben", "vote", 1, second))).toContain("counts");
    const third = createWorld(new Date(second.now()).toISOString(), () => harness.store);
    expect(said(await press("ben", "vote", 1, third))).toContain("already");
    await pass(DAY, third);
    expect(shows(1, second, third)).toMatchObject({
      state: "over",
      name: "Name of ada",
      votes: 1,
      best: true,
    });
    expect(posted(third)).toEqual([]);
  });

  it("are handed in whole or not at all where the store goes away", async () => {
    await close();
    const { store } = world;
    world.deps.store = { ...store, writeDocument: away };
    await expect(write("ada", TEXT(1))).rejects.toThrow("away");
    world.deps.store = store;
    expect(await explained()).toBeNull();
    // Done, and nobody learns of it: the form that comes again changes nothing.
    const lost: Store["writeDocument"] = async (...given) => {
      await store.writeDocument(...given);
      return away();
    };
    world.deps.store = { ...store, writeDocument: lost };
    await expect(write("ada", TEXT(1))).rejects.toThrow("away");
    world.deps.store = store;
    expect(said(await write("ada", TEXT(1)))).toContain("Thank you");
    await pass(MINUTE);
    expect(posted()).toHaveLength(1);
    expect((await explained())?.texts).toHaveLength(1);
  });

  it("are hidden, and managers asked, where the channel is closed to the bot just then and others see it", async () => {
    await close();
    await write("ada", TEXT(1));
    await pass(MINUTE);
    const before = world.platform.told.length;
    const barred = { kind: "barred", detail: "not_in_channel" } as const;
    world.platform.nextEdits = Array.from({ length: 3 }, () => barred);
    await press("ben", "report", 1);
    await pass(MINUTE);
    expect(world.platform.told.length + world.platform.posts.length).toBeGreaterThan(before + 2);
    expect(shows(1, world)).toBeUndefined();
    world.platform.nextEdits = [];
    await pass(16 * MINUTE);
    expect(shows(1, world)).toMatchObject({ state: "reported" });
  });

  it("end their vote once where the store goes away in the middle of it", async () => {
    await close();
    await write("ada", TEXT(1));
    await write("ben", TEXT(2));
    await pass(MINUTE);
    await press("cleo", "vote", 2);
    const { store } = world;
    for (let good = 0; good < 6; good++) {
      let left = good;
      const writeDocument: Store["writeDocument"] = (...given) =>
        left-- > 0 ? store.writeDocument(...given) : away();
      world.deps.store = { ...store, writeDocument };
      await pass(good === 0 ? DAY : 2 * MINUTE).catch((error: unknown) => {
        if (!(error instanceof StoreUnavailable)) throw error;
      });
    }
    world.deps.store = store;
    await pass(2 * MINUTE);
    expect(shows(2, world)).toMatchObject({ state: "over", name: "Name of ben", best: true, votes: 1 });
    expect(shows(1, world)).toMatchObject({ state: "over", name: "Name of ada", best: false });
    expect(await world.bot.profile(world.as("ben"))).toMatchObject({ explained: 1 });
    expect(posted()).toHaveLength(2);
    expect(await explained()).toMatchObject({ over: true, best: 2, kept: true, counted: true });
  });

  it("go into the channel where the thread is gone, and their vote ends there", async () => {
    await close();
    const gone: PostOutcome = { kind: "refused", reason: "channel-gone", missing: [] };
    world.platform.nextPosts = [gone];
    await write("ada", TEXT(1));
    await pass(MINUTE);
    expect(posted()).toMatchObject([{ thread: null, place: world.place }]);
    await press("ben", "vote", 1);
    await pass(DAY);
    expect(shows(1, world)).toMatchObject({ state: "over", best: true });
  });

  it("stand although the message of the question is deleted", async () => {
    await close();
    await write("ada", TEXT(1));
    await pass(MINUTE);
    const message = (await world.store.readRound(world.place.team, round))?.message;
    if (!message) throw new Error("no message");
    await world.handlers.messageGone(world.place.team, message);
    expect(said(await press("ben", "vote", 1))).toContain("counts");
    expect(said(await write("cleo", TEXT(2)))).toContain("Thank you");
    await pass(MINUTE);
    expect(posted()).toHaveLength(2);
    await pass(DAY);
    expect(shows(1, world)).toMatchObject({ state: "over", name: "Name of ada", best: true });
  });

  it("of which one was deleted by hand leave it away, and go on with the others", async () => {
    await close();
    await write("ada", TEXT(1));
    await write("ben", TEXT(2));
    await pass(MINUTE);
    await press("cleo", "vote", 1);
    await press("dan", "vote", 2);
    world.platform.nextEdits = [{ kind: "gone" }];
    await pass(DAY);
    expect(await explained()).toMatchObject({ over: true, texts: [{ state: "removed", message: null }, {}] });
    expect(posted()).toHaveLength(2);
    expect(shows(2, world)).toMatchObject({ state: "over", name: "Name of ben" });
  });

  it("are taken back with what was written while it is open", async () => {
    const early = await write("ada", TEXT(1));
    expect(said(early)).toContain("You can explain it once it closes");
    expect(said(early)).toContain(TEXT(1));
    expect(said(await world.bot.explain(world.as("ada")))).toMatch(/still open/);
    expect(await explained()).toBeNull();
  });

  it("are asked for by a command that looks past a question that was taken away", async () => {
    await close();
    await pass(22 * HOUR);
    const second = (await world.store.readGroup(world.place)).current ?? "";
    expect(second).not.toBe(round);
    for (let times = 0; times < 2; times++) {
      const message = (await world.store.readRound(world.place.team, second))?.message;
      if (message) await world.handlers.messageGone(world.place.team, message);
      await pass(MINUTE);
    }
    expect((await world.store.readRound(world.place.team, second))?.status).toBe("void");
    expect(said(await world.bot.explain(world.as("ada")))).toContain("vote on the newest closed question");
    await pass(DAY);
    expect((await world.store.readGroup(world.place)).current).not.toBe(second);
    expect(said(await world.bot.explain(world.as("ada")))).toContain("vote on the newest closed question");
  });
});
