import type { ScoredQuestion } from "../engine/words/interview.ts";
import type { ScorecardReply } from "../engine/words/reply.ts";
import { clean, joined, type Rich, strong, text } from "../words/inline.ts";
import { buttonsOf, card, footnote, markup, paragraph, type Reader, rich } from "./build.ts";
import type { Card } from "./model.ts";
import { escaped, onOneLine } from "./sheets/markdown.ts";

const percentOf = (share: number): number => Math.round(100 * share);
const MINUTE = 60_000;

/** What it was: level, minutes, and what else was asked for. */
const about = ({ words }: Reader, { card: { wanted }, parts }: ScorecardReply): string =>
  [
    words.plain("mock.for", { level: { id: `seniority.${wanted.level}` }, minutes: wanted.minutes }),
    ...parts.map((part) => words.plain(part.id, part.values)),
  ].join(" · ");

/** How much a question covered; short, since it stands beside a bar. */
const shareOf = ({ words }: Reader, { covered, how }: ScoredQuestion): string =>
  words.plain("mock.share", { percent: percentOf(covered), skipped: how === "skipped" ? "yes" : "no" });

interface Section {
  label: string;
  items: readonly Rich[];
}

/** What stands below the questions, on the card and in the file alike. What is empty is left out. */
function sectionsOf(reader: Reader, { card: made, flags, earlier }: ScorecardReply): Section[] {
  const { words } = reader;
  const list = (label: string, items: readonly Rich[]): Section[] =>
    items.length === 0 ? [] : [{ label, items }];
  const claims = made.questions.flatMap((one) =>
    one.how === "skipped"
      ? []
      : [
          rich(reader, "mock.claim", {
            ...{ concept: { strong: clean(one.concept.name) }, percent: percentOf(one.covered) },
            ...{ strength: one.strength ?? "none", minutes: one.minutes },
            spent: Math.max(1, Math.round(one.spent / MINUTE)),
          }),
        ],
  );
  return [
    ...(made.topics.length < 2
      ? []
      : list(
          words.plain("mock.by-topic"),
          made.topics.map(({ topic, covered }) =>
            rich(reader, "mock.topic", { topic: clean(topic.name), percent: percentOf(covered) }),
          ),
        )),
    ...(made.computed.asked === 0
      ? []
      : list(words.plain("mock.numbers"), [rich(reader, "mock.computed-right", { ...made.computed })])),
    ...list(words.plain("mock.claims"), claims),
    ...list(
      words.plain("mock.flags"),
      flags.map(({ concept, flag }) => [strong(clean(concept)), text(words.plain("colon")), ...markup(flag)]),
    ),
    ...list(
      words.plain("mock.study"),
      made.study.map(({ name }) => [text(clean(name))]),
    ),
    ...list(
      words.plain("mock.earlier"),
      earlier.map(({ at, wanted, covered }) =>
        rich(reader, "mock.earlier-one", {
          ...{ at: { time: at, style: "moment" }, percent: percentOf(covered), minutes: wanted.minutes },
          level: { id: `seniority.${wanted.level}` },
        }),
      ),
    ),
  ];
}

/** Beside the newest one before; null where there is none. */
function comparedWith(reader: Reader, { card: made, earlier }: ScorecardReply): Rich | null {
  const [last] = earlier;
  if (last === undefined) return null;
  const points = percentOf(made.covered) - percentOf(last.covered);
  const than = points > 0 ? "more" : points < 0 ? "less" : "same";
  return rich(reader, "mock.compared", { than, points: Math.abs(points) });
}

function markdown(reply: ScorecardReply, reader: Reader): string {
  const { words } = reader;
  const title = words.plain("mock.scorecard", { percent: percentOf(reply.card.covered) });
  const compared = comparedWith(reader, reply);
  const columns = [words.plain("mock.concept"), words.plain("mock.result")].map(escaped);
  const rows = reply.card.questions.map(
    (one) => `| ${escaped(clean(one.concept.name))} | ${escaped(shareOf(reader, one))} |`,
  );
  const date = onOneLine(rich(reader, "mock.held-on", { at: { time: reply.at, style: "moment" } }));
  return `${[
    `# ${escaped(title)}`,
    escaped(about(reader, reply)),
    date,
    ...(compared === null ? [] : [onOneLine(compared)]),
    ...(rows.length === 0 ? [] : [[`| ${columns.join(" | ")} |`, "| --- | --- |", ...rows].join("\n")]),
    ...sectionsOf(reader, reply).flatMap(({ label, items }) => [
      `## ${escaped(label)}`,
      items.map((item) => `- ${onOneLine(item)}`).join("\n"),
    ]),
  ].join("\n\n")}\n`;
}

/** What came of a mock interview. */
export function scorecard(reply: ScorecardReply, reader: Reader): Card {
  const { words } = reader;
  const title = words.plain("mock.scorecard", { percent: percentOf(reply.card.covered) });
  if (reply.form === "markdown") {
    const what = rich(reader, "mock.file");
    return card(reply, {
      ...{ tone: "done", title, spoken: what },
      blocks: [paragraph(what), { type: "file", name: "mock-interview.md", text: markdown(reply, reader) }],
    });
  }
  const compared = comparedWith(reader, reply);
  return card(reply, {
    tone: "done",
    title,
    inPlace: true,
    spoken: joined([[text(title)], ...(compared === null ? [] : [compared])], ". "),
    blocks: [
      paragraph([text(about(reader, reply))]),
      ...(compared === null ? [] : [paragraph(compared)]),
      ...(reply.card.questions.length === 0
        ? []
        : [
            {
              type: "meters",
              colon: words.plain("colon"),
              label: words.plain("mock.by-question"),
              rows: reply.card.questions.map((one) => ({
                ...{ label: clean(one.concept.name), part: percentOf(one.covered), whole: 100 },
                value: shareOf(reader, one),
              })),
            } as const,
          ]),
      ...sectionsOf(reader, reply).map(({ label, items }) => ({ type: "list", label, items }) as const),
      footnote(rich(reader, "mock.private")),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}
