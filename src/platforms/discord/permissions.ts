import { PermissionFlagsBits as Bits, ChannelType, OverwriteType, type REST, Routes } from "discord.js";
import { z } from "zod";
import type { MissingPermission } from "../../engine/ports/platform.ts";
import { nativeTeam, type Place } from "../../engine/words/place.ts";
import { type Say, say } from "../../engine/words/say.ts";

const bits = z.string().transform((text) => BigInt(text));
export const guildSchema = z.object({
  id: z.string(),
  owner_id: z.string().optional(),
  roles: z.array(z.object({ id: z.string(), permissions: bits, mentionable: z.boolean().default(false) })),
});
export const memberSchema = z.object({ roles: z.array(z.string()) });
export const channelSchema = z.object({
  type: z.number(),
  permission_overwrites: z
    .array(z.object({ id: z.string(), type: z.number(), allow: bits, deny: bits }))
    .default([]),
});

export type GuildFacts = z.output<typeof guildSchema>;
export type ChannelFacts = z.output<typeof channelSchema>;

const ALL = (1n << 53n) - 1n;

/**
 * What a member may do in a channel.
 * https://discord.com/developers/docs/topics/permissions#permission-overwrites
 */
export function permissionsIn(
  guild: GuildFacts,
  channel: ChannelFacts,
  member: { id: string; roles: readonly string[] },
): bigint {
  if (guild.owner_id === member.id) return ALL;
  const held = new Set([guild.id, ...member.roles]);
  let allowed = guild.roles.filter((r) => held.has(r.id)).reduce((sum, r) => sum | r.permissions, 0n);
  if (allowed & Bits.Administrator) return ALL;
  const apply = (overwrites: ChannelFacts["permission_overwrites"]) => {
    for (const { deny } of overwrites) allowed &= ~deny;
    for (const { allow } of overwrites) allowed |= allow;
  };
  const ofRoles = channel.permission_overwrites.filter((o) => o.type === OverwriteType.Role);
  apply(ofRoles.filter((o) => o.id === guild.id));
  apply(ofRoles.filter((o) => o.id !== guild.id && held.has(o.id)));
  apply(channel.permission_overwrites.filter((o) => o.type === OverwriteType.Member && o.id === member.id));
  return allowed;
}

export interface Needs {
  reactions: boolean;
  thread: boolean;
  ping: string | null;
  /** Many messages, one right after another, of which a forum would make a post each. */
  stream?: boolean;
  /** What Discord does not say now is missing. */
  surely?: boolean;
}

const IN_CHANNEL = say("discord.lost.thread");
const HOW = say("discord.how.allow");

const named = (name: Say, how = HOW): MissingPermission => ({ name, how });

export const NOT_SEEN = named(say("discord.permission.view-channel"), say("discord.how.add-role"));
export const GONE: MissingPermission = {
  ...named(say("discord.need.channel"), say("discord.how.other-channel")),
  pauses: "channel-gone",
};

const STREAM = named(say("discord.need.text-channel"), say("discord.how.live-channel"));

const TEXT_CHANNELS: readonly number[] = [ChannelType.GuildText, ChannelType.GuildAnnouncement];

/** What a daily question needs and is not there, in the order in which Discord lists it. */
export function missingFrom(
  guild: GuildFacts,
  channel: ChannelFacts,
  member: { id: string; roles: readonly string[] },
  needs: Needs,
): MissingPermission[] {
  const isForum = channel.type === ChannelType.GuildForum;
  const isText = TEXT_CHANNELS.includes(channel.type);
  if (needs.stream && !isText) return [STREAM];
  if (!isForum && !isText) return [named(say("discord.need.text-channel"), say("discord.how.text-channel"))];
  const allowed = permissionsIn(guild, channel, member);
  const wanted: [Say, bigint, boolean, Say?][] = [
    [say("discord.permission.view-channel"), Bits.ViewChannel, true],
    [say("discord.permission.send-messages"), Bits.SendMessages, true],
    [say("discord.permission.embed-links"), Bits.EmbedLinks, true],
    [say("discord.permission.read-history"), Bits.ReadMessageHistory, true],
    [say("discord.permission.add-reactions"), Bits.AddReactions, needs.reactions],
    [
      say("discord.permission.manage-messages"),
      Bits.ManageMessages,
      needs.reactions,
      say("discord.lost.reactions"),
    ],
    // A forum post is made with Send Messages; the result has no other place than the post.
    [
      say("discord.permission.create-threads"),
      Bits.CreatePublicThreads,
      needs.thread && !isForum,
      IN_CHANNEL,
    ],
    isForum
      ? [say("discord.permission.send-in-threads"), Bits.SendMessagesInThreads, true]
      : [say("discord.permission.send-in-threads"), Bits.SendMessagesInThreads, needs.thread, IN_CHANNEL],
  ];
  const missing: MissingPermission[] = wanted
    .filter(([, bit, asked]) => asked && !(allowed & bit))
    .map(([name, , , without]) => (without === undefined ? named(name) : { ...named(name), without }));
  if (needs.ping === null) return missing;
  const role = guild.roles.find((r) => r.id === needs.ping);
  if (role === undefined || role.id === guild.id)
    missing.push(named(say("discord.need.role"), say("discord.how.role")));
  else if (!role.mentionable && !(allowed & Bits.MentionEveryone))
    missing.push(named(say("discord.permission.mention-everyone"), say("discord.how.mention")));
  return missing;
}

/**
 * Reads what a channel needs to tell what the bot lacks there; null where the server does not say enough.
 * Rejects where the channel itself cannot be read.
 */
export async function lookUp(
  rest: REST,
  place: Place,
  bot: string,
): Promise<{ guild: GuildFacts; channel: ChannelFacts; roles: readonly string[] } | null> {
  const team = nativeTeam(place.team);
  const channel = channelSchema.safeParse(await rest.get(Routes.channel(place.group)));
  const [guild, member] = await Promise.all([
    rest.get(Routes.guild(team)).then(guildSchema.safeParse, () => null),
    rest.get(Routes.guildMember(team, bot)).then(memberSchema.safeParse, () => null),
  ]);
  if (!channel.success || !guild?.success || !member?.success) return null;
  return { guild: guild.data, channel: channel.data, roles: member.data.roles };
}
