import { gzipSync } from "node:zlib";
import { randomFrom } from "../../src/engine/rules/random.ts";
import type { PackRead } from "../../src/engine/words/pack.ts";
import { LETTERS } from "../../src/engine/words/round.ts";
import { bytesOf, FORMATS } from "./samples.ts";

/** Files as nobody should send them: the good ones with something done to them, and some made to hurt. */

const NASTY = [
  ...[
    "\0",
    "\ufeff",
    "\u202e",
    '"',
    '""',
    "'",
    ",",
    ";",
    "\t",
    "|",
    "\r",
    "\n\n",
    "{{c1::",
    "}}",
    "[[[[",
    "{{{{",
  ],
  ...[
    "&a;",
    "*a",
    "&a [*a, *a]",
    "!!js/function",
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "#separator:",
    "#columns:",
    "```",
  ],
  ...[
    "<script>",
    "\\u0000",
    "null",
    "1e999",
    "__proto__",
    "constructor",
    "\ud800",
    "🏴‍☠️",
    "question,",
    "answer",
  ],
];

const bomb = () => gzipSync(new Uint8Array(4 * 1024 * 1024));
const aliases = () =>
  `a: &a [x,x]\n${Array.from({ length: 30 }, (_, i) => `b${i}: &b${i} [*a,*a]`).join("\n")}`;

const MADE: readonly [name: string, make: () => Uint8Array | string][] = [
  ["bomb.csv", bomb],
  ["bomb.zip", () => Uint8Array.from([0x50, 0x4b, 3, 4, ...bomb().subarray(0, 5_000)])],
  ["deep.json", () => "[".repeat(100_000)],
  ["deep.json", () => `${'{"questions":'.repeat(5_000)}1${"}".repeat(5_000)}`],
  ["deep.yaml", () => `questions: ${"[".repeat(3_000)}`],
  ["laugh.yaml", aliases],
  ["wide.csv", () => `question,${"A,".repeat(20_000)}answer\n${"x,".repeat(20_000)}y`],
  ["long.csv", () => `question,A,B,answer\n${"x".repeat(1_000_000)},a,b,A`],
  ["open.csv", () => `question,A,B,answer\n"${"x\n".repeat(100_000)}`],
  ["quotes.csv", () => `question,A,B,answer\n${'"'.repeat(60_000)},a,b,A`],
  ["commas.txt", () => `#separator:comma\n${",".repeat(200_000)}`],
  ["cells.txt", () => `#separator:space\n#html:true\n${"<div ".repeat(20_000)}`],
  [
    "marks.csv",
    () => `question,A,B,answer\n${"<".repeat(50_000)},${"&".repeat(50_000)},${"{{".repeat(20_000)},A`,
  ],
  ["formulas.csv", () => "question,A,B,answer\n=1+1?,=A1,@b,A"],
];

/** The file that is number `i` of a seed. */
export function mutation(seed: string, i: number): { name: string; bytes: Uint8Array } {
  const random = randomFrom(`${seed}|${i}`);
  const made = MADE[i];
  if (made !== undefined) {
    const content = made[1]();
    return { name: made[0], bytes: typeof content === "string" ? bytesOf(content) : content };
  }
  const names = Object.keys(FORMATS);
  const name = random.pick(names);
  let text = FORMATS[name] ?? "";
  let bytes: Uint8Array | null = null;
  for (let count = random.int(1, 6); count > 0; count--) {
    const at = random.int(0, text.length);
    const to = Math.min(text.length, at + random.int(0, 40));
    switch (random.int(0, 6)) {
      case 0:
        text = text.slice(0, at) + text.slice(to);
        break;
      case 1:
        text = text.slice(0, at) + random.pick(NASTY) + text.slice(at);
        break;
      case 2:
        text = text.slice(0, to) + text.slice(at, to).repeat(random.int(1, 30)) + text.slice(to);
        break;
      case 3:
        text = text.slice(0, at) + String.fromCharCode(random.int(0, 0xffff)) + text.slice(at + 1);
        break;
      case 4:
        text = (FORMATS[random.pick(names)] ?? "").slice(0, at) + text.slice(at);
        break;
      case 5:
        bytes = Uint8Array.from(bytesOf(text), (byte, j) => (j % 97 === at % 97 ? random.int(0, 255) : byte));
        break;
      default:
        bytes = Uint8Array.from(
          Buffer.from(`\ufeff${text}`, "utf16le").subarray(0, random.int(1, 2 * text.length)),
        );
    }
  }
  return { name: random.int(0, 9) === 0 ? random.pick(names) : name, bytes: bytes ?? bytesOf(text) };
}

/** What is wrong with what was read, whatever the file was. */
export function amiss(read: PackRead): string[] {
  if (read.kind === "refused") return [];
  const ids = read.questions.map(({ id }) => id);
  const bad = read.questions.filter(
    ({ stem, options, key }) =>
      stem === "" ||
      options.length < 2 ||
      options.length > LETTERS.length ||
      key < 0 ||
      key >= options.length ||
      options.some(({ text }) => text === "") ||
      new Set(options.map(({ text }) => text)).size < options.length,
  );
  return [
    ...bad.map(({ stem }) => `a question cannot be asked: ${stem}`),
    ...(new Set(ids).size < ids.length ? ["two questions have one name"] : []),
    ...(read.questions.length > read.found ? ["there are more questions than were found"] : []),
    ...read.problems.filter(({ line }) => !(line >= 1)).map(({ code }) => `${code} stands in no line`),
  ];
}
