import { beforeEach, describe, expect, it } from "vitest";
import type { Action, FormAction } from "../../src/engine/words/press.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import { saying } from "../platforms/speaking.ts";
import { createWorld, HOUR, said, type World } from "./world.ts";

let world: World;
const admin = () => world.as("admin");
const group = () => world.store.readGroup(world.place);
const questions = () => world.platform.posts.filter((p) => p.reply.kind === "question");
const at = (id: string, where: string) => world.as(id, { place: { team: world.place.team, group: where } });

/** Presses the first button of a reply, which may also offer to choose step by step. */
async function press(reply: Reply | null, who: string): Promise<Reply | null> {
  const buttons = reply !== null && "buttons" in reply ? reply.buttons : [];
  expect(buttons.slice(1).map(({ action }) => action.verb)).toEqual(
    buttons[0]?.action.verb === "set-up" ? ["setup"] : [],
  );
  const action = buttons[0]?.action as Exclude<Action, FormAction>;
  return world.handlers.button({ ...world.as(who), action });
}

beforeEach(() => {
  world = createWorld("2026-11-20T06:00:00Z");
});

describe("setting up a daily question", () => {
  it("shows what would be and asks, and nothing is asked before the yes", async () => {
    const shown = await world.bot.daily.propose(admin(), { topics: ["cnn"] });
    expect(said(shown)).toContain("Nothing is set up yet");
    expect(said(shown)).toContain("The time is in UTC");
    expect(shown).toMatchObject({
      kind: "schedule",
      group: { schedule: { time: "09:00", topics: ["cnn"] } },
      next: { date: "2026-11-20" },
    });
    await world.runTo("2026-11-20T12:00:00Z");
    expect([questions(), (await group()).schedule]).toEqual([[], null]);

    // An hour after it was shown nobody knows any more what it was.
    world.sleepTo("2026-11-20T12:30:00Z");
    expect(said(await press(shown, "admin"))).toContain("Nothing was set up");

    const again = await world.bot.daily.propose(admin(), { topics: ["cnn"], timezone: "Europe/Berlin" });
    expect(said(await press(again, "admin"))).toBe("The daily question of g1 is set.");
    expect((await group()).schedule).toMatchObject({ topics: ["cnn"], timezone: "Europe/Berlin" });
    expect(said(await press(again, "admin"))).toContain("already");
  });

  it("is set up in the channel that was meant, wherever the button is pressed", async () => {
    const shown = await world.bot.daily.propose(at("admin", "g7"), {});
    await press(shown, "admin");
    expect((await world.store.readGroup({ ...world.place, group: "g7" })).schedule).not.toBeNull();
    expect((await group()).schedule).toBeNull();
  });

  it("needs somebody who may manage, at the press too", async () => {
    const shown = await world.bot.daily.propose(admin(), {});
    expect(said(await press(shown, "ben"))).toContain("Nothing was changed");
    expect((await group()).schedule).toBeNull();
  });

  it("changes at once what is set up already", async () => {
    await world.bot.daily.set(admin(), {});
    expect(said(await world.bot.daily.propose(admin(), { time: "10:00" }))).toContain("is set");
    expect((await group()).schedule?.time).toBe("10:00");
  });

  it("says in a thread that it is about the channel around it", async () => {
    const inThread = { ...admin(), inThread: true };
    const all = [await world.bot.daily.propose(inThread, {}), await world.bot.daily.pause(inThread)];
    for (const reply of all) expect(said(reply)).toContain("A thread has no daily question of its own");
  });
});

describe("a pause", () => {
  it("ends by `daily resume` alone, whatever is set meanwhile", async () => {
    await world.bot.daily.set(admin(), {});
    await world.bot.daily.pause(admin());
    const reply = await world.bot.daily.set(admin(), { topics: ["cnn"], time: "10:00" });
    expect(said(reply)).toContain("It stays paused");
    expect(reply).toMatchObject({ next: null });
    await world.runTo("2026-11-22T12:00:00Z", HOUR);
    expect(questions()).toEqual([]);
    await world.bot.daily.resume(admin());
    await world.runTo("2026-11-23T12:00:00Z", HOUR);
    expect(questions()).toHaveLength(1);
  });

  it("of the bot's own is not ended by other settings either", async () => {
    await world.bot.daily.set(admin(), {});
    await world.handlers.channelGone(world.place);
    await world.bot.daily.set(admin(), { difficulty: "easy" });
    expect((await group()).paused).toMatchObject({ reason: "channel-gone" });
  });
});

describe("skipped dates", () => {
  const dates = () => questions().map((p) => /\d{4}-\d\d-\d\d/.exec(p.options.key)?.[0]);

  it.each([
    [
      "a pause and its end",
      async () => [await world.bot.daily.pause(admin()), await world.bot.daily.resume(admin())],
    ],
    ["another time", () => world.bot.daily.set(admin(), { time: "11:00" })],
    ["another zone", () => world.bot.daily.set(admin(), { timezone: "America/New_York" })],
    [
      "a removal of the bot and its return",
      async () => [
        await world.handlers.left(world.place.team),
        await world.handlers.joined(world.place.team),
      ],
    ],
  ])("stay skipped after %s", async (_, change) => {
    await world.bot.daily.set(admin(), { timezone: "Europe/Berlin" });
    for (let i = 0; i < 3; i++) await world.bot.daily.skip(admin());
    await change();
    expect((await group()).next?.date).toBe("2026-11-23");
    expect(await world.bot.daily.status(admin())).toMatchObject({
      group: { schedule: { skipped: ["2026-11-20", "2026-11-21", "2026-11-22"] } },
    });
    await world.runTo("2026-11-25T20:00:00Z", HOUR / 2);
    expect(dates()).toEqual(["2026-11-23", "2026-11-24", "2026-11-25"]);
  });

  it("are asked all the same where a manager wants it now", async () => {
    await world.bot.daily.set(admin(), {});
    await world.bot.daily.skip(admin());
    await world.bot.daily.now(admin());
    expect(dates()).toEqual(["2026-11-20"]);
  });

  it("are one where two managers skip at once, and the next where somebody skips again", async () => {
    await world.bot.daily.set(admin(), {});
    const boss = () => world.as("boss", { isAdmin: true });
    const replies = await Promise.all([world.bot.daily.skip(admin()), world.bot.daily.skip(boss())]);
    for (const reply of replies) expect(said(reply)).toContain("The question of 20 Nov 2026 is skipped");
    expect((await group()).next?.date).toBe("2026-11-21");
    expect(said(await world.bot.daily.skip(boss()))).toContain("The question of 21 Nov 2026 is skipped");
  });

  it("are shown as long as they are not over", async () => {
    await world.bot.daily.set(admin(), {});
    await world.bot.daily.skip(admin());
    const skipped = async () => {
      const status = await world.bot.daily.status(admin());
      const set = await world.bot.daily.set(admin(), { topics: ["cnn"] });
      return [status, set].map((reply) => reply.kind === "schedule" && reply.group.schedule?.skipped);
    };
    await world.runTo("2026-11-20T23:00:00Z", HOUR);
    expect(await skipped()).toEqual([["2026-11-20"], ["2026-11-20"]]);
    await world.runTo("2026-11-21T01:00:00Z", HOUR);
    expect(await skipped()).toEqual([[], []]);
  });

  it("are forgotten when they are over", async () => {
    await world.bot.daily.set(admin(), {});
    await world.bot.daily.skip(admin());
    await world.runTo("2026-11-25T12:00:00Z", HOUR);
    await world.bot.daily.skip(admin());
    expect((await group()).schedule?.skipped).toEqual(["2026-11-26"]);
  });

  it("do not keep the weekly recap away", async () => {
    await world.bot.daily.set(admin(), {});
    for (let i = 0; i < 5; i++) await world.bot.daily.skip(admin());
    await world.bot.daily.pause(admin());
    await world.bot.daily.resume(admin());
    expect((await group()).recap?.at).toBe(Date.parse("2026-11-23T09:00:00Z"));
  });
});

describe("who may manage", () => {
  it("named managers manage, and only admins and the host name others", async () => {
    await world.bot.daily.manager(admin(), { add: "ben" });
    expect(said(await world.bot.daily.set(world.as("ben"), {}))).toContain("is set");
    const refused = said(await world.bot.daily.manager(world.as("ben"), { add: "zoe" }));
    expect(refused).toContain("you may manage, not name others");
    expect(await world.store.managers(world.place.team)).toEqual(["ben"]);
    expect(said(await world.bot.daily.manager(world.as("ben"), {}))).toContain("The team’s admin name them");
    expect(said(await world.bot.daily.manager(world.as("host"), { add: "zoe" }))).toContain("ben and zoe");
  });

  it("whoever created the channel manages it, and no other channel", async () => {
    world.platform.owners.set("g1", "carol").set("g2", "dora");
    expect(said(await world.bot.daily.set(world.as("carol"), {}))).toContain("is set");
    const refused = await world.bot.daily.set(at("carol", "g2"), {});
    expect(said(refused)).toContain("Nothing was changed");
    // There is somebody to ask.
    expect(refused).toMatchObject({ buttons: [] });
  });

  it("where a channel is nobody's, a member asks and an admin's press allows it there alone", async () => {
    const refused = await world.bot.daily.propose(world.as("ben"), {});
    const request = await press(refused, "ben");
    expect(request).toMatchObject({ visibility: "channel" });
    expect(said(request)).toContain("ben would like to manage the daily question of g1");
    // Once is enough: nobody fills the channel with requests.
    expect(await press(refused, "ben")).toMatchObject({ visibility: "private", buttons: [] });
    expect(said(await press(request, "zoe"))).toContain("Nothing was changed");
    expect(said(await press(request, "ben"))).toContain("Nothing was changed");
    expect(said(await press(request, "admin"))).toContain("ben may manage");
    expect(world.platform.told).toMatchObject([{ learner: "ben" }]);
    expect(said(await world.bot.daily.set(world.as("ben"), {}))).toContain("is set");
    expect(said(await world.bot.daily.set(at("ben", "g2"), {}))).toContain("Nothing was changed");
    expect(said(await world.bot.daily.manager(admin(), {}))).toContain("Named for this channel alone: ben");
    await world.bot.daily.manager(admin(), { remove: "ben" });
    expect(said(await world.bot.daily.pause(world.as("ben")))).toContain("Nothing was changed");
  });

  it("whoever may manage already is not told so again by a second press on Allow", async () => {
    const request = await press(await world.bot.daily.propose(world.as("ben"), {}), "ben");
    await press(request, "admin");
    const again = await press(request, "admin");
    expect(said(again)).toContain("ben may manage");
    expect(world.platform.told).toHaveLength(1);
    await world.bot.daily.manager(admin(), { remove: "ben" });
    await press(request, "admin");
    expect(world.platform.told).toHaveLength(2);
  });
});

describe("`daily list`", () => {
  beforeEach(async () => {
    for (const where of ["g1", "g2", "g3"]) await world.bot.daily.set(at("admin", where), {});
    await world.bot.daily.pause(at("admin", "g2"));
    await world.handlers.channelGone({ ...world.place, group: "g3" });
    await world.bot.daily.set(at("admin", "g4"), {});
    await world.bot.daily.off(at("admin", "g4"));
    await world.runTo("2026-11-20T09:30:00Z");
  });

  it("shows every schedule, its state, its next question and what is wrong", async () => {
    world.platform.missing = [{ name: "Embed Links", how: saying("allow it") }];
    const lines = said(await world.bot.daily.list(admin())).split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(
      /^g1 \(09:00 UTC, every day\): a question is open until .*next one opens 2026-11-21/,
    );
    expect(lines[1]).toMatch(/^g2 .*paused since 2026-11-20T06:00.*missing: Embed Links/);
    expect(lines[2]).toMatch(/^g3 .*the channel is gone; missing: Embed Links/);
  });

  it("shows a channel's manager that channel alone, and nobody else anything", async () => {
    await world.store.setManager(world.place.team, "ben", true, "g2");
    expect(said(await world.bot.daily.list(world.as("ben")))).toMatch(/^g2 [^\n]*$/);
    expect(said(await world.bot.daily.list(world.as("zoe")))).toContain("are managed by");
  });
});
