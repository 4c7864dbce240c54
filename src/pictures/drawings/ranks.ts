import type { BoardDrawing, BoardRow, PodiumDrawing } from "../../cards/drawing.ts";
import type { Canvas } from "../canvas.ts";
import type { Colors } from "../looks.ts";
import { heading, INSIDE, PAD, paragraph } from "./frame.ts";

const NAME = 15;
const SMALL = 12;
const ROW = 38;
/** The most that a streak takes of a line. */
const STREAK = 90;

/** Places won or lost: an arrow with their number, a dot for whoever was not there. Gives its width. */
function movement(canvas: Canvas, colors: Colors, moved: BoardRow["moved"], end: number, y: number): number {
  if (moved === null || moved === 0) return 0;
  if (moved === "new") {
    canvas.circle(end - 5, y - 4, 3.5, colors.accent);
    return 16;
  }
  const text = new Intl.NumberFormat(canvas.lang).format(Math.abs(moved));
  const fill = moved > 0 ? colors.good : colors.bad;
  const room = canvas.measure(text, { size: SMALL });
  canvas.text(end, y, text, { size: SMALL, fill, anchor: "end" });
  const x = end - room - 11;
  const [tip, base] = moved > 0 ? [y - 9, y - 1] : [y - 1, y - 9];
  canvas.lines(
    [
      [x, base],
      [x + 8, base],
      [x + 4, tip],
    ],
    { fill },
  );
  return room + 20;
}

function row(canvas: Canvas, colors: Colors, one: BoardRow, y: number): void {
  const medal = one.rank <= 3 ? colors.medals[one.rank - 1] : undefined;
  if (one.own) canvas.rect(PAD - 8, y, INSIDE + 16, ROW - 2, colors.raised, { radius: 8 });
  const base = y + 23;
  if (medal !== undefined) canvas.circle(PAD + 13, y + 18, 13, medal);
  canvas.text(PAD + 13, base, new Intl.NumberFormat(canvas.lang).format(one.rank), {
    ...{ size: 14, bold: true, anchor: "middle", width: 34 },
    fill: medal === undefined ? colors.faint : colors.onMedal,
  });
  let end = PAD + INSIDE;
  canvas.text(end, base, one.value, { size: 14, fill: colors.text, anchor: "end", width: 150 });
  end -= Math.min(150, canvas.measure(one.value, { size: 14 })) + 12;
  end -= movement(canvas, colors, one.moved, end, base - 1);
  if (one.streak !== null) {
    canvas.text(end, base, one.streak, { size: SMALL, fill: colors.faint, anchor: "end", width: STREAK });
    end -= Math.min(STREAK, canvas.measure(one.streak, { size: SMALL })) + 12;
  }
  const start = PAD + 38;
  canvas.text(start, base, one.name, {
    ...{ size: NAME, fill: colors.text, bold: one.own || one.rank <= 3, width: Math.max(40, end - start) },
  });
}

/** Ranks under each other, a gap in them drawn as one; gives the lower edge. */
function ranks(canvas: Canvas, colors: Colors, rows: readonly BoardRow[], from: number): number {
  let y = from;
  for (const [i, one] of rows.entries()) {
    if (i > 0 && one.rank > (rows[i - 1]?.rank ?? 0) + i + 1) {
      for (const dot of [0, 1, 2]) canvas.circle(PAD + 13, y + 3 + dot * 5, 1.5, colors.faint);
      y += 18;
    }
    row(canvas, colors, one, y);
    y += ROW;
  }
  return y;
}

export function board(canvas: Canvas, colors: Colors, { title, rows, foot }: BoardDrawing): number {
  const y = ranks(canvas, colors, rows, heading(canvas, colors, title));
  return foot === ""
    ? y + PAD - 6
    : paragraph(canvas, { size: SMALL, fill: colors.faint }, foot, y + 4) + PAD - 6;
}

/** Second, first, third from the start of the line on; as high as a place counts. */
const STEPS = [
  { place: 1, height: 64 },
  { place: 0, height: 92 },
  { place: 2, height: 46 },
] as const;

/** The best three on steps, then everybody else. */
export function podium(canvas: Canvas, colors: Colors, { title, rows }: PodiumDrawing): number {
  let y = heading(canvas, colors, title);
  if (rows.length > 0) {
    const width = INSIDE / STEPS.length;
    const ground = y + 36 + 92;
    for (const [i, { place, height }] of STEPS.entries()) {
      const one = rows[place];
      if (one === undefined) continue;
      const middle = PAD + width * (i + 0.5);
      const top = ground - height;
      const medal = colors.medals[Math.min(one.rank, 3) - 1] ?? colors.raised;
      canvas.rect(PAD + width * i + 4, top, width - 8, height, colors.raised, { radius: 6 });
      canvas.rect(PAD + width * i + 4, top, width - 8, 6, medal, { radius: 3 });
      canvas.text(middle, top + 32, String(one.rank), {
        size: 20,
        bold: true,
        fill: medal,
        anchor: "middle",
      });
      canvas.text(middle, top - 22, one.name, {
        size: 14,
        bold: true,
        fill: colors.text,
        anchor: "middle",
        width: width - 8,
      });
      canvas.text(middle, top - 6, one.value, {
        size: SMALL,
        fill: colors.faint,
        anchor: "middle",
        width: width - 8,
      });
    }
    y = ranks(canvas, colors, rows.slice(STEPS.length), ground + 10);
  }
  return y + PAD - 8;
}
