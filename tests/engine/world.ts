import { cardOf } from "../../src/cards/index.ts";
import { createPreferences } from "../../src/cards/preferences.ts";
import { createPlaces } from "../../src/command/places.ts";
import { allZones } from "../../src/command/zones.ts";
import { PATIENCE, pauseAfter } from "../../src/dispatch/outbox/patience.ts";
import { outboxJobOf } from "../../src/dispatch/runner.ts";
import { createBot, doJob } from "../../src/engine/bot.ts";
import { createHandlers } from "../../src/engine/handlers.ts";
import type { Bank, BankEntry } from "../../src/engine/ports/bank.ts";
import type { Caller } from "../../src/engine/ports/bot.ts";
import { TriedInVain } from "../../src/engine/ports/outbox.ts";
import type {
  EditOutcome,
  FindOutcome,
  MissingPermission,
  Platform,
  PostOptions,
  PostOutcome,
  RoomOutcome,
  SeedOutcome,
  TellOutcome,
} from "../../src/engine/ports/platform.ts";
import type { Job, Store } from "../../src/engine/ports/store.ts";
import { createRoundCache } from "../../src/engine/uses/cache.ts";
import { takeCopyBack } from "../../src/engine/uses/copies.ts";
import { seedRound } from "../../src/engine/uses/counted.ts";
import type { Deps } from "../../src/engine/uses/deps.ts";
import { greet } from "../../src/engine/uses/greet.ts";
import { postReport } from "../../src/engine/uses/operators.ts";
import { createPackShelf } from "../../src/engine/uses/packs/shelf.ts";
import { type ChoiceItem, DIFFICULTIES, type OpenItem } from "../../src/engine/words/item.ts";
import type { MessageRef, Place } from "../../src/engine/words/place.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import type { Say } from "../../src/engine/words/say.ts";
import { createPackFiles } from "../../src/packs/index.ts";
import { createMemoryStore } from "../../src/stores/memory/index.ts";
import { languages } from "../platforms/speaking.ts";
import { silentMeter } from "../silent-meter.ts";

const MINUTE = 60_000;
/** Its thread takes a while to start. */
const FILES = createPackFiles();
const ZONES = allZones();
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const head = (id: string, topic: string, i: number) => ({
  id,
  concept: { id: topic, name: topic },
  topic: { id: topic, name: topic.toUpperCase() },
  difficulty: DIFFICULTIES[i % 3] as (typeof DIFFICULTIES)[number],
  links: [],
});

function choiceItem(topic: string, i: number): ChoiceItem {
  return {
    ...head(`${topic}.c${i}`, topic, i),
    kind: "choice",
    version: 1,
    stem: `Question ${i} about ${topic}?`,
    key: { text: "right", because: "because it is right" },
    distractors: [
      { text: "wrong one", because: "wrong for one reason" },
      { text: "wrong two", because: "wrong for two reasons" },
      { text: "wrong three", because: "wrong for three reasons" },
    ],
    layout: { by: "dealt" },
  };
}

function openItem(topic: string): OpenItem {
  const answer = { answer: "an answer", lifts: "more" };
  return {
    ...head(`${topic}.o1`, topic, 1),
    kind: "open",
    prompt: `Explain ${topic}.`,
    alsoAsked: [`What is ${topic}, in short?`, `Tell me about ${topic}.`],
    style: "conceptual",
    frequency: "common",
    audiences: ["general"],
    roles: ["data-scientist"],
    companies: ["Google"],
    shortAnswer: "Short.",
    workedAnswer: "Long.",
    trap: { mistake: "trap", why: "why" },
    followUps: [],
    modelAnswers: { basic: answer, solid: answer, strong: answer },
    keyPoints: [{ point: "point", weight: 2 }],
    interviewer: { when: "", why: "", how: "", lookFor: [], redFlags: [] },
  };
}

/** Six choice items on cnn, six on rnn, an open question on cnn. */
function smallBank(): Bank {
  const items = [
    ...Array.from({ length: 6 }, (_, i) => [choiceItem("cnn", i), choiceItem("rnn", i)]).flat(),
    openItem("cnn"),
  ].map((item) => ({ frequency: "regular" as const, ...item }));
  const pool: Bank["pool"] = (filter) =>
    items.filter(
      (e) =>
        (!filter.topics?.length || filter.topics.includes(e.topic.id)) &&
        (!filter.concepts?.length || filter.concepts.includes(e.concept.id)) &&
        (!filter.difficulties?.length || filter.difficulties.includes(e.difficulty)) &&
        (!filter.kinds?.length || filter.kinds.includes(e.kind)),
    ) satisfies BankEntry[];
  const kinds = { choice: 6, numeric: 0, open: 0 };
  const topic = (id: string) => ({
    id,
    name: id.toUpperCase(),
    about: id,
    concepts: 1,
    difficulties: { easy: 2, medium: 2, hard: 2 },
    kinds,
  });
  const subjects = ["cnn", "rnn"].map((id) => ({
    ...{ id, name: id.toUpperCase(), aliases: [], about: id },
    filter: { topics: [id] },
  }));
  return {
    size: items.length,
    topics: () => [topic("cnn"), topic("rnn")],
    companies: () => ["Google"],
    subjects: () => subjects,
    subject: (id) => subjects.find((one) => one.id === id) ?? null,
    find: (id) => items.find((e) => e.id === id) ?? null,
    item: (id) => items.find((e) => e.id === id) ?? null,
    prerequisites: () => [],
    pool,
    pick: (filter, random) => (pool(filter).length === 0 ? null : random.pick(pool(filter))),
    emptiedBy: () => ["topics"],
    feedback: () => null,
    bears: () => true,
    tells: () => 0,
  };
}

type ThreadOptions = Parameters<Platform["postInThread"]>[3];

export interface Posted {
  place: Place;
  reply: Reply;
  options: ThreadOptions;
  thread: MessageRef | null;
  message: MessageRef;
}

/** A platform that does what the test says and remembers what it was told. */
export class ScriptedPlatform implements Platform {
  readonly name = "web";
  posts: Posted[] = [];
  edits: { message: MessageRef; reply: Reply }[] = [];
  told: { learner: string; reply: Parameters<Platform["tell"]>[2] }[] = [];
  seeded: MessageRef[] = [];
  missing: MissingPermission[] = [];
  /** Outcomes for the next posts, before posting goes well again. */
  nextPosts: PostOutcome[] = [];
  nextEdits: EditOutcome[] = [];
  nextFinds: FindOutcome[] = [];
  /** Like Discord's; without one, an earlier message is found only by looking (`repeat`), as on Slack. */
  hasNonce = true;
  /** Holds every call back until it resolves, so that others come in between. */
  delay = async () => {};

  async start() {}
  async stop() {}
  ready() {
    return true;
  }
  lost() {
    return null;
  }

  private async put(place: Place, reply: Reply, options: PostOptions, thread: MessageRef | null) {
    const known = () => this.posts.find((p) => p.options.key === options.key);
    const seen = options.repeat ? known() : undefined;
    await this.delay();
    const scripted = this.nextPosts.shift();
    if (scripted !== undefined) return scripted;
    const before = this.hasNonce ? known() : seen;
    if (before) return { kind: "posted" as const, message: before.message };
    const message = { channel: place.group, message: `m${this.posts.length + 1}` };
    this.posts.push({ place, reply, options, thread, message });
    return { kind: "posted" as const, message };
  }

  async post(place: Place, reply: Reply, options: PostOptions) {
    return this.put(place, reply, options, null);
  }

  async postInThread(team: Place["team"], message: MessageRef, reply: Reply, options: ThreadOptions) {
    return this.put({ team, group: message.channel }, reply, options, message);
  }

  async find(_place: Place, _reply: Reply, { key }: { key: string }) {
    const scripted = this.nextFinds.shift();
    if (scripted !== undefined) return scripted;
    const known = this.posts.find((p) => p.options.key === key);
    return known ? { kind: "found" as const, message: known.message } : { kind: "absent" as const };
  }

  async linkTo(_team: Place["team"], { message }: MessageRef) {
    return `https://chat.example/${message}`;
  }

  async edit(_team: Place["team"], message: MessageRef, reply: Reply): Promise<EditOutcome> {
    await this.delay();
    const scripted = this.nextEdits.shift();
    if (scripted !== undefined) return scripted;
    this.edits.push({ message, reply });
    return { kind: "edited" };
  }

  threads: { message: MessageRef; name: Say }[] = [];
  async openThread(_team: Place["team"], message: MessageRef, name: Say) {
    this.threads.push({ message, name });
  }

  /** Outcomes for the next rooms, before they open again. */
  nextRooms: RoomOutcome[] = [];
  roomsOpened: { members: readonly string[]; channel: string }[] = [];
  async openRoom(_place: Place, members: readonly string[]): Promise<RoomOutcome> {
    const scripted = this.nextRooms.shift();
    if (scripted !== undefined) return scripted;
    const channel = `room-${members.join("-")}`;
    this.roomsOpened.push({ members, channel });
    return { kind: "open", channel, voice: null };
  }
  postInRoom(place: Place, room: string, reply: Reply, options: PostOptions) {
    return this.post({ ...place, group: room }, reply, options);
  }

  /** Channels besides those that ask questions. */
  others: string[] = [];
  async rooms() {
    return this.others;
  }

  locale: string | null = null;
  async teamLocale() {
    return this.locale;
  }

  /** What teams are called. */
  names = new Map<string, string>();
  async teamName(team: Place["team"]) {
    return this.names.get(team) ?? null;
  }

  /** Outcomes for the next of the bot's reactions, before they go well again. */
  nextSeeds: SeedOutcome[] = [];
  async seedReactions(_team: Place["team"], message: MessageRef): Promise<SeedOutcome> {
    const scripted = this.nextSeeds.shift();
    if (scripted !== undefined) return scripted;
    this.seeded.push(message);
    return { kind: "seeded" };
  }

  async missingPermissions() {
    return this.missing;
  }

  /** Whether the bot is in the team; null: the platform does not say. */
  isThere: boolean | null = true;
  async isIn() {
    return this.isThere;
  }

  /** Members who left the team, and those who own a channel, by group. */
  left: string[] = [];
  owners = new Map<string, string>();

  async whoLeft(_team: Place["team"], learners: readonly string[]) {
    return learners.filter((learner) => this.left.includes(learner));
  }

  async ownerOf({ group }: Place) {
    return this.owners.get(group) ?? null;
  }

  async ownedBy(_team: Place["team"], member: string) {
    return [...this.owners].flatMap(([group, owner]) => (owner === member ? [group] : []));
  }

  /** Whether members take direct messages. */
  takesDirect = true;

  /** Outcomes for the next direct messages, before telling goes well again. */
  nextTold: TellOutcome[] = [];

  async tell(
    _team: Place["team"],
    learner: string,
    reply: Parameters<Platform["tell"]>[2],
  ): Promise<TellOutcome> {
    await this.delay();
    const scripted = this.nextTold.shift();
    if (scripted !== undefined) return scripted;
    if (!this.takesDirect) return { kind: "refused", detail: "closed" };
    this.told.push({ learner, reply });
    return { kind: "told" };
  }
}

/** The engine with the embedded store or another one, a scripted platform and a clock that the test moves. */
export function createWorld(start: string, open: (clock: () => number) => Store = createMemoryStore) {
  let now = Date.parse(start);
  let tokens = 0;
  const store = open(() => now);
  const platform = new ScriptedPlatform();
  const logged: string[] = [];
  const write = (_fields: object, message: string) => {
    logged.push(message);
  };
  const deps: Deps = {
    store,
    bank: smallBank(),
    opinions: null,
    packs: { files: FILES, shelf: createPackShelf(1_000) },
    rounds: createRoundCache(100),
    log: { debug: write, info: write, warn: write, error: write },
    meter: silentMeter,
    places: createPlaces({ timezone: ZONES }),
    clock: () => now,
    languages: createPreferences(
      store,
      languages.all,
      async () => null,
      () => now,
    ),
    hostManagers: ["web:host"],
    token: (length) => `${++tokens}`.padStart(length, "x"),
    platform: () => platform,
    outbox: {
      add: async (job) => {
        if (job.kind === "seed") await seedRound(deps, job.work);
        if (job.kind === "greet") await greet(deps, job.work);
        if (job.kind === "copy") await takeCopyBack(deps, job.work);
        if (job.kind === "report") await postReport(deps, job.work);
        return "kept";
      },
    },
    countChanged: () => {},
    countClosed: () => {},
    leftBehind: () => {},
  };
  const place: Place = { team: "web:local", group: "g1" };
  const tries = new Map<string, number>();
  /** As the outbox does, but that its pauses go by the clock of the test. */
  const tried = async (job: Job) => {
    const { id } = outboxJobOf(job);
    try {
      await doJob(deps, job);
      tries.delete(id);
    } catch (error) {
      if (!(error instanceof TriedInVain)) throw error;
      tries.set(id, (tries.get(id) ?? 0) + 1);
      await store.retryLater(job, pauseAfter(PATIENCE, tries.get(id) ?? 1, error.after, 0));
    }
  };
  const work = async () => {
    for (let i = 0; i < 20; i++) {
      const jobs = await store.claimDue(10, MINUTE);
      for (const job of jobs) await tried(job);
      if (jobs.length === 0) return;
    }
  };
  return {
    store,
    platform,
    deps,
    place,
    logged,
    bot: createBot(deps),
    handlers: createHandlers(deps),
    as: (id: string, over: Partial<Caller> = {}): Caller => ({
      place,
      person: { id, name: `Name of ${id}` },
      isAdmin: id === "admin",
      locale: "en",
      delivery: `${id}${++tokens}`,
      ...over,
    }),
    now: () => now,
    /** Does what is due at every minute until `until` (an ISO instant). */
    async runTo(until: string, step = MINUTE) {
      const end = Date.parse(until);
      while (now < end) {
        now = Math.min(end, now + step);
        await work();
      }
    },
    /** The bot is down meanwhile. */
    sleepTo: (until: string) => {
      now = Date.parse(until);
    },
    work,
  };
}

export type World = ReturnType<typeof createWorld>;

const english = languages.of("en");

/** The text of a notice, for short assertions; times as instants. */
export function said(reply: Reply | null): string {
  if (reply === null || (reply.kind !== "notice" && reply.kind !== "schedule")) return `(${reply?.kind})`;
  return reply.lines.map(sentence).join("\n");
}

/** What a reply is headed with, in English. */
export const titleOf = (reply: Reply): string => cardOf(reply, { words: english, can: () => true }).title;

/** A sentence as plain text; times as instants. */
export function sentence(line: Say): string {
  const parts = english.rich(line).map((part) => {
    if (part.type === "time") return new Date(part.at).toISOString();
    if (part.type === "command") return part.line;
    return part.type === "mention" ? part.id : part.text;
  });
  return parts.join("");
}
