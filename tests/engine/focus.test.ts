import { beforeEach, describe, expect, it } from "vitest";
import type { Bank, BankEntry } from "../../src/engine/ports/bank.ts";
import { type Counted, drawWeak, type GroupMemory, weakConcepts } from "../../src/engine/rules/focus.ts";
import { randomFrom } from "../../src/engine/rules/random.ts";
import type { ChoiceItem } from "../../src/engine/words/item.ts";
import type { Choice } from "../../src/engine/words/round.ts";
import { dealt } from "../dealt.ts";
import { createWorld, said, type World } from "./world.ts";

const memory = (active: number, ...months: Record<string, Counted>[]): GroupMemory => ({
  active,
  months: months.map((month) => new Map(Object.entries(month))),
});

describe("what a group is weak in", () => {
  it("is what it got wrong most, by its share and not by its number, and not what two answers say", () => {
    const months = {
      often: { answers: 40, wrong: 12 },
      mostly: { answers: 6, wrong: 5 },
      known: { answers: 30, wrong: 2 },
      once: { answers: 2, wrong: 2 },
    };
    expect(weakConcepts(memory(5, months))).toEqual(["mostly", "often"]);
  });

  it("is also what it knew and was not asked for long, and old mistakes weigh half as much each month", () => {
    const right = { answers: 12, wrong: 0 };
    expect(weakConcepts(memory(5, { fresh: right }, {}, { old: right }))).toEqual(["old"]);
    const wrong = { answers: 4, wrong: 3 };
    expect(weakConcepts(memory(5, { a: wrong }, { b: wrong }, { c: wrong }))).toEqual(["a", "b", "c"]);
    expect(weakConcepts(memory(5, { a: { answers: 20, wrong: 0 } }, { a: wrong }))).toEqual([]);
  });

  it("is told of nobody where fewer than five are active", () => {
    const months = { a: { answers: 40, wrong: 40 } };
    expect([weakConcepts(memory(4, months)), weakConcepts(memory(5, months))]).toEqual([[], ["a"]]);
  });
});

const entry = (concept: string, i: number): BankEntry => ({
  id: `${concept}.c${i}`,
  kind: "choice",
  concept: { id: concept, name: concept },
  topic: { id: `t${concept.charCodeAt(0) % 3}`, name: "T" },
  difficulty: "easy",
  links: [],
  frequency: "regular",
});

describe("a draw from it", () => {
  it("never has a concept twice in ten windows, over years, however weak it is", () => {
    const concepts = Array.from({ length: 14 }, (_, i) => String.fromCharCode(97 + i));
    const pool = concepts.flatMap((concept) => [0, 1, 2].map((i) => entry(concept, i)));
    let asked: string[] = [];
    const drawn: string[] = [];
    for (let day = 0; day < 600; day++) {
      const draw = drawWeak(pool, ["a", "b", "c"], asked, [], randomFrom(`${day}`));
      if (draw === null) throw new Error("nothing was drawn");
      asked = [...asked.filter((id) => !draw.forget.includes(id) && id !== draw.entry.id), draw.entry.id];
      drawn.push(draw.entry.concept.id);
    }
    const repeats = drawn.filter((concept, i) => drawn.slice(Math.max(0, i - 9), i).includes(concept));
    expect(repeats).toEqual([]);
    const share = (concept: string) => drawn.filter((one) => one === concept).length / drawn.length;
    expect([share("a"), share("b"), share("c")].every((one) => one > 0.09)).toBe(true);
    expect(Math.max(...concepts.slice(3).map(share))).toBeLessThan(0.09);
  });

  it("takes what the pool has where it has nothing weak, or nothing but what was asked lately", () => {
    const pool = [entry("a", 0), entry("b", 0)];
    expect(drawWeak(pool, ["z"], [], [], randomFrom("x"))?.entry.id).toMatch(/^[ab]\.c0$/);
    expect(drawWeak(pool, ["a"], ["a.c0"], [], randomFrom("x"))?.entry.id).toBe("b.c0");
    expect(drawWeak([entry("a", 0)], ["a"], ["a.c0"], [], randomFrom("x"))?.entry.id).toBe("a.c0");
    expect(drawWeak([], ["a"], [], [], randomFrom("x"))).toBeNull();
  });
});

let world: World;
/** Twelve concepts of one topic, with two items each. */
function wide(base: Bank): Bank {
  const template = base.item("cnn.c0", "") as ChoiceItem;
  const items = Array.from({ length: 24 }, (_, i) => {
    const concept = { id: `k${i % 12}`, name: `Concept ${i % 12}` };
    return {
      ...template,
      ...{ id: `${concept.id}.c${i}`, concept, stem: `Question ${i}?`, frequency: "regular" as const },
    };
  });
  const subject = (id: string) => ({
    ...{ id, name: `Concept ${id.slice(1)}`, aliases: [], about: id },
    filter: { concepts: [id] },
  });
  const pool: Bank["pool"] = ({ concepts = [], kinds = [] }) =>
    items.filter(
      (one) =>
        (concepts.length === 0 || concepts.includes(one.concept.id)) &&
        (kinds.length === 0 || kinds.includes("choice")),
    );
  const find = (id: string) => items.find((one) => one.id === id) ?? null;
  return {
    ...base,
    ...{ find, item: find, pool },
    pick: (filter, random) => (pool(filter).length === 0 ? null : random.pick(pool(filter))),
    subject: (id) => (/^k\d+$/.test(id) ? subject(id) : base.subject(id)),
  };
}

beforeEach(() => {
  world = createWorld("2026-11-16T08:00:00Z");
  world.deps.bank = wide(world.deps.bank);
});

/** Everybody practises every concept once, and misses those. */
async function practise(who: readonly string[], missed: readonly string[]): Promise<void> {
  for (const learner of who)
    for (let i = 0; i < 12; i++) {
      const reply = await world.bot.ask(world.as(learner), { topic: `k${i}` }, true);
      if (reply.kind !== "question") throw new Error(reply.kind);
      const { key } = dealt(await world.store.readRound(world.place.team, reply.roundId));
      const choice = (missed.includes(`k${i}`) ? (key + 1) % 4 : key) as Choice;
      await world.handlers.button({
        ...world.as(learner),
        action: { verb: "answer", round: reply.roundId, choice },
      });
    }
}
const FIVE = ["ada", "ben", "cleo", "dan", "elle"];
const conceptOfToday = async () => {
  const { current } = await world.store.readGroup(world.place);
  return (await world.store.readRound(world.place.team, current ?? ""))?.question.concept.id ?? "";
};

describe("`daily set focus:weak`", () => {
  it("asks what the group got wrong, each concept once in a while", async () => {
    await practise(FIVE, ["k3", "k7"]);
    await world.bot.daily.set(world.as("admin"), { time: "09:00", focus: "weak" });
    const asked: string[] = [];
    for (const day of [16, 17]) {
      await world.runTo(`2026-11-${day}T09:01:00Z`, 10 * 60_000);
      asked.push(await conceptOfToday());
    }
    expect(asked.sort()).toEqual(["k3", "k7"]);
    await world.runTo("2026-11-18T09:01:00Z", 10 * 60_000);
    expect(["k3", "k7"]).not.toContain(await conceptOfToday());
  });

  it("refuses a focus on a plan where there is none, and follows a plan that is set", async () => {
    expect(said(await world.bot.daily.set(world.as("admin"), { focus: "plan" }))).toContain(
      "no plan to follow",
    );
    await world.bot.daily.set(world.as("admin"), { focus: "weak" });
    expect((await world.store.readGroup(world.place)).schedule?.focus).toBe("weak");
  });
});

describe("the recap", () => {
  const recap = () => world.platform.posts.find(({ reply }) => reply.kind === "recap")?.reply;

  it("says what the group forgot, with a button to practise it in private", async () => {
    await world.bot.daily.set(world.as("admin"), { time: "09:00" });
    await practise(FIVE, ["k3", "k7"]);
    await world.runTo("2026-11-23T12:00:00Z", 10 * 60_000);
    expect(recap()).toMatchObject({
      forgot: ["Concept 3", "Concept 7"],
      buttons: [
        { action: { verb: "another", asked: { topic: "k3" }, private: true } },
        { action: { verb: "another", asked: { topic: "k7" }, private: true } },
      ],
    });
    const posted = recap();
    const action = posted?.kind === "recap" ? posted.buttons[0]?.action : undefined;
    if (action?.verb !== "another") throw new Error("nothing to press");
    const asked = await world.handlers.button({ ...world.as("ben"), action });
    expect(asked).toMatchObject({ kind: "question", visibility: "private" });
  });

  it("says nothing of it while four are active, or the fifth hides", async () => {
    await world.bot.daily.set(world.as("admin"), { time: "09:00" });
    await world.bot.privacy.hide(world.as("elle"));
    await practise(FIVE, ["k3", "k7"]);
    await world.runTo("2026-11-23T12:00:00Z", 10 * 60_000);
    expect(recap()).toMatchObject({ forgot: [], buttons: [] });
  });
});
