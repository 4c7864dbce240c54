import type { Card } from "../../../cards/model.ts";
import type { Action } from "../../../engine/words/press.ts";
import { LIMITS } from "../limits.ts";
import {
  type Block,
  buttonBlocks,
  type Fit,
  feedback,
  heading,
  paged,
  paragraph,
  type Rendered,
  smallPrint,
} from "./blocks.ts";
import { drawnAll } from "./card.ts";
import { NEWEST, PLAIN, type Style } from "./newest.ts";
import { cut, literal, mention, token, written } from "./text.ts";

/** What went well or not is a sign before the title. */
const SIGNS: Readonly<Record<Card["tone"], string>> = {
  plain: "",
  info: "",
  right: "✅ ",
  done: "✅ ",
  wrong: "❌ ",
  refusal: "⚠️ ",
  trouble: "🚨 ",
};

function buttonsOf({ buttons }: Card, style: Style): Block[] {
  const found = style.has("context_actions") ? feedback(buttons) : null;
  return found === null ? buttonBlocks(buttons) : [...buttonBlocks(found.others), found.marks];
}

function blocksOf(card: Card, fit: Fit, style: Style): Block[] {
  return [
    ...(card.ping === null ? [] : paragraph([mention(card.ping)], fit)),
    ...(card.title === "" ? [] : [heading(SIGNS[card.tone] + card.title)]),
    ...(card.chips.length === 0 ? [] : smallPrint([literal(card.chips.join(" · "))])),
    ...drawnAll(card.blocks, { style, fit, title: card.title }),
    ...buttonsOf(card, style),
  ];
}

/**
 * A card as messages of Block Kit. "whole" gives as many messages as the card needs, the buttons in the
 * last; "tight" gives exactly one.
 */
export function draw(card: Card, fit: Fit, style: Style = NEWEST): Rendered {
  const text = cut(written(card.spoken), LIMITS.fallbackText) || card.title || "…";
  const pages = paged(blocksOf(card, fit, style));
  if (pages.length === 0) return { text, pages: [paragraph([token(text)], "tight")] };
  if (fit === "whole" || pages.length === 1) return { text, pages };
  // What is edited is a question or a result, whose tight texts fit; this keeps the promise for all others.
  return { text, pages: pages.slice(0, 1) };
}

/** What a question is answered with. */
const ANSWERS: ReadonlySet<Action["verb"]> = new Set(["answer", "hint", "mine", "write", "said"]);

/**
 * A card for a view, the App Home or a form: as much as one takes. There is more below a question than elsewhere, so
 * what it is answered with stands right under its options.
 */
export function drawHome(card: Card): Block[] {
  const end = card.blocks.findLastIndex(
    (block) => block.type === "options" || (block.type === "text" && block.look === "lead"),
  );
  const answers = end < 0 ? [] : card.buttons.filter(({ action }) => ANSWERS.has(action.verb));
  const others = card.buttons.filter((button) => !answers.includes(button));
  const head = { ...card, blocks: card.blocks.slice(0, end + 1), buttons: answers };
  const rest = {
    ...card,
    ping: null,
    title: "",
    chips: [],
    blocks: card.blocks.slice(end + 1),
    buttons: others,
  };
  const below = buttonBlocks(others);
  const room = LIMITS.blocksPerView - below.length;
  const parts = [head, { ...rest, buttons: [] }];
  return [...parts.flatMap((part) => blocksOf(part, "whole", PLAIN)).slice(0, room), ...below];
}
