import type { NoticeReply } from "../engine/words/reply.ts";
import { type Command, commandOfWord, optionOf, type Registry, type Route } from "./define.ts";
import { nearest } from "./nearest.ts";
import type { Domains, Option } from "./options.ts";
import { refusal } from "./read.ts";

export type ParsedLine =
  | { ok: true; command: string; subcommand: string | null; options: Record<string, string> }
  | { ok: false; reply: NoticeReply };

interface Token {
  /** The part before an unquoted colon, if any. */
  name: string | null;
  value: string;
  /** Where it begins in the line. */
  at: number;
}

/** Words, `name:value`, `name:"several words"` with any quotes, and `name:a, b` with a space after the comma. */
function tokens(line: string): Token[] {
  const found: Token[] = [];
  const pattern = /(?:([a-z_]+)[:=]\s*)?(?:["“”]([^"“”]*)["“”]|((?:\S*,\s+)*\S+))/giu;
  for (const match of line.matchAll(pattern)) {
    found.push({ name: match[1]?.toLowerCase() ?? null, value: match[2] ?? match[3] ?? "", at: match.index });
  }
  return found;
}

/** Options that a bare word can mean, the narrowest kinds first, free text last. */
const BARE_ORDER: Option["type"]["kind"][] = ["enum", "domain", "time", "days", "duration"];

function optionForWord(
  route: Route,
  word: string,
  taken: ReadonlyMap<string, string>,
  domains: Domains,
): string | null {
  // A flag is named to be switched on: "private".
  const flag = Object.entries(route.options).find(
    ([name, o]) => o.type.kind === "flag" && name === word.toLowerCase() && !taken.has(name),
  );
  if (flag) return flag[0];
  for (const kind of BARE_ORDER) {
    for (const [name, option] of Object.entries(route.options)) {
      if (option.type.kind === kind && !taken.has(name) && option.parse(word, domains).ok) return name;
    }
  }
  return null;
}

function textOption(route: Route): string | null {
  return Object.entries(route.options).find(([, o]) => o.type.kind === "text")?.[0] ?? null;
}

/** All that follows the command is the text, with or without its name and quotes. */
function freeText(raw: string, name: string): string {
  const text = raw.trim();
  const named = text.toLowerCase().startsWith(`${name}:`) ? text.slice(name.length + 1).trim() : text;
  return named.replace(/^["“”]([^"“”]*)["“”]$/, "$1");
}

/** Everything a bare word could have been, for a helpful refusal. */
function bareChoices(route: Route, domains: Domains): string[] {
  return Object.entries(route.options).flatMap(([name, o]) => {
    if (o.type.kind === "enum") return o.type.values.map((v) => v.value);
    if (o.type.kind === "domain" && o.type.domain !== "timezone")
      return domains[o.type.domain].map((v) => v.value);
    return o.type.kind === "flag" ? [name] : [];
  });
}

function pickRoute(command: Command, rest: Token[]): { route: Route; rest: Token[] } | NoticeReply {
  const plain = command.routes.find((r) => r.subcommand === null);
  if (plain) return { route: plain, rest };
  const names = command.routes.map((r) => r.subcommand ?? "");
  const first = rest[0];
  const typed = first?.name === null ? first.value.toLowerCase() : undefined;
  const route = command.routes.find((r) => r.subcommand === typed);
  if (route) return { route, rest: rest.slice(1) };
  const said =
    typed === undefined
      ? `Say what to do with "${command.word}".`
      : `"${typed}" is nothing "${command.word}" can do.`;
  return refusal(said, names, typed === undefined ? null : nearest(typed, names));
}

/**
 * Parses the text after `/dlq`: an optional command word, then options as `name:value` or as bare words in
 * any order, matched by what they can mean ("cnn hard" is a topic and a difficulty). For a command that takes
 * free text, all that follows is that text.
 */
export function parseLine(registry: Registry, line: string, domains: Domains): ParsedLine {
  const all = tokens(line);
  const first = all[0];
  const named = first?.name === null ? commandOfWord(registry, first.value) : undefined;
  const command = named ?? registry.commands.find((c) => c.word === "");
  if (!command) throw new Error("the registry has no command for a bare line");
  const picked = pickRoute(command, named ? all.slice(1) : all);
  if ("kind" in picked) return { ok: false, reply: picked };
  const { route, rest } = picked;

  const free = textOption(route);
  if (free !== null) {
    const text = freeText(line.slice(rest[0]?.at ?? line.length), free);
    return {
      ok: true,
      command: command.name,
      subcommand: route.subcommand,
      options: text === "" ? {} : { [free]: text },
    };
  }
  const options = new Map<string, string>();
  for (const { name, value } of rest.flatMap((token) => wholeOrParts(route, token, domains))) {
    if (name !== null && options.has(name))
      return { ok: false, reply: refusal(`"${name}" is given twice.`, [], null) };
    const option = name ?? optionForWord(route, value, options, domains);
    if (option === null) return { ok: false, reply: unknownWord(registry, command, route, value, domains) };
    const isFlag = name === null && optionOf(route, option)?.type.kind === "flag";
    options.set(option, isFlag ? "yes" : value);
  }
  return {
    ok: true,
    command: command.name,
    subcommand: route.subcommand,
    options: Object.fromEntries(options),
  };
}

/** Bare words with commas are one list ("mon, wed") where an option takes it, otherwise words of their own. */
function wholeOrParts(route: Route, token: Token, domains: Domains): Token[] {
  if (token.name !== null || optionForWord(route, token.value, new Map(), domains) !== null) return [token];
  const parts = token.value.split(/,\s+/).filter(Boolean);
  return parts.length < 2 ? [token] : parts.map((value) => ({ ...token, value }));
}

function unknownWord(
  registry: Registry,
  command: Command,
  route: Route,
  word: string,
  domains: Domains,
): NoticeReply {
  const choices = bareChoices(route, domains);
  const words = command.word === "" ? registry.commands.map((c) => c.word).filter(Boolean) : [];
  return refusal(
    `I do not know what "${word}" means here.`,
    [...choices, ...words],
    nearest(word, [...choices, ...words]),
  );
}
