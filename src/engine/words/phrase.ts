/**
 * A sentence with parts that each platform writes in its own way. Strings are shown as text, never
 * interpreted; times appear in the reader's own time zone where the platform can do that.
 */
export type Piece =
  | string
  /** Epoch milliseconds. "relative": in 3 hours; "moment": 20 November 2026 09:00; "clock": 09:00. */
  | { time: number; style: "relative" | "moment" | "clock" }
  | { group: string }
  | { member: string }
  | { role: string }
  | { code: string }
  /** A command as typed after `/dlq`: "daily resume", "" for the one that asks. Each platform has its own form. */
  | { command: string }
  | { strong: string }
  /** A link; an empty address leaves the title alone. */
  | { title: string; url: string };

export type Phrase = readonly Piece[];

/** Writes a phrase: phrase`The question closes ${{ time, style: "relative" }}.` */
export function phrase(strings: TemplateStringsArray, ...pieces: (Piece | number)[]): Phrase {
  const out: Piece[] = [];
  strings.forEach((text, i) => {
    if (text) out.push(text);
    const piece = pieces[i];
    if (piece !== undefined && piece !== "") out.push(typeof piece === "number" ? String(piece) : piece);
  });
  return out;
}
