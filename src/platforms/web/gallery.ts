import { createHash } from "node:crypto";
import type { Drawing } from "../../cards/drawing.ts";
import type { Block, Card } from "../../cards/model.ts";
import type { Look, Pictures } from "../../cards/ports.ts";
import { draw, OWN_PICTURES, type View } from "./draw/index.ts";

/** Drawings that pages may still ask for; an older one is told by its words. */
const KEPT = 1_000;

export interface Gallery {
  /** A card as the page gets it. What the page has no form of its own for has an address here. */
  draw(card: Card): View;
  /** null: there is no such picture, or it cannot be made. */
  svg(id: string, look: Look): Promise<string | null>;
}

/** @param pictures null: they are off */
export function createGallery(pictures: Pictures | null): Gallery {
  const drawings = new Map<string, Drawing>();

  function addressOf(drawing: Drawing): string {
    const id = createHash("sha256").update(JSON.stringify(drawing)).digest("hex").slice(0, 32);
    drawings.delete(id);
    drawings.set(id, drawing);
    for (const oldest of drawings.keys()) {
      if (drawings.size <= KEPT) break;
      drawings.delete(oldest);
    }
    return `${OWN_PICTURES}${id}.svg`;
  }

  const hung = (blocks: readonly Block[]): Block[] =>
    blocks.map((block): Block => {
      if (block.type === "details") return { ...block, blocks: hung(block.blocks) };
      if (block.type !== "picture" || block.source.kind === "url") return block;
      // The page has ranks, bars and charts of its own.
      if (block.instead !== null && block.instead.length > 0) return block;
      return { ...block, source: { kind: "url", url: addressOf(block.source.make) }, instead: null };
    });

  return {
    draw: (card) => draw(pictures === null ? card : { ...card, blocks: hung(card.blocks) }),
    async svg(id, look) {
      const drawing = drawings.get(id);
      return drawing === undefined ? null : ((await pictures?.svg(drawing, look)) ?? null);
    },
  };
}
