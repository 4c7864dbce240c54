import { beforeEach, describe, expect, it } from "vitest";
import type { Period } from "../../src/engine/words/board.ts";
import type { ProfileReply } from "../../src/engine/words/reply.ts";
import { dealt } from "../dealt.ts";
import { createWorld, type World } from "./world.ts";

const STEP = 10 * 60_000;
let world: World;

const answer = async (who: string) => {
  const { current } = await world.store.readGroup(world.place);
  const round = await world.store.readRound(world.place.team, current ?? "");
  if (round === null) throw new Error("no round");
  const action = { verb: "answer", round: round.id, choice: dealt(round).key } as const;
  await world.handlers.button({ ...world.as(who), action });
};
async function pointsOn(period: Period, previous = false): Promise<number> {
  const query = { period, scope: "group", topic: null, previous } as const;
  const board = await world.bot.board(world.as("ben"), query);
  return board.kind === "board" ? (board.rows[0]?.points ?? 0) : -1;
}
const profile = async () => (await world.bot.profile(world.as("ada"))) as ProfileReply;
const today = async () => (await profile()).points.find(({ period }) => period === "today")?.points ?? 0;

beforeEach(async () => {
  world = createWorld("2026-11-20T06:00:00Z");
  await world.bot.daily.set(world.as("admin"), { time: "09:00", timezone: "Europe/Berlin" });
  await world.runTo("2026-11-20T08:00:00Z", STEP);
  await answer("ada");
});

describe("points", () => {
  it("of a daily question stand on today's board when its result comes, and the profile says the same", async () => {
    expect([await pointsOn("today"), await today()]).toEqual([0, 0]);
    await world.runTo("2026-11-21T08:10:00Z", STEP);
    expect(await pointsOn("today")).toBeGreaterThan(0);
    expect(await today()).toBe(await pointsOn("today"));
    expect(await pointsOn("today", true)).toBe(0);
    expect(await pointsOn("week")).toBe(await pointsOn("today"));
    expect(await profile()).toMatchObject({ streak: { current: 1, best: 1 } });
  });

  it("of a practice question that is answered the next day count for that day", async () => {
    const asked = await world.bot.ask(world.as("ada"), {}, true);
    if (asked.kind !== "question") throw new Error(asked.kind);
    const round = await world.store.readRound(world.place.team, asked.roundId);
    world.sleepTo("2026-11-21T07:00:00Z");
    const action = { verb: "answer", round: asked.roundId, choice: dealt(round).key } as const;
    expect(await world.handlers.button({ ...world.as("ada"), action })).toMatchObject({ kind: "verdict" });
    expect(await today()).toBeGreaterThan(0);
    expect(await pointsOn("today")).toBe(await today());
  });

  it("of Sunday's question, whose result comes on Monday, count for the new week's recap", async () => {
    await world.runTo("2026-11-22T08:10:00Z", STEP);
    await answer("ben");
    await world.runTo("2026-11-30T09:00:00Z", STEP);
    const recaps = world.platform.posts.flatMap(({ reply }) => (reply.kind === "recap" ? [reply] : []));
    expect(recaps.map(({ monday, rows }) => [monday, rows.map(({ name }) => name)])).toEqual([
      ["2026-11-16", ["Name of ada"]],
      ["2026-11-23", ["Name of ben"]],
    ]);
  });
});
