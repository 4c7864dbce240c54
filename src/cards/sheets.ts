import type { InterviewReply, SheetFileReply, SheetReply } from "../engine/words/reply.ts";
import { joined, plainOf, type Rich, strong, text } from "../words/inline.ts";
import { styleName } from "./asked.ts";
import {
  before,
  buttonsOf,
  card,
  footnote,
  levelName,
  markup,
  menusOf,
  paragraph,
  type Reader,
  rich,
} from "./build.ts";
import type { Block, Card, CardButton } from "./model.ts";
import { aboutLines, type Section, sheetDoc } from "./sheets/doc.ts";
import { sheetHtml } from "./sheets/html.ts";
import { sheetMarkdown } from "./sheets/markdown.ts";

/** The interviewer's list: what to ask, in which order, and for how long. */
export function sheet(reply: SheetReply, reader: Reader): Card {
  const { words } = reader;
  const title = words.plain("sheet.title");
  const [first = "", ...parts] = aboutLines(words, reply.about);
  const items = reply.questions.map(({ item, minutes }, i): Rich => {
    const about = [
      item.concept.name,
      levelName(words, item.difficulty),
      styleName(words, item.style),
      words.plain("sheet.minutes", { minutes }),
    ];
    return [strong(`${i + 1}.`), text(" "), ...markup(item.prompt), text(` (${about.join(" · ")})`)];
  });
  // The list above has the questions in full.
  const choices = reply.questions.map(
    ({ item }, i): CardButton => ({
      label: `${i + 1}. ${item.concept.name}`,
      action: { verb: "interview", item: item.id, form: "list" },
      primary: false,
    }),
  );
  return card(reply, {
    tone: "info",
    title,
    spoken: [before(words, title), text(first)],
    blocks: [
      ...[first, ...parts].map((line) => paragraph([text(line)])),
      { type: "list", label: words.plain("sheet.questions"), items, marked: true },
      footnote(rich(reader, "sheet.private")),
      ...menusOf(choices, () => words.plain("sheet.open")),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}

/** A section of a sheet as blocks of a card. */
function blocksOf(section: Section, reader: Reader): Block[] {
  const { words } = reader;
  const { label } = section;
  switch (section.kind) {
    case "text":
      return [
        { type: "callout", look: "plain", label, quote: [], text: section.paragraphs },
        ...(section.foot === null
          ? []
          : [footnote([before(words, words.plain("open.lifts")), ...section.foot])]),
      ];
    case "list":
      return [{ type: "list", label, items: section.items }];
    case "pairs":
      return [
        {
          type: "list",
          label,
          items: section.rows.map(({ head, body }) => [
            ...head,
            // A question has its mark already.
            text(/[?？]$/.test(plainOf(head)) ? " " : words.plain("colon")),
            ...joined(body, "\n"),
          ]),
        },
      ];
    case "score":
      return [
        {
          type: "list",
          label,
          items: section.rows.map(({ point, weight }) => [
            ...point,
            text(" · "),
            text(words.plain("sheet.weighs", { weight })),
          ]),
        },
      ];
    default:
      return section satisfies never;
  }
}

/** All of one question, for whoever asks it. */
export function interview(reply: InterviewReply, reader: Reader): Card {
  const { words } = reader;
  const [page] = sheetDoc(words, null, [reply]).pages;
  const title = words.plain("sheet.one", { concept: reply.item.concept.name });
  return card(reply, {
    title,
    level: reply.item.difficulty,
    spoken: [before(words, title), ...markup(reply.item.prompt)],
    blocks: [
      { type: "text", look: "lead", text: markup(reply.item.prompt) },
      paragraph([text((page?.facts ?? []).join(" · "))]),
      ...(page?.sections ?? []).flatMap((section) => blocksOf(section, reader)),
      footnote(rich(reader, "sheet.private")),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}

const ENDINGS = { markdown: "md", html: "html" } as const;
const DRAWN = { markdown: sheetMarkdown, html: sheetHtml } as const;

/** A sheet to keep or to print. */
export function sheetFile(reply: SheetFileReply, { words }: Reader): Card {
  const what = words.rich({ id: `sheet.file-${reply.form}` });
  const [only] = reply.questions.length === 1 ? reply.questions : [];
  const name =
    only === undefined ? "interview-sheet" : `interview-${only.item.id.replaceAll(/[^\w-]/g, "-")}`;
  const doc = sheetDoc(words, reply.about, reply.questions);
  return card(reply, {
    tone: "done",
    title: words.plain("sheet.title"),
    spoken: what,
    blocks: [
      paragraph(what),
      { type: "file", name: `${name}.${ENDINGS[reply.form]}`, text: DRAWN[reply.form](doc, words) },
    ],
  });
}
