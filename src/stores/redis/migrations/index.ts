import type { Context } from "../context.ts";
import { ROUNDS_IN_PAGES } from "./2.ts";
import { FEWER_BOARDS } from "./3.ts";
import { INSTALLATIONS_LISTED } from "./4.ts";
import { ASKED_AS_LISTS } from "./5.ts";
import { DUE_PER_PLATFORM } from "./6.ts";
import { SHORTER_LEARNERS } from "./7.ts";

/** Brings what is stored from one shape to the next. */
export interface Migration {
  /** What it does, for the log. */
  what: string;
  /** Whether a key may hold something of the old shape. */
  concerns(key: string): boolean;
  /**
   * Brings some of those keys to the new shape. A start that was interrupted begins again with the first key, and
   * a replica that took too long may meet another one: what has the new shape already stays as it is.
   */
  move(context: Context, keys: readonly string[]): Promise<void>;
}

/** The first leads from schema 1 to 2, the next to 3, and so on; a file each, named by the number it leads to. */
export const MIGRATIONS: readonly Migration[] = [
  ROUNDS_IN_PAGES,
  FEWER_BOARDS,
  INSTALLATIONS_LISTED,
  ASKED_AS_LISTS,
  DUE_PER_PLATFORM,
  SHORTER_LEARNERS,
];
