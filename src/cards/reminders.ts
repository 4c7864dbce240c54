import type { ReminderReply } from "../engine/words/reply.ts";
import { plain } from "../engine/words/text.ts";
import { joined } from "../words/inline.ts";
import { buttonsOf, card, footnote, paragraph, type Reader, rich } from "./build.ts";
import type { Card } from "./model.ts";

/** All that a learner is reminded of on a day, in one message. */
export function reminder(reply: ReminderReply, reader: Reader): Card {
  const { words } = reader;
  const { question, streak, freeze, result, answered, due } = reply;
  const told = [
    ...(result === null
      ? []
      : [
          rich(reader, "reminder.result", {
            date: { date: result.date },
            right: result.right ? "yes" : "no",
            key: { strong: result.key },
            option: plain(result.option).trim(),
          }),
        ]),
    ...(answered === null ? [] : [rich(reader, "reminder.answered", { date: { date: answered } })]),
    ...(question === null
      ? []
      : [
          rich(reader, "reminder.question", {
            group: { group: question.group },
            at: { time: question.closesAt, style: "relative" },
          }),
        ]),
    ...(question === null || streak === 0
      ? []
      : [rich(reader, "reminder.streak", { length: streak, freeze: freeze ? "yes" : "no" })]),
    ...(due === 0
      ? []
      : [
          rich(reader, "reminder.due", {
            due: due === "some" ? 0 : due,
            many: due === "some" ? "yes" : "no",
          }),
        ]),
  ];
  const link =
    question?.url == null
      ? []
      : [
          paragraph(
            rich(reader, "reminder.link", {
              message: { link: { id: "reminder.message" }, url: question.url },
            }),
          ),
        ];
  return card(reply, {
    tone: "info",
    title: words.plain("reminder.title"),
    spoken: joined(told, " "),
    blocks: [...told.map((line) => paragraph(line)), ...link, footnote(rich(reader, "reminder.once"))],
    buttons: buttonsOf(words, reply.buttons),
  });
}
