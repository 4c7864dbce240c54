import { z } from "zod";
import {
  ApiError,
  channelJson,
  messageJson,
  missingAccess,
  missingPermissions,
  unknown,
  userJson,
} from "./api.ts";
import { buttonsIn, filesIn, NATIVE } from "./components.ts";
import type { Gateway } from "./gateway.ts";
import type { Request, Router } from "./http.ts";
import { type MessageBody, messageRules } from "./rules.ts";
import { type Channel, isThread, type Message, PERMISSIONS, type World } from "./state.ts";
import { attachmentsAfter } from "./uploads.ts";

/** What the routes of the stand-in share. */
export interface Shared {
  world: World;
  gateway: Gateway;
  botId: string;
  /** What was posted with a nonce lately. */
  nonces: Map<string, { message: Message; at: number }>;
  violate(what: string): void;
}

/** Refuses a body that breaks the rules, and remembers that the bot sent it. */
export function checked<T>(schema: z.ZodType<T>, body: unknown, violate: Shared["violate"]): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  violate(`refused: ${z.prettifyError(parsed.error)}`);
  throw new ApiError(400, 50035, "Invalid Form Body", z.treeifyError(parsed.error));
}

/** Who is notified by a text. */
function pingsOf(world: World, channel: Channel, authorId: string, body: MessageBody): string[] {
  const { content, allowed_mentions: allowed } = body;
  const text = content ?? "";
  const parse = allowed ? (allowed.parse ?? []) : ["everyone", "roles", "users"];
  const mayAll = Boolean(world.permissions(channel, authorId) & PERMISSIONS.mentionEveryone);
  const guild = world.guilds.get(channel.guildId ?? "");
  const pings: string[] = [];
  if (/@(everyone|here)/.test(text) && parse.includes("everyone") && mayAll) pings.push("everyone");
  for (const [, id = ""] of text.matchAll(/<@&(\d+)>/g)) {
    const role = guild?.roles.get(id);
    const listed = parse.includes("roles") || allowed?.roles?.includes(id);
    if (role && listed && (role.mentionable || mayAll)) pings.push(id);
  }
  for (const [, id = ""] of text.matchAll(/<@!?(\d+)>/g))
    if (world.users.has(id) && (parse.includes("users") || allowed?.users?.includes(id))) pings.push(id);
  return pings;
}

/** The content of a message as the body gives it; what it does not name stays as it was. */
export function filled(
  { world, botId, violate }: Shared,
  channel: Channel,
  request: Pick<Request, "files">,
  body: MessageBody,
  before: Message | null,
): Partial<Message> {
  const content = body.content === undefined ? (before?.content ?? "") : (body.content ?? "");
  const embeds = body.embeds === undefined ? (before?.embeds ?? []) : (body.embeds ?? []);
  const attachments = attachmentsAfter(request.files, body, before?.attachments ?? [], violate);
  const native = before?.native === true || ((body.flags ?? 0) & NATIVE) !== 0;
  const components = body.components === undefined ? [] : (body.components ?? []);
  if (native) {
    const names = attachments.map(({ filename }) => filename);
    const missing = filesIn(components).filter((name) => !names.includes(name));
    const unshown = request.files.filter(({ name }) => !filesIn(components).includes(name));
    const problems = [
      ...(content !== "" || embeds.length > 0 ? ["what a message said before has to be taken away"] : []),
      ...missing.map((name) => `${name} did not come with the message`),
      ...unshown.map(({ name }) => `nobody would see ${name}`),
    ];
    for (const problem of problems) violate(problem);
    if (problems.length > 0) throw new ApiError(400, 50035, "Invalid Form Body");
  } else if (content.trim() === "" && embeds.length + attachments.length === 0) {
    violate("an empty message");
    throw new ApiError(400, 50006, "Cannot send an empty message");
  }
  return {
    native,
    content,
    embeds,
    attachments,
    ...(body.components === undefined
      ? {}
      : {
          components,
          buttons: buttonsIn(components).map((b) => ({ label: b.label, customId: b.custom_id })),
        }),
    ...(before === null ? { pings: pingsOf(world, channel, botId, body) } : {}),
  };
}

/** A post in a forum; its first message has no nonce. */
const forumPost = z.object({
  name: z.string().min(1).max(100),
  auto_archive_duration: z
    .union([z.literal(60), z.literal(1440), z.literal(4320), z.literal(10080)])
    .optional(),
  applied_tags: z.array(z.string()).max(5).default([]),
  message: messageRules,
});

const privateRules = z.object({
  name: z.string().min(1).max(100),
  type: z.literal(12),
  invitable: z.boolean().optional(),
  auto_archive_duration: z
    .union([z.literal(60), z.literal(1440), z.literal(4320), z.literal(10080)])
    .optional(),
});

/** Milliseconds for which Discord remembers nonces. */
const NONCE_MEMORY = 180_000;

/** The routes of channels, messages, reactions and threads. */
export function messageRoutes(router: Router, shared: Shared): void {
  const { world, gateway, botId, violate, nonces } = shared;

  /** A channel that the bot sees and where it may do all of this. */
  function channelFor(id: string | undefined, needed: bigint): Channel {
    const channel = world.channels.get(id ?? "");
    if (!channel || (channel.guildId !== null && !world.guilds.has(channel.guildId))) throw unknown.channel();
    const allowed = world.permissions(channel, botId);
    if (!(allowed & PERMISSIONS.viewChannel)) throw missingAccess();
    if ((allowed & needed) !== needed) throw missingPermissions();
    return channel;
  }

  function messageIn(channel: Channel, id: string | undefined): Message {
    const message = channel.messages.get(id ?? "");
    if (!message || message.onlyFor !== null) throw unknown.message();
    return message;
  }

  /** Nothing is done in a thread that was closed before it is opened again. */
  function openFor(channel: Channel): void {
    if (channel.isArchived) throw new ApiError(400, 50083, "Thread is archived");
  }

  const writing = (channel: Channel | undefined) =>
    channel !== undefined && isThread(channel) ? PERMISSIONS.sendMessagesInThreads : PERMISSIONS.sendMessages;

  router.on("GET", "/channels/:channel", ({ params }) => channelJson(channelFor(params.channel, 0n)));

  router.on("POST", "/channels/:channel/messages", (request) => {
    const body = checked(messageRules, request.body, violate);
    const channel = channelFor(
      request.params.channel,
      writing(world.channels.get(request.params.channel ?? "")),
    );
    if (channel.type === 1 && world.users.get(channel.recipientId ?? "")?.closed)
      throw new ApiError(403, 50007, "Cannot send messages to this user");
    if (channel.type === 15) throw new ApiError(400, 50008, "Cannot send messages in a non-text channel");
    openFor(channel);
    if (body.embeds?.length) channelFor(channel.id, PERMISSIONS.embedLinks);
    const known = body.nonce && body.enforce_nonce ? nonces.get(String(body.nonce)) : undefined;
    if (known && performance.now() - known.at < NONCE_MEMORY) return messageJson(world, known.message);
    const answering = body.message_reference?.message_id ?? null;
    if (
      answering !== null &&
      !channel.messages.has(answering) &&
      body.message_reference?.fail_if_not_exists !== false
    )
      throw new ApiError(400, 50035, "Invalid Form Body");
    const message = world.addMessage(channel, {
      authorId: botId,
      nonce: body.nonce ? String(body.nonce) : null,
      answering: answering !== null && channel.messages.has(answering) ? answering : null,
      ...filled(shared, channel, request, body, null),
    });
    if (body.nonce && body.enforce_nonce) nonces.set(String(body.nonce), { message, at: performance.now() });
    return messageJson(world, message);
  });

  router.on("GET", "/channels/:channel/messages", ({ params, query }) => {
    const channel = channelFor(params.channel, PERMISSIONS.readMessageHistory);
    const [after, limit] = [BigInt(query.get("after") ?? 0), Number(query.get("limit") ?? 50)];
    if (limit > 100) throw new ApiError(400, 50035, "Invalid Form Body");
    const ids = [...channel.messages.keys()].map(BigInt).sort((a, b) => (a < b ? -1 : 1));
    const later = ids.filter((id) => id > after && channel.messages.get(`${id}`)?.onlyFor === null);
    // The ones next to `after`, newest first.
    const page = query.has("after") ? later.slice(0, limit) : later.slice(-limit);
    return page.reverse().map((id) => messageJson(world, messageIn(channel, `${id}`)));
  });

  router.on("GET", "/channels/:channel/messages/:message", ({ params }) =>
    messageJson(world, messageIn(channelFor(params.channel, PERMISSIONS.readMessageHistory), params.message)),
  );

  router.on("PATCH", "/channels/:channel/messages/:message", (request) => {
    const channel = channelFor(request.params.channel, 0n);
    const message = messageIn(channel, request.params.message);
    openFor(channel);
    if (message.authorId !== botId)
      throw new ApiError(403, 50005, "Cannot edit a message authored by another user");
    const body = checked(messageRules, request.body, violate);
    Object.assign(message, filled(shared, channel, request, body, message), { edits: message.edits + 1 });
    return messageJson(world, message);
  });

  router.on("POST", "/channels/:channel/messages/:message/threads", ({ params, body }) => {
    const { name } = checked(z.object({ name: z.string().min(1).max(100) }), body, violate);
    const parent = channelFor(params.channel, 0n);
    if (parent.type !== 0 && parent.type !== 5)
      throw new ApiError(400, 50024, "Cannot execute action on this channel type");
    channelFor(params.channel, PERMISSIONS.createPublicThreads);
    const message = messageIn(parent, params.message);
    if (message.threadId !== null)
      throw new ApiError(400, 160004, "A thread has already been created for this message");
    const thread = world.addChannel({
      id: message.id,
      guildId: parent.guildId,
      type: 11,
      name,
      parentId: parent.id,
      ownerId: botId,
    });
    message.threadId = thread.id;
    gateway.dispatch(parent.guildId, "THREAD_CREATE", channelJson(thread));
    return channelJson(thread);
  });

  /** A private thread: in text channels alone, and whoever made it is in it. */
  function privateThread(parent: Channel, body: unknown) {
    const { name } = checked(privateRules, body, violate);
    if (parent.type !== 0) throw new ApiError(400, 50024, "Cannot execute action on this channel type");
    channelFor(parent.id, PERMISSIONS.createPrivateThreads);
    const thread = world.addChannel({
      ...{ guildId: parent.guildId, type: 12, name, parentId: parent.id, ownerId: botId },
      added: new Set([botId]),
    });
    gateway.dispatch(parent.guildId, "THREAD_CREATE", { ...channelJson(thread), newly_created: true });
    return channelJson(thread);
  }

  router.on("PUT", "/channels/:channel/thread-members/:user", ({ params }) => {
    const thread = channelFor(params.channel, PERMISSIONS.sendMessagesInThreads);
    if (!isThread(thread)) throw new ApiError(400, 50024, "Cannot execute action on this channel type");
    openFor(thread);
    const user = params.user ?? "";
    if (!world.guilds.get(thread.guildId ?? "")?.members.has(user)) throw unknown.member();
    thread.added.add(user);
    return undefined;
  });

  router.on("POST", "/channels/:channel/threads", (request) => {
    if (typeof request.body === "object" && request.body !== null && "type" in request.body)
      return privateThread(channelFor(request.params.channel, 0n), request.body);
    const body = checked(forumPost, request.body, violate);
    const forum = channelFor(request.params.channel, PERMISSIONS.sendMessages);
    if (forum.type !== 15) throw new ApiError(400, 50024, "Cannot execute action on this channel type");
    if (body.message.embeds?.length) channelFor(forum.id, PERMISSIONS.embedLinks);
    if (forum.requiresTag && body.applied_tags.length === 0)
      throw new ApiError(400, 40067, "A tag is required to create a forum post in this channel");
    const post = world.addChannel({
      guildId: forum.guildId,
      type: 11,
      name: body.name,
      parentId: forum.id,
      ownerId: botId,
      appliedTags: body.applied_tags,
    });
    const message = world.addMessage(post, {
      id: post.id,
      authorId: botId,
      ...filled(shared, post, request, body.message, null),
    });
    gateway.dispatch(forum.guildId, "THREAD_CREATE", { ...channelJson(post), newly_created: true });
    return { ...channelJson(post), message: messageJson(world, message) };
  });

  router.on("PATCH", "/channels/:channel", ({ params, body }) => {
    const { archived } = checked(z.object({ archived: z.boolean() }), body, violate);
    const thread = channelFor(params.channel, 0n);
    if (!isThread(thread) || thread.ownerId !== botId) throw missingPermissions();
    thread.isArchived = archived;
    return channelJson(thread);
  });

  router.on("GET", "/guilds/:guild/threads/active", ({ params }) => ({
    threads: [...world.channels.values()]
      .filter((c) => c.guildId === params.guild && isThread(c) && !c.isArchived)
      .filter((c) => c.type !== 12 || c.added.has(botId))
      .map(channelJson),
    members: [],
  }));

  const reaction = "/channels/:channel/messages/:message/reactions/:emoji";
  router.on("GET", reaction, ({ params, query }) => {
    const channel = channelFor(params.channel, PERMISSIONS.readMessageHistory);
    const message = messageIn(channel, params.message);
    const after = BigInt(query.get("after") ?? "0");
    // In the order of their ids, as Discord pages through them.
    const users = [...(message.reactions.get(params.emoji ?? "") ?? [])]
      .filter((id) => BigInt(id) > after)
      .sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
      .slice(0, Number(query.get("limit") ?? "25"));
    return users.flatMap((id) => {
      const user = world.users.get(id);
      return user ? [userJson(user)] : [];
    });
  });
  router.on("PUT", `${reaction}/@me`, ({ params }) => {
    const channel = channelFor(params.channel, PERMISSIONS.readMessageHistory);
    const message = messageIn(channel, params.message);
    openFor(channel);
    const emoji = params.emoji ?? "";
    if (!/^\p{Extended_Pictographic}|^\p{Regional_Indicator}/u.test(emoji))
      throw new ApiError(400, 10014, "Unknown Emoji");
    if (!message.reactions.has(emoji)) channelFor(params.channel, PERMISSIONS.addReactions);
    const by = message.reactions.get(emoji) ?? new Set<string>();
    message.reactions.set(emoji, by.add(botId));
    gateway.dispatch(channel.guildId, "MESSAGE_REACTION_ADD", {
      user_id: botId,
      channel_id: channel.id,
      message_id: message.id,
      guild_id: channel.guildId,
      emoji: { id: null, name: emoji },
      burst: false,
      type: 0,
    });
    return undefined;
  });

  router.on("DELETE", reaction, ({ params }) => {
    const channel = channelFor(params.channel, PERMISSIONS.manageMessages);
    if (!messageIn(channel, params.message).reactions.delete(params.emoji ?? ""))
      throw new ApiError(404, 10014, "Unknown Emoji");
    return undefined;
  });
  router.on("DELETE", `${reaction}/:user`, ({ params }) => {
    const own = params.user === "@me";
    const channel = channelFor(params.channel, own ? 0n : PERMISSIONS.manageMessages);
    const message = messageIn(channel, params.message);
    const user = own ? botId : (params.user ?? "");
    const emoji = params.emoji ?? "";
    if (!message.reactions.get(emoji)?.delete(user)) throw new ApiError(404, 10014, "Unknown Emoji");
    gateway.dispatch(channel.guildId, "MESSAGE_REACTION_REMOVE", {
      user_id: user,
      channel_id: channel.id,
      message_id: message.id,
      guild_id: channel.guildId,
      emoji: { id: null, name: emoji },
      burst: false,
      type: 0,
    });
    return undefined;
  });
}
