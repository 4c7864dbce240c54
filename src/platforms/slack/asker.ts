import type { MessageRef, Place } from "../../engine/words/place.ts";
import type { Responses } from "./responses.ts";
import type { Workspace } from "./workspaces.ts";

/** Who waits for a reply, and by which ways it can reach them. */
export interface Asker {
  place: Place;
  user: string;
  /** The message in whose thread they did it; null: in the channel. */
  thread: string | null;
  /** null where the bot is not installed (any more). */
  workspace: Workspace | null;
  responses: Responses;
  /** The platform's id of what they did. */
  delivery: string;
  /** The message on which they took a step, whose place the next one takes. */
  step?: Step | undefined;
  /** They pressed on a private reply to a question: the next one takes its place, through this press's own address. */
  onOwnReply?: boolean | undefined;
}

/** One that only its reader sees is changed through the press's own address alone. */
export interface Step {
  message: MessageRef;
  isEphemeral: boolean;
}
