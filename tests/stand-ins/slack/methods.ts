import { z } from "zod";
import { viewProblems } from "./blocks.ts";
import { completeUpload, uploadAddress } from "./files.ts";
import { history, permalink, postEphemeral, postMessage, replies, update } from "./messages.ts";
import { channelOf, flag, type Method, messageOf, object, Refusal, read } from "./method.ts";
import { groupChannel, type Json, type Message, newId, newTs, type WorkspaceState } from "./state.ts";
import type { World } from "./world.ts";

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

/** Without `full` Slack lists some of the users alone. */
function getReactions(_world: World, workspace: WorkspaceState, args: Json): Json {
  const schema = z.object({ channel: z.string(), timestamp: z.string(), full: flag.optional() });
  const { channel: at, timestamp, full } = read(schema, args);
  const { reactions, ts } = messageOf(channelOf(workspace, at, true), timestamp);
  const listed = reactions.map(({ name, users }) => ({
    name,
    users: full ? users : users.slice(0, 2),
    count: users.length,
  }));
  return { type: "message", channel: at, message: { type: "message", ts, reactions: listed } };
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
  const opened = { id: newId("V"), view, hash: newTs() };
  world.userOf(workspace, trigger.user).modal = opened;
  return { view: { ...view, id: opened.id, hash: opened.hash } };
}

function updateView(world: World, workspace: WorkspaceState, args: Json): Json {
  const {
    view_id: id,
    view,
    hash,
  } = read(z.object({ view_id: z.string(), view: object, hash: z.string().optional() }), args);
  const owner = [...workspace.users.values()].find((user) => user.modal?.id === id);
  if (!owner?.modal) throw new Refusal("not_found");
  if (hash !== undefined && hash !== owner.modal.hash) throw new Refusal("hash_conflict");
  checkView(world, view, "modal");
  owner.modal = { id, view, hash: newTs() };
  return { view: { ...view, id, hash: owner.modal.hash } };
}

export function checkView(world: World, view: Json, type: "modal" | "home"): void {
  const wrong = viewProblems(view, type);
  if (wrong.length === 0) return;
  world.violations.push(...wrong.map((one) => `view: ${one}`));
  throw new Refusal("invalid_arguments", { response_metadata: { messages: wrong } });
}

function publishView(world: World, workspace: WorkspaceState, args: Json): Json {
  const {
    user_id: id,
    view,
    hash,
  } = read(z.object({ user_id: z.string(), view: object, hash: z.string().optional() }), args);
  const user = workspace.users.get(id);
  if (!user) throw new Refusal("user_not_found");
  if (hash !== undefined && hash !== user.homeHash) throw new Refusal("hash_conflict");
  checkView(world, view, "home");
  user.home = view;
  user.homeHash = newTs();
  return { view: { ...view, id: "V0HOME", hash: user.homeHash } };
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
      is_restricted: user.isGuest,
      is_ultra_restricted: false,
      deleted: user.isDeleted,
      ...(user.timezone === null ? {} : { tz: user.timezone }),
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
      ...(channel.creator === null ? {} : { creator: channel.creator }),
    },
  };
}

/** The channels that the bot is in. */
function ownConversations(_: World, workspace: WorkspaceState, args: Json): Json {
  const { limit, cursor } = read(
    z.object({
      ...{ types: z.string(), exclude_archived: flag.optional(), limit: z.coerce.number().max(1000) },
      cursor: z.string().optional(),
    }),
    args,
  );
  const own = [...workspace.channels.values()].filter(
    (channel) =>
      channel.directWith === null &&
      !channel.isGroup &&
      !channel.isArchived &&
      channel.members.has(workspace.botUser),
  );
  const from = Number(cursor ?? 0);
  const page = own.slice(from, from + limit);
  return {
    channels: page.map(({ id, name, creator }) => ({ id, name, ...(creator === null ? {} : { creator }) })),
    response_metadata: { next_cursor: from + limit < own.length ? String(from + limit) : "" },
  };
}

/** A conversation of several members; Slack takes at most eight besides the bot. */
function openConversation(_: World, workspace: WorkspaceState, args: Json): Json {
  const { users } = read(z.object({ users: z.string() }), args);
  const ids = users.split(",");
  if (ids.length < 2) throw new Refusal("not_enough_users");
  if (ids.length > 8) throw new Refusal("too_many_users");
  for (const id of ids) {
    const user = workspace.users.get(id);
    if (!user) throw new Refusal("user_not_found");
    if (user.isDeleted) throw new Refusal("user_disabled");
  }
  return { channel: { id: groupChannel(workspace, ids).id } };
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
  "chat.getPermalink": permalink,
  "reactions.add": addReaction,
  "reactions.get": getReactions,
  "views.open": openView,
  "views.update": updateView,
  "views.publish": publishView,
  "users.info": userInfo,
  "users.conversations": ownConversations,
  "conversations.info": conversationInfo,
  "conversations.open": openConversation,
  "conversations.history": history,
  "conversations.replies": replies,
  "files.getUploadURLExternal": uploadAddress,
  "files.completeUploadExternal": completeUpload,
};
