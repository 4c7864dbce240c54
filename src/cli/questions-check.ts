import { existsSync, readFileSync, statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { crossCheck } from "../bank/cross-check.ts";
import { FAMILIES } from "../bank/families/index.ts";
import { readFiles, readFolder } from "../bank/folder.ts";
import { type BankReport, checkBank } from "../bank/lint/bank.ts";
import type { Verdict } from "../bank/lint/items.ts";
import { figureLines, gateLines, mendLines, placeLine, problemLine } from "../bank/lint/report.ts";
import type { Problem } from "../bank/source.ts";
import { readPack } from "../packs/read.ts";
import { LOCALES, loadLanguages } from "../words/languages.ts";

/**
 * `npm run questions:check` checks the bank in `questions`; `-- <folder>` another one; `-- <file.yaml> ...`
 * single files, whose figures are shown but not judged; `-- <file.csv> ...` packs of one's own (CSV, JSON, Anki's text, and
 * YAML with `--pack`). `--warnings` lists warnings one by one (single files always
 * do). Ends with 1 when there is an error or a gate is outside its limit.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { warnings: { type: "boolean", default: false }, pack: { type: "boolean", default: false } },
});

const TAKES =
  "questions:check takes one folder, <topic>/<concept>.yaml files, or packs of your own (.csv, .tsv, .json, .txt; .yaml with --pack).";
const PACKS = /\.(csv|tsv|json|jsonl|txt)$/i;

const say = (lines: readonly string[]) => {
  if (lines.length > 0) console.log(lines.join("\n"));
};

/** Paths as they can be opened from here. */
const pathIn = (root: string) => (file: string) => relative(".", resolve(root, file));

/** Prints problems by file and line, and returns how many were errors. */
function sayProblems(root: string, problems: readonly (Problem | Verdict)[], everyWarning: boolean): number {
  const sorted = [...problems].sort((a, b) =>
    a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1,
  );
  const isWarning = (problem: Problem | Verdict) => "severity" in problem && problem.severity === "warning";
  const errors = sorted.filter((problem) => !isWarning(problem));
  const warnings = sorted.filter(isWarning);
  say(errors.map((problem) => problemLine(problem, pathIn(root))));
  if (everyWarning) say(warnings.map((problem) => `warning: ${problemLine(problem, pathIn(root))}`));
  else if (warnings.length > 0) say([`${warnings.length} warnings; --warnings lists them`]);
  return errors.length;
}

function sayMending(root: string, { judgements, place }: BankReport): void {
  say(
    mendLines(judgements, (id) => {
      const found = place(id);
      return found ? placeLine(found, pathIn(root)) : id;
    }),
  );
}

function checkFiles(files: readonly string[]): number {
  const folder = readFiles(files);
  const report = checkBank({ ...folder, topics: null }, FAMILIES);
  const problems = [...folder.problems, ...crossCheck(folder, FAMILIES), ...report.verdicts];
  const errors = sayProblems(folder.root, problems, true);
  say(["", "These files alone (the limits hold for the whole bank):", ...gateLines(report.judgements), ""]);
  sayMending(folder.root, report);
  say([`${errors === 0 ? "ok" : "FAIL"}: ${files.length} files, ${errors} errors`]);
  return errors;
}

function checkFolder(path: string): number {
  const folder = readFolder(path);
  const report = checkBank(folder, FAMILIES);
  const problems = [...folder.problems, ...crossCheck(folder, FAMILIES), ...report.verdicts];
  const errors = sayProblems(path, problems, values.warnings);
  if (folder.leftOut.length > 0) say([`left out, no questions: ${folder.leftOut.join(", ")}`]);
  const concepts = folder.concepts.map(({ data }) => data);
  say(["", ...figureLines(concepts, folder.topics?.data ?? null), "", ...gateLines(report.judgements), ""]);
  sayMending(path, report);
  const failed = report.judgements.filter(({ verdict }) => verdict === "outside").length;
  say([`${errors + failed === 0 ? "ok" : "FAIL"}: ${errors} errors, ${failed} gates outside their limits`]);
  return errors + failed;
}

/** Packs of one's own, as importing them would judge them. */
function checkPacks(files: readonly string[]): number {
  const words = loadLanguages(LOCALES).of("en");
  let errors = 0;
  for (const file of files) {
    const read = readPack(file, readFileSync(file));
    if (read.kind === "refused") {
      errors += 1;
      say([`${file}: ${words.plain(`pack.refused.${read.code}`, read.values)}`]);
      continue;
    }
    const wrong = read.problems.filter(({ severity }) => severity === "error");
    const shown = values.warnings ? read.problems : wrong;
    say(
      shown.map(({ line, severity, code, values: said }) => {
        const what = words.plain(`pack.problem.${code}`, said);
        return `${severity === "error" ? "" : "advice: "}${file}:${line}: ${what}`;
      }),
    );
    errors += wrong.length;
    const advice = read.problems.length - wrong.length;
    if (advice > 0 && !values.warnings) say([`${advice} pieces of advice; --warnings lists them`]);
    say([
      `${wrong.length === 0 ? "ok" : "FAIL"}: ${read.questions.length} of ${read.found} questions, ${wrong.length} errors`,
    ]);
  }
  return errors;
}

/** What was given is checked as files or as one folder; null where it is neither, and that was said. */
function check(): number | null {
  const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const folders = positionals.filter(isFolder);
  const files = positionals.filter((path) => !isFolder(path));
  const isPack = (file: string) => PACKS.test(file) || (values.pack && /\.ya?ml$/i.test(file));
  if (files.length > 0 && folders.length === 0 && files.every((file) => existsSync(file) && isPack(file)))
    return checkPacks(files);
  const strange = files.find((file) => !file.endsWith(".yaml"));
  if (strange !== undefined) {
    const exists = existsSync(strange);
    const isYaml = /\.ya?ml$/i.test(strange);
    const mend = isYaml ? ` Name it ${strange.replace(/\.\w+$/, ".yaml")}.` : "";
    say([`${strange} ${exists ? "is no question file" : "is not there"}.${mend} ${TAKES}`]);
    return null;
  }
  if (folders.length > 1 || (folders.length > 0 && files.length > 0)) {
    say([`That is more than one folder, or a folder and files. ${TAKES}`]);
    return null;
  }
  return files.length > 0 ? checkFiles(files) : checkFolder(folders[0] ?? "questions");
}

process.exitCode = check() === 0 ? 0 : 1;
