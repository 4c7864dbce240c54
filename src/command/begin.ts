import type { NoticeReply } from "../engine/words/reply.ts";
import { say } from "../engine/words/say.ts";
import { optionForWord, takes } from "./bare.ts";
import { called } from "./called.ts";
import { type Command, commandOfWord, type Registry, type Route } from "./define.ts";
import { LIMITS, quoted } from "./limits.ts";
import { lookUp } from "./lookup.ts";
import { nearest } from "./nearest.ts";
import type { Domains } from "./options.ts";
import { refusal } from "./read.ts";
import { type Token, tokens } from "./tokens.ts";

export type Refused = { ok: false; reply: NoticeReply };

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

/** What people write for `off`. */
const ENDS = ["cancel", "delete", "disable", "end", "quit", "remove", "stop", "unsubscribe"];

/** The part of a command that may have been meant by a word. */
const partMeant = (typed: string, names: readonly string[]) =>
  ENDS.includes(typed) && names.includes("off") ? "off" : nearest(typed, names);

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
  return refusal(said, names, typed === undefined ? null : partMeant(typed, names));
}

/** What a word does for which there is no command. */
function spokenBy(
  { commands }: Registry,
  first: Token | undefined,
): { command: Command; route: Route } | null {
  const word = first?.name === null ? first.value.toLowerCase() : "";
  for (const command of commands) {
    const route = Object.hasOwn(command.spoken, word) ? command.spoken[word] : undefined;
    if (route !== undefined) return { command, route };
  }
  return null;
}

/** Whether a line begins with the name of a subject, in several words: "language models", "top p". */
function beginsWithName(all: readonly Token[], { subject }: Domains): boolean {
  const end = all.findIndex(({ name }) => name !== null);
  const words = (end < 0 ? all : all.slice(0, end)).slice(0, LIMITS.joined).map(({ value }) => value);
  return words.some((_, i) => i > 0 && called(subject, words.slice(0, i + 1).join(" ")) !== null);
}

/** Whether a command that takes nothing is followed by the name of a subject, which is meant: "explain rope". */
function asksAbout(registry: Registry, [first, ...rest]: readonly Token[], { subject }: Domains): boolean {
  const routes = commandOfWord(registry, first?.value ?? "")?.routes;
  if (routes?.length !== 1 || Object.keys(routes[0]?.options ?? {}).length > 0) return false;
  const words = rest.map(({ value }) => value).join(" ");
  return rest.length > 0 && rest.every(({ name }) => name === null) && called(subject, words) !== null;
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
    command.onlyNamed
      ? []
      : command.routes.filter(({ subcommand }) => subcommand === word).map((route) => ({ command, route })),
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
    first?.name === null && !beginsWithName(all, domains) && !asksAbout(registry, all, domains)
      ? commandFor(registry, first.value, domains)
      : undefined;
  const spoken = named === undefined ? spokenBy(registry, first) : null;
  if (spoken !== null) return { ok: true, ...spoken, channel: undefined, rest: [], line };
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
