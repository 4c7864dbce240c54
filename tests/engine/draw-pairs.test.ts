import { describe, expect, it } from "vitest";
import { afterDraw, drawPairs } from "../../src/engine/rules/draw-pairs.ts";
import { randomFrom } from "../../src/engine/rules/random.ts";
import type { Met } from "../../src/engine/words/weekly-mock.ts";

const WEEK = 7 * 24 * 3_600_000;

/** So many weeks of so many people; gives how often each two had met after each week. */
function simulate(people: number, weeks: number, seed: string, levels = 3) {
  const chance = randomFrom(seed);
  const all = Array.from({ length: people }, (_, i) => ({ id: `m${i}`, level: chance.int(0, levels - 1) }));
  let past: { met: Record<string, Met>; listened: Record<string, number> } = { met: {}, listened: {} };
  const twos = all.flatMap((one, i) => all.slice(i + 1).map((other) => `${one.id}.${other.id}`));
  return Array.from({ length: weeks }, (_, week) => {
    const drawn = drawPairs(all, { ...past, seed: `${seed}/${week}` });
    expect(drawn).toHaveLength(Math.floor(people / 2));
    const part = drawn.flatMap(({ one, other, observer }) => [
      one,
      other,
      ...(observer === null ? [] : [observer]),
    ]);
    expect([...part].sort()).toEqual(all.map(({ id }) => id).sort());
    past = afterDraw(past, drawn, week * WEEK) as typeof past;
    return {
      times: twos.map((two) => past.met[two]?.times ?? 0),
      listened: all.map(({ id }) => past.listened[id] ?? 0),
    };
  });
}

const spread = (all: readonly number[]) => Math.max(...all) - Math.min(...all);

describe("pairs that are drawn week after week", () => {
  it("let everyone of eight meet everyone before anybody meets twice more than anybody else, for 20 weeks", () => {
    for (let run = 0; run < 12; run++)
      for (const { times } of simulate(8, 20, `run ${run}`)) expect(spread(times)).toBeLessThanOrEqual(1);
  });

  it("do so for four, six and ten people as well", () => {
    for (const people of [4, 6, 10])
      for (const { times } of simulate(people, 20, `of ${people}`))
        expect(spread(times)).toBeLessThanOrEqual(1);
  });

  it("let everyone of five and seven listen in turn", () => {
    for (const people of [5, 7])
      for (const { listened } of simulate(people, 20, `odd ${people}`))
        expect(spread(listened)).toBeLessThanOrEqual(1);
  });

  it("keep the meetings of many people near each other", () => {
    const last = simulate(16, 30, "many").at(-1);
    expect(spread(last?.times ?? [])).toBeLessThanOrEqual(2);
  });

  it("put levels near each other where all have met as often", () => {
    const people = [
      { id: "a", level: 0 },
      { id: "b", level: 2 },
      { id: "c", level: 0 },
      { id: "d", level: 2 },
    ];
    const drawn = drawPairs(people, { met: {}, listened: {}, seed: "s" });
    expect(drawn.map(({ one, other }) => [one, other].sort().join("")).sort()).toEqual(["ac", "bd"]);
  });

  it("are none of fewer than two, and the same for the same seed", () => {
    const none = { met: {}, listened: {}, seed: "s" };
    expect(drawPairs([], none)).toEqual([]);
    expect(drawPairs([{ id: "a", level: 1 }], none)).toEqual([]);
    const people = ["a", "b", "c", "d", "e"].map((id) => ({ id, level: 1 }));
    expect(drawPairs(people, none)).toEqual(drawPairs([...people].reverse(), none));
  });
});
