import type { Diagram } from "../engine/words/diagram.ts";
import type { DuelMark } from "../engine/words/duel.ts";
import type { ChartBlock } from "./model.ts";

/**
 * What a picture that the bot makes shows: plain data in the reader's words, never bytes, so that the same
 * drawing is the same picture. `src/pictures/` has a function for each kind.
 */
export type Drawing =
  | ChartDrawing
  | BoardDrawing
  | PodiumDrawing
  | DuelDrawing
  | PageDrawing
  | DiagramDrawing
  | FormulaDrawing
  | CodeDrawing;

/** What all drawings have: BCP 47, for the direction of the page and the forms of Chinese characters. */
interface Spoken {
  lang: string;
}

export interface ChartDrawing extends Spoken {
  kind: "chart";
  title: string;
  data: ChartBlock["data"];
}

export interface BoardRow {
  rank: number;
  name: string;
  /** "40 points". */
  value: string;
  /** Places won since the period before, negative where lost; "new": was not on the board; null: not known. */
  moved: number | "new" | null;
  /** "12 in a row"; null: there is none to tell. */
  streak: string | null;
  /** The reader's own line. */
  own: boolean;
}

/** Ranks, best first. A gap in the ranks is drawn as one. */
export interface BoardDrawing extends Spoken {
  kind: "board";
  title: string;
  rows: readonly BoardRow[];
  /** Small print, "" for none. */
  foot: string;
}

/** The best of a period that is over: the first three on steps, the others below. */
export interface PodiumDrawing extends Spoken {
  kind: "podium";
  title: string;
  rows: readonly BoardRow[];
}

/** Two beside each other: what each had right, and question by question what became of it. */
export interface DuelDrawing extends Spoken {
  kind: "duel";
  /** `value`: how many were right, as it is written. */
  sides: readonly [DuelDrawn, DuelDrawn];
  rows: readonly { label: string; marks: readonly [DuelMark, DuelMark] }[];
}

interface DuelDrawn {
  name: string;
  value: string;
  won: boolean;
}

/** Somebody's page: charts and bars under each other. */
export interface PageDrawing extends Spoken {
  kind: "page";
  title: string;
  parts: readonly PagePart[];
}

export type PagePart =
  | { part: "chart"; title: string; data: ChartBlock["data"] }
  | {
      part: "meters";
      title: string;
      /** `share`: 0 to 1. */
      rows: readonly { label: string; share: number; value: string }[];
    };

/** What a question shows. */
export interface DiagramDrawing extends Spoken {
  kind: "diagram";
  diagram: Diagram;
}

/** A formula as a book has it. */
export interface FormulaDrawing extends Spoken {
  kind: "formula";
  tex: string;
}

/** Lines of code as they stand, none of them broken. */
export interface CodeDrawing extends Spoken {
  kind: "code";
  code: string;
  /** The language it is written in, as a fence names it; null: none that is known. */
  syntax: string | null;
}
