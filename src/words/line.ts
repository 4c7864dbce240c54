import { clean } from "./inline.ts";

/** Text taken apart where a reader sees its characters, and put on one line. The same for every platform. */

/** A grapheme of more units than this is no character any more, and may be taken apart. The longest emoji have about 35. */
const LONGEST_GRAPHEME = 40;

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
/** ASCII that no combining character follows, or a stretch around what is not ASCII. */
const STRETCH = /[\t\n -~]+(?=[\t\n -~]|$)|[\t\n -~]?[^\t\n -~]{1,1000}/gu;

/** What is never cut. Segmenting takes time in the square of the length, so it is done by stretches. */
export function graphemes(text: string): string[] {
  return (text.match(STRETCH) ?? []).flatMap((stretch) => {
    if (/^[\t\n -~]+$/.test(stretch)) return [...stretch];
    return [...segmenter.segment(stretch)].flatMap(({ segment }) =>
      segment.length > LONGEST_GRAPHEME ? [...segment] : [segment],
    );
  });
}

/** On one line without what takes no room: for names, labels and titles. */
function onOneLine(text: string): string {
  return clean(text)
    .replace(/[\u061C\u200B\u200E\u200F\u2060\uFEFF]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

function shortened(text: string, limit: number, sizeOf: (grapheme: string) => number): string {
  const line = onOneLine(text);
  // No measure counts more than there are units.
  if (line.length <= limit) return line;
  const all = graphemes(line);
  const fitting = (room: number): number => {
    let left = room;
    const end = all.findIndex((one) => {
      left -= sizeOf(one);
      return left < 0;
    });
    return end < 0 ? all.length : end;
  };
  if (fitting(limit) === all.length) return all.join("");
  return `${all
    .slice(0, fitting(limit - 1))
    .join("")
    .trimEnd()}…`;
}

/** One line of at most so many graphemes, with an ellipsis where it was longer: as a reader counts. */
export const oneLine = (text: string, limit: number): string => shortened(text, limit, () => 1);

/** One line of at most so many UTF-16 units, with an ellipsis where it was longer: as platforms count. */
export const label = (text: string, limit: number): string => shortened(text, limit, (one) => one.length);

/**
 * One line in two parts, the first of at most so many UTF-16 units, parted between words where there are any. The
 * second is "" where the first has room for all.
 */
export function inTwo(text: string, limit: number): [first: string, rest: string] {
  const line = onOneLine(text);
  if (line.length <= limit) return [line, ""];
  const gap = line.lastIndexOf(" ", limit);
  let first = "";
  for (const one of graphemes(gap > 0 ? line.slice(0, gap) : line)) {
    if (first.length + one.length > limit) break;
    first += one;
  }
  return [first, line.slice(first.length).trimStart()];
}

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/**
 * With its direction kept to itself, so that it never turns what follows. A line that begins so would be taken for one
 * from right to left by clients that go by its first letter, which look into what is isolated, too: so a mark of the
 * direction that all languages of the bot have stands before it.
 */
export const isolated = (line: string): string =>
  RIGHT_TO_LEFT.test(line) ? `\u200E\u2068${line}\u2069` : line;
