import { relative, resolve } from "node:path";
import { crossCheck } from "../bank/cross-check.ts";
import { FAMILIES } from "../bank/families/index.ts";
import { readFiles, readFolder } from "../bank/folder.ts";
import { checkConcept, type Verdict } from "../bank/lint/items.ts";
import type { Problem } from "../bank/source.ts";

const paths = process.argv.slice(2);
const files = paths.filter((path) => path.endsWith(".yaml"));
const root = files.length > 0 ? readFiles(files).root : (paths[0] ?? "questions");
const folder = files.length > 0 ? readFiles(files) : readFolder(root);
const verdicts = folder.concepts.flatMap(checkConcept);
const problems = [...folder.problems, ...crossCheck(folder, FAMILIES)];

const line = ({ file, line, id, message }: Problem, tail = "") =>
  console.log(`${relative(".", resolve(root, file))}:${line}${id ? ` ${id}` : ""}: ${message}${tail}`);
for (const problem of problems) line(problem);
for (const verdict of verdicts.filter(({ severity }) => severity === "error"))
  line(verdict, ` [${verdict.rule}]`);
const warnings = verdicts.filter(({ severity }) => severity === "warning");
if (files.length > 0) for (const warning of warnings) line(warning, ` [${warning.rule}, warning]`);
const errors = problems.length + verdicts.length - warnings.length;
const count = (pick: (verdict: Verdict) => string) =>
  warnings.reduce<Record<string, number>>((sum, v) => ({ ...sum, [pick(v)]: (sum[pick(v)] ?? 0) + 1 }), {});
console.log(
  folder.concepts.length,
  "concepts,",
  errors,
  "errors,",
  warnings.length,
  "warnings",
  count((v) => v.rule),
);
process.exitCode = errors > 0 ? 1 : 0;
