import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readOptions } from "./options.ts";
import { MUTANTS, type Mutant } from "./replica/mutants.ts";
import type { Outcome, Scenario } from "./scenario.ts";
import { SCENARIOS } from "./scenarios/index.ts";
import { createKit, type Kit } from "./stage.ts";

/** Milliseconds: on a slow machine less is done, and not for longer. */
const LONGEST = 40_000;
const PATIENCE = 240_000;
const SEED = "as in every run of the tests";

let kit: Kit;
beforeAll(async () => {
  kit = await createKit(SEED);
});
afterAll(() => kit.close());

function scenario(name: string): Scenario {
  const found = SCENARIOS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no scenario ${name}`);
  return found;
}

const run = (name: string, count: number, mutant: Mutant | null = null): Promise<Outcome> =>
  scenario(name).run({ ...kit, mutant }, { count, until: Date.now() + LONGEST });

describe("a bot in several processes", () => {
  it.each([
    ["kills-discord", 8],
    ["fuzz", 500],
  ] as const)(
    "keeps every promise: %s",
    async (name, count) => {
      const { done, wrong } = await run(name, count);
      expect(wrong).toEqual([]);
      expect(done).toBeGreaterThan(0);
    },
    PATIENCE,
  );

  it.each([
    ["deaf", "nothing acknowledged is lost"],
    ["rebooked", "boards equal a rebuild"],
  ] as const)(
    "is found out where a fault is put into it: %s",
    async (mutant, invariant) => {
      const { wrong } = await run("kills-discord", 1, mutant);
      expect(wrong.some((line) => line.startsWith(invariant))).toBe(true);
    },
    PATIENCE,
  );
});

describe("the command line of the soak", () => {
  it("takes a seed, scenarios, amounts and a fault that is put in", () => {
    const flags = "--long --seed 7 --only kills,redis --minutes 3 --kills 20 --mutant deaf".split(" ");
    expect(readOptions(flags)).toEqual({
      seed: "7",
      isLong: true,
      only: ["kills", "redis"],
      counts: { kills: 20 },
      minutes: 3,
      mutant: "deaf",
    });
  });

  it("says what it does not know", () => {
    for (const flags of [["kills"], ["--kills"], ["--kills", "many"], ["--mutant", "nobody"]])
      expect(() => readOptions(flags)).toThrow(MUTANTS[0]);
  });
});
