import { buttonsOf } from "../../../src/platforms/web/draw/index.ts";
import type { Block, Inline, View } from "../../../src/platforms/web/draw/model.ts";

type Rich = readonly Inline[];

/** What can be read on the page of a view, in the order in which it is laid out. */
interface Reading {
  text: string[];
  links: string[];
  mentions: string[];
  files: { name: string; text: string }[];
}

function readInline(inline: Inline, into: Reading): string {
  switch (inline.type) {
    case "command":
      return `/dlq ${inline.line}`.trim();
    case "time":
      return new Date(inline.at).toISOString();
    case "mention":
      into.mentions.push(inline.text);
      return inline.text;
    case "link":
      into.links.push(inline.url);
      return inline.text;
    default:
      return inline.text;
  }
}

/** The pieces of a sentence stand without a gap. */
function readRich(rich: Rich, into: Reading): void {
  into.text.push(rich.map((inline) => readInline(inline, into)).join(""));
}

function readChart(block: Extract<Block, { type: "chart" }>, into: Reading): void {
  into.text.push(block.title);
  readRich(block.text, into);
}

function readTable({ caption, columns, rows }: Extract<Block, { type: "table" }>, into: Reading): void {
  into.text.push(caption, ...columns.map(({ label }) => label));
  for (const row of rows) for (const cell of row) readRich(cell, into);
}

const READERS: { [K in Block["type"]]: (block: Extract<Block, { type: K }>, into: Reading) => void } = {
  text: ({ text }, into) => readRich(text, into),
  footnote: ({ text }, into) => readRich(text, into),
  callout({ label, quote, text }, into) {
    into.text.push(label);
    for (const part of [...quote, ...text]) readRich(part, into);
  },
  options({ rows }, into) {
    for (const { letter, text, result } of rows) {
      into.text.push(letter);
      readRich(text, into);
      if (result !== null) into.text.push(`${result.count}`);
    }
  },
  standings({ label, rows }, into) {
    if (label !== null) into.text.push(label);
    for (const { rank, who, value, mark, streak, note } of rows) {
      into.text.push(`${rank}`);
      readRich(who, into);
      into.text.push(value, mark ?? "", streak ?? "", note ?? "");
    }
  },
  facts({ rows }, into) {
    for (const { label, value } of rows) {
      into.text.push(label);
      readRich(value, into);
    }
  },
  meters({ label, rows }, into) {
    into.text.push(label, ...rows.flatMap((row) => [row.label, row.value]));
  },
  list({ label, items }, into) {
    into.text.push(label);
    for (const item of items) readRich(item, into);
  },
  entry({ head, text, foot }, into) {
    for (const part of [head, text, foot]) readRich(part, into);
  },
  details({ summary, blocks }, into) {
    into.text.push(summary);
    for (const inside of blocks) readBlock(inside, into);
  },
  links({ label, links }, into) {
    into.text.push(label, ...links.map(({ title }) => title));
    into.links.push(...links.map(({ url }) => url));
  },
  words({ label, words, more }, into) {
    into.text.push(label, ...words, more ?? "");
  },
  file({ name, text }, into) {
    into.files.push({ name, text });
  },
  table: readTable,
  chart: readChart,
  picture({ alt }, into) {
    into.text.push(alt);
  },
  checklist({ label, items, hint }, into) {
    into.text.push(label, ...items.flatMap(({ text, note }) => [text, note ?? ""]), hint);
  },
  select({ label }, into) {
    into.text.push(label);
  },
  channels({ label }, into) {
    into.text.push(label);
  },
  progress({ text }, into) {
    into.text.push(text);
  },
};

function readBlock(block: Block, into: Reading): void {
  // The table is complete by its type; the compiler cannot see that type and function go together.
  (READERS[block.type] as (block: Block, into: Reading) => void)(block, into);
}

export function readView(view: View): Omit<Reading, "text"> & { text: string } {
  const into: Reading = { text: [view.title, ...view.chips], links: [], mentions: [], files: [] };
  for (const block of view.blocks) readBlock(block, into);
  return { ...into, text: into.text.join("\n") };
}

const UNSHOWABLE = /(?![\n\t])[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;
const NAME_LENGTH = 40;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** All texts of a view but the files', wherever they stand. */
function strings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  if ("type" in value && value.type === "file") return [];
  return Object.values(value).flatMap(strings);
}

function names(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "type" in value && value.type === "name" && "text" in value ? [String(value.text)] : [];
  return [...own, ...Object.values(value).flatMap(names)];
}

/** What the page must never be sent. */
export function viewViolations(view: View): string[] {
  const found: string[] = [];
  if (strings(view).some((text) => UNSHOWABLE.test(text))) found.push(`${view.kind}: unshowable characters`);
  for (const name of names(view)) {
    if (name === "" || name.includes("\n") || [...graphemes.segment(name)].length > NAME_LENGTH)
      found.push(`${view.kind}: the name ${JSON.stringify(name)}`);
  }
  for (const url of readView(view).links)
    if (!/^https?:\/\//.test(url)) found.push(`${view.kind}: links to ${url}`);
  for (const { label } of buttonsOf(view))
    if (label === "") found.push(`${view.kind}: a button without a label`);
  return found;
}
