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
  /** Ids of the items that weigh most, worst first. */
  worst?: readonly string[];
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
  return { gate, measure, verdict: measure.cases < gate.fewest ? "too few" : inside ? "inside" : "outside" };
}

/** The share of cases for which something holds; a number counts in part. 0 where there are none. */
export function share<T>(cases: readonly T[], holds: (subject: T) => boolean | number): Measure {
  const sum = cases.reduce((total, subject) => total + Number(holds(subject)), 0);
  return { value: cases.length === 0 ? 0 : sum / cases.length, cases: cases.length };
}

/**
 * How much of the first place the first of some scores has: 1 if it is the highest, a half if it shares the
 * place with one other, 0 if another is higher. So a score that says nothing gives a quarter of four.
 */
export function firstPlace(scores: readonly number[]): number {
  const best = Math.max(...scores);
  return scores[0] === best ? 1 / scores.filter((score) => score === best).length : 0;
}

/** Items; with fewer, one item moves a share by more than five hundredths. */
export const FEWEST_ITEMS = 20;
