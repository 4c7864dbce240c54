import type { Block, Card } from "../../../cards/model.ts";
import { told } from "../../../cards/told.ts";
import type { Text } from "../../../words/flow.ts";
import { written } from "./inline.ts";
import { joined, raw } from "./markup.ts";

/** Discord has no tables, bars or charts in an embed: every block is told in text, the details in full. */
function paragraphs(block: Block): readonly Text[] {
  if (block.type === "picture" && block.instead !== null) return paragraphsOf(block.instead);
  const passages = told(block)
    .map(({ look, text }) => ({ look, text: written(text) }))
    .filter(({ text }) => text.length > 0)
    .map(({ look, text }) => (look === "small" ? [raw("-# "), ...text] : text));
  return [joined(passages, "\n"), ...(block.type === "details" ? paragraphsOf(block.blocks) : [])];
}

/** What a card says, as paragraphs in reading order. */
export function paragraphsOf(blocks: Card["blocks"]): readonly Text[] {
  return blocks.flatMap(paragraphs).filter((one) => one.length > 0);
}
