/**
 * Text as it is shown, in pieces that each platform writes in its own way. Whatever stands in them is
 * shown literally: a platform escapes what it would read as markup.
 */
export type Inline =
  | { type: "text"; text: string }
  /** Fixed-width, on one line. */
  | { type: "code"; text: string }
  /** Fixed-width, on lines of its own. `lang`: the language of the code, where it is known. */
  | { type: "block"; text: string; lang: string | null }
  /** Set off from the rest; where a platform cannot, plain. */
  | { type: "strong"; text: string }
  /** A person's name: on one line, cut where it is long, its direction kept to itself. */
  | { type: "name"; text: string }
  /**
   * A channel by the platform's id; notifies nobody. `direct`: what to call a conversation between two,
   * which has an id and no name.
   */
  | { type: "mention"; to: "group"; id: string; direct: string }
  /** A member or role by the platform's id; notifies nobody. */
  | { type: "mention"; to: "member" | "role"; id: string }
  /** A command as typed after `/dlq`; each platform has its own form. */
  | { type: "command"; line: string }
  /** A link with its text; an address that is not of the web leaves the text alone. */
  | { type: "link"; text: string; url: string }
  /** Epoch milliseconds; in the reader's own zone where the platform can do that. */
  | { type: "time"; at: number; style: "relative" | "moment" | "clock" };

export type Rich = readonly Inline[];

/** Control characters, marks that turn the direction of what follows, and halves of characters. */
const UNSHOWABLE = /(?![\n\t])[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/gu;

/** The text without what cannot be shown. Line ends become line feeds. */
export function clean(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(UNSHOWABLE, "");
}

export const text = (value: string): Inline => ({ type: "text", text: clean(value) });
export const strong = (value: string): Inline => ({ type: "strong", text: clean(value) });
export const link = (value: string, url: string): Inline => ({ type: "link", text: clean(value), url });
export const code = (value: string): Inline => ({ type: "code", text: clean(value) });

/** What is left of it where there is no markup at all: for labels, file names and what is read aloud. */
export function plainOf(rich: Rich): string {
  return rich
    .map((inline) => {
      switch (inline.type) {
        case "mention":
          return inline.id;
        case "command":
          return `/dlq ${inline.line}`.trim();
        case "time":
          return new Date(inline.at).toISOString().slice(0, 16).replace("T", " ");
        default:
          return inline.text;
      }
    })
    .join("");
}

/** Rich parts with something between them; what says nothing is left out. */
export function joined(parts: readonly Rich[], between: string): Rich {
  return parts
    .filter((part) => plainOf(part) !== "")
    .flatMap((part, i) => (i === 0 ? part : [text(between), ...part]));
}
