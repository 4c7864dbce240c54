import { CsvError, type Info, parse } from "csv-parse/sync";
import { type Column, columnOf, rowOf } from "./fields.ts";
import type { Rows } from "./raw.ts";

/** Tables: CSV with any of the usual separators, and what Anki writes. */

const SEPARATORS = [",", ";", "\t", "|"] as const;
/** Characters of one record: a table whose quotes do not pair would be one. */
const LONGEST_RECORD = 64 * 1024;

export type Cells =
  | { ok: true; records: readonly { line: number; cells: string[] }[] }
  | { ok: false; line: number; why: string };

/** All records; a quote within a text is one. @param from the number of the first line */
export function cellsOf(text: string, delimiter: string, from = 1): Cells {
  try {
    const records = parse(text, {
      delimiter,
      info: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_RECORD,
    }) as unknown as { info: Info; record: string[] }[];
    let before = 0;
    return {
      ok: true,
      records: records.map(({ info, record }) => {
        const inside = record.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);
        const line = Math.max(before + 1, info.lines - inside);
        before = info.lines;
        return { line: line + from - 1, cells: record };
      }),
    };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as CsvError & { lines?: number };
    return { ok: false, line: (lines ?? 1) + from - 1, why: error.code };
  }
}

/** The text of a cell as it was before it was made harmless for spreadsheets. */
const meant = (cell: string) => (/^'['=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

const known = (columns: readonly (Column | null)[]) => columns.filter((column) => column !== null).length;
export const isAsked = (columns: readonly (Column | null)[]) =>
  columns.some((column) => column?.is === "stem") && known(columns) > 1;

export function readTable(text: string): Rows {
  const [head = ""] = text.split("\n", 1);
  const [separator] = SEPARATORS.map((sign) => {
    const first = cellsOf(head, sign);
    return { sign, count: first.ok ? known((first.records[0]?.cells ?? []).map(columnOf)) : 0 };
  }).sort((a, b) => b.count - a.count);
  const cells = cellsOf(text, separator?.sign ?? ",");
  if (!cells.ok) return { ok: false, code: "broken", values: { line: cells.line, why: cells.why } };
  const [header, ...records] = cells.records;
  const columns = (header?.cells ?? []).map(columnOf);
  if (!isAsked(columns)) return { ok: false, code: "no-header", values: {} };
  return {
    ok: true,
    unreadable: [],
    rows: records
      .filter((record) => record.cells.some((cell) => cell.trim() !== ""))
      .map((record) => rowOf(record.line, columns, record.cells.map(meant))),
  };
}
