import type { Block, Card } from "../../../cards/model.ts";
import type { Text } from "../../../words/flow.ts";
import { paragraphsOf, passagesOf } from "./blocks.ts";
import { COLORS } from "./colors.ts";
import { isId } from "./inline.ts";
import { joined, strong } from "./markup.ts";
import { layNative } from "./native.ts";
import { type Laid, lay, type NativePage, type SpokenPage } from "./pages.ts";

function colorOf({ tone, level }: Card): number {
  if (level !== null) return COLORS[level];
  switch (tone) {
    case "right":
      return COLORS.done;
    case "wrong":
      return COLORS.refusal;
    case "plain":
      return COLORS.info;
    default:
      return COLORS[tone];
  }
}

const of = <T extends Block["type"]>(card: Card, type: T) =>
  card.blocks.filter((block): block is Extract<Block, { type: T }> => block.type === type);

/**
 * What a notification and a screen reader say: a message's own text alone. So the title and the paragraphs
 * that a card begins with stand there, where it is told to others or by direct message.
 */
function leadOf(card: Card, title: string): { lead: Text; rest: readonly Block[] } {
  const end = card.blocks.findIndex((block) => block.type !== "text");
  const first = card.blocks.slice(0, end < 0 ? card.blocks.length : end);
  const heading = title === "" ? [] : [[strong(title)]];
  return {
    lead: joined([...heading, ...paragraphsOf(first)], "\n"),
    rest: card.blocks.slice(first.length),
  };
}

const titleOf = (card: Card) => [card.title, ...card.chips].filter((part) => part !== "").join(" · ");

/** Ranks are looked at, and nobody is notified of them. */
const BOARDS: readonly Card["kind"][] = ["board", "groups-board"];

/** A card that is to be heard, told to others or by direct message, in the shape of Discord's API, within its limits. */
export function drawAloud(card: Card): Laid<SpokenPage> {
  const { lead, rest } = leadOf(card, titleOf(card));
  const [file] = of(card, "file");
  const checklists = of(card, "checklist").map(({ submit }) => submit);
  return lay({
    color: colorOf(card),
    lead,
    parts: passagesOf(rest),
    buttons: [...checklists, ...card.buttons],
    menus: card.blocks.filter((block) => block.type === "select" || block.type === "channels"),
    file: file ?? null,
    ping: card.ping !== null && isId(card.ping) ? card.ping : null,
    calls: (card.calls ?? []).filter(isId),
  });
}

/** A card that is to be seen, by one person alone or as a board, likewise. */
export function drawNative(card: Card): Laid<NativePage> {
  const [file] = of(card, "file");
  return layNative({
    title: titleOf(card),
    color: colorOf(card),
    blocks: card.blocks,
    buttons: card.buttons,
    file: file ?? null,
  });
}

/** A card as the answer to whoever pressed or typed something. */
export const draw = (card: Card): Laid =>
  card.visibility === "channel" && !BOARDS.includes(card.kind) ? drawAloud(card) : drawNative(card);
