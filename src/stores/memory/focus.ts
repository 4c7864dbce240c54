import type { FocusStore } from "../../engine/ports/store.ts";
import { addDays } from "../../engine/rules/calendar.ts";
import { ACTIVE_DAYS, MONTHS_KEPT, monthEnds, monthOf } from "../../engine/rules/focus.ts";
import type { Place } from "../../engine/words/place.ts";
import { groupOf, type State, teamOf } from "./state.ts";

/** Counts an answer that is judged now, unless its learner does not show. */
export function countAnswer(
  state: State,
  place: Place,
  answer: { learner: string; concept: string; right: boolean },
  date: string,
): void {
  const { hidden, absent } = teamOf(state, place.team);
  const { learner, concept, right } = answer;
  if (hidden.has(learner) || absent.has(learner)) return;
  const { months, answering } = groupOf(state, place);
  for (const month of months.keys()) if (monthEnds(month) <= state.clock()) months.delete(month);
  const month = monthOf(date);
  if (monthEnds(month) > state.clock()) {
    const counts = months.get(month) ?? new Map();
    const { answers, wrong } = counts.get(concept) ?? { answers: 0, wrong: 0 };
    counts.set(concept, { answers: answers + 1, wrong: wrong + (right ? 0 : 1) });
    months.set(month, counts);
  }
  answering.set(learner, date);
}

export function focusPart(state: State): FocusStore {
  return {
    groupMemory: async (place, date) => {
      const { months, answering } = groupOf(state, place);
      const first = addDays(date, 1 - ACTIVE_DAYS);
      const numbers = Array.from({ length: MONTHS_KEPT }, (_, age) => monthOf(date) - age);
      return structuredClone({
        active: [...answering.values()].filter((day) => day >= first).length,
        months: numbers.map((number) =>
          monthEnds(number) > state.clock() ? (months.get(number) ?? new Map()) : new Map(),
        ),
      });
    },
  };
}
