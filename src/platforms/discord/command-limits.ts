import {
  ApplicationCommandOptionType as Kind,
  type Locale,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from "discord.js";
import { LIMITS } from "./limits.ts";

type Json = RESTPostAPIChatInputApplicationCommandsJSONBody;

/** An option of any type, with the fields that have limits. */
interface AnyOption {
  name: string;
  description: string;
  type: Kind;
  required?: boolean | undefined;
  autocomplete?: boolean | undefined;
  choices?: readonly { name: string; value: string | number }[] | undefined;
  options?: readonly AnyOption[] | undefined;
}

/** Signs of Devanagari and Thai are no letters by themselves, and allowed. */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]+$/u;

export const isCommandName = (name: string): boolean =>
  NAME.test(name) && name.length <= LIMITS.commandName && name === name.toLowerCase();

function* badName(where: string, name: string): Iterable<string> {
  if (!isCommandName(name))
    yield `${where}: the name has to be 1 to ${LIMITS.commandName} lower-case letters, digits, - or _`;
}

function* badDescription(where: string, description: string): Iterable<string> {
  if (description.length < 1 || description.length > LIMITS.commandDescription)
    yield `${where}: the description has to have 1 to ${LIMITS.commandDescription} characters`;
}

function* badChoices(where: string, { choices = [], autocomplete }: AnyOption): Iterable<string> {
  if (choices.length > LIMITS.choices) yield `${where}: more than ${LIMITS.choices} choices`;
  if (choices.length > 0 && autocomplete) yield `${where}: choices and completion exclude each other`;
  for (const { name, value } of choices) {
    const lengths = [name.length, String(value).length];
    if (lengths.some((n) => n < 1 || n > LIMITS.choiceText))
      yield `${where}: the choice "${name}" has to have 1 to ${LIMITS.choiceText} characters`;
  }
}

function* badOptions(where: string, options: readonly AnyOption[]): Iterable<string> {
  if (options.length > LIMITS.commandOptions) yield `${where}: more than ${LIMITS.commandOptions} options`;
  const names = options.map((o) => o.name);
  if (new Set(names).size < names.length) yield `${where}: two options share a name`;
  const subcommands = options.filter((o) => o.type === Kind.Subcommand);
  if (subcommands.length > 0 && subcommands.length < options.length)
    yield `${where}: options and subcommands exclude each other`;
  const optional = options.findIndex((o) => !o.required);
  if (optional >= 0 && options.slice(optional).some((o) => o.required))
    yield `${where}: required options have to come first`;
  for (const option of options) {
    const inside = `${where} ${option.name}`;
    yield* badName(inside, option.name);
    yield* badDescription(inside, option.description);
    yield* badChoices(inside, option);
    if (option.options) yield* badOptions(inside, option.options);
  }
}

/** Characters of all names, descriptions and values. */
function size(option: Pick<AnyOption, "name" | "description" | "choices" | "options">): number {
  const ofChoices = (option.choices ?? []).reduce((n, c) => n + c.name.length + String(c.value).length, 0);
  const ofOptions = (option.options ?? []).reduce((n, o) => n + size(o), 0);
  return option.name.length + option.description.length + ofChoices + ofOptions;
}

/**
 * What Discord would refuse, or accept and then not show, in plain sentences; empty when all is well.
 * Neither the builders nor Discord's own schema reject a mix of options and subcommands.
 */
export function commandProblems(commands: readonly Json[]): string[] {
  const problems: string[] = [];
  if (commands.length > LIMITS.commands) problems.push(`more than ${LIMITS.commands} commands`);
  if (new Set(commands.map((c) => c.name)).size < commands.length) problems.push("two commands share a name");
  const locales = new Set(commands.flatMap((c) => Object.keys(c.name_localizations ?? {}) as Locale[]));
  for (const locale of locales) {
    const names = commands.map((c) => c.name_localizations?.[locale] ?? c.name);
    if (new Set(names).size < names.length) problems.push(`two commands share a name in ${locale}`);
  }
  for (const command of commands) {
    const where = `/${command.name}`;
    for (const [locale, name] of Object.entries(command.name_localizations ?? {}))
      problems.push(...badName(`${where} in ${locale}`, name ?? ""));
    const options: readonly AnyOption[] = command.options ?? [];
    problems.push(...badName(where, command.name), ...badDescription(where, command.description));
    problems.push(...badOptions(where, options));
    if (size({ ...command, options }) > LIMITS.commandTotal)
      problems.push(`${where}: more than ${LIMITS.commandTotal} characters in all`);
  }
  return problems;
}
