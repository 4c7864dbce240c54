import type { MessageRef } from "./place.ts";
import type { Weekday } from "./schedule.ts";

/** Two who are drawn for a mock interview, and who listens, where their number is odd. */
export interface DrawnPair {
  one: string;
  other: string;
  observer: string | null;
}

/** How often two were drawn together, and when last, epoch milliseconds. */
export interface Met {
  times: number;
  last: number;
}

/** A group's weekly round of mock interviews. */
export interface WeeklyMock {
  day: Weekday;
  /** `17:00`, in this zone. */
  time: string;
  timezone: string;
  /** When pairs are drawn next, epoch milliseconds, and the local date of it, which names this week's round. */
  at: number;
  date: string;
  /** Names what a manager set: a sign-up of what was ended or changed is another message. Absent in what is older. */
  run?: string;
  /** This week's sign-up, once it is up, and whom it shows: ids, or that they are drawn. */
  message: MessageRef | null;
  shown: string;
  signed: readonly { id: string; name: string }[];
  /** null: they are not drawn yet. */
  drawn: readonly DrawnPair[] | null;
  /** Pairs that have their invitation. */
  invited: number;
  /** By two members under one name, see `pairId`; and how often somebody listened. */
  met: Readonly<Record<string, Met>>;
  listened: Readonly<Record<string, number>>;
}

export const WEEKLY_ACTS = ["join", "leave"] as const;
export type WeeklyAct = (typeof WEEKLY_ACTS)[number];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What a text says that was kept of one; null where it says nothing. */
export function readWeeklyMock(text: string): WeeklyMock | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(value) || !Number.isFinite(value.at) || typeof value.date !== "string") return null;
  if (typeof value.time !== "string" || typeof value.timezone !== "string") return null;
  return Array.isArray(value.signed) && isRecord(value.met) && isRecord(value.listened)
    ? (value as unknown as WeeklyMock)
    : null;
}
