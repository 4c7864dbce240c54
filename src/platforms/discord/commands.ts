import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody as CommandJson,
  InteractionContextType,
  ApplicationCommandOptionType as Kind,
  Locale,
  type RESTPostAPIContextMenuApplicationCommandsJSONBody as MenuJson,
} from "discord.js";
import type { Command, Registry, Route } from "../../command/define.ts";
import type { Option } from "../../command/options.ts";
import type { WordId } from "../../engine/words/say.ts";
import type { Languages } from "../../words/languages.ts";
import { label } from "../../words/line.ts";
import { isCommandName } from "./command-limits.ts";
import { LIMITS } from "./limits.ts";

/** Suggestions within Discord's limits; a value that is too long would not arrive whole, so it is left out. */
export function choices(
  found: readonly { name: string; value: string }[],
): { name: string; value: string }[] {
  return found
    .filter(({ value }) => value !== "" && value.length <= LIMITS.choiceText)
    .slice(0, LIMITS.choices)
    .map(({ name, value }) => ({ name: label(name, LIMITS.choiceText) || value, value }));
}

/** Takes text beyond what is suggested. */
export function isFree(option: Option): boolean {
  return ["time", "days", "duration", "date", "minutes", "name"].includes(option.type.kind);
}

type Localised = Partial<Record<Locale, string>>;

/** What a word is in English, and in every language of Discord that one of ours comes nearest to: es-419, too. */
function localised(languages: Languages, id: WordId): { text: string; others: Localised } {
  const [english] = languages.all;
  const others = Object.values(Locale).flatMap((locale) => {
    const language = languages.match(locale);
    return language === null || language === english
      ? []
      : [[locale, languages.of(language).plain(id)] as const];
  });
  return { text: languages.of(null).plain(id), others: Object.fromEntries(others) };
}

function described(languages: Languages, id: WordId) {
  const { text, others } = localised(languages, id);
  return { description: text, description_localizations: others };
}

function named(languages: Languages, id: WordId) {
  const { text, others } = localised(languages, id);
  return { name: text, name_localizations: others };
}

function optionJson(languages: Languages, name: string, option: Option): APIApplicationCommandBasicOption {
  const { type } = option;
  const head = { name, ...described(languages, option.description), required: option.required };
  switch (type.kind) {
    case "enum": {
      const values = type.values.map(({ value, label }) =>
        label === null ? { name: value, value } : { ...named(languages, label), value },
      );
      return values.length <= LIMITS.choices
        ? { ...head, type: Kind.String, choices: values }
        : { ...head, type: Kind.String, autocomplete: true };
    }
    case "domain":
    case "time":
    case "days":
    case "duration":
    case "minutes":
      return { ...head, type: Kind.String, autocomplete: true };
    case "date":
      return { ...head, type: Kind.String };
    case "flag":
      return { ...head, type: Kind.Boolean };
    case "text":
      return { ...head, type: Kind.String, max_length: type.maxLength };
    case "name":
      return { ...head, type: Kind.String, max_length: type.maxLength, autocomplete: true };
    case "number":
      return { ...head, type: Kind.Integer, min_value: 1, max_value: type.most };
    case "file":
      return { ...head, type: Kind.Attachment };
    case "channel":
      return {
        ...head,
        type: Kind.Channel,
        channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.GuildForum],
      };
    case "role":
      return { ...head, type: Kind.Role };
    case "member":
      return { ...head, type: Kind.User };
    default:
      return type satisfies never;
  }
}

/**
 * What a command is called in other languages: as it may be typed there, behind the name that all of ours begin with,
 * so that they stand together in the list. The one that asks is short enough as it is, and known everywhere.
 */
function calledIn(languages: Languages, { typed, word }: Command): Localised {
  if (typed === null || word === "") return {};
  const names = Object.entries(localised(languages, typed).others).map(([locale, text]) => {
    const [first = ""] = text.split(",");
    return [locale, `dlq-${first.trim().toLowerCase().replaceAll(" ", "-")}`] as const;
  });
  return Object.fromEntries(names.filter(([, name]) => name !== `dlq-${word}` && isCommandName(name)));
}

/** Discord wants required options first. */
function optionsJson(languages: Languages, route: Route): APIApplicationCommandBasicOption[] {
  const all = Object.entries(route.options).map(([name, option]) => optionJson(languages, name, option));
  return [...all.filter((o) => o.required), ...all.filter((o) => !o.required)];
}

/** In a server, in direct messages with the bot, and in any other chat of somebody who added it for themselves. */
const ANYWHERE = {
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
};

function commandJson(languages: Languages, command: Command): CommandJson {
  const [only] = command.routes;
  const options =
    only !== undefined && only.subcommand === null
      ? optionsJson(languages, only)
      : command.routes.map((route) => ({
          type: Kind.Subcommand as const,
          name: route.subcommand ?? "",
          ...described(languages, route.description),
          options: optionsJson(languages, route),
        }));
  return {
    type: ApplicationCommandType.ChatInput,
    name: command.name,
    name_localizations: calledIn(languages, command),
    ...described(languages, command.description),
    options,
    ...(command.alone
      ? ANYWHERE
      : {
          contexts: [InteractionContextType.Guild],
          integration_types: [ApplicationIntegrationType.GuildInstall],
        }),
  };
}

/** An entry in the menu of a message, whose name may be any text. */
export function menusJson(languages: Languages): MenuJson[] {
  const { text, others } = localised(languages, "shortcut.about");
  const cut = (name: string) => label(name, LIMITS.commandName);
  const shown = Object.fromEntries(Object.entries(others).map(([locale, name]) => [locale, cut(name)]));
  return [{ type: ApplicationCommandType.Message, name: cut(text), name_localizations: shown, ...ANYWHERE }];
}

/** All commands in the shape of Discord's API. */
export function commandsJson(registry: Registry, languages: Languages): CommandJson[] {
  return registry.commands.map((command) => commandJson(languages, command));
}
