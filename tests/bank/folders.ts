import { loadBank } from "../../src/bank/load.ts";
import type { Problem } from "../../src/bank/source.ts";
import { conceptInput, otherConceptInput, sumFamily, TOPICS, writeFolder, yaml } from "./fixtures.ts";

/** A folder without a fault. */
export const GOOD = {
  "topics.yaml": TOPICS,
  "cnn/pooling.yaml": yaml(conceptInput()),
  "regularization/dropout.yaml": yaml(otherConceptInput()),
};

export function problemsOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  families = [sumFamily()],
): readonly Problem[] {
  const loaded = loadBank(writeFolder(files), families);
  return loaded.kind === "refused" ? loaded.problems : [];
}

/** The line, counted from 1, of the nth occurrence of some text. */
export function lineOf(text: string, part: string, nth = 1): number {
  const lines = text.split("\n").flatMap((line, i) => (line.includes(part) ? [i + 1] : []));
  return lines[nth - 1] ?? 0;
}
