import { type Role, SUBSCRIPTS, SUPERSCRIPTS } from "./symbols.ts";

/** Thrown inside this folder alone; `showText` turns it into a value. */
export class Refusal extends Error {
  override name = "Refusal";
}

/** A piece of a formula, already Unicode. */
export interface Piece {
  text: string;
  role: Role;
  /** Reads as one symbol, so that a script or a fraction bar can stand beside it without parentheses. */
  single: boolean;
  /** The text with parentheses, for neighbours that would make it ambiguous. */
  enclosed?: string;
  raised?: boolean;
  scripted?: boolean;
  /** The author left a space before it. */
  spaced?: boolean;
}

const FREE_LEFT = new Set<Role | undefined>([undefined, "bin", "sign", "rel", "open", "punct", "big"]);
const FREE_RIGHT = new Set<Role | undefined>([undefined, "bin", "rel", "close", "punct"]);

/** The index of the bracket that closes the one at the start, or -1. */
function closing(pieces: readonly Piece[], start: number): number {
  let depth = 0;
  for (let i = start; i < pieces.length; i++) {
    const role = pieces[i]?.role;
    if (role === "open") depth++;
    if (role === "close" && --depth === 0) return i;
  }
  return -1;
}

/** Whether the pieces read as one factor: x, ∂W, √d, (a + b), log(x). */
export function unit(pieces: readonly Piece[]): boolean {
  const [first] = pieces;
  if (!first) return false;
  const last = pieces.length - 1;
  if (first.role === "prefix" && last > 0) return unit(pieces.slice(1));
  if (first.role === "open") return closing(pieces, 0) === last;
  if (first.role === "fun" && pieces[1]?.role === "open") return closing(pieces, 1) === last;
  return last === 0 && first.single;
}

/** A plus or minus that nothing precedes is a sign, not an operation. */
function withSigns(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece, i) => {
    const before = pieces[i - 1]?.role;
    const begins = FREE_LEFT.has(before) || before === "fun" || before === "slash";
    return piece.role === "bin" && begins ? { ...piece, role: "sign" } : piece;
  });
}

function gap(left: Piece, right: Piece): "" | " " {
  const either = (role: Role) => left.role === role || right.role === role;
  if (either("rel") || either("bin")) return " ";
  if (left.role === "open" || right.role === "close" || right.role === "punct") return "";
  if (left.role === "punct") return " ";
  if (either("slash") || left.role === "sign") return "";
  const opens = right.role === "open" || right.text.startsWith("(");
  if (left.role === "fun" || left.role === "big") return opens ? "" : " ";
  if (right.role === "fun" || right.role === "big") return left.role === "prefix" ? "" : " ";
  if (right.role === "open" || left.role === "prefix") return "";
  return right.spaced && !left.text.endsWith(" ") ? " " : "";
}

/** Sets the pieces side by side, with the spaces and parentheses that keep the meaning. */
export function join(list: readonly Piece[]): string {
  const pieces = withSigns(list);
  const shown = pieces.map((piece, i): Piece => {
    const left = pieces[i - 1];
    const right = pieces[i + 1];
    if (piece.enclosed === undefined) return piece;
    if (piece.role === "root") {
      const touches = right && gap(piece, right) === "" && !["close", "punct", "slash"].includes(right.role);
      return touches ? { ...piece, text: piece.enclosed } : piece;
    }
    const free = FREE_LEFT.has(left?.role) && FREE_RIGHT.has(right?.role);
    return piece.role !== "frac" || free ? piece : { ...piece, text: piece.enclosed };
  });
  return shown.reduce((text, piece, i) => {
    const before = shown[i - 1];
    return text + (before ? gap(before, piece) : "") + piece.text;
  }, "");
}

/** @throws Refusal where Unicode lacks a character */
export function script(pieces: readonly Piece[] | undefined, mark: "^" | "_"): string {
  if (!pieces) return "";
  if (pieces.some((piece) => piece.scripted))
    throw new Refusal(`a script on a script: use words or inline code`);
  const [table, kind] = mark === "^" ? [SUPERSCRIPTS, "superscript"] : [SUBSCRIPTS, "subscript"];
  const text = join(pieces).replaceAll(" ", "");
  let shown = "";
  for (const character of text) {
    const small = table.get(character);
    if (small === undefined) throw new Refusal(missing(character, kind, mark));
    shown += small;
  }
  return shown;
}

function missing(character: string, kind: string, mark: "^" | "_"): string {
  const what = `Unicode has no ${kind} ${character}`;
  if (character === "," || character === ".") return `${what}: leave it out, or use words`;
  if (mark === "^" && /[\p{L}*∗]/u.test(character))
    return `${what}: use another letter, words or inline code`;
  if (mark === "^") return `${what}: use \\sqrt, \\exp(...) or words`;
  return `${what}: use another letter, inline code or words`;
}
