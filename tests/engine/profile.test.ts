import { expect, it } from "vitest";
import { cardOf } from "../../src/cards/index.ts";
import { told } from "../../src/cards/told.ts";
import type { ProfileReply } from "../../src/engine/words/reply.ts";
import type { Choice } from "../../src/engine/words/round.ts";
import { plainOf } from "../../src/words/inline.ts";
import { languages } from "../platforms/speaking.ts";
import { makeRound } from "../stores/fixtures.ts";
import { createWorld, DAY, type World } from "./world.ts";

async function profileOf({ bot, as }: World): Promise<ProfileReply> {
  const reply = await bot.profile(as("ada"));
  if (reply.kind !== "profile") throw new Error("no profile came");
  return reply;
}

const pageOf = async (world: World) =>
  cardOf(await profileOf(world), { words: languages.of("en"), can: () => true });
const textOf = async (world: World) =>
  (await pageOf(world)).blocks.flatMap((block) => told(block).map(({ text }) => plainOf(text))).join("\n");

async function answer(world: World): Promise<void> {
  const { current } = await world.store.readGroup(world.place);
  const action = { verb: "answer" as const, round: current ?? "", choice: 0 as Choice };
  await world.handlers.button({ ...world.as("ada"), action });
}

const START = "2026-11-20T06:00:00Z";
const TIME = { time: "09:00", timezone: "Europe/Berlin" };

it("shows no zero before anything was answered, says what the page is for, and what to begin with", async () => {
  const world = createWorld(START);
  const page = await pageOf(world);
  expect(await textOf(world)).toBe(
    "This page fills as you answer: your streak, what you remember, and when it is time to review.",
  );
  expect(page.buttons.map(({ label }) => label)).toEqual(["Practise new ones"]);
});

it("says whether the question of the day waits, was answered, or when it opens", async () => {
  const world = createWorld(START);
  await world.bot.daily.set(world.as("admin"), TIME);
  expect(await textOf(world)).toContain("Today: the next question opens 2026-11-20 08:00");
  await world.runTo("2026-11-20T08:00:00Z");
  expect(await textOf(world)).toContain("a question waits for your answer, it closes");
  await answer(world);
  expect(await textOf(world)).toContain("Today: answered, the result comes");
});

it("counts the days with an answer, and draws them in weeks from the first one on", async () => {
  const world = createWorld(START);
  await world.bot.daily.set(world.as("admin"), TIME);
  // A Friday, a Saturday, and the Monday after.
  for (const day of ["2026-11-20", "2026-11-21", "2026-11-23"]) {
    await world.runTo(`${day}T08:30:00Z`, 10 * 60_000);
    await answer(world);
    await answer(world);
  }
  const { days } = await profileOf(world);
  expect(days?.answered).toHaveLength(90);
  expect(days?.answered.slice(-5)).toEqual([null, 1, 1, 0, 1]);
  const text = await textOf(world);
  expect(text).toContain("Active on 3 days of 90.");
  expect(text).toContain("        ▒ ▒ ·\n▒");
});

it("names the channel that points are of and how they are made, and only periods with points", async () => {
  const world = createWorld(START);
  const { place } = world;
  await world.store.addPractice(
    makeRound({ id: "p1", opensAt: world.now(), mode: "practice", place, onlyFor: "ada" }),
  );
  const action = { verb: "answer" as const, round: "p1", choice: 1 as Choice };
  await world.handlers.button({ ...world.as("ada"), action });
  const text = await textOf(world);
  expect(text).toContain("Your points in g1");
  expect(text).toContain("Today: 4 points");
  expect(text).toContain("practice 2, 4 or 6, at most 30 a day");
  world.sleepTo(new Date(world.now() + 3 * DAY).toISOString());
  expect(await textOf(world)).not.toContain("0 points");
});

it("leads to what is due and to mistakes, and says when the next review is where nothing is due", async () => {
  const world = createWorld(START);
  const labels = async () => (await pageOf(world)).buttons.map(({ label }) => label);
  await world.store.recordReview(world.place.team, "ada", {
    ...{ id: "r1", at: world.now(), concept: "cnn", item: "cnn.c1", mode: "practice" },
    outcome: { kind: "choice", right: false, confidence: null, difficulty: "easy", hints: 0 },
  });
  expect(await labels()).toEqual(["Practise new ones", "Practise my mistakes"]);
  expect(await textOf(world)).toContain("Due for review: nothing now, the next one");
  world.sleepTo(new Date(world.now() + 2 * DAY).toISOString());
  expect(await labels()).toEqual(["Review", "Practise my mistakes"]);
  expect(await textOf(world)).toContain("Due for review: 1 concept");
});
