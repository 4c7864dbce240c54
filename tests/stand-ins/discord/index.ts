import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { channelJson, guildJson } from "./api.ts";
import { Gateway } from "./gateway.ts";
import { guildRoutes } from "./guilds.ts";
import { Router } from "./http.ts";
import { Interactions } from "./interactions.ts";
import { StandInMember } from "./member.ts";
import { messageRoutes, type Shared } from "./messages.ts";
import {
  type Channel,
  type Guild,
  ORDINARY,
  PERMISSIONS,
  type Role,
  snowflake,
  type User,
  World,
} from "./state.ts";

/** Each is a bot of its own, whose processes identify one after the other and wait for no other bot. */
let tokens = 0;

/**
 * A Discord on 127.0.0.1 that the real discord.js talks to: REST v10 and gateway. It enforces what Discord
 * enforces (lengths, unique ids, permissions, the first answer within 3 s, nonces, rate limits) and answers
 * in Discord's own error shapes. What only a faulty bot would do is remembered in `violations`.
 *
 *   const discord = await DiscordStandIn.start();
 *   createDiscord({ token: discord.token, apiUrl: discord.url }, ...)
 *   const ada = discord.addMember("Ada", { admin: true });
 *   ada.command(discord.general.id, "dlq", null, { topic: "cnn", private: "yes" });
 *   ada.sees(discord.general.id)       // messages as Ada reads them, her ephemeral ones too
 *   ada.press(channelId, messageId, "B"); ada.form(); ada.submit("text"); ada.react(channelId, messageId, "🇧")
 *   ada.complete(channelId, "dlq", null, "topic", "cn").choices
 *   discord.addChannel({ name }), addRole, addGuild, deleteChannel, deleteMessage, removeBot, outage
 *   discord.gateway.cut(), askToReconnect(), invalidate(); discord.redeliver(interaction)
 *   discord.router.broken = 503; .loseReplies = 1; .limitNext.push(1); .haltNext = 1; .delay = 200; .refuse(method, path, 403); .seen
 *   expect(discord.violations).toEqual([]); await discord.stop()
 */
export class DiscordStandIn {
  readonly token: string;
  readonly violations: string[] = [];
  readonly world = new World();
  readonly bot: User;
  readonly gateway: Gateway;
  readonly router: Router;
  readonly interactions: Interactions;
  /** A server with a text channel where the bot may do everything that is ordinary. */
  readonly guild: Guild;
  readonly general: Channel;
  readonly #shared: Shared;
  readonly #server: Server;

  private constructor(options: StandInOptions) {
    this.token = options.token ?? `stand-in.${++tokens}`;
    const violate = (what: string) => {
      this.violations.push(what);
    };
    this.bot = this.world.addUser("study-bot", { bot: true });
    const maxConcurrency = options.maxConcurrency ?? 1;
    const gatewayUrl = () => `ws://127.0.0.1:${this.#port()}/gateway`;
    this.gateway = new Gateway(
      this.world,
      {
        token: this.token,
        bot: this.bot,
        url: gatewayUrl,
        heartbeat: options.heartbeat ?? 41_250,
        identifyEvery: options.identifyEvery ?? IDENTIFY_EVERY,
        maxConcurrency,
      },
      violate,
    );
    this.router = new Router(this.token, violate);
    this.#shared = {
      nonces: new Map(),
      world: this.world,
      gateway: this.gateway,
      botId: this.bot.id,
      violate,
    };
    this.interactions = new Interactions(this.#shared);
    messageRoutes(this.router, this.#shared);
    this.interactions.routes(this.router);
    guildRoutes(this.router, {
      ...this.#shared,
      gatewayUrl,
      shards: options.shards ?? 1,
      resetAfter: options.resetAfter ?? 86_400_000,
      maxConcurrency,
    });
    this.#server = createServer((request, response) => void this.router.handle(request, response));
    this.gateway.attach(this.#server);
    this.guild = this.addGuild("Study group");
    this.general = this.addChannel({ name: "general" });
  }

  static async start(options: StandInOptions = {}): Promise<DiscordStandIn> {
    const discord = new DiscordStandIn(options);
    await new Promise<void>((resolve) => discord.#server.listen(0, "127.0.0.1", resolve));
    return discord;
  }

  async stop(): Promise<void> {
    this.interactions.close();
    this.gateway.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** For DISCORD_API_URL. */
  get url(): string {
    return `http://127.0.0.1:${this.#port()}/api`;
  }

  /** A server, as a rule with the bot in it, which is told if it is connected. */
  addGuild(name: string, { withBot = true } = {}): Guild {
    const guild = this.newGuild(name);
    if (withBot) this.invite(guild);
    return guild;
  }

  /** Somebody invites the bot, perhaps again: it learns of the server with all its channels. */
  invite(guild: Guild): void {
    guild.joinedAt = new Date().toISOString();
    guild.members.set(this.bot.id, { nick: null, roles: [] });
    this.world.guilds.set(guild.id, guild);
    this.gateway.dispatch(guild.id, "GUILD_CREATE", guildJson(this.world, guild));
  }

  /** A server to which nobody has invited the bot yet. */
  newGuild(name: string): Guild {
    const id = snowflake();
    const everyone: Role = { id, name: "@everyone", permissions: ORDINARY, mentionable: false };
    const owner = this.world.addUser(`owner of ${name}`);
    const guild: Guild = {
      id,
      name,
      ownerId: owner.id,
      locale: "en-US",
      joinedAt: "",
      systemChannel: null,
      roles: new Map([[id, everyone]]),
      members: new Map([[owner.id, { nick: null, roles: [] }]]),
    };
    this.world.guilds.set(id, guild);
    return guild;
  }

  addChannel(change: Partial<Channel> = {}): Channel {
    const channel = this.world.addChannel({ guildId: this.guild.id, ...change });
    const hasBot = this.world.guilds.get(channel.guildId ?? "")?.members.has(this.bot.id) === true;
    if (hasBot) this.gateway.dispatch(channel.guildId, "CHANNEL_CREATE", channelJson(channel));
    return channel;
  }

  addRole(name: string, change: Partial<Role> = {}): Role {
    const role: Role = { id: snowflake(), name, permissions: 0n, mentionable: false, ...change };
    this.guild.roles.set(role.id, role);
    return role;
  }

  addMember(
    name: string,
    { admin = false, nick = null, closed = false, bot = false, guild = this.guild }: MemberOptions = {},
  ): StandInMember {
    const user = this.world.addUser(name.toLowerCase(), { globalName: name, closed, bot });
    const roles = admin ? [this.addRole("admins", { permissions: PERMISSIONS.manageGuild }).id] : [];
    guild.members.set(user.id, { nick, roles });
    return new StandInMember(this.#shared, this.interactions, guild, user);
  }

  /** Takes permissions from the bot in one channel. */
  deny(channel: Channel, permissions: bigint): void {
    channel.overwrites.push({ id: this.bot.id, type: 1, allow: 0n, deny: permissions });
  }

  /** Some minutes pass: a post with a nonce of before makes a message of its own. */
  forgetNonces(): void {
    this.#shared.nonces.clear();
  }

  deleteMessage(channelId: string, messageId: string): void {
    const channel = this.world.channels.get(channelId);
    channel?.messages.delete(messageId);
    this.gateway.dispatch(channel?.guildId ?? null, "MESSAGE_DELETE", {
      id: messageId,
      channel_id: channelId,
      guild_id: channel?.guildId,
    });
  }

  deleteChannel(channel: Channel): void {
    this.world.channels.delete(channel.id);
    this.gateway.dispatch(channel.guildId, "CHANNEL_DELETE", channelJson(channel));
  }

  removeBot(guild: Guild = this.guild): void {
    this.world.guilds.delete(guild.id);
    this.gateway.dispatch(guild.id, "GUILD_DELETE", { id: guild.id });
  }

  /** Discord loses a server for a while; the bot is still in it. */
  outage(guild: Guild, over: boolean): void {
    const down = { id: guild.id, unavailable: true };
    if (over) this.gateway.dispatch(guild.id, "GUILD_CREATE", guildJson(this.world, guild));
    else this.gateway.dispatch(guild.id, "GUILD_DELETE", down);
  }

  /** Sends an interaction's event once more. */
  redeliver({ event }: { event: unknown }): void {
    this.gateway.dispatch(this.guild.id, "INTERACTION_CREATE", event);
  }
}

/** Discord's 5 s, less what clocks differ by. */
const IDENTIFY_EVERY = 4900;

export interface StandInOptions {
  token?: string;
  /** What the stand-in recommends. */
  shards?: number;
  maxConcurrency?: number;
  /** Milliseconds until the count of identifies starts anew; what the bot knows of the gateway ages as fast. */
  resetAfter?: number;
  /** Milliseconds between two heartbeats. */
  heartbeat?: number;
  /** Milliseconds in which one shard may identify. Tests that start the bot several times set 0. */
  identifyEvery?: number;
}

export interface MemberOptions {
  admin?: boolean;
  nick?: string | null;
  /** Takes no direct messages. */
  closed?: boolean;
  bot?: boolean;
  guild?: Guild;
}
