import type { CardButton } from "../../../cards/model.ts";
import { encodeAction } from "../../../engine/words/action-id.ts";
import { type Action, opensForm } from "../../../engine/words/press.ts";
import type { Choice } from "../../../engine/words/round.ts";
import { type Inline as CardInline, clean } from "../../../words/inline.ts";
import { oneLine } from "../../../words/line.ts";
import { LIMITS } from "../limits.ts";
import { CHANNELS, memberOf } from "../world.ts";
import type { ButtonView, Inline } from "./model.ts";

export const personName = (text: string): string => oneLine(text, LIMITS.name);

function mention(to: "group" | "member" | "role", id: string): Inline {
  if (to === "role") return { type: "mention", text: `@${personName(id)}` };
  if (to === "member") return { type: "mention", text: `@${personName(memberOf(id)?.name ?? id)}` };
  const known = CHANNELS.find((one) => one.id === id);
  return known === undefined
    ? { type: "name", text: personName(id) }
    : { type: "mention", text: `#${known.id}` };
}

/** The same data, every text in it without what cannot be shown; a file stays as it is. */
export function cleaned<T>(value: T): T;
export function cleaned(value: unknown): unknown {
  if (typeof value === "string") return clean(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(cleaned);
  if ("type" in value && value.type === "file") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, cleaned(inside)]));
}

/** Whether an address may be followed, or a picture shown from it. */
export const isWeb = (url: string) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

export function inline(one: CardInline): Inline {
  if (one.type === "mention") return mention(one.to, one.id);
  if (one.type === "link") {
    return isWeb(one.url) ? { ...one, url: new URL(one.url).href } : { type: "text", text: one.text };
  }
  return one.type === "name" ? { type: "name", text: personName(one.text) } : one;
}

/** The option that a press on it answers with, of a round or of a question of a session, a mock interview or a duel. */
function choiceOf(action: Action): Choice | null {
  if (action.verb === "answer") return action.choice;
  if (action.verb === "duel")
    return action.act === "answer" ? ((action.at[1] ?? null) as Choice | null) : null;
  const isStep = action.verb === "session" || action.verb === "mock";
  return isStep && /^[0-5]$/.test(action.act) ? (Number(action.act) as Choice) : null;
}

export function buttonView({ label, action, primary }: CardButton): ButtonView {
  return {
    id: encodeAction(action),
    label: oneLine(label, LIMITS.label) || action.verb,
    primary,
    choice: choiceOf(action),
    form: opensForm(action) ? { name: action.verb, item: action.item } : null,
  };
}
