import { existsSync, readFileSync, statSync } from "node:fs";
import { parseEnv } from "node:util";
import { distance } from "fastest-levenshtein";

const FILE = ".env";

/** What is wrong with the `.env` file as a whole; its lines are read by `linesThatAreNone`. */
function textOf(path: string): { text: string } | { problem: string } {
  if (statSync(path).isDirectory()) return { problem: `${path} is a folder, and has to be a file.` };
  const bytes = readFileSync(path);
  const isWide = bytes.includes(0) || (bytes[0] === 0xff && bytes[1] === 0xfe);
  if (isWide) return { problem: `${path} is written in UTF-16. Save it as UTF-8.` };
  // The mark that some editors put before the text is dropped by the decoder.
  return { text: new TextDecoder("utf-8").decode(bytes) };
}

/** Lines that set nothing, though they look as if: `PORT: 3000`. Values in quotes may take several lines. */
function linesThatAreNone(path: string, text: string): string[] {
  const problems: string[] = [];
  let quote: string | null = null;
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (quote !== null) {
      if (line.includes(quote)) quote = null;
      continue;
    }
    if (/^\s*(#|$)/.test(line)) continue;
    const match = /^\s*(?:export\s+)?[\w.-]+\s*=\s*(["'`]?)(.*)$/.exec(line);
    if (match === null) {
      const name = /^\s*(\w+)/.exec(line)?.[1];
      const example = name === undefined ? "NAME=value" : `${name}=...`;
      problems.push(`${path}:${i + 1} sets nothing. Write it as ${example}`);
    } else if (match[1] !== "" && !match[2]?.includes(match[1] ?? "")) quote = match[1] ?? null;
  }
  return problems;
}

/** What a `.env` file adds to the environment, and what is wrong with it. */
export function readEnvFile(path: string): {
  values: Readonly<Record<string, string | undefined>>;
  problems: readonly string[];
} {
  if (!existsSync(path)) return { values: {}, problems: [] };
  const read = textOf(path);
  if ("problem" in read) return { values: {}, problems: [read.problem] };
  return { values: parseEnv(read.text), problems: linesThatAreNone(path, read.text) };
}

/** The process's environment, with what a `.env` file in the working folder adds to it. */
export function environment(): ReturnType<typeof readEnvFile> {
  const { values, problems } = readEnvFile(FILE);
  return { values: { ...values, ...process.env }, problems };
}

const PREFIXES = ["DISCORD_", "SLACK_", "REDIS_", "LLM_"];
/** What Kubernetes sets by itself beside a service called redis. */
const OF_KUBERNETES = /^[A-Z]+_(SERVICE|PORT)(_|$)/;

/** Letters that may be wrong in a name that is meant. */
const SLIPS = 2;

/** The known name that shares most words with a name, and of several the one that reads most like it. */
function nearestOf(name: string, known: readonly string[]): string {
  const upper = name.toUpperCase();
  const words = upper.split("_");
  const shared = (one: string) => one.split("_").filter((word) => words.includes(word)).length;
  const kin = (one: string) => Number(one.split("_")[0] === words[0]);
  // One that says more than was asked for is meant less often.
  const shorter = (a: string, b: string) => a.split("_").length - b.split("_").length;
  const nearer = (a: string, b: string) => distance(a, upper) - distance(b, upper);
  return (
    [...known].sort((a, b) => shared(b) - shared(a) || kin(b) - kin(a) || shorter(a, b) || nearer(a, b))[0] ??
    ""
  );
}

const holds = (all: readonly string[], some: readonly string[]) => some.every((word) => all.includes(word));

/**
 * Variables that begin like ours and mean nothing. `meant` are those that can only be a slip, where the variable
 * that was meant is not set.
 */
export function unknownVariables(
  env: Readonly<Record<string, string | undefined>>,
  known: readonly string[],
): { meant: string[]; others: string[] } {
  const meant: string[] = [];
  const others: string[] = [];
  for (const [name, value] of Object.entries(env)) {
    const upper = name.toUpperCase();
    const isOurs = PREFIXES.some((prefix) => upper.startsWith(prefix)) && !OF_KUBERNETES.test(name);
    if (!isOurs || known.includes(name) || (value?.trim() ?? "") === "") continue;
    const near = nearestOf(name, known);
    const [words, wanted] = [upper.split("_"), near.split("_")];
    const isLike = holds(words, wanted) || holds(wanted, words) || distance(near, upper) <= SLIPS;
    const isSlip = (env[near]?.trim() ?? "") === "" && isLike;
    const said = `${name} is no variable of the bot. Did you mean ${near}?`;
    (isSlip ? meant : others).push(said);
  }
  return { meant, others };
}
