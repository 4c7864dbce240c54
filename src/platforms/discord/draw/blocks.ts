import type { Block, Card } from "../../../cards/model.ts";
import { told } from "../../../cards/told.ts";
import type { Text } from "../../../words/flow.ts";
import { written } from "./inline.ts";
import { joined, raw } from "./markup.ts";

/** Begins the address of a file of the message itself. */
export const ATTACHED = "attachment://";

/** Discord has no tables, bars or charts in an embed: every block is told in text, the details in full. */
function paragraphs(block: Block): readonly Text[] {
  if (block.type === "picture" && block.instead !== null) return paragraphsOf(block.instead);
  // A file says what is on it by itself.
  if (block.type === "picture" && block.source.kind === "url" && block.source.url.startsWith(ATTACHED))
    return [];
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

/** A paragraph, or the address of a picture that stands after those before it. */
export type Passage = Text | string;

/** The same with the pictures where they stand. */
export function passagesOf(blocks: Card["blocks"]): readonly Passage[] {
  return blocks.flatMap((block): readonly Passage[] => {
    if (block.type === "details")
      return [...paragraphsOf([{ ...block, blocks: [] }]), ...passagesOf(block.blocks)];
    const pictures = block.type === "picture" && block.source.kind === "url" ? [block.source.url] : [];
    return [...paragraphsOf([block]), ...pictures];
  });
}
