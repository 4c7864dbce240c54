import { type Column, columnOf, rowOf } from "./fields.ts";
import { htmlText } from "./html.ts";
import type { RawQuestion, Rows } from "./raw.ts";
import { cellsOf, isAsked } from "./table.ts";

/** Notes in plain text, as Anki writes them: lines that begin with # say how the rest is to be read. */

const NAMED: Readonly<Record<string, string>> = {
  ...{ tab: "\t", comma: ",", semicolon: ";", colon: ":", pipe: "|", space: " " },
};

const HEAD =
  /^#(separator|html|tags column|notetype column|deck column|guid column|columns|tags|deck|notetype):(.*)$/i;

export const isAnki = (text: string) => HEAD.test(text.split("\n", 1)[0] ?? "");

interface Head {
  lines: number;
  separator: string;
  isHtml: boolean;
  names: string[];
  tags: string[];
  tagsAt: number | null;
  /** Columns that say nothing of the question: the deck, the kind of note, its id. */
  apart: Set<number>;
}

function headOf(text: string): Head {
  const head: Head = {
    ...{ lines: 0, separator: "\t", isHtml: false, names: [], tags: [], tagsAt: null },
    apart: new Set(),
  };
  let named = "";
  for (const line of text.split("\n")) {
    const [, name = "", value = ""] = HEAD.exec(line) ?? [];
    if (name === "" && !line.startsWith("#")) break;
    head.lines++;
    const said = value.trim();
    switch (name.toLowerCase()) {
      case "separator":
        head.separator = NAMED[said.toLowerCase()] ?? (value.charAt(0) || "\t");
        break;
      case "html":
        head.isHtml = said.toLowerCase() === "true";
        break;
      case "columns":
        named = value;
        break;
      case "tags":
        head.tags = said.split(/\s+/).filter(Boolean);
        break;
      case "tags column":
        head.tagsAt = Number(said) - 1;
        break;
      case "notetype column":
      case "deck column":
      case "guid column":
        head.apart.add(Number(said) - 1);
        break;
      default:
    }
  }
  const first = cellsOf(named, head.separator);
  head.names = first.ok ? (first.records[0]?.cells ?? []) : [];
  return head;
}

/** Where no columns are named: the question, its options, the key, perhaps why. */
function rowByPlace(line: number, fields: readonly string[]): RawQuestion {
  const filled = fields.slice(
    0,
    fields.reduce((end, field, i) => (field.trim() === "" ? end : i + 1), 0),
  );
  const [stem = "", ...rest] = filled;
  const isKey = (text: string | undefined, options: readonly string[]) =>
    text !== undefined && (options.includes(text) || /^[A-Fa-f1-6]$/.test(text));
  const [last, before] = [rest.at(-1), rest.at(-2)];
  const [options, key, explanation] = isKey(last, rest.slice(0, -1))
    ? [rest.slice(0, -1), last ?? "", ""]
    : isKey(before, rest.slice(0, -2))
      ? [rest.slice(0, -2), before ?? "", last ?? ""]
      : [[], rest[0] ?? "", rest[1] ?? ""];
  return {
    ...{ line, stem, key, explanation, difficulty: "", tags: [], link: "" },
    options: options.map((text) => ({ text, because: "" })),
  };
}

export function readAnki(text: string): Rows {
  const head = headOf(text);
  const rest = text.split("\n").slice(head.lines).join("\n");
  const cells = cellsOf(rest, head.separator, head.lines + 1);
  if (!cells.ok) return { ok: false, code: "broken", values: { line: cells.line, why: cells.why } };
  const names: (Column | null)[] = head.names.map(columnOf);
  const kept = (_: unknown, i: number) => !head.apart.has(i) && i !== head.tagsAt;
  const isNamed = isAsked(names.filter(kept));
  return {
    ok: true,
    unreadable: [],
    rows: cells.records.map((record) => {
      const shown = record.cells.map((cell) => (head.isHtml ? htmlText(cell) : cell).trim());
      const tags = head.tagsAt === null ? [] : (record.cells[head.tagsAt] ?? "").split(/\s+/).filter(Boolean);
      const row = isNamed
        ? rowOf(record.line, names.filter(kept), shown.filter(kept))
        : rowByPlace(record.line, shown.filter(kept));
      return { ...row, tags: [...new Set([...head.tags, ...tags, ...row.tags])] };
    }),
  };
}
