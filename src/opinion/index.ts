import type { Feedback } from "../engine/ports/feedback.ts";
import type { OpenItem } from "../engine/words/item.ts";
import { complete, type ModelSettings } from "./client.ts";
import { CLAIMS, heldClaims, messagesFor } from "./rubric.ts";

/**
 * A language model's opinion of an answer, where it can be held to the answer's own words. null: nonsense came back.
 * @throws ModelUnavailable
 */
export async function opinionOf(
  settings: ModelSettings,
  item: OpenItem,
  answer: string,
): Promise<Feedback | null> {
  return heldClaims(item, answer, await complete(settings, messagesFor(item, answer), CLAIMS));
}
