import type { Difficulty } from "../engine/words/item.ts";
import { compact, type Kept, type Snapshot } from "./memory.ts";
import type { Confidence, Outcome, Review, ReviewDraft, ReviewHead, ReviewMode } from "./review.ts";

/**
 * How a store keeps reviews: a text per learner and concept, `snapshot|entry;entry;`, to which an entry is appended
 * without reading the others. An entry is `at mode outcome id.item`, its first parts of fixed width: seconds in seven
 * digits of base 36, a letter, four signs, and the item without the name of its concept. When items were seen last is
 * told by the entries; for what went into the snapshot by another text, `item=day;item=day;`.
 */

/** Newest entries that stay as they are; older ones become part of the snapshot. */
export const KEPT_REVIEWS = 12;
/** Entries that may come on top of these before a read moves them. */
const SLACK = 4;
const DAY = 86_400_000;

const MODES: Readonly<Record<ReviewMode, string>> = {
  practice: "p",
  daily: "d",
  session: "s",
  open: "o",
  mock: "m",
};
const CONFIDENCE_SIGNS: Readonly<Record<Confidence, string>> = { guess: "g", leaning: "l", sure: "s" };
const DIFFICULTY_SIGNS: Readonly<Record<Difficulty, string>> = { easy: "e", medium: "m", hard: "h" };

function inverse<T extends string>(signs: Readonly<Record<T, string>>): ReadonlyMap<string, T> {
  return new Map((Object.keys(signs) as T[]).map((name) => [signs[name], name]));
}
const MODE_OF = inverse(MODES);
const CONFIDENCE_OF = inverse(CONFIDENCE_SIGNS);
const DIFFICULTY_OF = inverse(DIFFICULTY_SIGNS);

export const signOf = (confidence: Confidence): string => CONFIDENCE_SIGNS[confidence];
export const confidenceOf = (sign: string | null | undefined): Confidence | null =>
  CONFIDENCE_OF.get(sign ?? "") ?? null;

const seconds = (at: number) => Math.floor(at / 1000);
const timeOf = (at: number) => seconds(at).toString(36).padStart(7, "0");
const dayOf = (at: number) => Math.floor(at / DAY);

/** The name of an item within its concept; one that is named otherwise is written out behind a stroke. */
export function shortItem({ concept, item }: Pick<ReviewHead, "concept" | "item">): string {
  return item.startsWith(`${concept}.`) ? item.slice(concept.length + 1) : `/${item}`;
}

const longItem = (concept: string, short: string) =>
  short.startsWith("/") ? short.slice(1) : `${concept}.${short}`;

/** What stands before and after the first three signs of the outcome: right or wrong, confidence, hints. */
export function partsOf(draft: ReviewDraft): { head: string; tail: string } {
  return {
    head: `${timeOf(draft.at)}${MODES[draft.mode]}`,
    tail: `${DIFFICULTY_SIGNS[draft.difficulty]}${draft.id}.${shortItem(draft)}`,
  };
}

export const outcomeSigns = (right: boolean, confidence: string | null, hints: number): string =>
  `${right ? 1 : 0}${confidence ?? "-"}${Math.min(9, hints)}`;

function outcomeText(outcome: Outcome): string {
  if (outcome.kind === "open") {
    const percent = Math.round(outcome.covered * 100);
    return `${String(percent).padStart(3, "0")}${outcome.by === "own" ? "o" : "p"}`;
  }
  const { right, confidence, hints, difficulty } = outcome;
  const sign = confidence === null ? null : signOf(confidence);
  return `${outcomeSigns(right, sign, hints)}${DIFFICULTY_SIGNS[difficulty]}`;
}

function outcomeOf(text: string): Outcome | null {
  const [first = "", second = "", third = "", last = ""] = text;
  const digits = Number(text.slice(0, 3));
  if (last === "o" || last === "p") {
    return Number.isNaN(digits)
      ? null
      : { kind: "open", covered: digits / 100, by: last === "o" ? "own" : "partner" };
  }
  const difficulty = DIFFICULTY_OF.get(last);
  const hints = Number(third);
  if (difficulty === undefined || (first !== "0" && first !== "1") || Number.isNaN(hints)) return null;
  return { kind: "choice", right: first === "1", confidence: confidenceOf(second), hints, difficulty };
}

export function entryOf(review: Review): string {
  return `${timeOf(review.at)}${MODES[review.mode]}${outcomeText(review.outcome)}${review.id}.${shortItem(review)}`;
}

/** The entry that voids another one. */
export function voidOf(id: string, at: number): string {
  return `${timeOf(at)}${VOIDS}----${id}.`;
}

/** Where the parts of an entry begin, and its id ends. */
const MODE_AT = 7;
const OUTCOME_AT = 8;
const ID_AT = 12;
const VOIDS = "v";

const isVoid = (entry: string) => entry[MODE_AT] === VOIDS;
const idOf = (entry: string) => entry.slice(ID_AT, entry.indexOf(".", ID_AT));
const entriesOf = (text: string) =>
  text
    .slice(text.indexOf("|") + 1)
    .split(";")
    .slice(0, -1);

/** Whether there is an entry of this id and kind: one that voids, or one that is judged. */
export function hasEntry(text: string, entry: string): boolean {
  return entriesOf(text).some((one) => idOf(one) === idOf(entry) && isVoid(one) === isVoid(entry));
}

export function appended(text: string | undefined, entry: string): string {
  return `${text ?? "|"}${entry};`;
}

function reviewOf(concept: string, entry: string): Review | null {
  const at = Number.parseInt(entry.slice(0, MODE_AT), 36) * 1000;
  const mode = MODE_OF.get(entry[MODE_AT] ?? "");
  const outcome = outcomeOf(entry.slice(OUTCOME_AT, ID_AT));
  const end = entry.indexOf(".", ID_AT);
  if (Number.isNaN(at) || mode === undefined || outcome === null || end < 0) return null;
  return {
    id: entry.slice(ID_AT, end),
    at,
    concept,
    item: longItem(concept, entry.slice(end + 1)),
    mode,
    outcome,
  };
}

function snapshotText(snapshot: Snapshot | null): string {
  if (snapshot === null) return "";
  const { weights, stability, difficulty, last, due, reviews, own } = snapshot;
  const rounded = [stability, difficulty, own].map((value) => Number(value.toPrecision(6)));
  return [weights, ...rounded, seconds(last), seconds(due), reviews].join(",");
}

function snapshotOf(text: string): Snapshot | null {
  const [weights, ...numbers] = text.split(",");
  const [stability, difficulty, own, last, due, reviews] = numbers.map(Number);
  if (
    weights === undefined ||
    [stability, difficulty, own, last, due, reviews].some((n) => !Number.isFinite(n))
  )
    return null;
  const at = { last: (last as number) * 1000, due: (due as number) * 1000 };
  return {
    ...{ weights, ...at, stability: stability as number, difficulty: difficulty as number },
    ...{ own: own as number, reviews: reviews as number },
  };
}

/** Days since 1970 on which items were seen last, by their short names. */
type Days = ReadonlyMap<string, number>;

/** What a text says: reviews that count, and when items were seen, also of reviews that are void. */
interface Meaning {
  kept: Kept;
  days: Days;
}

function daysOf(reviews: readonly Review[]): Days {
  const days = new Map<string, number>();
  for (const review of reviews) {
    const short = shortItem(review);
    days.set(short, Math.max(days.get(short) ?? 0, dayOf(review.at)));
  }
  return days;
}

const daysIn = (text: string): Days =>
  new Map([...text.matchAll(/([^=;]+)=(\d+);/g)].map(([, short = "", day]) => [short, Number(day)]));

/** Reads a text; reviews that a later entry voids, and entries that cannot be read, are left out. */
export function meaningOf(concept: string, text: string): Meaning {
  const entries = entriesOf(text);
  const voided = new Set(entries.filter(isVoid).map(idOf));
  const reviews = entries.flatMap((entry) => reviewOf(concept, entry) ?? []);
  return {
    kept: {
      snapshot: snapshotOf(text.slice(0, text.indexOf("|"))),
      reviews: voided.size === 0 ? reviews : reviews.filter(({ id }) => !voided.has(id)),
    },
    days: daysOf(reviews),
  };
}

/** Days by the text of when items were seen, and by the reviews that are not part of it yet. */
function allDays(text: string | undefined, days: Days | undefined): Days {
  const all = new Map(daysIn(text ?? ""));
  for (const [short, day] of days ?? []) all.set(short, Math.max(all.get(short) ?? 0, day));
  return all;
}

/** When items of a concept were seen last, epoch milliseconds of a day's beginning. */
export const sightsOf = (
  concept: string,
  seen: string | undefined,
  days: Days | undefined,
): ReadonlyMap<string, number> =>
  new Map([...allDays(seen, days)].map(([short, day]) => [longItem(concept, short), day * DAY]));

/** No entry is shorter: its first parts, a dot and a semicolon. */
const SHORTEST = ID_AT + 2;

function isLong(text: string): boolean {
  if (text.length <= (KEPT_REVIEWS + SLACK) * SHORTEST) return false;
  let entries = 0;
  for (let at = text.indexOf(";"); at >= 0; at = text.indexOf(";", at + 1)) entries++;
  return entries > KEPT_REVIEWS + SLACK;
}

/**
 * The texts in place of one that has grown too long, and of the one of when its items were seen; null: it may stay.
 * Entries that void go with the oldest.
 */
export function compacted(
  concept: string,
  text: string,
  seen: string | undefined,
): { reviews: string; seen: string } | null {
  if (!isLong(text)) return null;
  const { kept, days } = meaningOf(concept, text);
  const { snapshot, reviews } = compact(kept, KEPT_REVIEWS);
  return {
    reviews: `${snapshotText(snapshot)}|${reviews.map((review) => `${entryOf(review)};`).join("")}`,
    seen: [...allDays(seen, days)].map(([short, day]) => `${short}=${day};`).join(""),
  };
}
