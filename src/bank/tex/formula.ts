import { join, type Piece, Refusal, script, unit } from "./layout.ts";
import { ACCENTS, ALPHABETS, CHARACTERS, COMMANDS, INSTEAD, ROWS } from "./symbols.ts";

const NUMBER = /\d+(?:(?:,|\{,\})\d{3})*(?:\.\d+)?|\.\d+/y;
const COMMAND = /\\(?:([A-Za-z]+)\s*|([\s\S]))/y;
const SPACES = /(?:\s|~)+/y;
const ROOTS = new Map([
  ["", "√"],
  ["3", "∛"],
  ["4", "∜"],
]);
const TOO_DEEP = 20;

/**
 * Shows TeX mathematics as Unicode text on one line.
 * @throws Refusal where that would not be faithful
 */
export function showFormula(tex: string): string {
  let at = 0;
  let depth = 0;
  /** Rows within rows that are being read. */
  let rows = 0;

  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(tex);
    if (found) at = pattern.lastIndex;
    return found;
  };

  const refuse = (what: string): never => {
    throw new Refusal(what);
  };

  /** The raw text of a {group}; what a command names is for the message alone. */
  const rawGroup = (command: string): string => {
    match(SPACES);
    if (tex[at] !== "{") refuse(`\\${command} needs {...}`);
    const end = tex.indexOf("}", at);
    if (end < 0) refuse("a { is not closed");
    const raw = tex.slice(at + 1, end);
    at = end + 1;
    const odd = /[\\{}$^_`]/.exec(raw)?.[0];
    if (odd) refuse(`${odd} inside \\${command}{...}: write that name as inline code`);
    return raw;
  };

  /** What a command or a script applies to: a {group}, or the next piece. */
  const argument = (of: string): Piece[] => {
    match(SPACES);
    if (++depth > TOO_DEEP) refuse("too much inside each other");
    const pieces = tex[at] === "{" ? braced() : [atom() ?? refuse(`${of} has nothing to apply to`)];
    depth--;
    if (pieces.length === 0) refuse(`${of} has nothing to apply to`);
    return pieces;
  };

  const braced = (): Piece[] => {
    at++;
    const pieces = list();
    if (tex[at] !== "}") refuse("a { is not closed");
    at++;
    return pieces;
  };

  const fraction = (): Piece => {
    const [above, below] = [argument("\\frac"), argument("\\frac")];
    const sums = new Set(["bin", "rel", "big", "fun", "punct", "slash"]);
    const loose = !unit(above) && above.some((piece) => sums.has(piece.role) || !piece.single);
    const top = loose ? `(${join(above)})` : join(above);
    const bottom = unit(below) ? join(below) : `(${join(below)})`;
    const text = `${top}/${bottom}`;
    return { text, role: "frac", single: false, enclosed: `(${text})` };
  };

  const root = (): Piece => {
    const degree = match(/\[([^\]]*)\]/y)?.[1]?.trim() ?? "";
    const sign = ROOTS.get(degree) ?? refuse(`a root of degree ${degree}: write it in words`);
    const inside = argument("\\sqrt");
    const text = join(inside);
    const enclosed = `${sign}(${text})`;
    const bare = unit(inside) && !inside.some((piece) => piece.raised || piece.role === "root");
    const parenthesised = inside[0]?.role === "open" && bare;
    return parenthesised
      ? { text: sign + text, role: "root", single: true, enclosed: sign + text }
      : { text: bare ? sign + text : enclosed, role: "root", single: true, enclosed };
  };

  /** Cells of a row behind each other, then the next row. */
  const environment = (): Piece => {
    const name = rawGroup("begin");
    const [open, close] =
      ROWS.get(name) ?? refuse(`\\begin{${name}} cannot be shown: only ${[...ROWS.keys()].join(", ")} can`);
    if (++depth > TOO_DEEP) refuse("too much inside each other");
    rows++;
    const table: string[][] = [[]];
    do {
      const cell = list();
      const isLast = cell.length === 0 && table.at(-1)?.length === 0 && tex.startsWith("\\end", at);
      if (isLast && table.length > 1) table.pop();
      else if (cell.length === 0) refuse(`an empty cell in \\begin{${name}}`);
      else table.at(-1)?.push(join(cell));
      if (match(/\\\\/y)) table.push([]);
      else if (!match(/&/y)) break;
    } while (at < tex.length);
    rows--;
    depth--;
    if (!match(/\\end\s*/y) || rawGroup("end") !== name) refuse(`\\begin{${name}} is not ended`);
    if (table.some((row) => row.length !== table[0]?.length))
      refuse(`rows of \\begin{${name}} differ in length`);
    const text = open + table.map((row) => row.join(", ")).join("; ") + close;
    return { text, role: "ord", single: true };
  };

  const accent = (name: string, mark: string): Piece => {
    const text = join(argument(`\\${name}`));
    if (!/^\p{L}$/u.test(text)) refuse(`\\${name}{${text}}: an accent takes one letter`);
    return { text: (text + mark).normalize("NFC"), role: "ord", single: true };
  };

  const alphabet = (name: string, letters: "plain" | Readonly<Record<string, string>>): Piece => {
    const pieces = argument(`\\${name}`);
    if (letters === "plain") return pieces.length === 1 ? pieces[0]! : group(pieces);
    const text = join(pieces);
    const shown = Object.hasOwn(letters, text) ? letters[text] : undefined;
    if (shown === undefined)
      return refuse(`\\${name}{${text}}: only ${Object.keys(letters).join(", ")} can be shown so; use words`);
    return { text: shown, role: "ord", single: true };
  };

  const group = (pieces: Piece[]): Piece => {
    if (pieces.length === 1) return pieces[0]!;
    const text = join(pieces);
    return { text, role: "ord", single: false, enclosed: `(${text})`, raised: pieces.some((p) => p.raised) };
  };

  const command = (): Piece | null => {
    const [, word, sign] = match(COMMAND) ?? refuse("a lone backslash");
    const name = word ?? sign ?? "";
    const symbol = COMMANDS.get(name);
    if (symbol) return { ...symbol, single: true };
    if (name === "frac") return fraction();
    if (name === "sqrt") return root();
    if (name === "begin") return environment();
    if (name === "text" || name === "operatorname") {
      const text = rawGroup(name).replace(/\s+/g, " ");
      return { text, role: name === "text" ? "ord" : "fun", single: !text.trim().includes(" ") };
    }
    if (name === "left" || name === "right") {
      if (tex[at] === "." || tex[at] === "{") refuse(`\\${name}${tex[at]} has no visible sign: leave it out`);
      return argument(`\\${name}`)[0] ?? null;
    }
    const mark = ACCENTS.get(name);
    if (mark) return accent(name, mark);
    const letters = ALPHABETS.get(name);
    if (letters) return alphabet(name, letters);
    const instead = INSTEAD.get(name);
    return refuse(`\\${name} cannot be shown${instead ? `: use ${instead}` : ""}`);
  };

  /** One piece without its scripts; null where the list ends. */
  const atom = (): Piece | null => {
    const character = String.fromCodePoint(tex.codePointAt(at) ?? 0);
    if (at >= tex.length || character === "}") return null;
    if (rows > 0 && /^(?:&|\\\\|\\end(?![A-Za-z]))/.test(tex.slice(at, at + 5))) return null;
    if (character === "\\") return command();
    if (character === "{") return group(argument("{"));
    const number = match(NUMBER)?.[0].replace("{,}", ",");
    if (number) return { text: number, role: "ord", single: true };
    at += character.length;
    const symbol = CHARACTERS.get(character);
    if (symbol) return { ...symbol, single: true };
    if (character === "^" || character === "_") return refuse(`a ${character} with nothing before it`);
    if (character === "%") return refuse("% starts a comment in TeX: write \\%");
    if (/[\p{L}\p{Sm}]/u.test(character)) return { text: character, role: "ord", single: true };
    return refuse(`the character ${character} inside a formula`);
  };

  const scripts = (base: Piece): Piece => {
    const found: { up?: Piece[]; down?: Piece[] } = {};
    let primes = "";
    for (;;) {
      const mark = match(/\s*([\^_'])/y)?.[1];
      if (!mark) break;
      if (mark === "'") {
        primes += "′";
        continue;
      }
      const where = mark === "^" ? "up" : "down";
      if (found[where]) refuse(`two ${mark} on one symbol`);
      found[where] = argument(mark);
    }
    if (!found.up && !found.down && !primes) return base;
    if (["bin", "rel", "punct", "open", "slash"].includes(base.role)) refuse(`a script on ${base.text}`);
    const text = base.single && base.role !== "root" ? base.text : (base.enclosed ?? `(${base.text})`);
    const stem = base.role === "root" ? `(${base.text})` : text;
    return {
      text: stem + script(found.down, "_") + primes + script(found.up, "^"),
      role: base.role === "frac" || base.role === "root" ? "ord" : base.role,
      single: true,
      raised: found.up !== undefined,
      scripted: true,
    };
  };

  const list = (): Piece[] => {
    const pieces: Piece[] = [];
    let spaced = false;
    for (;;) {
      if (match(SPACES)) spaced = true;
      const space = /\\([,;: ]|q?quad\b)/y;
      if (match(space)) {
        spaced = true;
        continue;
      }
      if (match(/\\!/y)) continue;
      const piece = atom();
      if (!piece) return pieces;
      pieces.push({ ...scripts(piece), spaced: spaced && pieces.length > 0 });
      spaced = false;
    }
  };

  const pieces = list();
  if (at < tex.length) refuse("a } that closes nothing");
  if (pieces.length === 0) refuse("an empty formula");
  return join(pieces);
}
