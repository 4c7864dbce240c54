import { readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { z } from "zod";
import { listFiles } from "./listing.ts";
import {
  type AliasesFile,
  aliasesSchema,
  type ConceptFile,
  conceptFileSchema,
  type TopicsFile,
  topicsSchema,
} from "./schema.ts";
import { knownSource, markOf, type Problem, readSource, type Source } from "./source.ts";

const TOPICS_FILE = "topics.yaml";
const ALIASES_FILE = "aliases.yaml";

/** The largest file that is read, in bytes: ten times the size of a rich concept. */
export const LARGEST_FILE = 256 * 1024;

/** Concepts that were read and checked before, by the marks of their files. */
export type Known = ReadonlyMap<string, ConceptFile>;
const NONE: Known = new Map();

/** What was found in a folder of questions. */
export interface Folder {
  topics: Source<TopicsFile> | null;
  /** Other names of topics and concepts; a folder may do without. */
  aliases: Source<AliasesFile> | null;
  /** The concepts that pass the schema, in the order of the topics, then of their file names. */
  concepts: readonly Source<ConceptFile>[];
  /** All concept files, readable or not. */
  files: readonly string[];
  /** What lies in the folder, looks like YAML or is hidden, and is none of the bank's. */
  leftOut: readonly string[];
  /** What is wrong with single files. */
  problems: readonly Problem[];
}

/** Reads `topics.yaml`, `aliases.yaml` and every `<topic>/<concept>.yaml` of a folder. Never throws for what it finds there. */
export function readFolder(folder: string, known = NONE): Folder {
  const problems: Problem[] = [];
  const listed = listFiles(folder);
  if (!listed) {
    problems.push({ file: ".", line: 1, message: `${folder} is not a folder that can be read` });
    return { topics: null, aliases: null, concepts: [], files: [], leftOut: [], problems };
  }
  const found = listed.files;
  const leftOut = [...listed.hidden];
  const files: string[] = [];
  for (const file of found) {
    if (/^[^/.]+\/[^/]+\.yaml$/.test(file)) files.push(file);
    else if (!/\.ya?ml$/i.test(file) || file === TOPICS_FILE || file === ALIASES_FILE) continue;
    else if (!file.includes("/") && !looksLikeOurs(join(folder, file))) leftOut.push(file);
    else problems.push({ file, line: 1, message: "a question file is <topic>/<concept>.yaml" });
  }
  const topics = found.includes(TOPICS_FILE) ? read(folder, TOPICS_FILE, topicsSchema, problems) : null;
  const aliases = found.includes(ALIASES_FILE) ? read(folder, ALIASES_FILE, aliasesSchema, problems) : null;
  if (!found.includes(TOPICS_FILE))
    problems.push({ file: TOPICS_FILE, line: 1, message: "is missing: it lists the topics" });
  if (files.length === 0)
    problems.push({
      file: ".",
      line: 1,
      message: "there is no question file, <topic>/<concept>.yaml, in it",
    });
  const concepts = files.flatMap((file) => read(folder, file, conceptFileSchema, problems, known) ?? []);
  const order = new Map(topics?.data.topics.map((topic, i) => [topic.id, i]));
  concepts.sort((a, b) => (order.get(a.data.topic) ?? order.size) - (order.get(b.data.topic) ?? order.size));
  return { topics, aliases, concepts, files, leftOut, problems };
}

/**
 * Reads single concept files, with the topics and the neighbours of the folder that they lie in.
 * @param files paths of `<topic>/<concept>.yaml` files of one folder, at least one
 */
export function readFiles(files: readonly string[]): Folder & { root: string } {
  const root = dirname(dirname(resolve(files[0] ?? ".")));
  const folder = readFolder(root);
  const wanted = new Set(files.map((file) => relative(root, resolve(file)).split(sep).join("/")));
  const missing = [...wanted].filter((file) => !folder.files.includes(file));
  return {
    ...folder,
    root,
    // What names stand for can only be told with all concepts.
    aliases: null,
    concepts: folder.concepts.filter(({ file }) => wanted.has(file)),
    problems: [
      ...folder.problems.filter(({ file }) => wanted.has(file)),
      ...missing.map((file) => ({ file, line: 1, message: "is not a question file of this folder" })),
    ],
  };
}

/** A file beside the topics that other tools do not have: somebody put it into the wrong place. */
function looksLikeOurs(path: string): boolean {
  const text = readText(path);
  return text.problem === null && /^(topics?|choice|open|numeric|prerequisites)\s*:/m.test(text.content);
}

function read<S extends z.ZodType>(
  folder: string,
  file: string,
  schema: S,
  problems: Problem[],
  known?: ReadonlyMap<string, z.output<S>>,
): Source<z.output<S>> | null {
  const text = readText(join(folder, file));
  if (text.problem !== null) {
    problems.push({ file, line: 1, message: text.problem });
    return null;
  }
  const data = known && known.size > 0 ? known.get(markOf(text.content)) : undefined;
  if (data !== undefined) return knownSource(file, text.content, schema, data);
  const found = readSource(file, text.content, schema);
  if (found.ok) return found.source;
  problems.push(...found.problems);
  return null;
}

function readText(path: string): { problem: null; content: string } | { problem: string } {
  try {
    const { size } = statSync(path);
    if (size > LARGEST_FILE)
      return {
        problem: `has ${size} bytes, more than the ${LARGEST_FILE} that a concept may take: split it`,
      };
    return { problem: null, content: new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path)) };
  } catch (error) {
    return { problem: `cannot be read as UTF-8 text: ${error instanceof Error ? error.message : error}` };
  }
}
