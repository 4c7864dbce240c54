import type { Standing } from "../../../engine/words/board.ts";
import type {
  BoardReply,
  GroupsBoardReply,
  HomeReply,
  ProfileReply,
  RecapReply,
  SummaryReply,
} from "../../../engine/words/reply.ts";
import { NO_CHANNEL_HAS_POINTS, noPoints, PERIOD_NAMES } from "../../../engine/words/wording.ts";
import { COLORS } from "./colors.ts";
import { bold, joined, literal, person, raw, shownName, type Text, text } from "./markup.ts";
import type { Doc } from "./pages.ts";
import { channel, sentence } from "./phrases.ts";

/** The dot is escaped: Discord would count the lines of a numbered list anew and lose shared ranks. */
function line(rank: number, who: Text, points: string): Text {
  return text`${rank}${raw("\\.")} ${who} · ${points}`;
}

function standing(row: Standing & { you?: boolean }): Text {
  const who = row.you ? text`${bold(person(row.name))} (you)` : [person(row.name)];
  return line(row.rank, who, row.points === 1 ? "1 point" : `${row.points} points`);
}

const pageOf = ({ page, pages }: BoardReply | GroupsBoardReply): string =>
  pages > 1 ? ` Page ${page} of ${pages}.` : "";

/** Lines as one paragraph, or nothing. */
function lines(rows: readonly Text[]): Text[] {
  return rows.length === 0 ? [] : [joined(rows, "\n")];
}

export function summary(reply: SummaryReply): Doc {
  return {
    lead: joined(reply.lines.map(sentence), "\n"),
    color: COLORS.info,
    parts: lines(reply.top.map(standing)),
  };
}

export function recap(reply: RecapReply): Doc {
  return {
    lead: joined([[bold(literal(`The week ${reply.week}`))], ...reply.lines.map(sentence)], "\n"),
    color: COLORS.info,
    parts: lines(reply.rows.map(standing)),
  };
}

export function board(reply: BoardReply): Doc {
  const isPrivate = reply.visibility === "private";
  const label = isPrivate ? "You" : "Further down";
  const own = reply.own === null ? [] : [text`${label}: ${standing({ ...reply.own, you: isPrivate })}`];
  const learners = reply.total === 1 ? "1 learner has points." : `${reply.total} learners have points.`;
  return {
    title: reply.title,
    color: COLORS.info,
    parts: [
      ...(reply.rows.length === 0 ? [text`${noPoints(reply.previous)}`] : lines(reply.rows.map(standing))),
      ...own,
      ...(reply.total > reply.rows.length ? [text`${learners}${pageOf(reply)}`] : []),
    ],
    buttons: reply.buttons,
  };
}

export function groupsBoard(reply: GroupsBoardReply): Doc {
  const rows = reply.rows.map((row) =>
    line(
      row.rank,
      row.here ? text`${channel(row.group)} (here)` : [channel(row.group)],
      `${row.mean.toFixed(1)} a head · ${row.active} active`,
    ),
  );
  return {
    title: reply.title,
    color: COLORS.info,
    parts: [
      ...(rows.length === 0 ? [text`${NO_CHANNEL_HAS_POINTS}`] : lines(rows)),
      ...(reply.pages > 1 ? [text`${pageOf(reply).trim()}`] : []),
    ],
    buttons: reply.buttons,
  };
}

export function profile(reply: ProfileReply): Doc {
  const { current, best, answeredToday } = reply.streak;
  const points = reply.points.map((p) => {
    const place = p.rank === null ? "no rank yet" : `rank ${p.rank} of ${p.of}`;
    return text`${PERIOD_NAMES[p.period]}: ${p.points} · ${place}`;
  });
  const topics = reply.topics.map((t) => {
    const share = t.answered === 0 ? "" : ` (${Math.round((100 * t.right) / t.answered)} %)`;
    return text`${t.name}: ${t.right} of ${t.answered} right${share}`;
  });
  return {
    title: shownName(reply.name),
    color: COLORS.info,
    parts: [
      text`**Streak** ${current} in a row, best ${best}${answeredToday ? ", today's question answered" : ""}`,
      ...(points.length === 0 ? [] : [text`**Points**\n${joined(points, "\n")}`]),
      ...(topics.length === 0 ? [] : [text`**Topics**\n${joined(topics, "\n")}`]),
      ...(reply.hidden ? [text`You are hidden from the boards; \`/dlq-privacy show\` changes that.`] : []),
    ],
  };
}

export function home(reply: HomeReply): Doc {
  const about = reply.profile === null ? [] : profile(reply.profile).parts;
  const standings = reply.board === null ? [] : board(reply.board).parts;
  return { color: COLORS.info, parts: [...reply.lines.map(sentence), ...about, ...standings] };
}
