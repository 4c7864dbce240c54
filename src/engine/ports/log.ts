/** Structured logging: fields first, then a sentence. Never pass tokens, answers' texts or whole payloads. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Counts of what happened, for `/metrics`. */
export interface Meter {
  /** Adds one to `dlq_<event>_total` with these labels. */
  count(
    event: "commands" | "answers" | "rounds" | "posts" | "failures" | "reports",
    labels: Record<string, string>,
  ): void;
}
