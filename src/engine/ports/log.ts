/** Structured logging: fields first, then a sentence. Never pass tokens, answers' texts or whole payloads. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What is counted, and the labels each event has: no more and no fewer, or the count fails. */
export interface Counted {
  commands: "command";
  answers: "mode" | "via" | "outcome";
  rounds: "mode" | "kind";
  posts: "what" | "outcome";
  failures: "what";
  reports: "item";
}

/** Counts of what happened, for `/metrics`. */
export interface Meter {
  /** Adds one to `dlq_<event>_total` with these labels. */
  count<E extends keyof Counted>(event: E, labels: Record<Counted[E], string>): void;
}
