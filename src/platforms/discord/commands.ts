import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody as CommandJson,
  InteractionContextType,
  ApplicationCommandOptionType as Kind,
} from "discord.js";
import type { Command, Registry, Route } from "../../command/define.ts";
import type { Option } from "../../command/options.ts";
import { LIMITS } from "./limits.ts";
import { plainCut } from "./render/markup.ts";

/** Suggestions within Discord's limits; a value that is too long would not arrive whole, so it is left out. */
export function choices(
  found: readonly { name: string; value: string }[],
): { name: string; value: string }[] {
  return found
    .filter(({ value }) => value !== "" && value.length <= LIMITS.choiceText)
    .slice(0, LIMITS.choices)
    .map(({ name, value }) => ({ name: plainCut(name, LIMITS.choiceText) || value, value }));
}

/** Takes text beyond what is suggested. */
export function isFree(option: Option): boolean {
  return option.type.kind === "time" || option.type.kind === "days" || option.type.kind === "duration";
}

function optionJson(name: string, option: Option): APIApplicationCommandBasicOption {
  const { type } = option;
  const head = { name, description: option.description, required: option.required };
  switch (type.kind) {
    case "enum": {
      const values = type.values.map(({ value, label }) => ({ name: label, value }));
      return values.length <= LIMITS.choices
        ? { ...head, type: Kind.String, choices: values }
        : { ...head, type: Kind.String, autocomplete: true };
    }
    case "domain":
    case "time":
    case "days":
    case "duration":
      return { ...head, type: Kind.String, autocomplete: true };
    case "flag":
      return { ...head, type: Kind.Boolean };
    case "text":
      return { ...head, type: Kind.String, max_length: type.maxLength };
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

/** Discord wants required options first. */
function optionsJson(route: Route): APIApplicationCommandBasicOption[] {
  const all = Object.entries(route.options).map(([name, option]) => optionJson(name, option));
  return [...all.filter((o) => o.required), ...all.filter((o) => !o.required)];
}

function commandJson(command: Command): CommandJson {
  const [only] = command.routes;
  const options =
    only !== undefined && only.subcommand === null
      ? optionsJson(only)
      : command.routes.map((route) => ({
          type: Kind.Subcommand as const,
          name: route.subcommand ?? "",
          description: route.description,
          options: optionsJson(route),
        }));
  return {
    type: ApplicationCommandType.ChatInput,
    name: command.name,
    description: command.description,
    options,
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  };
}

/** All commands in the shape of Discord's API. */
export function commandsJson(registry: Registry): CommandJson[] {
  return registry.commands.map(commandJson);
}
