import type {
  ExportReply,
  HelpReply,
  NoticeReply,
  ScheduleReply,
  TopicsReply,
} from "../../../engine/words/reply.ts";
import type { Schedule } from "../../../engine/words/schedule.ts";
import { kindCounts, PAUSE_REASONS, scheduleFacts } from "../../../engine/words/wording.ts";
import { COLORS } from "./colors.ts";
import { code, joined, markup, strong, type Text, text } from "./markup.ts";
import type { Doc } from "./pages.ts";
import { role, sentence, time } from "./phrases.ts";

/** Allowed values that a notice lists; the commands complete the others. */
const LISTED = 40;

export function notice(reply: NoticeReply): Doc {
  const listed = reply.allowed.slice(0, LISTED).map((word) => [code(word)]);
  const more = reply.allowed.length > LISTED ? ` and ${reply.allowed.length - LISTED} more` : "";
  return {
    color: COLORS[reply.tone],
    parts: [
      joined(reply.lines.map(sentence), "\n"),
      ...(reply.nearest === null ? [] : [text`Did you mean ${code(reply.nearest)}?`]),
      ...(listed.length === 0 ? [] : [text`Allowed: ${joined(listed, ", ")}${more}`]),
    ],
    buttons: reply.buttons,
  };
}

export function exported(reply: ExportReply): Doc {
  return {
    color: COLORS.done,
    parts: [text`Everything kept about you is in ${code(reply.filename)}.`],
    file: { name: reply.filename, text: reply.json },
  };
}

export function help(reply: HelpReply): Doc {
  const commands = reply.commands.map(({ command, subcommand, description }) => {
    const typed = subcommand === null ? `/${command}` : `/${command} ${subcommand}`;
    return text`${code(typed)} ${description}`;
  });
  const pages = reply.pages.map(
    (page) =>
      text`${strong(page.title)}\n${joined(
        page.points.map((point) => text`• ${markup(point)}`),
        "\n",
      )}`,
  );
  return {
    title: commands.length === 0 ? "Advice for interviews" : "What you can do",
    color: COLORS.info,
    parts: [
      ...(commands.length === 0 ? [] : [joined(commands, "\n")]),
      ...reply.lines.map(sentence),
      ...pages,
    ],
  };
}

export function topics(reply: TopicsReply): Doc {
  return {
    title: "Topics",
    color: COLORS.info,
    parts: [
      text`${reply.total} questions: ${kindCounts(reply.kinds)}.`,
      ...reply.topics.map((topic) => {
        const { easy, medium, hard } = topic.difficulties;
        const levels = `${easy} easy, ${medium} medium, ${hard} hard`;
        return text`${strong(topic.name)} ${code(topic.id)}\n${topic.about}\n${levels} · ${kindCounts(topic.kinds)}`;
      }),
    ],
  };
}

function settings(schedule: Schedule): Text {
  const { ping } = schedule;
  const facts = scheduleFacts(schedule).map(({ label, value }) => text`${strong(label)} ${value}`);
  return joined([...facts, text`**Mentions** ${ping === null ? "nobody" : role(ping)}`], "\n");
}

export function schedule(reply: ScheduleReply): Doc {
  const { schedule: current, paused } = reply.group;
  return {
    title: "The daily question",
    color: COLORS.info,
    parts: [
      ...reply.lines.map(sentence),
      ...(current === null ? [] : [settings(current)]),
      ...(paused === null
        ? []
        : [text`**Paused** since ${time(paused.since, "moment")}: ${PAUSE_REASONS[paused.reason]}`]),
      ...(reply.next === null
        ? []
        : [text`**Next** ${time(reply.next.at, "moment")} (${time(reply.next.at, "relative")})`]),
    ],
    buttons: reply.buttons,
  };
}
