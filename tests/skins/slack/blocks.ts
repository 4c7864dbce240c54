import type { types } from "@slack/bolt";
import type { Block, DataVisualizationBlock } from "../../../src/platforms/slack/draw/blocks.ts";
import { all, dataUrl, type Html, h, NOTHING, t } from "../html.ts";
import type { Reader } from "../reader.ts";
import { chart } from "./chart.ts";
import { mrkdwn } from "./mrkdwn.ts";

/** What blocks are drawn with besides themselves. */
export interface Context {
  reader: Reader;
  /** Pictures that were uploaded, by the ids of their files. */
  files: ReadonlyMap<string, Uint8Array>;
}

type Text = types.PlainTextElement | types.MrkdwnElement;
type Table = Extract<Block, { type: "data_table" }>;
type Cell = Table["rows"][number][number];

const text = (one: Text, { reader }: Context): Html =>
  one.type === "mrkdwn" ? mrkdwn(one.text, reader) : h("span", { dir: "auto" }, t(one.text));

const select = (shown: string, isChosen: boolean): Html =>
  h(
    "div",
    { class: `select${isChosen ? " chosen" : ""}` },
    h("span", { class: "label", dir: "auto" }, t(shown)),
    h("span", { class: "down" }),
  );

interface Option {
  text: Text;
  description?: Text | undefined;
  value?: string | undefined;
}

function ticks(options: readonly Option[], chosen: readonly Option[], context: Context): Html {
  const isChosen = ({ value }: Option) => chosen.some((one) => one.value === value);
  return h(
    "div",
    { class: "ticks" },
    ...options.map((one) =>
      h(
        "label",
        {},
        h("input", { type: "checkbox", checked: isChosen(one) ? "" : null }),
        h(
          "span",
          {},
          text(one.text, context),
          one.description === undefined
            ? NOTHING
            : h("span", { class: "about" }, text(one.description, context)),
        ),
      ),
    ),
  );
}

type Element = types.ActionsBlockElement | types.InputBlockElement;

function element(one: Element, context: Context): Html {
  switch (one.type) {
    case "button":
      return h(
        "button",
        { class: `button ${one.style ?? ""}`, type: "button" },
        h("span", { class: "label", dir: "auto" }, t(one.text.text)),
      );
    case "static_select":
    case "external_select":
      return select(
        one.initial_option?.text.text ?? one.placeholder?.text ?? "",
        one.initial_option !== undefined,
      );
    case "multi_static_select":
      return select(
        one.initial_options?.map(({ text: { text: shown } }) => shown).join(", ") ??
          one.placeholder?.text ??
          "",
        one.initial_options !== undefined,
      );
    case "conversations_select": {
      const id = one.initial_conversation;
      const shown = id === undefined ? (one.placeholder?.text ?? "") : `# ${context.reader.names[id] ?? id}`;
      return select(shown, id !== undefined);
    }
    case "timepicker":
      return select(one.initial_time ?? "", one.initial_time !== undefined);
    case "checkboxes":
      return ticks(one.options, one.initial_options ?? [], context);
    case "file_input":
      return h("div", { class: "field" }, t("Add a file"));
    case "plain_text_input":
      return h("div", { class: `field${one.multiline ? " tall" : ""}` }, t(one.placeholder?.text ?? ""));
    default:
      throw new Error(`the skin knows no element of the type ${one.type}`);
  }
}

function cell(one: Cell, { reader }: Context): Html {
  if (one.type !== "rich_text") return t(one.text);
  const sections = one.elements.flatMap((part) => (part.type === "rich_text_section" ? [part] : []));
  return all(
    sections
      .flatMap(({ elements }) => elements)
      .map((part) => {
        if (part.type === "channel")
          return h("span", { class: "mention" }, t(`#${reader.names[part.channel_id] ?? part.channel_id}`));
        return part.type === "text" ? t(part.text) : NOTHING;
      }),
  );
}

/** A table scrolls sideways in its frame. */
function table({ caption, rows }: Table, context: Context): Html {
  const [heads = [], ...others] = rows;
  const line = (cells: readonly Cell[], tag: "td" | "th") =>
    h(
      "tr",
      {},
      ...cells.map((one) =>
        h(tag, { class: one.type === "raw_number" ? "number" : null, dir: "auto" }, cell(one, context)),
      ),
    );
  return h(
    "div",
    { class: "table" },
    h("div", { class: "caption", dir: "auto" }, t(caption)),
    h(
      "div",
      { class: "scrolls" },
      h(
        "table",
        {},
        h("thead", {}, line(heads, "th")),
        h("tbody", {}, ...others.map((one) => line(one, "td"))),
      ),
    ),
  );
}

function image(one: types.ImageBlock, { files }: Context): Html {
  const file =
    "slack_file" in one && one.slack_file !== undefined && "id" in one.slack_file ? one.slack_file.id : null;
  const data = file === null ? undefined : files.get(file ?? "");
  const src = data === undefined ? ("image_url" in one ? String(one.image_url) : "") : dataUrl(data);
  return h("img", { class: "picture", src, alt: one.alt_text });
}

/** Thumbs up and down; what they say shows while one points at them. */
function marks(one: types.ContextActionsBlock["elements"][number]): Html[] {
  if (one.type !== "feedback_buttons") throw new Error(`the skin knows no mark of the type ${one.type}`);
  const thumb = (sign: string, { text: { text: said } }: typeof one.positive_button) =>
    h("button", { class: "mark", type: "button", title: said, "aria-label": said }, t(sign));
  return [thumb("👍", one.positive_button), thumb("👎", one.negative_button)];
}

/** A block of a message, a form or a home page. */
export function block(one: Block | types.InputBlock, context: Context): Html {
  switch (one.type) {
    case "section":
      return h("div", { class: "section" }, one.text === undefined ? NOTHING : text(one.text, context));
    case "context":
      return h(
        "div",
        { class: "context" },
        ...one.elements.map((part) => (part.type === "image" ? NOTHING : text(part, context))),
      );
    case "header":
      return h("h3", { class: "header", dir: "auto" }, t(one.text.text));
    case "divider":
      return h("hr", {});
    case "actions":
      return h("div", { class: "actions" }, ...one.elements.map((part) => element(part, context)));
    case "context_actions":
      return h("div", { class: "marks" }, ...one.elements.flatMap(marks));
    case "image":
      return image(one, context);
    case "data_table":
      return table(one, context);
    case "data_visualization":
      return chart(one as DataVisualizationBlock);
    case "container": {
      const isOpen = one.is_collapsible !== true || one.default_collapsed !== true;
      return h(
        "details",
        { class: "container", open: isOpen ? "" : null },
        h("summary", { dir: "auto" }, one.title === undefined ? NOTHING : text(one.title, context)),
        h("div", { class: "blocks" }, ...one.child_blocks.map((child) => block(child, context))),
      );
    }
    case "input":
      return h(
        "div",
        { class: "input" },
        h(
          "div",
          { class: "label-of", dir: "auto" },
          t(one.label.text),
          one.optional ? t(" (optional)") : NOTHING,
        ),
        element(one.element, context),
      );
    default:
      throw new Error(`the skin knows no block of the type ${one.type}`);
  }
}
