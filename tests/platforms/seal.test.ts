import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { cardOf } from "../../src/cards/index.ts";
import type { Card } from "../../src/cards/model.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import { draw as onDiscord } from "../../src/platforms/discord/draw/index.ts";
import { draw as onSlack } from "../../src/platforms/slack/draw/index.ts";
import { draw as onWeb } from "../../src/platforms/web/draw/index.ts";
import { createWorld } from "../engine/world.ts";
import { languages } from "./speaking.ts";

/** Every text of a laid-out message, as somebody would copy it. */
function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(textsOf) : [];
}

/** The messages of one day: the question, and what it became at its close. */
async function day(): Promise<{ question: Reply; result: Reply }> {
  const world = createWorld("2026-11-20T06:00:00Z");
  await world.bot.daily.set(world.as("admin"), { time: "09:00", timezone: "Europe/Berlin" });
  await world.runTo("2026-11-21T08:00:00Z", 3_600_000);
  const question = world.platform.posts[0]?.reply;
  const result = world.platform.edits.find(({ reply }) => reply.kind === "result")?.reply;
  if (question === undefined || result === undefined) throw new Error("the day had no question or no result");
  return { question, result };
}

const platforms: Record<string, (card: Card) => unknown> = {
  Discord: (card) => onDiscord(card),
  Slack: (card) => onSlack(card, "whole"),
  "the playground": (card) => onWeb(card),
};
const reader = { words: languages.of("en"), can: () => true };

describe("the seal of a question of the day", () => {
  for (const [name, lay] of Object.entries(platforms)) {
    it(`can be checked by a stranger who has the two messages on ${name} alone`, async () => {
      const { question, result } = await day();
      const announced = textsOf(lay(cardOf(question, reader))).flatMap(
        (text) => /\b[0-9a-f]{64}\b/.exec(text) ?? [],
      );
      const texts = textsOf(lay(cardOf(result, reader)));
      const [line] = texts.flatMap((text) => /printf .*? \| sha256sum/.exec(text) ?? []);
      const printed = execFileSync("sh", ["-c", line ?? "false"], { encoding: "utf8" });
      expect(new Set(announced)).toEqual(new Set([printed.slice(0, 64)]));
      expect(texts.join("\n")).toContain(announced[0]);
    });
  }
});
