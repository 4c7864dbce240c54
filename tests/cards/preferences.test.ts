import { describe, expect, it } from "vitest";
import { createPreferences } from "../../src/cards/preferences.ts";
import { createMemoryStore } from "../../src/stores/memory/index.ts";
import { PLACE, TEAM } from "../stores/fixtures.ts";

/** Preferences on a store that counts how often it is asked, and can be held up. */
function counted() {
  let now = 0;
  let asked = 0;
  let gate: Promise<void> = Promise.resolve();
  const store = createMemoryStore(() => now);
  const { readLanguage } = store;
  store.readLanguage = async (team, learner) => {
    asked += 1;
    const answer = await readLanguage(team, learner);
    await gate;
    return answer;
  };
  return {
    store,
    preferences: createPreferences(
      store,
      ["en", "de"],
      async () => "fr",
      () => now,
    ),
    asked: () => asked,
    pass: (ms: number) => {
      now += ms;
    },
    /** The store's answers are on their way until this is called. */
    hold: () => {
      let release = () => {};
      gate = new Promise<void>((resolve) => {
        release = resolve;
      });
      return release;
    },
  };
}

describe("what somebody reads", () => {
  it("is asked of the store once a minute, and known without asking in between", async () => {
    const { store, preferences, asked, pass } = counted();
    expect(preferences.known(TEAM, "ada")).toBeNull();
    expect(await preferences.ofLearner(TEAM, "ada")).toBeNull();
    // Chosen at another replica.
    await store.setLanguage(TEAM, "ada", "de");
    pass(59_000);
    expect([await preferences.ofLearner(TEAM, "ada"), asked()]).toEqual([null, 1]);
    pass(1_000);
    expect([await preferences.ofLearner(TEAM, "ada"), asked()]).toEqual(["de", 2]);
    expect(preferences.known(TEAM, "ada")).toBe("de");
  });

  it("is what they chose last, though an older answer of the store arrives after it", async () => {
    const { preferences, hold } = counted();
    const release = hold();
    const early = preferences.ofLearner(TEAM, "ada");
    await preferences.choose(TEAM, "ada", "de");
    release();
    expect(await early).toBe("de");
    expect(await preferences.ofLearner(TEAM, "ada")).toBe("de");
  });

  it("is the server's language for a group that says nothing, and where the store is away", async () => {
    const { store, preferences } = counted();
    expect(await preferences.ofGroup(PLACE)).toBe("fr");
    preferences.groupReads(PLACE, "de");
    expect(await preferences.ofGroup(PLACE)).toBe("de");
    preferences.groupReads(PLACE, null);
    expect(await preferences.ofGroup(PLACE)).toBe("fr");
    store.readGroup = async () => {
      throw new Error("away");
    };
    expect(await preferences.ofGroup({ ...PLACE, group: "another" })).toBe("fr");
  });
});
