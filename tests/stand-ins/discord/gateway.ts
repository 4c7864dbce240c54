import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { z } from "zod";
import { guildJson, userJson } from "./api.ts";
import { snowflake, type User, type World } from "./state.ts";

const packetSchema = z.object({ op: z.number(), d: z.unknown() });
const identifySchema = z.object({
  token: z.string(),
  intents: z.number(),
  shard: z.tuple([z.number(), z.number()]).default([0, 1]),
});
const resumeSchema = z.object({ token: z.string(), session_id: z.string(), seq: z.number() });

interface Session {
  id: string;
  shard: [number, number];
  intents: number;
  /** Every event of the session; its place is its number, from 1. */
  events: { t: string; d: unknown }[];
  socket: WebSocket | null;
}

/** Bits of the intents under which an event is sent. */
const INTENTS: Readonly<Record<string, number>> = {
  GUILD_CREATE: 1 << 0,
  GUILD_DELETE: 1 << 0,
  CHANNEL_CREATE: 1 << 0,
  CHANNEL_DELETE: 1 << 0,
  THREAD_CREATE: 1 << 0,
  MESSAGE_DELETE: 1 << 9,
  MESSAGE_DELETE_BULK: 1 << 9,
  MESSAGE_REACTION_ADD: 1 << 10,
  MESSAGE_REACTION_REMOVE: 1 << 10,
};

export interface GatewayOptions {
  token: string;
  bot: User;
  heartbeat: number;
  url: () => string;
  maxConcurrency: number;
  /** Milliseconds in which one shard of a bucket may identify. */
  identifyEvery: number;
}

/** The gateway: sessions that identify, resume and get events. */
export class Gateway {
  readonly sessions = new Map<string, Session>();
  /** Milliseconds on `performance.now()` at which each shard identified. */
  readonly identified: { shard: number; at: number }[] = [];
  resumed = 0;
  heartbeats = 0;
  /** Close codes with which the next connections are refused after they identify. */
  readonly refuseWith: number[] = [];
  /** Connections are cut before they are made. */
  away = false;
  /** Servers that are announced and never sent. */
  readonly silent = new Set<string>();
  readonly #world: World;
  readonly #options: GatewayOptions;
  readonly #violate: (what: string) => void;
  readonly #server = new WebSocketServer({ noServer: true });

  constructor(world: World, options: GatewayOptions, violate: (what: string) => void) {
    this.#world = world;
    this.#options = options;
    this.#violate = violate;
  }

  attach(server: Server): void {
    server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (this.away) socket.destroy();
      else this.#server.handleUpgrade(request, socket, head, (ws) => this.#welcome(ws));
    });
  }

  close(): void {
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }

  #welcome(socket: WebSocket): void {
    let session: Session | null = null;
    socket.send(
      JSON.stringify({ op: 10, d: { heartbeat_interval: this.#options.heartbeat }, s: null, t: null }),
    );
    socket.on("close", () => {
      if (session?.socket === socket) session.socket = null;
    });
    socket.on("message", (raw: Buffer) => {
      const { op, d } = packetSchema.parse(JSON.parse(raw.toString()));
      if (op === 1) {
        this.heartbeats += 1;
        socket.send(JSON.stringify({ op: 11, d: null, s: null, t: null }));
      } else if (op === 2) session = this.#identify(socket, identifySchema.parse(d));
      else if (op === 6) session = this.#resume(socket, resumeSchema.parse(d));
    });
  }

  #identify(socket: WebSocket, identify: z.output<typeof identifySchema>): Session | null {
    const refusal = identify.token === this.#options.token ? this.refuseWith.shift() : 4004;
    if (refusal !== undefined) {
      socket.close(refusal);
      return null;
    }
    const [shard, total] = identify.shard;
    const at = performance.now();
    const bucket = shard % this.#options.maxConcurrency;
    const tooSoon = this.identified.some(
      (other) =>
        other.shard % this.#options.maxConcurrency === bucket && at - other.at < this.#options.identifyEvery,
    );
    if (tooSoon) this.#violate(`shard ${shard} identified too soon after another`);
    this.identified.push({ shard, at });
    const session: Session = {
      id: snowflake(),
      shard: [shard, total],
      intents: identify.intents,
      events: [],
      socket,
    };
    this.sessions.set(session.id, session);
    const guilds = [...this.#world.guilds.values()].filter(
      (g) => this.#covers(session, g.id) && g.members.has(this.#options.bot.id),
    );
    this.#send(session, "READY", {
      v: 10,
      user: userJson(this.#options.bot),
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: this.#options.url(),
      shard: session.shard,
      application: { id: this.#options.bot.id, flags: 0 },
      private_channels: [],
      relationships: [],
    });
    for (const guild of guilds)
      if (!this.silent.has(guild.id)) this.#send(session, "GUILD_CREATE", guildJson(this.#world, guild));
    return session;
  }

  #resume(socket: WebSocket, { session_id: id, seq, token }: z.output<typeof resumeSchema>): Session | null {
    const session = this.sessions.get(id);
    if (!session || token !== this.#options.token) {
      socket.send(JSON.stringify({ op: 9, d: false, s: null, t: null }));
      return null;
    }
    this.resumed += 1;
    session.socket = socket;
    for (let number = seq + 1; number <= session.events.length; number++) this.#deliver(session, number);
    this.#send(session, "RESUMED", {});
    return session;
  }

  #covers({ shard: [shard, total] }: Session, guild: string | null): boolean {
    return guild === null ? shard === 0 : Number((BigInt(guild) >> 22n) % BigInt(total)) === shard;
  }

  #deliver(session: Session, number: number): void {
    const event = session.events[number - 1];
    session.socket?.send(JSON.stringify({ op: 0, s: number, ...event }));
  }

  #send(session: Session, t: string, d: unknown): void {
    session.events.push({ t, d });
    this.#deliver(session, session.events.length);
  }

  /** Sends an event to the sessions whose shard and intents it is for; kept for those that resume. */
  dispatch(guild: string | null, t: string, d: unknown): void {
    for (const session of this.sessions.values()) {
      const wanted = INTENTS[t];
      if (wanted !== undefined && !(session.intents & wanted)) continue;
      if (this.#covers(session, guild)) this.#send(session, t, d);
    }
  }

  /** Cuts every connection, as a network does. */
  cut(): void {
    for (const client of this.#server.clients) client.terminate();
  }

  /** Asks every connection to reconnect, as Discord does before a deployment. */
  askToReconnect(): void {
    for (const client of this.#server.clients)
      client.send(JSON.stringify({ op: 7, d: null, s: null, t: null }));
  }

  /** Ends every session: the bot has to identify anew. */
  invalidate(): void {
    this.sessions.clear();
    for (const client of this.#server.clients)
      client.send(JSON.stringify({ op: 9, d: false, s: null, t: null }));
  }
}
