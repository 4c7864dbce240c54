import type { ExplanationReply, Said } from "../engine/words/reply.ts";
import { type Rich, text } from "../words/inline.ts";
import { buttonsOf, card, footnote, paragraph, type Reader, rich } from "./build.ts";
import type { Block, Card } from "./model.ts";

/** What somebody wrote, line by line, none of it read as markup. */
const linesOf = (written: string): Rich[] =>
  written
    .split(/\n+/)
    .filter((line) => line.trim() !== "")
    .map((line) => [text(line)]);

/** "How our group says it", and who said it, where they may be named. */
export function saidBlocks(reader: Reader, said: Said | undefined): Block[] {
  if (said === undefined) return [];
  const name = said.name === null ? [] : [rich(reader, "said.by", { name: { name: said.name } })];
  const label = reader.words.plain("said.label");
  return [{ type: "callout", look: "plain", label, quote: [], text: [...linesOf(said.text), ...name] }];
}

/** What came of the vote, in one line. */
function cameOf(reader: Reader, { name, votes, best }: ExplanationReply): Rich {
  const values = { votes, best: best ? "yes" : "no" };
  return name === null
    ? rich(reader, "explanation.over-unnamed", values)
    : rich(reader, "explanation.over", { ...values, name: { name } });
}

export function explanation(reply: ExplanationReply, reader: Reader): Card {
  const { words } = reader;
  const { state, about, best } = reply;
  const title = words.plain(best && state === "over" ? "explanation.best" : "explanation.title");
  const lines = linesOf(reply.text);
  return card(reply, {
    tone: best && state === "over" ? "done" : "plain",
    title,
    chips: [about],
    spoken: [text(`${title}: `), ...(lines[0] ?? [text(about)])],
    blocks:
      state === "reported" || state === "removed"
        ? [paragraph(rich(reader, `explanation.${state}`))]
        : [
            ...lines.map((line) => paragraph(line)),
            footnote(
              state === "over"
                ? cameOf(reader, reply)
                : rich(reader, "explanation.voting", { ends: { time: reply.ends, style: "moment" } }),
            ),
          ],
    buttons: buttonsOf(words, reply.buttons),
  });
}
