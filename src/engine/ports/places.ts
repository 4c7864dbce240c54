import type { Say } from "../words/say.ts";

/** A time that somebody typed, perhaps with the place whose clock is meant; or why it is none. */
export type TypedTime = { ok: true; time: string; zone: string | null } | { ok: false; why: Say };

/** What is known of places and their clocks. */
export interface Places {
  /** Every zone, sorted by name. */
  readonly zones: readonly string[];
  /**
   * Zones that somebody may mean, the likeliest first: their own, where the platform reports it, those of the
   * countries of some locales (BCP 47, the weightiest first), those of the same language, then the best known.
   */
  likely(hints: { timezone: string | null; locales: readonly (string | null)[] }): readonly string[];
  /** How far a zone is ahead of UTC at an instant: "UTC+5:30". */
  offset(zone: string, at: number): string;
  /** Reads "18:30", "9 am", "18 Uhr Tokyo". */
  readTime(text: string, now: number): TypedTime;
}
