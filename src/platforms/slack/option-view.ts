import type { types } from "@slack/bolt";
import type { OptionsField, OptionsForm } from "../../cards/model.ts";
import { label } from "../../words/line.ts";
import type { Block } from "./draw/blocks.ts";
import { LIMITS } from "./limits.ts";
import type { OptionContext } from "./payloads.ts";

export const OPTIONS_CALLBACK = "dlq_options";
/** The choice of a channel whose settings are shown once it is made. */
export const CHANNEL_CHOSEN = "dlq_channel";
const CHANNEL = "channel";
/** Fields that are found by what is typed, with the option that they fill in. */
const FIND = "dlq_find";
const SEPARATOR = ":";

const words = (text: string, limit: number) =>
  ({ type: "plain_text", text: label(text, limit) || " " }) as const;

const option = ({ value, label: text }: { value: string; label: string }) => ({
  text: words(text, LIMITS.menuText),
  value,
});

/** The option that a field is looked for in; null: it is none of ours. */
export function foundIn(
  actionId: string,
): { command: string; subcommand: string | null; option: string } | null {
  const [prefix, command, subcommand, name] = actionId.split(SEPARATOR);
  if (prefix !== FIND || !command || !name) return null;
  return { command, subcommand: subcommand || null, option: name };
}

function element(field: OptionsField, isWatched: boolean): types.InputBlockElement {
  const placeholder = words(field.placeholder, LIMITS.placeholder);
  switch (field.type) {
    case "channel":
      return {
        type: "conversations_select",
        action_id: isWatched ? CHANNEL_CHOSEN : field.name,
        placeholder,
        filter: { include: ["public", "private"], exclude_bot_users: true },
        ...(field.value === null ? {} : { initial_conversation: field.value }),
        // The form asks for a question there: this is how it is answered where the bot is no member.
        ...(isWatched ? {} : { response_url_enabled: true }),
      };
    case "time":
      return { type: "timepicker", action_id: field.name, initial_time: field.value };
    case "find":
      return {
        type: "external_select",
        action_id: [FIND, field.command, field.subcommand ?? "", field.name].join(SEPARATOR),
        placeholder,
        min_query_length: 0,
        ...(field.value === null
          ? {}
          : { initial_option: option({ value: field.value, label: field.value }) }),
      };
    case "one": {
      const options = field.choices.slice(0, LIMITS.menuOptions).map(option);
      const chosen = options.find(({ value }) => value === field.value);
      return {
        ...{ type: "static_select", action_id: field.name, placeholder, options },
        ...(chosen === undefined ? {} : { initial_option: chosen }),
      };
    }
    case "several": {
      const options = field.choices.slice(0, LIMITS.menuOptions).map(option);
      const chosen = options.filter(({ value }) => field.values.includes(value));
      const initial = chosen.length === 0 ? {} : { initial_options: chosen };
      return options.length <= LIMITS.checkboxes
        ? { type: "checkboxes", action_id: field.name, options, ...initial }
        : { type: "multi_static_select", action_id: field.name, placeholder, options, ...initial };
    }
    default:
      return field satisfies never;
  }
}

/** Slack keeps what was entered in a block that is still there: what is to be shown anew has another id. */
const blockId = (name: string, turn: number) => (name === CHANNEL ? name : `${name}${SEPARATOR}${turn}`);
const nameOf = (id: string) => id.split(SEPARATOR)[0] ?? id;

/**
 * The modal of a form that fills in options. `turn`: counts how often its fields were shown anew. What is to be said
 * of them stands under the choice of the channel, which all of them follow.
 */
export function optionView(form: OptionsForm, context: OptionContext): types.ModalView {
  const isWatched = form.form === "daily";
  const fields = form.fields.map((field): types.InputBlock => {
    const watches = isWatched && field.type === "channel";
    return {
      type: "input",
      block_id: blockId(field.name, context.turn),
      label: words(field.label, LIMITS.label),
      optional: field.optional,
      element: element(field, watches),
      ...(watches ? { dispatch_action: true } : {}),
    };
  });
  const said = form.lines.map(
    (line): types.SectionBlock => ({ type: "section", text: words(line, LIMITS.sectionText) }),
  );
  const [first, ...others] = fields;
  return {
    type: "modal",
    callback_id: OPTIONS_CALLBACK,
    private_metadata: JSON.stringify({ ...context, mark: form.mark }),
    title: words(form.title, LIMITS.viewTitle),
    submit: words(form.submit, LIMITS.viewTitle),
    close: words(form.cancel, LIMITS.viewTitle),
    blocks: [...(first === undefined ? [] : [first]), ...said, ...others],
  };
}

/** What became of a form, in its place. */
export function endView(title: string, close: string, blocks: readonly Block[]): object {
  return {
    type: "modal",
    title: words(title, LIMITS.viewTitle),
    close: words(close, LIMITS.viewTitle),
    blocks,
  };
}

interface Value {
  selected_conversation?: string | null | undefined;
  selected_time?: string | null | undefined;
  selected_option?: { value: string } | null | undefined;
  selected_options?: readonly { value: string }[] | null | undefined;
}
type Values = Readonly<Record<string, Readonly<Record<string, Value>>>>;

export interface FilledForm {
  channel: string | null;
  /** Options by their names, as they are typed. */
  options: Readonly<Record<string, string>>;
  /** The blocks of the fields, by the names of these. */
  blocks: Readonly<Record<string, string>>;
}

/** None of several things stands for all of them, where it may be left empty. */
const ALL = "all";
const ALL_IF_EMPTY = new Set(["topics"]);

/** What was filled in; fields that are empty and may be are left out. */
export function readOptions(values: Values): FilledForm {
  const options: Record<string, string> = {};
  const blocks: Record<string, string> = {};
  let channel: string | null = null;
  for (const [id, elements] of Object.entries(values)) {
    const name = nameOf(id);
    const [value] = Object.values(elements);
    blocks[name] = id;
    if (value === undefined) continue;
    if (name === CHANNEL) channel = value.selected_conversation ?? null;
    else if (value.selected_options !== undefined && value.selected_options !== null) {
      const chosen = value.selected_options.map((one) => one.value).join(",");
      options[name] = chosen === "" && ALL_IF_EMPTY.has(name) ? ALL : chosen;
    } else {
      const chosen = value.selected_time ?? value.selected_option?.value;
      if (chosen !== undefined) options[name] = chosen;
    }
  }
  return { channel, options, blocks };
}
