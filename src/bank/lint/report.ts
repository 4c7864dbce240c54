import { DIFFICULTIES } from "../../engine/words/item.ts";
import { CHOICE_STYLES, type ConceptFile, type TopicsFile } from "../schema.ts";
import type { Problem } from "../source.ts";
import type { Gate, Judgement } from "./gate.ts";
import type { Verdict } from "./items.ts";

/** `file:line id: what is wrong [rule]`. */
export function problemLine(problem: Problem | Verdict, pathOf: (file: string) => string): string {
  const rule = "rule" in problem ? ` [${problem.rule}]` : "";
  return `${placeLine(problem, pathOf)}: ${problem.message}${rule}`;
}

/** `file:line id`. */
export function placeLine({ file, line, id }: Problem, pathOf: (file: string) => string): string {
  return `${pathOf(file)}:${line}${id === undefined ? "" : ` ${id}`}`;
}

/** Rows of cells, set in columns; numbers to the right. */
function table(rows: readonly (readonly (string | number)[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (most, row) => row.map((cell, i) => Math.max(most[i] ?? 0, String(cell).length)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, i) =>
        typeof cell === "number" ? String(cell).padStart(widths[i]!) : cell.padEnd(widths[i]!),
      )
      .join("  ")
      .trimEnd(),
  );
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

const countsOf = (concepts: readonly ConceptFile[]) => [
  concepts.length,
  sum(concepts.map(({ open }) => open.length)),
  sum(concepts.flatMap(({ open }) => open.map(({ also_asked }) => 1 + also_asked.length))),
  sum(concepts.map(({ choice }) => choice.length)),
  sum(concepts.map(({ numeric }) => numeric.length)),
];

/** What the bank holds: by topic, and its items by kind, difficulty and style. */
export function figureLines(concepts: readonly ConceptFile[], topics: TopicsFile | null): string[] {
  const choice = concepts.flatMap((concept) => concept.choice);
  const open = concepts.flatMap((concept) => concept.open);
  const by = <T extends string>(names: readonly T[], values: readonly T[]) =>
    names.map((name) => `${name} ${values.filter((value) => value === name).length}`).join(", ");
  const topicIds = topics?.topics.map(({ id }) => id) ?? [...new Set(concepts.map(({ topic }) => topic))];
  return [
    ...table([
      ["topic", "concepts", "open", "ways of asking", "choice", "numeric families"],
      ...topicIds.map((id) => [id, ...countsOf(concepts.filter(({ topic }) => topic === id))]),
      ["all", ...countsOf(concepts)],
    ]),
    "",
    `choice by difficulty: ${by(
      DIFFICULTIES,
      choice.map(({ difficulty }) => difficulty),
    )}`,
    `choice by style: ${by(
      CHOICE_STYLES,
      choice.map(({ style }) => style),
    )}`,
    `open by difficulty: ${by(
      DIFFICULTIES,
      open.map(({ difficulty }) => difficulty),
    )}`,
  ];
}

const number = (gate: Gate, value: number) =>
  gate.shown === "share"
    ? `${(value * 100).toFixed(1)}%`
    : gate.shown === "ratio"
      ? value.toFixed(3)
      : String(value);

function limit(gate: Gate): string {
  const low = gate.atLeast === undefined ? null : number(gate, gate.atLeast);
  const high = gate.atMost === undefined ? null : number(gate, gate.atMost);
  if (low !== null && high !== null) return `${low} to ${high}`;
  return low === null ? `at most ${high}` : `at least ${low}`;
}

const VERDICTS = { inside: "ok", outside: "FAIL", "too few": "-" } as const;

/** Every gate with its value beside its limit. */
export function gateLines(judgements: readonly Judgement[]): string[] {
  return table([
    ["", "value", "limit", "cases", "gate", ""],
    ...judgements.map(({ gate, measure, verdict }) => [
      VERDICTS[verdict],
      number(gate, measure.value),
      limit(gate),
      measure.cases,
      gate.id,
      verdict === "too few" ? `${gate.what} (judged from ${gate.fewest} on)` : gate.what,
    ]),
  ]);
}

/**
 * How to mend each gate that failed, and where to begin. What is short of a count stands in one line.
 * @param placeOf the line that names an item and its place
 */
export function mendLines(judgements: readonly Judgement[], placeOf: (id: string) => string): string[] {
  const failed = judgements.filter(({ verdict }) => verdict === "outside");
  const short = failed.filter(({ gate }) => gate.shown === "count");
  const missing = short.flatMap(({ measure }) => measure.missing ?? []);
  return [
    ...failed
      .filter((judgement) => !short.includes(judgement))
      .flatMap(({ gate, measure: { value, hints = [], worst = [] } }) => [
        `${gate.id}: ${number(gate, value)}, ${limit(gate)}. ${gate.what}. To mend it: ${gate.mend}.`,
        ...hints.map((hint) => `  ${hint}`),
        ...worst.map(({ id, weight }) => `  ${placeOf(id)} (${weight.toFixed(2)})`),
      ]),
    ...(missing.length > 0 ? [`nothing yet on ${missing.join(", ")}`] : []),
    ...(short.length > 0
      ? [
          `too few: ${short.map(({ gate, measure }) => `${gate.id} ${measure.value} of ${gate.atLeast}`).join(", ")}`,
        ]
      : []),
  ];
}
