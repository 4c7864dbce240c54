import type { Job, ReminderStore, Reminding } from "../../engine/ports/store.ts";
import type { TeamId } from "../../engine/words/place.ts";
import { jobKey, type State, setDue, teamOf } from "./state.ts";

const NOTHING: Reminding = { reminders: null, sent: null, told: null, pausedUntil: null };

const jobOf = (team: TeamId, learner: string): Job => ({
  kind: "remind",
  place: { team, group: "" },
  learner,
});

export const remindingOf = (state: State, team: TeamId, learner: string): Reminding =>
  structuredClone(teamOf(state, team).reminding.get(learner) ?? NOTHING);

export function forgetReminders(state: State, team: TeamId, learner: string): void {
  teamOf(state, team).reminding.delete(learner);
  state.due.delete(jobKey(jobOf(team, learner)));
}

export function reminderPart(state: State): ReminderStore {
  const change = (team: TeamId, learner: string, to: Partial<Reminding>) => {
    const { reminding } = teamOf(state, team);
    reminding.set(learner, structuredClone({ ...(reminding.get(learner) ?? NOTHING), ...to }));
  };
  return {
    readReminding: async (team, learner) => remindingOf(state, team, learner),

    setReminders: async (team, learner, reminders) => {
      change(team, learner, { reminders });
      setDue(state, jobOf(team, learner), reminders?.next ?? null);
    },

    moveReminder: async (team, learner, { from, to, ...noted }) => {
      const { reminders } = remindingOf(state, team, learner);
      if (reminders === null || reminders.next !== from) return false;
      change(team, learner, { reminders: { ...reminders, next: to }, ...noted });
      setDue(state, jobOf(team, learner), to);
      return true;
    },

    pauseReviews: async (team, learner, pausedUntil) => change(team, learner, { pausedUntil }),
  };
}
