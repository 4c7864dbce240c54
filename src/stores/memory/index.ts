import type { Store } from "../../engine/ports/store.ts";
import { answerPart } from "./answers.ts";
import { boardPart } from "./boards.ts";
import { documentPart } from "./documents.ts";
import { focusPart } from "./focus.ts";
import { groupPart } from "./groups.ts";
import { itemPart } from "./items.ts";
import { learnerPart } from "./learners.ts";
import { learningPart } from "./learning.ts";
import { opinionPart } from "./opinions.ts";
import { planPart } from "./plans.ts";
import { reminderPart } from "./reminders.ts";
import { roundPart } from "./rounds.ts";
import { createState, type State, teamOf } from "./state.ts";
import { teamPart } from "./teams.ts";

/**
 * The embedded store: everything lives in this process and is gone with it. No step awaits anything in
 * between, so every step is atomic. It is also the model that the Redis store is tested against.
 *
 * @param clock the store's clock, epoch milliseconds
 */
export function createMemoryStore(clock: () => number): Store {
  return memoryStoreOn(createState(clock));
}

/** The store that works on a given state. */
export function memoryStoreOn(state: State): Store {
  const { clock } = state;
  return {
    now: async () => clock(),
    ready: async () => true,
    close: async () => {},
    ...groupPart(state),
    ...focusPart(state),
    ...roundPart(state),
    ...answerPart(state),
    ...boardPart(state),
    ...learnerPart(state),
    ...learningPart(state),
    ...opinionPart(state),
    ...reminderPart(state),
    ...planPart(state),
    ...documentPart(state),
    ...itemPart(state),
    ...teamPart(state),
    claimOnce: async (key, ttl) => {
      const now = clock();
      for (const [old, until] of state.once) if (until <= now) state.once.delete(old);
      if (state.once.has(key)) return false;
      state.once.set(key, now + ttl);
      return true;
    },
    unclaim: async (key) => {
      state.once.delete(key);
    },
    firstMessage: async (team, key, message, ttl) => {
      const { firsts } = teamOf(state, team);
      const now = clock();
      for (const [old, { until }] of firsts) if (until <= now) firsts.delete(old);
      const first = firsts.get(key) ?? { message, until: now + ttl };
      firsts.set(key, first);
      return first.message;
    },
    installations: {
      save: async (id, json) => {
        state.installations.set(id, json);
      },
      fetch: async (id) => state.installations.get(id) ?? null,
      replace: async (id, before, after) => {
        if (state.installations.get(id) !== before) return false;
        state.installations.set(id, after);
        return true;
      },
      delete: async (id) => {
        state.installations.delete(id);
      },
      ids: async () => [...state.installations.keys()],
    },
  };
}
