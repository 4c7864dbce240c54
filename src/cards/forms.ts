import { FORMS, type FormName, TEXT_FIELD } from "../engine/words/press.ts";
import type { Words } from "../words/words.ts";
import type { Form } from "./model.ts";

/** A form in somebody's words. */
export function formOf(name: FormName, words: Words): Form {
  const { minLength, maxLength } = FORMS[name];
  return {
    name,
    title: words.plain(`form.${name}.title`),
    submit: words.plain(`form.${name}.submit`),
    cancel: words.plain("form.cancel"),
    fields: [
      {
        type: "text",
        id: TEXT_FIELD,
        label: words.plain(`form.${name}.label`),
        placeholder: words.plain(`form.${name}.placeholder`),
        minLength,
        maxLength,
      },
    ],
  };
}
