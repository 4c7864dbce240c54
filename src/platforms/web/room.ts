import { randomBytes } from "node:crypto";
import type { Choice } from "../../engine/words/round.ts";
import type { View } from "./draw/index.ts";
import { LIMITS } from "./limits.ts";

/** What somebody did that a message answers: shown above it, so that others learn the commands. */
export interface Cause {
  name: string;
  /** As typed after `/dlq`. */
  line: string;
}

export interface Message {
  id: string;
  channel: string;
  /** The message under which this one stands. */
  thread: string | null;
  /** The only member who sees it; null: everybody. */
  to: string | null;
  /** Epoch milliseconds. */
  at: number;
  cause: Cause | null;
  view: View;
  /** How many answer reactions stand under it. */
  reactions: number;
  edited: boolean;
}

/** Something that the pages have to know; `to` names the only member who may. */
export type Happening = { to: string | null } & (
  | { name: "message"; data: Message }
  | { name: "removed"; data: { id: string } }
  | { name: "own"; data: OwnChoices }
  | { name: "settled"; data: { delivery: string } }
  | { name: "clock"; data: { now: number } }
);

/** By round: what a member answered, as they were told. */
export type OwnChoices = Readonly<Record<string, Choice>>;

export interface Room {
  /** A member answered; their page marks it where the question stands. */
  mark(member: string, round: string, choice: Choice): void;
  ownOf(member: string): OwnChoices;
  remove(message: Message): void;
  add(message: Pick<Message, "channel" | "view"> & Partial<Message>, key?: string): Message;
  find(id: string): Message | undefined;
  change(message: Message, change: Partial<Pick<Message, "view" | "reactions">>): void;
  /** All that a member sees, oldest first. */
  seenBy(member: string): Message[];
}

/** The messages of the playground, in memory. Ids are new in every run: a store may outlive it. */
export function createRoom(clock: () => number, publish: (happening: Happening) => void): Room {
  const run = randomBytes(4).toString("hex");
  const messages = new Map<string, Message>();
  const byKey = new Map<string, string>();
  const own = new Map<string, Map<string, Choice>>();
  let count = 0;

  function remove({ id, to }: Message): void {
    messages.delete(id);
    for (const [key, message] of byKey) if (message === id) byKey.delete(key);
    publish({ name: "removed", to, data: { id } });
  }

  /** Drops the oldest messages of a channel that holds too many. */
  function trim(channel: string): void {
    const here = [...messages.values()].filter((message) => message.channel === channel);
    for (const message of here.slice(0, Math.max(0, here.length - LIMITS.messages))) remove(message);
  }

  return {
    add(message, key) {
      const earlier = key === undefined ? undefined : messages.get(byKey.get(key) ?? "");
      if (earlier !== undefined) return earlier;
      const added: Message = {
        id: `m${run}-${++count}`,
        thread: null,
        to: null,
        at: clock(),
        cause: null,
        reactions: 0,
        edited: false,
        ...message,
      };
      messages.set(added.id, added);
      if (key !== undefined) byKey.set(key, added.id);
      publish({ name: "message", to: added.to, data: added });
      trim(added.channel);
      return added;
    },

    find: (id) => messages.get(id),

    remove,

    mark(member, round, choice) {
      const known = own.get(member) ?? new Map<string, Choice>();
      own.set(member, known);
      known.delete(round);
      known.set(round, choice);
      for (const oldest of known.keys()) {
        if (known.size <= LIMITS.messages) break;
        known.delete(oldest);
      }
      publish({ name: "own", to: member, data: { [round]: choice } });
    },

    ownOf: (member) => Object.fromEntries(own.get(member) ?? []),

    change(message, change) {
      const changed = { ...message, ...change, edited: message.edited || change.view !== undefined };
      messages.set(message.id, changed);
      publish({ name: "message", to: changed.to, data: changed });
    },

    seenBy: (member) => [...messages.values()].filter(({ to }) => to === null || to === member),
  };
}
