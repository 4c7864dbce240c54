/**
 * Every method of the Web API that the bot calls, with the bot scopes it needs (all of them: which one
 * counts depends on the kind of channel). Calls are typed by this table, so nothing else can be called.
 */
export const METHODS = {
  "auth.test": [],
  "chat.postMessage": ["chat:write"],
  "chat.postEphemeral": ["chat:write"],
  "chat.update": ["chat:write"],
  "chat.getPermalink": [],
  "reactions.add": ["reactions:write"],
  "reactions.get": ["reactions:read"],
  "views.open": [],
  "views.update": [],
  "views.publish": [],
  "users.info": ["users:read"],
  "users.conversations": ["channels:read", "groups:read"],
  "conversations.info": ["channels:read", "groups:read"],
  // A conversation of several is opened with a scope of its own.
  "conversations.open": ["mpim:write"],
  "conversations.history": ["channels:history", "groups:history"],
  "conversations.replies": ["channels:history", "groups:history"],
  "files.uploadV2": ["files:write"],
} as const satisfies Record<string, readonly string[]>;

export type Method = keyof typeof METHODS;

/** Every event that the bot listens to, with the scopes Slack asks for before it sends it. */
export const EVENTS = {
  app_home_opened: [],
  app_uninstalled: [],
  tokens_revoked: [],
  reaction_added: ["reactions:read"],
  channel_archive: ["channels:read"],
  channel_deleted: ["channels:read"],
  channel_left: ["channels:read"],
  channel_unarchive: ["channels:read"],
  group_archive: ["groups:read"],
  group_deleted: ["groups:read"],
  group_left: ["groups:read"],
  group_unarchive: ["groups:read"],
  member_joined_channel: ["channels:read", "groups:read"],
} as const satisfies Record<string, readonly string[]>;

export type EventName = keyof typeof EVENTS;

/** The slash command. */
export const COMMAND = "/dlq";

/** What it can be asked from Slack's own menus, by the ids that come back: anywhere, and on a message. */
export const ASK_ANYWHERE = "dlq_ask";
export const ASK_ABOUT = "dlq_about";

/** The slash command and the shortcuts. */
const COMMAND_SCOPE = "commands";
/** A file with questions that somebody chose in a form. */
const FILE_SCOPE = "files:read";

/** The bot scopes that an installation grants: those of the methods, of the events, of the command and of files. */
export const BOT_SCOPES: readonly string[] = [
  ...new Set([COMMAND_SCOPE, FILE_SCOPE, ...Object.values(METHODS).flat(), ...Object.values(EVENTS).flat()]),
].sort();
