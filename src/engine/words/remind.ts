/** What a learner asked to be reminded of, and when. */
export interface Reminders {
  /** Local wall time, 24 hours: 18:00; null: two hours before the group's question closes. */
  at: string | null;
  /** IANA zone: Europe/Berlin. */
  timezone: string;
  /** The zone was named by them, and stays; else it follows from where they are. Not kept by earlier versions. */
  zoneNamed?: boolean | undefined;
  /** The group whose question of the day it is about. */
  group: string;
  /** After a close they are told their own result. */
  results: boolean;
}

/** What is pressed in a reminder. `question`: shows the open question; `off`: no more of them; the others pause. */
export const REMIND_ACTS = ["question", "off", "pause", "resume"] as const;
export type RemindAct = (typeof REMIND_ACTS)[number];
