import type { Reply } from "../../engine/words/reply.ts";
import { type Block, type Fit, lines, paged, paragraph, type Rendered } from "./blocks.ts";
import { cut } from "./flow.ts";
import { LIMITS } from "./limits.ts";
import { board, boardTitle, groupsBoard, home, profile, recap, summary } from "./render-board.ts";
import { help, noticeBlocks, noticeText, schedule, topics } from "./render-info.ts";
import {
  openAnswer,
  openQuestion,
  question,
  questionText,
  result,
  sealed,
  sealedText,
  verdict,
  verdictText,
} from "./render-question.ts";
import { block, bold, literal, markup, name, phraseRuns, type Run, token } from "./text.ts";

function blocksOf(reply: Reply, fit: Fit): Block[] {
  switch (reply.kind) {
    case "question":
      return question(reply, fit);
    case "open-question":
      return openQuestion(reply, fit);
    case "open-answer":
      return openAnswer(reply, fit);
    case "sealed":
      return sealed(reply, fit);
    case "verdict":
      return verdict(reply, fit);
    case "result":
      return result(reply, fit);
    case "summary":
      return summary(reply, fit);
    case "board":
      return board(reply, fit);
    case "groups-board":
      return groupsBoard(reply, fit);
    case "profile":
      return profile(reply, fit);
    case "home":
      return home(reply, fit);
    case "topics":
      return topics(reply, fit);
    case "schedule":
      return schedule(reply, fit);
    case "help":
      return help(reply, fit);
    case "recap":
      return recap(reply, fit);
    case "export":
      return [...paragraph(textOf(reply), fit), ...paragraph([block(reply.json)], fit)];
    case "notice":
      return noticeBlocks(reply, fit);
    default:
      return reply satisfies never;
  }
}

/** What notifications show and screen readers read. */
function textOf(reply: Reply): Run[] {
  switch (reply.kind) {
    case "question":
      return questionText(reply);
    case "open-question":
      return [literal("Interview question: "), ...markup(reply.prompt)];
    case "open-answer":
      return [literal("Worked answer: "), ...markup(reply.shortAnswer)];
    case "sealed":
      return sealedText(reply);
    case "verdict":
      return verdictText(reply);
    case "result":
      return [literal(`Question of the day closed: the key is ${reply.key}. `), ...markup(reply.explanation)];
    case "summary":
    case "home":
      return lines(...reply.lines.map(phraseRuns));
    case "schedule":
      return lines([literal("The daily question")], ...reply.lines.map(phraseRuns));
    case "help":
      return lines(
        ...reply.lines.map(phraseRuns),
        ...reply.pages.map(({ title, points }) => [literal(`${title}: `), ...markup(points.join(" "))]),
      );
    case "board":
      return boardTitle(reply);
    case "groups-board":
      return [bold(reply.title)];
    case "profile":
      return [literal("Profile of "), name(reply.name)];
    case "topics":
      return [literal(`Topics: ${reply.topics.map((topic) => topic.id).join(", ")}`)];
    case "recap":
      return [literal(`Week ${reply.week}`)];
    case "export":
      return [literal(`${reply.filename}: your data, ${reply.json.length} characters of JSON.`)];
    case "notice":
      return noticeText(reply);
    default:
      return reply satisfies never;
  }
}

/**
 * A reply as messages of Block Kit. Total over `Reply`. "whole" gives as many messages as the reply needs,
 * the buttons in the last; "tight" gives exactly one.
 */
export function render(reply: Reply, fit: Fit): Rendered {
  const text = cut(textOf(reply), LIMITS.fallbackText) || "…";
  const pages = paged(blocksOf(reply, fit));
  if (pages.length === 0) return { text, pages: [paragraph([token(text)], "tight")] };
  if (fit === "whole" || pages.length === 1) return { text, pages };
  // What is edited is a question or a result, whose tight texts fit; this keeps the promise for all others.
  return { text, pages: pages.slice(0, 1) };
}

/** A reply for the App Home: one view, as much as it takes. */
export function renderHome(reply: Reply): Block[] {
  return blocksOf(reply, "whole").slice(0, LIMITS.blocksPerView);
}
