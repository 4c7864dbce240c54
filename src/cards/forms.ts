import type { KeyPoint } from "../engine/words/item.ts";
import { FILE_FIELD, FORMS, type FormName, TEXT_FIELD, TICKS_FIELD } from "../engine/words/press.ts";
import type { Words } from "../words/words.ts";
import { ticksOf } from "./build.ts";
import type { Form, FormField } from "./model.ts";

function fieldOf(name: FormName, words: Words, points: readonly KeyPoint[]): FormField {
  const label = words.plain(`form.${name}.label`);
  if (name === "tick") return { type: "ticks", id: TICKS_FIELD, label, items: ticksOf(words, points) };
  const placeholder = words.plain(`form.${name}.placeholder`);
  return { type: "text", id: TEXT_FIELD, label, placeholder, isLine: name === "time", ...FORMS[name] };
}

/** A form in somebody's words; `points` are what there is to tick. */
export function formOf(name: FormName, words: Words, points: readonly KeyPoint[]): Form {
  return {
    name,
    title: words.plain(`form.${name}.title`),
    submit: words.plain(`form.${name}.submit`),
    cancel: words.plain("form.cancel"),
    fields: [
      ...(name === "pack"
        ? [{ type: "file" as const, id: FILE_FIELD, label: words.plain("form.pack.file") }]
        : []),
      fieldOf(name, words, points),
    ],
  };
}
