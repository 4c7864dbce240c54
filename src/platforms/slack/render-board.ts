import type {
  BoardReply,
  GroupsBoardReply,
  HomeReply,
  ProfileReply,
  RecapReply,
  SummaryReply,
} from "../../engine/words/reply.ts";
import { counted, NO_CHANNEL_HAS_POINTS, noPoints, PERIOD_NAMES } from "../../engine/words/wording.ts";
import { type Block, buttonBlocks, type Fit, heading, lines, paragraph, smallPrint } from "./blocks.ts";
import { standingLine } from "./render-parts.ts";
import { question } from "./render-question.ts";
import { bold, channelName, literal, name, phraseRuns, type Run } from "./text.ts";

export function boardTitle(reply: BoardReply): Run[] {
  return [bold(reply.title)];
}

const pageOf = ({ page, pages }: BoardReply | GroupsBoardReply): string =>
  pages > 1 ? ` · page ${page} of ${pages}` : "";

export function board(reply: BoardReply, fit: Fit): Block[] {
  const rows = reply.rows.map((row) => standingLine(row, row.you));
  const label = reply.visibility === "private" ? "Your place: " : "Further down: ";
  const shown = reply.own === null ? [] : paragraph([literal(label), ...standingLine(reply.own)], fit);
  return [
    ...paragraph(boardTitle(reply), fit),
    ...paragraph(rows.length === 0 ? [literal(noPoints(reply.previous))] : lines(...rows), fit),
    ...shown,
    ...(reply.total > reply.rows.length
      ? smallPrint(literal(`${counted(reply.total, "learner")} with points${pageOf(reply)}`))
      : []),
    ...buttonBlocks(reply.buttons),
  ];
}

export function groupsBoard(reply: GroupsBoardReply, fit: Fit): Block[] {
  const rows = reply.rows.map(({ rank, group, mean, active, here }) => [
    literal(`${rank}.  `),
    channelName(group),
    literal(`  ${mean.toFixed(1)} points per learner, ${counted(active, "learner")}`),
    ...(here ? [literal("  "), bold("here")] : []),
  ]);
  return [
    ...paragraph([bold(reply.title)], fit),
    ...paragraph(rows.length === 0 ? [literal(NO_CHANNEL_HAS_POINTS)] : lines(...rows), fit),
    ...(reply.pages > 1 ? smallPrint(literal(`Page ${reply.page} of ${reply.pages}`)) : []),
    ...buttonBlocks(reply.buttons),
  ];
}

export function profile(reply: ProfileReply, fit: Fit): Block[] {
  const { current, best, answeredToday } = reply.streak;
  const streak = `Streak: ${counted(current, "question")} in a row, best ${best}.${
    answeredToday ? " Today's question is answered." : ""
  }`;
  const points = reply.points.map(({ period: span, points: n, rank, of }) => [
    literal(
      `${PERIOD_NAMES[span]}: ${counted(n, "point")}${rank === null ? "" : `, place ${rank} of ${of}`}`,
    ),
  ]);
  const topics = reply.topics.map(({ name: topic, right, answered }) => [
    name(topic),
    literal(`: ${right} of ${answered} right`),
  ]);
  return [
    ...paragraph([name(reply.name)], fit),
    ...paragraph([literal(streak)], fit),
    ...paragraph(lines(...points), fit),
    ...paragraph(topics.length === 0 ? [] : lines([bold("By topic")], ...topics), fit),
    ...(reply.hidden ? smallPrint(literal("You are hidden from boards.")) : []),
  ];
}

export function home(reply: HomeReply, fit: Fit): Block[] {
  return [
    heading("Deep-learning questions"),
    ...paragraph(lines(...reply.lines.map(phraseRuns)), fit),
    ...(reply.question === null ? [] : question(reply.question, fit)),
    ...buttonBlocks(reply.buttons),
    ...(reply.profile === null ? [] : profile(reply.profile, fit)),
    ...(reply.board === null ? [] : board(reply.board, fit)),
  ];
}

export function summary(reply: SummaryReply, fit: Fit): Block[] {
  return [
    ...paragraph(lines(...reply.lines.map(phraseRuns)), fit),
    ...paragraph(lines(...reply.top.map((row) => standingLine(row))), fit),
  ];
}

export function recap(reply: RecapReply, fit: Fit): Block[] {
  return [
    heading(`Week ${reply.week}`),
    ...paragraph(lines(...reply.lines.map(phraseRuns)), fit),
    ...paragraph(lines(...reply.rows.map((row) => standingLine(row))), fit),
  ];
}
