import { joined, type Rich, strong, text } from "../words/inline.ts";
import type { Block, OptionsBlock, StandingRow } from "./model.ts";

/**
 * What a block says, in text alone: for platforms that have no form of their own for it. Passages follow
 * each other closely; the passages of two blocks stand apart.
 */
export interface Passage {
  look: "text" | "small";
  text: Rich;
}

const BETWEEN = " · ";
/** Pieces of a bar: with a few words beside it, it is a line of a phone. */
const BAR = 10;

function bar(share: number, pieces = BAR): string {
  const full = Math.round(pieces * Math.max(0, Math.min(1, share)));
  return "▰".repeat(full) + "▱".repeat(pieces - full);
}

const shareOf = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);

/** Lines under each other; none is empty. */
const lines = (...all: readonly Rich[]): readonly Passage[] => [{ look: "text", text: joined(all, "\n") }];
const small = (what: Rich): readonly Passage[] => [{ look: "small", text: what }];
const strongly = (label: string): Rich => (label.trim() === "" ? [] : [strong(label)]);
const plainly = (value: string): Rich => [text(value)];

function standing({ rank, who, value, mark, note, streak }: StandingRow): Rich {
  const parts = [who, plainly(value), plainly(mark ?? ""), plainly(streak ?? ""), plainly(note ?? "")];
  return [text(`${rank}. `), ...joined(parts, BETWEEN)];
}

function option({ letter, text: what, result }: OptionsBlock["rows"][number]): Rich {
  const said = [strong(letter), text("  "), ...what];
  if (result === null) return said;
  const share = `${bar(result.share)} ${result.count} (${Math.round(100 * result.share)}%)`;
  // Bars are compared, so they begin at the same place, however long the options are.
  return [text(result.isKey ? "✅ " : "▫️ "), ...joined([said, plainly(share)], "\n")];
}

/** Words are set off from what they are said of; stars stand close. */
const noted = (what: string, note: string | null): string =>
  note === null || note === "" ? what : `${what}${/\p{L}/u.test(note) ? BETWEEN : " "}${note}`;

/** A row of a few things has a piece for each. */
const progress = (done: number, total: number): string =>
  bar(shareOf(done, total), total > 0 && total < BAR ? total : BAR);

/** The block as passages of text, in reading order; none where its form says it all, like a menu's. */
export function told(block: Block): readonly Passage[] {
  switch (block.type) {
    case "text":
      return lines(block.text);
    case "footnote":
      return small(block.text);
    case "callout":
      return lines(strongly(block.label), ...block.quote, ...block.text);
    case "options":
      return block.rows.flatMap((row) => lines(option(row)));
    case "standings":
      return lines(strongly(block.label ?? ""), ...block.rows.map(standing));
    case "facts":
      return lines(
        ...block.rows.map(({ label, value }): Rich => [strong(label), text(block.colon), ...value]),
      );
    case "meters":
      return lines(
        strongly(block.label),
        ...block.rows.map(({ label, part, whole, value }) =>
          plainly(`${bar(shareOf(part, whole))} ${label}${block.colon}${value}`),
        ),
      );
    case "list":
      return [
        strongly(block.label),
        ...block.items.map((item): Rich => (block.marked ? item : [text("• "), ...item])),
      ].flatMap((line) => lines(line));
    case "entry":
      return [...lines(block.head, block.text), ...small(block.foot)];
    case "details":
      return lines(strongly(block.summary));
    case "links":
      return lines(
        strongly(block.label),
        ...block.links.map(({ title, url }): Rich => [{ type: "link", text: title, url }]),
      );
    case "words": {
      const words = joined(
        block.words.map((word): Rich => [{ type: "code", text: word }]),
        ", ",
      );
      return lines([
        text(`${block.label}${block.colon}`),
        ...words,
        text(block.more === null ? "" : ` ${block.more}`),
      ]);
    }
    case "file":
      return lines([{ type: "code", text: block.name }]);
    case "table":
      return lines(
        strongly(block.caption),
        joined(
          block.columns.map(({ label }) => strongly(label)),
          BETWEEN,
        ),
        ...block.rows.map((row) => joined(row, BETWEEN)),
      );
    case "chart":
      return lines(strongly(block.title), block.text);
    case "picture":
      return block.instead?.flatMap(told) ?? small(plainly(block.alt));
    case "checklist":
      return [
        ...lines(strongly(block.label)),
        ...block.items.flatMap(({ text: item, note, ticked }) =>
          lines(plainly(noted(`${ticked ? "☑" : "☐"} ${item}`, note).trim())),
        ),
        ...small(plainly(block.hint)),
      ];
    case "select":
    case "channels":
      return [];
    case "progress":
      return lines(plainly(`${progress(block.done, block.total)} ${block.text}`));
    default:
      return block satisfies never;
  }
}
