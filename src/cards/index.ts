import type { Reply } from "../engine/words/reply.ts";
import { sealed, verdict } from "./answers.ts";
import type { Reader } from "./build.ts";
import { duelDone, duelInvite, duelResult } from "./duels.ts";
import { explanation } from "./explained.ts";
import { liveLobby, livePodium } from "./live.ts";
import { profile } from "./me.ts";
import { mockAsked, mockFollow, mockJudged, mockRate, mockTick, mockTold } from "./mocks.ts";
import type { Card } from "./model.ts";
import { openAnswer, openCoverage, openPart, openResult, openSealed } from "./open-answers.ts";
import { opinion } from "./opinion.ts";
import { packCheck, packFile, packRead } from "./packs.ts";
import { pairEnd, pairInvite, pairPrompt, pairScore, pairSheet, weeklyMock } from "./pairs.ts";
import { board, groupsBoard, home, recap, summary } from "./people.ts";
import { plan, planDraft } from "./plans.ts";
import { hint, openQuestion, question } from "./questions.ts";
import { reminder } from "./reminders.ts";
import { result } from "./results.ts";
import { scorecard } from "./scorecards.ts";
import { exported, help, notice, schedule, topics } from "./service.ts";
import { kept, mistakes, sessionEnd } from "./sessions.ts";
import { setup } from "./setup.ts";
import { interview, sheet, sheetFile } from "./sheets.ts";

/** One function for each kind of reply: a kind without one does not compile. */
const CARDS: { readonly [K in Reply["kind"]]: (reply: Extract<Reply, { kind: K }>, reader: Reader) => Card } =
  {
    question,
    hint,
    "open-question": openQuestion,
    "open-answer": openAnswer,
    "open-coverage": openCoverage,
    "open-part": openPart,
    opinion,
    "open-sealed": openSealed,
    "open-result": openResult,
    sealed,
    verdict,
    "live-lobby": liveLobby,
    "live-podium": livePodium,
    "session-end": sessionEnd,
    mistakes,
    kept,
    "duel-invite": duelInvite,
    "duel-done": duelDone,
    "duel-result": duelResult,
    explanation,
    plan,
    "plan-draft": planDraft,
    result,
    summary,
    board,
    "groups-board": groupsBoard,
    profile,
    home,
    topics,
    schedule,
    setup,
    sheet,
    interview,
    "sheet-file": sheetFile,
    "mock-asked": mockAsked,
    "mock-rate": mockRate,
    "mock-tick": mockTick,
    "mock-follow": mockFollow,
    "mock-told": mockTold,
    "mock-judged": mockJudged,
    scorecard,
    "pair-invite": pairInvite,
    "pair-prompt": pairPrompt,
    "pair-sheet": pairSheet,
    "pair-end": pairEnd,
    "pair-score": pairScore,
    "weekly-mock": weeklyMock,
    help,
    recap,
    reminder,
    export: exported,
    "pack-read": packRead,
    "pack-check": packCheck,
    "pack-file": packFile,
    notice,
  };

/** What people read of a reply: in the reader's language, in words that are true on the reader's platform. */
export function cardOf(reply: Reply, reader: Reader): Card {
  // The table is complete by its type; the compiler cannot see that kind and function go together.
  const build = CARDS[reply.kind] as (reply: Reply, reader: Reader) => Card;
  const card = build(reply, reader);
  if (reader.can("praise")) return card;
  return { ...card, buttons: card.buttons.filter(({ action }) => action.verb !== "praise") };
}
