import type { Bot, Caller, Managed } from "../engine/ports/bot.ts";
import type { Limited } from "../engine/ports/limiter.ts";
import type { Action } from "../engine/words/press.ts";
import type { Reply, Visibility } from "../engine/words/reply.ts";
import type { WordId } from "../engine/words/say.ts";
import { type Option, otherNames } from "./options.ts";

/** Options as a command gets them: parsed, absent ones undefined. */
type Values<O extends Record<string, Option>> = {
  [K in keyof O]: O[K] extends Option<infer T>
    ? O[K] extends { required: true }
      ? T
      : T | undefined
    : never;
};

/** One thing that can be typed: a command without subcommands, or one of its subcommands. */
export interface Route {
  /** The subcommand's name; null for a command without. */
  subcommand: string | null;
  description: WordId;
  options: Readonly<Record<string, Option>>;
  /**
   * Where the reply will be shown if it has to be announced before it is known (a slow store);
   * "asked" for a command with a `private` flag that decides.
   */
  visibility: Visibility | "asked";
  /** Only those who manage a channel may do it: asked before anything else of the command is read. */
  manages?: Managed;
  /** What it counts as besides a command, where a member could do too much of it. */
  counts?: Limited;
  /** As typed after the slash command on Slack: "cnn hard". */
  examples: readonly string[];
  /** What a button does that does the same with these options: how a thing is chosen that was not understood. */
  pressed?(values: Record<string, unknown>): Action;
  run(bot: Bot, caller: Caller, values: Record<string, unknown>, registry: Registry): Promise<Reply>;
}

export interface Command {
  /** Discord's name: `dlq` or `dlq-<word>`. */
  name: string;
  /** The word after `/dlq` on Slack and in the playground; "" for the command that asks. */
  word: string;
  /** Other words that mean the same on a typed line. */
  aliases: readonly string[];
  /** Its words in the languages of the bot, parted by commas, where the catalogue has some. */
  typed: WordId | null;
  /** Words that people type for what is no command of its own, and what they do; nothing lists them. */
  spoken: Readonly<Record<string, Route>>;
  description: WordId;
  /** One route with `subcommand: null`, or one per subcommand; never both (Discord has no mix). */
  routes: readonly Route[];
  /** It means something to a person alone, outside of any group. */
  alone: boolean;
  /** Its subcommands are meant only where the command is named: others have had these words for longer. */
  onlyNamed: boolean;
  /** The subcommand that a line means which names none; absent: it has to name one. */
  bare?: string;
  /** The subcommand that a line means which names none but says what that one takes: "remind 18:00". */
  given?: string;
}

interface RouteDefinition<O extends Record<string, Option>> {
  description: WordId;
  options: O;
  visibility: Route["visibility"];
  manages?: Managed;
  counts?: Limited;
  examples: readonly string[];
  pressed?(values: Partial<Values<O>>): Action;
  run(bot: Bot, caller: Caller, values: Values<O>, registry: Registry): Promise<Reply>;
}

/** Types a route's `run` by its options. */
export function route<const O extends Record<string, Option>>(
  definition: RouteDefinition<O>,
): Omit<Route, "subcommand"> {
  // Values are parsed by these very options before `run` is called.
  const { pressed } = definition;
  return {
    ...definition,
    ...(pressed === undefined ? {} : { pressed: (values) => pressed(values as Partial<Values<O>>) }),
    run: (bot, caller, values, registry) => definition.run(bot, caller, values as Values<O>, registry),
  };
}

/** Defines a command: either one route, or subcommands by name. */
export function defineCommand(
  definition: {
    name: string;
    aliases?: readonly string[];
    typed?: WordId;
    spoken?: Readonly<Record<string, Omit<Route, "subcommand">>>;
    description: WordId;
    alone?: true;
    onlyNamed?: true;
  } & (
    | { route: Omit<Route, "subcommand"> }
    | { subcommands: Readonly<Record<string, Omit<Route, "subcommand">>>; bare?: string; given?: string }
  ),
): Command {
  const routes: Route[] =
    "route" in definition
      ? [{ ...definition.route, subcommand: null }]
      : Object.entries(definition.subcommands).map(([subcommand, r]) => ({ ...r, subcommand }));
  return {
    name: definition.name,
    word: definition.name.replace(/^dlq-?/, ""),
    aliases: definition.aliases ?? [],
    typed: definition.typed ?? null,
    spoken: Object.fromEntries(
      Object.entries(definition.spoken ?? {}).map(([word, r]) => [word, { ...r, subcommand: word }]),
    ),
    description: definition.description,
    routes,
    alone: definition.alone === true,
    onlyNamed: definition.onlyNamed === true,
    ...("bare" in definition ? { bare: definition.bare } : {}),
    ...("given" in definition ? { given: definition.given } : {}),
  };
}

/** All commands, in the order of the help. */
export interface Registry {
  readonly commands: readonly Command[];
  find(name: string): Command | undefined;
  route(name: string, subcommand: string | null): Route | undefined;
}

export function createRegistry(commands: readonly Command[]): Registry {
  const byName = new Map(commands.map((command) => [command.name, command]));
  return {
    commands,
    find: (name) => byName.get(name),
    route: (name, subcommand) => byName.get(name)?.routes.find((r) => r.subcommand === subcommand),
  };
}

/** An option of a route by its name; what every object inherits is none. */
export function optionOf(route: Route, name: string): Option | undefined {
  return Object.hasOwn(route.options, name) ? route.options[name] : undefined;
}

/** The name of the option that a typed one means: its own, or another that options of its kind have. */
export function optionNamed(route: Pick<Route, "options">, typed: string): string {
  const name = typed.toLowerCase();
  if (Object.hasOwn(route.options, name)) return name;
  const found = Object.entries(route.options).find(([, { type }]) => otherNames(type).includes(name));
  return found?.[0] ?? name;
}

/** The option of a route that says what a question is about, by its name. */
export function subjectOf(route: Route): string | null {
  const found = Object.entries(route.options).find(
    ([, { type }]) => type.kind === "domain" && type.domain === "subject",
  );
  return found?.[0] ?? null;
}

/** The command that a typed word names, by its own or another name. */
export function commandOfWord(registry: Registry, typed: string): Command | undefined {
  const word = typed.toLowerCase();
  return registry.commands.find((c) => (c.word !== "" && c.word === word) || c.aliases.includes(word));
}
