import type { Answerable } from "../rules/meant.ts";
import type { Secrets } from "../rules/secrets.ts";
import type { Award, BoardScope, GroupTotal, Span, Standing, Streak, TopicRecord } from "../words/board.ts";
import type { MessageRef, Place, TeamId } from "../words/place.ts";
import type { Via } from "../words/press.ts";
import type { Choice, Round } from "../words/round.ts";
import type { GroupRecord, Opening, SetUpPlan } from "../words/schedule.ts";

/** The store could not be reached or did not answer in time. */
export class StoreUnavailable extends Error {
  override name = "StoreUnavailable";
  /** It is certain that nothing was done; otherwise whether the write was applied is unknown. */
  readonly untouched: boolean;

  constructor(
    message: string,
    { untouched = false, ...options }: ErrorOptions & { untouched?: boolean } = {},
  ) {
    super(message, options);
    this.untouched = untouched;
  }
}

/** Work that is due. A claim hides it for the lease; work that was not finished comes up again after it. */
export type Job =
  | { kind: "open"; place: Place }
  | { kind: "post"; place: Place; round: string }
  | { kind: "close"; place: Place; round: string }
  | { kind: "recap"; place: Place };

/** The calendar labels under which points are booked: of the group's local date. */
export interface Labels {
  day: string;
  week: string;
  month: string;
}

/** What a practice answer earns, to be booked in the same step as the answer. */
export interface PracticeTerms {
  /** What of the round's question may be an open question of the day; see `secretOf`. */
  secret: string;
  /** The topic of the round's question. */
  topic: string;
  pointsIfRight: number;
  /** Most practice points of one learner in one team on `labels.day`. */
  dailyLimit: number;
  labels: Labels;
}

export type AnswerOutcome =
  /** Daily: taken or changed. `answered` counts learners. */
  | { kind: "taken"; previous: Choice | null; answered: number }
  /** Practice: the first answer, judged and booked. */
  | { kind: "judged"; choice: Choice; right: boolean; points: number; capped: boolean; answered: number }
  /** Daily: what is recorded was done later, or is this very act; nothing was changed. */
  | { kind: "older"; choice: Choice; answered: number }
  /** Practice: an earlier answer stands. */
  | { kind: "stands"; choice: Choice; answered: number }
  /**
   * Practice: the answer is taken, and judged when it is asked for after `until`: its question is the team's
   * open question of the day.
   */
  | { kind: "held"; choice: Choice; until: number; answered: number }
  | { kind: "late"; closedAt: number }
  /** No such round in this team and group, or it is another learner's own. */
  | { kind: "unknown" };

export interface FrozenAnswer {
  learner: string;
  name: string;
  choice: Choice;
  hidden: boolean;
  /** The learner's streak in this group before this round. */
  streak: Streak | null;
}

export interface DailyAward extends Award {
  streak: Streak;
}

export interface Effects {
  /** The message shows the result. */
  edited: boolean;
  /** The summary is in the thread. */
  summarised: boolean;
}

export interface BoardPage {
  rows: readonly Standing[];
  /** The viewer's own line, hidden or not; null without points. */
  own: Standing | null;
  /** Learners with points, hidden ones not counted. */
  total: number;
}

export interface LearnerRecord {
  streak: Streak | null;
  topics: readonly TopicRecord[];
  hidden: boolean;
  /** The group of this team in which the learner answered last. */
  lastGroup: string | null;
  /** All in which the learner answered, in order of their ids. */
  groups: readonly string[];
}

/** A learner who left. Epoch milliseconds: since when it is known, and when it was looked up last. */
export interface Absence {
  learner: string;
  since: number;
  checked: number;
}

/** What is kept of a learner, as it is handed out. */
export interface LearnerExport {
  learner: string;
  name: string | null;
  language: string | null;
  hidden: boolean;
  lastGroup: string | null;
  groups: readonly string[];
  /** May manage the daily questions of the team. */
  manager: boolean;
  /** Groups whose daily question the learner set up, and those that the learner was named for. */
  manages: readonly string[];
  absent: Omit<Absence, "learner"> | null;
  /** By group. */
  streaks: Readonly<Record<string, Streak>>;
  topics: readonly TopicRecord[];
  /** Points by board: group, topic, kind and label of the span. */
  boards: Readonly<Record<string, number>>;
  /** Practice points had by date, as long as their daily limit needs them. */
  practicePoints: Readonly<Record<string, number>>;
  /** By round; `givenAt`: as the platform said, where it is kept; `awarded`: its points are booked; `points`: those of a
   * practice answer that was judged. */
  answers: Readonly<
    Record<
      string,
      { choice: Choice; item: string; givenAt: number | null; awarded: boolean; points: number | null }
    >
  >;
  /** Questions that the learner asked for privately and has not answered, by round. */
  asked: Readonly<Record<string, { item: string }>>;
  reports: readonly Omit<Report, "learner">[];
}

export interface Report {
  item: string;
  learner: string;
  reason: string;
  group: string;
}

export type GroupChange = Pick<GroupRecord, "schedule" | "paused" | "managedBy" | "next" | "recap">;

/**
 * All that is remembered. Each method is one atomic step: concurrent calls from any number of replicas
 * have an order, and a call that fails leaves nothing half done. Methods throw `StoreUnavailable` and
 * nothing else that is expected. Repeating a call is always safe. What is late is decided by the
 * store's own clock. Retention is the table in docs/running.md.
 */
export interface Store {
  /** The store's clock, epoch milliseconds. */
  now(): Promise<number>;
  close(): Promise<void>;
  ready(): Promise<boolean>;

  // --- groups and what is due ---
  /** Never null: an unknown group is a record of version 0. */
  readGroup(place: Place): Promise<GroupRecord>;
  /** All groups of a team that were ever written. */
  groupsOf(team: TeamId): Promise<readonly GroupRecord[]>;
  /** Changes settings and the due index together, if nobody changed them since `version`. */
  writeGroup(
    place: Place,
    version: number,
    change: GroupChange,
  ): Promise<{ kind: "written"; version: number } | { kind: "conflict" }>;
  /** Keeps for `ttl` ms what somebody was shown and has yet to confirm. */
  putPlan(team: TeamId, id: string, plan: SetUpPlan, ttl: number): Promise<void>;
  readPlan(team: TeamId, id: string): Promise<SetUpPlan | null>;
  /** Hands out due work, oldest first to the second, each to one caller, hidden for `lease` ms. */
  claimDue(limit: number, lease: number): Promise<readonly Job[]>;
  /** Claimed work turned out to be moot: it does not come up again. */
  dropJob(job: Job): Promise<void>;
  /** Makes claimed work come up again after `delay` ms instead of at the end of its lease. */
  retryLater(job: Job, delay: number): Promise<void>;
  /** Hides claimed work that is still under way for `lease` ms from now; what is planned for later stays. */
  renewLease(job: Job, lease: number): Promise<void>;

  // --- rounds ---
  /**
   * Opens the window of a local date, once: makes the round, moves the group on to `next`, books the item
   * as asked (after dropping `forget` from the asked ones) and makes posting and closing due.
   * `exists`: that date (or a later one) was opened before; `round` is the newest daily round if it is of
   * that date. `moved`: settings changed since `version`.
   */
  openWindow(
    round: Round,
    terms: {
      version: number;
      next: Opening | null;
      forget: readonly string[];
      /** Only if its question is not the open one of another group of the team: else `shared`. */
      alone?: boolean;
    },
  ): Promise<
    { kind: "opened" } | { kind: "shared" } | { kind: "exists"; round: Round | null } | { kind: "moved" }
  >;
  /** Remembers a practice round until its retention ends and books its item as practised; a repeat changes nothing. */
  addPractice(round: Round): Promise<void>;
  readRound(team: TeamId, round: string): Promise<Round | null>;
  /** How many learners have answered. */
  answeredCount(team: TeamId, round: string): Promise<number>;
  /** The round's message shows this number of answers. */
  markShown(team: TeamId, round: string, answered: number): Promise<void>;
  /**
   * Open daily rounds whose message shows another number of answers than there are, of all teams: whoever
   * was to bring it up to date may be gone. Reads every open round, so it is for a start alone.
   */
  staleRounds(): Promise<readonly Round[]>;
  /** What one learner answered, or null. */
  answerOf(team: TeamId, round: string, learner: string): Promise<Choice | null>;
  roundByMessage(team: TeamId, message: MessageRef): Promise<Round | null>;
  /** The rounds of a group that this learner may answer now, the newest of each kind. */
  answerable(place: Place, learner: string): Promise<Answerable>;
  /** The questions of the day that take answers in this team: what must not be told. */
  secrets(team: TeamId): Promise<Secrets>;
  /**
   * The round's message is up: the first one stands and is returned. A daily round gets its window
   * number here, so a window that nobody saw does not exist for streaks. Posting is no longer due.
   */
  confirmPosted(team: TeamId, round: string, message: MessageRef): Promise<Round | null>;
  /**
   * The message of a round is not there any more, although its answers are still being taken or its result is
   * to be shown: the round has none, and while it is open its posting is due again. Null where the round's
   * message is another one, or none.
   */
  loseMessage(team: TeamId, round: string, message: MessageRef): Promise<Round | null>;
  /** The result of a round that is being closed stands in this message, in place of one that was deleted. */
  moveMessage(team: TeamId, round: string, message: MessageRef): Promise<void>;
  /**
   * A round that cannot reach its channel, or whose message was lost: nothing of it counts, and its window is
   * none. Refused (false) while its message is up. Its
   * posting stays due where it was: a message that came through unnoticed is to be taken back.
   */
  voidRound(team: TeamId, round: string): Promise<boolean>;
  /**
   * An answer: checks that the round is there, open by the store's clock and theirs to answer; daily
   * answers can be changed, the first practice answer stands and is booked on every board at once.
   * `practice` is null for a daily round and only for one; otherwise the round is unknown. A provisional
   * name is kept where none is known. Of two daily answers that say when they were given (`at`, by one clock
   * of the platform), the later one counts, whichever comes first; one that was `found` later counts only
   * where there is none. The same `delivery` of a first practice answer that comes again is judged the same
   * again. A practice answer to an open question of the day is held, and judged when it comes again later.
   */
  recordAnswer(
    place: Place,
    round: string,
    answer: {
      learner: string;
      name: string;
      provisional?: boolean | undefined;
      choice: Choice;
      via: Via;
      at?: number | undefined;
      delivery?: string | undefined;
      found?: boolean | undefined;
    },
    practice: PracticeTerms | null,
  ): Promise<AnswerOutcome>;
  /**
   * Ends the taking of answers (from its closing time on, or at once with `early`) and returns all of
   * them; repeated calls return the same. null: no such round, or not yet time.
   */
  freezeRound(
    team: TeamId,
    round: string,
    early: boolean,
  ): Promise<{ round: Round; answers: readonly FrozenAnswer[]; effects: Effects } | null>;
  /** Books points, streaks, accuracy and every board of each learner, each learner once per round. */
  applyAwards(team: TeamId, round: string, awards: readonly DailyAward[], labels: Labels): Promise<void>;
  /**
   * Somebody begins to show a frozen round. From now on `beginEffect` lets nobody else do anything: whoever
   * began before and is only slow, or was stopped in between, finds out there.
   */
  takeClose(team: TeamId, round: string, token: string): Promise<void>;
  /**
   * Asked before an effect of a close. `first`: nobody has begun it. `again`: somebody has, and may have done
   * it. `lost`: another token took the close over, or the round is not being closed.
   */
  beginEffect(
    team: TeamId,
    round: string,
    effect: keyof Effects,
    token: string,
  ): Promise<"first" | "again" | "lost">;
  markEffect(team: TeamId, round: string, effect: keyof Effects): Promise<void>;
  /** The close is complete: status closed, nothing due any more. */
  finishRound(team: TeamId, round: string): Promise<void>;
  /** Item ids that were asked daily, oldest first, and those practised lately. */
  askedItems(place: Place): Promise<{ daily: readonly string[]; practised: readonly string[] }>;
  /**
   * Books the recap of an ISO week as posted; false if it was already. `at`: the recap that was done, which
   * gives way to the one at `next`; one that was planned for another instant meanwhile stays.
   */
  finishRecap(place: Place, week: string, when: { at: number; next: number }): Promise<boolean>;

  // --- boards and learners ---
  /** `count` lines of a board after the first `from` ones. Hidden and absent learners are left out. */
  standings(
    team: TeamId,
    scope: BoardScope,
    span: Span,
    count: number,
    viewer: string | null,
    from?: number,
  ): Promise<BoardPage>;
  groupTotals(team: TeamId, span: Span): Promise<readonly GroupTotal[]>;
  readLearner(place: Place, learner: string): Promise<LearnerRecord>;
  /** What a learner chose to read, BCP 47; null: nothing. */
  readLanguage(team: TeamId, learner: string): Promise<string | null>;
  setLanguage(team: TeamId, learner: string, language: string | null): Promise<void>;
  setHidden(team: TeamId, learner: string, hidden: boolean): Promise<void>;
  /** Everything kept of a learner, as plain data. */
  exportLearner(team: TeamId, learner: string): Promise<LearnerExport>;
  /** Removes everything kept of a learner: answers, boards, streaks, names, reports, rights. Open answers too. */
  forgetLearner(team: TeamId, learner: string): Promise<void>;
  /** One report per learner and item; false if there was one. */
  addReport(team: TeamId, report: Report): Promise<boolean>;
  /** Who may manage the daily questions of the whole team, or those that are named for one group alone. */
  managers(team: TeamId, group?: string | null): Promise<readonly string[]>;
  setManager(team: TeamId, learner: string, on: boolean, group?: string | null): Promise<void>;
  /** Gives a learner whose name is kept another name; nothing is kept of somebody who never answered. */
  rename(team: TeamId, learner: string, name: string): Promise<void>;
  /** Learners who are on no board because they left the team, as far as it is known. */
  absent(team: TeamId): Promise<readonly Absence[]>;
  /** null: the learner is there again. */
  setAbsent(team: TeamId, learner: string, absence: Omit<Absence, "learner"> | null): Promise<void>;

  // --- platforms' own bookkeeping ---
  /** True for the first caller with this key within `ttl` ms. */
  claimOnce(key: string, ttl: number): Promise<boolean>;
  /** Slack installations, by team; the value is an opaque JSON text. */
  installations: {
    save(id: string, json: string): Promise<void>;
    fetch(id: string): Promise<string | null>;
    delete(id: string): Promise<void>;
  };
}

/** The parts in which a store is written, a file each. */
export type GroupPart = Pick<
  Store,
  | "readGroup"
  | "groupsOf"
  | "writeGroup"
  | "putPlan"
  | "readPlan"
  | "claimDue"
  | "dropJob"
  | "retryLater"
  | "renewLease"
  | "finishRecap"
>;
export type RoundPart = Pick<
  Store,
  | "openWindow"
  | "addPractice"
  | "readRound"
  | "answeredCount"
  | "markShown"
  | "staleRounds"
  | "answerOf"
  | "roundByMessage"
  | "answerable"
  | "secrets"
  | "confirmPosted"
  | "loseMessage"
  | "moveMessage"
  | "voidRound"
  | "askedItems"
>;
export type AnswerPart = Pick<
  Store,
  "recordAnswer" | "freezeRound" | "applyAwards" | "takeClose" | "beginEffect" | "markEffect" | "finishRound"
>;
export type LearnerPart = Pick<
  Store,
  | "readLearner"
  | "readLanguage"
  | "setLanguage"
  | "setHidden"
  | "exportLearner"
  | "forgetLearner"
  | "addReport"
  | "managers"
  | "setManager"
  | "rename"
  | "absent"
  | "setAbsent"
>;
export type BoardPart = Pick<Store, "standings" | "groupTotals">;
