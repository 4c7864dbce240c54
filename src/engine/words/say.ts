import type en from "../../../locales/en.json";
import type { Weekday } from "./schedule.ts";

/** A sentence or a word of the catalogue. English has all of them; other languages fall back to it, key by key. */
export type WordId = keyof typeof en;

/**
 * A part of a sentence that each platform writes in its own way. Strings are shown as text, never
 * interpreted; times appear in the reader's own time zone where the platform can do that.
 */
export type Piece =
  | string
  | number
  /** Epoch milliseconds. "relative": in 3 hours; "moment": 20 November 2026 09:00; "clock": 09:00. */
  | { time: number; style: "relative" | "moment" | "clock" }
  /** A local date, which is the same in every zone: "2026-11-20" for 20 Nov 2026. */
  | { date: string }
  | { group: string }
  | { member: string }
  | { role: string }
  /** What a person calls themselves. */
  | { name: string }
  | { code: string }
  /** A command as typed after `/dlq`: "daily resume", "" for the one that asks. Each platform has its own form. */
  | { command: string }
  | { strong: string }
  /** A link with its text; an empty address leaves the text alone. */
  | { link: string | Say; url: string }
  /** Another sentence of the catalogue, in the reader's language. */
  | Say
  /** "A, B and C" in the reader's language. */
  | { list: readonly Piece[] }
  /** A language, by its own name: "Deutsch". */
  | { language: string }
  /** A country by its ISO 3166 code, as the reader calls it. */
  | { region: string }
  /** Days of the week, short: "Mon, Wed". */
  | { days: readonly Weekday[] };

/** What is said, without the words: an entry of the catalogue, and the values that it has places for. */
export interface Say {
  id: WordId;
  values?: Readonly<Record<string, Piece>>;
}

/** Says something: `say("daily.paused", { command: { command: "daily resume" } })`. */
export function say(id: WordId, values?: Readonly<Record<string, Piece>>): Say {
  return values === undefined ? { id } : { id, values };
}
