import type { Migration } from "./index.ts";

/** Rounds: answers that can be read in pages, sums of them, and the states and effects that `rules/life.ts` names. */
export const ROUNDS_IN_PAGES: Migration = {
  what: "answers can be read in pages",
  concerns: (key) => /:r:[^:]+$/.test(key),
  move: async ({ run }, keys) => {
    for (const key of keys) await run("schema_2", [key, `${key}:answers`, `${key}:awarded`], []);
  },
};
