import { z } from "zod";
import type { Channel, Json, Message, WorkspaceState } from "./state.ts";
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

export function read<T extends z.ZodType>(schema: T, args: Json): z.infer<T> {
  const parsed = schema.safeParse(args);
  if (parsed.success) return parsed.data;
  throw new Refusal("invalid_arguments", { response_metadata: { messages: [parsed.error.message] } });
}

export const flag = z.union([z.boolean(), z.stringbool()]).optional();
export const object = z.union([
  z.record(z.string(), z.unknown()),
  z.string().transform((s) => JSON.parse(s) as Json),
]);
export const list = z.union([
  z.array(z.record(z.string(), z.unknown())),
  z.string().transform((s) => JSON.parse(s) as Json[]),
]);

/** The channel a method works on; the bot has to be in it where `member`. */
export function channelOf(workspace: WorkspaceState, id: string, member: boolean): Channel {
  const channel = workspace.channels.get(id);
  if (!channel) throw new Refusal("channel_not_found");
  const isIn = channel.members.has(workspace.botUser);
  if (channel.isPrivate && !isIn) throw new Refusal("channel_not_found");
  if (channel.isArchived) throw new Refusal("is_archived");
  if (member && !isIn) throw new Refusal("not_in_channel");
  return channel;
}

export function messageOf(channel: Channel, ts: string): Message {
  const message = channel.messages.find((m) => m.ts === ts && m.onlyFor === null);
  if (!message) throw new Refusal("message_not_found");
  return message;
}
