import type { QuestionReply, SetupReply } from "../engine/words/reply.ts";
import { LETTERS } from "../engine/words/round.ts";
import { plainOf, text } from "../words/inline.ts";
import { before, buttonsOf, card, footnote, paragraph, type Reader, rich, sentences } from "./build.ts";
import type { Block, Card } from "./model.ts";
import { chips, question } from "./questions.ts";

/** Steps besides the look at what comes of them. */
const STEPS = 3;

const SAMPLE = ["sample.0", "sample.1", "sample.2", "sample.3"] as const;

/** A question as it will look in the channel: one that is in no bank, so that nobody knows a question beforehand. */
function sample(reader: Reader, { schedule, closesAt }: NonNullable<SetupReply["preview"]>): Block[] {
  const { words } = reader;
  const reply: QuestionReply = {
    kind: "question",
    visibility: "private",
    roundId: "",
    mode: "daily",
    topic: words.plain("sample.topic"),
    difficulty: "easy",
    stem: words.plain("sample.stem"),
    options: SAMPLE.map((id, i) => ({ letter: LETTERS[i] ?? "A", text: words.plain(id) })),
    ...{ answered: 0, closesAt, commitment: null, answers: schedule.answers, ping: null },
    ...{ previous: null, asker: null, buttons: [] },
  };
  const { title, blocks } = question(reply, reader);
  const head = [title, ...chips(reader, reply)].join(" · ");
  return [{ type: "details", summary: head, blocks }, footnote(rich(reader, "setup.sample"))];
}

function facts(reader: Reader, { group, schedule, opensAt }: NonNullable<SetupReply["preview"]>): Block {
  const { words } = reader;
  const at = { time: opensAt, style: "moment" } as const;
  return {
    type: "facts",
    colon: words.plain("colon"),
    rows: [
      { label: words.plain("setup.where"), value: rich(reader, "setup.in-channel", { group: { group } }) },
      { label: words.plain("schedule.when"), value: [text(`${schedule.time} ${schedule.timezone}`)] },
      {
        label: words.plain("schedule.days"),
        value: rich(reader, "schedule.day-names", { days: { days: schedule.days } }),
      },
      {
        label: words.plain("schedule.next"),
        value: rich(reader, "schedule.next-at", { at, in: { time: opensAt, style: "relative" } }),
      },
    ],
  };
}

/** A step of setting up a question of the day. */
export function setup(reply: SetupReply, reader: Reader): Card {
  const { words } = reader;
  const { done, preview, channels } = reply;
  const title = words.plain("setup.title");
  const asks = words.rich(reply.asks);
  const number = Math.min(done + 1, STEPS);
  return card(reply, {
    tone: "info",
    title,
    spoken: [before(words, title), text(plainOf(asks))],
    inPlace: true,
    blocks: [
      {
        type: "progress",
        done,
        total: STEPS,
        text: words.plain(preview === null ? "setup.step" : "setup.last", { number, total: STEPS }),
      },
      paragraph(asks),
      ...sentences(words, reply.lines),
      ...(channels === null
        ? []
        : [{ type: "channels" as const, label: words.plain("setup.channels"), ...channels }]),
      ...reply.menus.map(({ label, choices, chosen }) => ({
        type: "select" as const,
        label: words.plain(label.id, label.values),
        choices: buttonsOf(words, choices),
        chosen,
      })),
      ...(preview === null ? [] : [facts(reader, preview), ...sample(reader, preview)]),
    ],
    buttons: buttonsOf(words, reply.buttons),
  });
}
