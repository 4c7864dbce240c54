import type { Kit } from "./stage.ts";

/** How much a scenario does. */
export interface Amount {
  /** Of the unit that the scenario counts: kills, faults, events, inputs. */
  count: number;
  /** When it stops at the latest, epoch milliseconds. */
  until: number;
}

/** What came of a scenario. */
export interface Outcome {
  /** How many of its unit were done. */
  done: number;
  /** Broken invariants; empty where all is well. */
  wrong: readonly string[];
  /** Figures for the table, as they are to be read. */
  notes: readonly string[];
  /** Errors that replicas logged, shown where something is wrong. */
  log?: readonly string[];
}

export interface Scenario {
  name: string;
  /** What it does to the bot, in a line. */
  about: string;
  unit: string;
  /** How much is done in a short run, and by `npm run soak -- --long`. */
  short: number;
  long: number;
  run(kit: Kit, amount: Amount): Promise<Outcome>;
}
