import type { Action, Button } from "../press.ts";
import type { Say } from "../say.ts";
import type { Schedule } from "../schedule.ts";

/** A step of setting up a question of the day; it takes the place of the step before. */
export interface SetupReply {
  kind: "setup";
  visibility: "private";
  /** How many steps are done, of three. */
  done: 0 | 1 | 2 | 3;
  /** What came in the way, or has to be known first. */
  lines: readonly Say[];
  /** What the step asks. */
  asks: Say;
  /** Where it would be asked: the menu of channels begins with it; `action` is what choosing another one does. */
  channels: { chosen: string | null; action: Action } | null;
  menus: readonly { label: Say; choices: readonly Button[]; chosen: number | null }[];
  /** What would be set, and when it is asked first; a question is shown as it will look. */
  preview: { group: string; schedule: Schedule; opensAt: number; closesAt: number } | null;
  buttons: readonly Button[];
}
