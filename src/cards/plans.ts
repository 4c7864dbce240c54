import type { PlanDraftReply, PlanReadiness, PlanReply } from "../engine/words/reply.ts";
import { say } from "../engine/words/say.ts";
import { type Rich, strong, text } from "../words/inline.ts";
import { buttonsOf, card, footnote, menusOf, paragraph, type Reader, rich, sentences } from "./build.ts";
import type { Block, Card } from "./model.ts";

/** Weeks that are shown at once, names of a week's concepts, and names of what will not fit: a phone shows no more. */
const WEEKS_SHOWN = 4;
const NAMES_OF_WEEK = 6;
const NAMES_SHOWN = 12;

const percentOf = (share: number) => Math.round(share * 100);

/** What a readiness says, as the messages that tell it want it. */
const shares = ({ mean, low, high, unknown, own, asked, of }: PlanReadiness["topics"][number]) => ({
  ...{ percent: percentOf(mean), low: percentOf(low), high: percentOf(high) },
  ...{ unknown: percentOf(unknown), own: percentOf(own), asked, of },
});

/** Names, and how many more there are, as one list. */
const namesOf = (all: readonly string[], most: number) => ({
  list:
    all.length <= most ? all : [...all.slice(0, most), say("plan.left-more", { more: all.length - most })],
});

/** How ready somebody is: in all, by topic in a chart and in words, and what rests on their own ticks. */
export function readinessBlocks(readiness: PlanReadiness, reader: Reader): Block[] {
  const { words } = reader;
  const { topics: every, ...all } = readiness;
  // Of what nobody was asked there is nothing to see.
  const topics = every.filter(({ asked }) => asked > 0);
  const unasked = every.filter(({ asked }) => asked === 0).map(({ name }) => name);
  const told = [
    ...topics.map((topic) => rich(reader, "plan.topic", { ...shares(topic), topic: topic.name })),
    ...(unasked.length === 0 ? [] : [rich(reader, "plan.topics-unasked", { topics: { list: unasked } })]),
  ];
  return [
    paragraph(rich(reader, "plan.readiness", shares({ name: "", ...all }))),
    ...(topics.length === 0
      ? []
      : [
          {
            type: "chart" as const,
            lang: words.language,
            colon: words.plain("colon"),
            title: words.plain("plan.by-topic"),
            data: {
              form: "bars" as const,
              categories: topics.map(({ name }) => name),
              series: [
                { label: words.plain("plan.recalled"), values: topics.map(({ mean }) => percentOf(mean)) },
                {
                  label: words.plain("plan.unknown"),
                  values: topics.map(({ unknown }) => percentOf(unknown)),
                },
              ],
            },
            text: told.flatMap((one, i): Rich => (i === 0 ? one : [text(" "), ...one])),
          },
        ]),
    ...(percentOf(all.own) > 0 ? [footnote(rich(reader, "plan.own", { percent: percentOf(all.own) }))] : []),
  ];
}

function aboutOf({ words }: Reader, about: PlanReply["about"]): Rich {
  if ("role" in about) return words.rich({ id: `role.${about.role}` });
  return words.rich({ id: "plan.job", values: { names: { list: about.subjects } } });
}

function weekBlocks(reader: Reader, { weeks }: PlanReply): Block[] {
  const { words } = reader;
  const items = weeks.map(({ from, to, concepts, reviews }): Rich => {
    const values = {
      from: { date: from },
      to: { date: to },
      reviews,
      names: namesOf(concepts, NAMES_OF_WEEK),
    };
    return rich(reader, concepts.length === 0 ? "plan.week-reviews" : "plan.week", values);
  });
  const list = (label: string, of: readonly Rich[]): Block => ({ type: "list", label, items: of });
  const later = items.slice(WEEKS_SHOWN);
  return [
    ...(items.length === 0 ? [] : [list(words.plain("plan.weeks"), items.slice(0, WEEKS_SHOWN))]),
    ...(later.length === 0
      ? []
      : [
          {
            type: "details" as const,
            summary: words.plain("plan.later", { weeks: later.length }),
            blocks: [list("", later)],
          },
        ]),
  ];
}

/** A learner's plan. */
export function plan(reply: PlanReply, reader: Reader): Card {
  const { words } = reader;
  const { date, days, minutes, questions, leftOut, known, readiness } = reply;
  const title = words.plain("plan.title", { date: { date } });
  const names = namesOf(leftOut, NAMES_SHOWN);
  return card(reply, {
    title,
    spoken: [text(title)],
    blocks: [
      ...sentences(words, reply.lines),
      {
        type: "facts",
        colon: words.plain("colon"),
        rows: [
          { label: words.plain("plan.for"), value: aboutOf(reader, reply.about) },
          { label: words.plain("plan.time"), value: rich(reader, "plan.days", { days, minutes, questions }) },
          {
            label: words.plain("plan.known"),
            value: rich(reader, "plan.known-value", { known, of: readiness.of }),
          },
        ],
      },
      ...readinessBlocks(readiness, reader),
      ...weekBlocks(reader, reply),
      ...(days > 0 && leftOut.length > 0
        ? [paragraph(rich(reader, "plan.left-out", { count: leftOut.length, names }))]
        : []),
      footnote(rich(reader, "plan.how")),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}

/** What a job description names, each with a way to take it off. */
export function planDraft(reply: PlanDraftReply, reader: Reader): Card {
  const { words } = reader;
  const { date, minutes, found, concepts } = reply;
  const title = words.plain("plan.draft");
  const choices = buttonsOf(
    words,
    found.map(({ drop }) => drop),
  );
  const menus = menusOf(choices, (number) => words.plain("plan.drop", { number }));
  return card(reply, {
    title,
    spoken: [text(title)],
    inPlace: reply.inPlace,
    blocks: [
      ...sentences(words, reply.lines),
      ...(found.length === 0
        ? []
        : [
            {
              type: "list" as const,
              label: words.plain("plan.named", { concepts, date: { date }, minutes }),
              items: found.map(
                (one): Rich => [
                  strong(one.name),
                  ...rich(reader, "plan.named-concepts", { concepts: one.concepts }),
                ],
              ),
            },
          ]),
      footnote(rich(reader, "plan.by-names")),
      ...menus,
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}
