import type { Asked } from "./asked.ts";
import type { Diagram } from "./diagram.ts";
import type { Formula } from "./formula.ts";
import type { AskedWhere, Difficulty, ItemKind, Link, MarkupText, Option } from "./item.ts";
import type { MessageRef, Place } from "./place.ts";

/** A question has two options at least, and no more than there are letters. */
export const LETTERS = ["A", "B", "C", "D", "E", "F"] as const;
export type Letter = (typeof LETTERS)[number];

/** The place of an option in the dealt order: 0 is A. */
export type Choice = 0 | 1 | 2 | 3 | 4 | 5;

export function letterOf(choice: Choice): Letter {
  return LETTERS[choice];
}

/** The places of a question's options, in order. */
export function choicesOf({ options }: Pick<DealtQuestion, "options">): Choice[] {
  return options.map((_, i) => i as Choice);
}

/** Whether a question has such an option: a reaction or a digit may name one that it has not. */
export const isOffered = ({ options }: Pick<DealtQuestion, "options">, choice: Choice): boolean =>
  choice < options.length;

export function optionOf(
  { itemId, options }: Pick<DealtQuestion, "itemId" | "options">,
  choice: Choice,
): Option {
  const option = options[choice];
  if (option === undefined) throw new RangeError(`${itemId} has no option ${letterOf(choice)}`);
  return option;
}

/**
 * A choice item as one round shows it, frozen when the round is made: a later change of the bank never
 * changes what an open round asks or which option is its key.
 */
export interface DealtQuestion {
  itemId: string;
  version: number;
  kind: Exclude<ItemKind, "open">;
  concept: { id: string; name: string };
  topic: { id: string; name: string };
  difficulty: Difficulty;
  stem: MarkupText;
  /** Absent, too, where the round was made before its item had one. */
  diagram?: Diagram | undefined;
  formulas?: readonly Formula[] | undefined;
  /** Two to six. */
  options: readonly Option[];
  key: Choice;
  trap?: MarkupText | undefined;
  links: readonly Link[];
  /** The bank was changed since: the texts are gone, the key stands; with the hash of the stem as it was asked. */
  changed?: { stem: number } | undefined;
}

/**
 * An open question as a round of the day asks it, in one of its ways of asking. It has no key, and what counts in an
 * answer stays in the bank until the close.
 */
export interface SpokenQuestion {
  itemId: string;
  kind: "open";
  concept: { id: string; name: string };
  topic: { id: string; name: string };
  difficulty: Difficulty;
  stem: MarkupText;
  diagram?: Diagram | undefined;
  formulas?: readonly Formula[] | undefined;
  /** Absent in rounds of earlier versions. */
  asked?: AskedWhere | undefined;
  changed?: undefined;
}

/** How an answer in words is recorded, in the place of a choice: by what was written, or as said aloud. */
export const WRITTEN: Choice = 0;
export const SPOKEN: Choice = 1;

/** How many ways there are to answer a question: its options, or written and said. */
export const waysOf = (question: DealtQuestion | SpokenQuestion): number =>
  question.kind === "open" ? 2 : question.options.length;

export type RoundMode = "daily" | "practice";

/** Where a round stands; `rules/life.ts` says what each means and what leads from one to another. */
export const ROUND_STATUSES = ["posting", "open", "closing", "showing", "closed", "void"] as const;
export type RoundStatus = (typeof ROUND_STATUSES)[number];

/** The daily question before this one, as its message tells of it. */
export interface PreviousQuestion {
  date: string;
  key: Letter;
  option: MarkupText;
  /** Where its result is; null where no address is known. */
  url: string | null;
}

/** How a daily question may be answered besides the command. */
export const ANSWER_MODES = ["both", "buttons", "reactions"] as const;
export type AnswerMode = (typeof ANSWER_MODES)[number];

/** When a daily question gets its thread: with the result, with the question itself, or never. */
export const THREAD_MODES = ["close", "open", "off"] as const;
export type ThreadMode = (typeof THREAD_MODES)[number];

/** A round with options to choose from. */
export type ChoiceRound = Round & { question: DealtQuestion };

export const hasOptions = (round: Round): round is ChoiceRound => round.question.kind !== "open";

/** Of a round that can have no other question, as a practice round. */
export function dealtOf({ question }: Pick<Round, "question">): DealtQuestion {
  if (question.kind === "open") throw new TypeError(`${question.itemId} has no options`);
  return question;
}

/** What a question of a live round is part of. */
export interface LivePart {
  /** The live round. */
  game: string;
  /** How long it takes answers from when its message is up, in milliseconds. */
  span: number;
  /** How many are waited for; 0: its time alone ends it. */
  awaited: number;
  /** Which question it is, counted from 1, and of how many. */
  number: number;
  of: number;
  /** The table is by points for speed. */
  speed: boolean;
}

export interface Round {
  /** Daily: `<group>-<local date>-<part of the seed>`, practice: random. At most 60 characters, no colon. */
  id: string;
  place: Place;
  mode: RoundMode;
  /** A practice round that one learner asked for privately takes answers from that learner alone. */
  onlyFor: string | null;
  question: DealtQuestion | SpokenQuestion;
  /** The order of the options was dealt from this. */
  seed: string;
  /** Shown at the close, so that the commitment can be checked. */
  salt: string;
  /** Hash of salt, item and key; see `commitment.ts`. Of a question without a key both are empty. */
  commitment: string;
  /** Epoch milliseconds. */
  opensAt: number;
  closesAt: number;
  /** The local date of the window, or of the moment a practice round was asked, in the group's zone: 2026-11-20. */
  date: string;
  /** The group's zone when the round was made: points count for the local day on which they become known. */
  timezone: string;
  answers: AnswerMode;
  thread: ThreadMode;
  /** A role or user group to mention when a daily question opens. */
  ping: string | null;
  /** null, or absent: there was none whose answer is known. */
  previous?: PreviousQuestion | null | undefined;
  /** The round of the window before, which is booked first, so that streaks are counted in order; or none. */
  before?: string | null | undefined;
  /** What a practice question was asked with, for another one like it; earlier versions did not keep it. */
  asked?: Asked | undefined;
  /** Who asked for a practice question that all may answer; gone when they ask to be forgotten. */
  asker?: string | undefined;
  /** A question of a session about a concept that was due when it was asked. */
  isDue?: boolean | undefined;
  /** A practice question of a live round: while it takes answers it is a secret of its team, so they are held. */
  live?: LivePart | undefined;
  status: RoundStatus;
  /**
   * Which window of the group this is, counted from 1; null until its message is up, for practice, and for a question
   * that is answered in words, which is no window.
   */
  windowNo: number | null;
  message: MessageRef | null;
  /** How often its message was deleted while it was open. */
  lost: number;
  /** When the round stopped taking answers; null while it is open. */
  closedAt: number | null;
}
