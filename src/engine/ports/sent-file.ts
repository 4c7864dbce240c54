/** A file that somebody sent along; nothing of it is read before somebody wants it. */
export interface SentFile {
  name: string;
  /** In bytes, as the platform says. */
  size: number;
  /** All of it; null: it is larger than the limit, or could not be had. */
  bytes(limit: number): Promise<Uint8Array | null>;
}
