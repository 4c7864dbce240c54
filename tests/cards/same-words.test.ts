import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cardOf } from "../../src/cards/index.ts";
import type { Block, Card } from "../../src/cards/model.ts";
import { notice } from "../../src/engine/words/reply.ts";
import { say } from "../../src/engine/words/say.ts";
import { draw as onDiscord } from "../../src/platforms/discord/draw/index.ts";
import { draw as onSlack } from "../../src/platforms/slack/draw/index.ts";
import { PLAIN } from "../../src/platforms/slack/draw/newest.ts";
import { draw as onThePage } from "../../src/platforms/web/draw/index.ts";
import { loadLanguages } from "../../src/words/languages.ts";
import { PSEUDO, pseudoLanguages } from "../words/pseudo.ts";
import { readDiscord, readPage, readSlack, wordsOf } from "./reading.ts";
import { BLOCKS, cardWith } from "./samples/blocks.ts";
import { SAMPLES } from "./samples.ts";

const everyWord = (card: Card) => ({
  discord: readDiscord(onDiscord(card)),
  slack: readSlack(onSlack(card, "whole", PLAIN)),
  page: readPage(onThePage(card)),
});

const shownIn = (card: Card) =>
  card.blocks.flatMap((block) => (block.type === "picture" ? (block.instead ?? []) : [block]));

const SAME_CAN = () => true;
const languages = loadLanguages(join(import.meta.dirname, "../../locales"));

describe("the same reply", () => {
  for (const language of [...languages.all, PSEUDO]) {
    const words = (language === PSEUDO ? pseudoLanguages() : languages).of(language);
    for (const reply of Object.values(SAMPLES)) {
      it(`reads the same everywhere: ${reply.kind} in ${language}`, () => {
        const { discord, slack, page } = everyWord(cardOf(reply, { words, can: SAME_CAN }));
        expect(discord).toEqual(page);
        expect(slack).toEqual(page);
        expect(page.join(" ").length).toBeGreaterThan(0);
      });
    }
  }

  for (const block of Object.values(BLOCKS)) {
    it(`reads the same everywhere: a ${block.type} block`, () => {
      const { discord, slack, page } = everyWord(cardWith(block));
      expect(discord).toEqual(page);
      expect(slack).toEqual(page);
    });
  }

  for (const language of [...languages.all, PSEUDO]) {
    const words = (language === PSEUDO ? pseudoLanguages() : languages).of(language);
    for (const reply of [SAMPLES.board, SAMPLES["groups-board"], SAMPLES.recap, SAMPLES.summary]) {
      it(`says in a table, under heads, what the lines say: ${reply.kind} in ${language}`, () => {
        const card = cardOf(reply, { words, can: SAME_CAN });
        const native = onSlack(card, "whole");
        expect(native.pages.flat().map(({ type }) => type)).toContain("data_table");
        const table = readSlack(native);
        for (const block of shownIn(card)) {
          if (block.type !== "standings" || block.rows.length < 2) continue;
          const { rank, who, value } = block.heads;
          for (const head of wordsOf(`${rank} ${who} ${value}`)) expect(table).toContain(head);
        }
        // Its heads say of a number what it is of.
        const blocks = shownIn(card).map((block) =>
          block.type === "standings" && block.rows.length > 1
            ? { ...block, rows: block.rows.map((row) => ({ ...row, ...row.bare })) }
            : block,
        );
        for (const word of everyWord({ ...card, blocks }).page) expect(table).toContain(word);
      });
    }
  }

  it("says all of a picture that nobody can make, as its blocks or in its own words", () => {
    const make = { kind: "board", lang: "en", title: "This week", rows: [], foot: "" } as const;
    const picture = {
      type: "picture",
      alt: "Ada leads with 40 points.",
      source: { kind: "made", make },
    } as const;
    const seen = (instead: readonly Block[] | null) => everyWord(cardWith({ ...picture, instead }));
    for (const words of Object.values(seen([BLOCKS.standings]))) {
      expect(words).toEqual(everyWord(cardWith(BLOCKS.standings)).page);
    }
    for (const words of Object.values(seen(null)))
      expect(words.join(" ")).toContain("Ada leads with 40 points");
    // It stands beside what it shows.
    for (const words of Object.values(seen([]))) expect(words.join(" ")).not.toContain("Ada");
  });

  it("differs where a platform cannot do something, and then says so in words", () => {
    const words = languages.of("en");
    const reply = { ...SAMPLES.question, answers: "both" as const };
    const told = (can: boolean) => JSON.stringify(cardOf(reply, { words, can: () => can }).blocks);
    expect(told(true)).not.toEqual(told(false));
    expect(told(false)).toContain("everyone sees");
  });

  it("says of what stands under a mistake that it is the right answer", () => {
    for (const [language, label] of [
      ["en", "Correct answer"],
      ["de", "Richtige Antwort"],
    ] as const) {
      const seen = everyWord(cardOf(SAMPLES.mistakes, { words: languages.of(language), can: SAME_CAN }));
      for (const words of Object.values(seen)) expect(words.join(" ")).toContain(`${label} 5 × 5`);
    }
  });

  it("asks how sure somebody is until they said it, in a session", () => {
    const session = { number: 4, total: 10, due: 2 };
    const told = (confidence: "sure" | null) =>
      JSON.stringify(
        cardOf(
          { ...SAMPLES.question, session: { ...session, confidence } },
          { words: languages.of("en"), can: SAME_CAN },
        ),
      );
    const asks = "say first how sure you are";
    expect([null, "sure" as const].map((one) => told(one).includes(asks))).toEqual([true, false]);
  });

  it("says of Stop that it ends a session, where one can leave and go on later", () => {
    const session = { number: 1, total: 3, due: 0, confidence: null };
    for (const language of languages.all) {
      const words = languages.of(language);
      const card = JSON.stringify(cardOf({ ...SAMPLES.question, session }, { words, can: SAME_CAN }).blocks);
      expect([language, card]).toEqual([language, expect.stringContaining(words.plain("button.stop"))]);
    }
  });

  it("says of questions in words alone nothing of buttons and reactions", () => {
    const { group } = SAMPLES.schedule;
    const shown = (kinds: readonly ("quiz" | "open")[]) => {
      const schedule = group.schedule === null ? null : { ...group.schedule, kinds };
      const reply = { ...SAMPLES.schedule, group: { ...group, schedule } };
      return everyWord(cardOf(reply, { words: languages.of("en"), can: SAME_CAN })).page.join(" ");
    };
    expect(shown(["quiz", "open"])).toContain("buttons and reactions");
    expect(shown(["open"])).not.toMatch(/reactions|Answers/);
  });

  it("says once that words are compared, where none of the key points was found in an answer", () => {
    const found = { covered: [], contradictions: [] };
    const nothing = JSON.stringify(
      cardOf({ ...SAMPLES["open-answer"], found }, { words: languages.of("en"), can: SAME_CAN }),
    );
    expect(nothing).toContain("none of the key points");
    expect(nothing).not.toContain("made by comparing words");
  });

  it("shows examples of typed lines in the help only where lines are typed", () => {
    const shown = (can: boolean) =>
      JSON.stringify(cardOf(SAMPLES.help, { words: languages.of("en"), can: () => can }));
    expect([true, false].map((can) => shown(can).includes("help candidates"))).toEqual([true, false]);
  });

  it("asks back which clock was meant, with each zone and its country in the reader's language", () => {
    const choice = (zone: string, region: string) =>
      say("zone.in", { zone: { code: zone }, country: { region } });
    const choices = { list: [choice("Asia/Kolkata", "IN"), choice("Asia/Jerusalem", "IL")] };
    for (const id of ["wrong.several", "wrong.offset"] as const) {
      const why = say(id, { choices });
      const reply = notice("refusal", say("read.wrong", { name: "timezone", typed: "IST", why }));
      for (const [language, countries] of [
        ["en", ["India", "Israel"]],
        ["de", ["Indien", "Israel"]],
      ] as const) {
        const { discord, slack, page } = everyWord(
          cardOf(reply, { words: languages.of(language), can: SAME_CAN }),
        );
        expect(discord).toEqual(page);
        expect(slack).toEqual(page);
        for (const word of ["Kolkata", "Jerusalem", ...countries]) expect(page.join(" ")).toContain(word);
      }
    }
  });
});
