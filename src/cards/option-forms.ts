import type { FieldChoice, FieldMistake, OptionField, OptionForm } from "../engine/words/option-form.ts";
import { plainOf } from "../words/inline.ts";
import type { Words } from "../words/words.ts";
import type { OptionsField, OptionsForm, ShownChoice } from "./model.ts";

const choice =
  (words: Words) =>
  ({ value, label }: FieldChoice): ShownChoice => ({
    value,
    label: typeof label === "string" ? label : words.plain(label.id, label.values),
  });

function fieldOf(words: Words, field: OptionField): OptionsField {
  const label = words.plain(field.label);
  // Where a question is asked when no channel is named.
  const empty = field.name === "channel" && field.optional ? "field.privately" : "field.any";
  const head = { label, placeholder: words.plain(empty) };
  if (field.type === "one" || field.type === "several")
    return { ...field, ...head, choices: field.choices.map(choice(words)) };
  return { ...field, ...head };
}

/** What is wrong with fields, in somebody's words, by the fields' names. */
export function mistakesOf(
  mistakes: readonly FieldMistake[],
  words: Words,
): Readonly<Record<string, string>> {
  const said: Record<string, string> = {};
  for (const { field, lines } of mistakes) {
    const told = lines.map((line) => plainOf(words.rich(line))).join(" ");
    said[field] = said[field] === undefined ? told : `${said[field]} ${told}`;
  }
  return said;
}

export function optionsForm({ form, lines, fields, mark }: OptionForm, words: Words): OptionsForm {
  return {
    form,
    mark,
    title: words.plain(`form.${form}.title`),
    submit: words.plain(`form.${form}.submit`),
    cancel: words.plain("form.cancel"),
    lines: lines.map((line) => plainOf(words.rich(line))),
    fields: fields.map((field) => fieldOf(words, field)),
  };
}
