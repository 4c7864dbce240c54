import { createHash, randomUUID } from "node:crypto";
import { ChannelType, type RawFile, type REST, Routes } from "discord.js";
import { z } from "zod";
import type { MessageRef } from "../../engine/words/place.ts";
import type { Laid, Page, Upload } from "./draw/pages.ts";
import { brief, CODES, codeOf, heldFor, statusOf } from "./errors.ts";
import { LIMITS } from "./limits.ts";

const created = z.object({ id: z.string() });

/**
 * Discord gives back the message that it has of the same author and nonce, for some minutes; so a post that
 * discord.js sends again after a 5xx, or another process repeats, makes one message.
 */
export function nonceOf(key: string, part: number): string {
  return createHash("sha256").update(`${part}|${key}`).digest("base64url").slice(0, LIMITS.nonce);
}

/** A page that is up already; undefined where nobody looked. */
type Known = (page: Page) => MessageRef | null;
/** Looks what of a reply is up in a channel, where an earlier try may have succeeded. */
export type Look = (channel: string) => Promise<Known | undefined>;

interface Terms {
  /** The message that is replied to. */
  answering?: string | undefined;
  known?: Known | undefined;
}

export const bytesOf = (data: Upload["data"]): Buffer =>
  typeof data === "string" ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
export const filesOf = (files: readonly Upload[]): RawFile[] =>
  files.map(({ name, data }) => ({ name, data: bytesOf(data) }));

/** What is said of the files of a message, by their order; a message that is edited keeps no others. */
const attachmentsOf = (files: readonly Upload[]) =>
  files.map(({ name, alt }, id) => ({
    id,
    filename: name,
    ...(alt === undefined ? {} : { description: alt }),
  }));

/** The same, for a message that is new. */
export const described = (files: readonly Upload[]) =>
  files.length === 0 ? {} : { attachments: attachmentsOf(files) };

/**
 * Does something in a channel, also where that is a thread that was closed: it is opened again for it. Throws what
 * discord.js throws.
 */
export async function reopening<T>(rest: REST, channel: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (codeOf(error) !== CODES.threadArchived) throw error;
    await rest.patch(Routes.channel(channel), { body: { archived: false } });
    return await act();
  }
}

async function send(
  rest: REST,
  channel: string,
  page: Page,
  terms: {
    nonce: string;
    files: readonly Upload[];
    twins?: readonly Page[] | undefined;
    answering?: string | undefined;
    known?: Known | undefined;
  },
): Promise<MessageRef> {
  for (const form of [page, ...(terms.twins ?? [])]) {
    const before = terms.known?.(form) ?? null;
    if (before !== null) return before;
  }
  const reference =
    terms.answering === undefined
      ? {}
      : { message_reference: { message_id: terms.answering, fail_if_not_exists: false } };
  const sent = await reopening(rest, channel, () =>
    rest.post(Routes.channelMessages(channel), {
      body: {
        ...page,
        ...reference,
        ...described(terms.files),
        nonce: terms.nonce,
        enforce_nonce: true,
      },
      files: filesOf(terms.files),
    }),
  );
  return { channel, message: created.parse(sent).id };
}

/**
 * Posts what the first message of a reply did not hold. Throws what discord.js throws; where it had no turn, the
 * first is up all the same, so that is no sign that nothing was sent.
 */
export async function sendRest(
  rest: REST,
  channel: string,
  laid: Laid,
  key: string,
  { answering, known }: Terms = {},
): Promise<void> {
  try {
    for (const [i, page] of laid.rest.entries())
      await send(rest, channel, page, { nonce: nonceOf(key, i + 1), files: [], answering, known });
  } catch (error) {
    throw heldFor(error) === null ? error : new Error(brief(error), { cause: error });
  }
}

/** Posts a reply, in several messages where it is long. Gives the first. Throws what discord.js throws. */
export async function sendAll(
  rest: REST,
  channel: string,
  laid: Laid,
  key: string,
  terms: Terms = {},
): Promise<MessageRef> {
  const sent = await send(rest, channel, laid.first, {
    ...terms,
    nonce: nonceOf(key, 0),
    files: laid.files,
    twins: laid.twins,
  });
  await sendRest(rest, channel, laid, key, terms);
  return sent;
}

/** Changes a message, and gives what it is then. Throws what discord.js throws. */
export function patch(
  rest: REST,
  at: MessageRef,
  { first, files }: Pick<Laid, "first" | "files">,
): Promise<unknown> {
  return reopening(rest, at.channel, () =>
    rest.patch(Routes.channelMessage(at.channel, at.message), {
      body: { ...first, attachments: attachmentsOf(files) },
      files: filesOf(files),
    }),
  );
}

/** Starts the thread of a message. Throws what discord.js throws. */
export async function startThread(rest: REST, at: MessageRef, name: string): Promise<string> {
  const thread = await rest.post(Routes.threads(at.channel, at.message), {
    body: { name: name.slice(0, LIMITS.threadName), type: ChannelType.PublicThread },
  });
  return created.parse(thread).id;
}

/** The thread of a message, started where there is none; null where the channel has no threads for us. */
async function threadOf(rest: REST, at: MessageRef, name: string): Promise<string | null> {
  try {
    return await startThread(rest, at, name);
  } catch (error) {
    // A thread that was started from a message has the message's id.
    if (codeOf(error) === CODES.threadExists) return at.message;
    const status = statusOf(error);
    if (status !== null && status < 500) return null;
    throw error;
  }
}

/** Into the thread of a message; as a reply to it where no thread can be started or written to. */
export async function sendToThread(
  rest: REST,
  at: MessageRef,
  laid: Laid,
  key: string,
  { name, look }: { name: string; look: Look },
): Promise<MessageRef> {
  // The first message of a forum post has the post's id: what belongs to it goes into the post.
  const thread = at.channel === at.message ? at.channel : await threadOf(rest, at, name);
  if (thread !== null) {
    try {
      return await sendAll(rest, thread, laid, key, { known: await look(thread) });
    } catch (error) {
      if (statusOf(error) !== 403 && statusOf(error) !== 404) throw error;
    }
  }
  return await sendAll(rest, at.channel, laid, key, {
    answering: at.message,
    known: await look(at.channel),
  });
}

/** A direct message. Rejects where the person takes none. */
export async function sendDirectly(
  rest: REST,
  person: string,
  laid: Laid,
  key: string = randomUUID(),
): Promise<void> {
  const channel = created.parse(await rest.post(Routes.userChannels(), { body: { recipient_id: person } }));
  await sendAll(rest, channel.id, laid, key);
}
