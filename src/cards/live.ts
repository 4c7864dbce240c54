import type {
  LiveLobbyReply,
  LivePodiumReply,
  LiveRow,
  LiveTable,
  QuestionReply,
  ResultReply,
} from "../engine/words/reply.ts";
import { plain } from "../engine/words/text.ts";
import { type Rich, text } from "../words/inline.ts";
import { before, buttonsOf, card, footnote, levelName, paragraph, type Reader, rich } from "./build.ts";
import type { Block, Card, StandingRow } from "./model.ts";
import { boardRow, pictured } from "./pictured.ts";

/** Characters of a question that are told again at the end. */
const STEM = 160;

const yes = (is: boolean) => (is ? "yes" : "no");

/** What a line of a live table is worth. */
const worthOf = ({ words }: Reader, { points, right }: LiveRow, speed: boolean): string =>
  speed ? words.plain("points", { points }) : words.plain("live.right", { right });

function tableBlock(reader: Reader, { rows, speed }: LiveTable, label: string): Block {
  const { words } = reader;
  return {
    type: "standings",
    label,
    heads: {
      rank: words.plain("head.rank"),
      who: words.plain("head.who"),
      value: words.plain(speed ? "head.points" : "head.right"),
      note: words.plain("head.right"),
    },
    rows: rows.map(
      (row): StandingRow => ({
        rank: row.rank,
        who: [words.name(row.name)],
        value: worthOf(reader, row, speed),
        amount: speed ? row.points : row.right,
        mark: null,
        note: speed ? words.plain("live.right", { right: row.right }) : null,
        bare: {
          value: (speed ? row.points : row.right).toLocaleString(words.language),
          note: speed ? row.right.toLocaleString(words.language) : null,
        },
        member: row.learner,
      }),
    ),
  };
}

const moreOf = (reader: Reader, { more }: LiveTable): Block[] =>
  more === 0 ? [] : [footnote(rich(reader, "live.more", { more }))];

export const liveQuestionTitle = (
  { words }: Reader,
  { number, of }: NonNullable<QuestionReply["live"]>,
): string => words.plain("live.question", { number, of });

/** How a question of a live round stands. */
export const liveState = (
  reader: Reader,
  { answered, closesAt }: Pick<QuestionReply, "answered" | "closesAt">,
  { seconds }: NonNullable<QuestionReply["live"]>,
): Rich => rich(reader, "live.state", { answered, seconds, closes: { time: closesAt, style: "relative" } });

export const liveResultTitle = (
  { words }: Reader,
  { number, of }: NonNullable<ResultReply["live"]>,
): string => words.plain("live.result", { number, of });

/** Who leads after a question, and what comes next. */
export function leadBlocks(reader: Reader, live: ResultReply["live"]): Block[] {
  if (live === undefined) return [];
  const { table, next } = live;
  const label = reader.words.plain("live.table", { speed: yes(table.speed) });
  return [
    ...(table.rows.length === 0 ? [] : [tableBlock(reader, table, label), ...moreOf(reader, table)]),
    ...(next ? [footnote(rich(reader, "live.next"))] : []),
  ];
}

export function liveLobby(reply: LiveLobbyReply, reader: Reader): Card {
  const { words } = reader;
  const { state, topic, difficulty, length, seconds, speed, joined } = reply;
  const title = words.plain("live.title");
  const at = { time: reply.startsAt, style: "relative" } as const;
  const stands = {
    waiting: () => rich(reader, "live.lobby", { joined, at }),
    on: () => rich(reader, "live.lobby-on", { joined }),
    empty: () => rich(reader, "live.lobby-empty", { command: { command: "live" } }),
    ended: () => rich(reader, "live.lobby-ended"),
  }[state]();
  const isToCome = state === "waiting" || state === "on";
  return card(reply, {
    title,
    chips: [
      ...(topic === null ? [] : [topic]),
      ...(difficulty === null ? [] : [levelName(words, difficulty)]),
    ],
    spoken: [before(words, title), ...stands],
    blocks: [
      ...(isToCome
        ? [
            paragraph(rich(reader, "live.what", { length, seconds })),
            footnote(rich(reader, "live.points", { speed: yes(speed) })),
          ]
        : []),
      paragraph(stands),
      ...(reply.host === null ? [] : [footnote(rich(reader, "live.host", { host: { member: reply.host } }))]),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}

const endOf = (reader: Reader, { state, length }: LivePodiumReply): Block[] =>
  state === "done" ? [] : [paragraph(rich(reader, `live.${state}`, { length }))];

export function livePodium(reply: LivePodiumReply, reader: Reader): Card {
  const { words } = reader;
  const { table, hardest } = reply;
  const { rows, speed } = table;
  const isNeverAsked = reply.state === "dry" && reply.length === 0;
  const title = words.plain("live.podium");
  const label = words.plain("live.table-end", { speed: yes(speed) });
  const drawn = rows.map((row) => ({ ...boardRow(reader, row), value: worthOf(reader, row, speed) }));
  return card(reply, {
    title,
    spoken: [text(title)],
    blocks: [
      ...endOf(reader, reply),
      ...(rows.length === 0
        ? isNeverAsked
          ? []
          : [paragraph(rich(reader, "live.nobody"))]
        : [
            pictured(reader, { kind: "podium", lang: words.language, title: "", rows: drawn }, [
              tableBlock(reader, table, label),
            ]),
            ...moreOf(reader, table),
            footnote(rich(reader, "live.ordered", { speed: yes(speed) })),
          ]),
      ...(hardest.length === 0
        ? []
        : [
            {
              type: "list" as const,
              label: words.plain("live.hardest"),
              items: hardest.map(({ number, stem, right, answered }) =>
                rich(reader, "live.moment", { number, right, answered, stem: shortened(stem) }),
              ),
            },
          ]),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}

function shortened(stem: string): string {
  const line = plain(stem).replace(/\s+/g, " ").trim();
  return line.length > STEM ? `${line.slice(0, STEM - 1)}…` : line;
}
