import { hash32 } from "./random.ts";

/** Letters and digits of an id that a pack has from its name. */
const LONGEST = 24;
/** Digits that part packs whose names have the same letters and digits of English. */
const MARK = 7;

/** Two names with the same one are one pack's: capitals, spaces, hyphens and strokes below make none of their own. */
const sameness = (name: string) =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_-]+/g, " ")
    .trim();

/** Without accents, as people type who have no key for them. */
const bare = (name: string) =>
  sameness(name)
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replaceAll("ß", "ss");

/** Of letters and digits alone, in any script. */
const letters = (name: string) =>
  bare(name)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();

const cut = (slug: string, most: number) =>
  slug
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, most)
    .replace(/-+$/, "");

/**
 * Ids for a pack of this name, the one to take first first, and none where nothing of it can be read aloud. A name that
 * an id cannot hold whole, as "C++" or one in another script, has a mark of its own, so that no other name has its id.
 */
export function packIdsOf(name: string): readonly string[] {
  if (!/[\p{L}\p{N}]/u.test(name)) return [];
  const slug = bare(name);
  const mark = hash32(sameness(name)).toString(36).padStart(MARK, "0");
  const marked = [cut(slug, LONGEST - MARK - 1), mark].filter((part) => part !== "").join("-");
  return /^[a-z0-9 ]+$/.test(slug) && slug.length <= LONGEST ? [cut(slug, LONGEST), marked] : [marked];
}

export const isSameName = (a: string, b: string): boolean => sameness(a) === sameness(b);

interface Called {
  id: string;
  name: string;
}

/** Packs that a text may mean: the one that is called so or has this id, else those that begin so. */
export function packsMeant<P extends Called>(packs: readonly P[], typed: string): readonly P[] {
  const [text, plain, id] = [sameness(typed), bare(typed), typed.trim().toLowerCase()];
  const read = letters(typed);
  const ways: ((pack: P) => boolean)[] = [
    ({ name }) => sameness(name) === text,
    (pack) => pack.id === id,
    ({ name }) => bare(name) === plain,
    // Signs may be left out, and none may be there that the name does not have: "C++" is not "C".
    ({ name }) => read === plain && letters(name) === read,
    (pack) => plain !== "" && (bare(pack.name).startsWith(plain) || pack.id.startsWith(id)),
    ({ name }) => read === plain && read !== "" && letters(name).startsWith(read),
  ];
  for (const way of ways) {
    const found = packs.filter(way);
    if (found.length > 0) return found;
  }
  return [];
}

/** Where in a name stands what is typed; -1: nowhere. */
export const placeInName = (name: string, typed: string): number => bare(name).indexOf(bare(typed));
