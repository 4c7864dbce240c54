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
  /** Requests that a platform refused because there were too many. */
  limited: "platform" | "what";
  /** Requests that a platform counts against whoever sends them: refused rights and tokens, and too many. */
  refused: "platform" | "status";
  /** Work that is tried again, by the kind of job. */
  retries: "what";
  reports: "item" | "kind";
  praised: "item";
  /** Opinions that a language model was asked for, by what became of them. */
  opinions: "outcome";
  /** Tokens that those took; where the server did not say, the most that it can have been. */
  opinion_tokens: "said";
  /** Looks at the reminders of a learner, by what came of them. */
  reminders: "outcome";
  /** Pictures that were asked for, by what became of them: made, kept from before, failed, late, or too many waited. */
  pictures: "outcome";
}

/** What is timed, and the labels each has. */
export interface Timed {
  /** From the arrival of a press or command to the platform's having its acknowledgement. */
  acknowledged: "platform" | "what";
  /** From the arrival to everything about it being done, the reply shown. */
  handled: "platform" | "what";
  /** A use case of the engine: from the parsed press to the reply as data. */
  uses: "what";
  /** A script of the store, its way there and back included. */
  scripts: "script";
  /** How far behind its hour the message of a daily question came up. */
  openings: "platform";
  /** A language model, from the question to its opinion. */
  opinions: never;
  /** A picture, from its turn to its bytes. */
  pictures: "what";
}

/** Counts and times of what happened, for `/metrics`. */
export interface Meter {
  /** Adds one, or so many, to `dlq_<event>_total` with these labels. */
  count<E extends keyof Counted>(event: E, labels: Record<Counted[E], string>, amount?: number): void;
  /** Notes that something took this many seconds, in `dlq_<event>_seconds`. */
  took<E extends keyof Timed>(event: E, labels: Record<Timed[E], string>, seconds: number): void;
  /**
   * Does work and notes how long it took, whether or not it failed. Where traces are kept it is a span, inside
   * the one of the work around it.
   */
  timed<E extends keyof Timed, T>(
    event: E,
    labels: Record<Timed[E], string>,
    work: () => Promise<T>,
  ): Promise<T>;
}
