import type { DuelMark } from "../engine/words/duel.ts";
import type { DuelDoneReply, DuelInviteReply, DuelResultReply } from "../engine/words/reply.ts";
import { plainOf, type Rich, text } from "../words/inline.ts";
import { before, buttonsOf, card, footnote, levelName, paragraph, type Reader, rich } from "./build.ts";
import type { Block, Card } from "./model.ts";
import { pictured } from "./pictured.ts";

const member = (id: string) => ({ member: id });

/** What it is about, how hard, and that each gets questions of their own level. */
function termsOf({ words }: Reader, { about, difficulty, own }: DuelInviteReply): string[] {
  return [
    ...(about === null ? [] : [about]),
    ...(difficulty === null ? [] : [levelName(words, difficulty)]),
    ...(own ? [words.plain("duel.own")] : []),
  ];
}

/** A challenge before everybody, of whom one may answer it, and the way to one's own questions. */
export function duelInvite(reply: DuelInviteReply, reader: Reader): Card {
  const { words } = reader;
  const { by, invited, state } = reply;
  const title = words.plain("duel.title");
  const until = { time: reply.until, style: "moment" } as const;
  // Of somebody who had themselves forgotten nothing is left to be named.
  const isNamed = by !== "" && invited !== "";
  const first = isNamed
    ? rich(reader, "duel.challenges", { by: member(by), invited: member(invited) })
    : rich(reader, "duel.abandoned");
  return card(reply, {
    tone: state === "invited" || state === "running" ? "info" : "plain",
    title,
    chips: termsOf(reader, reply),
    spoken: [before(words, title), ...first],
    ...(state === "invited" && isNamed ? { calls: [invited] } : {}),
    blocks: [
      paragraph(first),
      ...(state === "invited" || state === "running" ? [paragraph(rich(reader, "duel.rules"))] : []),
      ...(isNamed
        ? [footnote(rich(reader, `duel.state.${state}`, { invited: member(invited), until }))]
        : []),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}

export function duelDone(reply: DuelDoneReply, reader: Reader): Card {
  const { words } = reader;
  const { answered, of, struck = 0, waits } = reply;
  const title = words.plain("duel.done");
  return card(reply, {
    tone: "done",
    title,
    spoken: [text(title)],
    inPlace: true,
    blocks: [
      { type: "progress", done: answered, total: of, text: words.plain("duel.progress", { answered, of }) },
      ...(struck === 0 ? [] : [footnote(rich(reader, "duel.fewer", { struck }))]),
      paragraph(
        waits === null
          ? rich(reader, "duel.comes")
          : rich(reader, "duel.waits", {
              member: member(waits.member),
              until: { time: waits.until, style: "moment" },
            }),
      ),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}

/** How it went, question by question, as it is read and as it is drawn. */
function rowsOf(reader: Reader, { sides, rows }: DuelResultReply): Block {
  const { words } = reader;
  const said = (mark: DuelMark) => words.plain("duel.mark", { mark });
  const items = rows.map(({ name, marks: [first, second] }, i): Rich => {
    const label = name ?? words.plain("button.duel-question", { number: i + 1 });
    if (first === "struck") return [text(`${label} · ${said("struck")}`)];
    const [by, invited] = sides.map((side) => plainOf([words.name(side.name)])) as [string, string];
    const colon = words.plain("colon");
    return [text(`${label} · ${by}${colon}${said(first)} · ${invited}${colon}${said(second)}`)];
  });
  return { type: "list", label: words.plain("duel.questions"), items };
}

export function duelResult(reply: DuelResultReply, reader: Reader): Card {
  const { words } = reader;
  const { sides, winner, rows, own, knew } = reply;
  const title = words.plain("duel.result");
  const [by, invited] = sides;
  const came =
    typeof winner === "number"
      ? rich(reader, "duel.won", {
          winner: member(sides[winner].member),
          loser: member(sides[winner === 0 ? 1 : 0].member),
          ...{ right: sides[winner].right, other: sides[winner === 0 ? 1 : 0].right },
        })
      : rich(reader, winner === "drawn" ? "duel.drawn" : "duel.void", {
          ...{ by: member(by.member), invited: member(invited.member) },
          right: by.right,
        });
  const late = sides.filter((side) => side.late && winner !== "void");
  const name = (side: (typeof sides)[number]) => plainOf([words.name(side.name)]);
  return card(reply, {
    tone: "info",
    title,
    spoken: [before(words, title), ...came],
    ...(reply.visibility === "channel" ? { calls: sides.map((side) => side.member) } : {}),
    blocks: [
      paragraph(came),
      pictured(
        reader,
        {
          kind: "duel",
          lang: words.language,
          sides: [
            { name: name(by), value: String(by.right), won: winner === 0 },
            { name: name(invited), value: String(invited.right), won: winner === 1 },
          ],
          rows: rows.map(({ name: label, marks }, i) => ({
            label: label ?? words.plain("button.duel-question", { number: i + 1 }),
            marks,
          })),
        },
        [rowsOf(reader, reply)],
      ),
      ...late.map((side) => footnote(rich(reader, "duel.was-late", { member: member(side.member) }))),
      ...knew.map((one) => footnote(rich(reader, "duel.knew", { member: member(one) }))),
      ...(own ? [footnote(rich(reader, "duel.each-own"))] : []),
      footnote(rich(reader, "duel.look")),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}
