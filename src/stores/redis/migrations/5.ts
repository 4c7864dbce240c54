import type { Migration } from "./index.ts";

/** Questions that were asked daily, or practised, as lists. */
export const ASKED_AS_LISTS: Migration = {
  what: "questions that were asked are lists",
  concerns: (key) => /:g:[^:]+:(daily|practised)$/.test(key),
  move: async ({ run }, keys) => {
    for (const key of keys) await run("schema_5", [key], []);
  },
};
