import type { CountedAs } from "../../learning/item-sums.ts";
import type { Review, ReviewDraft, ReviewMode } from "../../learning/review.ts";
import type { Bank } from "../ports/bank.ts";
import type { OpenItem } from "../words/item.ts";
import { packOf } from "../words/pack.ts";
import { hasOptions, type Round } from "../words/round.ts";
import { hash32 } from "./random.ts";

const DAY = 24 * 60 * 60_000;

/** The review that an answer to a round becomes when it is judged at an instant. */
export function draftOf({ id, question }: Round, mode: ReviewMode, at: number): ReviewDraft {
  const { itemId: item, difficulty } = question;
  // Of one that was changed in the bank since, the item alone says which concept it was: it is named after it.
  const concept = question.changed === undefined ? question.concept.id : item.slice(0, item.lastIndexOf("."));
  return { id: hash32(id).toString(36), ...{ at, mode, concept, item, difficulty } };
}

/** The same of an answer that counts for its item, too, where the bank still has that as it was asked. */
export function countedDraft(
  bank: Pick<Bank, "item" | "find">,
  round: Round,
  mode: ReviewMode,
  at: number,
): ReviewDraft {
  return { ...draftOf(round, mode, at), counted: countedAs(bank, round) };
}

/** The options of a round by their numbers in the bank; of a computed question, whose wrong ones differ, as right or wrong. */
function countedAs(bank: Pick<Bank, "item" | "find">, round: Round): CountedAs | undefined {
  if (!hasOptions(round) || round.question.changed !== undefined) return undefined;
  // Of a team's own questions nobody else keeps count.
  if (packOf(round.question.itemId) !== null || bank.find(round.question.itemId) === null) return undefined;
  const { itemId, version, kind, key, options: dealt } = round.question;
  if (kind === "numeric") return { version, options: dealt.map((_, place) => (place === key ? 0 : 1)) };
  const item = bank.item(itemId, round.seed);
  if (item?.kind !== "choice" || item.version !== version) return undefined;
  const known = [item.key, ...item.distractors].map(({ text }) => text);
  const options = dealt.map(({ text }) => known.indexOf(text));
  return options.includes(-1) || options[key] !== 0 ? undefined : { version, options };
}

/**
 * The review of an open question by the learner's own ticks. One a day: whoever ticks again has read the answer by
 * then, and is not asked again in the same sitting.
 */
export function ownReview(
  { id: item, concept }: OpenItem,
  covered: number,
  at: number,
  mode: "open" | "mock" = "open",
): Review {
  return {
    id: hash32(`${item}|${Math.floor(at / DAY)}`).toString(36),
    ...{ at, item, concept: concept.id, mode },
    outcome: { kind: "open", covered, by: "own" },
  };
}
