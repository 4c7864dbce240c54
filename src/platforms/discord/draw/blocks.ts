import type { Block, Card, StandingRow } from "../../../cards/model.ts";
import { linked, written } from "./inline.ts";
import { code, joined, literal, raw, strong, type Text, text } from "./markup.ts";

const LINE = "\n";
const BETWEEN = " · ";
/** Pieces of a bar. */
const BAR = 10;

/** Each text that says something on a line of its own. */
function lines(...all: readonly Text[]): Text {
  return joined(
    all.filter((one) => one.length > 0),
    LINE,
  );
}

const small = (one: Text): Text => (one.length === 0 ? [] : [raw("-# "), ...one]);
const bar = (share: number): string => {
  const full = Math.round(BAR * Math.max(0, Math.min(1, share)));
  return "▰".repeat(full) + "▱".repeat(BAR - full);
};

/** The dot is escaped: Discord would count the lines of a numbered list anew and lose shared ranks. */
function standing({ rank, who, value, note }: StandingRow): Text {
  const behind = note === null ? [] : [raw(BETWEEN), literal(note)];
  return text`${rank}${raw("\\.")} ${written(who)}${raw(BETWEEN)}${value}${behind}`;
}

type Options = Extract<Block, { type: "options" }>;

function option({ letter, text: what, result }: Options["rows"][number]): Text {
  if (result === null) return text`${strong(letter)}  ${written(what)}`;
  const share = `${result.count} (${Math.round(100 * result.share)}%)`;
  return text`${raw(result.isKey ? "✅ " : "▫️ ")}${strong(letter)}  ${written(what)}${raw(BETWEEN)}${share}`;
}

/** Discord has no tables, menus of facts or charts in an embed: rows become lines, charts their text. */
function paragraphs(block: Block): readonly Text[] {
  switch (block.type) {
    case "text":
      return [written(block.text)];
    case "callout": {
      const quote = block.quote.map(written);
      return [lines([strong(block.label)], ...quote, ...block.text.map(written))];
    }
    case "options":
      return [lines(...block.rows.map(option))];
    case "standings":
      return [lines(block.label === null ? [] : [strong(block.label)], ...block.rows.map(standing))];
    case "facts":
      return [lines(...block.rows.map(({ label, value }) => text`${strong(label)}: ${written(value)}`))];
    case "meters":
      return [
        lines(
          [strong(block.label)],
          ...block.rows.map(
            ({ label, part, whole, value }) =>
              text`${raw(bar(whole === 0 ? 0 : part / whole))} ${label}: ${value}`,
          ),
        ),
      ];
    case "list":
      return [
        lines(
          block.label === "" ? [] : [strong(block.label)],
          ...block.items.map((item) => text`• ${written(item)}`),
        ),
      ];
    case "entry":
      return [lines(written(block.head), written(block.text), small(written(block.foot)))];
    case "details":
      return [[strong(block.summary)], ...block.blocks.flatMap(paragraphs)];
    case "links":
      return [lines([strong(block.label)], ...block.links.map(({ title, url }) => [linked(title, url)]))];
    case "words": {
      const words = joined(
        block.words.map((word) => [code(word)]),
        ", ",
      );
      const more = block.more === null ? [] : [literal(` ${block.more}`)];
      return [text`${block.label}: ${words}${more}`];
    }
    case "file":
      return [[code(block.name)]];
    case "table":
      return [
        lines(
          [strong(block.caption)],
          joined(
            block.columns.map(({ label }) => [strong(label)]),
            BETWEEN,
          ),
          ...block.rows.map((row) => joined(row.map(written), BETWEEN)),
        ),
      ];
    case "chart":
      return [lines([strong(block.title)], written(block.text))];
    case "picture":
      return [small([literal(block.alt)])];
    case "checklist":
      return [
        lines(
          [strong(block.label)],
          ...block.items.map(({ text: item, note, ticked }) =>
            lines(text`${raw(ticked ? "☑ " : "☐ ")}${item}`, note === null ? [] : small([literal(note)])),
          ),
        ),
      ];
    case "select":
      return [];
    case "progress":
      return [text`${raw(bar(block.total === 0 ? 0 : block.done / block.total))} ${block.text}`];
    case "footnote":
      return [small(written(block.text))];
    default:
      return block satisfies never;
  }
}

/** What a card says, as paragraphs in reading order. */
export function paragraphsOf(blocks: Card["blocks"]): readonly Text[] {
  return blocks.flatMap(paragraphs).filter((one) => one.length > 0);
}
