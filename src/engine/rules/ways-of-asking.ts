import type { MarkupText, OpenItem } from "../words/item.ts";
import { randomFrom } from "./random.ts";

/** The words in which an open question is asked: one of its ways of asking, each as likely; the same for a seed. */
export function wayOfAsking(
  { id, prompt, alsoAsked }: Pick<OpenItem, "id" | "prompt" | "alsoAsked">,
  seed: string,
): MarkupText {
  return randomFrom(`${id}/${seed}`).pick([prompt, ...alsoAsked]);
}
