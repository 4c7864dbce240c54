import { describe, expect, it } from "vitest";
import { cardOf } from "../../src/cards/index.ts";
import { told } from "../../src/cards/told.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import { drawAloud } from "../../src/platforms/discord/draw/index.ts";
import { draw as drawOnSlack } from "../../src/platforms/slack/draw/index.ts";
import { plainOf } from "../../src/words/inline.ts";
import { createLanguages, LOCALES, readCatalogues } from "../../src/words/languages.ts";
import { languages } from "../platforms/speaking.ts";
import { SAMPLES } from "./samples.ts";

const cardFor = (reply: Reply, language = "en") =>
  cardOf(reply, { words: languages.of(language), can: () => false });
const linesOf = (reply: Reply) =>
  cardFor(reply).blocks.flatMap((block) => (block.type === "list" ? block.items.map(plainOf) : []));

/** Sections and small print as Slack gets them. */
const onSlack = (reply: Reply, language = "en"): string[] =>
  drawOnSlack(cardFor(reply, language), "whole")
    .pages.flat()
    .map((block) => JSON.stringify(block));

describe("what was wrong to look at", () => {
  it("notifies of the question of the day itself, also on the day after another one", () => {
    const { content } = drawAloud(cardFor(SAMPLES.question)).first;
    expect(content).toContain("what is the receptive field?");
    expect(content).not.toContain("was right");
  });

  it("says a time once on Slack, which cannot say how long it is until then: the day, then the clock", () => {
    for (const language of ["en", "de"]) {
      const state = onSlack(SAMPLES.question, language).find((block) => block.includes("<!date")) ?? "";
      expect(state.match(/\{date_short_pretty\}/g)).toHaveLength(1);
      expect(state.match(/\{time\}/g)).toHaveLength(1);
    }
    const alone = onSlack(SAMPLES["open-result"]).find((block) => block.includes("<!date")) ?? "";
    expect(alone).toContain("{date_short_pretty}, {time}");
  });

  it("keeps the lines of a list together on Slack", () => {
    const section = onSlack(SAMPLES["open-result"]).find((block) => block.includes("Fewer positions")) ?? "";
    expect(section).toContain("Fewer positions ★★★\\n• No weights of its own ★");
    const ticks = onSlack(SAMPLES["open-answer"]).find((block) => block.includes("☐ Fewer positions")) ?? "";
    expect(ticks).toContain("☐ Fewer positions ★★★\\n☐ Tolerance to shifts ★");
  });

  it("parts the small print in the picture of a board", () => {
    const made = cardFor(SAMPLES.board).blocks.flatMap((block) =>
      block.type === "picture" && block.source.kind === "made" ? [block.source.make] : [],
    );
    expect(made).toMatchObject([{ kind: "board", foot: "12 learners with points · Page 1 of 2" }]);
  });

  it("lets no bold word begin or end with a space, which is lost where it is drawn", () => {
    const strong = (value: unknown): string[] => {
      if (Array.isArray(value)) return value.flatMap(strong);
      if (typeof value !== "object" || value === null) return [];
      if ("type" in value && value.type === "strong" && "text" in value) return [String(value.text)];
      return Object.values(value).flatMap(strong);
    };
    const all = Object.values(SAMPLES).flatMap((reply) => strong(cardFor(reply)));
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((text) => text !== text.trim())).toEqual([]);
  });

  it("parts the number of a sheet's question from its words, and follow-ups from answers without a second mark", () => {
    expect(linesOf(SAMPLES.sheet)[0]).toMatch(/^1\. What does pooling do/);
    expect(linesOf(SAMPLES.interview)).toContain("What does it cost? Positions.");
    const labels = cardFor(SAMPLES.interview).blocks.map((block) => ("label" in block ? block.label : ""));
    expect(labels).toContain("Key points to score");
  });

  it("sets a label off from its value as the language does: with a space before the colon in French", () => {
    const all = createLanguages(readCatalogues(LOCALES));
    const cardIn = (reply: Reply, language: string) =>
      cardOf(reply, { words: all.of(language), can: () => false });
    const factsIn = (language: string) =>
      cardIn(SAMPLES.schedule, language)
        .blocks.filter(({ type }) => type === "facts")
        .flatMap(told)
        .flatMap(({ text }) => plainOf(text).split("\n"));
    expect(factsIn("en")).toContainEqual(expect.stringMatching(/^Days: /));
    expect(factsIn("fr")).toContainEqual(expect.stringMatching(/^Jours\u00A0: /));
    expect(factsIn("ja")).toContainEqual(expect.stringMatching(/^\S+：\S/));
    expect(plainOf(cardIn(SAMPLES.setup, "fr").spoken)).toMatch(/^Une question du jour\u00A0: /);
  });
});
