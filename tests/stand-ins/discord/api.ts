import { NATIVE } from "./components.ts";
import {
  type Channel,
  type Guild,
  isThread,
  type Message,
  type Role,
  type User,
  type World,
} from "./state.ts";

/** The shapes in which Discord's API gives things out. */

export const userJson = (user: User) => ({
  id: user.id,
  username: user.username,
  discriminator: "0",
  global_name: user.globalName,
  avatar: null,
  bot: user.bot,
});

const roleJson = (role: Role) => ({
  id: role.id,
  name: role.name,
  permissions: String(role.permissions),
  mentionable: role.mentionable,
  position: 0,
  color: 0,
  hoist: false,
  managed: false,
});

export function channelJson(channel: Channel) {
  return {
    id: channel.id,
    type: channel.type,
    name: channel.name,
    ...(channel.guildId === null ? {} : { guild_id: channel.guildId }),
    parent_id: channel.parentId,
    permission_overwrites: channel.overwrites.map((o) => ({
      ...o,
      allow: String(o.allow),
      deny: String(o.deny),
    })),
    ...(isThread(channel)
      ? {
          owner_id: channel.ownerId,
          thread_metadata: { archived: channel.isArchived, auto_archive_duration: 1440, locked: false },
        }
      : {}),
    ...(channel.type === 15 ? { available_tags: channel.tags, flags: channel.requiresTag ? 1 << 4 : 0 } : {}),
  };
}

export function memberJson(world: World, guild: Guild, userId: string) {
  const member = guild.members.get(userId);
  const user = world.users.get(userId);
  return {
    ...(user ? { user: userJson(user) } : {}),
    nick: member?.nick ?? null,
    roles: member?.roles ?? [],
    joined_at: "2026-01-01T00:00:00.000000+00:00",
    deaf: false,
    mute: false,
    flags: 0,
  };
}

export function guildJson(world: World, guild: Guild) {
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.ownerId,
    roles: [...guild.roles.values()].map(roleJson),
    emojis: [],
    features: [],
    preferred_locale: guild.locale,
    joined_at: guild.joinedAt,
    system_channel_id: guild.systemChannel,
    members: [],
    channels: [...world.channels.values()]
      .filter((c) => c.guildId === guild.id && c.type !== 11)
      .map(channelJson),
    threads: [...world.channels.values()]
      .filter((c) => c.guildId === guild.id && isThread(c))
      .map(channelJson),
    member_count: guild.members.size,
    unavailable: false,
  };
}

export function messageJson(world: World, message: Message) {
  const author = world.users.get(message.authorId);
  const channel = world.channels.get(message.channelId);
  return {
    id: message.id,
    type: message.answering === null ? 0 : 19,
    channel_id: message.channelId,
    ...(channel?.guildId ? { guild_id: channel.guildId } : {}),
    author: author ? userJson(author) : null,
    content: message.content,
    embeds: message.embeds,
    components: message.components,
    attachments: message.attachments.map(({ id, filename, size, alt }) => ({
      id,
      filename,
      size,
      ...(alt === null ? {} : { description: alt }),
      url: `https://cdn.example/${id}`,
      proxy_url: `https://cdn.example/${id}`,
    })),
    flags: (message.onlyFor === null ? 0 : 64) | (message.loading ? 128 : 0) | (message.native ? NATIVE : 0),
    timestamp: new Date(0).toISOString(),
    edited_timestamp: message.edits > 0 ? new Date(0).toISOString() : null,
    pinned: false,
    reactions: [...message.reactions]
      .filter(([, by]) => by.size > 0)
      // The bot's own, on messages of the bot.
      .map(([name, by]) => ({ emoji: { id: null, name }, count: by.size, me: by.has(message.authorId) })),
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    ...(message.nonce === null ? {} : { nonce: message.nonce }),
  };
}

/** An answer that refuses, in Discord's own shape. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;
  readonly details: unknown;
  constructor(status: number, code: number, message: string, details?: unknown) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }

  json() {
    return {
      message: this.message,
      code: this.code,
      ...(this.details === undefined ? {} : { errors: this.details }),
    };
  }
}

export const unknown = {
  channel: () => new ApiError(404, 10003, "Unknown Channel"),
  guild: () => new ApiError(404, 10004, "Unknown Guild"),
  member: () => new ApiError(404, 10007, "Unknown Member"),
  message: () => new ApiError(404, 10008, "Unknown Message"),
  user: () => new ApiError(404, 10013, "Unknown User"),
  webhook: () => new ApiError(404, 10015, "Unknown Webhook"),
  interaction: () => new ApiError(404, 10062, "Unknown interaction"),
};
export const missingAccess = () => new ApiError(403, 50001, "Missing Access");
export const missingPermissions = () => new ApiError(403, 50013, "Missing Permissions");
