import type { Bank } from "../engine/ports/bank.ts";
import { crossCheck } from "./cross-check.ts";
import type { NumericFamily } from "./families/family.ts";
import { type Known, readFolder } from "./folder.ts";
import { checkFairness } from "./lint/items.ts";
import { bankOf, type CheckedFolder } from "./packed.ts";
import type { Problem } from "./source.ts";

type Families = readonly NumericFamily<unknown>[];
type Refused = { kind: "refused"; problems: readonly Problem[] };
export type Loaded = { kind: "loaded"; bank: Bank; leftOut: readonly string[] } | Refused;

function checkFolder(
  path: string,
  families: Families,
  known: Known = new Map(),
): { kind: "checked"; data: CheckedFolder; leftOut: readonly string[] } | Refused {
  const folder = readFolder(path, known);
  const unfair = folder.concepts.filter(({ mark }) => !known.has(mark)).flatMap(checkFairness);
  const problems = [...folder.problems, ...crossCheck(folder, families), ...unfair];
  if (problems.length > 0 || !folder.topics) return { kind: "refused", problems };
  const concepts = folder.concepts.map(({ data }) => data);
  const data = {
    topics: folder.topics.data.topics,
    concepts,
    aliases: folder.aliases?.data.aliases ?? [],
    marks: folder.concepts.map(({ mark }) => mark),
  };
  return { kind: "checked", data, leftOut: folder.leftOut };
}

/**
 * Reads a folder of questions (`topics.yaml`, `aliases.yaml` and `<topic>/<concept>.yaml`) into a bank. Any mistake refuses
 * it, and what would be unfair to ask; every mistake of every file is reported, with files relative to the folder.
 *
 * @param known what need not be read again, out of `knownIn`
 */
export function loadBank(path: string, families: Families, known?: Known): Loaded {
  const checked = checkFolder(path, families, known);
  if (checked.kind === "refused") return checked;
  return { kind: "loaded", bank: bankOf(checked.data, families), leftOut: checked.leftOut };
}

/** Checks a folder of questions and writes it as one JSON text, which `loadPacked` reads many times faster. */
export function packFolder(path: string, families: Families): { kind: "packed"; json: string } | Refused {
  const checked = checkFolder(path, families);
  return checked.kind === "refused" ? checked : { kind: "packed", json: JSON.stringify(checked.data) };
}
