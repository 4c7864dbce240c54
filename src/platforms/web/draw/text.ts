import type { CardButton } from "../../../cards/model.ts";
import { encodeAction } from "../../../engine/words/press.ts";
import { type Inline as CardInline, clean } from "../../../words/inline.ts";
import { LIMITS } from "../limits.ts";
import { CHANNELS, memberOf } from "../world.ts";
import type { ButtonView, Inline } from "./model.ts";

/** In names: what takes no room. */
const INVISIBLE = /[\u061C\u200B\u200E\u200F\u2060\uFEFF]/g;
/** UTF-16 units of one grapheme; the longest emoji have about 35. */
const LONGEST_GRAPHEME = 40;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

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

export const personName = (text: string): string => oneLine(text, LIMITS.name);

function mention(to: "group" | "member" | "role", id: string): Inline {
  if (to === "role") return { type: "mention", text: `@${personName(id)}` };
  if (to === "member") return { type: "mention", text: `@${personName(memberOf(id)?.name ?? id)}` };
  const known = CHANNELS.find((one) => one.id === id);
  return known === undefined
    ? { type: "name", text: personName(id) }
    : { type: "mention", text: `#${known.id}` };
}

/** The same data, every text in it without what cannot be shown; a file stays as it is. */
export function cleaned<T>(value: T): T;
export function cleaned(value: unknown): unknown {
  if (typeof value === "string") return clean(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(cleaned);
  if ("type" in value && value.type === "file") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, cleaned(inside)]));
}

/** Whether an address may be followed, or a picture shown from it. */
export const isWeb = (url: string) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

export function inline(one: CardInline): Inline {
  if (one.type === "mention") return mention(one.to, one.id);
  if (one.type === "link") {
    return isWeb(one.url) ? { ...one, url: new URL(one.url).href } : { type: "text", text: one.text };
  }
  return one.type === "name" ? { type: "name", text: personName(one.text) } : one;
}

export function buttonView({ label, action, primary }: CardButton): ButtonView {
  const isForm = action.verb === "report" || action.verb === "write";
  return {
    id: encodeAction(action),
    label: oneLine(label, LIMITS.label) || action.verb,
    primary,
    choice: action.verb === "answer" ? action.choice : null,
    form: isForm ? { name: action.verb, item: action.item } : null,
  };
}
