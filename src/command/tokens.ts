/** One word of a line, or an option with its value. */
export interface Token {
  /** The part before an unquoted colon, if any. */
  name: string | null;
  value: string;
  /** Where it begins in the line. */
  at: number;
}

/** Quotes as people and phones write them; any of a kind ends what another of the kind began. */
const QUOTES = ['"“”„‟«»＂', "'‘’‚‛‹›`´＇"].map((signs) => ({
  signs,
  // An apostrophe inside a word ends nothing.
  closing: new RegExp(`[${signs}](?=[\\s,]|$)`, "g"),
}));
const isSpace = (char: string | undefined) => char === undefined || /\s/.test(char);

/** A quoted text that begins at `from`: what it holds, and where it ends; null where none begins there. */
function quotedAt(line: string, from: number): { text: string; end: number } | null {
  const kind = from < line.length ? QUOTES.find(({ signs }) => signs.includes(line.charAt(from))) : undefined;
  if (kind === undefined) return null;
  kind.closing.lastIndex = from + 1;
  const end = kind.closing.exec(line)?.index;
  return end === undefined ? null : { text: line.slice(from + 1, end), end: end + 1 };
}

/** What stands from `from` to the next space, or to a comma, which belongs to it. */
function plainAt(line: string, from: number): { text: string; end: number } {
  let end = from;
  while (end < line.length && !isSpace(line[end])) if (line[end++] === ",") break;
  return { text: line.slice(from, end), end };
}

const pastSpaces = (line: string, from: number) => {
  let at = from;
  while (at < line.length && isSpace(line[at])) at++;
  return at;
};

/** A value: quoted or plain pieces that commas join, with or without a space after the comma. */
function valueAt(line: string, from: number): { text: string; end: number } {
  let text = "";
  let at = from;
  while (at < line.length) {
    const piece = quotedAt(line, at) ?? plainAt(line, at);
    text += piece.text;
    at = piece.end;
    const isListed = line[at] === "," || line[at - 1] === ",";
    if (line[at] === ",") {
      text += ",";
      at++;
    }
    const next = pastSpaces(line, at);
    if (!isListed ? next !== at || next >= line.length : next >= line.length) break;
    if (next > at) text += " ";
    at = next;
  }
  return { text, end: at };
}

/**
 * Words, `name:value`, `name:"several words"` with quotes of every kind, and `name:a, b` with a space after the
 * comma. At most `limit` of them.
 */
export function tokens(line: string, limit: number): Token[] {
  const found: Token[] = [];
  const named = /([a-z_]+)[:=]\s*(?=\S)/iy;
  for (let at = pastSpaces(line, 0); at < line.length && found.length < limit; ) {
    named.lastIndex = at;
    const name = named.exec(line);
    const value = valueAt(line, name === null ? at : named.lastIndex);
    found.push({ name: name?.[1]?.toLowerCase() ?? null, value: value.text, at });
    at = pastSpaces(line, value.end);
  }
  return found;
}

/** A text without the quotes around the whole of it. */
export function unquoted(text: string): string {
  const whole = quotedAt(text, 0);
  return whole !== null && whole.end === text.length ? whole.text : text;
}
