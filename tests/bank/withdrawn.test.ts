import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withdrawing } from "../../src/bank/withdrawn.ts";
import { randomFrom } from "../../src/engine/rules/random.ts";
import { DIFFICULTIES, ITEM_KINDS } from "../../src/engine/words/item.ts";
import { openBank } from "../bench/bank.ts";

const whole = openBank();
const entries = whole.pool({});
const topics = whole.topics().map(({ id }) => id);
const filter = fc.record(
  {
    topics: fc.subarray(topics, { maxLength: 2 }),
    difficulties: fc.subarray([...DIFFICULTIES]),
    kinds: fc.subarray([...ITEM_KINDS]),
  },
  { requiredKeys: [] },
);

describe("a bank of which some entries are withdrawn", () => {
  it("draws none of them, whatever is asked for, and everything else as before", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(entries.length - 1), { maxLength: 40 }),
        filter,
        fc.string(),
        (places, wanted, seed) => {
          const { bank, withdraw } = withdrawing(whole);
          const gone = new Set(places.map((place) => entries[place]?.id ?? ""));
          withdraw(gone);
          const expected = whole.pool(wanted).filter(({ id }) => !gone.has(id));
          expect(bank.pool(wanted)).toEqual(expected);
          expect(bank.pool(wanted)).toBe(bank.pool(wanted));
          const picked = bank.pick(wanted, randomFrom(seed));
          if (expected.length === 0) expect(picked).toBeNull();
          else expect(expected).toContain(picked);
          expect(bank.emptiedBy(wanted).length > 0).toBe(expected.length === 0);
          expect(bank.size).toBe(whole.size - gone.size);
          const counted = bank.topics().flatMap(({ kinds }) => Object.values(kinds));
          expect(counted.reduce((a, b) => a + b, 0)).toBe(bank.size);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("still knows what was asked before, and draws what is released again", () => {
    const { bank, withdraw } = withdrawing(whole);
    const [first] = entries;
    if (first === undefined) throw new Error("an empty bank");
    const all = bank.pool({});
    withdraw(new Set([first.id, "gone.c1"]));
    expect(bank.pool({})).not.toContain(first);
    expect([bank.find(first.id), bank.item(first.id, "s")?.id]).toEqual([first, first.id]);
    withdraw(new Set());
    expect(bank.pool({})).toBe(all);
  });

  it("says that it is empty where the last of a filter is withdrawn", () => {
    const { bank, withdraw } = withdrawing(whole);
    const wanted = { topics: topics.slice(0, 1), kinds: ["numeric"] } as const;
    withdraw(new Set(whole.pool(wanted).map(({ id }) => id)));
    expect(bank.emptiedBy(wanted)).toEqual(["topics", "kinds"]);
  });
});
