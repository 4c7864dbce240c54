import { createHash } from "node:crypto";
import { type DealtQuestion, letterOf } from "../words/round.ts";

/** Hexadecimal digits of the hash that a daily message shows: 64 bits, past any search in a day. */
export const COMMITMENT_DIGITS = 16;

/**
 * The text whose SHA-256 the daily message announces: salt, item and key. It is shown at the close, so
 * that everyone can check that the key was not changed in between: `printf '%s' '<proof>' | sha256sum`.
 */
export function proofOf(question: DealtQuestion, salt: string): string {
  return `${salt} ${question.itemId} v${question.version} ${letterOf(question.key)}`;
}

/** The first digits of the SHA-256 of a proof (UTF-8). */
export function commitmentOf(proof: string): string {
  return createHash("sha256").update(proof, "utf8").digest("hex").slice(0, COMMITMENT_DIGITS);
}
