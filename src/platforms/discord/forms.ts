import {
  type APICheckboxGroupComponent,
  type APIFileUploadComponent,
  type APIModalInteractionResponseCallbackData,
  type APITextInputComponent,
  type Attachment,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from "discord.js";
import type { Form, FormField } from "../../cards/model.ts";
import type { SentFile } from "../../engine/ports/sent-file.ts";
import { decodeAction, encodeAction } from "../../engine/words/action-id.ts";
import type { Place } from "../../engine/words/place.ts";
import {
  FILE_FIELD,
  type Filled,
  type FormName,
  opensForm,
  TEXT_FIELD,
  TICKS_FIELD,
} from "../../engine/words/press.ts";
import { inTwo, label } from "../../words/line.ts";
import { download } from "../download.ts";
import { placedId } from "./direct.ts";
import { LIMITS } from "./limits.ts";

/** A file as it came with a command or a form. */
export const sentFile = ({ name, size, url }: Attachment): SentFile => ({
  ...{ name, size },
  bytes: (limit) => download(url, limit),
});

function input(field: FormField): APITextInputComponent | APICheckboxGroupComponent | APIFileUploadComponent {
  if (field.type === "file")
    return {
      ...{ type: ComponentType.FileUpload, custom_id: field.id },
      ...{ required: false, min_values: 0, max_values: 1 },
    };
  if (field.type === "text")
    return {
      type: ComponentType.TextInput,
      custom_id: field.id,
      style: field.isLine ? TextInputStyle.Short : TextInputStyle.Paragraph,
      placeholder: label(field.placeholder, LIMITS.placeholder),
      min_length: field.minLength,
      max_length: field.maxLength,
      required: field.minLength > 0,
    };
  return {
    type: ComponentType.CheckboxGroup,
    custom_id: field.id,
    required: false,
    min_values: 0,
    options: field.items.slice(0, LIMITS.checkboxes).map(({ value, text, note }) => {
      const [head, rest] = inTwo(text, LIMITS.choiceText);
      const below = [rest, note ?? ""].filter((part) => part !== "").join(" · ");
      return {
        value,
        label: label(head, LIMITS.choiceText),
        ...(below === "" ? {} : { description: label(below, LIMITS.choiceText) }),
      };
    }),
  };
}

/** A form as Discord opens it. Its id says which form it is, about which item, and of which place outside of a server. */
export function modal(
  { name, title, fields }: Form,
  item: string,
  place: Place | null,
): APIModalInteractionResponseCallbackData {
  const id = encodeAction({ verb: name, item });
  return {
    title: label(title, LIMITS.modalTitle),
    custom_id: place === null ? id : placedId(id, place),
    components: fields.map((field) => ({
      type: ComponentType.Label as const,
      label: label(field.label, LIMITS.modalLabel),
      component: input(field),
    })),
  };
}

/** What was filled into the form of this id; null where the form is none of ours. */
export function submitted(
  interaction: ModalSubmitInteraction,
  id: string,
): ({ form: FormName; item: string; file?: SentFile } & Filled) | null {
  const action = decodeAction(id);
  if (action === null || !opensForm(action)) return null;
  const { verb: form, item } = action;
  const { fields } = interaction;
  if (form === "tick") return { form, item, text: "", ticked: fields.getCheckboxGroup(TICKS_FIELD) };
  // Forms that were opened by an earlier version have no field for a file.
  const sent = fields.fields.has(FILE_FIELD) ? fields.getUploadedFiles(FILE_FIELD)?.first() : undefined;
  return {
    ...{ form, item, text: fields.getTextInputValue(TEXT_FIELD), ticked: [] },
    ...(sent === undefined ? {} : { file: sentFile(sent) }),
  };
}
