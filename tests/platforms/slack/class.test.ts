import { afterEach, beforeEach, expect, it } from "vitest";
import { sampleDaily, sampleQuestion } from "../samples.ts";
import { found } from "../suite/looking.ts";
import { makeHarness, type SlackHarness } from "./harness.ts";

/** The limits' time, on both sides, goes by so many times as fast as Slack's. */
const SPEED = 10;
/** So many that the last one's turn comes after twelve seconds at that speed. */
const CLASS = 125;

let h: SlackHarness;
beforeEach(async () => {
  h = await makeHarness("socket", SPEED);
});
afterEach(async () => {
  await h.close();
  expect(h.violations()).toEqual([]);
});

it("does not keep the question of the day from being posted behind those who asked before", async () => {
  const members = Array.from({ length: 90 }, (_, i) => h.team.addMember(`M${i}`));
  h.inbound.answer(sampleQuestion());
  await Promise.all(members.map((member) => member.type(h.channel, "cnn")));
  await found(() => (h.inbound.sentQuestions.length >= 5 ? true : null), "the first questions", 20_000);
  const daily = await h.platform.post(h.place, sampleDaily(), { key: "daily", repeat: false });
  expect(daily.kind).toBe("posted");
  await found(() => (h.inbound.sentQuestions.length === 90 ? true : null), "all questions", 30_000);
}, 90_000);

it("serves everybody of a class that asks at once in one channel, and tells those who wait that it comes", async () => {
  const members = Array.from({ length: CLASS }, (_, i) => h.team.addMember(`M${i}`));
  h.inbound.answer(sampleQuestion());
  await Promise.all(members.map((member) => member.type(h.channel, "cnn")));
  await found(
    () => (h.inbound.sentQuestions.length === CLASS ? true : null),
    "a question for everybody",
    60_000,
  );
  const told = h.channel.messages.filter(({ onlyFor }) => onlyFor !== null);
  const texts = new Set(told.map(({ text }) => text));
  expect([...texts]).toEqual([expect.stringContaining("It is on its way")]);
  expect(new Set(told.map(({ onlyFor }) => onlyFor)).size).toBe(told.length);
}, 90_000);
