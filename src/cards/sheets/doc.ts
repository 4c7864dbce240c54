import type { MarkupText, OpenItem } from "../../engine/words/item.ts";
import type { SheetAbout, SheetQuestion } from "../../engine/words/reply.ts";
import type { WordId } from "../../engine/words/say.ts";
import { clean, type Rich, text } from "../../words/inline.ts";
import type { Words } from "../../words/words.ts";
import { askedFacts } from "../asked.ts";
import { levelName, markup, paragraphs } from "../build.ts";

/** What an interviewer needs of a question, part by part, for a card and for files alike. */
export type Section = { label: string } & (
  | { kind: "text"; paragraphs: readonly Rich[]; foot: Rich | null }
  /** `ticks`: to be marked when it is seen or heard. */
  | { kind: "list"; items: readonly Rich[]; ticks: boolean }
  | { kind: "pairs"; rows: readonly { head: Rich; body: readonly Rich[] }[] }
  | { kind: "score"; rows: readonly { point: Rich; weight: number }[]; most: number }
);

export interface SheetPage {
  title: string;
  /** How it is asked, how hard it is, how long it takes, and of whom and where it is asked. */
  facts: readonly string[];
  prompt: readonly Rich[];
  sections: readonly Section[];
}

export interface SheetDoc {
  language: string;
  title: string;
  lines: readonly string[];
  pages: readonly SheetPage[];
}

export function aboutLines(words: Words, about: SheetAbout | null): string[] {
  if (about === null) return [];
  const { level, minutes, reserve, parts } = about;
  return [
    words.plain("sheet.for", { level: { id: `seniority.${level}` }, minutes, reserve }),
    ...parts.map((part) => words.plain(part.id, part.values)),
  ];
}

function factsOf(words: Words, { item, minutes }: SheetQuestion): string[] {
  return [
    words.plain("sheet.minutes", { minutes }),
    levelName(words, item.difficulty),
    ...askedFacts(words, item),
  ];
}

/** The parts of a question in the order in which an interviewer needs them. What is empty is left out. */
export function sectionsOf(words: Words, item: OpenItem): Section[] {
  const label = (id: WordId) => words.plain(id);
  const { when, why, how, lookFor, redFlags } = item.interviewer;
  const list = (id: WordId, all: readonly MarkupText[], ticks: boolean): Section[] =>
    all.length === 0 ? [] : [{ kind: "list", label: label(id), items: all.map(markup), ticks }];
  const asking = [
    { id: "sheet.when", body: when },
    { id: "sheet.why", body: why },
    { id: "sheet.how", body: how },
  ] as const;
  return [
    ...list("sheet.also", item.alsoAsked, false),
    {
      kind: "pairs",
      label: label("sheet.asking"),
      rows: asking
        .filter(({ body }) => body !== "")
        .map(({ id, body }) => ({ head: [text(label(id))], body: paragraphs(body) })),
    },
    ...list("sheet.look-for", lookFor, true),
    ...list("sheet.red-flags", redFlags, true),
    {
      kind: "score",
      label: label("sheet.score"),
      rows: item.keyPoints.map(({ point, weight }) => ({ point: markup(point), weight })),
      most: item.keyPoints.reduce((sum, { weight }) => sum + weight, 0),
    },
    ...(item.followUps.length === 0
      ? []
      : [
          {
            kind: "pairs",
            label: label("sheet.follow-ups"),
            rows: item.followUps.map(({ question, answer }) => ({
              head: markup(question),
              body: paragraphs(answer),
            })),
          } as const,
        ]),
    ...(["basic", "solid", "strong"] as const).map((level): Section => {
      const { answer, lifts } = item.modelAnswers[level];
      return {
        kind: "text",
        label: label(`open.${level}`),
        paragraphs: paragraphs(answer),
        foot: markup(lifts),
      };
    }),
  ];
}

export function sheetDoc(
  words: Words,
  about: SheetAbout | null,
  questions: readonly SheetQuestion[],
): SheetDoc {
  return {
    language: words.language,
    title: words.plain("sheet.title"),
    lines: aboutLines(words, about),
    pages: questions.map((question, i) => ({
      title: words.plain("sheet.question", { number: i + 1, concept: clean(question.item.concept.name) }),
      facts: factsOf(words, question),
      prompt: paragraphs(question.item.prompt),
      sections: sectionsOf(words, question.item),
    })),
  };
}
