import type { Link, MarkupText } from "../../../engine/words/item.ts";
import type { Phrase, Piece } from "../../../engine/words/phrase.ts";
import { type Button, encodeAction } from "../../../engine/words/press.ts";
import { spans } from "../../../engine/words/text.ts";
import { LIMITS } from "../limits.ts";
import { CHANNELS, memberOf } from "../world.ts";
import type { Block, ButtonView, Inline, Rich } from "./model.ts";

const COMMAND = "/dlq";

/** Control characters, marks that turn the direction of what follows, and halves of characters. */
const UNSHOWABLE = /(?![\n\t])[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/gu;
/** Besides, in names: what takes no room. */
const INVISIBLE = /[\u061C\u200B\u200E\u200F\u2060\uFEFF]/g;
/** UTF-16 units of one grapheme; the longest emoji have about 35. */
const LONGEST_GRAPHEME = 40;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

export function clean(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(UNSHOWABLE, "");
}

/** One line of at most `limit` graphemes, with an ellipsis where it was longer. */
export function oneLine(text: string, limit: number): string {
  const line = clean(text).replace(INVISIBLE, "").replace(/\s+/g, " ").trim();
  // Segmenting takes time in the square of the length: what cannot be shown is not looked at.
  const near = line.slice(0, limit * LONGEST_GRAPHEME);
  const all = Array.from(graphemes.segment(near), ({ segment }) => segment.slice(0, LONGEST_GRAPHEME));
  const shown = all.slice(0, limit);
  const isWhole = all.length <= limit && near.length === line.length;
  return clean(
    isWhole
      ? shown.join("")
      : `${shown
          .slice(0, limit - 1)
          .join("")
          .trimEnd()}…`,
  );
}

export const personName = (text: string): string => oneLine(text, LIMITS.name) || "someone";
export const name = (text: string): Inline => ({ type: "name", text: personName(text) });
export const text = (value: string): Inline => ({ type: "text", text: clean(value) });

/** Markup text: code stays code, everything else is shown as it stands. */
export function markup(value: MarkupText): Rich {
  return spans(value).map((span): Inline => {
    if (span.kind === "block") return { type: "block", text: clean(span.text), lang: span.lang ?? null };
    return { type: span.kind, text: clean(span.text) };
  });
}

/** Long markup text as paragraphs: a line break ends one, except in code. */
export function paragraphs(value: MarkupText): Rich[] {
  const found: Inline[][] = [[]];
  for (const inline of markup(value)) {
    const [first = "", ...more] = inline.type === "text" ? inline.text.split(/\n+/) : [];
    found.at(-1)?.push(inline.type === "text" ? { type: "text", text: first } : inline);
    for (const line of more) found.push([{ type: "text", text: line }]);
  }
  return found;
}

/** Code that can be typed as a command becomes one. */
export function code(value: string): Inline {
  const shown = clean(value);
  if (shown === COMMAND || shown.startsWith(`${COMMAND} `))
    return { type: "command", line: shown.slice(COMMAND.length).trim() };
  return { type: "code", text: shown };
}

export function channel(id: string): Inline {
  const known = CHANNELS.find((one) => one.id === id);
  return known === undefined ? name(id) : { type: "mention", text: `#${known.id}` };
}

export function role(id: string): Inline {
  return { type: "mention", text: `@${personName(id)}` };
}

function member(id: string): Inline {
  return { type: "mention", text: `@${personName(memberOf(id)?.name ?? id)}` };
}

export function time(at: number, style: "relative" | "moment" | "clock"): Inline {
  return { type: "time", at, style };
}

function piece(part: Piece): Inline {
  if (typeof part === "string") return text(part);
  if ("time" in part) return time(part.time, part.style);
  if ("group" in part) return channel(part.group);
  if ("member" in part) return member(part.member);
  if ("role" in part) return role(part.role);
  if ("code" in part) return code(part.code);
  if ("command" in part) return { type: "command", line: clean(part.command) };
  if ("url" in part) return text(part.title);
  return { type: "strong", text: clean(part.strong) };
}

export const sentence = (phrase: Phrase): Rich => phrase.map(piece);

export function sentences(phrases: readonly Phrase[]): Block[] {
  return phrases.map((phrase) => ({ type: "text", look: "plain", text: sentence(phrase) }));
}

/** Where to read more. An address that is not of the web is left out, its title stays. */
export function linkBlock(links: readonly Link[]): Block[] {
  const isWeb = (url: string) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  const titles = links.filter((link) => !isWeb(link.url)).map((link) => [text(link.title)]);
  const web = links.filter((link) => isWeb(link.url));
  return [
    ...(web.length === 0
      ? []
      : [
          {
            type: "links" as const,
            links: web.map(({ title, url }) => ({ title: clean(title), url: new URL(url).href })),
          },
        ]),
    ...(titles.length === 0 ? [] : [{ type: "list" as const, label: "Read more", items: titles }]),
  ];
}

export function buttonView({ label, action, primary = false }: Button): ButtonView {
  const isForm = action.verb === "report" || action.verb === "write";
  return {
    id: encodeAction(action),
    label: oneLine(label, LIMITS.label) || action.verb,
    primary,
    choice: action.verb === "answer" ? action.choice : null,
    form: isForm ? { name: action.verb, item: action.item } : null,
  };
}
