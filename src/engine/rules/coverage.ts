import { gradeOf } from "../../learning/grade.ts";
import type { KeyPoint, ModelAnswers } from "../words/item.ts";

/** What an open answer made of what counts. */
export interface Coverage {
  /** By weight, 0 to 1. */
  covered: number;
  missed: readonly KeyPoint[];
}

/** @param ticked places of the points that were made, as text; whatever else it holds is none */
export function coverageOf(points: readonly KeyPoint[], ticked: readonly string[]): Coverage {
  const weigh = (some: readonly KeyPoint[]) => some.reduce((sum, { weight }) => sum + weight, 0);
  const missed = points.filter((_, i) => !ticked.includes(String(i)));
  const all = weigh(points);
  return { covered: all === 0 ? 0 : (all - weigh(missed)) / all, missed };
}

/** The level above each grade: of who has said too little for a level yet, the first one; the last is above nobody. */
const ABOVE: readonly (keyof ModelAnswers)[] = ["basic", "solid", "strong", "strong"];

/** The level of the model answer to read next. */
export function levelAbove(covered: number): keyof ModelAnswers {
  return ABOVE[gradeOf({ kind: "open", covered, by: "partner" }) - 1] ?? "strong";
}
