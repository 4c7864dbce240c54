import type { Drawing } from "../cards/drawing.ts";
import type { Look } from "../cards/ports.ts";
import { Canvas } from "./canvas.ts";
import { readyToColor } from "./coloring.ts";
import { chart } from "./drawings/charts.ts";
import { code } from "./drawings/code.ts";
import { diagram } from "./drawings/diagrams.ts";
import { duel } from "./drawings/duel.ts";
import { formula } from "./drawings/formula.ts";
import { heading, PAD, WIDTH } from "./drawings/frame.ts";
import { page } from "./drawings/page.ts";
import { board, podium } from "./drawings/ranks.ts";
import { type Colors, LOOKS } from "./looks.ts";
import { readyToSet } from "./setting.ts";

/** Draws, and gives the lower edge. A kind of drawing is a case here and a function beside the others. */
function drawn(canvas: Canvas, colors: Colors, drawing: Drawing, look: Look): number {
  switch (drawing.kind) {
    case "chart":
      return chart(canvas, colors, drawing.data, heading(canvas, colors, drawing.title)) + PAD - 6;
    case "board":
      return board(canvas, colors, drawing);
    case "podium":
      return podium(canvas, colors, drawing);
    case "duel":
      return duel(canvas, colors, drawing);
    case "page":
      return page(canvas, colors, drawing);
    case "diagram":
      return diagram(canvas, colors, drawing.diagram);
    case "formula":
      return formula(canvas, colors, drawing);
    case "code":
      return code(canvas, colors, drawing, look);
    default:
      return drawing satisfies never;
  }
}

/** Reads what some kinds of drawings need and others do not, where it was not read before. */
export async function readyFor({ kind }: Drawing): Promise<void> {
  if (kind === "formula") await readyToSet();
  if (kind === "code") await readyToColor();
}

export interface Drawn {
  svg: string;
  width: number;
  height: number;
}

/**
 * A drawing as SVG, once `readyFor` has read what it needs.
 * @throws NoGlyph where it holds letters that no font has
 */
export function drawSvg(drawing: Drawing, look: Look): Drawn {
  const colors = LOOKS[look];
  const canvas = new Canvas(WIDTH, drawing.lang);
  const height = Math.ceil(drawn(canvas, colors, drawing, look));
  return { svg: canvas.toSvg(height, colors.ground, colors.rim), width: WIDTH, height };
}
