import type {
  ButtonPress,
  EditOutcome,
  FindOutcome,
  FormSubmission,
  Inbound,
  Invocation,
  MessagePointed,
  Platform,
  PostOptions,
  PostOutcome,
  ReactionPress,
  RoomOutcome,
  SettingsSubmission,
  TellOutcome,
  TypedLine,
} from "../engine/ports/platform.ts";
import type { MessageRef, Place, TeamId } from "../engine/words/place.ts";
import type { Actor, FormAction } from "../engine/words/press.ts";
import type { Reply } from "../engine/words/reply.ts";
import type { Say } from "../engine/words/say.ts";
import type { Drawing } from "./drawing.ts";
import type { Can, Card, Form, OptionsForm } from "./model.ts";

/**
 * A chat platform as the house sees it: cards go out. What the engine calls `Platform` is this one with
 * the words put in between; every promise made there holds here.
 */
export interface ChatPlatform
  extends Omit<
    Platform,
    "start" | "post" | "find" | "edit" | "postInThread" | "openThread" | "openRoom" | "postInRoom" | "tell"
  > {
  /** What its words have to fit. */
  can: Can;
  /** The channel whose group a message belongs to: that of a thread or a post is the one around it. */
  groupOf(channel: string): Promise<string>;
  start(inbound: ChatInbound): Promise<void>;
  post(place: Place, card: Card, options: PostOptions): Promise<PostOutcome>;
  find(place: Place, card: Card, options: Parameters<Platform["find"]>[2]): Promise<FindOutcome>;
  edit(team: TeamId, message: MessageRef, card: Card): Promise<EditOutcome>;
  postInThread(
    team: TeamId,
    message: MessageRef,
    card: Card,
    options: PostOptions & { inChannel?: boolean; threadName?: string },
  ): Promise<PostOutcome>;
  openThread(team: TeamId, message: MessageRef, name: string): Promise<void>;
  openRoom(
    place: Place,
    members: readonly string[],
    name: string,
    options: Parameters<Platform["openRoom"]>[3],
  ): Promise<RoomOutcome>;
  tell(team: TeamId, learner: string, card: Card, group: string, key?: string): Promise<TellOutcome>;
}

/** A picture as a file. Sizes are those at which it is to be seen; it has twice as many dots. */
export interface Picture {
  png: Uint8Array;
  width: number;
  height: number;
}

/** On what it is seen. A picture has a ground of its own, so that it can be read on both. */
export type Look = "light" | "dark";

/** Makes pictures. null: they are off, or it failed or took too long, and then the text version stands. */
export interface Pictures {
  png(drawing: Drawing, look: Look): Promise<Picture | null>;
  /** The same as SVG, its texts as outlines. */
  svg(drawing: Drawing, look: Look): Promise<string | null>;
}

type Shown = Card | null;

export interface HandedIn {
  card: Shown;
  /** By the names of fields; null: all is well. */
  mistakes: Readonly<Record<string, string>> | null;
}

/** What a platform hands in, and the cards that come back. See `Inbound` for what each promises. */
export interface ChatInbound
  extends Omit<
    Inbound,
    | "command"
    | "line"
    | "askAbout"
    | "askForm"
    | "dailyForm"
    | "submitDaily"
    | "button"
    | "form"
    | "keyPoints"
    | "reaction"
    | "home"
  > {
  command(call: Invocation): Promise<Shown>;
  line(line: TypedLine): Promise<Shown>;
  askAbout(pointed: MessagePointed): Promise<Shown>;
  button(press: ButtonPress): Promise<Shown>;
  form(submission: FormSubmission): Promise<Shown>;
  /** In the words of who asks for it, as far as they are known at once. */
  askForm(actor: Actor): OptionsForm;
  dailyForm(actor: Actor, group: string | null): Promise<OptionsForm>;
  /** What became of it: a card, or what to say at which field, with a card of the same for where the form is gone. */
  submitDaily(submission: SettingsSubmission): Promise<HandedIn>;
  reaction(press: ReactionPress): Promise<Shown>;
  home(actor: Actor): Promise<Card>;
  /** What the platform itself has to say to somebody, in their language. */
  card(actor: Actor, reply: Reply): Promise<Card>;
  /** A sentence for a place that knows no cards, like a form's field; at once. */
  text(actor: Actor, line: Say): string;
  /** What somebody reads, as far as is known at once; null: whatever the platform reports. */
  languageOf(actor: Actor): string | null;
  /** The form that a button opens, in the words of who pressed it; at once, since a form cannot wait for a store. */
  formFor(actor: Actor, action: FormAction): Form;
}
