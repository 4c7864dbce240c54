import type { MarkupText } from "../engine/words/item.ts";
import type { Action } from "../engine/words/press.ts";
import type {
  PairEndReply,
  PairInviteReply,
  PairPromptReply,
  PairScoreReply,
  PairSheetReply,
  WeeklyMockReply,
} from "../engine/words/reply.ts";
import { say } from "../engine/words/say.ts";
import { plain } from "../engine/words/text.ts";
import { clean, type Rich, strong, text } from "../words/inline.ts";
import {
  before,
  buttonsOf,
  callout,
  card,
  footnote,
  keyPoint,
  lead,
  levelName,
  markup,
  paragraph,
  type Reader,
  rich,
} from "./build.ts";
import type { Block, Card, CardButton } from "./model.ts";
import { diagramBlocks } from "./pictured.ts";

const member = (id: string) => ({ member: id });

/** An invitation before everybody, of whom one may answer it. */
export function pairInvite(reply: PairInviteReply, reader: Reader): Card {
  const { words } = reader;
  const { by, invited, observer, wanted, state, until, drawn } = reply;
  const title = words.plain("pair.title");
  const who = { by: member(by), invited: member(invited) };
  const first = rich(reader, drawn ? "pair.drawn" : "pair.invites", who);
  const role = wanted.role === undefined ? [] : [words.plain(`role.${wanted.role}`)];
  const terms = [words.plain(`seniority.${wanted.level}`), ...role].join(" · ");
  const isOpen = state === "invited";
  return card(reply, {
    tone: isOpen || state === "running" ? "info" : "plain",
    title,
    spoken: [before(words, title), ...first],
    ...(isOpen ? { calls: drawn ? [by, invited] : [invited] } : {}),
    blocks: [
      paragraph(first),
      paragraph([text(`${terms} · ${words.plain("sheet.minutes", { minutes: wanted.minutes })}`)]),
      ...(observer === null ? [] : [paragraph(rich(reader, "pair.observes", { member: member(observer) }))]),
      ...(isOpen
        ? [
            paragraph(rich(reader, "pair.agrees")),
            footnote(rich(reader, "pair.until", { ...who, until: { time: until, style: "relative" } })),
          ]
        : [paragraph(rich(reader, "pair.state", { state, ...who }))]),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}

/** How the two talk, and who hears them: said with the first question. */
function opening(reader: Reader, { first, interviewer, candidate }: PairPromptReply): Block[] {
  if (first === null) return [];
  const { voice, observer, missing } = first;
  return [
    footnote(
      rich(reader, "pair.who-asks", { interviewer: member(interviewer), candidate: member(candidate) }),
    ),
    ...(observer === null ? [] : [footnote(rich(reader, "pair.observes", { member: member(observer) }))]),
    footnote(
      voice === null ? rich(reader, "pair.talk") : rich(reader, "pair.voice", { group: { group: voice } }),
    ),
    ...(missing === null
      ? []
      : [
          footnote(rich(reader, "pair.direct")),
          ...(missing.length === 0
            ? []
            : [footnote(rich(reader, "pair.lacks", { what: { list: missing } }))]),
        ]),
  ];
}

/** What is asked, and nothing of its answer. */
export function pairPrompt(reply: PairPromptReply, reader: Reader): Card {
  const { words } = reader;
  const { number, of, followUp, minutes } = reply;
  const title = words.plain("pair.question", { number, of, follow: followUp ? "yes" : "no" });
  return card(reply, {
    title,
    spoken: [before(words, title), ...markup(reply.prompt)],
    chips: followUp ? [] : [words.plain("sheet.minutes", { minutes })],
    // Above the question it would keep that from standing first, which is what a notification says.
    blocks: [lead(reply.prompt), ...diagramBlocks(reply.diagram), ...opening(reader, reply)],
    buttons: buttonsOf(words, reply.buttons),
  });
}

const TICKED = "✓ ";
const mark = (ticked: boolean) => (ticked ? TICKED : "");
const nameOf = (value: MarkupText) => clean(plain(value)).trim();

interface Entry {
  head: Rich;
  name: MarkupText;
  ticked: boolean;
}

/** Entries with numbers, by which the menu below names them. */
const numbered = (label: string, entries: readonly Entry[]): Block[] =>
  entries.length === 0
    ? []
    : [
        {
          type: "list",
          label,
          marked: true,
          items: entries.map(({ head, ticked }, i) => [
            strong(`${mark(ticked)}${i + 1}.`),
            text(" "),
            ...head,
          ]),
        },
      ];

/** What is chosen is ticked, and what is ticked already is not any more. */
function ticking(label: string, entries: readonly Entry[], actions: readonly Action[]): Block[] {
  const choices = actions.map((action, i) => ({
    action,
    primary: false,
    label: `${mark(entries[i]?.ticked ?? false)}${i + 1}. ${nameOf(entries[i]?.name ?? "")}`,
  }));
  return choices.length === 0 ? [] : [{ type: "select", label, choices }];
}

/** The interviewer's own view, to be ticked while they listen. */
export function pairSheet(reply: PairSheetReply, reader: Reader): Card {
  const { words } = reader;
  const { number, of, concept, minutes, followUps, choices } = reply;
  const title = words.plain("pair.sheet", { number, of, concept });
  const points = reply.points.map((one) => ({ head: keyPoint(one), name: one.point, ticked: one.ticked }));
  const flags = reply.flags.map(({ flag, ticked }) => ({ head: markup(flag), name: flag, ticked }));
  const asked = followUps.flatMap(({ question, answer }) =>
    answer === null ? [] : [callout("right", words.plain("pair.asked"), answer, question)],
  );
  const left = choices.followUps.map(({ place, action }): CardButton => {
    const name = nameOf(followUps[place]?.question ?? "");
    return { label: name, action, primary: false };
  });
  return card(reply, {
    tone: "info",
    title,
    level: reply.difficulty,
    inPlace: true,
    spoken: [before(words, title), ...markup(reply.prompt)],
    blocks: [
      lead(reply.prompt),
      paragraph([
        text(`${levelName(words, reply.difficulty)} · ${words.plain("sheet.minutes", { minutes })}`),
      ]),
      ...(reply.how === "" ? [] : [callout("plain", words.plain("sheet.how"), reply.how)]),
      ...numbered(words.plain("pair.points"), points),
      ...numbered(words.plain("sheet.red-flags"), flags),
      ...asked,
      footnote(rich(reader, "pair.private")),
      ...ticking(words.plain("pair.heard"), points, choices.points),
      ...ticking(words.plain("pair.flagged"), flags, choices.flags),
      ...(left.length === 0
        ? []
        : [{ type: "select", label: words.plain("pair.follow-up"), choices: left } as const]),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}

export function pairEnd(reply: PairEndReply, reader: Reader): Card {
  const { words } = reader;
  const { interviewer, candidate, asked } = reply;
  const title = words.plain("pair.over-title");
  const said = rich(reader, "pair.over-said", {
    ...{ interviewer: member(interviewer), candidate: member(candidate), asked },
  });
  return card(reply, {
    tone: "done",
    title,
    spoken: said,
    blocks: [paragraph(said), footnote(rich(reader, "pair.over-next"))],
    buttons: buttonsOf(words, reply.buttons),
  });
}

const percent = (share: number) => Math.round(100 * share);

/** What came of it: for the candidate with the model answers, for the interviewer with a look at their own part. */
export function pairScore(reply: PairScoreReply, reader: Reader): Card {
  const { words } = reader;
  const { score, reader: whose } = reply;
  const title = words.plain("pair.score");
  const all = words.plain("open.by-weight", { percent: percent(score.covered) });
  const rows = score.questions.map(({ concept, covered }) => ({
    label: clean(concept.name),
    part: percent(covered),
    whole: 100,
    value: words.plain("profile.recall", { percent: percent(covered) }),
  }));
  const details = score.questions.flatMap(({ concept }, i): Block[] => {
    const { missed, flags } = reply.questions[i] ?? { missed: [], flags: [] };
    const of = clean(concept.name);
    const list = (label: string, items: readonly MarkupText[]): Block[] =>
      items.length === 0 ? [] : [{ type: "list", label, items: items.map(markup) }];
    return [
      ...list(words.plain("pair.missed", { concept: of }), missed),
      ...list(words.plain("pair.flags", { concept: of }), flags),
    ];
  });
  return card(reply, {
    tone: "info",
    title,
    spoken: [before(words, title), text(all)],
    blocks: [
      paragraph(rich(reader, "pair.score-of", { candidate: member(reply.candidate), whose })),
      ...(rows.length === 0
        ? [paragraph(rich(reader, "pair.nothing-counted"))]
        : [
            { type: "progress", done: percent(score.covered), total: 100, text: all } as const,
            {
              type: "meters",
              colon: words.plain("colon"),
              label: words.plain("pair.by-question"),
              rows,
            } as const,
            ...details,
          ]),
      ...(whose === "candidate" ? forCandidate(reply, reader) : forInterviewer(reply, reader)),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}

function forCandidate({ score, models }: PairScoreReply, reader: Reader): Block[] {
  const { words } = reader;
  const choices = buttonsOf(words, models);
  return [
    ...(score.study.length === 0
      ? []
      : [
          {
            type: "list",
            label: words.plain("pair.study"),
            items: score.study.map(({ name }): Rich => [text(clean(name))]),
          } as const,
        ]),
    footnote(rich(reader, "pair.counted")),
    ...(choices.length === 0
      ? []
      : [{ type: "select", label: words.plain("pair.models"), choices } as const]),
  ];
}

/** Questions to oneself, by the guide for interviewers. */
function forInterviewer({ from, to, score }: PairScoreReply, reader: Reader): Block[] {
  const { words } = reader;
  const ramp = words.plain("pair.ramp", {
    ...{ from: levelName(words, from), to: levelName(words, to) },
    same: from === to ? "yes" : "no",
  });
  return [
    {
      type: "list",
      label: words.plain("pair.check"),
      items: [
        words.rich(say("pair.check-finish")),
        [...words.rich(say("pair.check-ramp")), ...(score.questions.length === 0 ? [] : [text(` ${ramp}`)])],
        words.rich(say("pair.check-hints")),
        words.rich(say("pair.check-other")),
        words.rich(say("pair.check-notes")),
      ],
    },
    footnote(rich(reader, "pair.check-more", { command: { command: "help interviewers" } })),
  ];
}

/** A group's week: who signed up, then who meets whom. */
export function weeklyMock(reply: WeeklyMockReply, reader: Reader): Card {
  const { words } = reader;
  const { at, signed, drawn, pairs } = reply;
  const title = words.plain("weekly.title");
  const first = drawn
    ? rich(reader, pairs.length === 0 ? "weekly.few" : "weekly.drawn")
    : rich(reader, "weekly.sign-up", { at: { time: at, style: "moment" } });
  const items = pairs.map(({ one, other, observer }) =>
    observer === null
      ? rich(reader, "weekly.pair", { one: member(one), other: member(other) })
      : rich(reader, "weekly.three", { one: member(one), other: member(other), observer: member(observer) }),
  );
  return card(reply, {
    tone: drawn ? "plain" : "info",
    title,
    spoken: [before(words, title), ...first],
    blocks: [
      paragraph(first),
      ...(drawn ? [] : [paragraph(rich(reader, "weekly.agrees"))]),
      ...(items.length === 0 ? [] : [{ type: "list", label: words.plain("weekly.pairs"), items } as const]),
      ...(drawn || signed.length === 0
        ? []
        : [paragraph(rich(reader, "weekly.signed", { members: { list: signed.map(member) } }))]),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}
