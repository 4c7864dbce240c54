import type { Places, TypedTime } from "../engine/ports/places.ts";
import { say } from "../engine/words/say.ts";
import { COUNTRIES } from "./countries.ts";
import { KNOWN, offsetAt } from "./offsets.ts";
import type { Domains } from "./options.ts";
import { readTime } from "./times.ts";
import { readZone } from "./zone-read.ts";

/** Where a language is spoken by many who may be meant by it, besides the country that CLDR takes it to be of. */
const SPOKEN: ReadonlyMap<string, readonly string[]> = new Map([
  ["de", ["DE", "AT", "CH"]],
  ["en", ["US", "GB", "IN", "CA", "AU", "IE", "SG", "NZ", "ZA", "NG", "PH"]],
  ["es", ["ES", "MX", "AR", "CO", "CL", "PE"]],
  ["fr", ["FR", "CA", "BE", "CH"]],
  ["nl", ["NL", "BE"]],
  ["pt", ["BR", "PT"]],
  ["zh", ["CN", "TW", "HK", "SG"]],
]);

/** What a server and a person have who never chose a language. */
const UNCHOSEN = "en-us";

interface Spoken {
  language: string;
  /** null: the locale names no single country. */
  country: string | null;
}

/** The country of a locale: the one that it names, else the one where most of its speakers are. */
function spokenIn(locale: string): Spoken | null {
  try {
    const named = new Intl.Locale(locale);
    const country = named.region ?? named.maximize().region ?? "";
    return { language: named.language, country: COUNTRIES.has(country) ? country : null };
  } catch {
    return null;
  }
}

const unique = (all: readonly string[]) => [...new Set(all)];

/** Minutes as "+5:30"; nothing where there are none. */
function signed(minutes: number): string {
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const shown = rest === 0 ? String(hours) : `${hours}:${String(rest).padStart(2, "0")}`;
  return minutes === 0 ? "" : `${minutes < 0 ? "-" : "+"}${shown}`;
}

/** Places and clocks out of the tables that typed options are read by. */
export function createPlaces({ timezone }: Pick<Domains, "timezone">): Places {
  const zones = timezone.map(({ value }) => value).filter((zone) => !zone.startsWith("Etc/"));
  const isKnown = (zone: string) => zones.includes(zone);

  /** A platform may report a zone by a name of before. */
  function today(zone: string): string[] {
    const read = readZone(zone, timezone, 0);
    return read.ok && isKnown(read.value) ? [read.value] : [];
  }

  return {
    zones,

    likely({ timezone: own, locales }) {
      const said = locales.filter((locale) => locale !== null);
      // Whoever has said nothing says less than who has.
      const weighty = [
        ...said.filter((locale) => locale.toLowerCase() !== UNCHOSEN),
        ...said.filter((locale) => locale.toLowerCase() === UNCHOSEN),
      ];
      const spoken = weighty.map(spokenIn).filter((one) => one !== null);
      const countries = [
        ...spoken.flatMap(({ country }) => country ?? []),
        ...spoken.flatMap(({ language, country }) =>
          (SPOKEN.get(language) ?? []).filter((one) => country !== null || one !== language.toUpperCase()),
        ),
      ];
      return unique([
        ...(own === null ? [] : today(own)),
        ...countries.flatMap((country) => COUNTRIES.get(country) ?? []).filter(isKnown),
        "UTC",
        ...KNOWN.filter(isKnown),
      ]);
    },

    offset: (zone, at) => `UTC${signed(offsetAt(zone, at) ?? 0)}`,

    readTime(text, now): TypedTime {
      const whole = readTime(text);
      if (whole !== null) return "why" in whole ? { ok: false, why: whole.why } : timed(whole.value, null);
      // What stands before the place is the longest that is a time.
      const words = text.trim().split(/\s+/);
      for (let count = words.length - 1; count > 0; count--) {
        const time = readTime(words.slice(0, count).join(" "));
        if (time === null) continue;
        if ("why" in time) return { ok: false, why: time.why };
        const zone = readZone(words.slice(count).join(" "), timezone, now);
        return zone.ok ? timed(time.value, zone.value) : { ok: false, why: zone.why };
      }
      return { ok: false, why: say("wrong.time") };
    },
  };
}

const timed = (time: string, zone: string | null): TypedTime => ({ ok: true, time, zone });
