import type { ProfileReply } from "../engine/words/reply.ts";
import { plainOf, type Rich, strong, text } from "../words/inline.ts";
import { buttonsOf, card, footnote, paragraph, type Reader, rich } from "./build.ts";
import { calibrationBlocks } from "./calibration.ts";
import type { Block, Card, FactsBlock } from "./model.ts";
import { pagePicture } from "./pictured.ts";
import { readinessBlocks } from "./plans.ts";

type Fact = FactsBlock["rows"][number];

/** A backlog is no pile to be looked at: from here on its size says nothing. */
const MANY_DUE = 20;

function todayFact(reader: Reader, today: NonNullable<ProfileReply["today"]>): Fact {
  const answered = today.answered ? "yes" : "no";
  return {
    label: reader.words.plain("profile.today"),
    value:
      today.kind === "open"
        ? rich(reader, "profile.open", { answered, at: { time: today.closesAt, style: "relative" } })
        : rich(reader, "profile.next", { answered, at: { time: today.opensAt, style: "moment" } }),
  };
}

function streakFacts(reader: Reader, { streak, freezes }: ProfileReply): Fact[] {
  const { words } = reader;
  const { current, best, answeredToday, frozen } = streak;
  const isAny = best > 0 || freezes.held > 0 || freezes.towards > 0;
  return [
    ...(best === 0 && !answeredToday
      ? []
      : [
          {
            label: words.plain("profile.streak"),
            value:
              best === 0
                ? rich(reader, "profile.answered-today")
                : rich(reader, "profile.streak-value", {
                    ...{ current, best, frozen },
                    today: answeredToday ? "yes" : "no",
                  }),
          },
        ]),
    ...(isAny
      ? [{ label: words.plain("profile.freezes"), value: rich(reader, "profile.freezes-value", freezes) }]
      : []),
  ];
}

function dueFact(reader: Reader, { due, next }: NonNullable<ProfileReply["memory"]>): Fact[] {
  const label = reader.words.plain("profile.due");
  if (due > 0) {
    const many = due > MANY_DUE ? "yes" : "no";
    return [{ label, value: rich(reader, "profile.due-value", { due: Math.min(due, MANY_DUE), many }) }];
  }
  if (next === null) return [];
  return [{ label, value: rich(reader, "profile.due-next", { at: { time: next, style: "relative" } }) }];
}

function memoryBlocks(
  { words }: Reader,
  { weakest, strongest }: NonNullable<ProfileReply["memory"]>,
): Block[] {
  const row = ({ name, recall }: (typeof weakest)[number]) => {
    const percent = Math.round(recall * 100);
    return { label: name, part: percent, whole: 100, value: words.plain("profile.recall", { percent }) };
  };
  const meters = (label: string, topics: typeof weakest) =>
    topics.length === 0
      ? []
      : [{ type: "meters" as const, colon: words.plain("colon"), label, rows: topics.map(row) }];
  return [
    ...meters(words.plain("profile.weakest"), weakest),
    ...meters(words.plain("profile.strongest"), strongest),
  ];
}

const shareOf = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);

/** What was right of each topic, and, where that is known of any, how well it is remembered. */
function topicsChart({ words }: Reader, { topics, memory }: ProfileReply): Block[] {
  if (topics.length === 0) return [];
  const recalls = new Map(memory?.topics.map(({ topic, recall }) => [topic, recall]));
  const all = topics.map((one) => ({ ...one, recall: recalls.get(one.topic) ?? null }));
  const isKnown = all.some(({ recall }) => recall !== null);
  const told = all.map(({ name: topic, right, answered, recall }) =>
    words.plain("profile.topic", {
      ...{ topic, right, answered, known: recall === null ? "no" : "yes" },
      percent: Math.round(100 * (recall ?? 0)),
    }),
  );
  return [
    {
      type: "chart",
      lang: words.language,
      colon: words.plain("colon"),
      title: words.plain("profile.topics"),
      data: {
        form: "heat",
        columns: [words.plain("profile.right"), ...(isKnown ? [words.plain("profile.remembered")] : [])],
        rows: all.map(({ name, right, answered, recall }) => ({
          label: name,
          values: [shareOf(right, answered), ...(isKnown ? [recall] : [])],
        })),
      },
      text: [text(told.join("\n"))],
    },
  ];
}

/** How many answers of a day a block stands for, from the least on. */
const SHADES: readonly (readonly [from: number, block: string])[] = [
  [6, "█"],
  [3, "▓"],
  [1, "▒"],
  [0, "·"],
];
const WEEK = 7;

const weekdayOf = (date: string) => (new Date(date).getUTCDay() + 6) % WEEK;

/** A line for each week, Monday first, from the first day with an answer on. */
function weeksOf({ from, answered }: NonNullable<ProfileReply["days"]>): string {
  const cells = [
    ...Array.from({ length: weekdayOf(from) }, () => " "),
    ...answered.map((count) =>
      count === null ? " " : (SHADES.find(([least]) => count >= least)?.[1] ?? " "),
    ),
  ];
  const lines = Array.from({ length: Math.ceil(cells.length / WEEK) }, (_, week) =>
    cells.slice(week * WEEK, (week + 1) * WEEK).join(" "),
  );
  return lines.slice(lines.findIndex((line) => line.trim() !== "")).join("\n");
}

function calendarBlock(reader: Reader, days: NonNullable<ProfileReply["days"]>): Block {
  const active = days.answered.filter((count) => count !== null && count > 0).length;
  const said = rich(reader, "profile.active", { active, days: days.answered.length });
  const drawn: Rich = [{ type: "block", text: weeksOf(days), lang: null }];
  return {
    type: "chart",
    lang: reader.words.language,
    colon: reader.words.plain("colon"),
    title: reader.words.plain("profile.calendar"),
    data: { form: "calendar", from: days.from, days: days.answered },
    text: [...said, text("\n"), ...drawn],
  };
}

/** Points of the channel, with its name, and how they are made; nothing before there are any. */
function pointsBlocks(reader: Reader, { points, group }: ProfileReply): Block[] {
  const earned = points.filter((one) => one.points > 0);
  if (earned.length === 0) return [];
  const rows = earned.map(({ period, points: count, rank, of }) => ({
    label: reader.words.plain(`period.${period}`),
    value: rich(reader, "profile.points", {
      points: count,
      place: rank === null ? "no" : "yes",
      rank: rank ?? 0,
      of,
    }),
  }));
  return [
    paragraph(rich(reader, "profile.points-of", { group: { group } })),
    { type: "facts", colon: reader.words.plain("colon"), rows },
    footnote(rich(reader, "points.made")),
  ];
}

/** `isHome`: on a home page, whose own lines say how the question of the day stands. */
export function profileBlocks(reply: ProfileReply, reader: Reader, isHome = false): Block[] {
  const {
    today,
    topics,
    memory,
    plan,
    calibration,
    days,
    badges,
    duels,
    kept,
    interviews,
    explained,
    hidden,
  } = reply;
  const { words } = reader;
  const facts = [
    ...(today === null || isHome ? [] : [todayFact(reader, today)]),
    ...streakFacts(reader, reply),
    ...(memory === null ? [] : dueFact(reader, memory)),
    ...(badges.length === 0
      ? []
      : [
          {
            label: words.plain("profile.badges"),
            value: rich(reader, "profile.badges-value", { badges: { list: badges } }),
          },
        ]),
    ...(duels === null
      ? []
      : [{ label: words.plain("profile.duels"), value: rich(reader, "profile.duels-value", duels) }]),
    ...(kept === 0
      ? []
      : [
          {
            label: words.plain("profile.kept"),
            value: rich(reader, "profile.kept-value", {
              count: kept,
              command: { command: "review kept" },
            }),
          },
        ]),
    ...(interviews === 0
      ? []
      : [
          {
            label: words.plain("profile.interviews"),
            value: rich(reader, "profile.interviews-value", { count: interviews }),
          },
        ]),
    ...(explained === 0
      ? []
      : [
          {
            label: words.plain("profile.explained"),
            value: rich(reader, "profile.explained-value", { count: explained }),
          },
        ]),
  ];
  const isNew = memory === null && topics.length === 0 && days === null;
  return [
    ...(facts.length === 0 ? [] : [{ type: "facts" as const, colon: words.plain("colon"), rows: facts }]),
    ...(isNew && !isHome ? [paragraph(rich(reader, "profile.nothing-yet"))] : []),
    ...pagePicture(reader, [
      ...(days === null ? [] : [calendarBlock(reader, days)]),
      ...(memory === null ? [] : memoryBlocks(reader, memory)),
      ...topicsChart(reader, reply),
      ...(plan === null
        ? []
        : [
            paragraph([strong(words.plain("plan.title", { date: { date: plan.date } }))]),
            ...readinessBlocks(plan.readiness, reader),
          ]),
      ...(calibration === null ? [] : calibrationBlocks(calibration, reader)),
    ]),
    ...pointsBlocks(reader, reply),
    ...(hidden ? [footnote(rich(reader, "profile.hidden", { command: { command: "privacy show" } }))] : []),
  ];
}

export function profile(reply: ProfileReply, reader: Reader): Card {
  const title = plainOf([reader.words.name(reply.name)]);
  return card(reply, {
    title,
    spoken: rich(reader, "profile.spoken", { name: { name: reply.name } }),
    blocks: profileBlocks(reply, reader),
    buttons: buttonsOf(reader.words, reply.buttons),
  });
}
