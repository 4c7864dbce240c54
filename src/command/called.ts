import { AUDIENCES, DIFFICULTIES, ITEM_KINDS } from "../engine/words/item.ts";
import { exactly, loosely, stemOf, stemsIn, unordered } from "../engine/words/spelling.ts";
import type { Value } from "./options.ts";

/** Nothing that is listed has a longer name. */
const LONGEST_NAME = 100;

/** Words that mean an option of their own wherever they stand: "attention hard" is not "hard attention". */
const OWN_OPTIONS = new Set([...DIFFICULTIES, ...ITEM_KINDS, ...AUDIENCES].map(stemOf));

interface Names {
  exact: ReadonlyMap<string, string>;
  loose: ReadonlyMap<string, string>;
  unordered: ReadonlyMap<string, string>;
  /** What lately typed texts are called: one line is looked at word by word, for every option, more than once. */
  lately: Map<string, string | null>;
}

/** Texts that are remembered. */
const REMEMBERED = 500;

const TABLES = new WeakMap<readonly Value[], Names>();

/** Of two things that are called the same, the first one of the list has the name. */
function namesOf(values: readonly Value[]): Names {
  const known = TABLES.get(values);
  if (known !== undefined) return known;
  const tables = {
    exact: new Map<string, string>(),
    loose: new Map<string, string>(),
    unordered: new Map<string, string>(),
    lately: new Map<string, string | null>(),
  };
  const add = (map: Map<string, string>, key: string, value: string) => {
    if (key !== "" && !map.has(key)) map.set(key, value);
  };
  const all = values.flatMap(({ value, label, aliases = [] }) =>
    [value, label, ...aliases].map((name) => ({ name, value })),
  );
  for (const { name, value } of all) {
    add(tables.exact, exactly(name), value);
    add(tables.loose, loosely(name), value);
    add(tables.unordered, unordered(name), value);
  }
  TABLES.set(values, tables);
  return tables;
}

/** What bears this name, however it is spelled: in any case, singular or plural, with or without hyphens; or null. */
export function called(values: readonly Value[], typed: string): string | null {
  if (typed.length > LONGEST_NAME) return null;
  const { exact, loose } = namesOf(values);
  return exact.get(exactly(typed)) ?? loose.get(loosely(typed)) ?? null;
}

function roughly(values: readonly Value[], typed: string): string | null {
  const found = called(values, typed);
  if (found !== null || stemsIn(typed).some((stem) => OWN_OPTIONS.has(stem))) return found;
  return namesOf(values).unordered.get(unordered(typed)) ?? null;
}

/** The same for its words in any order, and without those around it: "what is rope?". */
export function calledRoughly(values: readonly Value[], typed: string): string | null {
  if (typed.length > LONGEST_NAME) return null;
  const { lately } = namesOf(values);
  const known = lately.get(typed);
  if (known !== undefined) return known;
  const found = roughly(values, typed);
  if (lately.size >= REMEMBERED) lately.clear();
  lately.set(typed, found);
  return found;
}
