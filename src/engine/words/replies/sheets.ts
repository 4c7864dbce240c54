import type { OpenItem } from "../item.ts";
import type { Button } from "../press.ts";
import type { Say } from "../say.ts";
import type { Seniority, SheetFile } from "../sheet.ts";

/** A question on a sheet, and how long it may take. */
export interface SheetQuestion {
  item: OpenItem;
  minutes: number;
}

/** What a sheet was made for: null where it is for one question alone. */
export interface SheetAbout {
  level: Seniority;
  minutes: number;
  /** Minutes of these that are left for the questions of the candidate. */
  reserve: number;
  /** What else was asked for: topic, role, company. */
  parts: readonly Say[];
}

/** The interviewer's list: one question after the other, each to be opened, all of them as a file. */
export interface SheetReply {
  kind: "sheet";
  visibility: "private";
  about: SheetAbout;
  questions: readonly (Pick<SheetQuestion, "minutes"> & {
    item: Pick<OpenItem, "id" | "prompt" | "style" | "difficulty" | "concept">;
  })[];
  buttons: readonly Button[];
}

/** All that an interviewer needs to ask one question. */
export interface InterviewReply extends SheetQuestion {
  kind: "interview";
  visibility: "private";
  buttons: readonly Button[];
}

/** A sheet as a file, to print or to keep. */
export interface SheetFileReply {
  kind: "sheet-file";
  visibility: "private";
  form: SheetFile;
  about: SheetAbout | null;
  questions: readonly SheetQuestion[];
}
