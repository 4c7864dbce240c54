import type { Standing } from "../../../engine/words/board.ts";
import type {
  BoardReply,
  GroupsBoardReply,
  HomeReply,
  ProfileReply,
  RecapReply,
  SummaryReply,
} from "../../../engine/words/reply.ts";
import { counted, NO_CHANNEL_HAS_POINTS, noPoints, PERIOD_NAMES } from "../../../engine/words/wording.ts";
import type { Block, BoardRow, View } from "./model.ts";
import { buttonView, channel, clean, code, name, personName, sentences, text } from "./text.ts";

const bare = { tone: "plain", chips: [], buttons: [] } as const;

const heading = (title: string): Block => ({
  type: "text",
  look: "plain",
  text: [{ type: "strong", text: clean(title) }],
});

const standing = (row: Standing): BoardRow => ({
  rank: row.rank,
  name: name(row.name),
  value: counted(row.points, "point"),
  note: null,
  member: row.learner,
});

function standings(label: string, rows: readonly BoardRow[], empty: string): Block {
  return rows.length === 0
    ? { type: "text", look: "plain", text: [text(empty)] }
    : { type: "standings", label: clean(label), rows };
}

const pageOf = ({ page, pages }: BoardReply | GroupsBoardReply): string =>
  pages > 1 ? ` · page ${page} of ${pages}` : "";

function boardBlocks(reply: BoardReply): Block[] {
  const own: Block[] =
    reply.own === null ? [] : [{ type: "standings", label: "Further down", rows: [standing(reply.own)] }];
  const total =
    reply.total > reply.rows.length ? `${counted(reply.total, "learner")} with points${pageOf(reply)}` : null;
  return [
    standings(reply.title, reply.rows.map(standing), noPoints(reply.previous)),
    ...own,
    ...(total === null ? [] : [{ type: "text" as const, look: "small" as const, text: [text(total)] }]),
  ];
}

export function board(reply: BoardReply): View {
  return {
    ...bare,
    kind: reply.kind,
    title: clean(reply.title),
    blocks: boardBlocks(reply),
    buttons: reply.buttons.map(buttonView),
  };
}

export function groupsBoard(reply: GroupsBoardReply): View {
  const rows = reply.rows.map(({ rank, group, mean, active, here }) => ({
    rank,
    name: channel(group),
    value: `${mean.toFixed(1)} each`,
    note: here ? `${active} active, here` : `${active} active`,
    member: null,
  }));
  return {
    ...bare,
    kind: reply.kind,
    title: clean(reply.title),
    blocks: [
      standings(reply.title, rows, NO_CHANNEL_HAS_POINTS),
      ...(reply.pages > 1
        ? [
            {
              type: "text" as const,
              look: "small" as const,
              text: [text(`Page ${reply.page} of ${reply.pages}`)],
            },
          ]
        : []),
    ],
    buttons: reply.buttons.map(buttonView),
  };
}

function profileBlocks({ streak, points, topics, hidden }: ProfileReply): Block[] {
  const today = streak.answeredToday ? ", today's question answered" : "";
  const places = points.map(({ period, points: earned, rank, of }) => ({
    label: PERIOD_NAMES[period].replace(/^./, (first) => first.toUpperCase()),
    value: [text(`${counted(earned, "point")}${rank === null ? "" : ` · #${rank} of ${of}`}`)],
  }));
  const meters: Block[] =
    topics.length === 0
      ? []
      : [
          {
            type: "meters",
            label: "Right answers by topic",
            rows: topics.map((t) => ({ label: clean(t.name), part: t.right, whole: t.answered })),
          },
        ];
  return [
    {
      type: "facts",
      rows: [
        {
          label: "Streak",
          value: [
            { type: "strong", text: `${streak.current} in a row` },
            text(` · best ${streak.best}${today}`),
          ],
        },
        ...places,
      ],
    },
    ...meters,
    ...(hidden
      ? [
          {
            type: "text" as const,
            look: "small" as const,
            text: [
              text("You are hidden from the boards. "),
              code("/dlq privacy show"),
              text(" brings you back."),
            ],
          },
        ]
      : []),
  ];
}

export function profile(reply: ProfileReply): View {
  return { ...bare, kind: reply.kind, title: personName(reply.name), blocks: profileBlocks(reply) };
}

export function home(reply: HomeReply): View {
  return {
    ...bare,
    kind: reply.kind,
    title: reply.profile === null ? "Your corner" : personName(reply.profile.name),
    blocks: [
      ...sentences(reply.lines),
      ...(reply.profile === null ? [] : profileBlocks(reply.profile)),
      ...(reply.board === null ? [] : [heading(reply.board.title), ...boardBlocks(reply.board)]),
    ],
  };
}

export function summary(reply: SummaryReply): View {
  const top = reply.top.map(standing);
  return {
    ...bare,
    kind: reply.kind,
    title: "Summary",
    blocks: [
      ...sentences(reply.lines),
      ...(top.length === 0
        ? []
        : [{ type: "standings" as const, label: "Points of this question", rows: top }]),
    ],
  };
}

export function recap(reply: RecapReply): View {
  return {
    ...bare,
    kind: reply.kind,
    title: `The week ${clean(reply.week)}`,
    blocks: [
      standings("Points of the week", reply.rows.map(standing), "Nobody earned points."),
      ...sentences(reply.lines),
    ],
  };
}
