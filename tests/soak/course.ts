import { setTimeout as sleep } from "node:timers/promises";
import { localDate } from "../../src/engine/rules/calendar.ts";
import { firstOpening } from "../../src/engine/rules/openings.ts";
import type { Random } from "../../src/engine/rules/random.ts";
import type { Place } from "../../src/engine/words/place.ts";
import type { Choice, Round } from "../../src/engine/words/round.ts";
import type { Schedule } from "../../src/engine/words/schedule.ts";
import type { RedisStore } from "../../src/stores/redis/index.ts";
import type { Fleet } from "./fleet.ts";
import type { Town } from "./towns/town.ts";

/** More than a lease: work of a replica that died comes up again. */
const NUDGE = 65_000;
/** Milliseconds without progress before the clocks are moved. */
const STALL = 1_300;
/** How soon the clocks are moved after a death, in milliseconds. */
const AFTER_DEATH = 100;
/** Milliseconds that one phase of a day may take. */
const PHASE = 240_000;
/** How long edits may be on their way, in milliseconds: a channel takes five in five seconds, and one that has to come again waits for its turn. */
const EDITS = 20_000;
/** How often a learner tries who gets no word. */
const TRIES = 3;

export interface Try {
  choice: Choice;
  /** What the bot confirmed. */
  confirmed: Choice | null;
}

/** A round that was seen open, and what learners did about it. */
export interface Lesson {
  town: Town;
  place: Place;
  round: Round;
  tries: Map<string, Try[]>;
}

export const SCHEDULE: Schedule = {
  time: "09:00",
  timezone: "Europe/Berlin",
  days: [1, 2, 3, 4, 5, 6, 7],
  openFor: 600,
  topics: [],
  difficulties: [],
  kinds: ["quiz"],
  answers: "buttons",
  results: "thread",
  thread: "close",
  ping: null,
  language: null,
  skipped: [],
  plan: null,
  focus: "balanced",
};

/** Nothing more comes of it. */
export const isOver = ({ status }: Round): boolean => status === "closed" || status === "void";

/** Waits, and asks again where Redis is away: faults are for the replicas, the driver has to know. */
export async function steadily<T>(run: () => Promise<T>, patience = 60_000): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(50);
    }
  }
}

/** Days of all groups of some towns: their questions open, learners answer, they close. */
export class Course {
  readonly fleet: Fleet;
  readonly towns: readonly Town[];
  readonly store: RedisStore;
  readonly random: Random;
  /** All rounds so far, by id, oldest first. */
  readonly lessons = new Map<string, Lesson>();
  /** Dates on which a group was to be asked. */
  readonly dates = new Map<string, Set<string>>();
  /** By how much the clocks are moved where nothing happens, in milliseconds; 0: real time is waited for. */
  nudge = NUDGE;
  /** What the last phase waited for in vain. */
  readonly stuck: string[] = [];

  constructor(parts: { fleet: Fleet; towns: readonly Town[]; store: RedisStore; random: Random }) {
    this.fleet = parts.fleet;
    this.towns = parts.towns;
    this.store = parts.store;
    this.random = parts.random;
  }

  places(): { town: Town; place: Place }[] {
    return this.towns.flatMap((town) =>
      town.groups.map((group) => ({ town, place: { team: town.team, group } })),
    );
  }

  /** Every group has a daily question. */
  async enrol(schedule: (index: number) => Partial<Schedule> = () => ({})): Promise<void> {
    for (const [i, { town, place }] of this.places().entries()) {
      const wanted = { ...SCHEDULE, ...schedule(i) };
      const now = this.fleet.now();
      const { version } = await this.store.readGroup(place);
      await this.store.writeGroup(place, version, {
        schedule: wanted,
        paused: null,
        managedBy: town.manager,
        next: firstOpening(wanted, now, null),
        recap: { at: firstOpening({ ...wanted, days: [1], skipped: [] }, now, null).at, done: null },
      });
    }
  }

  /**
   * Waits until something is so, moving the clocks where nothing happens: whoever was killed left a lease
   * behind. Replaces the dead meanwhile.
   */
  async until(what: string, isDone: () => Promise<boolean>, nudge = this.nudge): Promise<void> {
    const end = Date.now() + (this.nudge === 0 ? 2 * PHASE : PHASE);
    let stalled = Date.now();
    for (;;) {
      // What a dead one had begun is not waited for in real time.
      if (this.fleet.bury() > 0) stalled = Math.min(stalled, Date.now() - STALL + AFTER_DEATH);
      await this.fleet.fill();
      if (await steadily(isDone)) return;
      if (Date.now() > end) {
        this.stuck.push(what);
        return;
      }
      if (Date.now() - stalled > STALL && nudge > 0) {
        await this.fleet.setOffset(this.fleet.offset() + nudge);
        stalled = Date.now();
      }
      await sleep(40);
    }
  }

  /** When the next window opens. */
  async nextOpening(): Promise<number> {
    const groups = await Promise.all(
      this.places().map(({ place }) => steadily(() => this.store.readGroup(place))),
    );
    return Math.min(...groups.map(({ next }) => next?.at ?? Number.POSITIVE_INFINITY));
  }

  /** Moves to the next opening and waits until all questions that are due then are up. */
  async open(): Promise<void> {
    this.fleet.phase = "open";
    const at = await this.nextOpening();
    const due: { town: Town; place: Place; date: string }[] = [];
    for (const { town, place } of this.places()) {
      const { next } = await steadily(() => this.store.readGroup(place));
      if (next === null || next.at > at) continue;
      due.push({ town, place, date: next.date });
      const dates = this.dates.get(place.group) ?? new Set();
      this.dates.set(place.group, dates.add(next.date));
    }
    await this.fleet.moveTo(Math.max(at, this.fleet.now()));
    const open = new Set<string>();
    await this.until("questions of the day", async () => {
      for (const { town, place, date } of due)
        if (!open.has(place.group) && (await this.note(town, place, date))) open.add(place.group);
      return open.size === due.length;
    });
  }

  /** Notes the newest round of a group once it is up and of that date, or later; whether it is. */
  async note(town: Town, place: Place, date: string): Promise<boolean> {
    const { current, lastDate } = await this.store.readGroup(place);
    if (current === null || lastDate === null || lastDate < date) return false;
    const round = await this.store.readRound(place.team, current);
    if (round === null || (round.message === null && !isOver(round))) return false;
    if (!this.lessons.has(round.id)) this.lessons.set(round.id, { town, place, round, tries: new Map() });
    return true;
  }

  current(): Lesson[] {
    const newest = new Map<string, Lesson>();
    for (const lesson of this.lessons.values()) newest.set(lesson.place.group, lesson);
    return [...newest.values()];
  }

  /** Learners answer what is open, and some change their minds. */
  async answer(share = 0.8, lessons = this.current()): Promise<void> {
    this.fleet.phase = "answer";
    const pressing = lessons.flatMap((lesson) =>
      lesson.town.learners
        .filter(() => this.random.next() < share)
        .map((learner) => this.#answers(lesson, learner, this.random.next() < 0.25 ? 2 : 1)),
    );
    let isDone = false;
    const all = Promise.all(pressing).then(() => {
      isDone = true;
    });
    // The dead are replaced while learners wait; no clock moves, or a window might close under them.
    await this.until("answers", async () => isDone, 0);
    await all;
  }

  async #answers(lesson: Lesson, learner: string, times: number): Promise<void> {
    const tries = lesson.tries.get(learner) ?? [];
    lesson.tries.set(learner, tries);
    for (let i = 0; i < times; i++) {
      const choice = this.random.int(0, 3) as Choice;
      for (let tried = 0; tried < TRIES; tried++) {
        const pressed = lesson.town.press(lesson.place.group, lesson.round.id, learner, choice);
        if (pressed === null) return;
        const one: Try = { choice, confirmed: null };
        tries.push(one);
        one.confirmed = await pressed;
        if (one.confirmed !== null) break;
      }
    }
  }

  /** Moves past the close of all that is open and waits until all of it is shown. */
  async close(): Promise<void> {
    this.fleet.phase = "close";
    const lessons = this.current();
    const closes = Math.max(...lessons.map(({ round }) => round.closesAt));
    await this.fleet.moveTo(Math.max(closes + 50, this.fleet.now()));
    const over = new Set<string>();
    await this.until("results and summaries", async () => {
      for (const { place, round } of lessons) {
        if (over.has(round.id)) continue;
        const now = await this.store.readRound(place.team, round.id);
        if (now === null || isOver(now)) over.add(round.id);
      }
      return over.size === lessons.length;
    });
  }

  /** Waits a little for edits that are on their way: a count that comes late is put right by its sender. */
  async shown(): Promise<void> {
    const isOpen = ({ town, place, round }: Lesson) =>
      town.questions(place.group).some((q) => q.round === round.id && q.shows === "answers");
    const end = Date.now() + EDITS;
    while (this.current().some(isOpen) && Date.now() < end) await sleep(50);
  }

  /** The date on which the points of a round were booked. */
  bookedOn({ closedAt, timezone, closesAt }: Round): string {
    return localDate(closedAt ?? closesAt, timezone);
  }
}
