import { SHOWN_NAME } from "../limits.ts";

/**
 * Text for Discord as runs of atoms. An atom is never taken apart, and a run that is cut or split is
 * closed and opened again, so no cut ends inside an escape, a grapheme, a style or a code span.
 */
export interface Run {
  open: string;
  atoms: readonly string[];
  close: string;
}
export type Text = readonly Run[];

const ELLIPSIS = "…";
const ZERO_WIDTH = "\u200B";
/** Most UTF-16 units of one grapheme; the longest emoji sequences have about 35. */
const LONGEST_GRAPHEME = 64;

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

function graphemes(text: string): string[] {
  // The quick way for plain ASCII, where every unit is a grapheme.
  if (/^[\n\x20-\x7E]*$/.test(text)) return text.split("");
  return Array.from(segmenter.segment(text), ({ segment }) =>
    segment.length <= LONGEST_GRAPHEME ? segment : [...segment].slice(0, LONGEST_GRAPHEME / 2).join(""),
  );
}

/** Control characters, marks that turn the direction of what follows, and halves of characters. */
const UNSHOWABLE = /(?!\n)[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/gu;

function showable(text: string): string {
  return text.replace(/\r\n?/g, "\n").replaceAll("\t", "    ").replace(UNSHOWABLE, "");
}

const ALWAYS_MARKUP = new Set("\\*_~|>#<[]`");

/** Longest beginning of a list's item that is looked at: Discord counts to nine digits. */
const LIST_BEGINNING = 20;

/** Whether what stands before on the line is this and no more. A text may begin a line itself. */
function begins(at: number, all: readonly string[], before: RegExp): boolean {
  const near = all.slice(Math.max(0, at - LIST_BEGINNING), at);
  const line = near.slice(near.lastIndexOf("\n") + 1);
  return before.test(line.join(""));
}

/** One grapheme in its surroundings, with a backslash or a break where Discord would read markup. */
function escaped(at: number, all: readonly string[]): string {
  const grapheme = all[at] ?? "";
  const first = grapheme[0] ?? "";
  if (ALWAYS_MARKUP.has(first)) return `\\${grapheme}`;
  const next = all[at + 1];
  const endsWord = next === undefined || /^\s/.test(next);
  if (first === "-" && endsWord && begins(at, all, /^ *$/)) return `\\${grapheme}`;
  if (first === "." && endsWord && begins(at, all, /^ *\d+$/)) return `\\${grapheme}`;
  if (first === ":" && next?.[0] === "/") return `\\${grapheme}`;
  if (first === "@" && /^(everyone|here)/i.test(all.slice(at + 1, at + 9).join("")))
    return grapheme + ZERO_WIDTH;
  return grapheme;
}

/** Shown as it is, whatever it holds. */
export function literal(text: string): Run {
  const all = graphemes(showable(text));
  return { open: "", atoms: all.map((_, at) => escaped(at, all)), close: "" };
}

/** Our own markup, kept in one piece: a time stamp, a mention, a heading. */
export function raw(markup: string): Run {
  return { open: "", atoms: [markup], close: "" };
}

export function bold(run: Run): Run {
  return { ...run, open: "**", close: "**" };
}

export function strong(text: string): Run {
  return bold(literal(text.trim()));
}

/** Text in a fixed-width font on one line. */
export function code(text: string): Run {
  const line = showable(text).replaceAll("\n", " ");
  if (!line.includes("`")) return { open: "`", atoms: graphemes(line), close: "`" };
  return { open: "`` ", atoms: graphemes(line.replaceAll("`", `\`${ZERO_WIDTH}`)), close: " ``" };
}

export function block(text: string, lang = ""): Run {
  const lines = showable(text).replaceAll("```", `\`${ZERO_WIDTH}\`\``);
  return { open: `\`\`\`${lang}\n`, atoms: graphemes(lines), close: "\n```" };
}

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** A person's name as plain text: on one line, cut, and with its direction kept to itself. */
export function shownName(name: string): string {
  const all = graphemes(
    showable(name)
      .replace(/[\s\u200E\u200F]+/g, " ")
      .trim(),
  );
  const short =
    all.length > SHOWN_NAME ? `${all.slice(0, SHOWN_NAME - 1).join("")}${ELLIPSIS}` : all.join("");
  return RIGHT_TO_LEFT.test(short) ? `\u2068${short}\u2069` : short;
}

/** `shownName` inside other text. Not through `literal`, which would take the isolation away. */
export function person(name: string): Run {
  const all = graphemes(shownName(name));
  return { open: "", atoms: all.map((_, at) => escaped(at, all)), close: "" };
}

/** Writes text: the template's own parts are our markup, strings put in are shown literally. */
export function text(strings: TemplateStringsArray, ...values: (string | number | Run | Text)[]): Text {
  return strings.flatMap((part, i) => {
    const value = values[i];
    const runs: Run[] = part === "" ? [] : [raw(part)];
    if (typeof value === "string" || typeof value === "number") runs.push(literal(String(value)));
    else if (value !== undefined) runs.push(...("atoms" in value ? [value] : value));
    return runs;
  });
}

/** Texts one after the other with our own markup between them. */
export function joined(texts: readonly Text[], between: string): Text {
  return texts.flatMap((one, i) => (i === 0 ? one : [raw(between), ...one]));
}

interface Placed {
  atom: string;
  run: Run;
}

const placed = (texts: Text): Placed[] => texts.flatMap((run) => run.atoms.map((atom) => ({ atom, run })));

/**
 * What stands between two runs. Marks that touch would be read as one longer mark: two code spans side by
 * side as one that never ends.
 */
function turn(from: Run | null, to: Run): string {
  const close = from?.close ?? "";
  return close + (close !== "" && to.open !== "" ? ZERO_WIDTH : "") + to.open;
}

function written(atoms: readonly Placed[]): string {
  let out = "";
  let run: Run | null = null;
  for (const one of atoms) {
    if (one.run !== run) out += turn(run, one.run);
    run = one.run;
    out += one.atom;
  }
  return out + (run?.close ?? "");
}

/** How many atoms from `from` on fit into `limit` units. */
function fitting(atoms: readonly Placed[], from: number, limit: number): number {
  let room = limit;
  let run: Run | null = null;
  for (let at = from; at < atoms.length; at++) {
    const one = atoms[at] as Placed;
    if (one.run !== run && one.run.open !== "")
      room -= one.run.open.length + one.run.close.length + ZERO_WIDTH.length;
    run = one.run;
    room -= one.atom.length;
    if (room < 0) return at - from;
  }
  return atoms.length - from;
}

/** All of it. */
export function write(source: Text): string {
  return written(placed(source));
}

/** At most `limit` units; what is cut off leaves an ellipsis. */
export function cut(source: Text, limit: number): string {
  const atoms = placed(source);
  if (fitting(atoms, 0, limit) === atoms.length) return written(atoms);
  return written(atoms.slice(0, fitting(atoms, 0, limit - ELLIPSIS.length))) + ELLIPSIS;
}

/** Pieces of at most `limit` units each, broken at a line's end or between words where there is one. */
export function split(source: Text, limit: number): string[] {
  const atoms = placed(source);
  const pieces: string[] = [];
  for (let from = 0; from < atoms.length; ) {
    let count = Math.max(1, fitting(atoms, from, limit));
    if (from + count < atoms.length) {
      const window = atoms.slice(from + Math.floor(count / 2), from + count);
      const line = window.findLastIndex(({ atom }) => atom.endsWith("\n"));
      const word = window.findLastIndex(({ atom }) => atom.endsWith(" "));
      const end = line >= 0 ? line : word;
      if (end >= 0) count = Math.floor(count / 2) + end + 1;
    }
    pieces.push(written(atoms.slice(from, from + count)));
    from += count;
  }
  return pieces;
}

/** Plain text of at most `limit` units, cut between graphemes; for labels and names that know no markup. */
export function plainCut(source: string, limit: number): string {
  const line = showable(source).replaceAll("\n", " ").trim();
  const atoms = graphemes(line).map((atom) => ({ atom, run: PLAIN }));
  if (fitting(atoms, 0, limit) === atoms.length) return line;
  return written(atoms.slice(0, fitting(atoms, 0, limit - ELLIPSIS.length))) + ELLIPSIS;
}

const PLAIN: Run = { open: "", atoms: [], close: "" };
