import type { KeyPoint } from "../words/item.ts";
import type { OptionForm } from "../words/option-form.ts";
import type { MessageRef, Person, Place, PlatformName, TeamId } from "../words/place.ts";
import type { Action, Actor, Filled, FormAction, FormName } from "../words/press.ts";
import type {
  DuelResultReply,
  NoticeReply,
  PairEndReply,
  PairPromptReply,
  ReminderReply,
  Reply,
} from "../words/reply.ts";
import type { Choice } from "../words/round.ts";
import type { Say } from "../words/say.ts";
import type { PauseReason } from "../words/schedule.ts";
import type { Caller, Submitted } from "./bot.ts";
import type { SentFile } from "./sent-file.ts";

/** A start that cannot succeed; the message is a plain sentence for the person who starts the bot. */
export class StartError extends Error {
  override name = "StartError";
}

export type PostOutcome =
  | { kind: "posted"; message: MessageRef }
  /**
   * It can never be posted there until somebody acts; `missing` names permissions, or for `not-a-member` says how
   * the bot is let in.
   */
  | {
      kind: "refused";
      reason: Exclude<PauseReason, "manager" | "nothing-to-ask">;
      missing: readonly (string | Say)[];
    }
  /** The platform did not answer: it may be up. To be repeated with `repeat: true`. */
  | { kind: "unsure"; detail: string }
  /** It is not up; worth another try, not before `retryAfter` milliseconds. */
  | { kind: "failed"; detail: string; retryAfter: number };

export type EditOutcome =
  | { kind: "edited" }
  | { kind: "gone" }
  /** The channel is closed to the bot, as far as the platform tells: the message is still there, and others see it. */
  | { kind: "barred"; detail: string }
  | { kind: "failed"; detail: string; retryAfter: number };

/**
 * `gone`: the message is. `refused`: they cannot be added, however often it is tried. `busy`: more urgent requests need
 * all there is.
 */
export type SeedOutcome =
  | { kind: "seeded" }
  | { kind: "gone" }
  | { kind: "busy"; retryAfter: number }
  | { kind: "refused"; detail: string }
  | { kind: "failed"; detail: string; retryAfter: number };

/** A permission that a schedule needs and the bot lacks, and how somebody grants it. */
export interface MissingPermission {
  /** As the platform itself calls it, or words of ours. */
  name: string | Say;
  how: Say;
  /** Why a schedule pauses for want of it, where that is more than a permission that is lost. */
  pauses?: Exclude<PauseReason, "manager" | "nothing-to-ask">;
  /** It works without, and this is what gets lost; absent where it does not. */
  without?: Say;
}

export interface PostOptions {
  /**
   * Stands for this very message: posting twice with one key within minutes gives one message
   * (Discord's enforced nonce; on Slack the message metadata, looked up when `repeat` is set).
   */
  key: string;
  /**
   * An earlier try may have succeeded: look before posting, where the platform has no nonce. While it is not
   * known whether it did, nothing is posted, and the outcome is `failed`.
   */
  repeat: boolean;
  /** How long ago the first try was at most, in milliseconds: nothing older is looked at. Absent: unknown. */
  age?: number;
}

export type TellOutcome =
  | { kind: "told" }
  /** They take no direct messages of the bot, or are not there any more: it is the same tomorrow. */
  | { kind: "refused"; detail: string }
  /** It may have come through. */
  | { kind: "unsure"; detail: string }
  /** It did not come through; worth another try, not before `retryAfter` milliseconds. */
  | { kind: "failed"; detail: string; retryAfter: number };

/**
 * The bot is new in a team. `learner`: who brought it along and is told directly; null: it is said in a channel.
 * `locale`: what they read (BCP 47), where the platform says so.
 * `since`: when it came, by the platform, which tells one arrival from the next; null: the platform does not say, and
 * the bot may have been there for long.
 */
export interface Arrival {
  team: TeamId;
  learner: string | null;
  locale: string | null;
  since: number | null;
}

/** A place that some members and the bot have to themselves. Others may be able to read it: it holds no secrets. */
export type RoomOutcome =
  /** To be posted to like a channel of the team. `voice`: a channel of the team in which people can talk, by its id. */
  | { kind: "open"; channel: string; voice: string | null }
  /** It cannot be had there until somebody acts; `missing` names permissions, or what else it takes. */
  | { kind: "refused"; missing: readonly (string | Say)[] }
  | { kind: "failed"; detail: string; retryAfter: number };

/** Whether a message is up that was posted with a key, as far as the channel tells. */
export type FindOutcome =
  | { kind: "found"; message: MessageRef }
  | { kind: "absent" }
  /** Not to be known before `retryAfter` milliseconds. */
  | { kind: "unknown"; retryAfter: number };

/**
 * A chat platform, which takes every kind of reply. Every method may be called by several replicas;
 * none throws for what a platform answers, only for programming errors.
 */
export interface Platform {
  readonly name: PlatformName;
  /**
   * Connects, publishes the commands where they changed, and starts to hand in what people do.
   * Resolves when ready. Throws `StartError` where the platform refuses (a wrong token).
   */
  start(inbound: Inbound): Promise<void>;
  /** Takes no more input, lets what is under way finish (5 s at most), disconnects. */
  stop(): Promise<void>;
  /** Connected and able to take input now. */
  ready(): boolean;
  /** Why it serves nobody until somebody starts it with other settings (a token was revoked), in a sentence; or null. */
  lost(): string | null;
  post(place: Place, reply: Reply, options: PostOptions): Promise<PostOutcome>;
  /** Looks for a message that was posted with this key, and posts nothing. */
  find(place: Place, reply: Reply, options: Omit<PostOptions, "repeat">): Promise<FindOutcome>;
  edit(team: TeamId, message: MessageRef, reply: Reply): Promise<EditOutcome>;
  /**
   * Opens a room for some members of a group. `repeat`: an earlier try may have opened it, `age` milliseconds ago at
   * most; then that one is given where the platform does not give it by itself.
   */
  openRoom(
    place: Place,
    members: readonly string[],
    name: Say,
    options: { repeat: boolean; age: number },
  ): Promise<RoomOutcome>;
  /** Into a room, in the language of the group that it was opened for. */
  postInRoom(place: Place, room: string, reply: Reply, options: PostOptions): Promise<PostOutcome>;
  /** The address of a message, for whoever may read its channel; null where there is none, or none is known. */
  linkTo(team: TeamId, message: MessageRef): Promise<string | null>;
  /**
   * Into the thread of a message, starting one where needed; as a reply to it where threads are not allowed.
   * `inChannel`: whoever reads the channel alone sees it, too. `threadName`: what the thread is called where
   * it has to be started.
   */
  postInThread(
    team: TeamId,
    message: MessageRef,
    reply: Reply,
    options: PostOptions & { inChannel?: boolean; threadName?: Say },
  ): Promise<PostOutcome>;
  /** Starts the thread of a message where the platform has to be told so; failures are only logged. */
  openThread(team: TeamId, message: MessageRef, name: Say): Promise<void>;
  /** Adds the bot's answer reactions, one for each option, at low priority; those that are there stay. */
  seedReactions(team: TeamId, message: MessageRef, options: number): Promise<SeedOutcome>;
  /**
   * What is missing for daily questions in this channel; empty when all is well. `stream`: for many messages, one right
   * after another. `surely`: what the platform does not say now is missing.
   */
  missingPermissions(
    place: Place,
    needs: { reactions: boolean; thread: boolean; ping: string | null; stream?: boolean; surely?: boolean },
  ): Promise<readonly MissingPermission[]>;
  /** The language of a server, BCP 47; null where the platform has none or does not say. */
  teamLocale(team: TeamId): Promise<string | null>;
  /** What a server or workspace is called; null where the platform has no name for it or does not say. */
  teamName(team: TeamId): Promise<string | null>;
  /** Whether the bot is in a team; null where the platform does not say now. */
  isIn(team: TeamId): Promise<boolean | null>;
  /**
   * Those of these learners who are no longer members of the team. Whoever cannot be asked about in a
   * moment counts as a member; that somebody is one is remembered for a day.
   */
  whoLeft(team: TeamId, learners: readonly string[]): Promise<readonly string[]>;
  /** The member whose channel it is, by the platform's own word; null where it knows none, or that one left. */
  ownerOf(place: Place): Promise<string | null>;
  /**
   * The channels with the bot in them that are a member's, by the platform's own word; none where it knows none, or does
   * not say now. What it said a while ago may count.
   */
  ownedBy(team: TeamId, member: string): Promise<readonly string[]>;
  /** Channels of the team in which the bot may be able to write, the likeliest first; for words that found no other way. */
  rooms(team: TeamId): Promise<readonly string[]>;
  /**
   * A direct message to one member about a group, whose language counts, and to which its buttons belong wherever they
   * are pressed. `key` stands for this very message, as in `PostOptions`; absent: it is sent as often as it is asked for.
   * `locale`: what the platform says of their language (BCP 47), where that is known.
   */
  tell(
    team: TeamId,
    learner: string,
    reply: NoticeReply | ReminderReply | PairPromptReply | PairEndReply | DuelResultReply,
    group: string,
    key?: string,
    locale?: string | null,
  ): Promise<TellOutcome>;
}

/** A command as it came in: the definition's name and subcommand, options as raw text. */
export interface Invocation extends Actor {
  command: string;
  subcommand: string | null;
  options: Readonly<Record<string, string>>;
  file?: SentFile | undefined;
  /** The platform's id of this delivery: the same id twice is the same command. */
  delivery: string;
}

/** One line of text as Slack and the playground get it, after the command's name: `cnn hard`. */
export interface TypedLine extends Actor {
  line: string;
  delivery: string;
}

/** A message of somebody's that the actor points at, to be asked about what it names. Its text is not kept. */
export interface MessagePointed extends Actor {
  /** As people read it. */
  text: string;
  delivery: string;
}

export interface ButtonPress extends Actor {
  action: Exclude<Action, FormAction>;
  delivery: string;
  /** When it was done by the platform's clock, epoch milliseconds; absent where the platform does not say. */
  at?: number;
}

export interface FormSubmission extends Actor, Filled {
  form: FormName;
  file?: SentFile | undefined;
  item: string;
  delivery: string;
}

/** A channel's settings as a form hands them in; the place is the channel that is meant. */
export interface SettingsSubmission extends Caller {
  /** The options of `daily set`, as they would be typed. */
  options: Readonly<Record<string, string>>;
  /** The form's own. */
  mark: string;
}

export interface ReactionPress extends Actor {
  message: MessageRef;
  choice: Choice;
  /** When it was done by the platform's clock, epoch milliseconds; absent where the platform does not say. */
  at?: number;
  /** It was found on the message, after the bot was away: nobody knows when it was given, so no recorded answer gives way. */
  found?: boolean;
}

/** A question of the day that is up and takes answers. */
export interface OpenQuestion {
  place: Place;
  message: MessageRef;
  /** Whether reactions on it are answers. */
  reactions: boolean;
}

export interface CompletionRequest {
  command: string;
  subcommand: string | null;
  option: string;
  typed: string;
}

/**
 * What the bot does with what people do; platforms call it and render what comes back. None of these
 * throws: trouble comes back as a true notice. All of them may take as long as Redis does, so a platform
 * acknowledges first. null: somebody else (another replica, an earlier delivery of the same event) has
 * answered or is answering; nothing is to be shown.
 */
export interface Inbound {
  command(call: Invocation): Promise<Reply | null>;
  /** Parses a text line into a command, forgivingly, and runs it. */
  line(line: TypedLine): Promise<Reply | null>;
  /** At most `limit` suggestions for an option that is being typed; immediate, needs no store. */
  complete(request: CompletionRequest, limit: number): readonly { name: string; value: string }[];
  /** The same for the name of a pack of a team; it takes the store, and without it there are none. */
  completePack(
    team: TeamId,
    typed: string,
    limit: number,
  ): Promise<readonly { name: string; value: string }[]>;
  /** Completions of a text line (the playground's command line); the store is asked for names of packs alone. */
  completeLine(team: TeamId, line: string, limit: number): Promise<readonly string[]>;
  /** A question on what a message names, for whoever points at it alone. */
  askAbout(pointed: MessagePointed): Promise<Reply | null>;
  button(press: ButtonPress): Promise<Reply | null>;
  form(submission: FormSubmission): Promise<Reply | null>;
  /** The form that asks for a question; immediate, needs no store. */
  askForm(): OptionForm;
  /**
   * The form of a channel's settings, as they are; where they cannot be told, it says why, and has the choice of the
   * channel alone, as it has where `group` is null.
   */
  dailyForm(caller: Actor, group: string | null): Promise<OptionForm>;
  /** Sets what a form holds, or says what is wrong with it. reply null: an earlier delivery is answered. */
  submitDaily(submission: SettingsSubmission): Promise<Submitted<Reply | null>>;
  /**
   * What there is to tick of an open question, for the form of a button that only those have who were shown it;
   * immediate, needs no store. Empty where the question is gone.
   */
  keyPoints(item: string): readonly KeyPoint[];
  /** A reaction on a message; null where it is none of our rounds. Only `SealedReply` and notices are worth telling. */
  reaction(press: ReactionPress): Promise<Reply | null>;
  /**
   * The open questions of a team, so that it can be read what became of them while the bot was away. Like all that is
   * told once, it waits for the store.
   */
  openQuestions(team: TeamId): Promise<readonly OpenQuestion[]>;
  /** Tells where a question that the platform sent itself (as the response to a command) ended up. */
  sent(place: Place, roundId: string, message: MessageRef): Promise<void>;
  home(actor: Actor): Promise<Reply>;
  /** The platform says now how somebody is called whose name was provisional. */
  named(team: TeamId, person: Person): Promise<void>;
  /** The bot was removed from a team: its schedules pause. */
  left(team: TeamId): Promise<void>;
  /** The bot was added (again). Schedules that its removal paused go on. */
  joined(team: TeamId): Promise<void>;
  /** The bot is new in a team, and may say hello; heard twice, it is said once. */
  arrived(arrival: Arrival): Promise<void>;
  /** A message was deleted; most are none of ours. */
  messageGone(team: TeamId, message: MessageRef): Promise<void>;
  /** A channel was deleted or closed for good. */
  channelGone(place: Place): Promise<void>;
  /** The bot was put out of a channel; `how` it is let in again. Its schedule pauses. */
  shutOut(place: Place, how: Say): Promise<void>;
  /** The bot was let into a channel (again). A schedule that was paused for want of it goes on. */
  letIn(place: Place): Promise<void>;
}
