import {
  ApplicationIntegrationType,
  type ButtonInteraction,
  type ChannelSelectMenuInteraction,
  type ChatInputCommandInteraction,
  type MessageContextMenuCommandInteraction,
  type ModalMessageModalSubmitInteraction,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  type StringSelectMenuInteraction,
} from "discord.js";
import { type Place, placeOfOne, type TeamId } from "../../engine/words/place.ts";
import type { Actor } from "../../engine/words/press.ts";

export type Repliable =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | ButtonInteraction
  | StringSelectMenuInteraction
  | ChannelSelectMenuInteraction
  | ModalSubmitInteraction;

/** What stands on a message, or came from a form that was opened on one: the message can be changed in place. */
export type Steppable =
  | ButtonInteraction
  | StringSelectMenuInteraction
  | ChannelSelectMenuInteraction
  | ModalMessageModalSubmitInteraction;

export const teamOf = (guild: string): TeamId => `discord:${guild}`;

/** The name others see in this server, "" where Discord says none; it leaves out what is not set. */
export function nameOf(names: {
  nick?: string | null | undefined;
  global?: string | null | undefined;
  user?: string | undefined;
}): string {
  return names.nick || names.global || names.user || "";
}

function nickname(member: Repliable["member"]): string | null | undefined {
  if (member === null) return null;
  return "nickname" in member ? member.nickname : member.nick;
}

/** Whether it comes from a server that has the bot in it; others have only somebody in them who brought it along. */
function isOfServer({ guildId, authorizingIntegrationOwners: owners }: Repliable): boolean {
  if (guildId === null) return false;
  const isBrought = owners[ApplicationIntegrationType.UserInstall] !== undefined;
  return owners[ApplicationIntegrationType.GuildInstall] !== undefined || !isBrought;
}

/**
 * Who pressed or typed where. A thread belongs to the group of its channel; outside of the servers of the bot
 * everybody is a team of one.
 */
export function actorOf(interaction: Repliable): Actor {
  const { guildId, channelId, channel, member, user, locale } = interaction;
  if (guildId === null || channelId === null || !isOfServer(interaction))
    return {
      place: placeOfOne("discord", user.id),
      person: { id: user.id, name: nameOf({ global: user.globalName, user: user.username }) },
      isAdmin: false,
      locale: locale ?? null,
    };
  const around = channel?.isThread() ? channel.parentId : null;
  return {
    place: { team: teamOf(guildId), group: around ?? channelId },
    ...(around === null ? {} : { inThread: true }),
    person: {
      id: user.id,
      name: nameOf({ nick: nickname(member), global: user.globalName, user: user.username }),
    },
    isAdmin: interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false,
    locale: locale ?? null,
  };
}

/** Who pressed something in a direct message that is about a group. How they are called there is not known. */
export function outsiderOf({ user, locale }: Repliable, place: Place): Actor {
  return {
    place,
    person: {
      id: user.id,
      name: nameOf({ global: user.globalName, user: user.username }),
      provisional: true,
    },
    isAdmin: null,
    locale: locale ?? null,
  };
}
