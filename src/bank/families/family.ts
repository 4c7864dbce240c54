import type { Random } from "../../engine/rules/random.ts";
import type { Difficulty, MarkupText } from "../../engine/words/item.ts";

/** A wrong way of computing: what a learner who makes that mistake would get. */
export interface WrongComputation<P> {
  /** The mistake, named as a short phrase: "forgot the +1". */
  name: string;
  value(params: P): number;
  /** Why this is wrong, with the drawn numbers: one or two sentences of at least eight words. */
  because(params: P): MarkupText;
}

/**
 * A family of computed questions. All text may hold `$TeX$`, like the YAML files. Everything is a
 * function of the drawn parameters alone, so a seed gives the same question on every replica.
 */
export interface NumericFamily<P> {
  id: string;
  /** Ids of the topic and the concept that the family belongs to. */
  topic: string;
  concept: string;
  difficulty: Difficulty;
  /** What is asked, as a short title: "Output side of a convolution". */
  asks: string;
  draw(random: Random): P;
  /** The question with the drawn numbers; states every convention that changes the result. */
  stem(params: P): MarkupText;
  key(params: P): number;
  /** At least four; `drawItem` keeps three whose shown values differ from the key and from each other. */
  wrong: readonly WrongComputation<P>[];
  /** The computation worked with the drawn numbers, step by step, ending in the shown key. */
  solution(params: P): MarkupText;
  /** A value as an option shows it: one precision and one unit for all four. */
  show(value: number, params: P): string;
}
