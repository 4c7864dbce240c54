import type { Bank } from "../engine/ports/bank.ts";
import { createBank } from "./bank.ts";
import type { NumericFamily } from "./families/family.ts";
import type { AliasEntry, ConceptFile, TopicsFile } from "./schema.ts";

/** A folder of questions that passed every check, as plain data: formulas are already Unicode. */
export interface CheckedFolder {
  topics: TopicsFile["topics"];
  concepts: readonly ConceptFile[];
  aliases: readonly AliasEntry[];
  /** Of each concept's file. */
  marks: readonly string[];
}

export function bankOf(
  { topics, concepts, aliases }: Omit<CheckedFolder, "marks">,
  families: readonly NumericFamily<unknown>[],
): Bank {
  return createBank(topics, concepts, families, aliases);
}

/**
 * Reads what `packFolder` wrote; it was checked then, and is a product of the build like the code. In a file of its
 * own, so that a start which reads it does not load all that checks a folder.
 */
export function loadPacked(json: string, families: readonly NumericFamily<unknown>[]): Bank {
  return bankOf(JSON.parse(json) as CheckedFolder, families);
}

/** What `packFolder` wrote of single concepts: a folder in which a file says the same need not read it again. */
export function knownIn(json: string): ReadonlyMap<string, ConceptFile> {
  const { concepts, marks } = JSON.parse(json) as CheckedFolder;
  return new Map(concepts.map((concept, i) => [marks[i] ?? "", concept]));
}
