import { describe, expect, it } from "vitest";
import { cardOf } from "../../src/cards/index.ts";
import { told } from "../../src/cards/told.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import { drawAloud } from "../../src/platforms/discord/draw/index.ts";
import { createIllustrate } from "../../src/platforms/discord/illustrated.ts";
import { draw as drawOnSlack } from "../../src/platforms/slack/draw/index.ts";
import { plainOf } from "../../src/words/inline.ts";
import { createLanguages, LOCALES, readCatalogues } from "../../src/words/languages.ts";
import { languages } from "../platforms/speaking.ts";
import { SAMPLES } from "./samples.ts";

const cardFor = (reply: Reply, language = "en") =>
  cardOf(reply, { words: languages.of(language), can: () => false });
const linesOf = (reply: Reply) =>
  cardFor(reply).blocks.flatMap((block) => (block.type === "list" ? block.items.map(plainOf) : []));

const PICTURE = { png: new Uint8Array([1]), width: 1, height: 1 };

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

  it("says a time whole in each line of a list of facts on Slack, also where two lines are of the same", () => {
    const { group } = SAMPLES.schedule;
    const paused = { reason: "manager" as const, since: SAMPLES.schedule.next?.at ?? 0 };
    const lines = onSlack({ ...SAMPLES.schedule, group: { ...group, paused } })
      .join()
      .split("\\n");
    const times = (of: string) =>
      [...(lines.find((line) => line.includes(of)) ?? "").matchAll(/\^(\{[^|]*)\|/g)].map(([, form]) => form);
    expect(times("Paused")).toEqual(["{date_short_pretty}, {time}"]);
    expect(times("Next")).toEqual(["{date_short_pretty}", "{time}"]);
  });

  it("says what a menu is for once on Slack, where the menu says it itself", () => {
    for (const reply of [SAMPLES.sheet, SAMPLES.topics, SAMPLES["pair-sheet"], SAMPLES["plan-draft"]]) {
      const blocks = drawOnSlack(cardFor(reply), "whole").pages.flat();
      const labels = blocks.flatMap((block) =>
        block.type === "actions"
          ? block.elements.flatMap((one) => ("placeholder" in one ? [one.placeholder?.text] : []))
          : [],
      );
      expect(labels.length).toBeGreaterThan(0);
      const texts = blocks.flatMap((block) => (block.type === "section" ? [block.text?.text] : []));
      expect(labels.filter((label) => texts.includes(label))).toEqual([]);
    }
  });

  it("begins the menu of languages at home with the one that the reader has", () => {
    const chosen = (language: string | null) => {
      const reply = { ...SAMPLES.home, own: { ...SAMPLES.home.own, language } };
      const card = cardOf(reply, { words: languages.of("en"), can: () => true });
      const [menu] = card.blocks.flatMap((block) => (block.type === "select" ? [block] : []));
      return menu?.choices[menu.chosen ?? -1]?.label;
    };
    expect(["de", "en", null].map(chosen)).toEqual(["Deutsch", "English", "as my app reports it"]);
  });

  it("gives nothing two marks: what has a number or a tick has no bullet", () => {
    const shown = Object.values(SAMPLES).flatMap((reply) =>
      cardFor(reply)
        .blocks.flatMap(told)
        .flatMap(({ text }) => plainOf(text).split("\n")),
    );
    expect(shown.filter((line) => /^• *(?:[\d]+\.|[✓☐☑·–-])/.test(line))).toEqual([]);
    expect(shown).toContainEqual(expect.stringMatching(/^✓ 1\. Fewer positions/));
    expect(shown).toContain("✓ Paris (It has been for long.)");
  });

  it("calls the topics of a question of the day by their names", () => {
    const facts = plainOf(
      cardFor(SAMPLES.schedule)
        .blocks.flatMap(told)
        .flatMap(({ text }) => text),
    );
    expect(facts).toContain("Topics: Convolutional networks, Recurrent networks\n");
  });

  it("joins names and how many more there are as one list, in every language", () => {
    const all = createLanguages(readCatalogues(LOCALES));
    const line = (language: string) =>
      plainOf(
        cardOf(SAMPLES.plan, { words: all.of(language), can: () => false }).blocks.flatMap((block) =>
          block.type === "text" ? block.text : [],
        ),
      );
    expect(line("en")).toContain("Concept 10, Concept 11, and 2 more.");
    expect(line("de")).toContain("Concept 10, Concept 11 und 2 weitere.");
    expect(line("ja")).toContain("Concept 11、ほか2個");
  });

  it("keeps a plan short: names of a week up to six, and nothing drawn of topics of which nothing was asked", () => {
    const concepts = Array.from({ length: 24 }, (_, i) => `Concept ${i}`);
    const week = { from: "2026-11-28", to: "2026-12-04", concepts, reviews: 3 };
    const topics = Array.from({ length: 20 }, (_, i) => ({
      ...SAMPLES.plan.readiness.topics[0],
      ...{ name: `Topic ${i}`, mean: 0.5, low: 0.4, high: 0.6, unknown: 0, own: 0, of: 9 },
      asked: i < 2 ? 3 : 0,
    }));
    const card = cardFor({
      ...SAMPLES.plan,
      weeks: [week],
      readiness: { ...SAMPLES.plan.readiness, topics },
    });
    const lines = card.blocks.flatMap(told).map(({ text }) => plainOf(text));
    expect(lines.join("\n")).toContain("Concept 4, Concept 5, and 18 more · 3 reviews");
    const [chart] = card.blocks.flatMap((block) => (block.type === "chart" ? [block] : []));
    expect(chart?.data).toMatchObject({ categories: ["Topic 0", "Topic 1"] });
    expect(plainOf(chart?.text ?? [])).toMatch(/Nothing asked yet: Topic 2, .*, and Topic 19\.$/);
  });

  it("asks first and explains then, where a mock interview of two begins", () => {
    const { content } = drawAloud(cardFor(SAMPLES["pair-prompt"])).first;
    expect(content).toMatch(/^\*\*Question 1 of 4 · 8 min\*\*\nWhat does `pooling` do\?$/);
  });

  it("shows a picture on Discord where it stands: a diagram above the options, a podium above what follows", () => {
    const at = (reply: Reply) => {
      const card = cardFor(reply);
      const url = "attachment://picture-1.png";
      const blocks = card.blocks.map((block) =>
        block.type === "picture" ? { ...block, source: { kind: "url" as const, url }, instead: null } : block,
      );
      return drawAloud({ ...card, blocks }).first.embeds;
    };
    const [diagram, options] = at(SAMPLES.question);
    expect([diagram?.image?.url, diagram?.description]).toEqual(["attachment://picture-1.png", undefined]);
    expect([options?.image, options?.description]).toEqual([undefined, expect.stringContaining("7 × 7")]);
    const [podium, forgot] = at(SAMPLES.recap);
    expect(podium?.image).toBeDefined();
    expect(forgot?.description).toContain("What the group forgot");
  });

  it("keeps the lines of a list together on Slack", () => {
    const section = onSlack(SAMPLES["open-result"]).find((block) => block.includes("Fewer positions")) ?? "";
    expect(section).toContain("Fewer positions ★★★\\n• No weights of its own ★");
    const ticks = onSlack(SAMPLES["open-answer"]).find((block) => block.includes("☐ Fewer positions")) ?? "";
    expect(ticks).toContain("☐ Fewer positions ★★★\\n☐ Tolerance to shifts ★");
    const flagged = onSlack(SAMPLES["mock-tick"]).join();
    expect(flagged).toContain("☐ Says that pooling learns weights · red flag");
  });

  it("offers to say that a question is good where two small marks have room for it, and nowhere else", () => {
    const labels = (can: boolean) =>
      cardOf(SAMPLES.verdict, { words: languages.of("en"), can: () => can }).buttons.map(
        ({ label }) => label,
      );
    expect([labels(true), labels(false)].map((all) => all.includes("Good question"))).toEqual([true, false]);
    expect(labels(false)).toContain("Report");
  });

  it("says in a picture's words what stands between them as its language does", async () => {
    const all = createLanguages(readCatalogues(LOCALES));
    const alts = async (language: string) => {
      const card = cardOf(SAMPLES.recap, { words: all.of(language), can: () => false });
      const illustrate = createIllustrate({ png: async () => PICTURE, svg: async () => null });
      return (await illustrate(card, "aloud")).files.map(({ alt = "" }) => alt);
    };
    const [fr, ja, hi] = await Promise.all(["fr", "ja", "hi"].map(alts));
    expect(fr?.[1]).toMatch(/^Points par jour : lun : /);
    expect(ja?.[0]).toContain("Ada、40ポイント。");
    expect(ja?.[1]).toMatch(/^日別のポイント：月：/);
    expect(hi?.[0]).toContain("40 अंक।");
  });

  it("draws the week of a group as bars, and says each day in words", () => {
    const [chart] = cardFor(SAMPLES.recap).blocks.filter(({ type }) => type === "chart");
    expect(chart).toMatchObject({
      title: "Points by day",
      data: { form: "bars", categories: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] },
    });
    expect(chart?.type === "chart" && plainOf(chart.text)).toBe(
      "Mon: 10 points, 1 member. Tue: none. Wed: 40 points, 2 members. Thu: none. Fri: 20 points, 1 member. Sat: none. Sun: none.",
    );
    expect(onSlack(SAMPLES.recap).join("\n")).toContain("data_visualization");
    const silent = { ...SAMPLES.recap, days: [] };
    expect(cardFor(silent).blocks.map(({ type }) => type)).not.toContain("chart");
  });

  it("draws one's topics as a heat map of what was right and what is remembered, with both in words", () => {
    const found = cardFor(SAMPLES.profile).blocks.flatMap((block) =>
      block.type === "picture" && block.source.kind === "made" ? [block] : [],
    );
    const [page] = found;
    expect(page?.source).toMatchObject({
      make: {
        parts: expect.arrayContaining([
          {
            part: "chart",
            title: "Your topics",
            data: {
              form: "heat",
              columns: ["Right", "Remembered"],
              rows: [{ label: "Convolutional networks", values: [0.75, 0.91] }],
            },
          },
        ]),
      },
    });
    expect(page?.alt).toContain("Convolutional networks: 3 of 4 right, about 91% remembered.");
    const early = { ...SAMPLES.profile, memory: null };
    expect(JSON.stringify(cardFor(early))).not.toContain("Remembered");
  });

  it("says in a line how points are made wherever some stand", () => {
    const made = /brings 10, 20 or 30|^10, 20 or 30|^2, 4 or 6/;
    const kinds = ["board", "groups-board", "recap", "summary", "profile", "session-end"] as const;
    const explained = kinds.filter((kind) =>
      cardFor(SAMPLES[kind]).blocks.some((one) => one.type === "footnote" && made.test(plainOf(one.text))),
    );
    expect(explained).toEqual(kinds);
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
