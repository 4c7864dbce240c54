import type { Json, Message } from "./state.ts";

/** A message as it reads in Slack's client. */
export interface Reading {
  /** Escapes resolved, styles gone, code without its ticks, times as their fallback. */
  text: string;
  /** Ids of members, user groups and channels, or `everyone`, shown as mentions. */
  mentions: string[];
  links: string[];
  /** Stretches that a style applies to, and shortcodes that became emoji. */
  styled: string[];
}

/** Look-alikes that stand for characters which mrkdwn would interpret: they read the same. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  "\u2217": "*",
  "\u02CD": "_",
  "\u223C": "~",
  "\u02CB": "`",
  "\u2223": "|",
};

/** Text to an eye that does not tell look-alikes apart. */
export const asSeen = (text: string): string =>
  text.replace(/[\u2217\u02CD\u223C\u02CB\u2223]/g, (c) => LOOKALIKES[c] ?? c);

const decode = (text: string) =>
  asSeen(text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&"));

function readToken(inside: string, into: Reading): string {
  const bar = inside.indexOf("|");
  const id = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? undefined : inside.slice(bar + 1);
  if (id.startsWith("!date^")) return label ?? "";
  if (/^[@#]/.test(id)) {
    into.mentions.push(id.slice(1));
    return label ?? id;
  }
  if (id.startsWith("!")) {
    into.mentions.push(id.startsWith("!subteam^") ? id.slice("!subteam^".length) : "everyone");
    return label ?? `@${id.slice(1)}`;
  }
  into.links.push(decode(id));
  return label ?? id;
}

const STYLES = ["*", "_", "~"].map((mark) => {
  const escaped = mark === "*" ? "\\*" : mark;
  return new RegExp(
    `(?<![A-Za-z0-9])${escaped}(?!\\s|${escaped})([^${escaped}\\n]*[^\\s${escaped}])${escaped}(?![A-Za-z0-9])`,
    "g",
  );
});
const CODE = /```\n?([\s\S]*?)\n?```|`([^`\n]+)`/g;

/** Text outside code: tokens, addresses that link by themselves, quotes, styles, emoji. */
function readProse(text: string, verbatim: boolean, into: Reading): string {
  let prose = text.replace(/<([^<>]*)>/g, (_, inside: string) => readToken(inside, into));
  if (!verbatim) for (const [address] of prose.matchAll(/https?:\/\/\S+/g)) into.links.push(decode(address));
  prose = prose.replace(/^&gt;\s?(.*)$/gm, (_, quoted: string) => {
    into.styled.push(quoted);
    return quoted;
  });
  for (const style of STYLES) {
    prose = prose.replace(style, (_, styled: string) => {
      into.styled.push(styled);
      return styled;
    });
  }
  for (const [emoji] of prose.matchAll(/:[a-z0-9_+'-]+:/g)) into.styled.push(emoji);
  return decode(prose);
}

export function readMrkdwn(text: string, verbatim: boolean, into: Reading): string {
  let out = "";
  let end = 0;
  for (const match of text.matchAll(CODE)) {
    out += readProse(text.slice(end, match.index), verbatim, into) + decode(match[1] ?? match[2] ?? "");
    end = match.index + match[0].length;
  }
  return out + readProse(text.slice(end), verbatim, into);
}

interface TextObject {
  type: string;
  text: string;
  verbatim?: boolean;
}

interface Series {
  name: string;
  data: { label: string; value: number }[];
}

interface Cell {
  text?: string;
  elements?: { elements: { text?: string; channel_id?: string }[] }[];
}

function readCell({ text, elements = [] }: Cell, into: Reading): string {
  const inside = elements.flatMap((section) => section.elements);
  into.mentions.push(...inside.flatMap(({ channel_id: channel }) => channel ?? []));
  return text ?? inside.map((one) => one.text ?? one.channel_id).join("");
}

/** Tables and charts as somebody sees them whom Slack draws them for; pictures by what is read aloud. */
function readData(block: Json, into: Reading): string | null {
  switch (block.type) {
    case "image":
      return String(block.alt_text);
    case "data_table": {
      const rows = block.rows as Cell[][];
      return [block.caption, ...rows.map((row) => row.map((c) => readCell(c, into)).join(" | "))].join("\n");
    }
    case "data_visualization": {
      const { series = [] } = block.chart as { series?: Series[] };
      const lines = series.map(({ name, data }) =>
        [name, ...data.map(({ label, value }) => `${label} ${value}`)].join(", "),
      );
      return [block.title, ...lines].join("\n");
    }
    default:
      return null;
  }
}

function readBlock(block: Json, into: Reading): string {
  const data = readData(block, into);
  if (data !== null) return data;
  const read = (object: TextObject) =>
    object.type === "mrkdwn" ? readMrkdwn(object.text, object.verbatim === true, into) : object.text;
  if (block.type === "container")
    return [read(block.title as TextObject), ...(block.child_blocks as Json[]).map((b) => readBlock(b, into))]
      .filter((text) => text !== "")
      .join("\n");
  if (block.type === "context") return (block.elements as TextObject[]).map(read).join(" ");
  return block.type === "section" || block.type === "header" ? read(block.text as TextObject) : "";
}

/** How blocks read in the client. */
export function readBlocks(blocks: readonly Json[]): Reading {
  const reading: Reading = { text: "", mentions: [], links: [], styled: [] };
  reading.text = blocks
    .map((block) => readBlock(block, reading))
    .filter((text) => text !== "")
    .join("\n");
  return reading;
}

/** How a message reads: its blocks, or its text where it has none. */
export function readMessage(message: Message): Reading {
  if (message.blocks.length > 0) return readBlocks(message.blocks);
  const reading: Reading = { text: "", mentions: [], links: [], styled: [] };
  reading.text = readMrkdwn(message.text, false, reading);
  return reading;
}
