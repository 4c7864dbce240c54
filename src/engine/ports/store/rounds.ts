import type { Confidence } from "../../../learning/review.ts";
import type { Answerable } from "../../rules/meant.ts";
import type { Secrets } from "../../rules/secrets.ts";
import type { MessageRef, Place, TeamId } from "../../words/place.ts";
import type { Choice, Round } from "../../words/round.ts";
import type { Opening } from "../../words/schedule.ts";

export interface StaleRound {
  round: Round;
  /** Its message shows as many answers as there are. */
  isCounted: boolean;
  /** The bot's reactions are below its message, or it wants none. */
  isSeeded: boolean;
}

/** What one learner answered, and what is kept beside it until it is judged; of a practice answer, what it brought. */
export interface OwnAnswer {
  choice: Choice;
  confidence: Confidence | null;
  hints: number;
  /** null: it is not judged, or was one of the day. */
  earned: { points: number; capped: boolean } | null;
}

/** Rounds: how they open, where their message is, and what may be found of them. */
export interface RoundStore {
  /**
   * Opens the window of a local date, once: makes the round, moves the group on to `next`, books the item
   * as asked (after dropping `forget` from the asked ones) and makes posting and closing due.
   * `exists`: that date (or a later one) was opened before; `round` is the newest daily round if it is of
   * that date. `moved`: settings changed since `version`, or another window opened since `current` was the newest.
   */
  openWindow(
    round: Round,
    terms: {
      version: number;
      /** The group's newest daily round as far as was seen; whatever it is, where this is left out. */
      current?: string | null;
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
  /** Books a question as practised that is no round: one that is answered in words. */
  notePractised(place: Place, item: string): Promise<void>;
  readRound(team: TeamId, round: string): Promise<Round | null>;
  /** How many learners have answered. */
  answeredCount(team: TeamId, round: string): Promise<number>;
  /** The number of answers that the round's message shows; null: an edit was on its way, and nobody has seen its end. */
  shownCount(team: TeamId, round: string): Promise<number | null>;
  /** The round's message shows this number of answers; null: an edit of it begins. */
  markShown(team: TeamId, round: string, answered: number | null): Promise<void>;
  /**
   * Open daily rounds of all teams whose message shows another number of answers than there are, or has not got the
   * bot's reactions that it is to have: whoever was to bring it up to date may be gone. Reads every open round, so it
   * is for a start, and for when something is known to be left behind.
   */
  staleRounds(): Promise<readonly StaleRound[]>;
  /** What one learner answered, or null. */
  answerOf(team: TeamId, round: string, learner: string): Promise<Choice | null>;
  /** The same with what is kept beside it; null: no answer. */
  ownAnswer(team: TeamId, round: string, learner: string): Promise<OwnAnswer | null>;
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
   * none. Its posting stays due where it was: a message that came through unnoticed is to be taken back. `refused`:
   * its message is up, or its close is over.
   */
  voidRound(team: TeamId, round: string): Promise<"void" | "again" | "refused">;
  /** Item ids that were asked daily, oldest first, and those practised lately. */
  askedItems(place: Place): Promise<{ daily: readonly string[]; practised: readonly string[] }>;
}
