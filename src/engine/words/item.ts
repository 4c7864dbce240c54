import type { Diagram } from "./diagram.ts";
import type { Formula } from "./formula.ts";

/** How hard an item is: easy is one step, medium two or a mechanism, hard a derivation, diagnosis or trade-off. */
export const DIFFICULTIES = ["easy", "medium", "hard"] as const;
export type Difficulty = (typeof DIFFICULTIES)[number];

/** What a learner can ask for. */
export const ITEM_KINDS = ["choice", "numeric", "open"] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export const AUDIENCES = ["general", "fresher", "experienced"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Roles that an open question is typical for. */
export const ROLES = [
  "machine-learning-engineer",
  "deep-learning-engineer",
  "research-scientist",
  "data-scientist",
  "computer-vision-engineer",
  "nlp-llm-engineer",
  "mlops-engineer",
] as const;
export type Role = (typeof ROLES)[number];

/**
 * Markup text: plain text in which `code` and fenced code blocks are the only markup. Formulas are
 * already Unicode. `spans` in `text.ts` takes it apart; everything that is not code is shown literally.
 */
export type MarkupText = string;

export interface Link {
  title: string;
  url: string;
}

/** How often interviewers ask. */
export const FREQUENCIES = ["common", "regular", "occasional"] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** How much more what interviews ask often counts than what they ask now and then. */
export const FREQUENCY_WEIGHT: Readonly<Record<Frequency, number>> = { common: 4, regular: 2, occasional: 1 };

/** What every item says of itself, whatever its kind. */
export interface ItemHead {
  /** Never changes: progress is stored under it. */
  id: string;
  concept: { id: string; name: string };
  topic: { id: string; name: string };
  difficulty: Difficulty;
  links: readonly Link[];
  /** What many believe of the concept, and why it is wrong. */
  misconception?: MarkupText;
  /** Those of its texts that are worth to be set, the ones that have most to show first. */
  formulas?: readonly Formula[];
}

/** An option as it is dealt: its text, and why it is right or why it tempts and fails. */
export interface Option {
  text: MarkupText;
  because: MarkupText;
}

/** A multiple-choice item. Stores the key and the distractors, so no index can point at the wrong option. */
export interface ChoiceItem extends ItemHead {
  kind: "choice" | "numeric";
  version: number;
  stem: MarkupText;
  diagram?: Diagram;
  key: Option;
  /** One to five; three in the bank that ships. */
  distractors: readonly Option[];
  /**
   * "dealt": shuffled from the round's seed. "ascending": numeric options in numeric order; `values` are
   * those of the key and of the distractors, in that order, and all different.
   */
  layout: { by: "dealt" } | { by: "ascending"; values: readonly number[] };
  /** The widespread mistake behind the most tempting distractor, if the concept names one. */
  trap?: MarkupText;
}

export interface ModelAnswer {
  answer: MarkupText;
  /** What lifts this answer above the one before. */
  lifts: MarkupText;
}

/** The model answers of an open question, from the plainest to the best. */
export interface ModelAnswers {
  basic: ModelAnswer;
  solid: ModelAnswer;
  strong: ModelAnswer;
}

/** What a good answer says, and how much it weighs. */
export interface KeyPoint {
  point: MarkupText;
  weight: number;
}

/** How an open question is asked, how often, of whom and where: for whoever reads it, nothing of its answer. */
export interface AskedWhere {
  style: string;
  frequency: Frequency;
  audiences: readonly Audience[];
  roles: readonly Role[];
  /** Where it is often asked, by reports. */
  companies: readonly string[];
}

/** An interview question that is answered in words. */
export interface OpenItem extends ItemHead, AskedWhere {
  kind: "open";
  prompt: MarkupText;
  diagram?: Diagram;
  /** Other ways interviewers ask for the same. */
  alsoAsked: readonly MarkupText[];
  shortAnswer: MarkupText;
  workedAnswer: MarkupText;
  trap: { mistake: MarkupText; why: MarkupText };
  followUps: readonly { question: MarkupText; answer: MarkupText }[];
  modelAnswers: ModelAnswers;
  keyPoints: readonly KeyPoint[];
  interviewer: {
    when: MarkupText;
    why: MarkupText;
    how: MarkupText;
    lookFor: readonly MarkupText[];
    redFlags: readonly MarkupText[];
  };
}

export type Item = ChoiceItem | OpenItem;

/** What is asked. */
export const stemOf = (item: Item): MarkupText => (item.kind === "open" ? item.prompt : item.stem);

/** Open questions carry no version: whatever is said of one is said of the first. */
export const versionOf = (item: Item): number => (item.kind === "open" ? 1 : item.version);

/** Of an open question what is said of it beside its words. */
export const whereAsked = ({ style, frequency, audiences, roles, companies }: OpenItem): AskedWhere => ({
  ...{ style, frequency, audiences, roles, companies },
});
