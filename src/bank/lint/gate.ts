import type { ConceptFile } from "../schema.ts";
import type { ChoiceCase } from "./rule.ts";

/** The whole bank as the gates look at it. */
export interface BankCases {
  choice: readonly ChoiceCase[];
  /** Draws of the numeric families that the concepts list. */
  draws: readonly ChoiceCase[];
  concepts: readonly ConceptFile[];
}

export interface Measure {
  value: number;
  /** How many items (or options) were looked at. */
  cases: number;
  /** Items to begin with, worst first. */
  worst?: readonly { id: string; weight: number }[];
  /** What makes the difference, in words. */
  hints?: readonly string[];
  /** Ids of what is wanted and not there at all. */
  missing?: readonly string[];
}

/** A limit for the whole bank, as data. */
export interface Gate {
  id: string;
  /** What is measured. */
  what: string;
  shown: "share" | "ratio" | "count";
  atLeast?: number;
  atMost?: number;
  /** With fewer cases chance alone decides, and the gate is not judged. */
  fewest: number;
  /** How to mend it. */
  mend: string;
  measure(bank: BankCases): Measure;
}

export type Judgement = { gate: Gate; measure: Measure; verdict: "inside" | "outside" | "too few" };

/** Measures a gate and says whether the value is inside its limits; the limits themselves are inside. */
export function judge(gate: Gate, bank: BankCases): Judgement {
  const measure = gate.measure(bank);
  const { atLeast = -Infinity, atMost = Infinity } = gate;
  const inside = measure.value >= atLeast && measure.value <= atMost;
  if (measure.cases < gate.fewest) return { gate, measure, verdict: "too few" };
  return { gate, measure, verdict: inside ? "inside" : "outside" };
}

/** How many items a gate names to begin with. */
export const WORST_LISTED = 30;

/**
 * The share of items for which something holds; a number counts in part. 0 where there are none.
 * @param weight how strongly it holds; those above 0 are listed, heaviest first
 */
export function share(
  items: readonly ChoiceCase[],
  holds: (item: ChoiceCase) => boolean | number,
  weight?: (item: ChoiceCase) => number,
): Measure {
  const sum = items.reduce((total, item) => total + Number(holds(item)), 0);
  const value = items.length === 0 ? 0 : sum / items.length;
  return { value, cases: items.length, ...(weight ? { worst: heaviest(items, weight) } : {}) };
}

function heaviest(
  items: readonly ChoiceCase[],
  weight: (item: ChoiceCase) => number,
): { id: string; weight: number }[] {
  return items
    .map((item) => ({ id: item.id, weight: weight(item) }))
    .filter((entry) => entry.weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, WORST_LISTED);
}

/**
 * How much of the first place the first of some scores has: 1 if it is the highest, a half if it shares the
 * place with one other, 0 if another is higher. So a score that says nothing gives a quarter of four.
 */
export function firstPlace(scores: readonly number[]): number {
  const best = Math.max(...scores);
  const isBest = (score: number | undefined) => score !== undefined && best - score < ROUNDING;
  return isBest(scores[0]) ? 1 / scores.filter(isBest).length : 0;
}

/** Scores that differ by less were added up in another order. */
const ROUNDING = 1e-9;

/** How far the first of some scores is above the highest of the others; negative where it is below. */
export function margin([first = 0, ...others]: readonly number[]): number {
  return first - Math.max(...others);
}

/** Items; with fewer, one item moves a share by more than five hundredths. */
export const FEWEST_ITEMS = 20;
