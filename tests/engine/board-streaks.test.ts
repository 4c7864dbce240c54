import { beforeEach, describe, expect, it } from "vitest";
import { cardOf } from "../../src/cards/index.ts";
import { told } from "../../src/cards/told.ts";
import type { BoardQuery } from "../../src/engine/words/press.ts";
import type { BoardReply } from "../../src/engine/words/reply.ts";
import { plainOf } from "../../src/words/inline.ts";
import { dealt } from "../dealt.ts";
import { languages } from "../platforms/speaking.ts";
import { createWorld, type World } from "./world.ts";

let world: World;
const WEEK: BoardQuery = { period: "week", scope: "group", topic: null, previous: false };

async function boardOf(query: Partial<BoardQuery> = {}): Promise<BoardReply> {
  const reply = await world.bot.board(world.as("ada"), { ...WEEK, ...query });
  if (reply.kind !== "board") throw new Error(reply.kind);
  return reply;
}
const streaks = ({ rows }: BoardReply) =>
  Object.fromEntries(rows.map(({ learner, streak }) => [learner, streak]));

/** Those answer the question of a day, rightly. */
async function answering(day: string, learners: readonly string[]): Promise<void> {
  await world.runTo(`2026-11-${day}T08:01:00Z`);
  const { current } = await world.store.readGroup(world.place);
  const round = await world.store.readRound(world.place.team, current ?? "");
  if (round === null) throw new Error("no round");
  const action = { verb: "answer", round: round.id, choice: dealt(round).key } as const;
  for (const who of learners) await world.handlers.button({ ...world.as(who), action });
}

beforeEach(async () => {
  world = createWorld("2026-11-16T07:59:00Z");
  await world.bot.daily.set(world.as("admin"), { time: "09:00", timezone: "Europe/Berlin" });
  await answering("16", ["ada", "ben"]);
  await answering("17", ["ada", "ben"]);
  await answering("18", ["ada"]);
  await answering("19", []);
});

describe("a board of a channel", () => {
  it("shows beside the points how many questions were answered in a row, and nothing of a streak that broke", async () => {
    expect(streaks(await boardOf())).toEqual({ ada: 3, ben: null });
    const { blocks } = cardOf(await boardOf(), { words: languages.of("en"), can: () => false });
    const text = blocks.flatMap((block) => told(block).map((one) => plainOf(one.text))).join("\n");
    expect(text.match(/in a row/g)).toHaveLength(1);
    expect(text).toContain("3 in a row");
  });

  it("says nothing of streaks where they are not of this channel and of now", async () => {
    for (const query of [{ scope: "team" }, { previous: true }] as const)
      expect((await boardOf(query)).rows.every(({ streak }) => streak === null)).toBe(true);
  });
});
