import { type Asked, decodeAsked, encodeAsked } from "./asked.ts";

/** Whom a sheet is for: it decides how hard its questions are and in which styles they are asked. */
export const SENIORITIES = ["junior", "mid", "senior"] as const;
export type Seniority = (typeof SENIORITIES)[number];

/** As what a sheet is given: a list to go through, or a file. */
export const SHEET_FORMS = ["list", "markdown", "html"] as const;
export type SheetForm = (typeof SHEET_FORMS)[number];
export type SheetFile = Exclude<SheetForm, "list">;

/** What a sheet shall hold. */
export interface SheetWanted extends Pick<Asked, "topic" | "role" | "company"> {
  level: Seniority;
  questions: number;
  minutes: number;
}

export const SHEET_DEFAULTS = { level: "mid", questions: 5, minutes: 45 } as const satisfies SheetWanted;
export const MOST_QUESTIONS = 10;

/** Characters of an id that topic, role and company may take: all that the bank knows fits. */
const ROOM = 72;

/** A wish in two words, without a colon: `rope,,,cve,,Google` and `s.5.45`. */
export function encodeSheet({ level, questions, minutes, ...asked }: SheetWanted): [string, string] {
  return [encodeAsked(asked, ROOM), [level.charAt(0), questions, minutes].join(".")];
}

/** Reads what `encodeSheet` wrote; null where it is nothing that can be wished for. */
export function decodeSheet(asked: string, terms: string): SheetWanted | null {
  const [, letter, questions, minutes] = /^([a-z])\.(\d{1,2})\.(\d{1,3})$/.exec(terms) ?? [];
  const level = SENIORITIES.find((one) => one.charAt(0) === letter);
  const count = Number(questions);
  if (level === undefined || count < 1 || count > MOST_QUESTIONS || Number(minutes) < 1) return null;
  const { topic, role, company } = decodeAsked(asked);
  const filter = Object.fromEntries(
    Object.entries({ topic, role, company }).filter(([, value]) => value !== undefined),
  );
  return { ...filter, level, questions: count, minutes: Number(minutes) };
}
