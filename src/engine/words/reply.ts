import type { DuelDoneReply, DuelInviteReply, DuelResultReply } from "./replies/duels.ts";
import type { ExplanationReply } from "./replies/explained.ts";
import type { LiveLobbyReply, LivePodiumReply } from "./replies/live.ts";
import type {
  MockAskedReply,
  MockFollowReply,
  MockJudgedReply,
  MockRateReply,
  MockTickReply,
  MockToldReply,
  ScorecardReply,
} from "./replies/mocks.ts";
import type {
  OpenAnswerReply,
  OpenCoverageReply,
  OpenPartReply,
  OpenQuestionReply,
  OpenResultReply,
  OpenSealedReply,
  OpinionReply,
} from "./replies/open-questions.ts";
import type { PackCheckReply, PackFileReply, PackReadReply } from "./replies/packs.ts";
import type {
  PairEndReply,
  PairInviteReply,
  PairPromptReply,
  PairScoreReply,
  PairSheetReply,
  WeeklyMockReply,
} from "./replies/pairs.ts";
import type { BoardReply, GroupsBoardReply, ProfileReply, RecapReply } from "./replies/people.ts";
import type { PlanDraftReply, PlanReply } from "./replies/plans.ts";
import type {
  HintReply,
  QuestionReply,
  ResultReply,
  SealedReply,
  SummaryReply,
  VerdictReply,
} from "./replies/questions.ts";
import type { ReminderReply } from "./replies/reminders.ts";
import type {
  ExportReply,
  HelpReply,
  HomeReply,
  NoticeReply,
  ScheduleReply,
  TopicsReply,
} from "./replies/service.ts";
import type { KeptReply, MistakesReply, SessionEndReply } from "./replies/sessions.ts";
import type { SetupReply } from "./replies/setup.ts";
import type { InterviewReply, SheetFileReply, SheetReply } from "./replies/sheets.ts";
import { type Choice, LETTERS } from "./round.ts";
import { type Say, say } from "./say.ts";

export type * from "./replies/duels.ts";
export type * from "./replies/explained.ts";
export type * from "./replies/live.ts";
export type * from "./replies/mocks.ts";
export type * from "./replies/open-questions.ts";
export type * from "./replies/packs.ts";
export type * from "./replies/pairs.ts";
export type * from "./replies/people.ts";
export type * from "./replies/plans.ts";
export type * from "./replies/questions.ts";
export type * from "./replies/reminders.ts";
export type * from "./replies/service.ts";
export type * from "./replies/sessions.ts";
export type * from "./replies/setup.ts";
export type * from "./replies/sheets.ts";
export type * from "./replies/visibility.ts";

/**
 * What the engine says, as data without words: ids of the catalogue and values. The cards say it in
 * somebody's language. Names and everything else are shown literally.
 */
export type Reply =
  | QuestionReply
  | OpenQuestionReply
  | OpenAnswerReply
  | OpenCoverageReply
  | OpenPartReply
  | OpinionReply
  | OpenSealedReply
  | OpenResultReply
  | LiveLobbyReply
  | LivePodiumReply
  | HintReply
  | SealedReply
  | VerdictReply
  | SessionEndReply
  | MistakesReply
  | KeptReply
  | DuelInviteReply
  | DuelDoneReply
  | DuelResultReply
  | ExplanationReply
  | PlanReply
  | PlanDraftReply
  | ResultReply
  | SummaryReply
  | BoardReply
  | GroupsBoardReply
  | ProfileReply
  | HomeReply
  | TopicsReply
  | ScheduleReply
  | SetupReply
  | SheetReply
  | InterviewReply
  | SheetFileReply
  | MockAskedReply
  | MockRateReply
  | MockTickReply
  | MockFollowReply
  | MockToldReply
  | MockJudgedReply
  | ScorecardReply
  | PairInviteReply
  | PairPromptReply
  | PairSheetReply
  | PairEndReply
  | PairScoreReply
  | WeeklyMockReply
  | HelpReply
  | RecapReply
  | ReminderReply
  | ExportReply
  | PackReadReply
  | PackCheckReply
  | PackFileReply
  | NoticeReply;

export function notice(tone: NoticeReply["tone"], ...lines: readonly Say[]): NoticeReply {
  return { kind: "notice", visibility: "private", tone, lines, allowed: [], nearest: null, buttons: [] };
}

/** Something unforeseen came in the way: nobody can say whether what was asked was done. */
export const BROKEN = notice("trouble", say("away.broken"));

/** How an option's letter is written on a reaction: Discord has letters, Slack's standard set has digits. */
export function choiceOfDigit(digit: number): Choice | null {
  return digit >= 1 && digit <= LETTERS.length ? ((digit - 1) as Choice) : null;
}
