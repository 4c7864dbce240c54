import type { ChartBlock } from "../../cards/model.ts";
import type { Canvas } from "../canvas.ts";
import { between, type Colors } from "../looks.ts";
import { INSIDE, PAD } from "./frame.ts";

const WEEK = 7;
const SMALL = 11;
const GAP = 3;
const DAY = 24 * 60 * 60_000;
/** From how many on a day is drawn how strongly. */
const SHADES = [
  [0, 0],
  [1, 0.4],
  [3, 0.7],
  [6, 1],
] as const;

/** A column for each week, Monday on top. */
export function calendar(
  canvas: Canvas,
  colors: Colors,
  { from, days }: Extract<ChartBlock["data"], { form: "calendar" }>,
  top: number,
): number {
  const first = Date.parse(`${from}T00:00:00Z`);
  const before = (new Date(first).getUTCDay() + WEEK - 1) % WEEK;
  const weeks = Math.max(1, Math.ceil((before + days.length) / WEEK));
  const names = new Intl.DateTimeFormat(canvas.lang, { weekday: "short", timeZone: "UTC" });
  const months = new Intl.DateTimeFormat(canvas.lang, { month: "short", timeZone: "UTC" });
  const dayAt = (at: number) => new Date(first + at * DAY);
  const labels = [0, 2, 4].map((row) => ({ row, name: names.format(dayAt(row - before)) }));
  const left = PAD + 8 + Math.max(...labels.map(({ name }) => canvas.measure(name, { size: SMALL })));
  const cell = Math.min(24, (PAD + INSIDE - left) / weeks - GAP);
  const step = cell + GAP;
  const y = top + SMALL + 6;
  for (const { row, name } of labels)
    canvas.text(PAD, y + row * step + cell / 2 + 4, name, { size: SMALL, fill: colors.faint });
  const shade = (count: number) =>
    between(colors.raised, colors.good, SHADES.findLast(([least]) => count >= least)?.[1] ?? 0);
  let written = Number.NEGATIVE_INFINITY;
  for (const [i, count] of days.entries()) {
    const [column, row] = [Math.floor((before + i) / WEEK), (before + i) % WEEK];
    const x = left + column * step;
    const day = dayAt(i);
    if ((day.getUTCDate() === 1 || i === 0) && x > written) {
      const name = months.format(day);
      const room = canvas.measure(name, { size: SMALL });
      // The month that has only its last days here gives way to the next.
      if (i > 0 || day.getUTCDate() < 22) {
        canvas.text(x, top + SMALL, name, { size: SMALL, fill: colors.faint });
        written = x + room + 6;
      }
    }
    if (count !== null) canvas.rect(x, y + row * step, cell, cell, shade(count), { radius: 4 });
  }
  const below = y + WEEK * step + 6;
  let x = left;
  for (const [i, [least]] of SHADES.entries()) {
    const next = SHADES[i + 1]?.[0];
    const name =
      next === undefined ? `${least}+` : next - least === 1 ? String(least) : `${least}–${next - 1}`;
    canvas.rect(x, below, 11, 11, shade(least), { radius: 3 });
    canvas.text(x + 15, below + 10, name, { size: SMALL, fill: colors.faint });
    x += 15 + canvas.measure(name, { size: SMALL }) + 14;
  }
  return below + 18;
}
