import type { types } from "@slack/bolt";
import type { Form, FormField } from "../../cards/model.ts";
import {
  FILE_FIELD,
  type Filled,
  FORMS,
  type FormName,
  TEXT_FIELD,
  TICKS_FIELD,
} from "../../engine/words/press.ts";
import { inTwo, label } from "../../words/line.ts";
import { LIMITS } from "./limits.ts";
import type { FormContext } from "./payloads.ts";

export const FORM_CALLBACK = "dlq_form";

const words = (text: string, limit: number) =>
  ({ type: "plain_text", text: label(text, limit) || " " }) as const;

/** By their endings; what a file is, is found out by its text. */
const FILE_TYPES = ["csv", "tsv", "json", "yaml", "yml", "txt", "text"];

function input(field: FormField): types.InputBlock {
  const head = { type: "input", block_id: field.id, label: words(field.label, LIMITS.label) } as const;
  if (field.type === "file")
    return {
      ...head,
      optional: true,
      element: { type: "file_input", action_id: field.id, filetypes: FILE_TYPES, max_files: 1 },
    };
  if (field.type === "text")
    return {
      ...head,
      ...(field.minLength === 0 ? { optional: true } : {}),
      element: {
        type: "plain_text_input",
        action_id: field.id,
        multiline: !field.isLine,
        ...(field.minLength === 0 ? {} : { min_length: field.minLength }),
        max_length: field.maxLength,
        placeholder: words(field.placeholder, LIMITS.placeholder),
      },
    };
  const options = field.items.map(({ value, text, note }) => {
    const [head, rest] = inTwo(text, LIMITS.menuText);
    const below = [rest, note ?? ""].filter((part) => part !== "").join(" · ");
    return {
      value,
      text: words(head, LIMITS.menuText),
      ...(below === "" ? {} : { description: words(below, LIMITS.menuText) }),
    };
  });
  const element =
    options.length <= LIMITS.checkboxes
      ? ({ type: "checkboxes", action_id: field.id, options } as const)
      : ({
          type: "multi_static_select",
          action_id: field.id,
          options: options.slice(0, LIMITS.menuOptions),
        } as const);
  return { ...head, optional: true, element };
}

/** The modal of a form. What it is about, and where the answer goes, travels with it. */
export function formView(form: Form, context: FormContext): types.ModalView {
  return {
    type: "modal",
    callback_id: FORM_CALLBACK,
    private_metadata: JSON.stringify(context),
    title: words(form.title, LIMITS.viewTitle),
    submit: words(form.submit, LIMITS.viewTitle),
    close: words(form.cancel, LIMITS.viewTitle),
    blocks: form.fields.map(input),
  };
}

interface Value {
  value?: string | null | undefined;
  selected_options?: readonly { value: string }[] | null | undefined;
  files?: readonly ChosenFile[] | null | undefined;
}

/** A file as Slack names it in what was handed in. */
export interface ChosenFile {
  name?: string | null | undefined;
  size?: number | null | undefined;
  url_private_download?: string | null | undefined;
  url_private?: string | null | undefined;
}

/** The file that was chosen in a form, if there is a field for one. */
export const chosenFile = (values: Values): ChosenFile | undefined =>
  values[FILE_FIELD]?.[FILE_FIELD]?.files?.[0];
type Values = Readonly<Record<string, Readonly<Record<string, Value>>>>;

/** What was filled in; where a text is too short or too long, which: Slack counts spaces as text. */
export function readForm(
  name: FormName,
  values: Values,
): ({ ok: true } & Filled) | { ok: false; field: string; is: "short" | "long"; limit: number } {
  const text = values[TEXT_FIELD]?.[TEXT_FIELD]?.value?.trim() ?? "";
  const { minLength, maxLength } = FORMS[name];
  if (text.length < minLength) return { ok: false, field: TEXT_FIELD, is: "short", limit: minLength };
  if (text.length > maxLength) return { ok: false, field: TEXT_FIELD, is: "long", limit: maxLength };
  const ticked = values[TICKS_FIELD]?.[TICKS_FIELD]?.selected_options ?? [];
  return { ok: true, text, ticked: ticked.map(({ value }) => value) };
}
