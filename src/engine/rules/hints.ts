import { type Choice, choicesOf, type DealtQuestion, optionOf } from "../words/round.ts";
import { hash32 } from "./random.ts";
import { secretOf } from "./secrets.ts";

/** Of two options a hint would leave the key. */
export const canStrike = ({ options }: DealtQuestion): boolean => options.length > 2;

/**
 * The wrong option that a hint strikes out: the same one for everybody, in every channel in which the question is asked
 * and whatever the order of its options, so that two hints together strike out no more than one.
 */
export function struckOf(question: DealtQuestion): Choice {
  const secret = secretOf(question);
  const wrong = choicesOf(question).filter((choice) => choice !== question.key);
  const rank = (choice: Choice) => hash32(`${secret}|${optionOf(question, choice).text}`);
  return wrong.reduce((best, one) => (rank(one) < rank(best) ? one : best));
}
