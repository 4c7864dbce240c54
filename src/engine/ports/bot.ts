import type { Source } from "../../learning/session.ts";
import type { Asked } from "../words/asked.ts";
import type { InterviewWanted, InterviewWish } from "../words/interview.ts";
import type { Difficulty, Role } from "../words/item.ts";
import type { LiveWanted } from "../words/live.ts";
import type { FieldMistake } from "../words/option-form.ts";
import type { Actor, BoardQuery } from "../words/press.ts";
import type { NoticeReply, Reply } from "../words/reply.ts";
import type { AnswerMode, Choice, ThreadMode } from "../words/round.ts";
import type { DailyKind, Focus, ResultPlace, Schedule, Weekday } from "../words/schedule.ts";
import type { SheetWanted } from "../words/sheet.ts";
import type { SentFile } from "./sent-file.ts";

/** Who calls, where, and the platform's id of the delivery: the same id twice is the same call. */
export interface Caller extends Actor {
  delivery: string;
  /** What was sent along. */
  file?: SentFile | undefined;
}

/** What `daily set` may change; what is not given stays, or takes its default the first time. */
export interface DailyChange {
  time?: string | undefined;
  timezone?: string | undefined;
  days?: readonly Weekday[] | undefined;
  topics?: readonly string[] | undefined;
  difficulty?: Difficulty | "mixed" | undefined;
  kinds?: readonly DailyKind[] | undefined;
  /** Minutes; "auto": until the next window, 24 h at most. */
  openFor?: number | "auto" | undefined;
  answers?: AnswerMode | undefined;
  thread?: ThreadMode | undefined;
  results?: ResultPlace | undefined;
  /** BCP 47; "auto": the server's own. */
  language?: string | undefined;
  /** A role or user group; "none" to mention nobody. */
  ping?: string | undefined;
  focus?: Focus | undefined;
  /** The role whose concepts questions follow until `planDate`; "off": none. */
  plan?: Role | "off" | undefined;
  /** A local date: 2027-02-01. */
  planDate?: string | undefined;
}

/** What a group is asked by, as a form shows it; where nothing is set up yet, what it would be. */
export interface DailySettings {
  schedule: Schedule;
  isSet: boolean;
  /** Stands for these settings. */
  mark: string;
}

/** What became of a form that was handed in. */
export type Submitted<R = Reply> = { ok: true; reply: R } | { ok: false; mistakes: readonly FieldMistake[] };

/** What `plan set` may say. */
export interface PlanWanted {
  /** The local date of the interview: 2027-02-01. */
  date?: string | undefined;
  /** Minutes a day. */
  minutes?: number | undefined;
  role?: Role | undefined;
}

/** What `pair` may say. */
export interface PairWanted {
  role?: Role | undefined;
  level?: InterviewWanted["level"] | undefined;
  minutes?: number | undefined;
  member?: string | undefined;
  /** Whether one wants to be asked. */
  invitations?: "on" | "off" | undefined;
}

/** What `duel` may say. */
export interface DuelWanted {
  member: string;
  topic?: string | undefined;
  difficulty?: Difficulty | undefined;
  /** Each gets questions of their own level. */
  handicap?: boolean | undefined;
}

/** When a group has its weekly mock interviews; what is not given stays. */
export interface WeeklyWanted {
  days?: readonly Weekday[] | undefined;
  /** `17:00`. */
  time?: string | undefined;
  timezone?: string | undefined;
  off?: boolean | undefined;
}

/** What takes a manager. */
export type Managed = "daily" | "packs";

/** A pack, or what one has learned oneself; neither: the template. */
export interface PackExport {
  pack?: string | undefined;
  what?: "mistakes" | "reviews" | undefined;
  form?: "csv" | "json" | "anki" | undefined;
}

/** What the commands call: one method per use case, all answering with a reply. */
export interface Bot {
  ask(caller: Caller, asked: Asked, isPrivate: boolean): Promise<Reply>;
  answer(caller: Caller, choice: Choice | null): Promise<Reply>;
  /** Offers a hint for the question that is meant. */
  hint(caller: Caller): Promise<Reply>;
  board(caller: Caller, query: BoardQuery): Promise<Reply>;
  profile(caller: Caller): Promise<Reply>;
  /** A session of one's own; without any wish it goes on where one was left. */
  review(
    caller: Caller,
    wanted: {
      source?: Source | undefined;
      count?: number | undefined;
      topic?: string | undefined;
      difficulty?: Difficulty | undefined;
    },
  ): Promise<Reply>;
  /** Challenges a member to a duel. */
  duel(caller: Caller, wanted: DuelWanted): Promise<Reply>;
  /** The newest closed question of the day, to be explained to the others. */
  explain(caller: Caller): Promise<Reply>;
  mistakes(caller: Caller): Promise<Reply>;
  /** Begins a live round in the caller's channel. */
  live(caller: Caller, wanted: LiveWanted): Promise<Reply>;
  /** Links the caller's account with another of theirs, or says how that stands. */
  link(caller: Caller, wanted: { code?: string | undefined; off?: boolean | undefined }): Promise<Reply>;
  /** Reminders by direct message, of the caller alone. */
  remind: {
    on(
      caller: Caller,
      wanted: { at?: string | undefined; timezone?: string | undefined; results?: boolean | undefined },
    ): Promise<Reply>;
    off(caller: Caller): Promise<Reply>;
    show(caller: Caller): Promise<Reply>;
  };
  /** What is not wanted otherwise stays as the learner's plan has it. */
  plan: {
    set(caller: Caller, wanted: PlanWanted): Promise<Reply>;
    job(caller: Caller, wanted: Omit<PlanWanted, "role">): Promise<Reply>;
    show(caller: Caller): Promise<Reply>;
    off(caller: Caller): Promise<Reply>;
  };
  sheet(caller: Caller, wanted: SheetWanted): Promise<Reply>;
  /** A mock interview alone; without any wish it goes on where one was left. */
  mock(caller: Caller, wanted: InterviewWish): Promise<Reply>;
  /** Invites a member to a mock interview; without one it is about one's own invitations. */
  pair(caller: Caller, wanted: PairWanted): Promise<Reply>;
  packs: {
    /** null: the caller may manage packs. */
    refuse(caller: Caller): Promise<NoticeReply | null>;
    import(caller: Caller, name: string | undefined, file: SentFile | undefined): Promise<Reply>;
    list(caller: Caller): Promise<Reply>;
    check(caller: Caller, pack: string): Promise<Reply>;
    move(
      caller: Caller,
      pack: string,
      state: "released" | "retired",
      question: number | undefined,
    ): Promise<Reply>;
    remove(caller: Caller, pack: string): Promise<Reply>;
    export(caller: Caller, wanted: PackExport): Promise<Reply>;
    ask(caller: Caller, pack: string, asked: Asked, isPrivate: boolean): Promise<Reply>;
    live(caller: Caller, pack: string, wanted: LiveWanted): Promise<Reply>;
    duel(caller: Caller, pack: string, wanted: DuelWanted): Promise<Reply>;
    propose(caller: Caller, pack: string, change: DailyChange): Promise<Reply>;
  };
  topics(caller: Caller): Promise<Reply>;
  report(caller: Caller, reason: string): Promise<Reply>;
  /** "auto": no choice of one's own; undefined: which it is. */
  language(caller: Caller, language: string | undefined): Promise<Reply>;
  /** The caller's place is the channel that is meant, which may differ from where the command was typed. */
  daily: {
    /** Where nothing is set up yet, shows what would be and asks; otherwise like `set`. */
    propose(caller: Caller, change: DailyChange): Promise<Reply>;
    /** The first step of setting it up by menus. */
    setup(caller: Caller): Promise<Reply>;
    /** null: the caller may manage the channel. */
    refuse(caller: Caller): Promise<NoticeReply | null>;
    set(caller: Caller, change: DailyChange): Promise<Reply>;
    /** What a form begins with; a refusal for whoever may not manage the channel. */
    settings(actor: Actor): Promise<DailySettings | NoticeReply>;
    /** As `set`, from a form that showed the settings with this mark: all that is wrong, by field. */
    submit(caller: Caller, change: DailyChange, mark: string): Promise<Submitted>;
    /** Every schedule of the team that the caller manages. */
    list(caller: Caller): Promise<Reply>;
    status(caller: Caller): Promise<Reply>;
    pause(caller: Caller): Promise<Reply>;
    resume(caller: Caller): Promise<Reply>;
    skip(caller: Caller): Promise<Reply>;
    now(caller: Caller): Promise<Reply>;
    close(caller: Caller): Promise<Reply>;
    off(caller: Caller): Promise<Reply>;
    /** Mock interviews of the group's members, once a week. */
    mock(caller: Caller, wanted: WeeklyWanted): Promise<Reply>;
    manager(
      caller: Caller,
      change: { add?: string | undefined; remove?: string | undefined },
    ): Promise<Reply>;
  };
  privacy: {
    export(caller: Caller): Promise<Reply>;
    /** Says what would go, and asks. */
    offerForget(caller: Caller): Promise<Reply>;
    forget(caller: Caller): Promise<Reply>;
    hide(caller: Caller): Promise<Reply>;
    show(caller: Caller): Promise<Reply>;
    /** Whether a language model may read what the caller writes; undefined: says which it is. */
    model(caller: Caller, sends: boolean | undefined): Promise<Reply>;
  };
}
