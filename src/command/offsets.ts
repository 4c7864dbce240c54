import { CITIES, inLatin } from "./cities.ts";

/** Zones that are found by their offset besides those of large cities: so that every offset has one. */
const BESIDES = `
America/Adak America/Noronha America/Nuuk America/Panama Asia/Almaty Asia/Hong_Kong Asia/Kamchatka
Asia/Singapore Asia/Yangon Atlantic/Azores Atlantic/Reykjavik Atlantic/South_Georgia Australia/Darwin
Australia/Lord_Howe Indian/Maldives Pacific/Apia Pacific/Chatham Pacific/Fiji Pacific/Gambier
Pacific/Guadalcanal Pacific/Kiritimati Pacific/Marquesas Pacific/Noumea Pacific/Pago_Pago
Pacific/Port_Moresby Pacific/Tongatapu
`;

/** The best known first. */
export const KNOWN = [...CITIES]
  .sort(([, some], [, others]) => inLatin(others).length - inLatin(some).length)
  .map(([zone]) => zone)
  .concat(BESIDES.trim().split(/\s+/));

const RANK = new Map(KNOWN.map((zone, at) => [zone, at]));

/** Sorts zones: the best known first, the others as they stand. */
export const byFame = (one: string, other: string): number =>
  (RANK.get(one) ?? KNOWN.length) - (RANK.get(other) ?? KNOWN.length);

const N = "numeric";

/** Making one takes a hundred times as long as asking it. */
const CLOCKS = new Map<string, Intl.DateTimeFormat | null>();
function clockOf(timeZone: string): Intl.DateTimeFormat | null {
  const known = CLOCKS.get(timeZone);
  if (known !== undefined) return known;
  let made: Intl.DateTimeFormat | null = null;
  try {
    const shown = { year: N, month: N, day: N, hour: N, minute: N } as const;
    made = new Intl.DateTimeFormat("en", { timeZone, hourCycle: "h23", ...shown });
  } catch {
    // A runtime may know fewer zones.
  }
  CLOCKS.set(timeZone, made);
  return made;
}

const MINUTE = 60_000;

/** Minutes by which a zone is ahead of UTC at a time. */
export function offsetAt(zone: string, at: number): number | null {
  const [month = 0, day, year = 0, hour, minute] = clockOf(zone)?.format(at).match(/\d+/g)?.map(Number) ?? [];
  const there = Date.UTC(year, month - 1, day, hour, minute);
  return Number.isNaN(there) ? null : Math.round((there - Math.floor(at / MINUTE) * MINUTE) / MINUTE);
}

/** An offset from UTC as people write it, in minutes; null where a text is none. */
export function readOffset(text: string): number | null {
  const match = /^(?:utc|gmt)?([+\-\u2212\u2013])(\d{1,2})(?:[:.]?([0-5]\d))?h?$/i.exec(
    text.replace(/\s+/g, "").slice(0, 12),
  );
  if (match === null || Number(match[2]) > 14) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === "+" ? minutes : -minutes || 0;
}

/** Clocks are put forward and back on a quarter of an hour. */
const QUARTER = 15 * MINUTE;
let latest: { quarter: number; zones: ReadonlyMap<number, string[]> } | null = null;

/** Well-known zones that are so far ahead of UTC at a time, the best known first. */
export function zonesWith(offset: number, at: number): readonly string[] {
  const quarter = Math.floor(at / QUARTER);
  if (latest?.quarter !== quarter) {
    const zones = new Map<number, string[]>();
    for (const zone of KNOWN) {
      const found = offsetAt(zone, at);
      if (found !== null) zones.set(found, [...(zones.get(found) ?? []), zone]);
    }
    latest = { quarter, zones };
  }
  return latest.zones.get(offset) ?? [];
}
