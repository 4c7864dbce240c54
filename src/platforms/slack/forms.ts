import type { types } from "@slack/bolt";
import { FORMS, type FormName } from "../../engine/words/press.ts";
import type { FormContext } from "./payloads.ts";

export const FORM_CALLBACK = "dlq_form";
const FIELD = "text";

/** The modal of a form. What it is about, and where the answer goes, travels with it. */
export function formView(context: FormContext): types.ModalView {
  const form = FORMS[context.form];
  const words = (text: string) => ({ type: "plain_text" as const, text });
  return {
    type: "modal",
    callback_id: FORM_CALLBACK,
    private_metadata: JSON.stringify(context),
    title: words(form.title),
    submit: words(form.submit),
    close: words("Cancel"),
    blocks: [
      {
        type: "input",
        block_id: FIELD,
        label: words(form.label),
        element: {
          type: "plain_text_input",
          action_id: FIELD,
          multiline: true,
          min_length: form.minLength,
          max_length: form.maxLength,
          placeholder: words(form.placeholder),
        },
      },
    ],
  };
}

type Values = Readonly<Record<string, Readonly<Record<string, { value?: string | null | undefined }>>>>;

/** What was written, or what to say at the field where that is no answer: Slack counts spaces as text. */
export function readForm(
  name: FormName,
  values: Values,
): { ok: true; text: string } | { ok: false; errors: Record<string, string> } {
  const text = values[FIELD]?.[FIELD]?.value?.trim() ?? "";
  const { minLength, maxLength } = FORMS[name];
  if (text.length < minLength)
    return {
      ok: false,
      errors: { [FIELD]: minLength === 1 ? "Write something." : `Write at least ${minLength} characters.` },
    };
  if (text.length > maxLength)
    return { ok: false, errors: { [FIELD]: `Write at most ${maxLength} characters.` } };
  return { ok: true, text };
}
