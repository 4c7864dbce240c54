import { randomBytes } from "node:crypto";
import type { Scope } from "./scopes.ts";

/** What the stand-in knows: workspaces with members, channels and messages. */

export type Json = Record<string, unknown>;

export interface User {
  id: string;
  /** The handle. */
  name: string;
  displayName: string;
  isAdmin: boolean;
  isOwner: boolean;
  isBot: boolean;
  locale: string;
  /** The account was taken away. */
  isDeleted: boolean;
  /** False: refuses direct messages of apps. */
  takesDirect: boolean;
  /** IANA; null: Slack does not say. */
  timezone: string | null;
  /** Modal that is open in front of them. */
  modal: { view: Json; id: string; hash: string } | null;
  /** What their App Home shows, and Slack's word for it. */
  home: Json | null;
  homeHash: string | null;
  /** A guest of the workspace: in some channels alone. */
  isGuest: boolean;
}

export interface SlackFile {
  id: string;
  name: string;
  text: string;
}

export interface Message {
  ts: string;
  channel: string;
  user: string;
  /** Made by the bot. */
  isBot: boolean;
  text: string;
  blocks: readonly Json[];
  metadata: Json | null;
  threadTs: string | null;
  /** A reply in a thread that is shown in the channel, too. */
  isBroadcast: boolean;
  /** The one member who sees it; null: everybody in the channel. */
  onlyFor: string | null;
  files: readonly SlackFile[];
  reactions: { name: string; users: string[] }[];
  edits: number;
}

export interface Channel {
  id: string;
  name: string;
  isPrivate: boolean;
  isArchived: boolean;
  /** Who made it; null: Slack does not say. */
  creator: string | null;
  /** Between several members and the bot, by the members' choice of each other: a direct message of some. */
  isGroup: boolean;
  /** Between one member and the bot. */
  directWith: string | null;
  members: Set<string>;
  messages: Message[];
}

export interface WorkspaceState {
  id: string;
  name: string;
  token: string;
  installed: boolean;
  botUser: string;
  botId: string;
  scopes: Set<Scope>;
  /** Types of blocks that have not come to this workspace yet. */
  lacks: Set<string>;
  users: Map<string, User>;
  channels: Map<string, Channel>;
}

let counter = 0;

/** An id as Slack makes them: a letter, then capitals and digits. */
export function newId(letter: string): string {
  counter++;
  return `${letter}0${counter.toString(36).toUpperCase().padStart(8, "0")}`;
}

/** A timestamp that is unique in its channel and grows. */
export function newTs(): string {
  counter++;
  return `${Math.floor(Date.now() / 1000)}.${String(counter).padStart(6, "0")}`;
}

export function secret(prefix: string): string {
  return `${prefix}-${randomBytes(12).toString("hex")}`;
}

export function newWorkspace(name: string, scopes: Iterable<Scope>): WorkspaceState {
  const bot = newUser("dlq");
  bot.isBot = true;
  return {
    id: newId("T"),
    name,
    token: secret("xoxb"),
    installed: true,
    botUser: bot.id,
    botId: newId("B"),
    scopes: new Set(scopes),
    lacks: new Set(),
    users: new Map([[bot.id, bot]]),
    channels: new Map(),
  };
}

export function newUser(displayName: string, traits: Partial<User> = {}): User {
  return {
    id: newId("U"),
    name: displayName.toLowerCase().replace(/[^a-z0-9]+/g, "."),
    displayName,
    isAdmin: false,
    isOwner: false,
    isBot: false,
    locale: "en-US",
    takesDirect: true,
    timezone: null,
    isDeleted: false,
    modal: null,
    home: null,
    homeHash: null,
    isGuest: false,
    ...traits,
  };
}

export function newChannel(name: string, isPrivate: boolean, directWith: string | null): Channel {
  return {
    id: newId(directWith === null ? (isPrivate ? "G" : "C") : "D"),
    name,
    isPrivate,
    isArchived: false,
    creator: null,
    isGroup: false,
    directWith,
    members: new Set(),
    messages: [],
  };
}

export function directChannel(workspace: WorkspaceState, user: string): Channel {
  const known = [...workspace.channels.values()].find((c) => c.directWith === user);
  if (known) return known;
  const channel = newChannel("", false, user);
  channel.members = new Set([user, workspace.botUser]);
  workspace.channels.set(channel.id, channel);
  return channel;
}

/** The conversation of the bot with several members; those who ask for the same ones get the same. */
export function groupChannel(workspace: WorkspaceState, users: readonly string[]): Channel {
  const everyone = new Set([...users, workspace.botUser]);
  const known = [...workspace.channels.values()].find(
    (c) => c.isGroup && c.members.size === everyone.size && [...everyone].every((id) => c.members.has(id)),
  );
  if (known) return known;
  const channel = { ...newChannel("mpdm", true, null), isGroup: true, members: everyone };
  workspace.channels.set(channel.id, channel);
  return channel;
}

export function isVisible(message: Message, user: string): boolean {
  return message.onlyFor === null || message.onlyFor === user;
}
