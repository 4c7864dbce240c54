import { FORMS, type FormName } from "./press.ts";
import { notice, type Reply } from "./reply.ts";
import { say } from "./say.ts";

/** Whether nothing of a text would be seen. */
export const isBlank = (text: string): boolean => !/[^\s\p{C}\u115F\u1160\u2800\u3164\uFFA0]/u.test(text);

/**
 * What to say of a text that a form cannot take; null: it can be read. Platforms keep to the lengths themselves, but
 * take for text what nobody can see.
 */
export function unreadable(form: FormName, text: string): Reply | null {
  const { minLength, maxLength } = FORMS[form];
  if (text.length > maxLength) return notice("refusal", say("form.long", { limit: maxLength }));
  const length = isBlank(text) ? 0 : text.trim().length;
  return length < minLength ? notice("refusal", say("form.short", { limit: minLength })) : null;
}
