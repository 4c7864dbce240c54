import type { types } from "@slack/bolt";
import type { StandingRow, StandingsBlock, TableBlock } from "../../../cards/model.ts";
import { plainOf, type Rich } from "../../../words/inline.ts";
import { isolated, label, oneLine } from "../../../words/line.ts";
import { LIMITS } from "../limits.ts";

/** Tables that Slack draws, pages and sorts itself; null: it would not take it. */
type Table = types.DataTableBlock;
type Cell = Table["rows"][number][number];

const written = (text: string): Cell => ({ type: "raw_text", text: text === "" ? " " : text });
/** Sorted by the number, read as the words. */
const counted = (value: number, text: string): Cell => ({ type: "raw_number", value, text });

/** Whose line it is: a channel as Slack shows one, a name on one line, with its direction kept to itself. */
function named(who: Rich, mark: string | null): Cell {
  const behind = mark === null ? "" : ` · ${mark}`;
  const [one] = who;
  const group = one?.type === "mention" && one.to === "group" ? one : null;
  if (group !== null && /^D[A-Z0-9]+$/.test(group.id)) return written(`${group.direct}${behind}`);
  if (group !== null && /^[CG][A-Z0-9]+$/.test(group.id)) {
    const channel = { type: "channel" as const, channel_id: group.id };
    const after = behind === "" ? [] : [{ type: "text" as const, text: behind }];
    return { type: "rich_text", elements: [{ type: "rich_text_section", elements: [channel, ...after] }] };
  }
  return written(`${isolated(oneLine(plainOf(who), LIMITS.name))}${behind}`);
}

const lengthOf = (cell: Cell): number => ("text" in cell ? cell.text.length : JSON.stringify(cell).length);

function tableOf(
  caption: string,
  heads: readonly string[],
  rows: readonly Cell[][],
  page: number,
  rowHeader = 0,
): Table | null {
  const all = [heads.map(written), ...rows];
  const drawn: Table = {
    type: "data_table",
    caption,
    page_size: Math.max(1, Math.min(page, LIMITS.tableRows)),
    ...(rowHeader === 0 ? {} : { row_header_column_index: rowHeader }),
    rows: all,
  };
  const fits =
    caption !== "" &&
    rows.length > 0 &&
    rows.length <= LIMITS.tableRows &&
    heads.length > 0 &&
    heads.length <= LIMITS.tableColumns &&
    rows.every((row) => row.length === heads.length) &&
    all.flat().reduce((sum, cell) => sum + lengthOf(cell), 0) <= LIMITS.tableText &&
    JSON.stringify(drawn).length <= LIMITS.messageSize;
  return fits ? drawn : null;
}

export const dataTable = ({ caption, columns, rows, page }: TableBlock): Table | null =>
  tableOf(
    caption,
    columns.map((column) => column.label),
    rows.map((row) => row.map((one) => written(plainOf(one)))),
    page,
  );

/** Ranks, all at once. One alone reads better as a line. `title`: what stands above them. */
export function ranks({ label: ownLabel, heads, rows }: StandingsBlock, title: string): Table | null {
  if (rows.length < 2) return null;
  const hasNotes = rows.some(({ note }) => note !== null);
  const hasStreaks = rows.some(({ streak }) => streak != null);
  const cells = ({ rank, who, value, amount, mark, note, streak, bare }: StandingRow): Cell[] => [
    counted(rank, String(rank)),
    named(who, mark),
    counted(amount, bare?.value ?? value),
    ...(hasStreaks ? [written(bare?.streak ?? streak ?? "")] : []),
    ...(hasNotes ? [written(bare?.note ?? note ?? "")] : []),
  ];
  return tableOf(
    label(ownLabel ?? title, LIMITS.tableCaption),
    [
      heads.rank,
      heads.who,
      heads.value,
      ...(hasStreaks ? [heads.streak ?? ""] : []),
      ...(hasNotes ? [heads.note] : []),
    ],
    rows.map(cells),
    rows.length,
    1,
  );
}
