import { createHash } from "node:crypto";
import { type DealtQuestion, letterOf } from "../words/round.ts";

/**
 * The text whose SHA-256 the daily message announces: salt, item and key. It is shown at the close, so
 * that everyone can check that the key was not changed in between.
 */
export function proofOf(question: DealtQuestion, salt: string): string {
  return `${salt} ${question.itemId} v${question.version} ${letterOf(question.key)}`;
}

/**
 * The SHA-256 of a proof (UTF-8), whole: the salt is the bot's own choice, so of a part of it the bot could
 * find two proofs with different keys.
 */
export function commitmentOf(proof: string): string {
  return createHash("sha256").update(proof, "utf8").digest("hex");
}

/** A line that anybody can paste into a shell; what it prints begins with what was announced. */
export function checkOf(proof: string): string {
  return `printf '%s' '${proof.replaceAll("'", "'\\''")}' | sha256sum`;
}
