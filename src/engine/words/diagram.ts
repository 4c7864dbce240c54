/**
 * What a question shows beside its words, as plain data in the language of the bank. `alt` says all of it, so that
 * whoever does not see it can answer as well.
 */
export type Diagram = { alt: string } & (
  | GraphDiagram
  | WindowDiagram
  | LayersDiagram
  | CurvesDiagram
  | HeatDiagram
  | MatrixDiagram
  | RooflineDiagram
);

/** Boxes and arrows on a grid, as a computation graph or a residual block. */
export interface GraphDiagram {
  kind: "graph";
  /** `at`: column and row of its middle, from the upper left corner; halves may stand between two. */
  nodes: readonly { id: string; label: string; at: readonly [number, number]; shape: "box" | "round" }[];
  /** What would cross another node goes around it. */
  edges: readonly { from: string; to: string; label: string; dashed: boolean }[];
}

/** A kernel on a padded grid, at its first place and at the next one to the right. */
export interface WindowDiagram {
  kind: "window";
  /** Cells on a side. */
  input: number;
  kernel: number;
  stride: number;
  padding: number;
  dilation: number;
  /** Of the cells without padding, row by row; none: they are empty. */
  values: readonly (readonly number[])[];
}

/** Rows of units above the input, and what one unit of the last row sees. */
export interface LayersDiagram {
  kind: "layers";
  /** The name of the lowest row. */
  input: string;
  /** Upwards. As many units are drawn as lie between those that the one at the top sees. */
  layers: readonly { label: string; kernel: number; stride: number; dilation: number }[];
}

export interface CurvesDiagram {
  kind: "curves";
  x: string;
  y: string;
  series: readonly { label: string; points: readonly (readonly [number, number])[] }[];
}

/** Weights from 0 to 1 as shades, such as an attention map. */
export interface HeatDiagram {
  kind: "heat";
  /** What the rows and the columns are. */
  down: string;
  across: string;
  rows: readonly string[];
  columns: readonly string[];
  values: readonly (readonly number[])[];
}

/** Numbers under headings, such as a confusion matrix. */
export interface MatrixDiagram {
  kind: "matrix";
  down: string;
  across: string;
  rows: readonly string[];
  columns: readonly string[];
  values: readonly (readonly number[])[];
}

/** Attainable speed over arithmetic intensity, both axes logarithmic. */
export interface RooflineDiagram {
  kind: "roofline";
  /** TFLOP/s. */
  peak: number;
  /** TB/s. */
  bandwidth: number;
  /** Where a program stands: FLOP per byte, and TFLOP/s that it reaches; null: on the roof. */
  points: readonly { label: string; intensity: number; reached: number | null }[];
}

/** How many units lie in each row of layers that one unit of the last sees, from it downwards. */
export function widthsOf({ layers }: Pick<LayersDiagram, "layers">): number[] {
  const widths = [1];
  for (const { kernel, stride, dilation } of [...layers].reverse())
    widths.push(((widths.at(-1) ?? 1) - 1) * stride + dilation * (kernel - 1) + 1);
  return widths;
}

/** Everything that is written in the picture, as texts. */
export function writtenIn(diagram: Diagram): string[] {
  switch (diagram.kind) {
    case "graph":
      return [...diagram.nodes, ...diagram.edges].map(({ label }) => label);
    case "window":
      return diagram.values.flat().map(String);
    case "layers":
      return [diagram.input, ...diagram.layers.map(({ label }) => label)];
    case "curves":
      return [diagram.x, diagram.y, ...diagram.series.map(({ label }) => label)];
    case "heat":
      return [diagram.down, diagram.across, ...diagram.rows, ...diagram.columns];
    case "matrix":
      return [
        ...[diagram.down, diagram.across, ...diagram.rows, ...diagram.columns],
        ...diagram.values.flat().map(String),
      ];
    case "roofline":
      return [...[diagram.peak, diagram.bandwidth].map(String), ...diagram.points.map(({ label }) => label)];
    default:
      return diagram satisfies never;
  }
}
