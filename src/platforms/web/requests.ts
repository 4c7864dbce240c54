import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { FORMS, type FormName } from "../../engine/words/press.ts";
import { type Say, say } from "../../engine/words/say.ts";
import { LIMITS } from "./limits.ts";
import { isChannel, isDirect, memberOf } from "./world.ts";

/** Who does something and where. `delivery` names what is done: the same one twice is done once. */
const head = {
  member: z.string().refine((id) => memberOf(id) !== undefined),
  channel: z.string().refine(isChannel),
  delivery: z.string().regex(/^[\w-]{8,64}$/),
};

/** Where there are messages to press on: besides the channels, the member's conversation with the bot. */
const onMessage = { ...head, channel: z.string().refine((id) => isChannel(id) || isDirect(id)) };

/** What the page may send, by address. */
export const BODIES = {
  line: z.strictObject({ ...head, line: z.string().max(LIMITS.line) }),
  button: z.strictObject({ ...onMessage, message: z.string(), button: z.string().max(100) }),
  form: z.strictObject({
    ...onMessage,
    form: z.enum(Object.keys(FORMS) as [FormName]),
    item: z.string().regex(/^[^:\s]{1,90}$/),
    text: z.string().max(LIMITS.written),
    /** Absent in pages that are older than the bot. */
    ticked: z.array(z.string().max(LIMITS.tick)).max(LIMITS.ticks).default([]),
    /** Without its bytes where it is too large to be sent. */
    file: z
      .strictObject({
        name: z.string().max(LIMITS.fileName),
        size: z.number().int().min(0),
        base64: z.base64().nullable(),
      })
      .optional(),
  }),
  reaction: z.strictObject({
    ...head,
    message: z.string(),
    choice: z.literal([0, 1, 2, 3, 4, 5]),
  }),
  next: z.strictObject({ ...head, timezone: z.string().regex(/^[\w+/-]{1,64}$/) }),
  daily: z.strictObject({
    ...head,
    what: z.enum(["now", "close"]),
    /** The browser's zone: the schedule that is set up where there is none is in it. */
    timezone: z.string().regex(/^[\w+/-]{1,64}$/),
  }),
} as const;

export type BodyName = keyof typeof BODIES;
export type Body<K extends BodyName> = z.infer<(typeof BODIES)[K]>;

export type Read<T> = { ok: true; value: T } | { ok: false; status: 400 | 413 | 415; message: Say };

/** The page sends nothing like it, unless it is older than the bot. */
const NOT_UNDERSTOOD = say("page-refused.not-understood");
const TOO_LONG = say("page-refused.long");

/** Reads a JSON body and keeps no more of it than the limit. */
export async function readJson(req: IncomingMessage, limit: number = LIMITS.body): Promise<Read<unknown>> {
  // Another site's form cannot send this type without asking first, which is not answered.
  if (!/^application\/json\s*(;|$)/i.test(req.headers["content-type"] ?? ""))
    return { ok: false, status: 415, message: NOT_UNDERSTOOD };
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read and forgotten: a connection cut in the middle would lose the answer.
    if (size <= limit) chunks.push(chunk);
  }
  if (size > limit) return { ok: false, status: 413, message: TOO_LONG };
  try {
    return { ok: true, value: JSON.parse(Buffer.concat(chunks).toString("utf8")) };
  } catch {
    return { ok: false, status: 400, message: NOT_UNDERSTOOD };
  }
}

/** Checks a body against what its address takes. */
export function readBody<K extends BodyName>(name: K, json: unknown): Read<Body<K>> {
  const parsed = BODIES[name].safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data as Body<K> };
  const isLong = parsed.error.issues.some(({ code }) => code === "too_big");
  return { ok: false, status: 400, message: isLong ? TOO_LONG : NOT_UNDERSTOOD };
}
