import { z } from "zod";

/** Slack's blocks of data: docs.slack.dev/reference/block-kit/blocks/data-table-block and …/data-visualization-block. */

const length = (min: number, max: number) => z.string().min(min).max(max);
const block_id = length(1, 255).optional();

/** Of formatted text: what the bot writes of it. */
const richSection = z.strictObject({
  type: z.literal("rich_text_section"),
  elements: z
    .array(
      z.discriminatedUnion("type", [
        z.strictObject({ type: z.literal("text"), text: length(1, 10_000) }),
        z.strictObject({ type: z.literal("channel"), channel_id: z.string().regex(/^[CG][A-Z0-9]+$/) }),
      ]),
    )
    .min(1),
});

const cell = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("raw_text"), text: length(1, 10_000) }),
  z.strictObject({ type: z.literal("raw_number"), value: z.number(), text: length(1, 10_000) }),
  z.strictObject({ type: z.literal("rich_text"), elements: z.array(richSection).min(1) }),
]);

/** Of all cells of one table. */
const TABLE_TEXT = 10_000;

const textOf = (one: z.infer<typeof cell>): string =>
  one.type === "rich_text"
    ? one.elements.flatMap(({ elements }) => elements.map((e) => (e.type === "text" ? e.text : "#"))).join("")
    : one.text;

export const dataTable = z
  .strictObject({
    block_id,
    type: z.literal("data_table"),
    caption: length(1, 3000),
    page_size: z.int().min(1).max(100).optional(),
    row_header_column_index: z.int().min(0).optional(),
    rows: z.array(z.array(cell).min(1).max(20)).min(2).max(101),
  })
  .refine(({ rows }) => new Set(rows.map((row) => row.length)).size === 1, "rows of different lengths")
  .refine(({ rows: [heads = []] }) => heads.every(({ type }) => type !== "rich_text"), "a formatted head")
  .refine(
    ({ row_header_column_index: index = 0, rows: [heads = []] }) => index < heads.length,
    "a column that is not there",
  )
  .refine(
    ({ rows }) => rows.flat().reduce((sum, one) => sum + textOf(one).length, 0) <= TABLE_TEXT,
    "too many characters in a table",
  );

const label = length(1, 20);
const isUnique = (names: readonly string[]) => new Set(names).size === names.length;

const axes = z
  .strictObject({
    type: z.enum(["bar", "line", "area"]),
    series: z
      .array(
        z.strictObject({
          name: label,
          data: z
            .array(z.strictObject({ label, value: z.number() }))
            .min(1)
            .max(20),
        }),
      )
      .min(1)
      .max(6)
      .refine((all) => isUnique(all.map(({ name }) => name)), "series of the same name"),
    axis_config: z.strictObject({
      categories: z.array(label).min(1).max(20).refine(isUnique, "a category twice"),
      x_label: length(1, 50).optional(),
      y_label: length(1, 50).optional(),
    }),
  })
  .refine(
    ({ series, axis_config: { categories } }) =>
      series.every(({ data }) => data.map((one) => one.label).join("\n") === categories.join("\n")),
    "labels that are not the categories",
  );

const pie = z.strictObject({
  type: z.literal("pie"),
  segments: z
    .array(z.strictObject({ label, value: z.number().positive() }))
    .min(1)
    .max(6),
});

export const dataVisualization = z.strictObject({
  block_id,
  type: z.literal("data_visualization"),
  title: length(1, 50),
  chart: z.union([axes, pie]),
});

/** The blocks that came to workspaces one after the other. */
export const NEWEST: readonly string[] = ["context_actions", "data_table", "data_visualization", "container"];
