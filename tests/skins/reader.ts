/** Who looks at a message: what depends on the reader alone, like the form of times. */
export interface Reader {
  /** BCP 47. */
  language: string;
  timezone: string;
  /** Epoch milliseconds. */
  now: number;
  /** What channels and people are called here, by their ids. */
  names: Readonly<Record<string, string>>;
}

const MINUTE = 60_000;
const UNITS = [
  ["day", 24 * 60 * MINUTE],
  ["hour", 60 * MINUTE],
  ["minute", MINUTE],
] as const;

/** "in 3 hours". */
export function relative(at: number, { language, now }: Reader): string {
  const form = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  for (const [unit, length] of UNITS) {
    const count = Math.round((at - now) / length);
    if (Math.abs(count) >= 1) return form.format(count, unit);
  }
  return form.format(0, "minute");
}

export const dated = (
  at: number,
  { language, timezone }: Reader,
  options: Intl.DateTimeFormatOptions,
): string => new Intl.DateTimeFormat(language, { timeZone: timezone, ...options }).format(at);
