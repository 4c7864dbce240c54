import type { Block, Inline, Rich, View } from "../../../src/platforms/web/view/model.ts";

/** What can be read on the page of a view, in the order in which it is laid out. */
interface Reading {
  text: string[];
  links: string[];
  mentions: string[];
  files: { name: string; text: string }[];
}

function readInline(inline: Inline, into: Reading): void {
  switch (inline.type) {
    case "command":
      into.text.push(`/dlq ${inline.line}`.trim());
      break;
    case "time":
      into.text.push(new Date(inline.at).toISOString());
      break;
    case "mention":
      into.mentions.push(inline.text);
      into.text.push(inline.text);
      break;
    case "text":
    case "code":
    case "block":
    case "strong":
    case "name":
      into.text.push(inline.text);
      break;
    default:
      inline satisfies never;
  }
}

function readRich(rich: Rich, into: Reading): void {
  for (const inline of rich) readInline(inline, into);
}

function readBlock(block: Block, into: Reading): void {
  switch (block.type) {
    case "text":
      readRich(block.text, into);
      return;
    case "callout":
      into.text.push(block.label);
      readRich(block.quote, into);
      readRich(block.text, into);
      return;
    case "options":
      for (const row of block.rows) {
        into.text.push(row.letter);
        readRich(row.text, into);
        if (row.result !== null) into.text.push(`${row.result.count}`);
      }
      return;
    case "standings":
      for (const row of block.rows) {
        into.text.push(`${row.rank}`);
        readInline(row.name, into);
        into.text.push(row.value);
      }
      return;
    case "facts":
      for (const { label, value } of block.rows) {
        into.text.push(label);
        readRich(value, into);
      }
      return;
    case "meters":
      for (const { label, part, whole } of block.rows) into.text.push(label, `${part} of ${whole}`);
      return;
    case "list":
      into.text.push(block.label);
      for (const item of block.items) readRich(item, into);
      return;
    case "entry":
      for (const part of [block.head, block.text, block.foot]) readRich(part, into);
      return;
    case "details":
      into.text.push(block.summary);
      for (const inside of block.blocks) readBlock(inside, into);
      return;
    case "links":
      for (const { title, url } of block.links) {
        into.text.push(title);
        into.links.push(url);
      }
      return;
    case "words":
      into.text.push(...block.words);
      return;
    case "file":
      into.files.push({ name: block.name, text: block.text });
      return;
    default:
      block satisfies never;
  }
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
  for (const { label } of view.buttons)
    if (label === "") found.push(`${view.kind}: a button without a label`);
  return found;
}
