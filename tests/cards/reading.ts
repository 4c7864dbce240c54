import type { Laid } from "../../src/platforms/discord/draw/pages.ts";
import type { Rendered } from "../../src/platforms/slack/draw/blocks.ts";
import type { View } from "../../src/platforms/web/draw/index.ts";
import { buttonsIn, channelMenusIn, components, menusIn, textsIn } from "../stand-ins/discord/components.ts";
import { read } from "../stand-ins/discord/reading.ts";
import { readMrkdwn } from "../stand-ins/slack/reading.ts";

/** The words that a person sees, in order, without the marks that each platform lays them out with. */

/** Signs, bars, bullets, stars' neighbours and separators. */
const MARKS = /[✅❌🚨▰▱•☑☐·:：.,|/\\*_~`()#\u26A0\u25AB]/gu;
/** What has no width separates no words: between Japanese words there is no space that it could stand beside. */
const WIDTHLESS = /[\u200B\u200E\u200F\u2066-\u2069]|\uFE0F/gu;
/** A time in any zone and form. */
const TIME = /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?UTC|Z)?/g;
/** Ranks in front of a line carry a dot or none. */
export const wordsOf = (text: string): string[] =>
  text
    .replace(WIDTHLESS, "")
    .replace(/<[#@][!&]?(\w+)>/g, "$1")
    // The sign that clients put before a member's name.
    .replace(/(?<!\w)@(?=\w)/g, "")
    .replace(/\/dlq-/g, "/dlq ")
    .replace(/<(?:#|@&?)(\d+)>/g, "$1")
    .replace(TIME, " TIME ")
    .replace(/(\d)[ \u00A0\u202F]%/g, "$1%")
    .replace(/\[?\d+%\)?/g, " ")
    .replace(MARKS, " ")
    .split(/\s+/)
    .filter((word) => word !== "");

export function readDiscord({ first, rest }: Laid): string[] {
  const pages = [first, ...rest];
  const texts = pages.flatMap((page) =>
    "flags" in page
      ? textsIn(components.parse(page.components))
      : [page.content, ...page.embeds.flatMap((embed) => [embed.title ?? "", embed.description ?? ""])],
  );
  const labels = pages.flatMap((page) => {
    const all = components.parse(page.components);
    return [
      ...menusIn(all).flatMap(({ placeholder = "", options }) => [
        placeholder,
        ...options.map(({ label }) => label),
      ]),
      ...channelMenusIn(all).map(({ placeholder = "" }) => placeholder),
      ...buttonsIn(all).map(({ label }) => label),
    ];
  });
  return wordsOf([...texts.map((one) => read(one).text), ...labels].join("\n"));
}

type Any = Readonly<Record<string, unknown>>;

function slackTexts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(slackTexts);
  if (typeof value !== "object" || value === null) return [];
  const one = value as Any;
  if (one.type === "mrkdwn")
    return [readMrkdwn(String(one.text), true, { text: "", mentions: [], links: [], styled: [] })];
  if (one.type === "plain_text" || /^raw_|^text$/.test(String(one.type))) return [String(one.text)];
  if (one.type === "image") return [String(one.alt_text)];
  if (one.type === "data_table") return [String(one.caption), ...slackTexts(one.rows)];
  // Below a chart stand its words.
  if (one.type === "data_visualization") return [String(one.title)];
  if (one.type === "channel") return [String(one.channel_id)];
  // What is chosen stands in the place of what the menu is for.
  if (one.type === "static_select")
    return slackTexts([one.initial_option === undefined ? one.placeholder : [], one.options]);
  if (one.type === "conversations_select")
    return slackTexts(one.initial_conversation === undefined ? one.placeholder : []);
  return slackTexts(
    Object.entries(one)
      .filter(([key]) => key !== "placeholder")
      .map(([, inside]) => inside),
  );
}

export function readSlack({ pages }: Rendered): string[] {
  return wordsOf(slackTexts(pages).join("\n"));
}

/** Keys of a view that hold no words. */
const WORDLESS = new Set([
  "type",
  "look",
  "member",
  "url",
  "id",
  "choice",
  "form",
  "primary",
  "align",
  "lang",
  "to",
  "style",
  "part",
  "whole",
  "done",
  "total",
  "page",
  "value-of-item",
  "data",
  "isKey",
  "share",
  "ticked",
  "chosen",
  // Above columns, where a platform has them.
  "heads",
  "amount",
]);

function pageTexts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  if (Array.isArray(value)) return value.flatMap(pageTexts);
  if (typeof value !== "object" || value === null) return [];
  const one = value as Any;
  if (one.type === "time") return [new Date(Number(one.at)).toISOString()];
  // Code on lines of its own.
  if (one.type === "block") return [`\n${one.text}\n`];
  if (one.type === "command") return [`/dlq ${one.line}`.trim()];
  // What channels are called stands in the platform's own menu of them.
  if (one.type === "channels") return [String(one.label)];
  if (one.type === "file") return [String(one.name)];
  if (one.type === "links")
    return [String(one.label), ...(one.links as { title: string }[]).map(({ title }) => title)];
  if (one.type === "checklist")
    return [
      String(one.label),
      ...(one.items as { text: string; note: string | null }[]).flatMap(({ text, note }) => [
        text,
        note ?? "",
      ]),
      String(one.hint),
    ];
  if (one.type === "chart") return [String(one.title), ...pageTexts(one.text)];
  return Object.entries(one)
    .filter(([key]) => !WORDLESS.has(key))
    .flatMap(([, inside]) => pageTexts(inside));
}

/** What is to be seen on the page: inline pieces of a run stand without a gap. */
function joinRuns(value: unknown): unknown {
  if (!Array.isArray(value)) {
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, joinRuns(inside)]));
  }
  const isRun =
    value.length > 0 &&
    value.every(
      (one) =>
        typeof one === "object" &&
        one !== null &&
        "type" in one &&
        !("blocks" in one) &&
        INLINE.has(String(one.type)),
    );
  return isRun ? value.flatMap(pageTexts).join("") : value.map(joinRuns);
}

const INLINE = new Set(["text", "code", "block", "strong", "name", "mention", "command", "time", "link"]);

export function readPage({ title, chips, blocks, buttons }: View): string[] {
  const submits = blocks.flatMap((block) => (block.type === "checklist" ? [block.submit.label] : []));
  const inside = blocks.map((block) => (block.type === "text" ? pageTexts(block.text).join("") : block));
  return wordsOf(
    [title, ...chips, ...pageTexts(joinRuns(inside)), ...submits, ...buttons.map(({ label }) => label)].join(
      "\n",
    ),
  );
}
