import type { Card, Block as CardBlock } from "../../../cards/model.ts";
import { withGroup } from "../../../engine/words/press.ts";
import type { Rich } from "../../../words/inline.ts";
import { oneLine } from "../../../words/line.ts";
import { LIMITS } from "../limits.ts";
import { CHANNELS } from "../world.ts";
import type { Block, ButtonView, Inline, View } from "./model.ts";
import { buttonView, cleaned, inline, isWeb } from "./text.ts";

export type { ButtonView, View } from "./model.ts";

/** Begins the addresses of pictures that the bot makes. */
export const OWN_PICTURES = "/playground/pictures/";

const shown = (rich: Rich): readonly Inline[] => rich.map(inline);

/** The page shows every kind of block itself; what changes are mentions, names, ids of buttons, addresses. */
function drawn(block: CardBlock): readonly Block[] {
  switch (block.type) {
    case "text":
    case "footnote":
      return [{ ...block, text: shown(block.text) }];
    case "callout":
      return [{ ...block, quote: block.quote.map(shown), text: block.text.map(shown) }];
    case "options":
      return [{ ...block, rows: block.rows.map((row) => ({ ...row, text: shown(row.text) })) }];
    case "standings":
      // The page has no heads that would say what a number is of.
      return [{ ...block, rows: block.rows.map(({ bare: _, ...row }) => ({ ...row, who: shown(row.who) })) }];
    case "facts":
      return [{ ...block, rows: block.rows.map((row) => ({ ...row, value: shown(row.value) })) }];
    case "list":
      return [{ ...block, items: block.items.map(shown) }];
    case "entry":
      return [{ ...block, head: shown(block.head), text: shown(block.text), foot: shown(block.foot) }];
    case "details":
      return [{ ...block, blocks: block.blocks.flatMap(drawn) }];
    case "links": {
      // An address that is not of the web is left out, its title stays.
      const titles = block.links
        .filter(({ url }) => !isWeb(url))
        .map(({ title }) => [{ type: "text" as const, text: title }]);
      const links = block.links
        .filter(({ url }) => isWeb(url))
        .map(({ title, url }) => ({ title, url: new URL(url).href }));
      return [
        ...(links.length === 0 ? [] : [{ ...block, links }]),
        ...(titles.length === 0
          ? []
          : [{ type: "list" as const, label: links.length === 0 ? block.label : "", items: titles }]),
      ];
    }
    case "table":
      return [{ ...block, rows: block.rows.map((row) => row.map(shown)) }];
    case "chart":
      return [{ ...block, text: shown(block.text) }];
    case "picture":
      if (block.instead !== null) return block.instead.flatMap(drawn);
      if (
        block.source.kind === "url" &&
        (isWeb(block.source.url) || block.source.url.startsWith(OWN_PICTURES))
      )
        return [{ type: "picture", url: block.source.url, alt: block.alt }];
      return [{ type: "footnote", text: [{ type: "text", text: block.alt }] }];
    case "checklist":
      return [{ ...block, submit: buttonView(block.submit) }];
    case "select":
      return [{ ...block, choices: block.choices.map(buttonView) }];
    case "channels": {
      const { label, chosen, action } = block;
      const at = CHANNELS.findIndex(({ id }) => id === chosen);
      const choices = CHANNELS.map(({ id }) =>
        buttonView({ label: `#${id}`, action: withGroup(action, id), primary: false }),
      );
      return [{ type: block.type, label, choices, chosen: at < 0 ? null : at }];
    }
    case "meters":
    case "words":
    case "file":
    case "progress":
      return [block];
    default:
      return block satisfies never;
  }
}

/** A card as the page gets it. */
export function draw(card: Card): View {
  const { kind, tone, level, title, chips, round } = card;
  return cleaned({
    kind,
    tone,
    level,
    title,
    round,
    chips: chips.map((chip) => oneLine(chip, LIMITS.chip)),
    spoken: shown(card.spoken),
    blocks: [
      ...(card.ping === null
        ? []
        : [
            {
              type: "text" as const,
              look: "plain" as const,
              text: [inline({ type: "mention", to: "role", id: card.ping })],
            },
          ]),
      ...card.blocks.flatMap(drawn),
    ],
    buttons: card.buttons.map(buttonView),
  });
}

/** Every button of a view, those inside its blocks included. */
export function buttonsOf({ blocks, buttons }: Pick<View, "blocks" | "buttons">): readonly ButtonView[] {
  const inside = blocks.flatMap((block): readonly ButtonView[] => {
    if (block.type === "select" || block.type === "channels") return block.choices;
    if (block.type === "checklist") return [block.submit];
    return block.type === "details" ? buttonsOf({ blocks: block.blocks, buttons: [] }) : [];
  });
  return [...inside, ...buttons];
}
