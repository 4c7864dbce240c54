import { z } from "zod";
import { blockProblems, escapingProblems, viewProblems } from "./blocks.ts";
import {
  type Channel,
  directChannel,
  type Json,
  type Message,
  newId,
  type SlackFile,
  type WorkspaceState,
} from "./state.ts";
import type { World } from "./world.ts";

/** One method of the Web API: gives Slack's answer without `ok`, or throws Slack's word for what is wrong. */
export type Method = (world: World, workspace: WorkspaceState, args: Json) => Json;

/** An answer with `ok: false`. */
export class Refusal extends Error {
  readonly more: Json;
  constructor(error: string, more: Json = {}) {
    super(error);
    this.more = more;
  }
}

function read<T extends z.ZodType>(schema: T, args: Json): z.infer<T> {
  const parsed = schema.safeParse(args);
  if (parsed.success) return parsed.data;
  throw new Refusal("invalid_arguments", { response_metadata: { messages: [parsed.error.message] } });
}

const flag = z.union([z.boolean(), z.stringbool()]).optional();
const object = z.union([
  z.record(z.string(), z.unknown()),
  z.string().transform((s) => JSON.parse(s) as Json),
]);
const list = z.union([
  z.array(z.record(z.string(), z.unknown())),
  z.string().transform((s) => JSON.parse(s) as Json[]),
]);

/** The channel a method works on; the bot has to be in it where `member`. */
function channelOf(workspace: WorkspaceState, id: string, member: boolean): Channel {
  const channel = workspace.channels.get(id);
  if (!channel) throw new Refusal("channel_not_found");
  const isIn = channel.members.has(workspace.botUser);
  if (channel.isPrivate && !isIn) throw new Refusal("channel_not_found");
  if (channel.isArchived) throw new Refusal("is_archived");
  if (member && !isIn) throw new Refusal("not_in_channel");
  return channel;
}

function messageOf(channel: Channel, ts: string): Message {
  const message = channel.messages.find((m) => m.ts === ts && m.onlyFor === null);
  if (!message) throw new Refusal("message_not_found");
  return message;
}

const content = z.object({
  text: z.string().optional(),
  blocks: list.optional(),
});

/** Refuses what Slack refuses of a message, and records that it was tried. */
export function checkContent(
  world: World,
  text: string,
  blocks: readonly Json[] | undefined,
  longest: number,
): void {
  const wrong = blocks ? blockProblems(blocks) : [];
  if (!text && !blocks?.length) wrong.push("no_text");
  if (text.length > longest) wrong.push(`text of ${text.length} characters`);
  wrong.push(...escapingProblems(text));
  if (wrong.length === 0) return;
  world.violations.push(...wrong.map((one) => `message: ${one}`));
  if (text.length > longest) throw new Refusal("msg_too_long");
  throw new Refusal("invalid_blocks", {
    response_metadata: { messages: wrong.map((one) => `[ERROR] ${one}`) },
  });
}

const posting = content.extend({
  channel: z.string(),
  thread_ts: z.string().optional(),
  metadata: object.optional(),
});

function asJson(message: Message, metadata: boolean): Json {
  return {
    type: "message",
    ts: message.ts,
    user: message.user,
    text: message.text,
    blocks: message.blocks,
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(metadata && message.metadata ? { metadata: message.metadata } : {}),
  };
}

function postMessage(world: World, workspace: WorkspaceState, args: Json): Json {
  const { channel: to, text = "", blocks, thread_ts: thread, metadata } = read(posting, args);
  const direct = workspace.users.get(to);
  if (direct && !direct.takesDirect) throw new Refusal("messages_tab_disabled");
  const channel = direct ? directChannel(workspace, to) : channelOf(workspace, to, true);
  checkContent(world, text, blocks, 40_000);
  if (thread !== undefined && !channel.messages.some((m) => m.ts === thread))
    throw new Refusal("thread_not_found");
  const message = world.say(workspace, channel, {
    text,
    blocks: blocks ?? [],
    metadata: metadata ?? null,
    threadTs: thread ?? null,
  });
  return { channel: channel.id, ts: message.ts, message: asJson(message, true) };
}

function postEphemeral(world: World, workspace: WorkspaceState, args: Json): Json {
  const { channel: to, text = "", blocks, user } = read(posting.extend({ user: z.string() }), args);
  const channel = channelOf(workspace, to, true);
  if (!channel.members.has(user)) throw new Refusal("user_not_in_channel");
  checkContent(world, text, blocks, 40_000);
  const message = world.say(workspace, channel, { text, blocks: blocks ?? [], onlyFor: user });
  return { message_ts: message.ts };
}

function update(world: World, workspace: WorkspaceState, args: Json): Json {
  const {
    channel: at,
    ts,
    text = "",
    blocks,
  } = read(content.extend({ channel: z.string(), ts: z.string() }), args);
  const channel = channelOf(workspace, at, false);
  const message = messageOf(channel, ts);
  if (message.user !== workspace.botUser) throw new Refusal("cant_update_message");
  checkContent(world, text, blocks, 4000);
  message.text = text;
  message.blocks = blocks ?? [];
  message.edits++;
  return { channel: channel.id, ts, text };
}

function addReaction(world: World, workspace: WorkspaceState, args: Json): Json {
  const schema = z.object({ channel: z.string(), timestamp: z.string(), name: z.string() });
  const { channel: at, timestamp, name } = read(schema, args);
  if (!/^[a-z0-9_+-]+$/.test(name)) throw new Refusal("invalid_name");
  const channel = channelOf(workspace, at, true);
  const message = messageOf(channel, timestamp);
  react(message, name, workspace.botUser);
  void world.event(workspace, "reactions:read", reactionEvent(message, name, workspace.botUser));
  return {};
}

export function react(message: Message, name: string, user: string): void {
  let reaction = message.reactions.find((r) => r.name === name);
  if (!reaction) {
    reaction = { name, users: [] };
    message.reactions.push(reaction);
  }
  if (reaction.users.includes(user)) throw new Refusal("already_reacted");
  reaction.users.push(user);
}

export function reactionEvent(message: Message, reaction: string, user: string): Json {
  return {
    type: "reaction_added",
    user,
    reaction,
    item: { type: "message", channel: message.channel, ts: message.ts },
    item_user: message.user,
  };
}

function openView(world: World, workspace: WorkspaceState, args: Json): Json {
  const { trigger_id: id, view } = read(z.object({ trigger_id: z.string(), view: object }), args);
  const trigger = world.triggers.get(id);
  if (!trigger || trigger.workspace !== workspace) throw new Refusal("invalid_trigger_id");
  if (trigger.used) throw new Refusal("exchanged_trigger_id");
  if (Date.now() - trigger.at > 3000) {
    world.violations.push("a trigger was used after three seconds");
    throw new Refusal("expired_trigger_id");
  }
  checkView(world, view, "modal");
  trigger.used = true;
  const opened = { id: newId("V"), view };
  world.userOf(workspace, trigger.user).modal = opened;
  return { view: { ...view, id: opened.id } };
}

function checkView(world: World, view: Json, type: "modal" | "home"): void {
  const wrong = viewProblems(view, type);
  if (wrong.length === 0) return;
  world.violations.push(...wrong.map((one) => `view: ${one}`));
  throw new Refusal("invalid_arguments", { response_metadata: { messages: wrong } });
}

function publishView(world: World, workspace: WorkspaceState, args: Json): Json {
  const { user_id: id, view } = read(z.object({ user_id: z.string(), view: object }), args);
  const user = workspace.users.get(id);
  if (!user) throw new Refusal("user_not_found");
  checkView(world, view, "home");
  user.home = view;
  return { view: { ...view, id: newId("V") } };
}

function userInfo(_: World, workspace: WorkspaceState, args: Json): Json {
  const { user: id, include_locale: withLocale } = read(
    z.object({ user: z.string(), include_locale: flag }),
    args,
  );
  const user = workspace.users.get(id);
  if (!user) throw new Refusal("user_not_found");
  return {
    user: {
      id,
      team_id: workspace.id,
      name: user.name,
      real_name: user.displayName,
      is_admin: user.isAdmin,
      is_owner: user.isOwner,
      is_bot: user.isBot,
      ...(withLocale ? { locale: user.locale } : {}),
      profile: { display_name: user.displayName, real_name: user.displayName },
    },
  };
}

function conversationInfo(_: World, workspace: WorkspaceState, args: Json): Json {
  const { channel: id } = read(z.object({ channel: z.string() }), args);
  const channel = workspace.channels.get(id);
  const isIn = channel?.members.has(workspace.botUser) ?? false;
  if (!channel || (channel.isPrivate && !isIn)) throw new Refusal("channel_not_found");
  return {
    channel: {
      id,
      name: channel.name,
      is_channel: !channel.isPrivate && channel.directWith === null,
      is_private: channel.isPrivate,
      is_im: channel.directWith !== null,
      is_archived: channel.isArchived,
      is_member: isIn,
    },
  };
}

const reading = z.object({
  channel: z.string(),
  ts: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(999).default(100),
  include_all_metadata: flag,
});

function history(_: World, workspace: WorkspaceState, args: Json): Json {
  const { channel: id, limit, include_all_metadata: metadata } = read(reading, args);
  const channel = channelOf(workspace, id, true);
  const messages = channel.messages.filter((m) => m.threadTs === null && m.onlyFor === null);
  const page = messages.slice(-limit).reverse();
  return { messages: page.map((m) => asJson(m, metadata === true)), has_more: messages.length > limit };
}

function replies(_: World, workspace: WorkspaceState, args: Json): Json {
  const { channel: id, ts, limit, include_all_metadata: metadata } = read(reading, args);
  const channel = channelOf(workspace, id, true);
  const all = channel.messages.filter((m) => (m.ts === ts || m.threadTs === ts) && m.onlyFor === null);
  if (all.length === 0) throw new Refusal("thread_not_found");
  return { messages: all.slice(0, limit).map((m) => asJson(m, metadata === true)), has_more: false };
}

function uploadAddress(world: World, _: WorkspaceState, args: Json): Json {
  const { filename, length } = read(
    z.object({ filename: z.string(), length: z.coerce.number().int().min(1) }),
    args,
  );
  const id = newId("F");
  world.uploads.set(id, { name: filename, text: "" });
  return { upload_url: `${world.origin}/upload/${id}?length=${length}`, file_id: id };
}

function completeUpload(world: World, workspace: WorkspaceState, args: Json): Json {
  const { files: wanted, channel_id: to } = read(
    z.object({ files: list, channel_id: z.string().optional() }),
    args,
  );
  const files: SlackFile[] = wanted.map((file) => {
    const upload = world.uploads.get(String(file.id));
    if (!upload || upload.text === "") throw new Refusal("file_not_found");
    return { id: String(file.id), ...upload };
  });
  if (to !== undefined) {
    const channel = channelOf(workspace, to, true);
    world.say(workspace, channel, { files });
  }
  return { files: files.map(({ id, name }) => ({ id, title: name })) };
}

function whoAmI(world: World, workspace: WorkspaceState): Json {
  return {
    url: `${world.origin}/`,
    team: workspace.name,
    user: "dlq",
    team_id: workspace.id,
    user_id: workspace.botUser,
    bot_id: workspace.botId,
    is_enterprise_install: false,
  };
}

export const METHODS: Readonly<Record<string, Method>> = {
  "auth.test": whoAmI,
  "chat.postMessage": postMessage,
  "chat.postEphemeral": postEphemeral,
  "chat.update": update,
  "reactions.add": addReaction,
  "views.open": openView,
  "views.publish": publishView,
  "users.info": userInfo,
  "conversations.info": conversationInfo,
  "conversations.history": history,
  "conversations.replies": replies,
  "files.getUploadURLExternal": uploadAddress,
  "files.completeUploadExternal": completeUpload,
};
