import { INSTALLATION, INSTALLED } from "../keys.ts";
import type { Migration } from "./index.ts";

/** Installations of Slack: which teams have one is listed, so that their tokens can be encrypted at a start. */
export const INSTALLATIONS_LISTED: Migration = {
  what: "installations are listed",
  concerns: (key) => INSTALLATION.test(key),
  move: async ({ client }, keys) => {
    const ids = keys.flatMap((key) => INSTALLATION.exec(key)?.[1] ?? []);
    if (ids.length > 0) await client.sadd(INSTALLED, ...ids);
  },
};
