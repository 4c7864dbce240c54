/** HTML as text, put together so that what people write can never become markup. */
export type Html = string & { readonly html: unique symbol };

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Emoji, with what makes one of two characters: both platforms draw pictures for them. */
const PICTURE = "(?:\\p{Emoji_Presentation}|\\p{Extended_Pictographic}\\ufe0f)\\p{Emoji_Modifier}?";
const EMOJI = new RegExp(`${PICTURE}(?:\\u200d${PICTURE})*`, "gu");
/** The letters that a question is answered with. */
const LETTER = /^[\u{1f1e6}-\u{1f1ff}]$/u;
const LETTER_A = 0x1f1e6;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => ENTITIES[c] ?? c);

function emoji(one: string): string {
  const code = one.codePointAt(0) ?? 0;
  if (!LETTER.test(one)) return `<span class="emoji" data-emoji="${one.replace("\ufe0f", "")}">${one}</span>`;
  return `<span class="emoji letter">${String.fromCharCode(code - LETTER_A + 65)}</span>`;
}

/** Plain text. */
export const t = (text: string): Html => escaped(text).replace(EMOJI, emoji) as Html;

type Attributes = Readonly<Record<string, string | number | null>>;

const VOID = new Set(["img", "input", "hr", "br"]);

/** An element; attributes that are null are left out. */
export function h(
  tag: string,
  attributes: Attributes,
  ...children: readonly (Html | readonly Html[])[]
): Html {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join("");
  const end = VOID.has(tag) ? "" : `${children.flat().join("")}</${tag}>`;
  return `<${tag}${written}>${end}` as Html;
}

export const NOTHING = "" as Html;

export const all = (parts: readonly Html[]): Html => parts.join("") as Html;

/** A picture as an address that holds it. */
export const dataUrl = (data: Uint8Array | string, type = "image/png"): string =>
  `data:${type};base64,${Buffer.from(data).toString("base64")}`;
