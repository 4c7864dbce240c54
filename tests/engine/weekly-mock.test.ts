import { describe, expect, it } from "vitest";
import type { ButtonPress } from "../../src/engine/ports/platform.ts";
import { exportDocuments, forgetWhole } from "../../src/engine/uses/documents.ts";
import { setWeeklyMock } from "../../src/engine/uses/weekly-mock.ts";
import type { Reply, WeeklyMockReply } from "../../src/engine/words/reply.ts";
import { createWorld, said, type World } from "./world.ts";

/** A Monday. */
const MONDAY = "2026-11-16T08:00:00Z";

const posts = (world: World, kind: Reply["kind"]) =>
  world.platform.posts.filter(({ reply }) => reply.kind === kind);
const shown = (world: World): WeeklyMockReply => {
  const seen = [...world.platform.posts, ...world.platform.edits].filter(
    ({ reply }) => reply.kind === "weekly-mock",
  );
  return seen.at(-1)?.reply as WeeklyMockReply;
};

async function setUp(world: World): Promise<void> {
  const reply = await world.bot.daily.mock(world.as("admin"), { days: [5], time: "17:00" });
  expect(said(reply)).toContain("2026-11-20T17:00:00.000Z");
}

/** Presses the sign-up as it stands. */
async function press(world: World, who: string, act: "join" | "leave"): Promise<string> {
  const [post] = posts(world, "weekly-mock").slice(-1);
  const reply = post?.reply;
  const button = (reply?.kind === "weekly-mock" ? reply.buttons : []).find(
    ({ action }) => action.verb === "weekly" && action.act === act,
  );
  if (button === undefined) throw new Error("there is no such button");
  const { action } = button as { action: ButtonPress["action"] };
  return said(await world.handlers.button({ ...world.as(who), action }));
}

describe("weekly mock interviews", () => {
  it("have a sign-up a day before, pairs at the hour, an invitation each, and another sign-up a week later", async () => {
    const world = createWorld(MONDAY);
    await setUp(world);
    await world.runTo("2026-11-19T16:50:00Z", 600_000);
    expect(posts(world, "weekly-mock")).toEqual([]);
    await world.runTo("2026-11-19T17:10:00Z", 600_000);
    expect(posts(world, "weekly-mock")).toHaveLength(1);
    for (const who of ["ada", "ben", "chidi", "dora", "emil", "fay"])
      expect(await press(world, who, "join")).toContain("You are in");
    await press(world, "ada", "join");
    expect(await press(world, "fay", "leave")).toContain("out for this week");
    await world.runTo("2026-11-20T17:10:00Z", 600_000);
    const { pairs } = shown(world);
    expect(pairs).toHaveLength(2);
    const part = pairs
      .flatMap(({ one, other, observer }) => [one, other, observer])
      .filter((one) => one !== null);
    expect([...part].sort()).toEqual(["ada", "ben", "chidi", "dora", "emil"]);
    expect(posts(world, "pair-invite")).toHaveLength(2);
    expect(await press(world, "fay", "join")).toContain("drawn");
    await world.runTo("2026-11-26T17:10:00Z", 3_600_000);
    await world.runTo("2026-11-26T17:20:00Z", 600_000);
    expect(posts(world, "weekly-mock")).toHaveLength(2);
    expect(posts(world, "weekly-mock").at(-1)?.reply).toMatchObject({ signed: [], drawn: false });
  });

  it("have a new sign-up where a manager changes the hour, or ends them and begins anew, once it is up", async () => {
    const world = createWorld(MONDAY);
    // As on Slack, where an earlier message is found by looking alone.
    world.platform.hasNonce = false;
    await setUp(world);
    await world.runTo("2026-11-19T17:10:00Z", 600_000);
    await world.bot.daily.mock(world.as("admin"), { time: "18:30" });
    await world.runTo("2026-11-19T19:00:00Z", 600_000);
    expect(posts(world, "weekly-mock")).toHaveLength(2);
    expect(shown(world)).toMatchObject({ at: Date.parse("2026-11-20T18:30:00Z") });
    await world.bot.daily.mock(world.as("admin"), { off: true });
    await world.bot.daily.mock(world.as("admin"), { days: [5], time: "18:30" });
    await world.runTo("2026-11-19T19:30:00Z", 600_000);
    expect(posts(world, "weekly-mock")).toHaveLength(3);
    expect(await press(world, "ada", "join")).toContain("You are in");
    await world.runTo("2026-11-19T20:00:00Z", 600_000);
    const [edit] = world.platform.edits.slice(-1);
    expect(edit).toMatchObject({
      message: posts(world, "weekly-mock").at(-1)?.message,
      reply: { kind: "weekly-mock", signed: ["ada"] },
    });
  });

  it("keep who is in where the hour is changed, and take the sign-up down that nothing comes of any more", async () => {
    const world = createWorld(MONDAY);
    await setUp(world);
    await world.runTo("2026-11-19T17:10:00Z", 600_000);
    for (const who of ["ada", "ben"]) await press(world, who, "join");
    const first = posts(world, "weekly-mock")[0]?.message;
    const takenDown = () =>
      world.platform.edits.filter(({ reply }) => reply.kind === "notice").map(({ message }) => message);
    await world.bot.daily.mock(world.as("admin"), { time: "18:30" });
    expect(takenDown()).toEqual([first]);
    await world.runTo("2026-11-19T19:00:00Z", 600_000);
    expect(shown(world)).toMatchObject({ signed: ["ada", "ben"] });
    await world.runTo("2026-11-20T18:40:00Z", 600_000);
    expect(posts(world, "pair-invite")).toHaveLength(1);
    await world.runTo("2026-11-26T18:40:00Z", 3_600_000);
    await world.bot.daily.mock(world.as("admin"), { off: true });
    expect(takenDown()).toEqual([first, posts(world, "weekly-mock").at(-1)?.message]);
  });

  it("go on with the next week where a sign-up is out of reach, whose pairs have their invitations", async () => {
    const world = createWorld(MONDAY);
    await setUp(world);
    await world.runTo("2026-11-19T17:10:00Z", 3_600_000);
    world.platform.nextEdits = Array.from(
      { length: 500 },
      () => ({ kind: "failed", detail: "Missing Access", retryAfter: 0 }) as const,
    );
    for (const who of ["ada", "ben"]) await press(world, who, "join");
    await world.runTo("2026-11-20T17:10:00Z", 600_000);
    expect(posts(world, "pair-invite")).toHaveLength(1);
    await world.runTo("2026-11-26T18:00:00Z", 3_600_000);
    expect(posts(world, "weekly-mock")).toHaveLength(2);
  });

  it("are skipped without another word where fewer than two signed up", async () => {
    const world = createWorld(MONDAY);
    await setUp(world);
    await world.runTo("2026-11-19T17:10:00Z", 3_600_000);
    await press(world, "ada", "join");
    await world.runTo("2026-11-20T18:00:00Z", 600_000);
    expect(posts(world, "pair-invite")).toEqual([]);
    expect(posts(world, "weekly-mock")).toHaveLength(1);
    expect(world.platform.told).toEqual([]);
    expect(shown(world)).toMatchObject({ drawn: true, pairs: [] });
  });

  it("draw nobody who left, and ask nobody any more once they are off", async () => {
    const world = createWorld(MONDAY);
    await setUp(world);
    await world.runTo("2026-11-19T17:10:00Z", 3_600_000);
    for (const who of ["ada", "ben", "chidi"]) await press(world, who, "join");
    world.platform.left = ["chidi"];
    await world.runTo("2026-11-20T17:10:00Z", 600_000);
    expect(shown(world).pairs).toMatchObject([{ observer: null }]);
    expect(said(await world.bot.daily.mock(world.as("admin"), { off: true }))).toContain(
      "no weekly mock interviews",
    );
    await world.runTo("2026-12-10T00:00:00Z", 6 * 3_600_000);
    expect(posts(world, "weekly-mock")).toHaveLength(1);
  });

  it("are drawn once over a restart between the draw and the invitations", async () => {
    const world = createWorld(MONDAY);
    await setUp(world);
    await world.runTo("2026-11-19T17:10:00Z", 3_600_000);
    for (const who of ["ada", "ben", "chidi", "dora"]) await press(world, who, "join");
    world.platform.nextPosts = [{ kind: "failed", detail: "away", retryAfter: 1000 }];
    await world.runTo("2026-11-20T16:59:00Z", 600_000);
    await world.runTo("2026-11-20T17:00:00Z");
    expect(posts(world, "pair-invite")).toHaveLength(1);
    await world.runTo("2026-11-20T17:30:00Z", 600_000);
    expect(posts(world, "pair-invite")).toHaveLength(2);
    expect(shown(world).pairs).toHaveLength(2);
  });

  it("are in the state of the channel, with who signed up, beside the daily question or without one", async () => {
    const world = createWorld(MONDAY);
    const status = async () => said(await world.bot.daily.status(world.as("ben")));
    expect(await status()).not.toContain("mock interviews");
    await setUp(world);
    expect(await status()).toMatch(/no daily question.*mock interviews are drawn here.*2026-11-20T17:00/s);
    expect(await status()).not.toContain("signed up");
    await world.runTo("2026-11-19T17:10:00Z", 3_600_000);
    await press(world, "ada", "join");
    expect(await status()).toContain("1 member signed up");
    await press(world, "chidi", "join");
    await world.bot.daily.set(world.as("admin"), {});
    const beside = await world.bot.daily.status(world.as("ben"));
    expect([beside.kind, said(beside)]).toEqual(["schedule", expect.stringContaining("2 members signed up")]);
    await world.bot.daily.mock(world.as("admin"), { off: true });
    expect(await status()).not.toContain("mock interviews");
  });

  it("are for managers to set, and want one day and a time", async () => {
    const world = createWorld(MONDAY);
    expect(
      said(await setWeeklyMock(world.deps, world.as("ben"), { days: [5], time: "17:00" })),
    ).not.toContain("Every");
    expect(said(await world.bot.daily.mock(world.as("admin"), { days: [5] }))).toContain("at what time");
    expect(said(await world.bot.daily.mock(world.as("admin"), { days: [1, 5], time: "17:00" }))).toContain(
      "one day a week",
    );
  });

  it("keep nothing of whoever only listened, and forget no invitation of the others", async () => {
    const world = createWorld(MONDAY);
    await setUp(world);
    const name = { kind: "weekly-mock", id: world.place.group };
    const { team } = world.place;
    const now = await world.store.readDocument(team, name);
    if (now === null) throw new Error("it is not kept");
    const pair = (one: string, other: string, observer: string | null) => ({ one, other, observer });
    const value = JSON.stringify({
      ...JSON.parse(now.value),
      drawn: [pair("ada", "ben", null), pair("chidi", "dora", "emil"), pair("fay", "gus", null)],
      ...{ invited: 1, shown: "ada emil", listened: { emil: 2 } },
      signed: [{ id: "ada", name: "ada" }],
    });
    await world.store.writeDocument(team, name, now, {
      value,
      of: ["ada"],
      until: Number.MAX_SAFE_INTEGER,
      dueAt: null,
    });
    const left = async () => JSON.parse((await world.store.readDocument(team, name))?.value ?? "{}");
    await forgetWhole(world.deps, team, "ada");
    expect(await left()).toMatchObject({ invited: 0, drawn: [{ one: "chidi" }, { one: "fay" }] });
    // Who listened has signed up no more, and is known to have listened.
    expect(await world.store.documentsOf(team, "emil")).toEqual([name]);
    await forgetWhole(world.deps, team, "emil");
    expect(JSON.stringify(await left())).not.toMatch(/ada|emil/);
  });

  it("keep nothing of whoever has themselves forgotten", async () => {
    const world = createWorld(MONDAY);
    await setUp(world);
    await world.runTo("2026-11-19T17:10:00Z", 3_600_000);
    for (const who of ["ada", "ben", "chidi"]) await press(world, who, "join");
    expect((await exportDocuments(world.deps, world.place.team, "ada"))["weekly-mock"]).toMatchObject([
      { signedUp: true },
    ]);
    await forgetWhole(world.deps, world.place.team, "ada");
    expect(await world.store.documentsOf(world.place.team, "ada")).toEqual([]);
    await world.runTo("2026-11-20T17:10:00Z", 600_000);
    expect(JSON.stringify(shown(world))).not.toContain("ada");
  });
});
