import type { Schedule } from "../words/schedule.ts";
import { commitmentOf } from "./commitment.ts";

/** Characters of a hash that tell settings apart; nobody gains from finding others with the same. */
const LENGTH = 16;

/** Stands for settings in a form: other settings have another mark. */
export const markOf = (schedule: Schedule | null): string =>
  commitmentOf(JSON.stringify(schedule)).slice(0, LENGTH);
