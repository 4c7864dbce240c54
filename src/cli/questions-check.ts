import { relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { crossCheck } from "../bank/cross-check.ts";
import { FAMILIES } from "../bank/families/index.ts";
import { readFiles, readFolder } from "../bank/folder.ts";
import { checkBank } from "../bank/lint/bank.ts";
import type { Verdict } from "../bank/lint/items.ts";
import { figureLines, gateLines, mendLines, problemLine } from "../bank/lint/report.ts";
import type { Problem } from "../bank/source.ts";

/**
 * `npm run questions:check` checks the bank in `questions`; `-- <folder>` another one; `-- <file.yaml> ...`
 * single files, whose figures are shown but not judged. `--warnings` lists warnings one by one (single files always
 * do). Ends with 1 when there is an error or a gate is outside its limit.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { warnings: { type: "boolean", default: false } },
});

const say = (lines: readonly string[]) => {
  if (lines.length > 0) console.log(lines.join("\n"));
};

/** Prints problems by file and line, and returns how many were errors. */
function sayProblems(root: string, problems: readonly (Problem | Verdict)[], everyWarning: boolean): number {
  const sorted = [...problems].sort((a, b) =>
    a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1,
  );
  const isWarning = (problem: Problem | Verdict) => "severity" in problem && problem.severity === "warning";
  const errors = sorted.filter((problem) => !isWarning(problem));
  const warnings = sorted.filter(isWarning);
  const line = (problem: Problem) => problemLine(problem, (file) => relative(".", resolve(root, file)));
  say(errors.map(line));
  if (everyWarning) say(warnings.map((problem) => `warning: ${line(problem)}`));
  else if (warnings.length > 0) say([`${warnings.length} warnings; --warnings lists them`]);
  return errors.length;
}

function checkFiles(files: readonly string[]): number {
  const folder = readFiles(files);
  const { verdicts, judgements } = checkBank({ ...folder, topics: null }, FAMILIES);
  const problems = [...folder.problems, ...crossCheck(folder, FAMILIES), ...verdicts];
  const errors = sayProblems(folder.root, problems, true);
  say(["", "These files alone (the limits hold for the whole bank):", ...gateLines(judgements), ""]);
  say(mendLines(judgements));
  say([`${errors === 0 ? "ok" : "FAIL"}: ${files.length} files, ${errors} errors`]);
  return errors;
}

function checkFolder(path: string): number {
  const folder = readFolder(path);
  const { verdicts, judgements } = checkBank(folder, FAMILIES);
  const problems = [...folder.problems, ...crossCheck(folder, FAMILIES), ...verdicts];
  const errors = sayProblems(path, problems, values.warnings);
  const concepts = folder.concepts.map(({ data }) => data);
  say(["", ...figureLines(concepts, folder.topics?.data ?? null), "", ...gateLines(judgements), ""]);
  const mend = mendLines(judgements);
  say(mend);
  const failed = judgements.filter(({ verdict }) => verdict === "outside").length;
  say([`${errors + failed === 0 ? "ok" : "FAIL"}: ${errors} errors, ${failed} gates outside their limits`]);
  return errors + failed;
}

const files = positionals.filter((path) => path.endsWith(".yaml"));
const wrong = files.length > 0 ? checkFiles(files) : checkFolder(positionals[0] ?? "questions");
process.exitCode = wrong > 0 ? 1 : 0;
