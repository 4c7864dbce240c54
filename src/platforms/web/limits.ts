/** What the playground accepts and keeps. */
export const LIMITS = {
  /** Bytes of a request body; of a form's, which may bring a file of two megabytes as base64. */
  body: 16_384,
  form: 3_000_000,
  /** UTF-16 units of a file's name. */
  fileName: 200,
  /** UTF-16 units of a typed line, past the longest command with a report's text. */
  line: 2_000,
  /** The same of what is written into a form: more than any form takes, so that it says how much that is. */
  written: 4_000,
  /** Messages kept of one channel, threads and private ones included; the oldest go first. */
  messages: 500,
  /** Events kept for pages that come back after a broken connection. */
  events: 1_000,
  /** Pages connected at once. */
  streams: 64,
  /** Bytes waiting for a page that reads too slowly; past this it is cut off and comes back. */
  backlog: 4_000_000,
  /** Things that a form ticks, and UTF-16 units of what stands for one. */
  ticks: 100,
  tick: 40,
  /** Suggestions under the command line. */
  completions: 8,
  /** Graphemes of a person's name. */
  name: 40,
  /** Graphemes of a short fact beside a title. */
  chip: 60,
  /** Graphemes of a button's label. */
  label: 80,
  /** Allowed values that a refusal lists. */
  listed: 60,
} as const;

/** Milliseconds. */
export const TIMES = {
  /** How long what is under way may take when the platform stops. */
  drain: 5_000,
  /** A sign of life on a quiet stream, so that nothing between cuts it. */
  heartbeat: 15_000,
  /** After how long a page whose stream broke comes back. */
  retry: 1_000,
} as const;
