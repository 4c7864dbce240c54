import { beforeEach, expect, it } from "vitest";
import { createWorld } from "./world.ts";

let world: ReturnType<typeof createWorld>;
const TEAM = "web:local" as const;

beforeEach(() => {
  world = createWorld("2026-11-20T12:00:00Z");
  world.platform.others = ["lobby", "study"];
});

const comes = (since: number | null = 1, learner: string | null = null) =>
  world.handlers.arrived({ team: TEAM, learner, locale: null, since });
const places = () => world.platform.posts.map(({ place }) => place.group);

it("says hello once in the first channel, however many processes hear that it came", async () => {
  await Promise.all([comes(), comes(), comes()]);
  expect(places()).toEqual(["lobby"]);
  expect(world.platform.posts[0]?.reply).toMatchObject({
    visibility: "channel",
    buttons: [{ action: { verb: "another", private: true } }, { action: { verb: "setup", step: "start" } }],
  });
});

it("says it in the next channel where it may not write in the first", async () => {
  world.platform.nextPosts = [{ kind: "refused", reason: "permission-lost", missing: [] }];
  await comes();
  expect(places()).toEqual(["study"]);
});

it("stays silent where it may write in no channel, and notes that in the log", async () => {
  world.platform.others = [];
  await comes();
  expect(places()).toEqual([]);
  expect(world.logged).toContain("the bot may write in no channel of a new team");
});

it("says it again where it was removed and comes back, and not otherwise", async () => {
  await comes(1);
  await comes(1);
  await world.handlers.left(TEAM);
  await comes(2);
  expect(places()).toEqual(["lobby", "lobby"]);
});

it("tells whoever brought it along, once for all who meet it, and again after it was gone", async () => {
  await comes(null, "grace");
  await comes(null, "ben");
  expect(world.platform.told.map(({ learner }) => learner)).toEqual(["grace"]);
  await world.handlers.left(TEAM);
  await comes(null, "ben");
  expect(world.platform.told.map(({ learner }) => learner)).toEqual(["grace", "ben"]);
});

it("greets nobody in a team that is not new: a question is asked there", async () => {
  await world.bot.daily.set(world.as("grace", { isAdmin: true }), {});
  await comes(null, "ben");
  expect(world.platform.told).toEqual([]);
});

it("greets nobody where it is back, and its questions go on", async () => {
  await world.bot.daily.set(world.as("grace", { isAdmin: true }), {});
  await world.handlers.left(TEAM);
  await world.handlers.joined(TEAM);
  await comes(2);
  expect(places()).toEqual([]);
});

it("says it later where the queue did not take it", async () => {
  const { add } = world.deps.outbox;
  world.deps.outbox.add = async () => {
    throw new Error("away");
  };
  await expect(comes()).rejects.toThrow("away");
  world.deps.outbox.add = add;
  await comes();
  expect(places()).toEqual(["lobby"]);
});
