import type { Card } from "../cards/model.ts";

/**
 * Whether a card says what is known of somebody's own answer, and so takes the place of the private reply before it to
 * the same question. What could not be done, and that the store is away, stands beside it and takes nothing away.
 */
export const isOwnReply = ({ visibility, tone, inPlace }: Card): boolean =>
  visibility === "private" && inPlace !== true && tone !== "refusal" && tone !== "trouble";
