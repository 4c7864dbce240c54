import {
  type Client,
  DiscordjsError,
  Events,
  GatewayCloseCodes,
  GatewayDispatchEvents,
  type REST,
  RESTEvents,
  Status,
} from "discord.js";
import { z } from "zod";
import type { ChatInbound } from "../../cards/ports.ts";
import type { Log } from "../../engine/ports/log.ts";
import { StartError } from "../../engine/ports/platform.ts";
import type { UnderWay } from "../under-way.ts";
import { teamOf } from "./actor.ts";
import { brief, describe, heldFor, isTokenRefused } from "./errors.ts";

const REFUSED_TOKEN =
  "Discord refused the token: copy it anew from the Bot page of your application at https://discord.com/developers/applications";

/** Close codes after which discord.js does not connect again, for the person who starts the bot. */
const FATAL: Readonly<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]: REFUSED_TOKEN,
  [GatewayCloseCodes.InvalidShard]: "Discord refused the shard: SHARDS names one that does not exist",
  [GatewayCloseCodes.ShardingRequired]: "Discord wants more shards: raise SHARDS, or set it to auto",
  [GatewayCloseCodes.InvalidIntents]: "Discord refused the intents of this bot",
  [GatewayCloseCodes.DisallowedIntents]: "Discord refused the intents of this bot",
};

const heldBack = (wait: number) =>
  `Discord takes no requests of this bot for ${Math.ceil(wait / 1000)} more seconds: start it again after that (Compose does so by itself).`;

const channelSchema = z.object({ id: z.string(), guild_id: z.string() });

const deletionSchema = z.object({
  channel_id: z.string(),
  guild_id: z.string(),
  id: z.string().optional(),
  ids: z.array(z.string()).default([]),
});

/** Servers that are looked at side by side after a start. */
const AT_ONCE = 8;

/**
 * Discord lists the servers of the bot at its start and says of none that the bot is new there: one that threw
 * it out and invited it again meanwhile goes on from here.
 */
export async function rejoin(client: Client, inbound: ChatInbound, underWay: UnderWay): Promise<void> {
  const guilds = [...client.guilds.cache.keys()];
  const next = async (): Promise<void> => {
    for (let guild = guilds.pop(); guild !== undefined && underWay.isOpen; guild = guilds.pop())
      await inbound.joined(teamOf(guild));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

/** Fields that Discord always sends and discord.js relies on; other servers may leave them out. */
const interactionDefaults = (data: Record<string, unknown>): void => {
  data.entitlements ??= [];
  data.authorizing_integration_owners ??= {};
  if (typeof data.channel_id === "string") data.channel ??= { id: data.channel_id, type: 0 };
};

/** Connects. @throws StartError where Discord refuses or cannot be reached. */
export async function connect(client: Client, token: string): Promise<void> {
  const ready = new Promise<void>((resolve, reject) => {
    client.once(Events.ClientReady, () => resolve());
    client.once(Events.ShardDisconnect, ({ code }) =>
      reject(new StartError(FATAL[code] ?? `Discord closed the connection for good (code ${code})`)),
    );
  });
  try {
    // A login whose connection was refused for good does not come back by itself.
    await Promise.race([ready, client.login(token).then(() => ready)]);
  } catch (error) {
    await client.destroy();
    if (error instanceof StartError) throw error;
    if (isTokenRefused(error)) throw new StartError(REFUSED_TOKEN);
    if (error instanceof DiscordjsError) throw error;
    const held = heldFor(error);
    throw new StartError(held === null ? `Discord could not be reached: ${brief(error)}` : heldBack(held));
  }
}

/** Every shard is connected and hands in events. */
export function isConnected(client: Client): boolean {
  return client.isReady() && client.ws.shards.every((shard) => shard.status === Status.Ready);
}

/** Follows whether Discord still takes the token. The result says why it will not serve this process again, or null. */
export function watchToken(client: Client, rests: readonly REST[], log: Log): () => string | null {
  let lost: string | null = null;
  const lose = (fields: object, why: string) => {
    if (lost === null) log.error(fields, why);
    lost = why;
  };
  client.on(Events.ShardDisconnect, ({ code }, shard) =>
    lose({ shard, code }, FATAL[code] ?? `Discord closed the connection for good (code ${code})`),
  );
  for (const rest of rests)
    rest.on(RESTEvents.Response, ({ data, route }, { status }) => {
      // The tokens of interactions, which end by themselves, are in the address.
      if (status === 401 && data.auth) lose({ route, status }, REFUSED_TOKEN);
    });
  return () => lost;
}

/** Follows what happens to the connection, to servers and to channels. */
export function listenToLife(client: Client, inbound: ChatInbound, underWay: UnderWay, log: Log): void {
  client.on(Events.Error, (error) => log.error(describe(error), "discord.js reports an error"));
  client.on(Events.Warn, (warning) => log.warn({ warning }, "discord.js warns"));
  client.on(Events.ShardError, (error, shard) =>
    log.warn({ shard, ...describe(error) }, "the connection to Discord had an error"),
  );
  client.on(Events.ShardReconnecting, (shard) => {
    // discord.js says so too when it is told to disconnect.
    if (underWay.isOpen) log.info({ shard }, "connecting to Discord again");
  });
  client.on(Events.GuildCreate, (guild) =>
    underWay.run("joined", async () => {
      const team = teamOf(guild.id);
      await inbound.joined(team);
      const since = guild.joinedTimestamp;
      await inbound.arrived({
        team,
        learner: null,
        locale: null,
        since: Number.isFinite(since) ? since : null,
      });
    }),
  );
  // Not raised for an outage: the server is still there then.
  client.on(Events.GuildDelete, (guild) => underWay.run("left", () => inbound.left(teamOf(guild.id))));
  // From the gateway's own events: discord.js tells of the channels it knew only.
  client.ws.on(GatewayDispatchEvents.ChannelDelete, (data: unknown) => {
    const channel = channelSchema.safeParse(data);
    if (!channel.success) return;
    const { id: group, guild_id: guild } = channel.data;
    underWay.run("channelGone", () => inbound.channelGone({ team: teamOf(guild), group }));
  });
  const deleted = (data: unknown) => {
    const parsed = deletionSchema.safeParse(data);
    if (!parsed.success) return;
    const { channel_id: channel, guild_id: guild, id, ids } = parsed.data;
    for (const message of [...ids, ...(id === undefined ? [] : [id])])
      underWay.run("messageGone", () => inbound.messageGone(teamOf(guild), { channel, message }));
  };
  client.ws.on(GatewayDispatchEvents.MessageDelete, deleted);
  client.ws.on(GatewayDispatchEvents.MessageDeleteBulk, deleted);
  // A forum's post goes as a whole; its first message has its id.
  client.ws.on(GatewayDispatchEvents.ThreadDelete, (data: unknown) => {
    const post = channelSchema.safeParse(data);
    if (!post.success) return;
    const { id, guild_id: guild } = post.data;
    underWay.run("messageGone", () => inbound.messageGone(teamOf(guild), { channel: id, message: id }));
  });
  client.ws.on(GatewayDispatchEvents.InteractionCreate, interactionDefaults);
}
