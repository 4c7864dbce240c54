import { type Choice, type DealtQuestion, LETTERS } from "../words/round.ts";
import { hash32 } from "./random.ts";
import { secretOf } from "./secrets.ts";

/**
 * The wrong option that a hint strikes out: the same one for everybody, in every channel in which the question is asked
 * and whatever the order of its options, so that two hints together strike out no more than one.
 */
export function struckOf(question: DealtQuestion): Choice {
  const secret = secretOf(question);
  const wrong = LETTERS.map((_, i) => i as Choice).filter((choice) => choice !== question.key);
  const rank = (choice: Choice) => hash32(`${secret}|${question.options[choice].text}`);
  return wrong.reduce((best, one) => (rank(one) < rank(best) ? one : best));
}
