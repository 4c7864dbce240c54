import type { Diagram } from "../engine/words/diagram.ts";
import { type Formula, formulasIn } from "../engine/words/formula.ts";
import type { MarkupText } from "../engine/words/item.ts";
import { PHONE_COLUMNS, spans } from "../engine/words/text.ts";
import { plainOf } from "../words/inline.ts";
import type { Words } from "../words/words.ts";
import type { Reader } from "./build.ts";
import type { BoardRow, Drawing, PagePart } from "./drawing.ts";
import type { Block, MetersBlock, PictureBlock } from "./model.ts";
import { told } from "./told.ts";

/** Bars out of letters, and dots between what a line says: nothing of them is read aloud. */
const BARS = /[▰▱]+ ?/g;
const BETWEEN = / · /g;

/** What blocks say, a sentence for each thing they say, as it reads well aloud in a language. */
function aloud(words: Words, blocks: readonly Block[]): string {
  const [comma, stop] = [words.plain("comma"), words.plain("stop")];
  return blocks
    .flatMap(told)
    .flatMap(({ text }) => plainOf(text.filter(({ type }) => type !== "block")).split("\n"))
    .map((line) => line.replace(BARS, "").replace(BETWEEN, comma).trim())
    .filter((line) => line !== "")
    .map((line) => (/[.!?:…。！？：।]$/.test(line) ? line : `${line}${stop}`))
    .join(" ");
}

/** A picture in place of blocks that say the same. */
export const pictured = ({ words }: Reader, make: Drawing, instead: readonly Block[]): PictureBlock => ({
  type: "picture",
  alt: aloud(words, instead),
  source: { kind: "made", make },
  instead,
});

/** A line of a board as it is drawn. */
export const boardRow = (
  { words }: Reader,
  row: {
    rank: number;
    name: string;
    points: number;
    moved?: BoardRow["moved"];
    streak?: number | null;
    you?: boolean;
  },
): BoardRow => ({
  rank: row.rank,
  name: plainOf([words.name(row.name)]),
  value: words.plain("points", { points: row.points }),
  moved: row.moved ?? null,
  streak: row.streak == null ? null : words.plain("board.streak", { length: row.streak }),
  own: row.you ?? false,
});

const meters = ({ label, rows }: MetersBlock): PagePart => ({
  part: "meters",
  title: label,
  rows: rows.map(({ label: name, part, whole, value }) => ({
    label: name,
    share: whole === 0 ? 0 : part / whole,
    value,
  })),
});

/** Charts and bars that stand among other blocks as one picture, before the rest; nothing where there are none. */
export function pagePicture(reader: Reader, blocks: readonly Block[]): Block[] {
  const parts: PagePart[] = [];
  const drawn: Block[] = [];
  const rest: Block[] = [];
  for (const block of blocks) {
    const isDrawn = block.type === "meters" || block.type === "chart";
    (isDrawn ? drawn : rest).push(block);
    if (block.type === "meters") parts.push(meters(block));
    if (block.type === "chart") parts.push({ part: "chart", title: block.title, data: block.data });
  }
  if (parts.length === 0) return rest;
  const lang = reader.words.language;
  return [pictured(reader, { kind: "page", lang, title: "", parts }, drawn), ...rest];
}

/** Questions are in English, whatever their reader speaks. */
const LANGUAGE = "en";

/** What a question shows, beside its words; what a picture of it says stands where there is none. */
export const diagramBlocks = (diagram: Diagram | undefined): PictureBlock[] =>
  diagram === undefined
    ? []
    : [
        {
          type: "picture",
          alt: diagram.alt,
          source: { kind: "made", make: { kind: "diagram", lang: LANGUAGE, diagram } },
          instead: null,
        },
      ];

const columnsOf = (code: string) => Math.max(...code.split("\n").map((line) => [...line].length));

const beside = (alt: string, make: Drawing): PictureBlock => ({
  type: "picture",
  alt,
  source: { kind: "made", make },
  instead: [],
});

/**
 * What a text says and cannot show: its formulas that have most to show, and the first code that a phone would break.
 * They stand beside the text, which has all of it.
 */
export function shownBeside(
  value: MarkupText,
  formulas: readonly Formula[] | undefined,
  most = 1,
): PictureBlock[] {
  const wide = spans(value).find(({ kind, text }) => kind === "block" && columnsOf(text) > PHONE_COLUMNS);
  const said = formulasIn([value], formulas);
  // A part of another one is no formula of its own there.
  const whole = said.filter((one) => !said.some(({ text }) => text !== one.text && text.includes(one.text)));
  return [
    ...whole.slice(0, most).map(({ tex, text }) => beside(text, { kind: "formula", lang: LANGUAGE, tex })),
    ...(wide === undefined
      ? []
      : [
          beside(wide.text, {
            ...{ kind: "code", lang: LANGUAGE },
            ...{ code: wide.text, syntax: wide.lang ?? null },
          }),
        ]),
  ];
}
