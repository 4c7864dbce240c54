import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import type { z } from "zod";
import { type ConceptFile, conceptSchema, type TopicsFile, topicsSchema } from "./schema.ts";
import { type Problem, readSource, type Source } from "./source.ts";

const TOPICS_FILE = "topics.yaml";

/** The largest file that is read, in bytes: ten times the size of a rich concept. */
export const LARGEST_FILE = 256 * 1024;

/** What was found in a folder of questions. */
export interface Folder {
  topics: Source<TopicsFile> | null;
  /** The concepts that pass the schema, in the order of the topics, then of their file names. */
  concepts: readonly Source<ConceptFile>[];
  /** Names of all concept files, readable or not: what other files may refer to. */
  names: ReadonlySet<string>;
  /** What is wrong with single files. */
  problems: readonly Problem[];
}

/** Reads `topics.yaml` and every `<topic>/<concept>.yaml` of a folder. Never throws for what it finds there. */
export function readFolder(folder: string): Folder {
  const problems: Problem[] = [];
  const entries = list(folder);
  if (!entries) {
    problems.push({ file: ".", line: 1, message: `${folder} is not a folder that can be read` });
    return { topics: null, concepts: [], names: new Set(), problems };
  }
  const files = entries.map((entry) => entry.split(sep).join("/")).sort();
  const conceptFiles: string[] = [];
  for (const file of files) {
    if (/^[^/.]+\/[^/]+\.yaml$/.test(file)) conceptFiles.push(file);
    else if (/\.ya?ml$/.test(file) && file !== TOPICS_FILE)
      problems.push({ file, line: 1, message: "a question file is <topic>/<concept>.yaml" });
  }
  const topics = files.includes(TOPICS_FILE) ? read(folder, TOPICS_FILE, topicsSchema, problems) : null;
  if (!files.includes(TOPICS_FILE))
    problems.push({ file: TOPICS_FILE, line: 1, message: "is missing: it lists the topics" });
  if (conceptFiles.length === 0)
    problems.push({
      file: ".",
      line: 1,
      message: "there is no question file, <topic>/<concept>.yaml, in it",
    });
  const concepts = conceptFiles.flatMap((file) => read(folder, file, conceptSchema, problems) ?? []);
  const order = new Map(topics?.data.topics.map((topic, i) => [topic.id, i]));
  concepts.sort((a, b) => (order.get(a.data.topic) ?? order.size) - (order.get(b.data.topic) ?? order.size));
  return { topics, concepts, names: new Set(conceptFiles.map((file) => basename(file, ".yaml"))), problems };
}

/**
 * Reads single concept files, with the topics and the names of the folder that they lie in.
 * @param files paths of `<topic>/<concept>.yaml` files of one folder
 */
export function readFiles(files: readonly string[]): Folder & { root: string } {
  const root = dirname(dirname(resolve(files[0] ?? ".")));
  const wanted = new Set(files.map((file) => resolve(file)));
  const chosen = (file: string) => wanted.has(join(root, file));
  const all = readFolder(root);
  const missing = [...wanted].filter(
    (file) => !all.names.has(basename(file, ".yaml")) || !file.startsWith(root),
  );
  return {
    ...all,
    root,
    concepts: all.concepts.filter(({ file }) => chosen(file)),
    problems: [
      ...all.problems.filter(({ file }) => chosen(file)),
      ...missing.map((file) => ({ file, line: 1, message: "is not a question file of this folder" })),
    ],
  };
}

function list(folder: string): string[] | null {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch {
    return null;
  }
}

function read<S extends z.ZodType>(
  folder: string,
  file: string,
  schema: S,
  problems: Problem[],
): Source<z.output<S>> | null {
  const text = readText(join(folder, file));
  if (text.problem !== null) {
    problems.push({ file, line: 1, message: text.problem });
    return null;
  }
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
