import type { ItemSums, OptionSums } from "./item-sums.ts";

/**
 * What the sums of an item say. Pure; the statistics are those of classical test theory: Crocker and Algina,
 * "Introduction to Classical and Modern Test Theory" (1986), chapter 14, on difficulty, discrimination and distractors.
 */

export interface ItemHealth {
  answered: number;
  /** The share that was right, 0 to 1; null: nobody has answered. */
  right: number | null;
  /** By option, the key first: the share that chose it. */
  chosen: readonly number[];
  /** See `discrimination`. */
  discrimination: number | null;
  flags: readonly Flag[];
}

export const FLAGS = ["wrong-key", "too-easy", "too-hard", "dead-distractor", "reported"] as const;
export type Flag = (typeof FLAGS)[number];

/** From how many answers on an item is called too easy or too hard, and a distractor dead. */
const ENOUGH = 50;
const ENOUGH_FOR_DISTRACTORS = 100;
/** A larger share that is right: nobody learns from it who is wrong. */
const TOO_EASY = 0.95;
/** A distractor that fewer choose tempts nobody. */
const DEAD = 0.02;
/** How many strong learners, and how many others, there have to be before a test is made of them. */
const LEAST_TESTED = 20;
/** How likely it may be that any item at all is taken for one with a wrong key. */
export const ALPHA = 0.01;

const sum = (options: readonly OptionSums[], name: keyof OptionSums) =>
  options.reduce((total, option) => total + option[name], 0);

/**
 * The point-biserial correlation between being right in an item and the share that a learner had right before it, of
 * those whose share is known: (M1 - M) / s * sqrt(p / (1 - p)), where M1 is the mean share of those who were right, M
 * and s mean and standard deviation of all, p the share that was right (Crocker and Algina, 14.3). The item itself is
 * not part of the share, so it needs no correction. -1 to 1; null where everybody is alike in one of the two.
 */
export function discrimination({ shares, squares, rights, options }: ItemSums): number | null {
  const known = sum(options, "known");
  const right = options[0]?.known ?? 0;
  if (right === 0 || right === known) return null;
  const mean = shares / known;
  const variance = squares / known - mean * mean;
  if (variance <= 1e-9) return null;
  const p = right / known;
  const value = ((rights / right - mean) / Math.sqrt(variance)) * Math.sqrt(p / (1 - p));
  return Math.max(-1, Math.min(1, value));
}

/**
 * How likely a standard normal variable is above z. Chebyshev fit of the complementary error function, with a relative
 * error below 1.2e-7 everywhere: Press and others, "Numerical Recipes" (1992), 6.2, `erfcc`.
 */
export function upperTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const fit = [
    0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196,
    1.00002368, -1.26551223,
  ].reduce((total, coefficient) => total * t + coefficient, 0);
  const tail = (t * Math.exp(-x * x + fit)) / 2;
  return z >= 0 ? tail : 1 - tail;
}

/**
 * One-sided test that a share is larger in one group than in another: the two-proportion z test with the pooled share
 * (Fleiss, Levin and Paik, "Statistical Methods for Rates and Proportions", 2003, 3.1).
 */
function largerShare(a: number, ofA: number, b: number, ofB: number): number {
  const pooled = (a + b) / (ofA + ofB);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / ofA + 1 / ofB));
  return error === 0 ? 1 : upperTail((a / ofA - b / ofB) / error);
}

/**
 * How likely what strong learners did with the options of an item would be with a right key. Two things have to hold of a
 * distractor, each tested one-sided: strong learners choose it more often than the others do (two-proportion z test),
 * and more often than the key (sign test among those who chose one of the two, by the normal distribution with a
 * correction for continuity). Both have to be unlikely, so the larger of the two counts (intersection-union test:
 * Berger, Technometrics 24, 1982); of several distractors the smallest, times how many there are (Bonferroni).
 * 1 where too few have answered.
 */
export function wrongKeyChance({ options }: ItemSums): number {
  const [key, ...distractors] = options;
  const strong = sum(options, "strong");
  const others = sum(options, "known") - strong;
  if (key === undefined || strong < LEAST_TESTED || others < LEAST_TESTED) return 1;
  const chances = distractors.map((one) => {
    const both = one.strong + key.strong;
    if (both === 0) return 1;
    const more = upperTail((one.strong - both / 2 - 0.5) / Math.sqrt(both / 4));
    return Math.max(more, largerShare(one.strong, strong, one.known - one.strong, others));
  });
  return Math.min(1, distractors.length * Math.min(1, ...chances));
}

/**
 * The tests that are significant when all of them are looked at together, so that the chance of even one false alarm is
 * `alpha`: Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of Statistics 6 (1979).
 */
export function significant<K>(chances: ReadonlyMap<K, number>, alpha = ALPHA): ReadonlySet<K> {
  const found = new Set<K>();
  const sorted = [...chances].sort(([, a], [, b]) => a - b);
  for (const [i, [name, chance]] of sorted.entries()) {
    if (chance > alpha / (sorted.length - i)) break;
    found.add(name);
  }
  return found;
}

/** Items whose key strong learners contradict. `K`: whatever names one. */
export function wrongKeys<K>(items: ReadonlyMap<K, ItemSums>): ReadonlySet<K> {
  return significant(new Map([...items].map(([name, sums]) => [name, wrongKeyChance(sums)])));
}

/**
 * What is to be read of one item.
 *
 * @param options how many it offers, so that one that nobody chose is known; null: its wrong ones are not told apart
 */
export function healthOf(
  sums: ItemSums,
  options: number | null,
  { isWrongKey, reports }: { isWrongKey: boolean; reports: number },
): ItemHealth {
  const length = Math.max(options ?? 2, sums.options.length);
  const counts = Array.from({ length }, (_, i) => sums.options[i]?.all ?? 0);
  const answered = counts.reduce((total, count) => total + count, 0);
  const chosen = counts.map((count) => (answered === 0 ? 0 : count / answered));
  const right = answered === 0 ? null : (chosen[0] ?? 0);
  // What blind guesses would get; of one whose wrong options are counted together four are offered.
  const chance = 1 / (options ?? 4);
  const is: Record<Flag, boolean> = {
    "wrong-key": isWrongKey,
    "too-easy": answered >= ENOUGH && right !== null && right > TOO_EASY,
    "too-hard": answered >= ENOUGH && right !== null && right < chance,
    "dead-distractor":
      options !== null && answered >= ENOUGH_FOR_DISTRACTORS && chosen.slice(1).some((share) => share < DEAD),
    reported: reports > 0,
  };
  return {
    ...{ answered, right, chosen },
    discrimination: discrimination(sums),
    flags: FLAGS.filter((flag) => is[flag]),
  };
}
