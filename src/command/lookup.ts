import type { Value } from "./options.ts";

/** Without case, accents, and how words are joined; a sign before a digit stays (Etc/GMT-5). */
export const folded = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[_\s]+/g, "")
    .replace(/-(?!\d)/g, "");

/** The last part of a zone's name: New_York. */
const placeOf = (name: string): string | null =>
  name.includes("/") ? name.slice(name.lastIndexOf("/") + 1) : null;

/** Nothing that is listed has a longer name. */
const LONGEST_NAME = 100;

/** Folding takes longer than looking for a word, and names come up with every letter that is typed. */
const FOLDED = new Map<string, string>();

/** As `folded`, for names of a list that stays. */
export function foldedName(name: string): string {
  const known = FOLDED.get(name) ?? folded(name);
  FOLDED.set(name, known);
  return known;
}

interface Table {
  /** By value, label and other names. */
  names: ReadonlyMap<string, readonly string[]>;
  /** By the place alone. */
  places: ReadonlyMap<string, readonly string[]>;
}

/** Tables of the lists that came up; a list never changes. */
const TABLES = new WeakMap<readonly Value[], Table>();

function tableOf(values: readonly Value[]): Table {
  const known = TABLES.get(values);
  if (known !== undefined) return known;
  const names = new Map<string, string[]>();
  const places = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, value: string) => {
    const all = map.get(key) ?? [];
    if (!all.includes(value)) map.set(key, [...all, value]);
  };
  for (const { value, label, aliases = [] } of values) {
    for (const name of [value, label, ...aliases]) {
      add(names, foldedName(name), value);
      const place = placeOf(name);
      if (place !== null) add(places, foldedName(place), value);
    }
  }
  const table = { names, places };
  TABLES.set(values, table);
  return table;
}

/** The values that a word names, by any of their names, else by the last part of one; mostly one or none. */
export function lookUp(values: readonly Value[], typed: string): readonly string[] {
  if (typed.length > LONGEST_NAME) return [];
  const { names, places } = tableOf(values);
  const key = folded(typed);
  return names.get(key) ?? places.get(key) ?? [];
}
