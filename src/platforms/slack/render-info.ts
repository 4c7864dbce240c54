import type { HelpReply, NoticeReply, ScheduleReply, TopicsReply } from "../../engine/words/reply.ts";
import type { Schedule } from "../../engine/words/schedule.ts";
import { counted, kindCounts, PAUSE_REASONS, scheduleFacts } from "../../engine/words/wording.ts";
import { type Block, buttonBlocks, type Fit, heading, lines, paragraph, smallPrint } from "./blocks.ts";
import { bold, code, literal, markup, mention, moment, name, phraseRuns, type Run, token } from "./text.ts";

export function topics(reply: TopicsReply, fit: Fit): Block[] {
  const entries = reply.topics.flatMap(({ id, name: title, about, difficulties: d, kinds }) =>
    paragraph(
      lines(
        [code(id), literal("  "), bold(title)],
        [literal(about)],
        [literal(`${d.easy} easy, ${d.medium} medium, ${d.hard} hard · ${kindCounts(kinds)}`)],
      ),
      fit,
    ),
  );
  return [
    heading("Topics"),
    ...smallPrint(literal(`${counted(reply.total, "question")}: ${kindCounts(reply.kinds)}`)),
    ...entries,
  ];
}

function settings(schedule: Schedule): Run[][] {
  return [
    ...scheduleFacts(schedule).map(({ label, value }) => [literal(`${label}: ${value}`)]),
    schedule.ping === null ? [] : [literal("Mentions "), mention(schedule.ping)],
  ];
}

export function schedule(reply: ScheduleReply, fit: Fit): Block[] {
  const { group, next } = reply;
  const paused = group.paused
    ? [
        literal("Paused since "),
        moment(group.paused.since, "moment"),
        literal(`: ${PAUSE_REASONS[group.paused.reason]}.`),
      ]
    : [];
  const opens = next === null ? [] : [literal("Next question: "), moment(next.at, "moment")];
  return [
    ...paragraph(lines(...reply.lines.map(phraseRuns)), fit),
    ...(group.schedule === null ? [] : paragraph(lines(...settings(group.schedule), paused, opens), fit)),
    ...buttonBlocks(reply.buttons),
  ];
}

export function help(reply: HelpReply, fit: Fit): Block[] {
  const commands = reply.commands.flatMap(({ usage, description, examples }) =>
    paragraph(
      lines(
        [code(usage)],
        [literal(description)],
        examples.flatMap((example, i) => [literal(i === 0 ? "For example " : ", "), code(example)]),
      ),
      fit,
    ),
  );
  const pages = reply.pages.flatMap(({ title, points }) => [
    ...paragraph([bold(title)], fit),
    ...points.flatMap((point) => paragraph([literal("• "), ...markup(point)], fit)),
  ]);
  return [...paragraph(lines(...reply.lines.map(phraseRuns)), fit), ...commands, ...pages];
}

const TONES: Readonly<Record<NoticeReply["tone"], string>> = {
  done: "✅ ",
  info: "",
  refusal: "⚠️ ",
  trouble: "🚨 ",
};

/** Allowed values that are listed; a person reads no more. */
const LISTED = 60;

export function noticeText(reply: NoticeReply): Run[] {
  const tone = TONES[reply.tone];
  return [...(tone === "" ? [] : [token(tone)]), ...lines(...reply.lines.map(phraseRuns))];
}

export function noticeBlocks(reply: NoticeReply, fit: Fit): Block[] {
  const near = reply.nearest === null ? [] : [literal("Did you mean "), code(reply.nearest), literal("?")];
  const listed = reply.allowed
    .slice(0, LISTED)
    .flatMap((value, i) => [literal(i === 0 ? "Allowed: " : ", "), name(value)]);
  const more = reply.allowed.length - LISTED;
  return [
    ...paragraph(noticeText(reply), fit),
    ...paragraph(near, fit),
    ...smallPrint(...listed, ...(more > 0 ? [literal(` and ${more} more`)] : [])),
    ...buttonBlocks(reply.buttons),
  ];
}
