import { ApiError } from "./api.ts";
import type { MessageBody } from "./rules.ts";
import { type Attachment, snowflake } from "./state.ts";

/** A part of a multipart request: `files[3]` and its bytes. */
export interface Upload {
  field: string;
  name: string;
  bytes: Uint8Array;
}

/** Files of a message, and bytes of one. */
const MOST = 10;
const LARGEST = 10 * 1024 * 1024;

/** What is attached to a message after a request: what is kept of before, then what was uploaded. */
export function attachmentsAfter(
  uploads: readonly Upload[],
  { attachments: named, embeds }: Pick<MessageBody, "attachments" | "embeds">,
  before: readonly Attachment[],
  violate: (what: string) => void,
): Attachment[] {
  const refuse = (code: number, why: string): never => {
    violate(`refused: ${why}`);
    throw new ApiError(400, code, why);
  };
  for (const { bytes } of uploads) if (bytes.byteLength > LARGEST) refuse(40005, "Request entity too large");
  const about = (field: string) => named?.find(({ id }) => field === `files[${id}]`);
  for (const { id } of named ?? []) {
    const isKnown =
      uploads.some(({ field }) => field === `files[${id}]`) || before.some((one) => one.id === String(id));
    if (!isKnown) refuse(50035, `attachment ${id} is neither uploaded nor there`);
  }
  const kept =
    named === undefined || named === null
      ? before
      : before.filter(({ id }) => named.some((one) => String(one.id) === id));
  const added = uploads.map(
    ({ field, name, bytes }): Attachment => ({
      id: snowflake(),
      filename: name,
      text: new TextDecoder().decode(bytes),
      size: bytes.byteLength,
      isPng: bytes[0] === 0x89 && bytes[1] === 0x50,
      alt: about(field)?.description ?? null,
    }),
  );
  const all = [...kept, ...added];
  if (all.length > MOST) refuse(50035, "too many attachments");
  for (const { image } of embeds ?? []) {
    const [, name] = /^attachment:\/\/(.*)$/.exec(image?.url ?? "") ?? [];
    if (name !== undefined && !all.some(({ filename }) => filename === name))
      refuse(50035, `no file is called ${name}`);
  }
  return all;
}
