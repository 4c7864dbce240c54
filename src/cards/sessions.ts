import type {
  KeptReply,
  MistakesReply,
  Reviewed,
  SessionEndReply,
  SessionProgress,
} from "../engine/words/reply.ts";
import { type Rich, text } from "../words/inline.ts";
import { before, buttonsOf, callout, card, footnote, markup, paragraph, type Reader, rich } from "./build.ts";
import type { Block, Card } from "./model.ts";

/** How far a session is, at the head of each of its cards; its question is `open` until it was answered. */
export function progressBlocks(
  { words }: Reader,
  session: SessionProgress | undefined,
  state: "open" | "answered" = "answered",
): Block[] {
  if (session === undefined) return [];
  const { number, total, due } = session;
  return [
    {
      type: "progress",
      done: state === "open" ? number - 1 : number,
      total,
      text: words.plain("session.progress", { number, total, due }),
    },
  ];
}

function reviewed(reader: Reader, label: string, all: readonly Reviewed[]): Block[] {
  if (all.length === 0) return [];
  const items = all.map(
    ({ name, due }): Rich =>
      due === null
        ? [text(name)]
        : rich(reader, "session.again", { concept: { strong: name }, at: { time: due, style: "relative" } }),
  );
  return [{ type: "list", label, items }];
}

/** What came of a session. */
export function sessionEnd(reply: SessionEndReply, reader: Reader): Card {
  const { words } = reader;
  const { kept, slipped, points, more } = reply;
  const answered = kept.length + slipped.length;
  const title = words.plain("session.done", { right: kept.length, answered });
  return card(reply, {
    tone: answered === 0 ? "info" : "done",
    title,
    spoken: [text(title)],
    inPlace: true,
    blocks: [
      ...reviewed(reader, words.plain("session.kept"), kept),
      ...reviewed(reader, words.plain("session.slipped"), slipped),
      ...(reply.freeze === null
        ? []
        : [paragraph(rich(reader, "session.freeze", { held: reply.freeze.held }))]),
      ...(points > 0
        ? [paragraph(rich(reader, "session.points", { points })), footnote(rich(reader, "points.practice"))]
        : []),
      ...(more ? [footnote(rich(reader, "session.more"))] : []),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}

function mistake(reader: Reader, { concept, at, shown }: MistakesReply["rows"][number]): Block[] {
  const { words } = reader;
  const when = footnote(
    rich(reader, "mistakes.when", {
      at: { time: at, style: "relative" },
      drawn: typeof shown !== "string" && shown.drawn ? "yes" : "no",
    }),
  );
  if (typeof shown === "string")
    return [paragraph(rich(reader, `mistakes.${shown}`, { concept: { strong: concept } })), when];
  return [
    callout("plain", concept, "", shown.stem),
    callout("right", words.plain("mistakes.key"), shown.because ?? "", shown.key),
    ...(shown.trap === null ? [] : [callout("trap", words.plain("trap"), shown.trap)]),
    when,
  ];
}

/** What a learner got wrong last, with the reasons. */
export function mistakes(reply: MistakesReply, reader: Reader): Card {
  const { words } = reader;
  const title = words.plain("mistakes.title");
  const { rows, more } = reply;
  return card(reply, {
    title,
    spoken: [before(words, title), ...markup(rows.map(({ concept }) => concept).join(", "))],
    blocks: [
      ...rows.flatMap((row) => mistake(reader, row)),
      ...(more > 0 ? [footnote(rich(reader, "mistakes.more", { more }))] : []),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}

/** What became of a question that was put aside. */
export function kept(reply: KeptReply, reader: Reader): Card {
  const { words } = reader;
  const { on, changed, count, most } = reply;
  const title = words.plain(on ? "keep.on" : "keep.off");
  return card(reply, {
    tone: changed ? "done" : "info",
    title,
    spoken: [text(title)],
    inPlace: reply.inPlace,
    blocks: [
      paragraph(rich(reader, "keep.count", { count })),
      ...(on ? [footnote(rich(reader, "keep.later", { command: { command: "review kept" } }))] : []),
      ...(on && count >= most ? [footnote(rich(reader, "keep.full", { most }))] : []),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}
