import type { Drawing } from "../../cards/drawing.ts";
import type { Block, Card } from "../../cards/model.ts";
import type { Pictures } from "../../cards/ports.ts";
import { plainOf } from "../../words/inline.ts";
import { label } from "../../words/line.ts";
import { ATTACHED } from "./draw/blocks.ts";
import { draw, drawAloud } from "./draw/index.ts";
import type { Laid, Upload } from "./draw/pages.ts";
import { LIMITS } from "./limits.ts";

/** A card as messages, with the pictures that could be made for it. */
export type Illustrate = (card: Card, as: keyof typeof FORMS) => Promise<Laid>;

/** What is told to others or by direct message, and what answers whoever pressed or typed something. */
const FORMS = { aloud: drawAloud, answer: draw } satisfies Record<string, (card: Card) => Laid>;

/** A block that the bot can show as a picture, what it says, and what stands in its place otherwise. */
interface Shown {
  make: Drawing;
  alt: string;
  instead: readonly Block[];
}

/** Discord draws no charts. What stands in fixed-width letters is a drawing already, and no words. */
function shownOf(block: Block): Shown | null {
  if (block.type === "picture" && block.source.kind === "made") {
    const { alt, source, instead } = block;
    return { make: source.make, alt, instead: instead ?? [{ ...block, instead: null }] };
  }
  if (block.type !== "chart") return null;
  const { lang, title, data, text, colon } = block;
  const words = plainOf(text.filter(({ type }) => type !== "block")).trim();
  return { make: { kind: "chart", lang, title, data }, alt: `${title}${colon}${words}`, instead: [block] };
}

/** What a file's own text cannot hold of it stands below the picture all the same. */
const isTold = ({ alt }: Shown) => alt.length <= LIMITS.pictureText;

const name = (i: number) => `picture-${i + 1}.png`;

/** The blocks with pictures for those that have one; `has`: which, by the order in which they stand. */
function withPictures(blocks: readonly Block[], has: (i: number) => boolean): Block[] {
  let at = 0;
  const inside = (all: readonly Block[]): Block[] =>
    all.flatMap((block): readonly Block[] => {
      if (block.type === "details") return [{ ...block, blocks: inside(block.blocks) }];
      const shown = shownOf(block);
      if (shown === null) return [block];
      const i = at++;
      if (!has(i)) return [block];
      const source = { kind: "url", url: `${ATTACHED}${name(i)}` } as const;
      const alt = label(shown.alt, LIMITS.pictureText) || "…";
      return [{ type: "picture", alt, source, instead: null }, ...(isTold(shown) ? [] : shown.instead)];
    });
  return inside(blocks);
}

const allShown = (blocks: readonly Block[]): Shown[] =>
  blocks.flatMap((block) => {
    const shown = shownOf(block);
    return block.type === "details" ? allShown(block.blocks) : shown === null ? [] : [shown];
  });

/** @param pictures null: they are off */
export function createIllustrate(pictures: Pictures | null): Illustrate {
  return async (card, as) => {
    const wanted = pictures === null ? [] : allShown(card.blocks).slice(0, LIMITS.pictures);
    const made = await Promise.all(wanted.map(({ make }) => pictures?.png(make, "dark") ?? null));
    const drawn = (has: (i: number) => boolean): Laid =>
      FORMS[as]({ ...card, blocks: withPictures(card.blocks, has) });
    const laid = drawn((i) => (made[i] ?? null) !== null);
    if (wanted.length === 0) return laid;
    const uploads = made.flatMap((one, i): Upload[] => {
      const alt = wanted[i]?.alt ?? "";
      return one === null ? [] : [{ name: name(i), data: one.png, alt: label(alt, LIMITS.pictureText) }];
    });
    // Another try may have had other luck with its pictures: so its message is known again.
    const twins = [drawn(() => false).first, drawn((i) => i < wanted.length).first];
    return { ...laid, files: [...laid.files, ...uploads], twins };
  };
}
