import type { Reply } from "../../src/engine/words/reply.ts";
import { plain } from "../../src/engine/words/text.ts";
import { languages } from "./speaking.ts";

/**
 * Text without what a platform may change: white space, invisible characters, lone surrogates. What remains has to be readable on the platform, in this order.
 */
export function squeezed(text: string): string {
  return text.replace(/[\s\p{C}\uFFFD]/gu, "");
}

const words = languages.of("en");

/** Texts of a reply that may be split over messages but never lost, squeezed. */
export function textsOf(reply: Reply): string[] {
  return [...markupOf(reply)].map((text) => squeezed(plain(text))).filter((text) => text !== "");
}

function* markupOf(reply: Reply): Iterable<string> {
  switch (reply.kind) {
    case "question":
      yield reply.stem;
      for (const option of reply.options) yield option.text;
      break;
    case "open-question":
      yield reply.prompt;
      break;
    case "open-answer":
      for (const { point } of reply.found?.covered ?? []) yield point;
      for (const { why } of reply.found?.contradictions ?? []) yield why;
      yield reply.shortAnswer;
      for (const key of reply.keyPoints) yield key.point;
      break;
    case "hint":
      yield reply.stem;
      yield reply.struck.text;
      if (reply.struck.because !== null) yield reply.struck.because;
      if (reply.start !== null) yield reply.start;
      break;
    case "opinion":
      for (const { point } of reply.found?.covered ?? []) yield point;
      for (const { why } of reply.found?.contradictions ?? []) yield why;
      if (reply.instead === null) for (const key of reply.missing) yield key.point;
      break;
    case "open-coverage":
      for (const key of reply.missed) yield key.point;
      yield reply.trap.mistake;
      yield reply.next.answer;
      yield reply.next.lifts;
      break;
    case "open-part":
      if (reply.part.kind === "follow-up") yield reply.part.question;
      if (reply.part.answer !== null) yield reply.part.answer;
      break;
    case "verdict":
      // Of a key that turned out wrong nothing is told.
      if (reply.withdrawn) break;
      if (reply.chosen && !reply.right) yield reply.chosen.because;
      yield reply.key.because;
      if (reply.trap) yield reply.trap;
      break;
    case "result":
      yield reply.explanation;
      if (reply.trap) yield reply.trap;
      if (reply.seal) yield reply.seal.check;
      break;
    case "reminder":
      if (reply.result !== null) yield reply.result.option;
      break;
    case "board":
      if (reply.rows.length > 0) break;
      if (reply.own !== null) yield words.plain("board.only-you");
      else yield words.plain(reply.previous ? "board.empty-past" : "board.empty");
      break;
    case "groups-board":
      if (reply.rows.length === 0) yield words.plain("groups.empty");
      break;
    case "help":
      for (const page of reply.pages) for (const id of page.points) yield words.plain(id);
      break;
    default:
      break;
  }
}
