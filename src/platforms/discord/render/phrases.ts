import type { Phrase, Piece } from "../../../engine/words/phrase.ts";
import { code, literal, type Run, raw, strong, type Text } from "./markup.ts";

const STYLES = { relative: "R", moment: "f", clock: "t" } as const;

/** A time that everyone reads in their own zone. Epoch milliseconds. */
export function time(at: number, style: keyof typeof STYLES): Run {
  return raw(`<t:${Math.floor(at / 1000)}:${STYLES[style]}>`);
}

/** Something that Discord can have given as an id. */
export function isId(id: string): boolean {
  return /^\d{1,20}$/.test(id);
}

/** A mention; an id that Discord cannot have given is shown as text. */
function mention(sign: "#" | "@" | "@&", id: string): Run {
  return isId(id) ? raw(`<${sign}${id}>`) : literal(id);
}

export const channel = (id: string): Run => mention("#", id);
export const role = (id: string): Run => mention("@&", id);

function piece(one: Piece): Run {
  if (typeof one === "string") return literal(one);
  if ("time" in one) return time(one.time, one.style);
  if ("group" in one) return channel(one.group);
  if ("member" in one) return mention("@", one.member);
  if ("role" in one) return role(one.role);
  if ("command" in one) return code(commandLine(one.command));
  if ("url" in one) return { ...literal(one.title), open: "[", close: `](${one.url})` };
  return "code" in one ? code(one.code) : strong(one.strong);
}

/** "daily resume" is typed as /dlq-daily resume here. */
function commandLine(line: string): string {
  return line === "" ? "/dlq" : `/dlq-${line}`;
}

export function sentence(phrase: Phrase): Text {
  return phrase.map(piece).filter((run) => run.atoms.length > 0);
}
