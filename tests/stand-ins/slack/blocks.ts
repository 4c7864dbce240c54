import { z } from "zod";
import { dataTable, dataVisualization, NEWEST } from "./data-blocks.ts";
import type { Json } from "./state.ts";

/**
 * What Slack's validation of Block Kit refuses: lengths, numbers, ids that have to be unique, and mrkdwn
 * with characters that were not escaped. Source: docs.slack.dev/reference/block-kit; the size of all
 * blocks is an observation.
 */

const length = (min: number, max: number) => z.string().min(min).max(max);
const plainText = (max: number) =>
  z.strictObject({ type: z.literal("plain_text"), text: length(1, max), emoji: z.boolean().optional() });
const mrkdwn = z.strictObject({
  type: z.literal("mrkdwn"),
  text: length(1, 3000),
  verbatim: z.boolean().optional(),
});
const anyText = z.union([plainText(3000), mrkdwn]);
const id = length(1, 255).optional();

const button = z.strictObject({
  type: z.literal("button"),
  action_id: id,
  text: plainText(75),
  value: length(1, 2000).optional(),
  url: length(1, 3000).optional(),
  style: z.enum(["primary", "danger"]).optional(),
});

const option = z.strictObject({
  text: plainText(75),
  value: length(1, 150),
  description: plainText(75).optional(),
});
const menu = {
  action_id: id,
  placeholder: plainText(150).optional(),
  options: z.array(option).min(1).max(100),
};
const select = z.strictObject({
  ...menu,
  type: z.literal("static_select"),
  initial_option: option.optional(),
});
const severalOf = z.strictObject({
  ...menu,
  type: z.literal("multi_static_select"),
  initial_options: z.array(option).min(1).optional(),
});
const conversations = z.strictObject({
  type: z.literal("conversations_select"),
  action_id: id,
  placeholder: plainText(150).optional(),
  initial_conversation: length(1, 255).optional(),
  default_to_current_conversation: z.boolean().optional(),
  response_url_enabled: z.boolean().optional(),
  filter: z
    .strictObject({
      include: z
        .array(z.enum(["im", "mpim", "private", "public"]))
        .min(1)
        .optional(),
      exclude_bot_users: z.boolean().optional(),
      exclude_external_shared_channels: z.boolean().optional(),
    })
    .optional(),
});
const timepicker = z.strictObject({
  type: z.literal("timepicker"),
  action_id: id,
  placeholder: plainText(150).optional(),
  initial_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
});
const external = z.strictObject({
  type: z.literal("external_select"),
  action_id: id,
  placeholder: plainText(150).optional(),
  min_query_length: z.int().min(0).optional(),
  initial_option: option.optional(),
});
/** Source: docs.slack.dev/reference/block-kit/block-elements/file-input-element. */
const fileInput = z.strictObject({
  type: z.literal("file_input"),
  action_id: z.string().max(255),
  filetypes: z.array(z.string()).min(1).optional(),
  max_files: z.number().int().min(1).max(10).optional(),
});

const checkboxes = z.strictObject({
  type: z.literal("checkboxes"),
  action_id: id,
  options: z
    .array(option.extend({ text: anyText, description: anyText.optional() }))
    .min(1)
    .max(10),
  initial_options: z.array(option).min(1).optional(),
});

const input = z.strictObject({
  type: z.literal("plain_text_input"),
  action_id: id,
  multiline: z.boolean().optional(),
  min_length: z.int().min(0).max(3000).optional(),
  max_length: z.int().min(1).max(3000).optional(),
  placeholder: plainText(150).optional(),
  initial_value: length(1, 3000).optional(),
});

const shared = { block_id: id };
const inContainers = [
  z.strictObject({ ...shared, type: z.literal("header"), text: plainText(150) }),
  z.strictObject({ ...shared, type: z.literal("section"), text: anyText }),
  z.strictObject({ ...shared, type: z.literal("divider") }),
  z.strictObject({ ...shared, type: z.literal("context"), elements: z.array(anyText).min(1).max(10) }),
  z.strictObject({
    ...shared,
    type: z.literal("actions"),
    elements: z
      .array(z.discriminatedUnion("type", [button, select, conversations, checkboxes]))
      .min(1)
      .max(25),
  }),
  z.strictObject({
    ...shared,
    type: z.literal("image"),
    image_url: length(1, 3000).optional(),
    slack_file: z.strictObject({ id: z.string().regex(/^F[A-Z0-9]{8,}$/) }).optional(),
    alt_text: length(1, 2000),
    title: plainText(2000).optional(),
  }),
] as const;

const container = z
  .strictObject({
    ...shared,
    type: z.literal("container"),
    title: plainText(150),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    child_blocks: z.array(z.discriminatedUnion("type", inContainers)).min(1).max(10),
  })
  .refine((one) => !one.default_collapsed || one.is_collapsible === true, "collapsed, and not collapsible");

/** Source: docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element. */
const mark = z.strictObject({
  text: plainText(75),
  value: length(1, 2000),
  accessibility_label: length(1, 75).optional(),
});
/** Source: docs.slack.dev/reference/block-kit/blocks/context-actions-block. */
const contextActions = z.strictObject({
  ...shared,
  type: z.literal("context_actions"),
  elements: z
    .array(
      z.discriminatedUnion("type", [
        z.strictObject({
          type: z.literal("feedback_buttons"),
          action_id: id,
          positive_button: mark,
          negative_button: mark,
        }),
        z.strictObject({
          type: z.literal("icon_button"),
          action_id: id,
          icon: z.literal("trash"),
          text: plainText(75),
          value: length(1, 2000).optional(),
          accessibility_label: length(1, 75).optional(),
        }),
      ]),
    )
    .min(1)
    .max(5),
});

const block = z.discriminatedUnion("type", [
  ...inContainers,
  container,
  contextActions,
  z.strictObject({
    ...shared,
    type: z.literal("input"),
    label: plainText(2000),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
    element: z.discriminatedUnion("type", [
      input,
      checkboxes,
      fileInput,
      select,
      severalOf,
      conversations,
      timepicker,
      external,
    ]),
  }),
  dataTable,
  dataVisualization,
]);

/** What views do not take. */
const inMessages = (blocks: readonly z.infer<typeof block>[]) =>
  blocks.every(({ type }) => !NEWEST.includes(type));

const modal = z.strictObject({
  type: z.literal("modal"),
  callback_id: id,
  title: plainText(24),
  submit: plainText(24).optional(),
  close: plainText(24).optional(),
  private_metadata: z.string().max(3000).optional(),
  blocks: z.array(block).min(1).max(100),
});

const home = z.strictObject({
  type: z.literal("home"),
  callback_id: id,
  private_metadata: z.string().max(3000).optional(),
  blocks: z.array(block).min(1).max(100),
});

/** Charts in one message. */
const MOST_CHARTS = 2;

/** Characters of all blocks as JSON above which messages were refused. */
const LARGEST = 13_200;

const TOKENS = [
  /^@[UW][A-Z0-9]+(\|[^<>]*)?$/,
  /^#[CG][A-Z0-9]+(\|[^<>]*)?$/,
  /^!subteam\^S[A-Z0-9]+(\|[^<>]*)?$/,
  /^!(here|channel|everyone)(\|[^<>]*)?$/,
  /^!date\^\d{1,10}\^[^^|<>]*\{[a-z_]+\}[^^|<>]*(\^https?:[^|<>]*)?\|[^<>]+$/,
  /^(https?|mailto):[^|<>\s]+(\|[^<>]+)?$/,
];

/** What is wrong with the escaping of a mrkdwn text; Slack shows such text, but not as it was meant. */
export function escapingProblems(text: string): string[] {
  const problems: string[] = [];
  const rest = text.replace(/<([^<>]*)>/g, (_, inside: string) => {
    if (!TOKENS.some((token) => token.test(inside))) problems.push(`unknown token <${inside}>`);
    return "";
  });
  if (/[<>]/.test(rest)) problems.push(`unescaped < or > in ${JSON.stringify(text.slice(0, 80))}`);
  if (/&(?!(amp|lt|gt);)/.test(text)) problems.push(`unescaped & in ${JSON.stringify(text.slice(0, 80))}`);
  if (/\p{Cs}/u.test(text)) problems.push("half a character");
  return problems;
}

function allTexts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(allTexts);
  if (typeof value !== "object" || value === null) return [];
  const object = value as Json;
  const own = object.type === "mrkdwn" && typeof object.text === "string" ? [object.text] : [];
  return [...own, ...Object.values(object).flatMap(allTexts)];
}

function duplicates(ids: readonly unknown[]): unknown[] {
  const given = ids.filter((one) => one !== undefined);
  return given.filter((one, i) => given.indexOf(one) !== i);
}

function idProblems(blocks: readonly z.infer<typeof block>[]): string[] {
  const inside = blocks.flatMap((b) => (b.type === "container" ? b.child_blocks : []));
  const all: z.infer<typeof block>[] = [...blocks, ...inside];
  const twice = duplicates(all.map((b) => b.block_id)).map((one) => `block_id ${one} twice`);
  for (const b of all) {
    if (b.type !== "actions" && b.type !== "context_actions") continue;
    twice.push(...duplicates(b.elements.map((e) => e.action_id)).map((one) => `action_id ${one} twice`));
  }
  return twice;
}

const said = (error: z.ZodError) =>
  error.issues.map((i) => `${i.message} [json-pointer:/${i.path.join("/")}]`);

/** What Slack would refuse of a message's blocks; empty: nothing. */
export function blockProblems(blocks: unknown, max = 50): string[] {
  const parsed = z.array(block).max(max).safeParse(blocks);
  if (!parsed.success) return said(parsed.error);
  const inputs = parsed.data.some((b) => b.type === "input") ? ["input blocks are for modals"] : [];
  const sources = parsed.data.some(
    (b) => b.type === "image" && (b.image_url === undefined) === (b.slack_file === undefined),
  );
  const pictures = sources ? ["an image needs an address or a file"] : [];
  const charts = parsed.data.filter((b) => b.type === "data_visualization").length;
  const many = charts > MOST_CHARTS ? [`${charts} charts in a message`] : [];
  const large = JSON.stringify(blocks).length > LARGEST ? ["msg_blocks_too_long"] : [];
  return [
    ...inputs,
    ...many,
    ...pictures,
    ...large,
    ...idProblems(parsed.data),
    ...allTexts(blocks).flatMap(escapingProblems),
  ];
}

/** What Slack would refuse of the options of a field that is found by what is typed; empty: nothing. */
export function optionProblems(options: unknown): string[] {
  const parsed = z.array(option).max(100).safeParse(options);
  return parsed.success ? [] : said(parsed.error);
}

/** Characters of a whole view as JSON. */
const LARGEST_VIEW = 250_000;

/** An initial choice that is none of the options, which Slack refuses. */
function initialProblems(blocks: readonly z.infer<typeof block>[]): string[] {
  return blocks.flatMap((one) => {
    if (one.type !== "input" || !("options" in one.element)) return [];
    const { element } = one;
    const values = element.options.map(({ value }) => value);
    const first = "initial_option" in element && element.initial_option ? [element.initial_option] : [];
    const several = "initial_options" in element ? (element.initial_options ?? []) : [];
    return [...first, ...several]
      .filter(({ value }) => !values.includes(value))
      .map(({ value }) => `initial option ${value} is no option`);
  });
}

/** What Slack would refuse of a view; empty: nothing. */
export function viewProblems(view: Json, type: "modal" | "home"): string[] {
  const parsed = (type === "modal" ? modal : home).safeParse(view);
  if (!parsed.success) return said(parsed.error);
  const inputs = parsed.data.blocks.some((b) => b.type === "input");
  const submit =
    type === "modal" && inputs && !("submit" in view) ? ["a modal with inputs needs submit"] : [];
  const data = inMessages(parsed.data.blocks) ? [] : ["blocks of data and small marks are for messages"];
  const large = JSON.stringify(view).length > LARGEST_VIEW ? ["view_too_large"] : [];
  const initial = initialProblems(parsed.data.blocks);
  return [
    ...submit,
    ...data,
    ...large,
    ...initial,
    ...idProblems(parsed.data.blocks),
    ...allTexts(view).flatMap(escapingProblems),
  ];
}
