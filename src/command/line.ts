import { type Allowed, type NoticeReply, notice } from "../engine/words/reply.ts";
import { type Say, say } from "../engine/words/say.ts";
import { called } from "./called.ts";
import {
  type Command,
  commandOfWord,
  optionNamed,
  optionOf,
  type Registry,
  type Route,
  subjectOf,
} from "./define.ts";
import { LIMITS, quoted } from "./limits.ts";
import { lookUp } from "./lookup.ts";
import { nearest } from "./nearest.ts";
import { allowedOf, type Domains, type Option, type Parsed, typedAs } from "./options.ts";
import { MOST, offering, readOptions, refusal } from "./read.ts";
import { offered } from "./subject.ts";
import { type Token, tokens, unquoted } from "./tokens.ts";

type Refused = { ok: false; reply: NoticeReply };
export type ParsedLine =
  | { ok: true; command: string; subcommand: string | null; options: Record<string, string> }
  | Refused;

/** A line whose command is known, and whose options are not read yet. */
export interface BegunLine {
  ok: true;
  command: Command;
  route: Route;
  /** The channel that the line names, as typed. */
  channel: string | undefined;
  rest: readonly Token[];
  line: string;
}

/** Options that a bare word can mean, the narrowest kinds first; "8h" is a length before it is a time. */
const BARE_ORDER: Option["type"]["kind"][] = [
  "enum",
  "domain",
  "date",
  "minutes",
  "duration",
  "time",
  "days",
];

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
  let meant: string | null = null;
  for (const kind of BARE_ORDER) {
    for (const [name, option] of Object.entries(route.options)) {
      if (option.type.kind !== kind || taken.has(name)) continue;
      const parsed = option.parse(word, domains);
      if (parsed.ok) return name;
      if (parsed.meant === true) meant ??= name;
    }
  }
  return meant ?? memberNamed(route, word, taken);
}

/** A member as a line mentions one: by a sign, or by the id that Slack puts in a mention's place. */
const MENTION = /^@[\w-]+$|^[UW][A-Z0-9]{7,}$/;

/** The one option that a mentioned member can be. */
function memberNamed(route: Route, word: string, taken: ReadonlyMap<string, string>): string | null {
  const [only, ...others] = Object.entries(route.options).filter(([, { type }]) => type.kind === "member");
  if (only === undefined || others.length > 0 || taken.has(only[0])) return null;
  return MENTION.test(word) ? only[0] : null;
}

const isFlag = (route: Route, option: string) => optionOf(route, option)?.type.kind === "flag";

/** A value of a list in its own name: "cv" is one of `role:`, by itself it is a topic. */
function inFull(route: Route, option: string, typed: string): string {
  const type = optionOf(route, option)?.type;
  const word = typed.trim().toLowerCase();
  const found = type?.kind === "enum" ? type.values.find(({ short }) => short?.includes(word)) : undefined;
  return found?.value ?? typed;
}

function textOption(route: Route): string | null {
  return Object.entries(route.options).find(([, o]) => o.type.kind === "text")?.[0] ?? null;
}

/** All that follows the command is the text, with or without its name and quotes. */
function freeText(raw: string, name: string): string {
  const text = raw.trim();
  const named = text.toLowerCase().startsWith(`${name}:`) ? text.slice(name.length + 1).trim() : text;
  return unquoted(named);
}

/** Everything a bare word could have been, for a helpful refusal. */
function bareChoices(route: Route, domains: Domains): Allowed[] {
  return Object.entries(route.options).flatMap(([name, o]) => {
    if (o.type.kind === "enum") return [...allowedOf(o.type.values)];
    if (o.type.kind === "domain" && o.type.domain !== "timezone" && o.type.domain !== "subject")
      return domains[o.type.domain].map((v) => v.value);
    return o.type.kind === "flag" ? [name] : [];
  });
}

/** Whether words begin with something that a route takes, by the name of an option or by what they can mean: "at 18:00". */
function takes(route: Route, [first, second]: readonly Token[], domains: Domains): boolean {
  if (first === undefined) return false;
  if (first.name !== null) return Object.hasOwn(route.options, optionNamed(route, first.name));
  return [first.value, `${first.value} ${second?.value ?? ""}`].some(
    (words) => optionForWord(route, words.trim(), new Map(), domains) !== null,
  );
}

function pickRoute(
  command: Command,
  rest: Token[],
  domains: Domains,
): { route: Route; rest: Token[] } | NoticeReply {
  const alone = rest.length === 0 ? command.routes.find((r) => r.subcommand === command.bare) : undefined;
  const plain = alone ?? command.routes.find((r) => r.subcommand === null);
  if (plain) return { route: plain, rest };
  const names = command.routes.map((r) => r.subcommand ?? "");
  const first = rest[0];
  const typed = first?.name === null ? first.value.toLowerCase() : undefined;
  const route = command.routes.find((r) => r.subcommand === typed);
  if (route) return { route, rest: rest.slice(1) };
  const given = command.routes.find((r) => r.subcommand === command.given);
  if (given && takes(given, rest, domains)) return { route: given, rest };
  const said =
    typed === undefined
      ? say("line.say-what", { command: command.word })
      : say("line.no-subcommand", { typed: quoted(typed), command: command.word });
  return refusal(said, names, typed === undefined ? null : nearest(typed, names));
}

/** What helps whoever types a word for which there is no command. */
function saidOf({ commands }: Registry, first: Token | undefined): Say | undefined {
  const word = first?.value.toLowerCase() ?? "";
  return commands.flatMap(({ says }) => (Object.hasOwn(says, word) ? [says[word] as Say] : []))[0];
}

/** Whether a line begins with the name of a subject, in several words: "language models", "top p". */
function beginsWithName(all: readonly Token[], { subject }: Domains): boolean {
  const end = all.findIndex(({ name }) => name !== null);
  const words = (end < 0 ? all : all.slice(0, end)).slice(0, LIMITS.joined).map(({ value }) => value);
  return words.some((_, i) => i > 0 && called(subject, words.slice(0, i + 1).join(" ")) !== null);
}

/** The command that a word names: its English words first, then what it means in a line without a command, then others. */
function commandFor(registry: Registry, word: string, domains: Domains): Command | undefined {
  const english = commandOfWord(registry, word);
  if (english !== undefined) return english;
  const [name] = lookUp(domains.command, word);
  if (name === undefined) return undefined;
  const bare = registry.commands.find((command) => command.word === "")?.routes[0];
  const isOption = bare !== undefined && optionForWord(bare, word, new Map(), domains) !== null;
  return isOption ? undefined : registry.find(name);
}

/** What follows a part of a command that takes nothing, and means nothing: "forget all my data". */
const OWN = ["all", "data", "everything", "me", "my", "please"];

/**
 * The command that is meant where a line begins with the name of a subcommand alone, "export" or "pause daily"; null
 * where it is no such line. Of several the one that is named next; else all of them are named.
 */
function bySubcommand(
  registry: Registry,
  bare: Command,
  [first, ...rest]: readonly Token[],
  domains: Domains,
): { command: Command; route: Route; rest: Token[] } | NoticeReply | null {
  const word = first?.name === null ? first.value.toLowerCase() : null;
  const asks = bare.routes[0];
  if (word === null || asks === undefined || optionForWord(asks, word, new Map(), domains) !== null)
    return null;
  const all = registry.commands.flatMap((command) =>
    command.routes.filter(({ subcommand }) => subcommand === word).map((route) => ({ command, route })),
  );
  const next = rest[0]?.name === null ? commandFor(registry, rest[0].value, domains) : undefined;
  const named = all.find(({ command }) => command === next);
  const one = named ?? (all.length === 1 ? all[0] : undefined);
  if (one !== undefined) {
    const after = rest.slice(named === undefined ? 0 : 1);
    if (Object.keys(one.route.options).length > 0) return { ...one, rest: after };
    return after.every(({ name, value }) => name === null && OWN.includes(value.toLowerCase()))
      ? { ...one, rest: [] }
      : null;
  }
  const names = all.map(({ command }) => `${command.word} ${word}`);
  return all.length === 0 ? null : refusal(say("line.several", { word: quoted(word) }), names, null);
}

/** Finds the command that a line names, reading no further than that. */
export function beginLine(registry: Registry, line: string, domains: Domains): BegunLine | Refused {
  if (line.length > LIMITS.line)
    return { ok: false, reply: refusal(say("line.long", { most: LIMITS.line }), [], null) };
  // Past the command and its subcommand, one more than allowed is enough to see that there are too many.
  const all = tokens(line, LIMITS.words + 3);
  const first = all[0];
  const named =
    first?.name === null && !beginsWithName(all, domains)
      ? commandFor(registry, first.value, domains)
      : undefined;
  const helpful = named === undefined ? saidOf(registry, first) : undefined;
  if (helpful !== undefined) return { ok: false, reply: notice("info", helpful) };
  const bare = registry.commands.find((c) => c.word === "");
  if (!bare) throw new Error("the registry has no command for a bare line");
  const within =
    named === undefined && !beginsWithName(all, domains) ? bySubcommand(registry, bare, all, domains) : null;
  if (within !== null && "kind" in within) return { ok: false, reply: within };
  const command = within?.command ?? named ?? bare;
  const picked = within ?? pickRoute(command, named ? all.slice(1) : all, domains);
  if ("kind" in picked) return { ok: false, reply: picked };
  const { route, rest } = picked;
  const channel = rest.find(({ name }) => name === "channel")?.value;
  return { ok: true, command, route, channel, rest, line };
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
  const named = rest.map((token) => (token.name === null ? token : { ...token, name: nameOf(route, token) }));
  for (let at = 0; at < named.length && wrong.length < most; ) {
    const { token, words } = joined(route, named, at, options, domains);
    at += words;
    for (const { name, value } of wholeOrParts(route, token, domains)) {
      if (wrong.length >= most) break;
      const option = name ?? optionForWord(route, value, options, domains);
      if (name !== null && options.has(name))
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

/** Parses the text after `/dlq`: an optional command word, then its options. */
export function parseLine(registry: Registry, line: string, domains: Domains): ParsedLine {
  const begun = beginLine(registry, line, domains);
  return begun.ok ? finishLine(registry, begun, domains) : begun;
}

const isMeant = (parsed: Parsed<unknown> | undefined) =>
  parsed !== undefined && (parsed.ok || parsed.meant === true);

/** The token at a place, with the words after it that belong to it: "new york", `company:Hugging Face`. */
function joined(
  route: Route,
  rest: readonly Token[],
  from: number,
  taken: ReadonlyMap<string, string>,
  domains: Domains,
): { token: Token; words: number } {
  const first = rest[from] as Token;
  const means = (value: string) => {
    if (value.length > LIMITS.option) return false;
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
