import {
  type APICheckboxGroupComponent,
  type APIModalInteractionResponseCallbackData,
  type APITextInputComponent,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from "discord.js";
import type { Form, FormField } from "../../cards/model.ts";
import { decodeAction, encodeAction, type FormName, TEXT_FIELD } from "../../engine/words/press.ts";
import { label } from "../../words/line.ts";
import { LIMITS } from "./limits.ts";

function input(field: FormField): APITextInputComponent | APICheckboxGroupComponent {
  if (field.type === "text")
    return {
      type: ComponentType.TextInput,
      custom_id: field.id,
      style: TextInputStyle.Paragraph,
      placeholder: label(field.placeholder, LIMITS.placeholder),
      min_length: field.minLength,
      max_length: field.maxLength,
      required: true,
    };
  return {
    type: ComponentType.CheckboxGroup,
    custom_id: field.id,
    required: false,
    options: field.items.slice(0, LIMITS.checkboxes).map(({ value, text, note }) => ({
      value,
      label: label(text, LIMITS.choiceText),
      ...(note === null ? {} : { description: label(note, LIMITS.choiceText) }),
    })),
  };
}

/** A form as Discord opens it. Its id says which form it is and about which item. */
export function modal({ name, title, fields }: Form, item: string): APIModalInteractionResponseCallbackData {
  return {
    title: label(title, LIMITS.modalTitle),
    custom_id: encodeAction({ verb: name, item }),
    components: fields.map((field) => ({
      type: ComponentType.Label,
      label: label(field.label, LIMITS.modalLabel),
      component: input(field),
    })),
  };
}

/** What was written into which form; null where the form is none of ours. */
export function submitted(
  interaction: ModalSubmitInteraction,
): { form: FormName; item: string; text: string } | null {
  const action = decodeAction(interaction.customId);
  if (action?.verb !== "report" && action?.verb !== "write") return null;
  return { form: action.verb, item: action.item, text: interaction.fields.getTextInputValue(TEXT_FIELD) };
}
