import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isBooked,
  LIFE,
  type LifeEvent,
  type LifeState,
  next,
  takesAnswers,
} from "../../src/engine/rules/life.ts";
import { ROUND_STATUSES, type RoundStatus } from "../../src/engine/words/round.ts";

const EVENTS = Object.keys(LIFE) as LifeEvent[];
const tries = (of: readonly LifeEvent[]) =>
  fc.array(fc.record({ event: fc.constantFrom(...of), isUp: fc.boolean() }), { maxLength: 60 });
const events = tries(EVENTS);
/** A practice question lapses, where one of the day is frozen; which of the two it is, a store knows. */
const ofDaily = tries(EVENTS.filter((event) => event !== "ask" && event !== "lapse"));
const isStored = (state: LifeState): state is RoundStatus => state !== "planned" && state !== "opening";
const FROZEN: readonly LifeState[] = ["closing", "showing", "closed", "void"];

/** Every state that a life goes through, whatever is tried. */
function lived(tries: readonly { event: LifeEvent; isUp: boolean }[]): LifeState[] {
  const states: LifeState[] = ["planned"];
  for (const { event, isUp } of tries) {
    const from = states.at(-1) ?? "planned";
    states.push(next(from, event, isUp) ?? from);
  }
  return states;
}

describe("the life of a round", () => {
  it("takes no answer any more once it was frozen, whatever is tried in which order", () => {
    fc.assert(
      fc.property(events, (tries) => {
        const states = lived(tries);
        const frozenAt = states.findIndex((state) => FROZEN.includes(state));
        const after = frozenAt < 0 ? [] : states.slice(frozenAt);
        expect(after.filter((state) => isStored(state) && takesAnswers(state))).toEqual([]);
        expect(after.filter((state) => next(state, "answer", true) !== null)).toEqual([]);
      }),
    );
  });

  it("is shown only when all its points are booked, and ends in closed or void for good", () => {
    fc.assert(
      fc.property(ofDaily, (tries) => {
        const states = lived(tries);
        if (states.includes("showing")) expect(states).toContain("closing");
        for (const end of ["closed", "void"] as const) {
          const endedAt = states.indexOf(end);
          if (endedAt >= 0) expect(new Set(states.slice(endedAt))).toEqual(new Set([end]));
        }
      }),
    );
  });

  it("leads from every state to an end", () => {
    const ends = (state: LifeState, seen: readonly LifeState[]): boolean =>
      state === "closed" ||
      state === "void" ||
      EVENTS.some((event) =>
        [true, false].some((isUp) => {
          const to = next(state, event, isUp);
          return to !== null && !seen.includes(to) && ends(to, [...seen, to]);
        }),
      );
    for (const state of ["planned", "opening", ...ROUND_STATUSES] as const)
      expect(ends(state, [state]), state).toBe(true);
  });

  it("is void only while no message of it is up, and loses only one that is", () => {
    for (const state of ROUND_STATUSES) {
      expect(next(state, "void", true)).toBeNull();
      expect(next(state, "lose", false)).toBeNull();
    }
  });

  it("has something left to book until all is shown or void", () => {
    expect(ROUND_STATUSES.filter((status) => !isBooked(status))).toEqual(["posting", "open", "closing"]);
  });

  it("is drawn in the documents as it is", () => {
    const text = readFileSync(join(import.meta.dirname, "../../docs/architecture.md"), "utf8");
    const drawn = [...text.matchAll(/^ {4}(\w+) --> (\w+): ([\w, ]+)$/gm)].flatMap(([, from, to, steps]) =>
      (steps ?? "").split(", ").map((step) => `${step}: ${from} to ${to}`),
    );
    const listed = EVENTS.flatMap((event) =>
      Object.entries(LIFE[event].moves).map(([from, to]) => `${event}: ${from} to ${to}`),
    );
    // What leads nowhere else may be repeated, and would only crowd the picture.
    const moving = listed.filter((line) => !/: (\w+) to \1$/.test(line));
    expect(drawn.toSorted()).toEqual(moving.toSorted());
    for (const event of EVENTS) expect(text).toContain(`| \`${event}\``);
  });
});
