import { objectOf } from "./fields.ts";
import type { Rows } from "./raw.ts";

/** JSON: a list of questions, or an object that holds one under a usual name. */

const LISTS = ["questions", "results", "items", "data", "quiz", "cards"];
/** How deep a list may lie. */
const DEEPEST = 4;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The list of questions within what was read, and where. */
export function listIn(value: unknown, depth = 0): { list: unknown[]; path: (string | number)[] } | null {
  if (Array.isArray(value)) return value.some(isRecord) ? { list: value, path: [] } : null;
  if (!isRecord(value) || depth >= DEEPEST) return null;
  const names = [...LISTS.filter((name) => name in value), ...Object.keys(value)];
  for (const name of names) {
    const found = listIn(value[name], depth + 1);
    if (found !== null) return { list: found.list, path: [name, ...found.path] };
  }
  return null;
}

/** Lines on which the objects of each list of objects begin, list by list. */
function startsIn(text: string): number[][] {
  const lists: number[][] = [];
  const open: (number[] | null)[] = [];
  let line = 1;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (sign === "\n") line++;
    else if (sign === '"') {
      for (i++; i < text.length && text[i] !== '"'; i++) if (text[i] === "\\") i++;
    } else if (sign === "[") {
      const list: number[] = [];
      lists.push(list);
      open.push(list);
    } else if (sign === "{") {
      open.at(-1)?.push(line);
      open.push(null);
    } else if (sign === "]" || sign === "}") open.pop();
  }
  return lists;
}

/** The line that an error of the parser speaks of. */
function lineOfError(text: string, error: unknown): number {
  const at = /position (\d+)/.exec(String(error))?.[1];
  return at === undefined ? text.split("\n").length : text.slice(0, Number(at)).split("\n").length;
}

/** One object a line, as data sets are written. */
function readLines(text: string): Rows | null {
  const lines = text.split("\n");
  const objects: { line: number; value: Record<string, unknown> }[] = [];
  for (const [i, one] of lines.entries()) {
    if (one.trim() === "") continue;
    try {
      const value: unknown = JSON.parse(one);
      if (!isRecord(value)) return null;
      objects.push({ line: i + 1, value });
    } catch {
      return null;
    }
  }
  const rows = objects.map(({ line, value }) => objectOf(line, value));
  return rows.some(({ stem }) => stem !== "") ? { ok: true, unreadable: [], rows } : null;
}

export function readJson(text: string): Rows {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return (
      readLines(text) ?? {
        ok: false,
        code: "broken",
        values: { line: lineOfError(text, error), why: "JSON" },
      }
    );
  }
  const found = listIn(value);
  if (found === null)
    return isRecord(value) && text.split("\n").length === 1 ? (readLines(text) ?? NONE) : NONE;
  const objects = found.list.filter(isRecord).length;
  const starts = startsIn(text).find((lines) => lines.length === objects) ?? [];
  let seen = 0;
  const rows = found.list.map((one) => ({
    one,
    line: isRecord(one) ? (starts[seen++] ?? 1) : (starts[seen] ?? 1),
  }));
  return {
    ok: true,
    rows: rows.flatMap(({ one, line }) => (isRecord(one) ? [objectOf(line, one)] : [])),
    unreadable: rows.flatMap(({ one, line }) => (isRecord(one) ? [] : [{ line, why: typeof one }])),
  };
}

const NONE: Rows = { ok: false, code: "none", values: {} };
