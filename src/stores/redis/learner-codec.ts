import type { Absence } from "../../engine/ports/store.ts";
import { addDays } from "../../engine/rules/calendar.ts";
import type { Streak } from "../../engine/words/board.ts";
import type { DueReviews } from "../../learning/freezes.ts";

export function encodeStreak({ last, length, best, freezes }: Streak): string {
  const counted = `${last},${length},${best}`;
  return freezes === undefined ? counted : `${counted},${freezes.held},${freezes.at}`;
}

export function decodeStreak(text: string | null | undefined): Streak | null {
  if (!text) return null;
  const [last = 0, length = 0, best = 0, held, at] = text.split(",").map(Number);
  const streak = { last, length, best };
  return held === undefined || at === undefined ? streak : { ...streak, freezes: { held, at } };
}

/** Fields by ISO week, counted from 1970, each with the counts of its days, Monday first. */
export function decodeDays(weeks: Readonly<Record<string, string>>): Map<string, number> {
  const days = Object.entries(weeks).flatMap(([week, counts]) =>
    counts
      .split(",")
      .map((count, i) => [addDays("1970-01-01", Number(week) * 7 - 3 + i), Number(count)] as const),
  );
  return new Map(days.filter(([, count]) => count > 0).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `instant,instant,` and `concept=instant;concept=instant;`. */
export function decodeDue(earned: string | null | undefined, towards: string | null | undefined): DueReviews {
  return {
    earned: (earned ?? "").split(",").slice(0, -1).map(Number),
    towards: new Map(
      [...(towards ?? "").matchAll(/([^=;]+)=(\d+);/g)].map(([, concept = "", at]) => [concept, Number(at)]),
    ),
  };
}

export function encodeAbsence({ since, checked }: Omit<Absence, "learner">): string {
  return `${since},${checked}`;
}

export function decodeAbsence(text: string | null | undefined): Omit<Absence, "learner"> | null {
  if (!text) return null;
  const [since = 0, checked = 0] = text.split(",").map(Number);
  return { since, checked };
}
