import { hash32 } from "../engine/rules/random.ts";

/** What a question is called within its pack: by its text, so that it is the same when the pack comes again. */
export function questionId(stem: string, taken: ReadonlySet<string>): string {
  const text = stem.replace(/\s+/g, " ").trim().toLowerCase();
  for (let more = ""; ; more += "'") {
    const id = hash32(`${text}${more}`).toString(36).padStart(7, "0");
    if (!taken.has(id)) return id;
  }
}
