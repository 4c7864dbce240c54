import type { Submitted } from "../../src/engine/ports/bot.ts";
import type { Log } from "../../src/engine/ports/log.ts";
import type {
  Arrival,
  ButtonPress,
  CompletionRequest,
  FormSubmission,
  Inbound,
  Invocation,
  MessagePointed,
  OpenQuestion,
  Platform,
  ReactionPress,
  SettingsSubmission,
  TypedLine,
} from "../../src/engine/ports/platform.ts";
import type { KeyPoint } from "../../src/engine/words/item.ts";
import type { OptionForm } from "../../src/engine/words/option-form.ts";
import type { MessageRef, Person, Place, TeamId } from "../../src/engine/words/place.ts";
import type { Actor } from "../../src/engine/words/press.ts";
import { notice, type Reply } from "../../src/engine/words/reply.ts";
import type { Choice } from "../../src/engine/words/round.ts";
import { saying } from "./speaking.ts";

/** A message as one member reads it in the client. */
export interface SeenMessage {
  ref: MessageRef;
  /** All text, as it reads: escapes resolved, styles gone, code without its ticks. */
  text: string;
  /** Ids (or `everyone`) that the client shows as a mention of a member, role, channel or everyone. */
  mentions: readonly string[];
  /** Mentions that notified somebody. */
  pings: readonly string[];
  /** Addresses that can be clicked. */
  links: readonly string[];
  /** Stretches that a style applies to: bold, italic, heading, list, quote, spoiler ... */
  styled: readonly string[];
  /** Labels of the buttons, in order. */
  buttons: readonly string[];
  files: readonly { name: string; text: string }[];
  /** Pictures that came as files, where the platform has such. */
  pictures?: readonly { name: string; alt: string | null; size: number }[];
  /** Seen by this member alone. */
  private: boolean;
  reactions: readonly { emoji: string; by: readonly string[] }[];
}

export interface Member {
  readonly person: Person;
  /** Types a command with these options. */
  run(command: string, subcommand: string | null, options: Readonly<Record<string, string>>): Promise<void>;
  /** Presses the button with this label. */
  press(message: MessageRef, label: string): Promise<void>;
  /** The title of the form that is open in front of this member, or null. */
  form(): string | null;
  /** Fills in the open form and sends it: writes a text, ticks boxes by their labels. */
  submit(text: string, ticks?: readonly string[]): Promise<void>;
  react(message: MessageRef, choice: Choice): Promise<void>;
  /** The messages of the group's channel that this member sees, oldest first. */
  sees(): readonly SeenMessage[];
  /** Whether this member sees in it that an answer is on its way, where the platform shows that. */
  waits(): boolean;
  directMessages(): readonly SeenMessage[];
  /** What this member sees of a room that the bot opened. */
  room(channel: string): readonly SeenMessage[];
}

/** One platform, connected to its stand-in server, with the bot's answers scripted. */
export interface PlatformHarness {
  readonly platform: Platform;
  readonly inbound: ScriptedInbound;
  /** A channel where the bot may do everything. */
  readonly place: Place;
  /** A channel that the bot may not write to. */
  readonly lockedPlace: Place;
  /** May manage the team. */
  readonly ada: Member;
  readonly ben: Member;
  /** A member who accepts no direct messages. */
  readonly closed: Member;
  readonly log: LogBook;
  /** What the stand-in found wrong with what the platform did; empty when all is well. */
  violations(): readonly string[];
  /** The messages in a message's thread, or the replies to it where threads are not allowed. */
  thread(message: MessageRef): readonly SeenMessage[];
  deleteMessage(message: MessageRef): Promise<void>;
  deleteChannel(place: Place): Promise<void>;
  removeBot(): Promise<void>;
  /** The next message is stored, or the next room opened, but the reply to the bot is lost. */
  loseNextReply(of?: "message" | "room"): void;
  /** Requests answer with a server error until called with false. */
  breakServer(broken: boolean): void;
  close(): Promise<void>;
}

export interface LogLine {
  level: "debug" | "info" | "warn" | "error";
  fields: object;
  message: string;
}

/** Keeps what was logged, so that a test can say how often and what. */
export class LogBook implements Log {
  readonly lines: LogLine[] = [];
  debug = this.#level("debug");
  info = this.#level("info");
  warn = this.#level("warn");
  error = this.#level("error");

  #level(level: LogLine["level"]) {
    return (fields: object, message: string): void => {
      this.lines.push({ level, fields, message });
    };
  }

  errors(): readonly LogLine[] {
    return this.lines.filter((line) => line.level === "error");
  }
}

/** What the platform hands in, by kind. */
interface Presses {
  pointed: MessagePointed;
  command: Invocation;
  line: TypedLine;
  button: ButtonPress;
  form: FormSubmission;
  reaction: ReactionPress;
  home: Actor;
}

export type Call = { [K in keyof Presses]: { kind: K; press: Presses[K] } }[keyof Presses];

type Script = (call: Call) => Reply | null | Promise<Reply | null>;

/**
 * The bot as a platform sees it: remembers what was handed in, answers what the test says. All methods are
 * fields, so that a spread takes them along.
 */
export class ScriptedInbound implements Inbound {
  readonly calls: Call[] = [];
  readonly sentQuestions: { place: Place; roundId: string; message: MessageRef }[] = [];
  readonly gone: Place[] = [];
  readonly leftTeams: TeamId[] = [];
  readonly joinedTeams: TeamId[] = [];
  readonly names: { team: TeamId; person: Person }[] = [];
  readonly completions: CompletionRequest[] = [];
  suggestions: readonly { name: string; value: string }[] = [];
  /** What there is to tick of every open question. */
  points: readonly KeyPoint[] = [];
  #script: Script = () => notice("done", saying("Done."));

  /** From now on every press is answered so. */
  answer(script: Script | Reply): void {
    this.#script = typeof script === "function" ? script : () => script;
  }

  /** The newest press of this kind; throws where there is none. */
  last<K extends keyof Presses>(kind: K): Presses[K] {
    const call = this.calls.findLast((c) => c.kind === kind);
    if (!call) throw new Error(`nothing of the kind ${kind} was handed in`);
    return call.press as Presses[K];
  }

  async #take(call: Call): Promise<Reply | null> {
    this.calls.push(call);
    return await this.#script(call);
  }

  command = (press: Invocation) => this.#take({ kind: "command", press });
  line = (press: TypedLine) => this.#take({ kind: "line", press });
  button = (press: ButtonPress) => this.#take({ kind: "button", press });
  form = (press: FormSubmission) => this.#take({ kind: "form", press });
  keyPoints = () => this.points;
  home = async (press: Actor): Promise<Reply> => {
    const reply = await this.#take({ kind: "home", press });
    if (reply === null) throw new Error("the script has no reply for a home");
    return reply;
  };
  named = async (team: TeamId, person: Person) => {
    this.names.push({ team, person });
  };

  readonly submissions: SettingsSubmission[] = [];
  /** What forms show, and what becomes of them. */
  forms = {
    ask: (): OptionForm => ({
      form: "ask",
      lines: [],
      fields: [{ name: "channel", label: "field.where", optional: true, type: "channel", value: null }],
      mark: "",
    }),
    daily: async (_: Actor, group: string | null): Promise<OptionForm> => ({
      form: "daily",
      lines: [],
      fields: [{ name: "channel", label: "field.channel", optional: false, type: "channel", value: group }],
      mark: "m",
    }),
    submit: async (_: SettingsSubmission): Promise<Submitted<Reply | null>> => ({ ok: true, reply: null }),
  };
  askForm = () => this.forms.ask();
  dailyForm = (actor: Actor, group: string | null) => this.forms.daily(actor, group);
  submitDaily = (submission: SettingsSubmission) => {
    this.submissions.push(submission);
    return this.forms.submit(submission);
  };

  askAbout = (press: MessagePointed) => this.#take({ kind: "pointed", press });

  reaction = (press: ReactionPress) => this.#take({ kind: "reaction", press });

  questions: OpenQuestion[] = [];
  openQuestions = async (team: TeamId) => {
    return this.questions.filter(({ place }) => place.team === team);
  };

  complete = (request: CompletionRequest, limit: number) => {
    this.completions.push(request);
    return this.suggestions.slice(0, limit);
  };

  /** What packs the team has. */
  packs: readonly string[] = [];
  completePack = async (_: TeamId, typed: string, limit: number) =>
    this.packs
      .filter((name) => name.startsWith(typed))
      .slice(0, limit)
      .map((name) => ({ name, value: name }));

  completeLine = async (_: TeamId, line: string, limit: number) => {
    return this.suggestions.slice(0, limit).map((s) => line + s.value);
  };

  sent = async (place: Place, roundId: string, message: MessageRef) => {
    this.sentQuestions.push({ place, roundId, message });
  };

  readonly goneMessages: { team: TeamId; message: MessageRef }[] = [];
  messageGone = async (team: TeamId, message: MessageRef) => {
    this.goneMessages.push({ team, message });
  };

  readonly arrivals: Arrival[] = [];
  arrived = async (arrival: Arrival) => {
    this.arrivals.push(arrival);
  };

  left = async (team: TeamId) => {
    this.leftTeams.push(team);
  };

  joined = async (team: TeamId) => {
    this.joinedTeams.push(team);
  };

  channelGone = async (place: Place) => {
    this.gone.push(place);
  };

  readonly shutFrom: Place[] = [];
  shutOut = async (place: Place) => {
    this.shutFrom.push(place);
  };

  readonly letInto: Place[] = [];
  letIn = async (place: Place) => {
    this.letInto.push(place);
  };
}
