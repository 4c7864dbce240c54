import { join } from "node:path";
import { expect, it } from "vitest";
import { cardOf } from "../../src/cards/index.ts";
import { draw } from "../../src/platforms/web/draw/index.ts";
import { loadLanguages } from "../../src/words/languages.ts";
import { dealt } from "../dealt.ts";
import { createWorld } from "../engine/world.ts";
import { readPage } from "./reading.ts";

const words = loadLanguages(join(import.meta.dirname, "../../locales")).of("en");

it("a board on which somebody hidden is alone does not say above their points that nobody has any", async () => {
  const { bot, store, place, as } = createWorld("2026-11-20T08:00:00Z");
  const query = { period: "all", scope: "group", topic: null, previous: false } as const;
  const read = async (learner: string) => {
    const reply = await bot.board(as(learner), query);
    return readPage(draw(cardOf(reply, { words, can: () => true }))).join(" ");
  };
  const asked = await bot.ask(as("chi"), { topic: "cnn" }, false);
  if (asked.kind !== "question") throw new Error("no question came");
  const round = await store.readRound(place.team, asked.roundId);
  if (round === null) throw new Error("the round is gone");
  await bot.answer(as("ben"), dealt(round).key);
  await store.setHidden(place.team, "ben", true);
  const own = await read("ben");
  expect(own).toContain("Name of ben");
  expect(own).toContain("you alone see your line");
  expect(own).not.toMatch(/Nobody has points|first right answer|Further down/);
  // Whoever does not see it reads nothing that is untrue.
  expect(await read("ada")).toContain("Nobody is on this board yet");
});
