/** What a member may type at once: reading it must never hold up everybody else. */
export const LIMITS = {
  /** UTF-16 units of a typed line, past the longest text that a command takes. */
  line: 3_000,
  /** Words and options of a line, past every option of the longest command. */
  words: 60,
  /** UTF-16 units of an option that is no free text, past a list of all topics. */
  option: 1_000,
  /** Values of a list, past all topics. */
  listed: 100,
  /** Words that are looked at as one value, past the longest name: "port of spain". */
  joined: 10,
  /** UTF-16 units of what was typed that a refusal repeats. */
  quoted: 80,
} as const;

/** What was typed, short enough to be repeated in a sentence. */
export const quoted = (text: string): string =>
  text.length > LIMITS.quoted ? `${text.slice(0, LIMITS.quoted)}…` : text;
