import type { ReportCounts, ReportKind } from "../engine/words/report.ts";

/**
 * What is kept of an item over everybody: sums alone, so nobody can be found in them, and what several shards have is
 * added up. As a text, `shares,squares,rights,all,known,strong,all,known,strong,...`: three sums of shares, then three
 * counts of each option, of which the first is the key.
 */

/** From how many answers in its topic on a learner's share of right ones says something. */
export const ANSWERS_FOR_SHARE = 5;
/** From which share on, in percent, a learner is a strong one. */
export const STRONG = 75;

/** How often an option was chosen. */
export interface OptionSums {
  all: number;
  /** By learners whose share is known. */
  known: number;
  /** By strong ones. */
  strong: number;
}

export interface ItemSums {
  /** Of the shares of those whose share is known, in percent; their squares; and of those who were right. */
  shares: number;
  squares: number;
  rights: number;
  /** The key first, then what else there is to choose. */
  options: readonly OptionSums[];
}

export const NO_SUMS: ItemSums = { shares: 0, squares: 0, rights: 0, options: [] };

/** How an answer is counted for its item, beside its review. */
export interface CountedAs {
  version: number;
  /** By place in the dealt order: 0 is the key, and what else there is has numbers of its own. */
  options: readonly number[];
}

/** Under what an item of a version is counted. */
export const sumsField = (item: string, version: number): string => `${item}@${version}`;

/** What a learner had right of a topic before an answer, in whole percent; null: too little is known. */
export function shareOf({ right, answered }: { right: number; answered: number }): number | null {
  return answered < ANSWERS_FOR_SHARE ? null : Math.floor((100 * right) / answered);
}

/** The sums with one answer more. */
export function counted(sums: ItemSums, option: number, share: number | null): ItemSums {
  const length = Math.max(sums.options.length, option + 1);
  const options = Array.from({ length }, (_, i) => {
    const before = sums.options[i] ?? { all: 0, known: 0, strong: 0 };
    if (i !== option) return before;
    return {
      all: before.all + 1,
      known: before.known + (share === null ? 0 : 1),
      strong: before.strong + (share !== null && share >= STRONG ? 1 : 0),
    };
  });
  const known = share ?? 0;
  return {
    shares: sums.shares + known,
    squares: sums.squares + known * known,
    rights: sums.rights + (option === 0 ? known : 0),
    options,
  };
}

export function merged(one: ItemSums, other: ItemSums): ItemSums {
  const length = Math.max(one.options.length, other.options.length);
  const add = (i: number, name: keyof OptionSums) =>
    (one.options[i]?.[name] ?? 0) + (other.options[i]?.[name] ?? 0);
  return {
    shares: one.shares + other.shares,
    squares: one.squares + other.squares,
    rights: one.rights + other.rights,
    options: Array.from({ length }, (_, i) => ({
      all: add(i, "all"),
      known: add(i, "known"),
      strong: add(i, "strong"),
    })),
  };
}

/** What a store keeps. */
export function sumsIn(text: string): ItemSums {
  const [shares = 0, squares = 0, rights = 0, ...counts] = text.split(",").map((part) => Number(part) || 0);
  const options = Array.from({ length: Math.floor(counts.length / 3) }, (_, i) => ({
    all: counts[3 * i] ?? 0,
    known: counts[3 * i + 1] ?? 0,
    strong: counts[3 * i + 2] ?? 0,
  }));
  return { shares, squares, rights, options };
}

/** Whether a learner has answered an item before, by what is kept of its concept. */
export function hasAnswered(reviews: string | undefined, seen: string | undefined, short: string): boolean {
  const entries = (reviews ?? "").slice((reviews ?? "").indexOf("|") + 1).split(";");
  const isAmong = entries.some((entry) => entry.slice(entry.indexOf(".") + 1) === short);
  return isAmong || `;${seen ?? ""}`.includes(`;${short}=`);
}

/** By item and version: the counts of each kind, added up. */
export function mergeCounts(
  counts: readonly { field: string; kind: ReportKind; count: number }[],
): Map<string, ReportCounts> {
  const all = new Map<string, Record<ReportKind, number>>();
  for (const { field, kind, count } of counts) {
    const of = all.get(field) ?? { "wrong-key": 0, unclear: 0, outdated: 0, typo: 0, other: 0 };
    of[kind] += count;
    all.set(field, of);
  }
  return all;
}

/** The sums of an item, merged out of what several places keep of it. */
export function mergeAll(places: Iterable<Iterable<readonly [string, ItemSums]>>): Map<string, ItemSums> {
  const all = new Map<string, ItemSums>();
  for (const place of places)
    for (const [field, sums] of place) all.set(field, merged(all.get(field) ?? NO_SUMS, sums));
  return all;
}
