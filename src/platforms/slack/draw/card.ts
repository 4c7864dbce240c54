import type {
  Block as CardBlock,
  CardButton,
  ChartBlock,
  StandingRow,
  TableBlock,
} from "../../../cards/model.ts";
import { encodeAction } from "../../../engine/words/press.ts";
import { plainOf } from "../../../words/inline.ts";
import { LIMITS } from "../limits.ts";
import { type Block, buttonBlocks, type Fit, lines, paragraph, smallPrint } from "./blocks.ts";
import { bold, code, link, literal, plainLine, type Run, token, written } from "./text.ts";

const BETWEEN = literal(" · ");
/** Pieces of a bar. */
const BAR = 10;

/** native: what Slack draws itself; plain: the same in text, for workspaces that do not have it yet. */
export type Style = "native" | "plain";

function bar(share: number): string {
  const full = Math.round(BAR * Math.max(0, Math.min(1, share)));
  return "▰".repeat(full) + "▱".repeat(BAR - full);
}

const between = (all: readonly (readonly Run[])[]): Run[] =>
  all.filter((one) => one.length > 0).flatMap((one, i) => (i === 0 ? one : [BETWEEN, ...one]));

function standing({ rank, who, value, note }: StandingRow): Run[] {
  const behind = note === null ? [] : [literal(note)];
  return [literal(`${rank}.  `), ...between([written(who), [literal(value)], behind])];
}

type Options = Extract<CardBlock, { type: "options" }>;

function option({ letter, text, result }: Options["rows"][number]): Run[] {
  const what = [bold(letter), literal("  "), ...written(text)];
  if (result === null) return what;
  const share = literal(`${result.count} (${Math.round(100 * result.share)}%)`);
  return [token(result.isKey ? "✅ " : "▫️ "), ...between([what, [share]])];
}

function tableLines({ caption, columns, rows }: TableBlock): Run[] {
  return lines(
    [bold(caption)],
    between(columns.map((column) => [bold(column.label)])),
    ...rows.map((row) => between(row.map(written))),
  );
}

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
  return style === "native" && fits ? [drawn] : paragraph(tableLines(block), fit);
}

/** Slack tells categories and series apart by their names. */
const areNames = (names: readonly string[], most: number) =>
  names.length > 0 &&
  names.length <= most &&
  new Set(names).size === names.length &&
  names.every((name) => name !== "" && name.length <= LIMITS.chartLabel);

function chart({ title, data, text }: ChartBlock, style: Style, fit: Fit): Block[] {
  const words = paragraph(lines([bold(title)], written(text)), fit);
  if (style === "plain" || (data.form !== "bars" && data.form !== "lines")) return words;
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
    ...smallPrint(...written(text)),
  ];
}

/** A menu, or as many as the choices take; buttons where a choice stands for more than a menu can hold. */
function menu(text: string, choices: readonly CardButton[], fit: Fit): Block[] {
  if (choices.length === 0) return [];
  const label = paragraph([literal(text)], fit);
  const options = choices.map(({ label: shown, action }) => ({
    text: { type: "plain_text" as const, text: plainLine(shown, LIMITS.menuText) || action.verb },
    value: encodeAction(action),
  }));
  if (options.some(({ value }) => value.length > LIMITS.menuValue))
    return [...label, ...buttonBlocks(choices)];
  const menus: Block[] = [];
  for (let i = 0; i < options.length; i += LIMITS.menuOptions)
    menus.push({
      type: "actions",
      elements: [
        {
          type: "static_select",
          action_id: "dlq_menu",
          placeholder: { type: "plain_text", text: plainLine(text, LIMITS.menuText) || "…" },
          options: options.slice(i, i + LIMITS.menuOptions),
        },
      ],
    });
  return [...label, ...menus];
}

function picture(url: string, alt: string): Block[] {
  if (!/^https:\/\//.test(url) || url.length > LIMITS.imageUrl) return smallPrint(literal(alt));
  return [{ type: "image", image_url: url, alt_text: plainLine(alt, LIMITS.altText) || "…" }];
}

function drawn(block: CardBlock, style: Style, fit: Fit): Block[] {
  switch (block.type) {
    case "text":
      return paragraph(written(block.text), fit);
    case "callout":
      return paragraph(
        lines([bold(block.label)], ...block.quote.map(written), ...block.text.map(written)),
        fit,
      );
    case "options":
      return block.rows.flatMap((row) => paragraph(option(row), fit));
    case "standings":
      return paragraph(
        lines(block.label === null ? [] : [bold(block.label)], ...block.rows.map(standing)),
        fit,
      );
    case "facts":
      return paragraph(
        lines(...block.rows.map(({ label: what, value }) => [bold(what), literal(": "), ...written(value)])),
        fit,
      );
    case "meters":
      return paragraph(
        lines(
          [bold(block.label)],
          ...block.rows.map(({ label: what, part, whole, value }) => [
            literal(`${bar(whole === 0 ? 0 : part / whole)} ${what}: ${value}`),
          ]),
        ),
        fit,
      );
    case "list":
      return [
        ...(block.label === "" ? [] : paragraph([bold(block.label)], fit)),
        ...block.items.flatMap((item) => paragraph([literal("• "), ...written(item)], fit)),
      ];
    case "entry":
      return [
        ...paragraph(lines(written(block.head), written(block.text)), fit),
        ...smallPrint(...written(block.foot)),
      ];
    case "details":
      return [...paragraph([bold(block.summary)], fit), ...drawnAll(block.blocks, style, fit)];
    case "links":
      return smallPrint(
        bold(block.label),
        literal(": "),
        ...between(block.links.map(({ title, url }) => [link(title, url)])),
      );
    case "words":
      return smallPrint(
        literal(`${block.label}: `),
        ...block.words.flatMap((word, i) => (i === 0 ? [code(word)] : [literal(", "), code(word)])),
        ...(block.more === null ? [] : [literal(` ${block.more}`)]),
      );
    case "file":
      return paragraph([code(block.name)], fit);
    case "table":
      return table(block, style, fit);
    case "chart":
      return chart(block, style, fit);
    case "picture":
      return picture(block.url, block.alt);
    case "checklist":
      return [
        ...paragraph([bold(block.label)], fit),
        ...block.items.flatMap(({ text, note, ticked }) => [
          ...paragraph([literal(`${ticked ? "☑" : "☐"} ${text}`)], fit),
          ...(note === null ? [] : smallPrint(literal(note))),
        ]),
        ...buttonBlocks([block.submit]),
      ];
    case "select":
      return menu(block.label, block.choices, fit);
    case "progress":
      return smallPrint(literal(`${bar(block.total === 0 ? 0 : block.done / block.total)} ${block.text}`));
    case "footnote":
      return smallPrint(...written(block.text));
    default:
      return block satisfies never;
  }
}

/** Blocks of a card as blocks of Block Kit, in reading order. */
export function drawnAll(blocks: readonly CardBlock[], style: Style, fit: Fit): Block[] {
  return blocks.flatMap((block) => drawn(block, style, fit));
}
