import type { MarkupText } from "../item.ts";
import type { PackProblem } from "../pack.ts";
import type { Button } from "../press.ts";
import type { Say } from "../say.ts";

/** What became of a file with questions, and all that is wrong with it: in the reply, and whole as a file. */
export interface PackReadReply {
  kind: "pack-read";
  visibility: "private";
  tone: "done" | "refusal";
  lines: readonly Say[];
  problems: readonly PackProblem[];
  buttons: readonly Button[];
}

/** A question as somebody reads it who looks a pack through. */
export interface PackCheckQuestion {
  number: number;
  stem: MarkupText;
  options: readonly { text: MarkupText; because: MarkupText; isKey: boolean }[];
  retired: boolean;
}

export interface PackCheckReply {
  kind: "pack-check";
  visibility: "private";
  name: string;
  lines: readonly Say[];
  questions: readonly PackCheckQuestion[];
  buttons: readonly Button[];
}

/** A file of a pack, or of what one has learned. */
export interface PackFileReply {
  kind: "pack-file";
  visibility: "private";
  filename: string;
  text: string;
  lines: readonly Say[];
}
