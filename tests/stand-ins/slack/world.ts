import { Deliveries } from "./deliveries.ts";
import { Rates } from "./rates.ts";
import type { Scope } from "./scopes.ts";
import { type Channel, type Json, type Message, newTs, type User, type WorkspaceState } from "./state.ts";

/** A trigger: good for three seconds, once. */
export interface Trigger {
  user: string;
  workspace: WorkspaceState;
  at: number;
  used: boolean;
}

/** A `response_url`: five uses within half an hour. */
export interface ResponseAddress {
  user: string;
  channel: string;
  workspace: WorkspaceState;
  at: number;
  uses: number;
  /** The message that was pressed. */
  pressed: Message | null;
}

export interface Call {
  method: string;
  team: string | null;
  args: Json;
  /** Slack's word: "ok", or its error. */
  outcome: string;
}

/** What tests switch on; see the head of `index.ts`. */
export interface Faults {
  /** All methods answer with this status. 0: none. */
  status: number;
  /** The next call of this method is carried out, but its answer is lost. */
  loseReplyOf: string | null;
  /** So many calls of `apps.connections.open` answer with 500. */
  failConnections: number;
  /** Methods that answer with this error, by name, after so many calls that go well. */
  errors: Map<string, { error: string; after: number }>;
  /** Milliseconds before each answer. */
  delay: number;
  /** Milliseconds before the bytes of a file are taken, the status that they are answered with instead (0: none), and how long Slack looks through a complete one. */
  uploads: { delay: number; status: number; scan: number };
}

/** A file on its way: an address for its bytes, the bytes, then the word that it is complete. */
export interface Upload {
  team: string;
  name: string;
  /** Bytes that were announced. */
  length: number;
  bytes: Buffer;
  /** When Slack has looked through it, epoch milliseconds; null: it was not completed. */
  readyAt: number | null;
}

/** Everything the stand-in knows and counts, shared by its parts. */
export class World {
  readonly workspaces: WorkspaceState[] = [];
  readonly triggers = new Map<string, Trigger>();
  readonly responses = new Map<string, ResponseAddress>();
  readonly uploads = new Map<string, Upload>();
  readonly violations: string[] = [];
  readonly calls: Call[] = [];
  /** Bot scopes that something needed and had. */
  readonly usedScopes = new Set<Scope>();
  /** Events that were delivered. */
  readonly events = new Set<string>();
  readonly faults: Faults = {
    status: 0,
    loseReplyOf: null,
    failConnections: 0,
    errors: new Map(),
    delay: 0,
    uploads: { delay: 0, status: 0, scan: 50 },
  };
  readonly deliveries = new Deliveries((what) => this.violations.push(what));
  readonly rates = new Rates((what) => this.violations.push(what));
  /** The app is sold outside Slack's Marketplace: histories are given once a minute, 15 messages at a time. */
  isOutsideMarketplace = false;
  /** The origin of the stand-in, once it listens. */
  origin = "";

  byToken(token: string): WorkspaceState | undefined {
    return this.workspaces.find((workspace) => workspace.token === token);
  }

  uses(workspace: WorkspaceState, scope: Scope | null): boolean {
    if (scope === null) return true;
    if (!workspace.scopes.has(scope)) return false;
    this.usedScopes.add(scope);
    return true;
  }

  /** Puts a message into a channel as the bot. */
  say(workspace: WorkspaceState, channel: Channel, content: Partial<Message>): Message {
    const message: Message = {
      ts: newTs(),
      channel: channel.id,
      user: workspace.botUser,
      isBot: true,
      text: "",
      blocks: [],
      metadata: null,
      threadTs: null,
      isBroadcast: false,
      onlyFor: null,
      files: [],
      reactions: [],
      edits: 0,
      ...content,
    };
    channel.messages.push(message);
    return message;
  }

  /** Delivers an event of the Events API, where the app may have it. */
  async event(workspace: WorkspaceState, scope: Scope | null, event: Json): Promise<void> {
    if (!workspace.installed && event.type !== "app_uninstalled" && event.type !== "tokens_revoked") return;
    if (!this.uses(workspace, scope)) return;
    this.events.add(String(event.type));
    await this.deliveries.deliver("events_api", {
      token: "verification",
      team_id: workspace.id,
      api_app_id: "A0STANDIN",
      event: { event_ts: newTs(), ...event },
      type: "event_callback",
      event_id: `Ev${newTs().replace(".", "")}`,
      event_time: Math.floor(Date.now() / 1000),
      authorizations: [
        {
          enterprise_id: null,
          team_id: workspace.id,
          user_id: workspace.botUser,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
    });
  }

  userOf(workspace: WorkspaceState, id: string): User {
    const user = workspace.users.get(id);
    if (!user) throw new Error(`no user ${id} in ${workspace.name}`);
    return user;
  }
}
