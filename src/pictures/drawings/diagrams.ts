import type { Diagram } from "../../engine/words/diagram.ts";
import type { Canvas } from "../canvas.ts";
import type { Colors } from "../looks.ts";
import { PAD } from "./frame.ts";
import { graph } from "./graph.ts";
import { cells, layers, window } from "./grids.ts";
import { curves, roofline } from "./plots.ts";

/** What a question shows; gives the lower edge. */
export function diagram(canvas: Canvas, colors: Colors, shown: Diagram): number {
  switch (shown.kind) {
    case "graph":
      return graph(canvas, colors, shown, PAD);
    case "window":
      return window(canvas, colors, shown, PAD);
    case "layers":
      return layers(canvas, colors, shown, PAD);
    case "curves":
      return curves(canvas, colors, shown, PAD);
    case "heat":
    case "matrix":
      return cells(canvas, colors, shown, PAD);
    case "roofline":
      return roofline(canvas, colors, shown, PAD);
    default:
      return shown satisfies never;
  }
}
