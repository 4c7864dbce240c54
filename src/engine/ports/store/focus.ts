import type { GroupMemory } from "../../rules/focus.ts";
import type { Place } from "../../words/place.ts";

/** What a group got wrong and may have forgotten. */
export interface FocusStore {
  /**
   * What was counted with each answer that was judged, in its step: of the month of a local date of the group and of
   * those before it. Answers of learners who hide, or who left, are not counted; what was counted before stays.
   */
  groupMemory(place: Place, date: string): Promise<GroupMemory>;
}
