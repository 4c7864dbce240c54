import type { z } from "zod";
import type { components } from "./components.ts";

/** What a Discord server holds, as far as bots see it. */

export interface User {
  id: string;
  username: string;
  globalName: string | null;
  bot: boolean;
  /** Takes no direct messages. */
  closed: boolean;
}

export interface Role {
  id: string;
  name: string;
  permissions: bigint;
  mentionable: boolean;
}

export interface Overwrite {
  id: string;
  /** 0: role, 1: member. */
  type: 0 | 1;
  allow: bigint;
  deny: bigint;
}

export interface Membership {
  nick: string | null;
  roles: string[];
}

export interface Guild {
  id: string;
  name: string;
  ownerId: string;
  locale: string;
  /** When the bot came, as Discord writes it. */
  joinedAt: string;
  /** Where Discord itself says things; null: nowhere. */
  systemChannel: string | null;
  roles: Map<string, Role>;
  members: Map<string, Membership>;
}

export interface Attachment {
  id: string;
  filename: string;
  text: string;
  /** Bytes. */
  size: number;
  isPng: boolean;
  /** What is said of it to whoever does not see it. */
  alt: string | null;
}

export interface Button {
  label: string;
  customId: string;
}

export interface Embed {
  title?: string | undefined;
  description?: string | undefined;
  image?: { url: string } | undefined;
  footer?: { text: string } | undefined;
  fields?: { name: string; value: string }[] | undefined;
}

export interface Message {
  id: string;
  channelId: string;
  authorId: string;
  content: string;
  embeds: Embed[];
  /** All components, and for ever. */
  native: boolean;
  components: z.output<typeof components>;
  buttons: Button[];
  attachments: Attachment[];
  /** Users by emoji. */
  reactions: Map<string, Set<string>>;
  /** The member who alone sees it; null: everyone. */
  onlyFor: string | null;
  /** "... is thinking": the placeholder of a deferred answer. */
  loading: boolean;
  nonce: string | null;
  answering: string | null;
  /** Who was notified: user and role ids, "everyone". */
  pings: string[];
  threadId: string | null;
  edits: number;
}

export interface Channel {
  id: string;
  guildId: string | null;
  /** 0 text, 1 direct, 2 voice, 5 announcement, 11 public thread, 12 private thread, 15 forum. */
  type: number;
  name: string;
  parentId: string | null;
  overwrites: Overwrite[];
  /** Who made it, of a thread. */
  ownerId: string | null;
  /** Private threads: who was added. */
  added: Set<string>;
  /** Threads: closed for now. */
  isArchived: boolean;
  /** Forums: tags that a post may have, and whether it needs one. */
  tags: { id: string; moderated: boolean }[];
  requiresTag: boolean;
  /** Of a post in a forum. */
  appliedTags: string[];
  /** The other one, of a direct channel. */
  recipientId: string | null;
  messages: Map<string, Message>;
}

const EPOCH = 1_420_070_400_000n;
let counter = 0n;

/** A new id; ids grow with time. */
export function snowflake(): string {
  counter += 1n;
  return String(((BigInt(Date.now()) - EPOCH) << 22n) | (counter & 0x3fffffn));
}

export const PERMISSIONS = {
  addReactions: 1n << 6n,
  administrator: 1n << 3n,
  manageGuild: 1n << 5n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  mentionEveryone: 1n << 17n,
  connect: 1n << 20n,
  createPublicThreads: 1n << 35n,
  createPrivateThreads: 1n << 36n,
  sendMessagesInThreads: 1n << 38n,
} as const;

/** Everything but administrator and manageGuild. */
export const ORDINARY = Object.entries(PERMISSIONS)
  .filter(([name]) => name !== "administrator" && name !== "manageGuild")
  .reduce((sum, [, bit]) => sum | bit, 0n);

export const isThread = ({ type }: Pick<Channel, "type">): boolean => type === 11 || type === 12;

export class World {
  readonly users = new Map<string, User>();
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Map<string, Channel>();
  /** Published commands in the bot's own words. */
  commands: unknown[] = [];

  addUser(username: string, change: Partial<User> = {}): User {
    const user = { id: snowflake(), username, globalName: null, bot: false, closed: false, ...change };
    this.users.set(user.id, user);
    return user;
  }

  addChannel(change: Partial<Channel>): Channel {
    const channel: Channel = {
      id: snowflake(),
      guildId: null,
      type: 0,
      name: "channel",
      parentId: null,
      overwrites: [],
      ownerId: null,
      added: new Set(),
      isArchived: false,
      tags: [],
      requiresTag: false,
      appliedTags: [],
      recipientId: null,
      messages: new Map(),
      ...change,
    };
    this.channels.set(channel.id, channel);
    return channel;
  }

  addMessage(channel: Channel, change: Partial<Message> & { authorId: string }): Message {
    const message: Message = {
      id: snowflake(),
      channelId: channel.id,
      content: "",
      embeds: [],
      native: false,
      components: [],
      buttons: [],
      attachments: [],
      reactions: new Map(),
      onlyFor: null,
      loading: false,
      nonce: null,
      answering: null,
      pings: [],
      threadId: null,
      edits: 0,
      ...change,
    };
    channel.messages.set(message.id, message);
    return message;
  }

  /** https://discord.com/developers/docs/topics/permissions#permission-overwrites */
  permissions(channel: Channel, userId: string): bigint {
    const all = (1n << 53n) - 1n;
    if (channel.guildId === null) return all;
    const guild = this.guilds.get(channel.guildId);
    const member = guild?.members.get(userId);
    if (!guild || !member) return 0n;
    if (guild.ownerId === userId) return all;
    let allowed = guild.roles.get(guild.id)?.permissions ?? 0n;
    for (const id of member.roles) allowed |= guild.roles.get(id)?.permissions ?? 0n;
    if (allowed & PERMISSIONS.administrator) return all;
    if (channel.type === 12 && !channel.added.has(userId)) return 0n;
    const parent = isThread(channel) ? this.channels.get(channel.parentId ?? "") : undefined;
    const overwrites = (parent ?? channel).overwrites;
    const steps = [
      overwrites.filter((o) => o.type === 0 && o.id === guild.id),
      overwrites.filter((o) => o.type === 0 && member.roles.includes(o.id)),
      overwrites.filter((o) => o.type === 1 && o.id === userId),
    ];
    for (const step of steps) {
      for (const { deny } of step) allowed &= ~deny;
      for (const { allow } of step) allowed |= allow;
    }
    return allowed;
  }
}
