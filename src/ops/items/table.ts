import type { Bank } from "../../engine/ports/bank.ts";
import type { KeptDecision } from "../../engine/ports/store.ts";
import { versionOf } from "../../engine/words/item.ts";
import { packOf } from "../../engine/words/pack.ts";
import { REPORT_KINDS, type ReportCounts } from "../../engine/words/report.ts";
import { type ItemSums, NO_SUMS } from "../../learning/item-sums.ts";
import { healthOf, type ItemHealth, wrongKeys } from "../../learning/items.ts";

/** What is known of one version of an item. */
export interface Line {
  item: string;
  version: number;
  /** As the bank has it now; null: the bank has no such version any more. */
  about: { kind: string; topic: string; concept: string; difficulty: string } | null;
  health: ItemHealth;
  reports: ReportCounts;
  /** How often somebody liked it. */
  praised: number;
  decision: string;
}

const NO_REPORTS: ReportCounts = { "wrong-key": 0, unclear: 0, outdated: 0, typo: 0, other: 0 };
const total = (reports: ReportCounts) => Object.values(reports).reduce((a, b) => a + b, 0);

/**
 * A line for each version that was answered, reported, liked or decided on: those with flags first, then by id. Questions of
 * packs are their teams', who decide about them.
 */
export function linesOf(
  bank: Bank,
  all: ReadonlyMap<string, ItemSums>,
  reported: ReadonlyMap<string, ReportCounts>,
  praised: ReadonlyMap<string, number>,
  decided: readonly KeptDecision[],
): Line[] {
  const wrong = wrongKeys(all);
  const decisions = new Map(decided.map((one) => [`${one.item}@${one.version}`, one]));
  const fields = new Set([...all.keys(), ...reported.keys(), ...praised.keys(), ...decisions.keys()]);
  const lines = [...fields]
    .filter((field) => packOf(field) === null)
    .map((field): Line => {
      const [item = "", text = ""] = field.split("@");
      const version = Number(text);
      const found = bank.find(item) === null ? null : bank.item(item, "");
      const now = found === null || versionOf(found) !== version ? null : found;
      // Of a computed question the wrong options differ each time: they are counted as one.
      const options = now?.kind === "choice" ? 1 + now.distractors.length : null;
      const reports = reported.get(field) ?? NO_REPORTS;
      const about = { isWrongKey: wrong.has(field), reports: total(reports) };
      const decision = decisions.get(field);
      return {
        ...{ item, version, reports, praised: praised.get(field) ?? 0 },
        health: healthOf(all.get(field) ?? NO_SUMS, options, about),
        about: now && {
          ...{ kind: now.kind, topic: now.topic.id, concept: now.concept.id, difficulty: now.difficulty },
        },
        decision: decision === undefined ? "" : `${decision.what} by ${decision.by}`,
      };
    });
  const rank = ({ health: { flags } }: Line) => (flags.length === 0 ? 1 : 0);
  return lines.sort((a, b) => rank(a) - rank(b) || (a.item < b.item ? -1 : 1) || a.version - b.version);
}

const percent = (share: number) => `${Math.round(100 * share)}%`;
const two = (value: number | null) => (value === null ? "-" : value.toFixed(2));

const COLUMNS: readonly [string, (line: Line) => string][] = [
  ["item", ({ item, version }) => `${item}@${version}`],
  ["answers", ({ health }) => String(health.answered)],
  ["right", ({ health }) => (health.right === null ? "-" : percent(health.right))],
  ["wrong options", ({ health }) => health.chosen.slice(1).map(percent).join(" ")],
  ["discr.", ({ health }) => two(health.discrimination)],
  [
    "reports",
    ({ reports }) =>
      REPORT_KINDS.flatMap((kind) => (reports[kind] === 0 ? [] : [`${kind} ${reports[kind]}`])).join(" "),
  ],
  ["liked", ({ praised }) => (praised === 0 ? "" : String(praised))],
  ["flags", ({ health }) => health.flags.join(" ")],
  ["decided", ({ decision }) => decision],
];

/** For a terminal: a column for each figure, as wide as it has to be. */
export function tableOf(lines: readonly Line[]): string[] {
  const cells = [COLUMNS.map(([name]) => name), ...lines.map((line) => COLUMNS.map(([, of]) => of(line)))];
  const widths = COLUMNS.map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)));
  return cells.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** Most options that a question has: so many columns there are. */
const MOST_OPTIONS = 6;

/** A spreadsheet takes what begins like a formula for one. */
const harmless = (cell: string) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The same as CSV (RFC 4180), with a count for each option, the key first. */
export function csvOf(lines: readonly Line[]): string {
  const options = Array.from({ length: MOST_OPTIONS }, (_, i) => (i === 0 ? "key" : `wrong_${i}`));
  const head = [
    ...["item", "version", "kind", "topic", "concept", "difficulty", "answered", "right", "discrimination"],
    ...options,
    ...REPORT_KINDS.map((kind) => `reported_${kind.replace("-", "_")}`),
    ...["liked", "flags", "decided"],
  ];
  const rows = lines.map(({ item, version, about, health, reports, praised, decision }) => {
    const { answered, right, chosen, discrimination, flags } = health;
    const words = [about?.kind, about?.topic, about?.concept, about?.difficulty].map((word) => word ?? "");
    const figures = [String(answered), right?.toFixed(4) ?? "", discrimination?.toFixed(4) ?? ""];
    const counts = options.map((_, i) => {
      const share = chosen[i];
      return share === undefined ? "" : String(Math.round(share * answered));
    });
    return [
      ...[item, String(version), ...words].map(harmless),
      ...[...figures, ...counts, ...REPORT_KINDS.map((kind) => String(reports[kind]))],
      ...[String(praised), flags.join(" "), decision],
    ];
  });
  return [head, ...rows].map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}
