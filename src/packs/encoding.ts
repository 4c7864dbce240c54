import type { PackRefusal } from "../engine/words/pack.ts";

/** Bytes as text: UTF-8, or UTF-16 with its mark. What else there is cannot be told apart without guessing. */

export type Decoded =
  | { ok: true; text: string }
  | { ok: false; code: PackRefusal; values: Readonly<Record<string, string | number>> };

const no = (code: PackRefusal, values: Readonly<Record<string, string | number>> = {}): Decoded => ({
  ok: false,
  code,
  values,
});

const begins = (bytes: Uint8Array, ...first: number[]) => first.every((byte, i) => bytes[i] === byte);

const ARCHIVES: readonly (readonly number[])[] = [
  [0x1f, 0x8b],
  [0x42, 0x5a, 0x68],
  [0xfd, 0x37, 0x7a, 0x58, 0x5a],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x28, 0xb5, 0x2f, 0xfd],
  [0x52, 0x61, 0x72, 0x21],
];

/** The line on which the byte at a place stands. */
function lineOf(bytes: Uint8Array, place: number): number {
  let line = 1;
  for (let i = 0; i < place; i++) if (bytes[i] === 0x0a) line++;
  return line;
}

/** Where UTF-8 breaks first. */
function brokenAt(bytes: Uint8Array): number {
  let [from, to] = [0, bytes.length];
  const decodes = (end: number) => {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, end), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  while (from < to) {
    const middle = (from + to + 1) >> 1;
    if (decodes(middle)) from = middle;
    else to = middle - 1;
  }
  return from;
}

/** Packed files are never opened: what they would become is not known before. */
export function decode(name: string, bytes: Uint8Array): Decoded {
  const ending = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  if (ending === "apkg" || ending === "colpkg") return no("apkg");
  if (begins(bytes, 0x50, 0x4b)) return no(/^(xlsx|ods|numbers)$/.test(ending) ? "spreadsheet" : "archive");
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return no("spreadsheet");
  if (ARCHIVES.some((first) => begins(bytes, ...first))) return no("archive");
  const utf16 = begins(bytes, 0xff, 0xfe) ? "utf-16le" : begins(bytes, 0xfe, 0xff) ? "utf-16be" : null;
  let text: string;
  try {
    text = new TextDecoder(utf16 ?? "utf-8", { fatal: true }).decode(bytes);
  } catch {
    return no("encoding", { line: utf16 === null ? lineOf(bytes, brokenAt(bytes)) : 1 });
  }
  const nul = text.indexOf("\0");
  if (nul >= 0) return no("nul", { line: text.slice(0, nul).split("\n").length });
  return text.trim() === "" ? no("empty") : { ok: true, text: text.replace(/\r\n?/g, "\n") };
}
