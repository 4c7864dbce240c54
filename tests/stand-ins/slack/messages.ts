import { z } from "zod";
import { blockProblems, escapingProblems } from "./blocks.ts";
import { checkFiles } from "./files.ts";
import { channelOf, flag, list, messageOf, object, Refusal, read } from "./method.ts";
import { directChannel, type Json, type Message, type WorkspaceState } from "./state.ts";
import type { World } from "./world.ts";

/** The methods that write messages and read them back. */

const content = z.object({
  text: z.string().optional(),
  blocks: list.optional(),
});

/** Refuses what Slack refuses of a message, and records that it was tried. */
export function checkContent(
  world: World,
  workspace: WorkspaceState,
  text: string,
  blocks: readonly Json[] | undefined,
  longest: number,
): void {
  const wrong = blocks ? blockProblems(blocks) : [];
  if (!text && !blocks?.length) wrong.push("no_text");
  if (text.length > longest) wrong.push(`text of ${text.length} characters`);
  wrong.push(...escapingProblems(text));
  if (wrong.length === 0) {
    // Nothing is wrong with it, but the workspace does not have it yet.
    if (blocks?.some(({ type }) => workspace.lacks.has(String(type)))) throw new Refusal("invalid_blocks");
    checkFiles(world, workspace, blocks ?? []);
    return;
  }
  world.violations.push(...wrong.map((one) => `message: ${one}`));
  if (text.length > longest) throw new Refusal("msg_too_long");
  throw new Refusal("invalid_blocks", {
    response_metadata: { messages: wrong.map((one) => `[ERROR] ${one}`) },
  });
}

const posting = content.extend({
  channel: z.string(),
  thread_ts: z.string().optional(),
  reply_broadcast: flag,
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

export function postMessage(world: World, workspace: WorkspaceState, args: Json): Json {
  const wanted = read(posting, args);
  const { channel: to, text = "", blocks, thread_ts: thread, metadata } = wanted;
  const direct = workspace.users.get(to);
  if (direct && !direct.takesDirect) throw new Refusal("messages_tab_disabled");
  const channel = direct ? directChannel(workspace, to) : channelOf(workspace, to, true);
  checkContent(world, workspace, text, blocks, 40_000);
  if (thread !== undefined && !channel.messages.some((m) => m.ts === thread))
    throw new Refusal("thread_not_found");
  const message = world.say(workspace, channel, {
    text,
    blocks: blocks ?? [],
    metadata: metadata ?? null,
    threadTs: thread ?? null,
    isBroadcast: wanted.reply_broadcast === true,
  });
  return { channel: channel.id, ts: message.ts, message: asJson(message, true) };
}

export function postEphemeral(world: World, workspace: WorkspaceState, args: Json): Json {
  const {
    channel: to,
    text = "",
    blocks,
    user,
    thread_ts: thread,
  } = read(posting.extend({ user: z.string() }), args);
  const channel = channelOf(workspace, to, true);
  if (!channel.members.has(user)) throw new Refusal("user_not_in_channel");
  checkContent(world, workspace, text, blocks, 40_000);
  const message = world.say(workspace, channel, {
    text,
    blocks: blocks ?? [],
    onlyFor: user,
    threadTs: thread ?? null,
  });
  return { message_ts: message.ts };
}

export function update(world: World, workspace: WorkspaceState, args: Json): Json {
  const {
    channel: at,
    ts,
    text = "",
    blocks,
  } = read(content.extend({ channel: z.string(), ts: z.string() }), args);
  const channel = channelOf(workspace, at, false);
  const message = messageOf(channel, ts);
  if (message.user !== workspace.botUser) throw new Refusal("cant_update_message");
  checkContent(world, workspace, text, blocks, 4000);
  message.text = text;
  message.blocks = blocks ?? [];
  message.edits++;
  return { channel: channel.id, ts, text };
}

const reading = z.object({
  channel: z.string(),
  ts: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(999).default(100),
  oldest: z.coerce.number().default(0),
  cursor: z.string().optional(),
  include_all_metadata: flag,
});

/** A page of messages. A cursor names the last message that was seen, so that new ones in between do not matter. */
function paged(
  world: World,
  messages: readonly Message[],
  { limit, oldest, cursor, include_all_metadata: metadata }: z.infer<typeof reading>,
): Json {
  const most = world.isOutsideMarketplace ? Math.min(limit, 15) : limit;
  const kept = messages.filter((m) => Number(m.ts) > oldest);
  const start = cursor === undefined ? 0 : kept.findIndex((m) => m.ts === cursor) + 1;
  const page = kept.slice(start, start + most);
  const hasMore = kept.length > start + page.length;
  return {
    messages: page.map((m) => asJson(m, metadata === true)),
    has_more: hasMore,
    response_metadata: { next_cursor: hasMore ? (page.at(-1)?.ts ?? "") : "" },
  };
}

export function history(world: World, workspace: WorkspaceState, args: Json): Json {
  const wanted = read(reading, args);
  const channel = channelOf(workspace, wanted.channel, true);
  const messages = channel.messages.filter((m) => m.threadTs === null && m.onlyFor === null);
  return paged(world, messages.reverse(), wanted);
}

/** The address of a message. */
export function permalink(world: World, workspace: WorkspaceState, args: Json): Json {
  const schema = z.object({ channel: z.string(), message_ts: z.string() });
  const { channel: id, message_ts: ts } = read(schema, args);
  messageOf(channelOf(workspace, id, false), ts);
  return { channel: id, permalink: `${world.origin}/archives/${id}/p${ts.replace(".", "")}` };
}

export function replies(world: World, workspace: WorkspaceState, args: Json): Json {
  const wanted = read(reading, args);
  const { channel: id, ts } = wanted;
  const channel = channelOf(workspace, id, true);
  const all = channel.messages.filter((m) => (m.ts === ts || m.threadTs === ts) && m.onlyFor === null);
  if (all.length === 0) throw new Refusal("thread_not_found");
  return paged(world, all, wanted);
}
