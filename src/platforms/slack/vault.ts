import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { z } from "zod";

/** What is kept of an installation, as the store has it: in clear, or sealed with the key of this name. */
const record = z.object({
  savedAt: z.number(),
  clear: z.string().optional(),
  sealed: z.object({ key: z.string(), iv: z.string(), tag: z.string(), text: z.string() }).optional(),
});

/** A text that cannot be read with the keys there are; the message is a sentence for whoever runs the bot. */
export class SealedError extends Error {
  override name = "SealedError";
}

export interface Kept {
  text: string;
  /** Epoch milliseconds; 0: before that was noted. */
  savedAt: number;
  /** As it would be written today: under the first key, or in clear where there is none. */
  isCurrent: boolean;
}

export interface Vault {
  /** `owner` is bound to the text: what is copied to another one does not open. */
  seal(owner: string, text: string, savedAt: number): string;
  /** Throws `SealedError` where none of the keys opens it. */
  open(owner: string, stored: string): Kept;
  /** When a text was saved, which needs no key. */
  savedAt(stored: string): number;
}

const NO_KEY =
  "The tokens of Slack's workspaces are encrypted, and SLACK_TOKEN_KEY is not set. Set it to the key they were encrypted with.";
const OTHER_KEY =
  "SLACK_TOKEN_KEY does not open the tokens of Slack's workspaces: they were encrypted with another key. Put that one behind the new one: SLACK_TOKEN_KEY=new,old.";
const BROKEN = "What is stored of a workspace's installation is damaged. Install the bot there again.";

const nameOf = (key: Uint8Array) =>
  createHash("sha256").update("dlq token key").update(key).digest("hex").slice(0, 16);

/** Seals with AES-256-GCM under the first of the keys (32 bytes each), opens with any of them. */
export function createVault(keys: readonly Uint8Array[]): Vault {
  const [first] = keys;
  const byName = new Map(keys.map((key) => [nameOf(key), key]));
  const bound = (owner: string, savedAt: number) => Buffer.from(`${owner}|${savedAt}`);

  /** What was stored before there were records is Slack's own text. */
  function read(stored: string): z.infer<typeof record> {
    const parsed = record.safeParse(JSON.parse(stored));
    return parsed.success ? parsed.data : { savedAt: 0, clear: stored };
  }

  return {
    savedAt: (stored) => read(stored).savedAt,

    seal(owner, text, savedAt) {
      if (first === undefined) return JSON.stringify({ savedAt, clear: text });
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", first, iv).setAAD(bound(owner, savedAt));
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      const parts = { iv, tag: cipher.getAuthTag(), text: sealed };
      const texts = Object.entries(parts).map(([name, bytes]) => [name, bytes.toString("base64")]);
      return JSON.stringify({ savedAt, sealed: { key: nameOf(first), ...Object.fromEntries(texts) } });
    },

    open(owner, stored) {
      const { savedAt, clear, sealed } = read(stored);
      if (sealed === undefined) {
        if (clear === undefined) throw new SealedError(BROKEN);
        return { text: clear, savedAt, isCurrent: first === undefined };
      }
      const key = byName.get(sealed.key);
      if (key === undefined) throw new SealedError(first === undefined ? NO_KEY : OTHER_KEY);
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(sealed.iv, "base64"))
          .setAAD(bound(owner, savedAt))
          .setAuthTag(Buffer.from(sealed.tag, "base64"));
        const text = Buffer.concat([decipher.update(sealed.text, "base64"), decipher.final()]);
        return { text: text.toString("utf8"), savedAt, isCurrent: key === first };
      } catch {
        throw new SealedError(BROKEN);
      }
    },
  };
}
