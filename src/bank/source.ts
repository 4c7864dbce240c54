import { createHash } from "node:crypto";
import type { z } from "zod";
import { type Path, readYaml } from "./yaml.ts";

/** Something wrong in the bank, where it is, and how to mend it. */
export interface Problem {
  /** Relative to the folder of the bank. */
  file: string;
  /** Counted from 1. */
  line: number;
  /** The item, or the concept, that it is about. */
  id?: string;
  message: string;
}

/** A file that has passed its schema. */
export interface Source<T> {
  file: string;
  data: T;
  /** Of its text: two files with the same mark say the same. */
  mark: string;
  /** A problem at a place of this file. */
  problem(path: Path, message: string): Problem;
}

type Read<T> = { ok: true; source: Source<T> } | { ok: false; problems: Problem[] };

export function markOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

/** A file whose data is known, since a text with its mark was read before; it is parsed where lines are asked for. */
export function knownSource<S extends z.ZodType>(
  file: string,
  text: string,
  schema: S,
  data: z.output<S>,
): Source<z.output<S>> {
  return {
    ...{ file, data, mark: markOf(text) },
    problem: (path, message) => {
      const read = readSource(file, text, schema);
      return read.ok ? read.source.problem(path, message) : { file, line: 1, message };
    },
  };
}

/** Parses a file and checks it against its schema; reports everything that is wrong with it. */
export function readSource<S extends z.ZodType>(file: string, text: string, schema: S): Read<z.output<S>> {
  const yaml = readYaml(text);
  if (!yaml.ok) return { ok: false, problems: yaml.mistakes.map((mistake) => ({ file, ...mistake })) };
  const problem = (path: Path, message: string): Problem => {
    const id = idAt(yaml.value, path);
    return { file, line: yaml.line(path), ...(id === null ? {} : { id }), message };
  };
  const parsed = schema.safeParse(yaml.value);
  if (parsed.success) return { ok: true, source: { file, data: parsed.data, mark: markOf(text), problem } };
  const problems = parsed.error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) =>
        problem([...issue.path, key], `${nameOf([...issue.path, key])} is not a field of the format`),
      );
    return [problem(issue.path, `${nameOf(issue.path)} ${explain(issue, valueAt(yaml.value, issue.path))}`)];
  });
  return { ok: false, problems };
}

function explain(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined) return "is missing";
  if (issue.code === "invalid_value")
    return `must be one of ${issue.values.join(", ")}, not ${JSON.stringify(value)}`;
  if (issue.code === "invalid_type") return `must be ${KIND[issue.expected] ?? issue.expected}`;
  if (issue.code === "too_small" && issue.origin === "array") return `needs at least ${issue.minimum}`;
  return issue.message;
}

const KIND: Readonly<Record<string, string>> = {
  string: "a text",
  array: "a list",
  object: "an entry with fields of its own",
};

/** `choice[2].key`, from the nearest thing that has an id of its own. */
function nameOf(path: Path): string {
  const own = path.length > 2 && (path[0] === "choice" || path[0] === "open") ? path.slice(2) : path;
  const name = own.map((step) => (typeof step === "number" ? `[${step + 1}]` : `.${String(step)}`)).join("");
  return name === "" ? "the file" : name.replace(/^\./, "");
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    at = Reflect.get(at, step);
  }
  return at;
}

/** The id of the innermost item (or the concept) on the way to a path. */
function idAt(value: unknown, path: Path): string | null {
  const depths = path[0] === "choice" || path[0] === "open" ? [2, 0] : [0];
  for (const depth of depths) {
    const id = valueAt(value, [...path.slice(0, depth), "id"]);
    if (typeof id === "string") return id;
  }
  return null;
}
