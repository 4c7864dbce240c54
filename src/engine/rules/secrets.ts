import type { DealtQuestion } from "../words/round.ts";
import { hash32 } from "./random.ts";

/**
 * What must not be told in a team: the questions of the day that take answers there, by their secret, each
 * with the instant (epoch milliseconds) until which it is one.
 */
export type Secrets = ReadonlyMap<string, number>;

/**
 * What of a question would give it away: the item, and of a computed one its numbers, too, so that the same
 * family may be asked with others. Open questions are known by their item.
 */
export function secretOf(
  question: Pick<DealtQuestion, "itemId" | "stem" | "changed"> & { kind: string },
): string {
  const { kind, itemId, stem, changed } = question;
  return kind === "numeric" ? `${itemId}#${(changed?.stem ?? hash32(stem)).toString(16)}` : itemId;
}

/** The item that a secret is of. */
export const itemOfSecret = (secret: string): string => secret.split("#")[0] ?? secret;

/**
 * Whether a key, a reason, a hint or a worked answer may be shown in a team now: not while a question of the
 * day with the same secret is open anywhere in it, whoever asks and whatever they have answered, since what
 * one knows all know. Gives the instant from which on it may be, where it may not.
 */
export function mayReveal(
  secret: string,
  secrets: Secrets,
  now: number,
): { may: true } | { may: false; until: number } {
  const until = secrets.get(secret);
  return until === undefined || now >= until ? { may: true } : { may: false, until };
}
