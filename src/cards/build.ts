import type { Difficulty, KeyPoint, Link, MarkupText } from "../engine/words/item.ts";
import type { Button } from "../engine/words/press.ts";
import type { Reply } from "../engine/words/reply.ts";
import type { Piece, Say, WordId } from "../engine/words/say.ts";
import { plain, spans } from "../engine/words/text.ts";
import { clean, type Inline, type Rich, text } from "../words/inline.ts";
import type { Words } from "../words/words.ts";
import type { Block, CalloutBlock, Can, Card, CardButton, SelectBlock } from "./model.ts";

/** What every card function gets besides its reply. */
export interface Reader {
  words: Words;
  can: Can;
}

type Values = Readonly<Record<string, Piece>>;

/** Markup text: code stays code, everything else is shown as it stands. */
export function markup(value: MarkupText): Rich {
  return spans(value).map((span): Inline => {
    if (span.kind === "block") return { type: "block", text: clean(span.text), lang: span.lang ?? null };
    return { type: span.kind, text: clean(span.text) };
  });
}

/** Markup text as paragraphs: a line break ends one, except in code. */
export function paragraphs(value: MarkupText): Rich[] {
  const found: Inline[][] = [[]];
  for (const inline of markup(value)) {
    const [first = "", ...more] = inline.type === "text" ? inline.text.split(/\n+/) : [];
    found.at(-1)?.push(inline.type === "text" ? { type: "text", text: first } : inline);
    for (const line of more) found.push([{ type: "text", text: line }]);
  }
  return found.filter((one) => one.some((inline) => inline.type !== "text" || inline.text.trim() !== ""));
}

/** A label or a title before what it is of. */
export const before = (words: Words, label: string): Inline => text(`${label}${words.plain("colon")}`);

export const paragraph = (...parts: Rich[]): Block => ({ type: "text", look: "plain", text: parts.flat() });
export const footnote = (...parts: Rich[]): Block => ({ type: "footnote", text: parts.flat() });
export const lead = (value: MarkupText): Block => ({ type: "text", look: "lead", text: markup(value) });

export function callout(
  look: CalloutBlock["look"],
  label: string,
  body: MarkupText,
  quote: MarkupText = "",
): Block {
  return { type: "callout", look, label, quote: paragraphs(quote), text: paragraphs(body) };
}

/** Sentences as paragraphs of their own. */
export function sentences(words: Words, lines: readonly Say[]): Block[] {
  return lines.map((line) => paragraph(words.rich(line)));
}

/** Short for what is asked of words over and over. */
export const rich = ({ words }: Reader, id: WordId, values?: Values): Rich =>
  words.rich(values === undefined ? { id } : { id, values });

/** Where to read more; nothing where there is nothing. */
export function linkBlock({ words }: Reader, links: readonly Link[]): Block[] {
  if (links.length === 0) return [];
  const shown = links.map(({ title, url }) => ({ title: clean(title).trim(), url }));
  return [{ type: "links", label: words.plain("read-more"), links: shown }];
}

/** How much a key point weighs, as stars. */
const STARS = ["", "★", "★★", "★★★"];
const stars = (weight: number): string => STARS[weight] ?? STARS[3] ?? "";
export const keyPoint = ({ point, weight }: KeyPoint): Rich => [
  ...markup(point),
  { type: "text", text: ` ${stars(weight)}` },
];

/** Key points as things to tick, known by their place. What weighs nothing is a red flag. */
export function ticksOf(words: Words, points: readonly KeyPoint[]) {
  return points.map(({ point, weight }, i) => ({
    value: String(i),
    text: clean(plain(point)).trim(),
    note: weight === 0 ? words.plain("mock.red-flag") : stars(weight),
    ticked: false,
  }));
}

export function levelName(words: Words, difficulty: Difficulty): string {
  return words.plain(`level.${difficulty}`);
}

export function buttonsOf(words: Words, buttons: readonly Button[]): CardButton[] {
  return buttons.map(({ label, action, primary = false, row = false }) => ({
    label: typeof label === "string" ? label : words.plain(label.id, label.values),
    action,
    primary,
    ...(row ? { row } : {}),
  }));
}

/** Entries of a menu, on the platform that takes fewest. */
const MENU = 25;

/** Choices as menus, as many as they take; `labelOf` says what each is called, from 1 on. */
export const menusOf = (choices: readonly CardButton[], labelOf: (number: number) => string): SelectBlock[] =>
  Array.from({ length: Math.ceil(choices.length / MENU) }, (_, i) => ({
    type: "select",
    label: labelOf(i + 1),
    choices: choices.slice(i * MENU, (i + 1) * MENU),
  }));

/** A card of a reply with what most cards leave empty. */
export function card(
  reply: Pick<Reply, "kind" | "visibility">,
  parts: Pick<Card, "title" | "blocks" | "spoken"> & Partial<Card>,
): Card {
  return {
    kind: reply.kind,
    visibility: reply.visibility,
    tone: "plain",
    level: null,
    chips: [],
    buttons: [],
    ping: null,
    round: null,
    ...parts,
  };
}
