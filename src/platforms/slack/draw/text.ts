import type { Inline, Rich } from "../../../words/inline.ts";
import { LIMITS } from "../limits.ts";

/**
 * Slack's mrkdwn has no escape character: `&`, `<` and `>` have entities, everything else that would
 * style, mention or link is defused by a look-alike or an invisible character beside it. A run is a
 * stretch with one style; its units are never cut.
 */
export interface Run {
  open: string;
  close: string;
  units: readonly string[];
}

const INVISIBLE = "\u200B";
const LOOKALIKES: Readonly<Record<string, string>> = {
  "*": "\u2217",
  _: "\u02CD",
  "~": "\u223C",
  "`": "\u02CB",
};
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
/** A grapheme of more units than this is no character any more, and may be taken apart. */
const LONGEST_GRAPHEME = 32;

const escapeMrkdwn = (text: string) => text.replace(/[&<>]/g, (c) => ENTITIES[c] ?? c);
/** Without control characters and halves of characters; lines end with a line feed. */
const withoutControls = (text: string) =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/\p{Cs}/gu, "\uFFFD")
    .replace(/(?![\n\t])\p{Cc}/gu, "");

/** ASCII that no combining character follows, or a stretch around what is not ASCII. */
const STRETCH = /[\t\n -~]+(?=[\t\n -~]|$)|[\t\n -~]?[^\t\n -~]{1,1000}/gu;

/** What is never cut, escaped. Segmenting takes time in the square of the length, so it is done by stretches. */
function units(text: string): string[] {
  return (text.match(STRETCH) ?? []).flatMap((stretch) => {
    if (/^[\t\n -~]+$/.test(stretch)) return [...stretch].map(escapeMrkdwn);
    return [...graphemes.segment(stretch)].flatMap(({ segment }) =>
      segment.length > LONGEST_GRAPHEME ? [...segment].map(escapeMrkdwn) : escapeMrkdwn(segment),
    );
  });
}

const isWord = (c: string | undefined) => c !== undefined && /[A-Za-z0-9]/.test(c);
const isSpace = (c: string | undefined) => c !== undefined && /\s/.test(c);

/** Makes text read as it stands, whatever mrkdwn would make of it. */
function defuse(text: string): string {
  return text
    .replace(/[*_~`]/g, (c, at: number) => {
      const [before, after] = [text[at - 1], text[at + 1]];
      const alone = c !== "`" && isSpace(before) && isSpace(after);
      const inWord = c === "_" && isWord(before) && isWord(after);
      return alone || inWord ? c : (LOOKALIKES[c] ?? c);
    })
    .replace(/:(?=[^\s:]+:)/g, `:${INVISIBLE}`)
    .replace(/@(?=here|channel|everyone)/gi, `@${INVISIBLE}`)
    .replace(/^(\s*)>/gm, "$1\u00AD>");
}

/** Text that is shown as it is. */
export function literal(text: string): Run {
  return { open: "", close: "", units: units(defuse(withoutControls(text))) };
}

/** Our own mrkdwn: a token, a date, an emoji. Never cut. */
export function token(mrkdwn: string): Run {
  return { open: "", close: "", units: [mrkdwn] };
}

/** Bold text; mrkdwn styles one line at a time. */
export function bold(text: string): Run {
  const line = withoutControls(text).replace(/\s+/g, " ").trim();
  const safe = line.replace(/[*_~`]/g, (c) => LOOKALIKES[c] ?? c);
  return { open: "*", close: "*", units: units(defuse(safe)) };
}

export function code(text: string): Run {
  const line = withoutControls(text)
    .replace(/\s+/g, " ")
    .replaceAll("`", LOOKALIKES["`"] ?? "'");
  return { open: "`", close: "`", units: units(line) };
}

/** Text in a fixed-width font, on as many lines as it has. */
function block(text: string): Run {
  return {
    open: "```\n",
    close: "\n```",
    units: units(withoutControls(text).replaceAll("```", "\u02CB\u02CB\u02CB")),
  };
}

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

const onOneLine = (text: string): string =>
  withoutControls(text)
    .replace(/[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g, "")
    .replace(/\s+/g, " ")
    .trim();

/** One line without any markup, of at most `limit` UTF-16 units, for labels and titles. */
export function plainLine(text: string, limit: number): string {
  const line = onOneLine(text);
  if (line.length <= limit) return line;
  let kept = "";
  for (const { segment } of graphemes.segment(line.slice(0, limit + LONGEST_GRAPHEME))) {
    if (kept.length + segment.length > limit - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** One line of at most so many graphemes, which never turns the direction of what follows. */
function oneLine(text: string, longest: number): Run {
  const line = onOneLine(text);
  const all = units(defuse(line));
  const kept = all.length > longest ? [...all.slice(0, longest - 1), "…"] : all;
  return {
    open: "",
    close: "",
    units: RIGHT_TO_LEFT.test(line) ? ["\u2068", ...kept, "\u2069"] : kept,
  };
}

/** A member's name. */
export function name(text: string): Run {
  return oneLine(text, LIMITS.name);
}

const utc = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** A time in the reader's own zone. Slack counts seconds, and cannot say "in 3 hours" of the future. */
function moment(at: number, style: "relative" | "moment" | "clock"): Run {
  const format = style === "clock" ? "{time}" : "{date_short_pretty}, {time}";
  return token(`<!date^${Math.floor(at / 1000)}^${format}|${utc(at)}>`);
}

/** A channel, member or user group by its id; what is no id is shown as text. */
function reference(to: Extract<Inline, { type: "mention" }>): Run {
  const { id } = to;
  if (to.to === "group" && /^D[A-Z0-9]+$/.test(id)) return literal(to.direct);
  if (to.to === "group" && /^[CG][A-Z0-9]+$/.test(id)) return token(`<#${id}>`);
  if (to.to === "member" && /^[UW][A-Z0-9]+$/.test(id)) return token(`<@${id}>`);
  if (to.to === "role" && /^S[A-Z0-9]+$/.test(id)) return token(`<!subteam^${id}>`);
  return name(id);
}

/** A link with its title; what is no web address is left as its title. */
export function link(title: string, url: string): Run {
  const label = oneLine(title === "" ? url : title, LIMITS.linkTitle);
  if (!URL.canParse(url)) return label;
  const { protocol, href } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") return label;
  const text = label.units.join("").replaceAll("|", "\u2223");
  return token(`<${escapeMrkdwn(href.replaceAll("|", "%7C"))}|${text}>`);
}

function run(inline: Inline): Run {
  switch (inline.type) {
    case "text":
      return literal(inline.text);
    case "code":
      return code(inline.text);
    case "block":
      return block(inline.text);
    case "strong":
      return bold(inline.text);
    case "name":
      return name(inline.text);
    case "mention":
      return reference(inline);
    case "command":
      return code(`/dlq ${inline.line}`.trim());
    case "time":
      return moment(inline.at, inline.style);
    case "link":
      return link(inline.text, inline.url);
    default:
      return inline satisfies never;
  }
}

/** A role that is notified. */
export const mention = (role: string): Run => reference({ type: "mention", to: "role", id: role });

/** Rich text as Slack writes it. */
export const written = (rich: Rich): Run[] => rich.map(run);
