import type { Standing } from "../engine/words/board.ts";
import type { Button, Setting } from "../engine/words/press.ts";
import type {
  BoardReply,
  GroupsBoardReply,
  HomeReply,
  RecapReply,
  SummaryReply,
} from "../engine/words/reply.ts";
import { type Say, say } from "../engine/words/say.ts";
import type { Weekday } from "../engine/words/schedule.ts";
import { plainOf, strong, text } from "../words/inline.ts";
import type { Words } from "../words/words.ts";
import { buttonsOf, card, footnote, paragraph, type Reader, rich, sentences } from "./build.ts";
import type { BoardRow } from "./drawing.ts";
import { saidBlocks } from "./explained.ts";
import { profileBlocks } from "./me.ts";
import type { Block, Card, StandingHeads, StandingRow } from "./model.ts";
import { boardRow, pictured } from "./pictured.ts";
import { question } from "./questions.ts";

type Moved = BoardRow["moved"];

const standing =
  ({ words }: Reader, isPrivate: boolean) =>
  (row: Standing & { you?: boolean; moved?: Moved; streak?: number | null }): StandingRow => ({
    rank: row.rank,
    who: [words.name(row.name)],
    value: words.plain("points", { points: row.points }),
    amount: row.points,
    bare: {
      value: bare(words, row.points),
      streak: row.streak == null ? null : bare(words, row.streak),
    },
    // Only one person reads it.
    mark: isPrivate && row.you ? words.plain("board.you") : null,
    streak: row.streak == null ? null : words.plain("board.streak", { length: row.streak }),
    note: movement(words, row.moved ?? null),
    member: row.learner,
  });

/** A number as the language writes it. */
const bare = ({ language }: Words, number: number): string => number.toLocaleString(language);

function movement(words: Words, moved: Moved): string | null {
  if (moved === "new") return words.plain("board.new");
  if (moved === null || moved === 0) return null;
  return words.plain("board.moved", { places: Math.abs(moved), way: moved > 0 ? "up" : "down" });
}

const headsOf = ({ words }: Reader, note: "head.moved" | "head.active"): StandingHeads => ({
  rank: words.plain("head.rank"),
  who: words.plain("head.who"),
  value: words.plain("head.points"),
  note: words.plain(note),
});

/** When a board is of: "this week", "last week". */
const when = ({ words }: Reader, { period, previous }: Pick<BoardReply, "period" | "previous">) =>
  words.plain("board.when", { period, previous: previous ? "yes" : "no" });

/** A home page is in no channel. */
function boardTitle(reply: BoardReply, reader: Reader, isHome = false): string {
  const topic = reply.topic ?? "";
  return reader.words.plain("board.title", {
    scope: isHome && reply.scope === "group" ? "home" : reply.scope,
    about: topic === "" ? "all" : "topic",
    topic,
    when: when(reader, reply),
  });
}

/** The ranks, as a picture where a platform has no form of its own for them. */
function boardBlocks(reply: BoardReply, reader: Reader, isHome = false): Block[] {
  const blocks = ranksOf(reply, reader);
  if (reply.rows.length === 0) return blocks;
  const isPrivate = reply.visibility === "private";
  const rows = [...reply.rows, ...(reply.own === null ? [] : [{ ...reply.own, you: isPrivate }])];
  const foot = blocks.flatMap((block) => (block.type === "footnote" ? [plainOf(block.text)] : []));
  const lang = reader.words.language;
  const drawn = rows.map((row) => boardRow(reader, row));
  return [
    pictured(reader, { kind: "board", lang, title: "", rows: drawn, foot: foot.join(" · ") }, blocks),
    ...(isHome ? [] : [footnote(rich(reader, "points.made"))]),
  ];
}

function ranksOf(reply: BoardReply, reader: Reader): Block[] {
  const { words } = reader;
  const isPrivate = reply.visibility === "private";
  const line = standing(reader, isPrivate);
  const heads = { ...headsOf(reader, "head.moved"), streak: words.plain("profile.streak") };
  const isEmpty = reply.rows.length === 0;
  // Whoever hides has points all the same, and reads their own.
  const nobody = reply.previous ? "board.empty-past" : "board.empty";
  return [
    isEmpty
      ? paragraph(rich(reader, reply.own === null ? nobody : "board.only-you"))
      : { type: "standings", label: null, heads, rows: reply.rows.map(line) },
    ...(reply.own === null
      ? []
      : [
          {
            type: "standings" as const,
            label: isEmpty ? null : words.plain("board.further-down"),
            heads,
            rows: [line({ ...reply.own, you: isPrivate })],
          },
        ]),
    ...(reply.total > reply.rows.length
      ? [footnote(rich(reader, "board.total", { total: reply.total }))]
      : []),
    ...(reply.pages > 1
      ? [footnote(rich(reader, "board.page", { page: reply.page, pages: reply.pages }))]
      : []),
  ];
}

export function board(reply: BoardReply, reader: Reader): Card {
  const title = boardTitle(reply, reader);
  const buttons = buttonsOf(reader.words, reply.buttons);
  return card(reply, { title, spoken: [text(title)], blocks: boardBlocks(reply, reader), buttons });
}

export function groupsBoard(reply: GroupsBoardReply, reader: Reader): Card {
  const { words } = reader;
  const title = words.plain("groups.title", { when: when(reader, reply) });
  const rows = reply.rows.map(
    ({ rank, group, mean, active, here }): StandingRow => ({
      rank,
      who: [words.group(group)],
      value: words.plain("groups.mean", { mean: Math.round(mean * 10) / 10 }),
      amount: Math.round(mean * 10) / 10,
      bare: { value: bare(words, Math.round(mean * 10) / 10) },
      mark: null,
      note: words.plain("groups.active", { active, here: here ? "yes" : "no" }),
      member: null,
    }),
  );
  return card(reply, {
    title,
    spoken: [text(title)],
    blocks: [
      rows.length === 0
        ? paragraph(rich(reader, "groups.empty"))
        : { type: "standings", label: null, heads: headsOf(reader, "head.active"), rows },
      ...(reply.pages > 1
        ? [footnote(rich(reader, "board.page", { page: reply.page, pages: reply.pages }))]
        : []),
      ...(rows.length === 0 ? [] : [footnote(rich(reader, "points.made"))]),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}

/** What one has chosen for oneself, and can change here. */
function settingsOf({ own }: HomeReply, { words }: Reader): { blocks: Block[]; buttons: Button[] } {
  const { language, languages, reminders, hidden } = own;
  const prefer = (label: Say, setting: Setting, value: string): Button => ({
    label,
    action: { verb: "prefer", setting, value },
  });
  const choices = [
    prefer(say("home.language-auto"), "language", "auto"),
    ...languages.map((one) =>
      prefer(say("schedule.language-name", { language: { language: one } }), "language", one),
    ),
  ];
  return {
    blocks: [
      paragraph([strong(words.plain("home.settings"))]),
      paragraph(
        words.rich(language === null ? say("language.auto") : say("language.is", { language: { language } })),
      ),
      paragraph(words.rich(say("home.reminders", { on: reminders ? "yes" : "no" }))),
      paragraph(words.rich(say("home.hidden", { hidden: hidden ? "yes" : "no" }))),
      {
        type: "select",
        label: words.plain("home.language"),
        choices: buttonsOf(words, choices),
        chosen: language === null ? 0 : languages.indexOf(language) + 1,
      },
    ],
    buttons: [
      reminders
        ? prefer(say("button.reminders-off"), "reminders", "off")
        : prefer(say("button.reminders-on"), "reminders", "on"),
      hidden ? prefer(say("button.show-me"), "hidden", "off") : prefer(say("button.hide-me"), "hidden", "on"),
    ],
  };
}

const manage = (group: string | null): Button => ({
  label: say("button.manage"),
  action: { verb: "manage", group },
  row: true,
});

export function home(reply: HomeReply, reader: Reader): Card {
  const { words } = reader;
  const hasSettings = reader.can("home-settings");
  const settings = hasSettings ? settingsOf(reply, reader) : { blocks: [], buttons: [] };
  const { manages } = reply.own;
  const own = [...settings.buttons, ...(hasSettings && manages !== null ? [manage(manages.group)] : [])];
  const heading = (title: string): Block => paragraph([strong(title)]);
  const asked = reply.question === null ? null : question(reply.question, reader);
  return card(reply, {
    title: reply.profile === null ? words.plain("home.title") : plainOf([words.name(reply.profile.name)]),
    spoken: reply.lines.slice(0, 1).flatMap((line) => words.rich(line)),
    blocks: [
      ...sentences(words, reply.lines),
      ...(asked === null ? [] : [heading(asked.title), ...asked.blocks]),
      ...(reply.profile === null ? [] : profileBlocks(reply.profile, reader, true)),
      ...(reply.board === null
        ? []
        : [heading(boardTitle(reply.board, reader, true)), ...boardBlocks(reply.board, reader, true)]),
      ...settings.blocks,
    ],
    buttons: [...(asked?.buttons ?? []), ...buttonsOf(words, reply.buttons), ...buttonsOf(words, own)],
  });
}

export function summary(reply: SummaryReply, reader: Reader): Card {
  const { words } = reader;
  const rows = reply.top.map(standing(reader, false));
  return card(reply, {
    title: words.plain("summary.title"),
    spoken: reply.lines.slice(0, 1).flatMap((line) => words.rich(line)),
    blocks: [
      ...sentences(words, reply.lines),
      ...(rows.length === 0
        ? []
        : [
            {
              type: "standings" as const,
              label: words.plain("summary.points"),
              heads: headsOf(reader, "head.moved"),
              rows,
            },
            footnote(rich(reader, "points.daily")),
          ]),
    ],
  });
}

/** Points by day, as bars; nothing where nobody earned any. */
function weekChart({ words }: Reader, { days }: RecapReply): Block[] {
  if (days.every(({ points }) => points === 0)) return [];
  const named = days.map((day, i) => ({ ...day, name: words.dayNames((i + 1) as Weekday)[1] ?? "" }));
  const told = named.map(({ name, points, active }) =>
    words.plain("recap.day", { day: name, points, active }),
  );
  return [
    {
      type: "chart",
      lang: words.language,
      colon: words.plain("colon"),
      title: words.plain("recap.days"),
      data: {
        form: "bars",
        categories: named.map(({ name }) => name),
        series: [{ label: words.plain("head.points"), values: named.map(({ points }) => points) }],
      },
      text: [text(told.join(" "))],
    },
  ];
}

export function recap(reply: RecapReply, reader: Reader): Card {
  const { words } = reader;
  const rows = reply.rows.map(standing(reader, false));
  const title = words.plain("recap.title", { monday: { date: reply.monday } });
  return card(reply, {
    title,
    spoken: [text(title)],
    blocks: [
      ...sentences(words, reply.lines),
      rows.length === 0
        ? paragraph(rich(reader, "recap.empty"))
        : pictured(
            reader,
            {
              kind: "podium",
              lang: words.language,
              title: "",
              rows: reply.rows.map((row) => boardRow(reader, row)),
            },
            [
              {
                type: "standings",
                label: words.plain("recap.points"),
                heads: headsOf(reader, "head.moved"),
                rows,
              },
            ],
          ),
      ...weekChart(reader, reply),
      ...(reply.said === undefined
        ? []
        : [
            paragraph(rich(reader, "recap.explained", { about: { strong: reply.said.about } })),
            ...saidBlocks(reader, reply.said),
          ]),
      ...(reply.forgot.length === 0
        ? []
        : [
            {
              type: "list" as const,
              label: words.plain("recap.forgot"),
              items: reply.forgot.map((name) => [text(name)]),
            },
          ]),
      ...(rows.length === 0 ? [] : [footnote(rich(reader, "points.made"))]),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}
