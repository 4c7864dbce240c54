import { expect, it } from "vitest";
import { cardOf } from "../../src/cards/index.ts";
import type { Block } from "../../src/cards/model.ts";
import type { Confidence } from "../../src/learning/review.ts";
import { plainOf } from "../../src/words/inline.ts";
import { languages } from "../platforms/speaking.ts";
import { createWorld, type World } from "./world.ts";

async function profileOf({ bot, as }: World, who = "ada") {
  const reply = await bot.profile(as(who));
  if (reply.kind !== "profile") throw new Error("no profile came");
  return reply;
}

async function blocksOf(world: World, language = "en") {
  const { blocks } = cardOf(await profileOf(world), { words: languages.of(language), can: () => true });
  // What a picture shows is told where there is none.
  return blocks.flatMap((block) => (block.type === "picture" ? (block.instead ?? []) : [block]));
}

const sentence = (blocks: readonly Block[]) =>
  blocks.flatMap((block) => (block.type === "chart" ? [plainOf(block.text)] : []));

/** Answers about a topic, of which the first ones are right, ten a concept. */
async function answered(
  { store, place, now }: World,
  { topic, count, right }: { topic: string; count: number; right: number },
  confidence: Confidence | null,
) {
  for (let i = 0; i < count; i++) {
    const concept = `${topic}-${confidence}-${Math.floor(i / 10)}`;
    await store.recordReview(place.team, "ada", {
      ...{ id: `r${i}`, at: now() + i * 1000, concept, item: `${topic}.c${i % 3}`, mode: "session" },
      outcome: { kind: "choice", right: i < right, confidence, difficulty: "medium", hints: 0 },
    });
  }
}

it("says nothing of how sure somebody was before they said so of an answer", async () => {
  const world = createWorld("2026-11-20T08:00:00Z");
  expect((await profileOf(world)).calibration).toBeNull();
  await answered(world, { topic: "cnn", count: 3, right: 2 }, null);
  expect((await profileOf(world)).calibration).toBeNull();
  expect(sentence(await blocksOf(world))).toEqual([]);
});

it("says of 12 answers somebody was sure of that 8 were right, in words, as a chart and as a score", async () => {
  const world = createWorld("2026-11-20T08:00:00Z");
  await answered(world, { topic: "cnn", count: 12, right: 8 }, "sure");
  await answered(world, { topic: "rnn", count: 1, right: 0 }, "guess");
  const blocks = await blocksOf(world);
  expect(sentence(blocks)).toEqual([
    "The one answer you guessed was wrong. Of 12 answers you were sure of, 8 were right.",
  ]);
  expect(sentence(await blocksOf(world, "de"))).toEqual([
    "Die eine Antwort, die du geraten hast, war falsch. Von 12 Antworten, bei denen du sicher warst, waren 8 richtig.",
  ]);
  expect(blocks.find(({ type }) => type === "chart")).toMatchObject({
    data: {
      categories: ["Guess", "Sure"],
      series: [
        { label: "Claimed, in percent", values: [25, 90] },
        { label: "Right, in percent", values: [0, 67] },
      ],
    },
  });
  const small = blocks.flatMap((block) => (block.type === "footnote" ? [plainOf(block.text)] : []));
  expect(small.join()).toContain("Brier score: 0.26; 0 is best.");
  expect(small.join()).toContain("would give 0.24.");
  expect((await profileOf(world, "ben")).calibration).toBeNull();
});

it("says of which topic somebody is more sure than right, from 20 answers on", async () => {
  const world = createWorld("2026-11-20T08:00:00Z");
  const lines = async () =>
    (await blocksOf(world)).flatMap((block) => (block.type === "list" ? block.items.map(plainOf) : []));
  await answered(world, { topic: "cnn", count: 19, right: 9 }, "sure");
  expect(await lines()).toEqual([]);
  await answered(world, { topic: "cnn", count: 20, right: 9 }, "sure");
  expect(await lines()).toEqual([
    "CNN: more sure than right. You claimed 90%, and 45% of 20 answers were right.",
  ]);
});
