import type { Choice } from "../../engine/words/round.ts";

/** Regional indicators, which Discord shows as letters: what the bot seeds. */
export const EMOJI: readonly string[] = ["🇦", "🇧", "🇨", "🇩", "🇪", "🇫"];

/** What people give instead: letters in boxes, of which there are two, and digits. */
const OTHERS: Readonly<Record<string, Choice>> = {
  "🅰": 0,
  "🅱": 1,
  "1\u20e3": 0,
  "2\u20e3": 1,
  "3\u20e3": 2,
  "4\u20e3": 3,
  "5\u20e3": 4,
  "6\u20e3": 5,
};

/** The option that an emoji stands for; null: none. Some come with a variation selector, some without. */
export function choiceOf(emoji: string | null | undefined): Choice | null {
  const bare = (emoji ?? "").replaceAll("\ufe0f", "");
  const letter = EMOJI.indexOf(bare);
  if (letter >= 0) return letter as Choice;
  return Object.hasOwn(OTHERS, bare) ? (OTHERS[bare] ?? null) : null;
}
