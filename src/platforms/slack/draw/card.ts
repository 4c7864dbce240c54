import type {
  Block as CardBlock,
  ChannelsBlock,
  ChartBlock,
  PictureBlock,
  SelectBlock,
  TableBlock,
} from "../../../cards/model.ts";
import { told } from "../../../cards/told.ts";
import { encodeAction } from "../../../engine/words/press.ts";
import { plainOf } from "../../../words/inline.ts";
import { label } from "../../../words/line.ts";
import { LIMITS } from "../limits.ts";
import { type Block, buttonBlocks, type Fit, paragraph, smallPrint } from "./blocks.ts";
import type { Style } from "./newest.ts";
import { literal, written } from "./text.ts";

/** In text alone: small print as such, the rest in sections. */
const inText = (block: CardBlock, fit: Fit): Block[] =>
  told(block).flatMap(({ look, text }) =>
    look === "small" ? smallPrint(written(text)) : paragraph(written(text), fit),
  );

/** A table that Slack draws, pages and sorts itself; in text where it would not take it. */
function table(block: TableBlock, style: Style, fit: Fit): Block[] {
  const { caption, columns, rows, page } = block;
  const cell = (text: string) => ({ type: "raw_text" as const, text: text === "" ? " " : text });
  const drawn: Block = {
    type: "data_table",
    caption,
    page_size: Math.max(1, Math.min(page, LIMITS.tableRows)),
    rows: [
      columns.map((column) => cell(column.label)),
      ...rows.map((row) => row.map((one) => cell(plainOf(one)))),
    ],
  };
  const fits =
    caption !== "" &&
    rows.length > 0 &&
    rows.length <= LIMITS.tableRows &&
    columns.length > 0 &&
    columns.length <= LIMITS.tableColumns &&
    rows.every((row) => row.length === columns.length) &&
    drawn.rows.flat().reduce((sum, one) => sum + ("text" in one ? (one.text?.length ?? 0) : 0), 0) <=
      LIMITS.tableText &&
    JSON.stringify(drawn).length <= LIMITS.messageSize;
  return style.has("data_table") && fits ? [drawn] : inText(block, fit);
}

/** Slack tells categories and series apart by their names. */
const areNames = (names: readonly string[], most: number) =>
  names.length > 0 &&
  names.length <= most &&
  new Set(names).size === names.length &&
  names.every((name) => name !== "" && name.length <= LIMITS.chartLabel);

function chart(block: ChartBlock, style: Style, fit: Fit): Block[] {
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

/** A menu, or as many as the choices take; buttons where a choice stands for more than a menu can hold. */
function menu({ label: text, choices, chosen }: SelectBlock, fit: Fit): Block[] {
  if (choices.length === 0) return [];
  const above = paragraph([literal(text)], fit);
  const options = choices.map(({ label: shown, action }) => ({
    text: { type: "plain_text" as const, text: label(shown, LIMITS.menuText) || action.verb },
    value: encodeAction(action),
  }));
  if (options.some(({ value }) => value.length > LIMITS.menuValue))
    return [...above, ...buttonBlocks(choices)];
  const menus: Block[] = [];
  const current = chosen == null ? undefined : options[chosen];
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
    ...paragraph([literal(text)], fit),
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

function picture(block: PictureBlock, style: Style, fit: Fit): Block[] {
  const { alt, source, instead } = block;
  if (instead !== null) return drawnAll(instead, style, fit);
  if (source.kind === "made" || !/^https:\/\//.test(source.url) || source.url.length > LIMITS.imageUrl)
    return inText(block, fit);
  return [{ type: "image", image_url: source.url, alt_text: label(alt, LIMITS.altText) || "…" }];
}

/** What Slack has a form of its own for is drawn in it, everything else told. */
function drawn(block: CardBlock, style: Style, fit: Fit): Block[] {
  switch (block.type) {
    case "table":
      return table(block, style, fit);
    case "chart":
      return chart(block, style, fit);
    case "picture":
      return picture(block, style, fit);
    case "select":
      return menu(block, fit);
    case "channels":
      return channels(block, fit);
    case "details":
      return [...inText(block, fit), ...drawnAll(block.blocks, style, fit)];
    case "checklist":
      return [...inText(block, fit), ...buttonBlocks([block.submit])];
    default:
      return inText(block, fit);
  }
}

/** Blocks of a card as blocks of Block Kit, in reading order. */
export function drawnAll(blocks: readonly CardBlock[], style: Style, fit: Fit): Block[] {
  return blocks.flatMap((block) => drawn(block, style, fit));
}
