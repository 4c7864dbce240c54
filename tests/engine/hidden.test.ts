import { expect, it } from "vitest";
import { dealt } from "../dealt.ts";
import { createWorld } from "./world.ts";

it("a hidden learner's place is one among those who show and the learner", async () => {
  const { bot, store, place, as } = createWorld("2026-11-20T08:00:00Z");
  for (const [learner, right] of [
    ["ada", 2],
    ["ben", 1],
  ] as const) {
    for (let i = 0; i < right; i++) {
      const asked = await bot.ask(as("chi"), { topic: "cnn" }, false);
      if (asked.kind !== "question") throw new Error("no question came");
      const round = await store.readRound(place.team, asked.roundId);
      if (round === null) throw new Error("the round is gone");
      await bot.answer(as(learner), dealt(round).key);
    }
  }
  const ofBen = async () => {
    const profile = await bot.profile(as("ben"));
    return profile.kind === "profile" ? profile.points.at(-1) : null;
  };
  expect(await ofBen()).toMatchObject({ rank: 2, of: 2 });
  await store.setHidden(place.team, "ben", true);
  expect(await ofBen()).toMatchObject({ rank: 2, of: 2 });
});
