import { type Piece, type Say, say } from "../engine/words/say.ts";
import { CITIES, inLatin } from "./cities.ts";
import { COUNTRIES } from "./countries.ts";
import { folded, foldedName, lookUp } from "./lookup.ts";
import { lookalikes, nearest } from "./nearest.ts";
import { byFame, readOffset, zonesWith } from "./offsets.ts";
import type { Choices, Value } from "./options.ts";

/** Zones that are named when it is asked which of them; a person reads no more. */
const MOST = 12;
/** Nothing that names a place is longer. */
const LONGEST = 100;

/** Letters of a word that may be a slip of a place: shorter ones are near to too much. */
const SHORTEST = 5;

export type ReadZone =
  | { ok: true; value: string }
  /** `meant`: it is a place or an offset, and not one clock. */
  | { ok: false; why: Say; meant: boolean; choices(): Choices };

/** In St. Petersburg, N'Djamena and U.S.A. */
const MARKS = /[.,'’]/g;

type Places = ReadonlyMap<string, readonly string[]>;
const TABLES = new WeakMap<readonly Value[], Places>();

/** By the name of a city or country, its zones. */
function placesOf(zones: readonly Value[]): Places {
  const known = TABLES.get(zones);
  if (known !== undefined) return known;
  const places = new Map<string, string[]>();
  for (const { value, places: names = [] } of zones)
    for (const key of new Set(names.map((name) => foldedName(name).replace(MARKS, ""))))
      places.set(key, [...(places.get(key) ?? []), value]);
  TABLES.set(zones, places);
  return places;
}

/** By zone, the country that it is a zone of. */
const COUNTRY_OF = new Map(
  [...COUNTRIES].flatMap(([country, zones]) => zones.map((zone) => [zone, country])),
);

/** What is said around a place's name for its clock. */
const AROUND = /^in\s+|\s+(?:(?:standard |summer |daylight )?time|zeit|ortszeit)$/i;

/** The zones that a word stands for: a zone's own name or a short one, else a city or a country. */
function zonesOf(word: string, zones: readonly Value[]): readonly string[] {
  const own = lookUp(zones, word);
  if (own.length > 0) return own;
  const places = placesOf(zones);
  const found = places.get(folded(word).replace(MARKS, "")) ?? [];
  if (found.length > 0) return found;
  // Berlin, Germany: where one of the two has the zone of the other.
  const [city = "", country, ...more] = word.split(",").map((part) => part.trim());
  if (country !== undefined && more.length === 0) {
    const there = zonesOf(country, zones);
    return zonesOf(city, zones).filter((zone) => there.includes(zone));
  }
  return AROUND.test(word) ? zonesOf(word.replace(AROUND, ""), zones) : [];
}

/** Zones to choose from, each with its country where they lie in several. */
function chosenFrom(zones: readonly string[]): Piece {
  const named = zones.slice(0, MOST);
  const countries = new Set(named.map((zone) => COUNTRY_OF.get(zone)));
  const pieces = named.map((zone): Piece => {
    const country = COUNTRY_OF.get(zone);
    return countries.size < 2 || country === undefined
      ? { code: zone }
      : say("zone.in", { zone: { code: zone }, country: { region: country } });
  });
  return { list: pieces };
}

const refused = (why: Say, allowed: readonly string[] = []): ReadZone => ({
  ok: false,
  why,
  meant: true,
  choices: () => ({ allowed, nearest: null }),
});

/** Reads a time zone as people name it: by itself, by a short or old name, by a city or a country. */
export function readZone(typed: string, zones: readonly Value[], now: number): ReadZone {
  const word = typed.trim();
  const offset = readOffset(word);
  // GMT+2 is two hours ahead to whoever types it, and two behind to the database.
  if (offset !== null && offset !== 0) {
    const found = zonesWith(offset, now);
    return refused(
      found.length === 0 ? say("wrong.no-offset") : say("wrong.offset", { choices: chosenFrom(found) }),
    );
  }
  const found = offset === 0 ? ["UTC"] : word.length > LONGEST ? [] : zonesOf(word, zones);
  const [first] = found;
  if (first !== undefined && found.length === 1) return { ok: true, value: first };
  if (first !== undefined)
    return refused(say("wrong.several", { choices: chosenFrom([...found].sort(byFame)) }));
  const choices = () => {
    const allowed = lookalikes(
      word,
      zones.map(({ value }) => value),
    );
    const [near = word.length < SHORTEST ? null : nearest(word, spelt())] = allowed;
    return { allowed, nearest: near };
  };
  return { ok: false, why: say("wrong.domain", { domain: "timezone" }), meant: false, choices };
}

let latinNames: readonly string[] | null = null;

/** Names of cities, and of countries in English, for slips of the finger: all languages would be too much to compare. */
function spelt(): readonly string[] {
  if (latinNames !== null) return latinNames;
  const english = new Intl.DisplayNames("en", { type: "region" });
  const names = [
    ...inLatin([...CITIES.values()].flat()),
    ...[...COUNTRIES.keys()].map((code) => english.of(code) ?? ""),
  ];
  latinNames = names.filter((name) => name.length >= SHORTEST);
  return latinNames;
}
