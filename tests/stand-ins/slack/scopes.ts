import type { Channel } from "./state.ts";

/**
 * The bot scopes that Slack's reference asks for, written down apart from the bot's own table, so that one
 * checks the other. Source: docs.slack.dev/reference/methods and /reference/events.
 */
export const SCOPES = [
  "channels:history",
  "channels:read",
  "chat:write",
  "commands",
  "files:read",
  "files:write",
  "groups:history",
  "groups:read",
  "im:history",
  "mpim:history",
  "mpim:read",
  "im:read",
  "im:write",
  "mpim:write",
  "reactions:read",
  "reactions:write",
  "users:read",
] as const;
export type Scope = (typeof SCOPES)[number];

const kind = (channel: Channel | undefined) => {
  if (channel?.isGroup) return "mpim";
  if (channel?.directWith) return "im";
  return channel?.isPrivate ? "groups" : "channels";
};

type Needed = Scope | null | ((channel: Channel | undefined) => Scope);

export const METHOD_SCOPES: Readonly<Record<string, Needed>> = {
  "auth.test": null,
  "chat.postMessage": "chat:write",
  "chat.postEphemeral": "chat:write",
  "chat.update": "chat:write",
  "chat.getPermalink": null,
  "chat.delete": "chat:write",
  "reactions.add": "reactions:write",
  "reactions.get": "reactions:read",
  "views.open": null,
  "views.update": null,
  "views.publish": null,
  "users.info": "users:read",
  // With one member alone `im:write` is enough, which the bot never asks for.
  "conversations.open": "mpim:write",
  // Of both kinds of channels that are asked for.
  "users.conversations": "groups:read",
  "conversations.info": (channel) => `${kind(channel)}:read`,
  "conversations.history": (channel) => `${kind(channel)}:history`,
  "conversations.replies": (channel) => `${kind(channel)}:history`,
  "files.getUploadURLExternal": "files:write",
  "files.completeUploadExternal": "files:write",
};

export const EVENT_SCOPES: Readonly<Record<string, Scope | null>> = {
  app_home_opened: null,
  app_uninstalled: null,
  tokens_revoked: null,
  reaction_added: "reactions:read",
  reaction_removed: "reactions:read",
  channel_archive: "channels:read",
  channel_deleted: "channels:read",
  channel_left: "channels:read",
  group_archive: "groups:read",
  group_deleted: "groups:read",
  group_left: "groups:read",
  channel_unarchive: "channels:read",
  group_unarchive: "groups:read",
  /** Of private channels with `groups:read`. */
  member_joined_channel: "channels:read",
};
