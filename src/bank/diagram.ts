import { z } from "zod";
import { type Diagram, widthsOf } from "../engine/words/diagram.ts";

/**
 * The format of the field `diagram`. What is written in it is shown as it stands: Unicode, no formulas between
 * dollars and no code. Sizes are what a phone's width holds.
 */

const LIMITS = {
  alt: 600,
  label: 28,
  nodes: 16,
  edges: 24,
  cells: 12,
  matrix: 6,
  heat: 8,
  series: 4,
  points: 24,
  units: 32,
} as const;

const written = z
  .string()
  .trim()
  .min(1, "must not be empty")
  .regex(/^[^$`\n]*$/, "is shown as it stands: no $formulas$, no `code`, one line");
const label = written.max(LIMITS.label, `must not be longer than ${LIMITS.label} characters`);
const alt = written
  .min(40, "must say all that is seen, in sentences")
  .max(LIMITS.alt, `must not be longer than ${LIMITS.alt} characters`);

/** A number as it is typed: no more than a picture can show. */
const number = z
  .string()
  .regex(/^-?\d{1,9}(\.\d{1,6})?$/, "must be a number such as 12 or -0.25")
  .transform(Number);
const between = (least: number, most: number) =>
  number.refine((value) => value >= least && value <= most, `must be from ${least} to ${most}`);
const whole = (least: number, most: number) =>
  between(least, most).refine(Number.isInteger, "must be a whole number");
const flag = z.enum(["true", "false"]).transform((value) => value === "true");

/** Rows of one length. */
const isOf = (values: readonly (readonly unknown[])[], rows: number, columns: number) =>
  values.length === rows && values.every((row) => row.length === columns);

const graph = z
  .strictObject({
    kind: z.literal("graph"),
    alt,
    nodes: z
      .array(
        z.strictObject({
          id: z.string().regex(/^[a-z0-9]+$/, "must be lower-case letters and digits"),
          label,
          at: z.tuple([between(0, 5), between(0, 9)]),
          shape: z.enum(["box", "round"]).default("box"),
        }),
      )
      .min(2)
      .max(LIMITS.nodes, `has more than ${LIMITS.nodes} nodes`),
    edges: z
      .array(
        z.strictObject({
          from: z.string(),
          to: z.string(),
          label: label.or(z.literal("")).default(""),
          dashed: flag.default(false),
        }),
      )
      .min(1)
      .max(LIMITS.edges, `has more than ${LIMITS.edges} edges`),
  })
  .refine(({ nodes }) => new Set(nodes.map(({ id }) => id)).size === nodes.length, "has two nodes of one id")
  .refine(
    ({ nodes }) =>
      nodes.every((a, i) =>
        nodes.slice(i + 1).every((b) => Math.abs(a.at[0] - b.at[0]) >= 1 || Math.abs(a.at[1] - b.at[1]) >= 1),
      ),
    "has two nodes in one place: they stand at least one column or one row apart",
  )
  .refine(
    ({ nodes, edges }) =>
      edges.every(
        ({ from, to }) => from !== to && [from, to].every((end) => nodes.some(({ id }) => id === end)),
      ),
    "has an edge that does not join two of its nodes",
  );

const window = z
  .strictObject({
    kind: z.literal("window"),
    alt,
    input: whole(2, LIMITS.cells),
    kernel: whole(1, 7),
    stride: whole(1, 6).default(1),
    padding: whole(0, 3).default(0),
    dilation: whole(1, 4).default(1),
    values: z.array(z.array(number)).default([]),
  })
  .refine(
    ({ input, kernel, padding, dilation }) => dilation * (kernel - 1) + 1 <= input + 2 * padding,
    "has a kernel that is wider than the padded grid",
  )
  .refine(
    ({ input, padding }) => input + 2 * padding <= LIMITS.cells + 2,
    "has more cells than a phone shows",
  )
  .refine(
    ({ values, input }) => values.length === 0 || isOf(values, input, input),
    "needs a value for each cell",
  );

const layers = z
  .strictObject({
    kind: z.literal("layers"),
    alt,
    input: label,
    layers: z
      .array(
        z.strictObject({
          label,
          kernel: whole(1, 7),
          stride: whole(1, 4).default(1),
          dilation: whole(1, 8).default(1),
        }),
      )
      .min(1)
      .max(5, "has more than 5 layers"),
  })
  .refine(
    (drawn) => Math.max(...widthsOf(drawn)) <= LIMITS.units,
    `sees more than the ${LIMITS.units} units that a phone shows`,
  );

const curves = z.strictObject({
  kind: z.literal("curves"),
  alt,
  x: label,
  y: label,
  series: z
    .array(
      z.strictObject({
        label,
        points: z
          .array(z.tuple([number, number]))
          .min(2)
          .max(LIMITS.points, `has more than ${LIMITS.points} points`)
          .refine(
            (points) => points.every(([x], i) => x > (points[i - 1]?.[0] ?? Number.NEGATIVE_INFINITY)),
            "must go from left to right",
          ),
      }),
    )
    .min(1)
    .max(LIMITS.series, `has more than ${LIMITS.series} series`),
});

const table = <K extends "heat" | "matrix">(kind: K, most: number, value: typeof number) =>
  z
    .strictObject({
      kind: z.literal(kind),
      alt,
      down: label,
      across: label,
      rows: z.array(label).min(1).max(most, `has more than ${most} rows`),
      columns: z.array(label).min(1).max(most, `has more than ${most} columns`),
      values: z.array(z.array(value)),
    })
    .refine(
      ({ values, rows, columns }) => isOf(values, rows.length, columns.length),
      "needs a value for each row and column",
    );

const roofline = z.strictObject({
  kind: z.literal("roofline"),
  alt,
  peak: between(0.001, 100_000),
  bandwidth: between(0.001, 1_000),
  points: z
    .array(
      z.strictObject({
        label,
        intensity: between(0.01, 100_000),
        reached: between(0.001, 100_000).nullable().default(null),
      }),
    )
    .max(4, "has more than 4 points")
    .default([]),
});

export const diagramSchema: z.ZodType<Diagram, unknown> = z.discriminatedUnion("kind", [
  graph,
  window,
  layers,
  curves,
  table("heat", LIMITS.heat, between(0, 1)),
  table("matrix", LIMITS.matrix, number),
  roofline,
]);
