import type { PackError, PackProblem } from "../engine/words/pack.ts";
import type { RawQuestion } from "./raw.ts";

/** Which option a key means: a text, a letter or a place. What could mean two is an error, never a guess. */

/** Numbers without a hint of where they count from that are believed to count from one. */
const FEW = 8;

const isNumber = (text: string) => /^\d{1,2}$/.test(text);
const same = (text: string) => text.replace(/\s+/g, " ").trim();

/** How a file counts its options; "unknown": nothing says, and there are too many to believe it. */
export type Counting = 0 | 1 | "unknown" | "mixed";

/** Numbers that can be nothing but places. */
const placesIn = (rows: readonly RawQuestion[]) =>
  rows.filter(
    ({ key, keyAt, options, fromZero }) =>
      keyAt === undefined && !fromZero && isNumber(key) && !options.some(({ text }) => same(text) === key),
  );

export function countingOf(rows: readonly RawQuestion[]): { counting: Counting; told: boolean } {
  const places = placesIn(rows);
  const hasZero = places.some(({ key }) => Number(key) === 0);
  const hasLast = places.some(({ key, options }) => Number(key) === options.length);
  if (hasZero && hasLast) return { counting: "mixed", told: true };
  if (hasZero) return { counting: 0, told: true };
  if (hasLast || places.length === 0) return { counting: 1, told: true };
  return { counting: places.length < FEW ? 1 : "unknown", told: false };
}

/** "B", "b)", "(B)", "B. because": the letter and what follows it. */
const LETTERED = /^\(?([A-Fa-f])(?:[).:]\)?(?:\s+|$)([\s\S]*))?\)?$/;

type Found = { ok: true; at: number } | { ok: false; code: PackError };
const no = (code: PackError): Found => ({ ok: false, code });

export function keyOf({ key, keyAt, options, fromZero }: RawQuestion, counting: Counting): Found {
  if (keyAt !== undefined) return { ok: true, at: keyAt };
  const wanted = same(key);
  if (wanted === "") return no("no-key");
  const texts = options.map(({ text }) => same(text));
  const exact = texts.flatMap((text, i) => (text === wanted ? [i] : []));
  if (exact.length > 1) return no("key-several");
  const alike = texts.flatMap((text, i) => (text.toLowerCase() === wanted.toLowerCase() ? [i] : []));
  const byText = exact[0] ?? (alike.length === 1 ? alike[0] : undefined);
  const byPlace = placeOf(wanted, fromZero === true ? 0 : counting, texts);
  if (byText !== undefined && byPlace !== null && byPlace !== byText && byPlace !== "uncounted")
    return no("key-ambiguous");
  if (byText !== undefined) return { ok: true, at: byText };
  if (byPlace === "uncounted") return no("key-count");
  if (byPlace !== null && byPlace >= 0 && byPlace < options.length) return { ok: true, at: byPlace };
  return no(/^[A-F1-6](?:\s*[,;&]\s*[A-F1-6])+$/i.test(wanted) ? "key-several" : "key-unknown");
}

function placeOf(wanted: string, counting: Counting, texts: readonly string[]): number | "uncounted" | null {
  if (isNumber(wanted)) {
    if (counting === "unknown" || counting === "mixed") return "uncounted";
    const place = Number(wanted) - counting;
    return place >= 0 && place < texts.length ? place : null;
  }
  const [, letter = "", rest = ""] = LETTERED.exec(wanted) ?? [];
  if (letter === "") return null;
  const place = letter.toLowerCase().charCodeAt(0) - 97;
  if (place >= texts.length) return null;
  // "B) something else" is no B.
  return rest === "" || same(rest).toLowerCase() === texts[place]?.toLowerCase() ? place : null;
}

/** What is to be said where the file did not say how it counts. */
export const countedAdvice = (rows: readonly RawQuestion[]): PackProblem[] => {
  const { counting, told } = countingOf(rows);
  const [first] = placesIn(rows);
  return counting === 1 && !told && first !== undefined
    ? [{ line: first.line, severity: "advice", code: "counted", values: {} }]
    : [];
};
