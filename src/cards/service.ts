import type { ItemKind } from "../engine/words/item.ts";
import { packOf } from "../engine/words/pack.ts";
import type {
  Allowed,
  ExportReply,
  HelpReply,
  NoticeReply,
  ScheduleReply,
  TopicsReply,
} from "../engine/words/reply.ts";
import type { Schedule } from "../engine/words/schedule.ts";
import { code, joined, type Rich, strong, text } from "../words/inline.ts";
import { buttonsOf, card, levelName, menusOf, paragraph, type Reader, rich, sentences } from "./build.ts";
import type { Block, Card, CardButton } from "./model.ts";
import { progressBlocks } from "./sessions.ts";

/** Values that stand in one row; more are grouped by their first letter. */
const FEW = 12;
/** Allowed values that are grouped and listed as a whole, and how many are listed of more: a person reads no further. */
const GROUPED = 100;
const LISTED = 40;

/** As it is typed, with what it is called in the reader's language. */
function allowedWord({ words }: Reader, one: Allowed): string {
  if (typeof one === "string") return one;
  const label = words.plain(one.label);
  // “nlp-llm-engineer” needs no second form without its hyphens.
  return label.toLowerCase().replaceAll(" ", "-") === one.value ? one.value : `${one.value} (${label})`;
}

const initialOf = (word: string) => (/^\p{L}/u.exec(word)?.[0] ?? "#").toLocaleUpperCase();

/** What is allowed: a few in a row, more by their first letters. */
function allowedBlocks(reader: Reader, allowed: readonly Allowed[]): Block[] {
  const { words } = reader;
  if (allowed.length === 0) return [];
  const label = words.plain("notice.allowed");
  const left = allowed.length > GROUPED ? allowed.length - LISTED : 0;
  const more = left > 0 ? words.plain("notice.more", { more: left }) : null;
  const shown = allowed.slice(0, allowed.length - left).map((one) => allowedWord(reader, one));
  if (shown.length <= FEW) return [{ type: "words", label, colon: words.plain("colon"), words: shown, more }];
  const groups = new Map<string, string[]>();
  for (const word of shown.toSorted((a, b) => a.localeCompare(b, words.language)))
    groups.set(initialOf(word), [...(groups.get(initialOf(word)) ?? []), word]);
  const items = [...groups].map(
    ([letter, some]): Rich => [
      strong(letter),
      text("  "),
      ...joined(
        some.map((word): Rich => [code(word)]),
        ", ",
      ),
    ],
  );
  return [{ type: "list", label, items: more === null ? items : [...items, [text(more)]] }];
}

export function notice(reply: NoticeReply, reader: Reader): Card {
  const { words } = reader;
  const { allowed, nearest } = reply;
  const title = reply.tone === "info" ? "" : words.plain(`notice.${reply.tone}`);
  const near =
    nearest === null ? [] : [paragraph(rich(reader, "notice.nearest", { nearest: { code: nearest } }))];
  const choices = buttonsOf(words, reply.choose ?? []);
  const listed =
    choices.length > 0
      ? menusOf(choices, (number) => words.plain("notice.choose", { number }))
      : allowedBlocks(reader, allowed);
  return card(reply, {
    tone: reply.tone,
    title,
    spoken: joined(
      reply.lines.map((line) => words.rich(line)),
      " ",
    ),
    inPlace: reply.session !== undefined || reply.endsSteps === true,
    blocks: [...progressBlocks(reader, reply.session), ...sentences(words, reply.lines), ...near, ...listed],
    buttons: buttonsOf(words, reply.buttons),
  });
}

export function exported(reply: ExportReply, { words }: Reader): Card {
  const what = words.rich({ id: "export.what" });
  return card(reply, {
    tone: "done",
    title: words.plain("export.title"),
    spoken: what,
    blocks: [
      paragraph(what),
      ...sentences(words, reply.lines ?? []),
      { type: "file", name: reply.filename, text: reply.json },
    ],
  });
}

/** What the pages of the help are called. */
const HELP_TITLES = {
  start: "help.title",
  ask: "button.help-ask",
  study: "button.help-study",
  daily: "button.help-daily",
  managers: "button.help-managers",
  settings: "button.help-settings",
  commands: "help.title",
  candidates: "advice.candidates",
  interviewers: "advice.interviewers",
} as const;

export function help(reply: HelpReply, reader: Reader): Card {
  const { words, can } = reader;
  const title = words.plain(HELP_TITLES[reply.page]);
  const commands = reply.commands.map(
    ({ line, description, examples }): Block => ({
      type: "entry",
      head: [{ type: "command", line }],
      text: words.rich(description),
      // Where options have fields of their own, a line is nothing that can be typed.
      foot: can("types-lines")
        ? joined(
            examples.map((example): Rich => [{ type: "command", line: example }]),
            "  ",
          )
        : [],
    }),
  );
  const pages = reply.pages.map(
    (page): Block => ({
      type: "list",
      label: words.plain(page.title),
      items: page.points.map((point) => words.rich({ id: point })),
    }),
  );
  return card(reply, {
    tone: "info",
    title,
    spoken: [text(title)],
    blocks: [...sentences(words, reply.lines), ...commands, ...pages],
    buttons: buttonsOf(words, reply.buttons),
  });
}

const sumOf = (kinds: Readonly<Record<ItemKind, number>>) =>
  Object.values(kinds).reduce((sum, count) => sum + count, 0);

const kindCounts = (kinds: Readonly<Record<ItemKind, number>>): Record<string, number> => ({ ...kinds });

export function topics(reply: TopicsReply, reader: Reader): Card {
  const { words } = reader;
  const title = words.plain("topics.title");
  const choices = reply.topics.map(
    ({ id, name, kinds }): CardButton => ({
      label: words.plain("topics.choice", { name, total: sumOf(kinds) }),
      action: { verb: "another", asked: { topic: id }, private: true },
      primary: false,
    }),
  );
  const menus = menusOf(choices, (number) => words.plain("topics.choose", { number }));
  return card(reply, {
    tone: "info",
    title,
    spoken: [text(title)],
    blocks: [
      paragraph(
        rich(reader, "topics.total", {
          total: reply.total,
          kinds: { id: "topics.kinds", values: kindCounts(reply.kinds) },
        }),
      ),
      paragraph(rich(reader, "topics.how", { command: { command: "" } })),
      ...menus,
    ],
  });
}

function scheduleRows(
  schedule: Schedule,
  names: ScheduleReply["names"],
  reader: Reader,
): { label: string; value: Rich }[] {
  const { words } = reader;
  const { time, timezone, days, openFor, topics: about, difficulties, answers, ping } = schedule;
  const { results, skipped, language, thread, kinds } = schedule;
  const plain = (value: string): Rich => [text(value)];
  return [
    { label: words.plain("schedule.when"), value: plain(`${time} ${timezone}`) },
    {
      label: words.plain("schedule.days"),
      value: words.rich({ id: "schedule.day-names", values: { days: { days } } }),
    },
    {
      label: words.plain("schedule.open-for"),
      value:
        openFor === null
          ? rich(reader, "schedule.until-next")
          : rich(reader, "schedule.length", { hours: Math.floor(openFor / 60), minutes: openFor % 60 }),
    },
    {
      label: words.plain("schedule.topics"),
      value:
        about.length === 0
          ? rich(reader, "schedule.all-topics")
          : plain(about.map((id) => names[id] ?? packOf(id) ?? id).join(", ")),
    },
    {
      label: words.plain("schedule.difficulty"),
      value:
        difficulties.length === 0
          ? rich(reader, "schedule.mixed")
          : plain(difficulties.map((one) => levelName(words, one)).join(", ")),
    },
    {
      label: words.plain("schedule.kinds"),
      value: rich(reader, "schedule.kind-names", { kinds: kinds.join("") }),
    },
    // What is answered in words has no letters to react with.
    ...(kinds.includes("quiz")
      ? [{ label: words.plain("schedule.answers"), value: rich(reader, "schedule.answer-ways", { answers }) }]
      : []),
    { label: words.plain("schedule.thread"), value: rich(reader, "schedule.thread-ways", { thread }) },
    { label: words.plain("schedule.results"), value: rich(reader, "schedule.result-ways", { results }) },
    ...(language === null
      ? []
      : [
          {
            label: words.plain("schedule.language"),
            value: words.rich({ id: "schedule.language-name", values: { language: { language } } }),
          },
        ]),
    ...(schedule.focus === "weak"
      ? [{ label: words.plain("schedule.focus"), value: rich(reader, "schedule.focus-weak") }]
      : []),
    ...(schedule.plan === null || schedule.focus !== "plan"
      ? []
      : [
          {
            label: words.plain("schedule.plan"),
            value: rich(reader, "schedule.plan-value", {
              role: { id: `role.${schedule.plan.role}` },
              date: { date: schedule.plan.date },
            }),
          },
        ]),
    ...(skipped.length === 0
      ? []
      : [{ label: words.plain("schedule.skipped"), value: plain(skipped.map(words.date).join(", ")) }]),
    ...(ping === null
      ? []
      : [
          {
            label: words.plain("schedule.mentions"),
            value: [{ type: "mention", to: "role", id: ping } as const],
          },
        ]),
  ];
}

export function schedule(reply: ScheduleReply, reader: Reader): Card {
  const { words } = reader;
  const { group, names, next } = reply;
  const title = words.plain("schedule.title");
  const rows = [
    ...(group.schedule === null ? [] : scheduleRows(group.schedule, names, reader)),
    ...(group.paused === null
      ? []
      : [
          {
            label: words.plain("schedule.paused"),
            value: rich(reader, "schedule.paused-since", {
              reason: { id: `pause.${group.paused.reason}` },
              since: { time: group.paused.since, style: "moment" },
            }),
          },
        ]),
    ...(next === null
      ? []
      : [
          {
            label: words.plain("schedule.next"),
            value: rich(reader, "schedule.next-at", {
              at: { time: next.at, style: "moment" },
              in: { time: next.at, style: "relative" },
            }),
          },
        ]),
  ];
  return card(reply, {
    tone: "info",
    title,
    spoken: [text(title)],
    inPlace: reply.endsSteps === true,
    blocks: [
      ...sentences(words, reply.lines),
      ...(rows.length === 0 ? [] : [{ type: "facts" as const, colon: words.plain("colon"), rows }]),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}
