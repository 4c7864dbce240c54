import { ChannelFlags, ChannelType, type Client, PermissionFlagsBits, type REST, Routes } from "discord.js";
import { z } from "zod";
import type { Log } from "../../engine/ports/log.ts";
import { isOfOne, nativeTeam, type TeamId } from "../../engine/words/place.ts";
import { describe, statusOf } from "./errors.ts";
import {
  type ChannelFacts as ChannelPermissions,
  channelSchema as channelFactsSchema,
  guildSchema as guildFactsSchema,
  memberSchema as memberFactsSchema,
  permissionsIn,
} from "./permissions.ts";

const tagSchema = z.object({ id: z.string(), moderated: z.boolean().default(false) });
const channelSchema = z.object({
  type: z.number(),
  guild_id: z.string().nullish(),
  parent_id: z.string().nullish(),
  flags: z.number().default(0),
  available_tags: z.array(tagSchema).default([]),
});
const guildSchema = z.object({
  name: z.string().nullish(),
  preferred_locale: z.string().nullish(),
  system_channel_id: z.string().nullish(),
});
const listSchema = z.array(
  channelFactsSchema.extend({ id: z.string(), type: z.number(), position: z.number().default(0) }),
);

/** Whether the bot may write in a channel of a server, as far as Discord says it. */
async function writing(rest: REST, id: string, guild: unknown, bot: string) {
  const member = memberFactsSchema.safeParse(
    await rest.get(Routes.guildMember(id, bot)).catch(() => undefined),
  );
  const facts = guildFactsSchema.safeParse(guild);
  if (!member.success || !facts.success) return () => true;
  const needed = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages;
  return (channel: ChannelPermissions) =>
    (permissionsIn(facts.data, channel, { id: bot, roles: member.data.roles }) & needed) === needed;
}

export interface ChannelFacts {
  /** The server; null of a direct channel. */
  guild: string | null;
  isForum: boolean;
  isThread: boolean;
  /** The channel around a thread or a post, the category around others. */
  parent: string | null;
  wantsTag: boolean;
  tags: readonly { id: string; moderated: boolean }[];
}

const THREADS: readonly number[] = [
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
];

/** For how long what was asked is remembered, in milliseconds: a server's language and a forum's tags change. */
const KEPT = 24 * 60 * 60_000;
/** What is remembered of each kind; what was asked longest ago goes first. */
const MOST = 20_000;

/** Answers that are remembered; failures are not. */
function remembering<T>(ask: (id: string) => Promise<T>) {
  const known = new Map<string, { value: T; until: number }>();
  const peek = (id: string): T | null => {
    const found = known.get(id);
    return found !== undefined && performance.now() < found.until ? found.value : null;
  };
  return {
    peek,
    async get(id: string): Promise<T> {
      const found = peek(id);
      if (found !== null) return found;
      const value = await ask(id);
      known.delete(id);
      known.set(id, { value, until: performance.now() + KEPT });
      const [oldest] = known.keys();
      if (known.size > MOST && oldest !== undefined) known.delete(oldest);
      return value;
    },
  };
}

export interface Directory {
  /** A channel, as far as it is known without asking. */
  known(channel: string): ChannelFacts | null;
  /** Rejects where Discord does not say. */
  channel(channel: string): Promise<ChannelFacts>;
  /** The channel around a thread or a forum's post; any other is its own, as is one that nobody knows. */
  groupOf(channel: string): Promise<string>;
  /** The language of a server; null where Discord does not say. */
  localeOf(team: TeamId): Promise<string | null>;
  /** What a server is called; null where Discord does not say, or it is a person alone. */
  nameOf(team: TeamId): Promise<string | null>;
  /** Text channels of a server that the bot may write in: first the one in which Discord itself says things, then as the server lists them. */
  rooms(team: TeamId): Promise<string[]>;
  /** Whether the bot is in a server, asked now; null where Discord does not say. */
  isIn(team: TeamId): Promise<boolean | null>;
}

/**
 * What the bot has to know of servers and channels. Of those on this process's shards the gateway tells; any process
 * posts to any server, so of the others Discord is asked.
 */
export function createDirectory(client: Client, rest: REST, log: Log): Directory {
  const channels = remembering(async (id): Promise<ChannelFacts> => {
    const channel = channelSchema.parse(await rest.get(Routes.channel(id)));
    return {
      guild: channel.guild_id ?? null,
      isForum: channel.type === ChannelType.GuildForum,
      isThread: THREADS.includes(channel.type),
      parent: channel.parent_id ?? null,
      wantsTag: (channel.flags & ChannelFlags.RequireTag) !== 0,
      tags: channel.available_tags,
    };
  });
  const locales = remembering(async (id) => ({
    locale: guildSchema.parse(await rest.get(Routes.guild(id))).preferred_locale ?? null,
  }));

  function known(id: string): ChannelFacts | null {
    const channel = client.channels.cache.get(id);
    if (channel === undefined || channel.isDMBased()) return channels.peek(id);
    const isForum = channel.type === ChannelType.GuildForum;
    return {
      guild: channel.guildId,
      isForum,
      isThread: channel.isThread(),
      parent: channel.parentId,
      wantsTag: channel.flags.has(ChannelFlags.RequireTag),
      tags: isForum ? channel.availableTags : [],
    };
  }
  const channel = async (id: string) => known(id) ?? (await channels.get(id));

  return {
    known,
    channel,

    async groupOf(id) {
      try {
        const { isThread, parent } = await channel(id);
        return (isThread ? parent : null) ?? id;
      } catch (error) {
        log.debug({ channel: id, ...describe(error) }, "a channel could not be looked up");
        return id;
      }
    },

    async localeOf(team) {
      if (isOfOne(team)) return null;
      const id = nativeTeam(team);
      const guild = client.guilds.cache.get(id);
      if (guild?.available) return guild.preferredLocale;
      try {
        return (await locales.get(id)).locale;
      } catch (error) {
        log.debug({ team, ...describe(error) }, "a server's language could not be looked up");
        return null;
      }
    },

    async nameOf(team) {
      if (isOfOne(team)) return null;
      const id = nativeTeam(team);
      const guild = client.guilds.cache.get(id);
      if (guild?.available) return guild.name;
      try {
        return guildSchema.parse(await rest.get(Routes.guild(id))).name ?? null;
      } catch (error) {
        log.debug({ team, ...describe(error) }, "a server's name could not be looked up");
        return null;
      }
    },

    async rooms(team) {
      const id = nativeTeam(team);
      try {
        const [guild, list] = await Promise.all([
          rest.get(Routes.guild(id)),
          rest.get(Routes.guildChannels(id)),
        ]);
        const first = guildSchema.parse(guild).system_channel_id ?? null;
        const mayWrite = await writing(rest, id, guild, client.user?.id ?? "");
        const texts = listSchema
          .parse(list)
          .filter((channel) => channel.type === ChannelType.GuildText && mayWrite(channel))
          .sort((a, b) => a.position - b.position)
          .map((one) => one.id);
        return [...texts.filter((one) => one === first), ...texts.filter((one) => one !== first)];
      } catch (error) {
        log.warn({ team, ...describe(error) }, "the channels of a server could not be looked up");
        return [];
      }
    },

    async isIn(team) {
      try {
        await rest.get(Routes.guild(nativeTeam(team)));
        return true;
      } catch (error) {
        const status = statusOf(error);
        return status === 403 || status === 404 ? false : null;
      }
    },
  };
}
