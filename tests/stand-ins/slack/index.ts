import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import type { HttpTarget } from "./deliveries.ts";
import { sendFile } from "./files.ts";
import { Member } from "./member.ts";
import { OAuth } from "./oauth.ts";
import { ONCE_A_MINUTE } from "./rates.ts";
import { SCOPES, type Scope } from "./scopes.ts";
import {
  type Channel,
  type Json,
  type Message,
  newChannel,
  newUser,
  newWorkspace,
  secret,
  type User,
  type WorkspaceState,
} from "./state.ts";
import { WebApi } from "./web-api.ts";
import { World } from "./world.ts";

/**
 * A server that stands in for Slack: the Web API at `apiUrl`, Socket Mode, signed HTTP deliveries,
 * `response_url`s, uploads and OAuth, on 127.0.0.1 and a free port. It refuses what Slack refuses, in Slack's
 * words, and notes in `violations` what an app must never do (invalid blocks, unescaped text, an
 * acknowledgment after 3 s, a call before Retry-After has passed); tests assert that it is empty.
 *
 *     const slack = await startSlack();
 *     const team = slack.addWorkspace("Acme");                 // team.state.token is its bot token
 *     const ada = team.addMember("Ada", { isAdmin: true });    // takesDirect: false refuses direct messages
 *     const channel = team.addChannel("study");                // { isPrivate, withBot: false }
 *     ... start the bot with { botToken: team.state.token, appToken: slack.appToken, apiUrl: slack.apiUrl }
 *     await ada.type(channel, "cnn hard");                     // resolves when it is acknowledged
 *     const [message] = ada.sees(channel);                     // as Slack stores it; `onlyFor` is ephemeral
 *     await ada.press(message, "B"); await ada.choose(message, "Text"); ada.form(); await ada.submit("..."); await ada.react(message, "two");
 *     await ada.openHome(); ada.home(); ada.directMessages(); team.thread(message);
 *     team.archive(channel); team.deleteChannel(channel); team.removeBot(channel); team.uninstall();
 *
 * Over HTTP: `slack.deliverTo({ url, signingSecret })`; without it deliveries go over the sockets in turn.
 * OAuth: `slack.oauth.app` has the client's id and secret, `slack.oauth.outside("Other")` is a workspace
 * that can agree with `slack.oauth.consent(address, workspace)`; wrap it with `slack.workspace(state)`.
 *
 * Faults: `slack.faults.status = 503`, `.loseReplyOf = "chat.postMessage"`, `.failConnections = 2`,
 * `.delay`, `.uploads` (bytes that are slow or refused, files that are looked through for long); `slack.fail("conversations.history", "missing_scope")`; `slack.limit(team, method, seconds)`;
 * `slack.deliveries.faults.repeats = 1` delivers everything twice; `slack.refreshSockets()` recycles the
 * connections politely, `slack.dropSockets()` does not. `team.state.lacks.add("data_table")`: a workspace to
 * which a kind of block has not come yet.
 */
export class SlackStandIn {
  readonly world = new World();
  readonly oauth = new OAuth(this.world);
  readonly appToken = secret("xapp");
  readonly #webApi = new WebApi(this.world, this.oauth, this.appToken);
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });

  constructor() {
    this.#http = createServer((req, res) => {
      const { pathname } = new URL(req.url ?? "/", "http://slack");
      const [, area, name = ""] = pathname.split("/");
      const handled =
        area === "api"
          ? this.#webApi.handle(name, req, res)
          : area === "commands"
            ? this.#webApi.respond(name, req, res)
            : area === "files"
              ? sendFile(this.world, name, req, res)
              : area === "upload"
                ? this.#webApi.upload(name, req, res)
                : Promise.resolve(res.writeHead(404).end());
      handled.catch((error: unknown) => {
        this.world.violations.push(`the stand-in failed: ${String(error)}`);
        if (!res.headersSent) res.writeHead(500).end();
      });
    });
    this.#http.on("upgrade", (req, socket, head) => {
      this.#sockets.handleUpgrade(req, socket, head, (ws) => {
        const { deliveries } = this.world;
        // Each delivery that is under way waits for its end.
        ws.setMaxListeners(0);
        deliveries.sockets.add(ws);
        ws.on("close", () => deliveries.sockets.delete(ws));
        ws.on("message", (data) => {
          const { envelope_id: id, payload } = JSON.parse(String(data)) as {
            envelope_id: string;
            payload?: Json;
          };
          deliveries.acknowledged(id, payload && Object.keys(payload).length > 0 ? payload : null);
        });
        ws.send(
          JSON.stringify({
            type: "hello",
            num_connections: deliveries.sockets.size,
            connection_info: { app_id: "A0STANDIN" },
            debug_info: { host: "stand-in", approximate_connection_time: 18_060 },
          }),
        );
      });
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#http.listen(0, "127.0.0.1", resolve));
    this.world.origin = `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  get apiUrl(): string {
    return `${this.world.origin}/api/`;
  }

  get faults(): World["faults"] {
    return this.world.faults;
  }

  get deliveries(): World["deliveries"] {
    return this.world.deliveries;
  }

  get violations(): readonly string[] {
    return this.world.violations;
  }

  /** From now on deliveries are signed requests to this address. */
  deliverTo(target: HttpTarget): void {
    this.deliveries.http = target;
  }

  addWorkspace(name: string, scopes: readonly Scope[] = SCOPES): Workspace {
    const state = newWorkspace(name, scopes);
    this.world.workspaces.push(state);
    return this.workspace(state);
  }

  workspace(state: WorkspaceState): Workspace {
    return new Workspace(this.world, state);
  }

  /** From now on the app is one outside Slack's Marketplace: a page of 15 messages of a history a minute. */
  leaveMarketplace(): void {
    this.world.isOutsideMarketplace = true;
    this.world.rates.histories = ONCE_A_MINUTE;
  }

  /** The next `calls` calls of this method by a workspace's bot are answered with 429. */
  limit(workspace: Workspace, method: string, seconds: number, calls = 1): void {
    this.world.rates.force(workspace.state.token, method, calls, seconds);
  }

  /** A method answers with this error, after so many calls that go well; until `heal()`. */
  fail(method: string, error: string, after = 0): void {
    this.faults.errors.set(method, { error, after });
  }

  heal(): void {
    this.faults.errors.clear();
  }

  /** Asks every connection to be opened anew, as Slack does every few hours. */
  refreshSockets(): void {
    for (const socket of this.deliveries.sockets)
      socket.send(JSON.stringify({ type: "disconnect", reason: "refresh_requested", debug_info: {} }));
  }

  /** Cuts every connection. */
  dropSockets(): void {
    for (const socket of this.deliveries.sockets) socket.terminate();
  }

  async close(): Promise<void> {
    this.dropSockets();
    this.#sockets.close();
    this.#http.closeAllConnections();
    await new Promise<void>((resolve) => this.#http.close(() => resolve()));
  }
}

/** A workspace from outside: its people, its channels, and what its admins do. */
export class Workspace {
  readonly state: WorkspaceState;
  readonly #world: World;

  constructor(world: World, state: WorkspaceState) {
    this.#world = world;
    this.state = state;
  }

  /** Joins all channels there are, and all that come. */
  addMember(displayName: string, traits: Partial<User> = {}): Member {
    const user = newUser(displayName, traits);
    this.state.users.set(user.id, user);
    for (const channel of this.state.channels.values())
      if (channel.directWith === null) channel.members.add(user.id);
    return new Member(this.#world, this.state, user);
  }

  addChannel(name: string, { isPrivate = false, withBot = true } = {}): Channel {
    const channel = newChannel(name, isPrivate, null);
    for (const user of this.state.users.keys()) if (user !== this.state.botUser) channel.members.add(user);
    if (withBot) channel.members.add(this.state.botUser);
    this.state.channels.set(channel.id, channel);
    return channel;
  }

  thread(message: Message): readonly Message[] {
    return this.state.channels.get(message.channel)?.messages.filter((m) => m.threadTs === message.ts) ?? [];
  }

  deleteMessage(message: Message): void {
    const channel = this.state.channels.get(message.channel);
    if (channel) channel.messages = channel.messages.filter((m) => m !== message);
  }

  async #channelEvent(channel: Channel, what: "archive" | "unarchive" | "deleted" | "left"): Promise<void> {
    const kind = channel.isPrivate ? "group" : "channel";
    await this.#world.event(this.state, channel.isPrivate ? "groups:read" : "channels:read", {
      type: `${kind}_${what}`,
      channel: channel.id,
    });
  }

  async archive(channel: Channel): Promise<void> {
    channel.isArchived = true;
    await this.#channelEvent(channel, "archive");
  }

  async unarchive(channel: Channel): Promise<void> {
    channel.isArchived = false;
    await this.#channelEvent(channel, "unarchive");
  }

  async deleteChannel(channel: Channel): Promise<void> {
    this.state.channels.delete(channel.id);
    await this.#channelEvent(channel, "deleted");
  }

  /** Somebody removes the bot from a channel. */
  async removeBot(channel: Channel): Promise<void> {
    channel.members.delete(this.state.botUser);
    await this.#channelEvent(channel, "left");
  }

  /** Somebody joins a channel that the bot is in, or the bot itself is invited. */
  async join(channel: Channel, user: string, inviter: string | null = null): Promise<void> {
    channel.members.add(user);
    await this.#world.event(this.state, channel.isPrivate ? "groups:read" : "channels:read", {
      type: "member_joined_channel",
      user,
      channel: channel.id,
      channel_type: channel.isPrivate ? "G" : "C",
      team: this.state.id,
      ...(inviter === null ? {} : { inviter }),
    });
  }

  /** Somebody brings the bot into a channel. */
  inviteBot(channel: Channel, by: string): Promise<void> {
    return this.join(channel, this.state.botUser, by);
  }

  /** An admin removes the app. Slack says so twice, in no particular order. */
  async uninstall(): Promise<void> {
    this.state.installed = false;
    await Promise.all([
      this.#world.event(this.state, null, {
        type: "tokens_revoked",
        tokens: { oauth: [], bot: [this.state.botUser] },
      }),
      this.#world.event(this.state, null, { type: "app_uninstalled" }),
    ]);
  }
}

export async function startSlack(): Promise<SlackStandIn> {
  const slack = new SlackStandIn();
  await slack.listen();
  return slack;
}
