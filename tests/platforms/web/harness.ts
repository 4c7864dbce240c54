import { COMMANDS } from "../../../commands/index.ts";
import type { ChatPlatform, Pictures } from "../../../src/cards/ports.ts";
import { createRegistry } from "../../../src/command/define.ts";
import type { Domains } from "../../../src/command/options.ts";
import type { Platform } from "../../../src/engine/ports/platform.ts";
import type { Person, Place } from "../../../src/engine/words/place.ts";
import { type HttpServer, startHttp } from "../../../src/ops/http.ts";
import { createWeb, type WebSettings } from "../../../src/platforms/web/index.ts";
import { LIMITS } from "../../../src/platforms/web/limits.ts";
import type { Message } from "../../../src/platforms/web/room.ts";
import { CHANNELS, directChannel, MEMBERS, membersOfRoom, TEAM } from "../../../src/platforms/web/world.ts";
import { silentMeter } from "../../silent-meter.ts";
import { LogBook, type Member, type PlatformHarness, ScriptedInbound, type SeenMessage } from "../harness.ts";
import { sampleNotice } from "../samples.ts";
import { languages, speaking } from "../speaking.ts";
import { found } from "../suite/looking.ts";
import { readView } from "./reading.ts";
import { Visitor } from "./visitor.ts";

const EMOJI = ["🇦", "🇧", "🇨", "🇩", "🇪", "🇫"];

export const DOMAINS: Domains = {
  topic: [{ value: "cnn", label: "Convolutional networks" }],
  subject: [{ value: "cnn", label: "Convolutional networks" }],
  company: [],
  timezone: [{ value: "UTC", label: "UTC" }],
  command: [],
  weekday: [],
  shown: [],
  language: [],
};

export interface WebHarness extends PlatformHarness {
  server: HttpServer;
  /** The platform itself: its calls resolve before the pages have heard of them. */
  unsynced: Platform;
  /** What it is made of: cards go in. */
  chat: ChatPlatform;
  visitors: { ada: Visitor; ben: Visitor };
  /** Another page, not yet connected. */
  visitor(member: string): Visitor;
}

function seen(message: Message): SeenMessage {
  const { text, links, files } = readView(message.view);
  return {
    ref: { channel: message.channel, message: message.id },
    text,
    // Nothing notifies anybody, and every text is written as text.
    mentions: [],
    pings: [],
    styled: [],
    links,
    files,
    buttons: message.view.buttons.map(({ label }) => label),
    private: message.to !== null,
    reactions: message.reactions
      ? EMOJI.slice(0, message.reactions).map((emoji) => ({ emoji, by: ["bot"] }))
      : [],
  };
}

function typed(
  command: string,
  subcommand: string | null,
  options: Readonly<Record<string, string>>,
): string {
  const word = command.replace(/^dlq-?/, "");
  const named = Object.entries(options).map(([name, value]) => `${name}:${value}`);
  return ["/dlq", word, subcommand ?? "", ...named].filter(Boolean).join(" ");
}

function memberOf(visitor: Visitor, person: Person, channel: string): Member {
  const shown = (where: string) =>
    visitor.messages.filter((message) => message.channel === where && message.thread === null).map(seen);
  return {
    person,
    run: async (command, subcommand, options) => {
      await visitor.act("line", { line: typed(command, subcommand, options) });
    },
    press: ({ message }, label) => visitor.press(message, label),
    form: () => visitor.form(),
    submit: (text, ticks) => visitor.submit(text, ticks),
    react: async ({ message }, choice) => {
      await visitor.act("reaction", { message, choice });
    },
    sees: () => shown(channel),
    waits: () => false,
    directMessages: () => shown(directChannel(visitor.member)),
    // A room has no place of its own here.
    room: (id) => (membersOfRoom(id).includes(visitor.member) ? shown(directChannel(visitor.member)) : []),
  };
}

/** The playground on a server of its own (at a free port, or where it was before), with two pages open. */
export async function webHarness(
  settings: WebSettings = { hosts: { names: [], isAny: false } },
  port = 0,
  pictures: Pictures | null = null,
): Promise<WebHarness> {
  const log = new LogBook();
  const inbound = new ScriptedInbound();
  let now = 1_795_165_200_000;
  const chat = createWeb(settings, {
    registry: createRegistry(COMMANDS),
    domains: DOMAINS,
    languages,
    log,
    meter: silentMeter,
    clock: () => now++,
    nextDay: null,
    pictures,
  });
  const server = await startHttp({ host: "127.0.0.1", port }, log);
  const platform = speaking(chat);
  server.add(chat.routes);
  await platform.start(inbound);
  const [first, second] = MEMBERS;
  const group = CHANNELS[0]?.id;
  if (!first || !second || group === undefined) throw new Error("the playground is too small");
  const place: Place = { team: TEAM, group };
  const visitor = (member: string) => new Visitor(server.url, member, group);
  const visitors = { ada: visitor(first.id), ben: visitor(second.id) };
  await Promise.all([visitors.ada.connect(), visitors.ben.connect()]);
  /** Waits until the open pages show what a page that is loaded now would show. */
  async function sync(): Promise<void> {
    for (const page of [visitors.ada, visitors.ben]) {
      const fresh = visitor(page.member);
      await fresh.connect();
      await found(() => fresh.events[0], "the snapshot");
      const now = JSON.stringify(fresh.messages);
      await found(() => JSON.stringify(page.messages) === now || null, "what a fresh page shows");
      fresh.leave();
    }
  }
  /** Lets what a call has changed reach the pages before it resolves. */
  const synced =
    <A extends unknown[], T>(call: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      const outcome = await call(...args);
      await sync();
      return outcome;
    };
  const { post, edit, postInThread, postInRoom, seedReactions, tell } = platform;
  const stop = async () => {
    await platform.stop();
    // What was sent has arrived when the streams have ended.
    await Promise.all([visitors.ada.ended, visitors.ben.ended]);
  };

  return {
    platform: {
      ...platform,
      post: synced(post),
      edit: synced(edit),
      postInThread: synced(postInThread),
      postInRoom: synced(postInRoom),
      seedReactions: synced(seedReactions),
      tell: synced(tell),
      stop,
    },
    unsynced: platform,
    chat,
    inbound,
    log,
    server,
    visitors,
    visitor,
    place,
    lockedPlace: { team: TEAM, group: "nowhere" },
    ada: memberOf(visitors.ada, { id: first.id, name: first.name }, group),
    ben: memberOf(visitors.ben, { id: second.id, name: second.name }, group),
    closed: memberOf(visitor("nobody"), { id: "nobody", name: "Nobody" }, group),
    violations: () => [...visitors.ada.violations, ...visitors.ben.violations],
    thread: ({ message }) => visitors.ben.messages.filter(({ thread }) => thread === message).map(seen),
    // Nobody can delete a message here: it goes when its channel is full.
    async deleteMessage() {
      for (let i = 0; i < LIMITS.messages; i++)
        await platform.post(place, sampleNotice("Filler."), { key: `filler-${i}`, repeat: false });
    },
    deleteChannel: async () => undefined,
    removeBot: async () => undefined,
    // There is no server between that could lose a reply or break.
    loseNextReply: () => undefined,
    breakServer: () => undefined,
    async close() {
      await stop();
      await server.stop();
    },
  };
}
