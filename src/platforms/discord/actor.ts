import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  type StringSelectMenuInteraction,
} from "discord.js";
import type { Place, TeamId } from "../../engine/words/place.ts";
import type { Actor } from "../../engine/words/press.ts";

export type Repliable =
  | ChatInputCommandInteraction
  | ButtonInteraction
  | StringSelectMenuInteraction
  | ModalSubmitInteraction;

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

/** Who pressed or typed where; null outside of a server. A thread belongs to the group of its channel. */
export function actorOf(interaction: Repliable): Actor | null {
  const { guildId, channelId, channel, member, user } = interaction;
  if (guildId === null || channelId === null) return null;
  const around = channel?.isThread() ? channel.parentId : null;
  return {
    place: { team: teamOf(guildId), group: around ?? channelId },
    ...(around === null ? {} : { inThread: true }),
    person: {
      id: user.id,
      name: nameOf({ nick: nickname(member), global: user.globalName, user: user.username }),
    },
    isAdmin: interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false,
    locale: interaction.locale ?? null,
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

/** Somebody outside of a server, who can be told so in their language and no more. */
export function strangerOf({ user, locale, channelId }: Repliable): Actor {
  return {
    place: { team: teamOf("0"), group: channelId ?? "0" },
    person: { id: user.id, name: user.username },
    isAdmin: false,
    locale: locale ?? null,
  };
}
