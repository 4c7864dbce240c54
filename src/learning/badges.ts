import { recall } from "./memory.ts";
import type { Progress } from "./session.ts";

/** What is worth a badge: keeping at it, knowing a topic, helping others. Never speed, never how much. */

/** Lengths of a streak, in questions of the day. */
export const STREAKS = [10, 50, 100] as const;
/** Mean recall over all concepts of a topic from which on it counts as mastered. */
const MASTERED = 0.9;

/** `topic:` with the topic's id. */
export type Badge = `streak-${(typeof STREAKS)[number]}` | `topic:${string}` | "helped";

/** What badges follow from. */
export interface Deeds {
  /** The longest streak. */
  best: number;
  /** How often they helped others: interviews given, explanations voted best. */
  helped: number;
  /** All concepts that each topic has, by its id. */
  topics: ReadonlyMap<string, readonly string[]>;
}

/**
 * Every concept was asked about, and they are recalled. One that was answered wrong last is not, though FSRS takes what
 * was read a moment ago for remembered.
 */
function isMastered(
  concepts: readonly string[],
  { memory, mistakes }: Pick<Progress, "memory" | "mistakes">,
  now: number,
): boolean {
  if (concepts.length === 0) return false;
  const recalls = concepts.map((id) => {
    const known = memory.get(id);
    return known === undefined || mistakes.includes(id) ? 0 : recall(known, now);
  });
  return (
    concepts.every((id) => memory.has(id)) &&
    recalls.reduce((all, one) => all + one, 0) / recalls.length > MASTERED
  );
}

/** What somebody has deserved as of now. */
export function badgesOf(
  { best, helped, topics }: Deeds,
  progress: Pick<Progress, "memory" | "mistakes">,
  now: number,
): Badge[] {
  const mastered = [...topics].filter(([, concepts]) => isMastered(concepts, progress, now));
  return [
    ...STREAKS.filter((length) => best >= length).map((length) => `streak-${length}` as const),
    ...mastered.map(([topic]) => `topic:${topic}` as const),
    ...(helped > 0 ? (["helped"] as const) : []),
  ];
}

/** A badge once it is earned: what is forgotten later takes none away. */
export interface Earned {
  badge: Badge;
  /** When that was noticed, epoch milliseconds. */
  at: number;
  /** The recap that named it; null: none did. */
  named: string | null;
}

/** With what is new; the same where nothing is. */
export function withNew(earned: readonly Earned[], badges: readonly Badge[], at: number): readonly Earned[] {
  const known = new Set(earned.map(({ badge }) => badge));
  const fresh = badges.filter((badge) => !known.has(badge));
  return fresh.length === 0 ? earned : [...earned, ...fresh.map((badge) => ({ badge, at, named: null }))];
}

/** What a recap names: what was earned lately and none has named, or it has itself, in an earlier try. */
export const toName = (earned: readonly Earned[], recap: string, since: number): readonly Earned[] =>
  earned.filter(({ at, named }) => named === recap || (named === null && at >= since));

export const withNamed = (earned: readonly Earned[], recap: string, since: number): readonly Earned[] => {
  const named = toName(earned, recap, since);
  return named.every((one) => one.named === recap)
    ? earned
    : earned.map((one) => (named.includes(one) ? { ...one, named: recap } : one));
};

const isBadge = (value: unknown): value is Badge =>
  value === "helped" || (typeof value === "string" && /^(streak-(10|50|100)|topic:.+)$/.test(value));

/** What a text says that was kept of somebody's badges; nothing where it says nothing. */
export function readEarned(text: string | undefined): readonly Earned[] {
  if (text === undefined) return [];
  try {
    const found: unknown = JSON.parse(text);
    if (!Array.isArray(found)) return [];
    return found.filter(
      (one): one is Earned =>
        typeof one === "object" && one !== null && isBadge(one.badge) && Number.isFinite(one.at),
    );
  } catch {
    return [];
  }
}
