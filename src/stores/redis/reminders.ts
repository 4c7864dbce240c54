import { z } from "zod";
import type { ReminderStore, Reminding } from "../../engine/ports/store.ts";
import type { TeamId } from "../../engine/words/place.ts";
import type { Context } from "./context.ts";
import { keysOf, memberOf } from "./keys.ts";

const terms = z.object({
  at: z.string().nullable(),
  timezone: z.string(),
  zoneNamed: z.boolean().optional(),
  group: z.string(),
  results: z.boolean(),
});

/** The reminders of a learner in the due index. */
export const reminderJob = (team: TeamId, learner: string): string =>
  memberOf({ kind: "remind", place: { team, group: "" }, learner });

export async function remindingOf({ client }: Context, team: TeamId, learner: string): Promise<Reminding> {
  const fields = await client.hgetall(keysOf(team).reminding(learner));
  const { sent = null, told = null, paused } = fields;
  return {
    reminders:
      fields.terms === undefined
        ? null
        : { ...terms.parse(JSON.parse(fields.terms)), next: Number(fields.next) },
    ...{ sent, told, pausedUntil: paused === undefined ? null : Number(paused) },
  };
}

export function reminderPart(context: Context): ReminderStore {
  const { client, run } = context;
  const keysFor = (team: TeamId, learner: string) => [keysOf(team).reminding(learner), keysOf(team).due];
  return {
    readReminding: (team, learner) => remindingOf(context, team, learner),

    setReminders: async (team, learner, reminders) => {
      const { next, ...kept } = reminders ?? { next: "" };
      const job = reminderJob(team, learner);
      const text = reminders === null ? "" : JSON.stringify(kept);
      await run("set_reminders", keysFor(team, learner), [text, next, job]);
    },

    moveReminder: async (team, learner, { from, to, sent, told }) => {
      const noted = { sent: sent ?? "", told: told ?? "" };
      const job = reminderJob(team, learner);
      const notes = { sent: sent !== undefined, told: told !== undefined };
      const args = { from, to, job, ...noted, notesSent: notes.sent, notesTold: notes.told };
      return (await run("move_reminder", keysFor(team, learner), args)) === 1;
    },

    pauseReviews: async (team, learner, until) => {
      const key = keysOf(team).reminding(learner);
      await (until === null ? client.hdel(key, "paused") : client.hset(key, "paused", String(until)));
    },
  };
}
