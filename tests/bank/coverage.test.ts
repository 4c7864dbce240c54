import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FAMILIES } from "../../src/bank/families/index.ts";
import { readFolder } from "../../src/bank/folder.ts";
import { checkBank } from "../../src/bank/lint/bank.ts";
import { loadBank } from "../../src/bank/load.ts";
import type { Audience, Difficulty, ItemKind } from "../../src/engine/words/item.ts";

const folder = readFolder("questions");
const concepts = folder.concepts.map(({ data }) => data);
const open = concepts.flatMap((concept) => concept.open);
const choice = concepts.flatMap((concept) => concept.choice);

/** One way in which interview lists ask, what it asks about, and the words in which the bank asks it. */
interface WayOfAsking {
  way: string;
  question: string;
  words: string;
  audience?: Audience;
  difficulty?: Difficulty;
  companies?: readonly string[];
}

describe("the question bank", () => {
  it("loads without a problem", () => {
    const loaded = loadBank("questions", FAMILIES);
    expect(loaded.kind === "refused" ? loaded.problems : []).toEqual([]);
  });

  // Discord suggests 25 at most: more topics could not all be seen in its list.
  it("has 203 concepts or more in 25 topics", () => {
    expect(concepts.length).toBeGreaterThanOrEqual(203);
    expect(new Set(concepts.map(({ topic }) => topic)).size).toBe(25);
    expect(folder.topics?.data.topics).toHaveLength(25);
  });

  // Whoever rewords a question rewords it in ways-of-asking.json, too, and sees there what it has to ask.
  it("asks in every way in which interviewers are known to ask, 221 in all", () => {
    const known: readonly WayOfAsking[] = JSON.parse(
      readFileSync(new URL("ways-of-asking.json", import.meta.url), "utf8"),
    );
    expect(known).toHaveLength(221);
    expect(new Set(known.map(({ words }) => words)).size).toBe(221);
    const byId = new Map(open.map((question) => [question.id, question]));
    const missing = known.flatMap(({ way, question, words, audience, difficulty, companies = [] }) => {
      const found = byId.get(question);
      if (!found) return `${way}: there is no ${question}`;
      return [
        ...([found.prompt, ...found.also_asked].includes(words) ? [] : [`asks "${words}"`]),
        ...(audience === undefined || found.audiences.includes(audience) ? [] : [`is for ${audience}`]),
        ...(difficulty === undefined || found.difficulty === difficulty ? [] : [`is ${difficulty}`]),
        ...companies.filter((one) => !found.companies.includes(one)).map((one) => `is asked at ${one}`),
      ].map((expected) => `${way}: ${question} no longer ${expected}`);
    });
    expect(missing).toEqual([]);
  });

  it("has an open question and two choice items for a fresher in every topic", () => {
    const loaded = loadBank("questions", FAMILIES);
    if (loaded.kind === "refused") throw new Error("the bank does not load");
    const held = (topic: string, kind: ItemKind) =>
      loaded.bank.pool({ topics: [topic], kinds: [kind], audience: "fresher" }).length;
    const short = loaded.bank
      .topics()
      .filter(({ id }) => held(id, "open") < 1 || held(id, "choice") < 2)
      .map(({ id }) => id);
    expect(short).toEqual([]);
  });

  it("has 652 choice items, spread over the sections as the curriculum asks", () => {
    expect(choice.length).toBeGreaterThanOrEqual(652);
    const short = (folder.topics?.data.sections ?? []).flatMap(({ id, choice_items }) => {
      const held = choice.filter(({ section }) => section === id).length;
      return held < choice_items ? [`${id}: ${held} of ${choice_items}`] : [];
    });
    expect(short).toEqual([]);
    expect(
      folder.topics?.data.sections.reduce((sum, { choice_items }) => sum + choice_items, 0),
    ).toBeGreaterThanOrEqual(652);
  });

  it("lists every numeric family, each at its concept", () => {
    const listed = concepts.flatMap(({ numeric }) => numeric);
    expect(FAMILIES.length).toBeGreaterThanOrEqual(81);
    expect(listed.toSorted()).toEqual(FAMILIES.map(({ id }) => id).toSorted());
  });

  // It reads every text several times: more than the usual limit where many tests share a processor.
  it("keeps every rule and stays inside every gate", { timeout: 60_000 }, () => {
    const { verdicts, judgements } = checkBank(folder, FAMILIES);
    const errors = verdicts.filter(({ severity }) => severity === "error");
    expect(errors.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([]);
    const judged = (verdict: string) =>
      judgements.flatMap(({ gate, measure, ...found }) =>
        found.verdict === verdict ? [`${gate.id} ${measure.value.toFixed(3)}`] : [],
      );
    expect(judged("outside")).toEqual([]);
    // Only these may be too rare to be judged: words that are best not there at all, and a style of few items.
    const rare = /^(absolutes|hedges|stem-and-options-shape) /;
    expect(judged("too few").filter((gate) => !rare.test(gate))).toEqual([]);
    expect(judged("inside").length).toBeGreaterThan(50);
  });
});
