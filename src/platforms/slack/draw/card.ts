import type { types } from "@slack/bolt";
import type {
  Block as CardBlock,
  ChannelsBlock,
  ChartBlock,
  DetailsBlock,
  PictureBlock,
  SelectBlock,
} from "../../../cards/model.ts";
import { type Passage, told } from "../../../cards/told.ts";
import { encodeAction } from "../../../engine/words/action-id.ts";
import { joined, plainOf } from "../../../words/inline.ts";
import { label } from "../../../words/line.ts";
import { LIMITS } from "../limits.ts";
import { type Block, buttonBlocks, FILE, type Fit, paragraph, smallPrint } from "./blocks.ts";
import type { Style } from "./newest.ts";
import { dataTable, ranks } from "./tables.ts";
import { literal, written } from "./text.ts";

/** `title`: of the card, for what has none of its own. */
export interface Drawing {
  style: Style;
  fit: Fit;
  title: string;
}

/** Blocks whose lines belong together: sections of their own would part them. */
const CLOSE: readonly CardBlock["type"][] = ["list", "checklist"];

/** Passages under each other as one, as long as an edit has room for it. */
function drawnTogether(passages: readonly Passage[]): readonly Passage[] {
  const out: Passage[] = [];
  let length = 0;
  for (const { look, text } of passages) {
    const last = out.at(-1);
    const more = plainOf(text).length;
    const joins = last?.look === "text" && look === "text" && length + more < LIMITS.tightText / 2;
    length = joins ? length + more : more;
    if (joins) out[out.length - 1] = { look, text: joined([last.text, text], "\n") };
    else out.push({ look, text });
  }
  return out;
}

/** In text alone: small print as such, the rest in sections. */
function inText(block: CardBlock, fit: Fit): Block[] {
  const passages = told(block);
  return (CLOSE.includes(block.type) ? drawnTogether(passages) : passages).flatMap(({ look, text }) =>
    look === "small" ? smallPrint(written(text)) : paragraph(written(text), fit),
  );
}

/** Slack tells categories and series apart by their names. */
const areNames = (names: readonly string[], most: number) =>
  names.length > 0 &&
  names.length <= most &&
  new Set(names).size === names.length &&
  names.every((name) => name !== "" && name.length <= LIMITS.chartLabel);

function chart(block: ChartBlock, { style, fit }: Drawing): Block[] {
  const { title, data, text } = block;
  const words = inText(block, fit);
  if (!style.has("data_visualization") || (data.form !== "bars" && data.form !== "lines")) return words;
  const { categories, series } = data;
  const fits =
    title !== "" &&
    title.length <= LIMITS.chartTitle &&
    areNames(categories, LIMITS.chartCategories) &&
    areNames(
      series.map((one) => one.label),
      LIMITS.chartSeries,
    ) &&
    series.every(({ values }) => values.length === categories.length && values.every(Number.isFinite));
  if (!fits) return words;
  return [
    {
      type: "data_visualization",
      title,
      chart: {
        type: data.form === "bars" ? "bar" : "line",
        series: series.map((one) => ({
          name: one.label,
          data: categories.map((category, i) => ({ label: category, value: one.values[i] ?? 0 })),
        })),
        axis_config: { categories: [...categories] },
      },
    },
    // Nobody has to see a chart to know what it says.
    ...smallPrint(written(text)),
  ];
}

/** What a menu is for, where it does not say so itself: something is chosen already, or its label has no room in it. */
const aboveMenu = (text: string, isChosen: boolean, fit: Fit): Block[] =>
  isChosen || text.length > LIMITS.menuText ? paragraph([literal(text)], fit) : [];

/** A menu, or as many as the choices take; buttons where a choice stands for more than a menu can hold. */
function menu({ label: text, choices, chosen }: SelectBlock, fit: Fit): Block[] {
  if (choices.length === 0) return [];
  const options = choices.map(({ label: shown, action }) => ({
    text: { type: "plain_text" as const, text: label(shown, LIMITS.menuText) || action.verb },
    value: encodeAction(action),
  }));
  const isTooLong = options.some(({ value }) => value.length > LIMITS.menuValue);
  if (isTooLong) return [...paragraph([literal(text)], fit), ...buttonBlocks(choices)];
  const menus: Block[] = [];
  const current = chosen == null ? undefined : options[chosen];
  const above = aboveMenu(text, current !== undefined, fit);
  for (let i = 0; i < options.length; i += LIMITS.menuOptions) {
    const here = options.slice(i, i + LIMITS.menuOptions);
    menus.push({
      type: "actions",
      elements: [
        {
          type: "static_select",
          action_id: "dlq_menu",
          placeholder: { type: "plain_text", text: label(text, LIMITS.menuText) || "…" },
          options: here,
          ...(current !== undefined && here.includes(current) ? { initial_option: current } : {}),
        },
      ],
    });
  }
  return [...above, ...menus];
}

/** Slack's own menu of the channels that the reader sees. */
function channels({ label: text, chosen, action }: ChannelsBlock, fit: Fit): Block[] {
  return [
    ...aboveMenu(text, chosen !== null, fit),
    {
      type: "actions",
      elements: [
        {
          type: "conversations_select",
          action_id: encodeAction(action),
          placeholder: { type: "plain_text", text: label(text, LIMITS.menuText) || "…" },
          filter: { include: ["public", "private"], exclude_bot_users: true },
          ...(chosen === null ? {} : { initial_conversation: chosen }),
        },
      ],
    },
  ];
}

function picture(block: PictureBlock, how: Drawing): Block[] {
  const { alt, source, instead } = block;
  if (instead !== null) return drawnAll(instead, how);
  const alt_text = label(alt, LIMITS.altText) || "…";
  if (source.kind === "url" && source.url.startsWith(FILE))
    return [{ type: "image", slack_file: { id: source.url.slice(FILE.length) }, alt_text }];
  if (source.kind === "made" || !/^https:\/\//.test(source.url) || source.url.length > LIMITS.imageUrl)
    return inText(block, how.fit);
  return [{ type: "image", image_url: source.url, alt_text }];
}

type Child = types.ContainerBlock["child_blocks"][number];

const isChild = (block: Block): block is Child =>
  ["actions", "context", "divider", "header", "image", "section"].includes(block.type);

/** Folded behind the summary, where a container holds what is in it. */
function details(block: DetailsBlock, how: Drawing): Block[] {
  const { summary, blocks } = block;
  const inside = drawnAll(blocks, how);
  const children = inside.filter(isChild);
  const fits =
    summary.trim() !== "" &&
    summary.length <= LIMITS.containerTitle &&
    children.length > 0 &&
    children.length === inside.length &&
    children.length <= LIMITS.containerBlocks;
  if (!how.style.has("container") || !fits) return [...inText(block, how.fit), ...inside];
  return [
    {
      type: "container",
      title: { type: "plain_text", text: summary },
      is_collapsible: true,
      default_collapsed: true,
      child_blocks: children,
    },
  ];
}

const orText = (block: Block | null, said: CardBlock, fit: Fit): Block[] =>
  block === null ? inText(said, fit) : [block];

/** What Slack has a form of its own for is drawn in it, everything else told. */
function drawn(block: CardBlock, how: Drawing): Block[] {
  const { style, fit } = how;
  const hasTables = style.has("data_table");
  switch (block.type) {
    case "table":
      return orText(hasTables ? dataTable(block) : null, block, fit);
    case "standings":
      return orText(hasTables ? ranks(block, how.title) : null, block, fit);
    case "chart":
      return chart(block, how);
    case "picture":
      return picture(block, how);
    case "select":
      return menu(block, fit);
    case "channels":
      return channels(block, fit);
    case "details":
      return details(block, how);
    case "checklist":
      return [...inText(block, fit), ...buttonBlocks([block.submit])];
    default:
      return inText(block, fit);
  }
}

/** Blocks of a card as blocks of Block Kit, in reading order. */
export function drawnAll(blocks: readonly CardBlock[], how: Drawing): Block[] {
  return blocks.flatMap((block) => drawn(block, how));
}
