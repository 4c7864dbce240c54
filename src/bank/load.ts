import type { Bank } from "../engine/ports/bank.ts";
import { createBank } from "./bank.ts";
import { crossCheck } from "./cross-check.ts";
import type { NumericFamily } from "./families/family.ts";
import { readFolder } from "./folder.ts";
import type { Problem } from "./source.ts";

export type Loaded = { kind: "loaded"; bank: Bank } | { kind: "refused"; problems: readonly Problem[] };

/**
 * Reads a folder of questions (`topics.yaml` and `<topic>/<concept>.yaml`) into a bank. Any mistake refuses
 * it, and every mistake of every file is reported, with files relative to the folder.
 */
export function loadBank(path: string, families: readonly NumericFamily<unknown>[]): Loaded {
  const folder = readFolder(path);
  const problems = [...folder.problems, ...crossCheck(folder, families)];
  if (problems.length > 0 || !folder.topics) return { kind: "refused", problems };
  const concepts = folder.concepts.map(({ data }) => data);
  return { kind: "loaded", bank: createBank(folder.topics.data.topics, concepts, families) };
}
