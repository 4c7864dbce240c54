import type { Drawing } from "../cards/drawing.ts";
import type { Look } from "../cards/ports.ts";
import { Canvas } from "./canvas.ts";
import { chart } from "./drawings/charts.ts";
import { diagram } from "./drawings/diagrams.ts";
import { heading, PAD, WIDTH } from "./drawings/frame.ts";
import { page } from "./drawings/page.ts";
import { board, podium } from "./drawings/ranks.ts";
import { type Colors, LOOKS } from "./looks.ts";

/** Draws, and gives the lower edge. A kind of drawing is a case here and a function beside the others. */
function drawn(canvas: Canvas, colors: Colors, drawing: Drawing): number {
  switch (drawing.kind) {
    case "chart":
      return chart(canvas, colors, drawing.data, heading(canvas, colors, drawing.title)) + PAD - 6;
    case "board":
      return board(canvas, colors, drawing);
    case "podium":
      return podium(canvas, colors, drawing);
    case "page":
      return page(canvas, colors, drawing);
    case "diagram":
      return diagram(canvas, colors, drawing.diagram);
    default:
      return drawing satisfies never;
  }
}

export interface Drawn {
  svg: string;
  width: number;
  height: number;
}

/**
 * A drawing as SVG.
 * @throws NoGlyph where it holds letters that no font has
 */
export function drawSvg(drawing: Drawing, look: Look): Drawn {
  const colors = LOOKS[look];
  const canvas = new Canvas(WIDTH, drawing.lang);
  const height = Math.ceil(drawn(canvas, colors, drawing));
  return { svg: canvas.toSvg(height, colors.ground, colors.rim), width: WIDTH, height };
}
