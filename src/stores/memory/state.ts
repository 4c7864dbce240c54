import type {
  Consent,
  Document,
  Effect,
  Job,
  KeptDecision,
  KeptPlans,
  Reminding,
  Report,
  RunningSession,
  Written,
} from "../../engine/ports/store.ts";
import type { Counted } from "../../engine/rules/focus.ts";
import type { Streak } from "../../engine/words/board.ts";
import type { MessageRef, Place, TeamId } from "../../engine/words/place.ts";
import type { ReportKind } from "../../engine/words/report.ts";
import type { Choice, Round } from "../../engine/words/round.ts";
import type { GroupRecord, SetUpPlan } from "../../engine/words/schedule.ts";
import type { DueReviews } from "../../learning/freezes.ts";
import type { ItemSums } from "../../learning/item-sums.ts";
import { createReader, type ReadKept } from "../../learning/reader.ts";
import type { Confidence } from "../../learning/review.ts";

export interface RoundState {
  round: Round;
  /** By learner, in the order in which they came; a place is one more than that of the newest. */
  answers: Map<string, { choice: Choice; place: number }>;
  /** By learner: when the answer was given, where the platform said so. */
  answeredAt: Map<string, number>;
  /** The place of the last answer whose award is booked. */
  booked: number;
  /** By learner: what the awards of the round were, of who did not hide then. */
  earned: Map<string, { points: number; streak: number }>;
  /** By learner: the last change of a daily answer, and of which delivery. */
  changed: Map<string, { delivery: string; previous: Choice }>;
  /** By learner: how a practice answer was judged, and of which delivery; held: not yet. */
  judged: Map<string, { delivery: string | null; points: number; capped: boolean } | "held">;
  /** By learner: how sure they are. */
  confidences: Map<string, Confidence>;
  /** By learner: what a right answer would have earned, in place of a wrong one. */
  ifRight: Map<string, number>;
  /** The place of the last answer that got the points of a right one; done: all did, and it is said. */
  refunded: number;
  refundDone: boolean;
  /** By learner: what they wrote in answer. */
  texts: Map<string, string>;
  /** By learner: how many hints they took. */
  hints: Map<string, number>;
  effects: Map<Effect, "begun" | "done">;
  /** The number of answers that the message shows. */
  shown: number | null;
  /** Who shows the close; null before it began. */
  closer: string | null;
  /** The group's newest date before this window: what it goes back to if the window is void. */
  dateBefore: string | null;
}

export interface GroupState {
  record: GroupRecord;
  daily: string[];
  practised: string[];
  /** Round ids, oldest first. */
  recent: string[];
  streaks: Map<string, Streak>;
  /** By number of the window, when it closed. */
  closes: Map<number, number>;
  /** By month, then concept: what was answered of it. */
  months: Map<number, Map<string, Counted>>;
  /** By learner: the local date of the newest answer that was counted. */
  answering: Map<string, string>;
}

export interface TeamState {
  groups: Map<string, GroupState>;
  rounds: Map<string, RoundState>;
  /** Open questions of the day: secret, then round id, to when it closes. */
  secrets: Map<string, Map<string, number>>;
  /** Private practice rounds by learner, oldest first. */
  own: Map<string, string[]>;
  /** `channel|message` to round id. */
  messages: Map<string, string>;
  /** Messages that are to come once, by key, and until when the first one is known. */
  firsts: Map<string, { message: MessageRef; until: number }>;
  /** Points by learner, of each board of a group. */
  boards: Map<string, { points: Map<string, number>; expires: number }>;
  /** `group|date|topic` to points by learner. */
  earned: Map<string, { points: Map<string, number>; expires: number }>;
  names: Map<string, string>;
  hidden: Set<string>;
  /** By learner: what they chose to read. */
  languages: Map<string, string>;
  /** By learner: the group of the newest answer. */
  lastGroup: Map<string, string>;
  /** By learner: all groups in which they answered. */
  answeredIn: Map<string, Set<string>>;
  /** By learner, then topic. */
  accuracy: Map<string, Map<string, { right: number; answered: number }>>;
  /** By learner, then concept: what `learning/reader.ts` keeps of reviews, and of when items were seen whose reviews went into a snapshot. */
  reviews: Map<string, Map<string, string>>;
  seen: Map<string, Map<string, string>>;
  /** By learner, then local date: how many questions they answered. */
  days: Map<string, Map<string, number>>;
  /** By learner. */
  freezes: Map<string, DueReviews>;
  /** By learner. */
  sessions: Map<string, { session: RunningSession; until: number }>;
  /** By learner: what they said of language models, and what they wrote last. */
  consents: Map<string, Consent>;
  written: Map<string, { written: Written; until: number }>;
  /** What language models may still read: tokens used on a day, and set aside by the id of an asking. */
  tokens: { day: number; used: number; reserved: Map<string, number> };
  /** By learner. */
  reminding: Map<string, Reminding>;
  plans: Map<string, { kept: KeptPlans & { version: number }; until: number }>;
  /** By kind and id: `interview/abc`. */
  documents: Map<string, KeptDocument>;
  /** `day|learner` to practice points. */
  spent: Map<string, { points: number; expires: number }>;
  /** `learner|item` to report. */
  reports: Map<string, Report>;
  /** `learner`, or `learner|group` for one group alone. */
  managers: Set<string>;
  absent: Map<string, { since: number; checked: number }>;
  /** By learner: what the platform said of them. */
  members: Map<string, { text: string; until: number }>;
}

export interface KeptDocument extends Document {
  until: number;
}

export interface State {
  clock: () => number;
  readKept: ReadKept;
  teams: Map<TeamId, TeamState>;
  due: Map<string, { job: Job; at: number }>;
  once: Map<string, number>;
  /** By team and id. */
  plans: Map<string, { plan: SetUpPlan; until: number }>;
  installations: Map<string, string>;
  /** By item and version: what everybody answered. */
  items: Map<string, ItemSums>;
  /** By item, version and kind: `cnn.c1@1|typo`. */
  reported: Map<string, { field: string; kind: ReportKind; count: number }>;
  praised: Map<string, number>;
  /** By item and version. */
  decisions: Map<string, KeptDecision>;
}

export function createState(clock: () => number): State {
  return {
    clock,
    readKept: createReader(),
    teams: new Map(),
    due: new Map(),
    once: new Map(),
    plans: new Map(),
    installations: new Map(),
    items: new Map(),
    reported: new Map(),
    praised: new Map(),
    decisions: new Map(),
  };
}

export function teamOf(state: State, team: TeamId): TeamState {
  let found = state.teams.get(team);
  if (found === undefined) {
    found = {
      groups: new Map(),
      rounds: new Map(),
      secrets: new Map(),
      own: new Map(),
      messages: new Map(),
      firsts: new Map(),
      boards: new Map(),
      earned: new Map(),
      names: new Map(),
      hidden: new Set(),
      languages: new Map(),
      lastGroup: new Map(),
      answeredIn: new Map(),
      accuracy: new Map(),
      reviews: new Map(),
      seen: new Map(),
      days: new Map(),
      freezes: new Map(),
      sessions: new Map(),
      consents: new Map(),
      written: new Map(),
      tokens: { day: 0, used: 0, reserved: new Map() },
      reminding: new Map(),
      plans: new Map(),
      documents: new Map(),
      spent: new Map(),
      reports: new Map(),
      managers: new Set(),
      absent: new Map(),
      members: new Map(),
    };
    state.teams.set(team, found);
  }
  return found;
}

export function emptyGroup(place: Place): GroupRecord {
  return {
    place,
    version: 0,
    schedule: null,
    paused: null,
    managedBy: null,
    next: null,
    lastDate: null,
    windows: 0,
    current: null,
    recap: null,
  };
}

export function groupOf(state: State, place: Place): GroupState {
  const { groups } = teamOf(state, place.team);
  let found = groups.get(place.group);
  if (found === undefined) {
    found = {
      record: emptyGroup(place),
      daily: [],
      practised: [],
      recent: [],
      streaks: new Map(),
      closes: new Map(),
      ...{ months: new Map(), answering: new Map() },
    };
    groups.set(place.group, found);
  }
  return found;
}

function subjectOf(job: Job): string {
  if ("round" in job) return job.round;
  if ("learner" in job) return job.learner;
  return "document" in job ? `${job.document.kind}/${job.document.id}` : "";
}

export function jobKey(job: Job): string {
  return [job.kind, job.place.team, job.place.group, subjectOf(job)].join("|");
}

export function setDue(state: State, job: Job, at: number | null): void {
  if (at === null) state.due.delete(jobKey(job));
  else state.due.set(jobKey(job), { job, at });
}
