import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BankEntry } from "../../src/engine/ports/bank.ts";
import { drawPlanned } from "../../src/engine/rules/plan-draw.ts";
import { randomFrom } from "../../src/engine/rules/random.ts";
import { drawNext } from "../../src/engine/rules/selection.ts";
import { DIFFICULTIES } from "../../src/engine/words/item.ts";
import { ticketsOf } from "./draw-model.ts";

function pool(sizes: readonly number[]): BankEntry[] {
  return sizes.flatMap((size, t) =>
    Array.from({ length: size }, (_, i) => ({
      id: `t${t}.${i}`,
      kind: "choice" as const,
      concept: { id: `t${t}`, name: `T${t}` },
      topic: { id: `t${t}`, name: `T${t}` },
      difficulty: DIFFICULTIES[i % 3] as (typeof DIFFICULTIES)[number],
      links: [],
      frequency: "regular" as const,
    })),
  );
}

/** Draws as a group would over many windows. */
function draws(entries: BankEntry[], count: number, seed: string, practised: string[] = []): BankEntry[] {
  let asked: string[] = [];
  const drawn: BankEntry[] = [];
  for (let i = 0; i < count; i++) {
    const draw = drawNext(entries, asked, practised, randomFrom(`${seed}${i}`));
    if (draw === null) throw new Error("nothing drawn");
    asked = [...asked.filter((id) => !draw.forget.includes(id) && id !== draw.entry.id), draw.entry.id];
    drawn.push(draw.entry);
  }
  return drawn;
}

const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 });

describe("the draw of the daily item", () => {
  it("asks the whole pool before anything comes again, turn after turn", () => {
    fc.assert(
      fc.property(sizes, fc.string(), (shape, seed) => {
        const entries = pool(shape);
        const drawn = draws(entries, entries.length * 3, seed);
        for (let turn = 0; turn < 3; turn++) {
          const ids = drawn.slice(turn * entries.length, (turn + 1) * entries.length).map((e) => e.id);
          expect(new Set(ids).size).toBe(entries.length);
        }
        drawn.forEach((entry, i) => {
          if (entries.length > 1) expect(entry.id).not.toBe(drawn[i - 1]?.id);
        });
      }),
    );
  });

  it("uses topics evenly: each one's share of what was asked stays near its share of the pool", () => {
    const entries = pool([30, 30, 60]);
    const drawn = draws(entries, 60, "even");
    const count = (topic: string) => drawn.filter((e) => e.topic.id === topic).length;
    expect([count("t0"), count("t1")].every((n) => n >= 13 && n <= 17)).toBe(true);
    expect(drawn.filter((e) => e.difficulty === "hard").length).toBeGreaterThanOrEqual(17);
    expect(drawn.filter((e) => e.difficulty === "hard").length).toBeLessThanOrEqual(23);
  });

  it("asks sooner what interviews ask often, and the rest in its turn", () => {
    const entries = pool([60, 60]).map((entry, i): BankEntry => {
      const often = entry.topic.id === "t0" ? i % 2 === 0 : i % 10 === 0;
      return { ...entry, frequency: often ? "common" : "occasional" };
    });
    const drawn = draws(entries, 120, "often");
    const first = drawn.slice(0, 40);
    expect(first.filter(({ frequency }) => frequency === "common").length).toBeGreaterThanOrEqual(20);
    const topics = (id: string) => first.filter(({ topic }) => topic.id === id).length;
    expect(topics("t0")).toBeGreaterThanOrEqual(topics("t1"));
    expect(new Set(drawn.map(({ id }) => id)).size).toBe(120);
  });

  it("does not stay on a topic where there is another", () => {
    const drawn = draws(pool([10, 10, 10]), 30, "change");
    for (const [i, entry] of drawn.slice(1).entries()) expect(entry.topic.id).not.toBe(drawn[i]?.topic.id);
  });

  it("leaves what was practised lately for later", () => {
    const entries = pool([6]);
    const practised = ["t0.0", "t0.1", "t0.2"];
    const drawn = draws(entries, 6, "practised", practised);
    expect(drawn.slice(0, 3).some((e) => practised.includes(e.id))).toBe(false);
    expect(new Set(drawn.map((e) => e.id)).size).toBe(6);
  });

  it("draws each item as often as its rule says, whatever was asked and practised", () => {
    const frequency = fc.constantFrom("common" as const, "regular" as const, "occasional" as const);
    const history = fc.array(fc.nat(70), { maxLength: 70 });
    const mixed = fc.array(
      fc.record({ topic: fc.nat(3), difficulty: fc.constantFrom(...DIFFICULTIES), frequency }),
      {
        minLength: 1,
        maxLength: 24,
      },
    );
    fc.assert(
      fc.property(mixed, history, history, fc.array(fc.nat(24)), (shape, turn, lately, without) => {
        const entries = shape.map(({ topic, ...rest }, i): BankEntry => {
          const subject = { id: `t${topic}`, name: `T${topic}` };
          return { ...rest, id: `i${i}`, kind: "choice", concept: subject, topic: subject, links: [] };
        });
        const asked = [...new Set(turn)].map((i) => `i${i}`);
        const practised = lately.map((i) => `i${i}`);
        const apart = new Set(without.map((i) => `i${i}`));
        const left = entries.filter(({ id }) => !apart.has(id));
        const { tickets, forget } = ticketsOf(left, asked, practised);
        if (left.length === 0) {
          expect(drawNext(entries, asked, practised, randomFrom(""), apart)).toBeNull();
          return;
        }
        const drawn = tickets.map((_, ticket) => {
          const random = {
            ...randomFrom(""),
            int: (low: number, high: number) => {
              expect([low, high]).toEqual([0, tickets.length - 1]);
              return ticket;
            },
          };
          const draw = drawNext(entries, asked, practised, random, apart);
          expect(draw?.forget).toEqual(forget);
          return draw?.entry.id ?? "";
        });
        expect(drawn.toSorted()).toEqual(tickets.map(({ id }) => id).toSorted());
      }),
    );
  });

  it("has nothing to draw from an empty pool", () => {
    expect(drawNext([], [], [], randomFrom(""))).toBeNull();
  });
});

describe("the draw of a group that follows a plan", () => {
  const follow = (
    entries: BankEntry[],
    order: readonly string[],
    count: number,
    without = new Set<string>(),
  ) => {
    let asked: string[] = [];
    const drawn: BankEntry[] = [];
    for (let i = 0; i < count; i++) {
      const draw = drawPlanned(entries, order, asked, [], randomFrom(`plan${i}`), without);
      if (draw === null) break;
      asked = [...asked.filter((id) => !draw.forget.includes(id) && id !== draw.entry.id), draw.entry.id];
      drawn.push(draw.entry);
    }
    return drawn;
  };
  const concepts = (drawn: readonly BankEntry[]) => drawn.map(({ concept }) => concept.id);

  it("goes through its concepts in their order, and then through them again with other items", () => {
    const entries = pool([3, 1, 2, 9]);
    const drawn = follow(entries, ["t2", "t0", "t1"], 9);
    expect(concepts(drawn)).toEqual(["t2", "t0", "t1", "t2", "t0", "t1", "t2", "t0", "t1"]);
    const of = (topic: string) => drawn.filter((entry) => entry.concept.id === topic).map(({ id }) => id);
    expect(new Set(of("t0")).size).toBe(3);
    expect(new Set(of("t2").slice(0, 2)).size).toBe(2);
  });

  it("takes the next concept where the first is a question of the day elsewhere", () => {
    const drawn = follow(pool([1, 2]), ["t0", "t1"], 2, new Set(["t0.0"]));
    expect(concepts(drawn)).toEqual(["t1", "t1"]);
  });

  it("draws nothing where the schedule leaves nothing of the plan", () => {
    expect(follow(pool([3]), ["t7"], 1)).toEqual([]);
  });
});
