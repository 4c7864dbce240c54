import type { NoticeReply } from "../engine/words/reply.ts";
import { say } from "../engine/words/say.ts";
import { bareChoices, inFull, isFlag, membersNamed, optionForWord } from "./bare.ts";
import { type BegunLine, beginLine, type Refused } from "./begin.ts";
import { optionNamed, optionOf, type Registry, type Route, subjectOf } from "./define.ts";
import { LIMITS, quoted } from "./limits.ts";
import { nearest } from "./nearest.ts";
import { type Domains, type Parsed, typedAs } from "./options.ts";
import { MOST, missing, offering, readOptions, refusal } from "./read.ts";
import { offered } from "./subject.ts";
import { type Token, tokens, unquoted } from "./tokens.ts";

export type ParsedLine =
  | { ok: true; command: string; subcommand: string | null; options: Record<string, string> }
  | Refused;

function textOption(route: Route): string | null {
  return Object.entries(route.options).find(([, o]) => o.type.kind === "text")?.[0] ?? null;
}

/** All that follows the command is the text, with or without its name and quotes. */
function freeText(raw: string, name: string): string {
  const text = raw.trim();
  const named = text.toLowerCase().startsWith(`${name}:`) ? text.slice(name.length + 1).trim() : text;
  return unquoted(named);
}

/** Beside a text, a flag means itself where nothing else follows the command. */
function flagAlone(route: Route, [only, ...others]: readonly Token[]): Record<string, string> | null {
  if (only === undefined || others.length > 0) return null;
  const name = (only.name ?? only.value).toLowerCase();
  return isFlag(route, name) ? { [name]: only.name === null ? "yes" : only.value } : null;
}

/**
 * Reads the options of a line: as `name:value`, or as bare words in any order, matched by what they can mean
 * ("cnn hard" is a topic and a difficulty). For a command that takes free text, all that follows is that text.
 */
export function finishLine(registry: Registry, begun: BegunLine, domains: Domains): ParsedLine {
  const { command, route, rest, line } = begun;
  const parsed = { ok: true, command: command.name, subcommand: route.subcommand } as const;
  const free = textOption(route);
  if (free !== null) {
    const flag = flagAlone(route, rest);
    if (flag !== null) return { ...parsed, options: flag };
    const text = freeText(line.slice(rest[0]?.at ?? line.length), free);
    return { ...parsed, options: text === "" ? {} : { [free]: text } };
  }
  if (rest.length > LIMITS.words)
    return { ok: false, reply: refusal(say("line.words", { most: LIMITS.words }), [], null) };
  const options = new Map<string, string>();
  const wrong: NoticeReply[] = [];
  const asks = subjectOf(route) !== null;
  // What is not understood may be what a question is about: what is offered looks at the whole line.
  const most = asks ? 1 : MOST;
  const named = membersNamed(route, rest)
    .flatMap((token, at, all) => withoutValue(route, token, line.slice(0, all[at + 1]?.at)))
    .map((token) => (token.name === null ? token : { ...token, name: nameOf(route, token) }));
  for (let at = 0; at < named.length && wrong.length < most; ) {
    const { token, words } = joined(route, named, at, options, domains);
    at += words;
    for (const { name, value } of wholeOrParts(route, token, domains)) {
      if (wrong.length >= most) break;
      const option = name ?? optionForWord(route, value, options, domains);
      if (name !== null && value === "" && optionOf(route, name) !== undefined)
        wrong.push(missing(route, name, domains));
      else if (name !== null && options.has(name))
        wrong.push(refusal(say("line.twice", { name: quoted(name) }), [], null));
      else if (option !== null)
        options.set(
          option,
          name === null ? (isFlag(route, option) ? "yes" : value) : inFull(route, option, value),
        );
      else wrong.push(unknownWord(registry, begun, value, domains));
    }
  }
  const [first] = wrong;
  const raw = Object.fromEntries(options);
  if (first === undefined) return { ...parsed, options: raw };
  const read = asks ? null : readOptions(route, raw, domains, wrong);
  return { ok: false, reply: read === null || read.ok ? first : read.reply };
}

const nameOf = (route: Route, { name }: Token) => optionNamed(route, name ?? "");

/** An option's name with nothing after its colon but the end of the line or another option. */
const BARE_NAME = /^([a-z_]+)[:=](?:$|\s+(?=([a-z_]+)[:=]))/i;

/** An option that is named without a value as one with an empty value, and what follows it: "topic: difficulty:hard". */
function withoutValue(route: Route, token: Token, line: string): Token[] {
  const found = BARE_NAME.exec(line.slice(token.at).trimEnd());
  if (found === null) return [token];
  const [whole, name = "", next] = found;
  const isOption = (word: string) => optionOf(route, optionNamed(route, word)) !== undefined;
  if (!isOption(name) || (next !== undefined && !isOption(next))) return [token];
  const from = token.at + whole.length;
  const after = tokens(line.slice(from), LIMITS.words).map((one) => ({ ...one, at: one.at + from }));
  return [{ name, value: "", at: token.at }, ...after.flatMap((one) => withoutValue(route, one, line))];
}

/** Parses the text after `/dlq`: an optional command word, then its options. */
export function parseLine(registry: Registry, line: string, domains: Domains): ParsedLine {
  const begun = beginLine(registry, line, domains);
  return begun.ok ? finishLine(registry, begun, domains) : begun;
}

const isMeant = (parsed: Parsed<unknown> | undefined) =>
  parsed !== undefined && (parsed.ok || parsed.meant === true);

/** Whether words may stand together: a name that people gave something ends before a word that means something else. */
function isOneName(
  route: Route,
  { name, value: first }: Token,
  words: string,
  taken: ReadonlyMap<string, string>,
  domains: Domains,
): boolean {
  if (name === null || optionOf(route, name)?.type.kind !== "name") return true;
  const more = words.slice(first.length).split(/\s+/).filter(Boolean);
  return more.every((word) => [null, name].includes(optionForWord(route, word, taken, domains)));
}

/** The token at a place, with the words after it that belong to it: "new york", `company:Hugging Face`. */
function joined(
  route: Route,
  rest: readonly Token[],
  from: number,
  taken: ReadonlyMap<string, string>,
  domains: Domains,
): { token: Token; words: number } {
  const first = rest[from] as Token;
  if (first.name !== null && first.value === "") return { token: first, words: 1 };
  const means = (value: string) => {
    if (value.length > LIMITS.option) return false;
    if (first.name !== null && !isOneName(route, first, value, taken, domains)) return false;
    return first.name === null
      ? optionForWord(route, value, taken, domains) !== null
      : isMeant(optionOf(route, first.name)?.parse(inFull(route, first.name, value), domains));
  };
  const more = rest.slice(from + 1, from + LIMITS.joined);
  const end = more.findIndex(({ name }) => name !== null);
  const bare = end < 0 ? more : more.slice(0, end);
  const upTo = (words: number) => [first, ...bare.slice(0, words)].map(({ value }) => value).join(" ");
  for (let words = bare.length; words > 0; words--)
    if (means(upTo(words))) return { token: { ...first, value: upTo(words) }, words: words + 1 };
  if (means(first.value)) return { token: first, words: 1 };
  // What means nothing goes on up to the next word that does: "timezone:New Yrok 9am" names one place.
  const next = bare.findIndex(({ value }) => optionForWord(route, value, taken, domains) !== null);
  const words = subjectOf(route) !== null ? 0 : next < 0 ? bare.length : next;
  return { token: { ...first, value: upTo(words) }, words: words + 1 };
}

/** Bare words with commas are one list ("mon, wed") where an option takes it, otherwise words of their own. */
function wholeOrParts(route: Route, token: Token, domains: Domains): Token[] {
  if (token.name !== null || optionForWord(route, token.value, new Map(), domains) !== null) return [token];
  const parts = token.value.split(/,\s+/).filter(Boolean);
  return parts.length < 2 ? [token] : parts.map((value) => ({ ...token, value }));
}

/** Letters of a word that may be a slip of a command. */
const SHORTEST = 4;

function unknownWord(registry: Registry, begun: BegunLine, word: string, domains: Domains): NoticeReply {
  const { command, route } = begun;
  const choices = bareChoices(route, domains);
  if (subjectOf(route) === null)
    return refusal(say("line.unknown", { word: quoted(word) }), choices, nearest(word, choices.map(typedAs)));
  const named = domains.command.flatMap(({ label, aliases = [] }) => [label, ...aliases]);
  const words =
    command.word === "" ? [...registry.commands.map((c) => c.word).filter(Boolean), ...named] : [];
  const { phrase, values } = aroundIt(begun, domains);
  // A short word is near to too much that is no subject.
  const near = word.length < SHORTEST ? null : nearest(word, [...choices.map(typedAs), ...words]);
  return offering(
    refusal(say("line.no-topic", { word: quoted(word) }), [], near),
    route,
    values,
    offered(domains, phrase),
  );
}

/** Of a line with a word that means nothing: the options that are understood, and all that may name a subject. */
function aroundIt({ route, rest }: BegunLine, domains: Domains) {
  const values: Record<string, unknown> = {};
  const phrase: string[] = [];
  const taken = new Map<string, string>();
  for (const { name, value } of rest.slice(0, LIMITS.words)) {
    const option = name === null ? optionForWord(route, value, taken, domains) : optionNamed(route, name);
    const parsed =
      option === null
        ? undefined
        : optionOf(route, option)?.parse(isFlag(route, option) ? "yes" : value, domains);
    if (option === null || option === subjectOf(route)) phrase.push(value);
    else if (parsed?.ok === true) {
      values[option] = parsed.value;
      taken.set(option, value);
    }
  }
  return { values, phrase: phrase.join(" ") };
}
