import {
  type APIContainerComponent,
  type APISectionComponent,
  type APITextDisplayComponent,
  ComponentType,
  MessageFlags,
} from "discord.js";
import type { Block, CardButton } from "../../../cards/model.ts";
import { encodeAction } from "../../../engine/words/action-id.ts";
import type { Text } from "../../../words/flow.ts";
import { label } from "../../../words/line.ts";
import { LIMITS } from "../limits.ts";
import { paragraphsOf } from "./blocks.ts";
import { cut, literal, split } from "./markup.ts";
import { fileOf, GAP, joinedUp, type Laid, menuRow, type NativePage, rows, silent } from "./pages.ts";

type Part = APIContainerComponent["components"][number];
type Checklist = Extract<Block, { type: "checklist" }>;

/** What stands in a container, in reading order. A text joins the one before it, unless a line parts them. */
type Piece = { text: Text; apart: boolean } | { part: Part };

/** A card whose words are all components, not yet measured against what one message holds. */
export interface NativeDoc {
  title: string;
  color: number;
  blocks: readonly Block[];
  buttons: readonly CardButton[];
  file: { name: string; text: string } | null;
}

const HEADING = "### ";

/** What a line sets off from what stands around it. */
const APART: readonly Block["type"][] = ["standings", "meters", "table", "chart", "details"];

/** What a text may take beside the title. */
const TEXT = LIMITS.displayed - LIMITS.embedTitle - LIMITS.displayedLabel;

const shown = (content: string): APITextDisplayComponent => ({ type: ComponentType.TextDisplay, content });
const line = (): Part => ({ type: ComponentType.Separator });
const textOf = (block: Block): Text[] => [...paragraphsOf([block])];

/**
 * A button that stands beside what is said of it; null: there is nothing beside which it could. On a phone the words
 * have half of a line, so it is small print and no heading.
 */
function beside(block: Checklist): APISectionComponent | null {
  const [row] = rows([block.submit]);
  const [about] = textOf({ ...block, label: "", items: [] });
  const accessory = row?.components[0];
  if (about === undefined || accessory === undefined) return null;
  return {
    type: ComponentType.Section,
    components: [shown(cut(about, LIMITS.displayedLabel))],
    accessory,
  };
}

function picture(url: string, alt: string): Part {
  const description = label(alt, LIMITS.pictureText);
  return {
    type: ComponentType.MediaGallery,
    items: [{ media: { url }, ...(description === "" ? {} : { description }) }],
  };
}

function piecesOf(blocks: readonly Block[]): Piece[] {
  let menus = 0;
  let wasApart = false;
  return blocks.flatMap((block): Piece[] => {
    const apart = wasApart || APART.includes(block.type);
    wasApart = APART.includes(block.type);
    const texts = (of: Block) => textOf(of).map((text, i): Piece => ({ text, apart: apart && i === 0 }));
    if (block.type === "select" || block.type === "channels") return [{ part: menuRow(block, menus++) }];
    if (block.type === "picture" && block.source.kind === "url")
      return [...texts(block), { part: picture(block.source.url, block.alt) }];
    const section = block.type === "checklist" ? beside(block) : null;
    if (block.type === "checklist" && section !== null)
      return [...texts({ ...block, hint: "" }), { part: section }];
    return texts(block);
  });
}

/** Buttons that stand beside nothing, without those that do. */
function below({ blocks, buttons }: NativeDoc): Part[] {
  const lists = blocks.filter((block) => block.type === "checklist");
  const placed = lists
    .filter((list) => beside(list) !== null)
    .map(({ submit }) => encodeAction(submit.action));
  const others = [...lists.map(({ submit }) => submit), ...buttons];
  return rows(others.filter(({ action }) => !placed.includes(encodeAction(action))));
}

const sizeOf = (parts: readonly Part[]): number =>
  parts.reduce((sum, part) => {
    if (part.type === ComponentType.ActionRow) return sum + 1 + part.components.length;
    return sum + (part.type === ComponentType.Section ? 2 + part.components.length : 1);
  }, 0);

/** Characters that stand beside buttons. */
const besides = (pieces: readonly Piece[]): number =>
  pieces
    .flatMap((piece) => ("part" in piece && piece.part.type === ComponentType.Section ? [piece.part] : []))
    .flatMap(({ components }) => components)
    .reduce((sum, { content }) => sum + content.length, 0);

/** The parts of a message, texts that follow each other as one. `over`: the texts for which it has no room. */
function arranged(
  title: string,
  pieces: readonly Piece[],
  lines: boolean,
): { parts: Part[]; over: string[] } {
  const parts: Part[] = title === "" ? [] : [shown(title)];
  const over: string[] = [];
  let room = LIMITS.displayed - title.length - besides(pieces);
  let joins: APITextDisplayComponent | null = null;
  const lastPart = pieces.findLastIndex((piece) => "part" in piece);
  for (const [at, piece] of pieces.entries()) {
    if ("part" in piece) {
      parts.push(piece.part);
      joins = null;
      continue;
    }
    const contents = split(piece.text, TEXT);
    // What stands between its halves would tear a text in two: then it goes on to the next message as a whole.
    const whole = contents.reduce((sum, content) => sum + content.length + GAP.length, 0);
    const isTorn = at < lastPart && whole > room;
    for (const [i, content] of contents.entries()) {
      const length: number = content.length + GAP.length;
      if (over.length > 0 || isTorn || length > room) {
        over.push(content);
        continue;
      }
      room -= length;
      const apart = piece.apart && lines && i === 0;
      if (joins !== null && !apart) joins.content += GAP + content;
      else {
        if (apart && parts.length > 0) parts.push(line());
        joins = shown(content);
        parts.push(joins);
      }
    }
  }
  return { parts, over };
}

const page = (accent_color: number, parts: Part[]): NativePage => ({
  flags: MessageFlags.IsComponentsV2,
  components: [{ type: ComponentType.Container, accent_color, components: parts }],
  allowed_mentions: silent(),
});

/**
 * A private card or a board, all in components: a container with the tone's stripe, a heading, texts set off by
 * lines, menus where they are spoken of, buttons beside or below what they are about. Nothing of its texts is lost.
 */
export function layNative(doc: NativeDoc): Laid<NativePage> {
  const name = cut([literal(doc.title.replace(/\s+/g, " ").trim())], LIMITS.embedTitle - HEADING.length);
  const title = name === "" ? "" : HEADING + name;
  const pieces = piecesOf(doc.blocks);
  const tail: Part[] = [
    ...(doc.file === null
      ? []
      : [{ type: ComponentType.File as const, file: { url: `attachment://${doc.file.name}` } }]),
    ...below(doc),
  ];
  const roomy = arranged(title, pieces, true);
  // The container is one, too.
  const isFull = 1 + sizeOf([...roomy.parts, ...tail]) > LIMITS.components;
  const { parts, over } = isFull ? arranged(title, pieces, false) : roomy;
  const all = [...parts, ...tail];
  return {
    first: page(doc.color, all.length === 0 ? [shown("…")] : all),
    rest: joinedUp(over, LIMITS.displayed).map((text) => page(doc.color, [shown(text)])),
    files: fileOf(doc.file),
  };
}
