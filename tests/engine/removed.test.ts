import { beforeEach, describe, expect, it } from "vitest";
import { doJob } from "../../src/engine/bot.ts";
import { createHandlers } from "../../src/engine/handlers.ts";
import { StoreUnavailable } from "../../src/engine/ports/store.ts";
import { say } from "../../src/engine/words/say.ts";
import { createWorld, DAY, said, type World } from "./world.ts";

const STEP = 60 * 60_000;
const HOW = say("slack.how.invite", { code: { code: "/invite" } });
let world: World;
const group = () => world.store.readGroup(world.place);
const told = () => world.platform.told.map(({ reply }) => said(reply));

beforeEach(async () => {
  world = createWorld("2026-11-20T06:00:00Z");
  await world.bot.daily.set(world.as("admin"), { time: "09:00", timezone: "Europe/Berlin" });
  await world.store.setLanguage(world.place.team, "ada", "de");
});

describe("a team that removed the bot", () => {
  const language = () => world.store.readLanguage(world.place.team, "ada");

  it("is forgotten after thirty days, and not before", async () => {
    await world.handlers.left(world.place.team);
    world.platform.isThere = false;
    await world.runTo("2026-12-20T05:00:00Z", DAY / 4);
    expect(await language()).toBe("de");
    await world.runTo("2026-12-20T07:00:00Z", STEP);
    expect(await language()).toBeNull();
    expect(await world.store.groupsOf(world.place.team)).toEqual([]);
    expect(await world.store.claimDue(10, 1)).toEqual([]);
  });

  it("keeps everything when the bot is installed again in time", async () => {
    await world.handlers.left(world.place.team);
    await world.runTo("2026-12-19T06:00:00Z", DAY / 4);
    await world.handlers.joined(world.place.team);
    expect(await group()).toMatchObject({ paused: null });
    world.platform.isThere = false;
    await world.runTo("2026-12-22T06:00:00Z", STEP);
    expect(await language()).toBe("de");
  });

  it("tells each manager once that the questions go on, and names no more channels than anybody reads", async () => {
    const rooms = Array.from({ length: 12 }, (_, i) => `r${i + 10}`);
    for (const group of rooms)
      await world.bot.daily.set(
        { ...world.as("admin"), place: { ...world.place, group } },
        { time: "10:00" },
      );
    const other = { ...world.as("grace", { isAdmin: true }), place: { ...world.place, group: "z1" } };
    await world.bot.daily.set(other, { time: "10:00" });
    await world.handlers.left(world.place.team);
    const before = world.platform.told.length;
    await Promise.all([world.handlers.joined(world.place.team), world.handlers.joined(world.place.team)]);
    const after = world.platform.told.slice(before);
    const lines = (learner: string) =>
      after.filter((one) => one.learner === learner).map(({ reply }) => said(reply));
    const named =
      lines("admin")
        .join()
        .match(/I am in \w+ again/g) ?? [];
    const more = /(\d+) more channels/.exec(lines("admin").join())?.[1];
    expect(named.length + Number(more ?? 0)).toBe(1 + rooms.length);
    expect(lines("grace")).toEqual([expect.stringContaining("I am in z1 again")]);
  });

  it("is not forgotten where the bot is there after all, and goes on", async () => {
    await world.handlers.left(world.place.team);
    await world.runTo("2026-12-20T07:00:00Z", STEP);
    expect(await language()).toBe("de");
    expect(await group()).toMatchObject({ paused: null });
  });

  it("is not forgotten as long as the platform does not say whether the bot is there", async () => {
    await world.handlers.left(world.place.team);
    world.platform.isThere = null;
    await world.runTo("2026-12-21T07:00:00Z", STEP);
    expect(await language()).toBe("de");
    world.platform.isThere = false;
    await world.runTo("2026-12-21T10:00:00Z", STEP);
    expect(await language()).toBeNull();
  });

  it("gets the result of its last question when it lets the bot in again; until then that is no work that failed", async () => {
    await world.runTo("2026-11-20T08:00:00Z", STEP);
    await world.bot.answer(world.as("ada"), 0);
    await world.handlers.left(world.place.team);
    // Discord does not say whether a message is still there in a server that threw the bot out.
    const out = { kind: "failed", detail: "Missing Access", retryAfter: 5_000 } as const;
    const results = () => world.platform.edits.filter(({ reply }) => reply.kind === "result");
    world.platform.nextEdits = Array.from({ length: 500 }, () => out);
    await world.runTo("2026-11-21T08:00:00Z", STEP);
    const { current } = await group();
    await doJob(world.deps, { kind: "close", place: world.place, round: current ?? "" });
    await world.runTo("2026-11-22T08:00:00Z", STEP);
    expect(results()).toEqual([]);
    world.platform.nextEdits = [];
    await world.handlers.joined(world.place.team);
    await world.work();
    expect(results()).toHaveLength(1);
  });

  it("is left in peace where that is heard late, and the bot is there again by then", async () => {
    await world.handlers.left(world.place.team, true);
    expect(await group()).toMatchObject({ paused: null });
    world.platform.isThere = false;
    await world.handlers.left(world.place.team, true);
    expect(await group()).toMatchObject({ paused: { reason: "bot-removed" } });
    expect(told()).toEqual([expect.stringContaining("I was removed")]);
  });

  it("has its managers told, too, where it was noted before the store went away", async () => {
    const { store } = world;
    const deps = { ...world.deps };
    let writes = 0;
    deps.store = {
      ...store,
      writeGroup: async (...given) => {
        const written = await store.writeGroup(...given);
        if (writes++ === 0) throw new StoreUnavailable("away");
        return written;
      },
    };
    const handlers = createHandlers(deps);
    world.platform.isThere = false;
    await expect(handlers.left(world.place.team)).rejects.toThrow("away");
    expect(told()).toEqual([]);
    await handlers.left(world.place.team, true);
    expect(told()).toEqual([expect.stringContaining("I was removed")]);
  });

  it("reads what is still missing where it is back and may do less than before, and not that its questions go on", async () => {
    await world.handlers.left(world.place.team);
    world.platform.missing = [{ name: "chat:write", how: HOW }];
    await world.handlers.joined(world.place.team);
    expect(await group()).toMatchObject({ paused: { reason: "permission-lost" } });
    expect(told().at(-1)).toContain("I need: chat:write");
    expect(told().join()).not.toContain("again, so");
  });

  it("shows the result of a question whose schedule its manager had paused when the bot was put out", async () => {
    await world.runTo("2026-11-20T08:00:00Z", STEP);
    await world.bot.answer(world.as("ada"), 0);
    await world.bot.daily.pause(world.as("admin"));
    world.platform.nextEdits = Array.from({ length: 500 }, () => ({ kind: "barred", detail: "out" }));
    await world.bot.daily.close(world.as("admin"));
    const { current } = await group();
    // No failure that somebody who runs the bot could do anything about.
    await doJob(world.deps, { kind: "close", place: world.place, round: current ?? "" });
    world.platform.nextEdits = [];
    await world.handlers.letIn(world.place);
    await world.work();
    expect(world.platform.edits.some(({ reply }) => reply.kind === "result")).toBe(true);
    expect(await group()).toMatchObject({ paused: { reason: "manager" } });
  });

  it("is noticed by a post that is refused, and forgotten, too", async () => {
    world.platform.nextPosts = [{ kind: "refused", reason: "bot-removed", missing: [] }];
    await world.runTo("2026-11-20T09:00:00Z", STEP);
    world.platform.isThere = false;
    await world.runTo("2026-12-21T00:00:00Z", DAY / 4);
    expect(await language()).toBeNull();
  });
});

describe("a channel that put the bot out", () => {
  it("reads how it is let in, goes on by itself when it is, and the manager is told once of each", async () => {
    await world.handlers.shutOut(world.place, HOW);
    await world.handlers.shutOut(world.place, HOW);
    expect(await group()).toMatchObject({ paused: { reason: "not-a-member" }, next: null });
    expect(told()).toEqual([expect.stringContaining("type /invite")]);
    await world.handlers.letIn(world.place);
    await world.handlers.letIn(world.place);
    expect(await group()).toMatchObject({ paused: null, next: { date: "2026-11-20" } });
    expect(told().slice(1)).toEqual([expect.stringContaining("I am in g1 again")]);
    const tones = world.platform.told.map(({ reply }) => (reply.kind === "notice" ? reply.tone : null));
    expect(tones).toEqual(["trouble", "done"]);
  });

  it("goes on where the bot was let in while no process listened, at the next start", async () => {
    await world.handlers.shutOut(world.place, HOW);
    await world.handlers.joined(world.place.team);
    expect(await group()).toMatchObject({ paused: null });
    expect(told().at(-1)).toContain("I am in g1 again");
  });

  it("gets the result of the question before at once, too, where that was noticed only when it refused the next one", async () => {
    const results = () => world.platform.edits.filter(({ reply }) => reply.kind === "result");
    await world.runTo("2026-11-20T08:00:00Z", STEP);
    await world.bot.answer(world.as("ada"), 0);
    world.platform.nextEdits = Array.from({ length: 500 }, () => ({ kind: "barred", detail: "out" }));
    world.platform.nextPosts = [{ kind: "refused", reason: "not-a-member", missing: [HOW] }];
    await world.runTo("2026-11-21T08:00:00Z", STEP);
    expect(await group()).toMatchObject({ paused: { reason: "not-a-member" } });
    expect(results()).toEqual([]);
    world.platform.nextEdits = [];
    await world.handlers.letIn(world.place);
    await world.work();
    expect(results()).toHaveLength(1);
  });

  it("stays paused while something else is missing, or where its manager paused it", async () => {
    await world.handlers.shutOut(world.place, HOW);
    world.platform.missing = [{ name: "chat:write", how: HOW }];
    await world.handlers.letIn(world.place);
    expect(await group()).toMatchObject({ paused: { reason: "not-a-member" } });
    world.platform.missing = [];
    await world.bot.daily.resume(world.as("admin"));
    await world.bot.daily.pause(world.as("admin"));
    await world.handlers.letIn(world.place);
    expect(await group()).toMatchObject({ paused: { reason: "manager" } });
  });

  it.each(["status", "now"] as const)(
    "reads below daily %s that it goes on once it lets the bot in",
    async (what) => {
      const read = async () => said(await world.bot.daily[what](world.as("admin")));
      await world.handlers.shutOut(world.place, HOW);
      expect(await read()).toContain("I was taken out of the channel");
      expect(await read()).toContain("Once I am let in again, it goes on by itself");
      expect(await read()).not.toContain("daily resume");
      await world.handlers.letIn(world.place);
      await world.bot.daily.pause(world.as("admin"));
      expect(await read()).toContain("daily resume");
    },
  );

  it.each([
    ["channel-gone", "closed to me", "if it is gone, type daily set in another one"],
    ["bot-removed", "I was removed", "Once I am let in again"],
    ["permission-lost", "I may no longer post there", "Let me back in, then go on with"],
  ] as const)("reads what is true of %s", async (reason, why, then) => {
    const { version, ...before } = await group();
    await world.store.writeGroup(world.place, version, {
      ...before,
      paused: { reason, since: 0 },
      next: null,
    });
    const status = said(await world.bot.daily.status(world.as("ben")));
    expect(status).toContain(why);
    expect(status).toContain(then);
  });
});
