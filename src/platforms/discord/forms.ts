import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from "discord.js";
import { decodeAction, encodeAction, FORMS, type FormName } from "../../engine/words/press.ts";

/** The one input of every form. */
const INPUT = "text";

/** A form as Discord opens it. Its id says which form it is and about which item. */
export function modal(form: FormName, item: string): APIModalInteractionResponseCallbackData {
  const { title, label, placeholder, minLength, maxLength } = FORMS[form];
  return {
    title,
    custom_id: encodeAction({ verb: form, item }),
    components: [
      {
        type: ComponentType.Label,
        label,
        component: {
          type: ComponentType.TextInput,
          custom_id: INPUT,
          style: TextInputStyle.Paragraph,
          placeholder,
          min_length: minLength,
          max_length: maxLength,
          required: true,
        },
      },
    ],
  };
}

/** What was written into which form; null where the form is none of ours. */
export function submitted(
  interaction: ModalSubmitInteraction,
): { form: FormName; item: string; text: string } | null {
  const action = decodeAction(interaction.customId);
  if (action?.verb !== "report" && action?.verb !== "write") return null;
  return { form: action.verb, item: action.item, text: interaction.fields.getTextInputValue(INPUT) };
}
