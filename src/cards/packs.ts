import type { PackProblem } from "../engine/words/pack.ts";
import type { PackCheckReply, PackFileReply, PackReadReply } from "../engine/words/reply.ts";
import { type Rich, strong, text } from "../words/inline.ts";
import type { Words } from "../words/words.ts";
import { buttonsOf, card, footnote, markup, type Reader, rich, sentences } from "./build.ts";
import type { Block, Card } from "./model.ts";

/** Problems and questions that a message shows; all of them are in its file. */
const SHOWN = 8;
const SHOWN_QUESTIONS = 5;

function problemLine(words: Words, { line, severity, code, values }: PackProblem): string {
  const what = words.plain(`pack.problem.${code}`, values);
  return words.plain(severity === "error" ? "pack.line" : "pack.advice-mark", { line, what });
}

export function packRead(reply: PackReadReply, reader: Reader): Card {
  const { words } = reader;
  const { tone, lines } = reply;
  // What keeps a question out comes first.
  const problems = [
    ...reply.problems.filter(({ severity }) => severity === "error"),
    ...reply.problems.filter(({ severity }) => severity === "advice"),
  ];
  const shown = problems.slice(0, SHOWN).map((one) => [text(problemLine(words, one))]);
  const more = problems.length - shown.length;
  const file = problems.map((one) => problemLine(words, one)).join("\n");
  const title = words.plain(tone === "done" ? "pack.read-title" : "pack.not-read-title");
  const list: Block[] = [{ type: "list", label: words.plain("pack.problems"), items: shown }];
  return card(reply, {
    ...{ tone, title },
    spoken: [text(title)],
    blocks: [
      ...sentences(words, lines),
      ...(problems.length === 0 ? [] : list),
      ...(more > 0 ? [footnote(rich(reader, "pack.more", { more }))] : []),
      ...(more > 0 ? [{ type: "file" as const, name: "dlq-pack-problems.txt", text: `${file}\n` }] : []),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}

type Question = PackCheckReply["questions"][number];

type Option = Question["options"][number];

const reasoned = ({ text: option, because }: Option) => `${option}${because === "" ? "" : ` (${because})`}`;

/** A sign of one letter before each, so that the options stand under each other. */
const itemOf = (option: Option): Rich =>
  option.isKey ? [strong(`✓ ${reasoned(option)}`)] : [text(`– ${reasoned(option)}`)];

function questionText(words: Words, { number, stem, options, retired }: Question): string {
  const mark = retired ? ` ${words.plain("pack.retired-mark")}` : "";
  const lines = options.map((option) => `   ${option.isKey ? "✓" : "·"} ${reasoned(option)}`);
  return [`${number}. ${stem}${mark}`, ...lines].join("\n");
}

export function packCheck(reply: PackCheckReply, reader: Reader): Card {
  const { words } = reader;
  const { name, questions } = reply;
  const title = words.plain("pack.check-title", { name });
  const shown = questions.slice(0, SHOWN_QUESTIONS);
  const more = questions.length - shown.length;
  return card(reply, {
    tone: "info",
    title,
    spoken: [text(title)],
    blocks: [
      ...sentences(words, reply.lines),
      ...shown.map(
        (one): Block => ({
          type: "list",
          label: "",
          marked: true,
          items: [
            [
              strong(`${one.number}.`),
              text(" "),
              ...markup(one.stem),
              text(one.retired ? ` ${words.plain("pack.retired-mark")}` : ""),
            ],
            ...one.options.map(itemOf),
          ],
        }),
      ),
      ...(more > 0 ? [footnote(rich(reader, "pack.more", { more }))] : []),
      ...(more > 0
        ? [
            {
              type: "file" as const,
              name: "dlq-pack-check.txt",
              text: `${questions.map((one) => questionText(words, one)).join("\n\n")}\n`,
            },
          ]
        : []),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}

export function packFile(reply: PackFileReply, { words }: Reader): Card {
  const title = words.plain("pack.file-title");
  return card(reply, {
    tone: "done",
    title,
    spoken: [text(title)],
    blocks: [...sentences(words, reply.lines), { type: "file", name: reply.filename, text: reply.text }],
  });
}
