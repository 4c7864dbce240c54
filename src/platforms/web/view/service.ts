import type {
  ExportReply,
  HelpReply,
  NoticeReply,
  ScheduleReply,
  TopicsReply,
} from "../../../engine/words/reply.ts";
import type { Schedule } from "../../../engine/words/schedule.ts";
import { counted, kindCounts, PAUSE_REASONS, scheduleFacts } from "../../../engine/words/wording.ts";
import { LIMITS } from "../limits.ts";
import type { Block, Rich, View } from "./model.ts";
import { buttonView, clean, code, markup, role, sentence, sentences, text, time } from "./text.ts";

const bare = { tone: "info", chips: [], buttons: [] } as const;

const NOTICE_TITLES: Readonly<Record<NoticeReply["tone"], string>> = {
  done: "Done",
  info: "",
  refusal: "Nothing was done",
  trouble: "Trouble on my side",
};

export function notice(reply: NoticeReply): View {
  const { allowed, nearest } = reply;
  const more = allowed.length - LIMITS.listed;
  const near: Block[] =
    nearest === null
      ? []
      : [{ type: "text", look: "plain", text: [text("Did you mean "), code(nearest), text("?")] }];
  const words: Block[] =
    allowed.length === 0
      ? []
      : [{ type: "words", label: "Allowed", words: allowed.slice(0, LIMITS.listed).map(clean) }];
  return {
    ...bare,
    kind: reply.kind,
    tone: reply.tone,
    title: NOTICE_TITLES[reply.tone],
    blocks: [
      ...sentences(reply.lines),
      ...near,
      ...words,
      ...(more > 0
        ? [{ type: "text" as const, look: "small" as const, text: [text(`and ${more} more`)] }]
        : []),
    ],
    buttons: reply.buttons.map(buttonView),
  };
}

export function exported(reply: ExportReply): View {
  return {
    ...bare,
    kind: reply.kind,
    tone: "done",
    title: "Your data",
    blocks: [
      { type: "text", look: "plain", text: [text("Everything the bot keeps about you here, as JSON.")] },
      { type: "file", name: clean(reply.filename), text: reply.json },
    ],
  };
}

export function help(reply: HelpReply): View {
  const commands = reply.commands.map(
    ({ usage, description, examples }): Block => ({
      type: "entry",
      head: [{ type: "code", text: clean(usage) }],
      text: [text(description)],
      foot: examples.flatMap((example): Rich => [code(example), text(" ")]),
    }),
  );
  const pages = reply.pages.map(
    ({ title, points }): Block => ({ type: "list", label: clean(title), items: points.map(markup) }),
  );
  return {
    ...bare,
    kind: reply.kind,
    title: commands.length === 0 ? "Advice for interviews" : "What you can do",
    blocks: [...sentences(reply.lines), ...commands, ...pages],
  };
}

export function topics(reply: TopicsReply): View {
  const entries = reply.topics.map((topic): Block => {
    const { easy, medium, hard } = topic.difficulties;
    return {
      type: "entry",
      head: [{ type: "strong", text: clean(topic.name) }, text(" "), code(`/dlq ${topic.id}`)],
      text: [text(topic.about)],
      foot: [text(`${easy} easy, ${medium} medium, ${hard} hard · ${kindCounts(topic.kinds)}`)],
    };
  });
  return {
    ...bare,
    kind: reply.kind,
    title: "Topics",
    blocks: [
      {
        type: "text",
        look: "plain",
        text: [text(`${counted(reply.total, "question")}: ${kindCounts(reply.kinds)}.`)],
      },
      ...entries,
    ],
  };
}

function settings(schedule: Schedule): { label: string; value: Rich }[] {
  const { ping } = schedule;
  return [
    ...scheduleFacts(schedule).map(({ label, value }) => ({ label, value: [text(value)] })),
    ...(ping === null ? [] : [{ label: "Mentions", value: [role(ping)] }]),
  ];
}

export function schedule(reply: ScheduleReply): View {
  const { paused } = reply.group;
  const rows = [
    ...(reply.group.schedule === null ? [] : settings(reply.group.schedule)),
    ...(paused === null
      ? []
      : [
          {
            label: "Paused",
            value: [text(`${PAUSE_REASONS[paused.reason]}, since `), time(paused.since, "moment")],
          },
        ]),
    ...(reply.next === null
      ? []
      : [
          {
            label: "Next",
            value: [time(reply.next.at, "moment"), text(" ("), time(reply.next.at, "relative"), text(")")],
          },
        ]),
  ];
  return {
    ...bare,
    kind: reply.kind,
    title: "The daily question",
    blocks: [
      ...reply.lines.map((line): Block => ({ type: "text", look: "plain", text: sentence(line) })),
      ...(rows.length === 0 ? [] : [{ type: "facts" as const, rows }]),
    ],
    buttons: reply.buttons.map(buttonView),
  };
}
