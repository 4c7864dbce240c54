import { createHash } from "node:crypto";
import { Redis } from "ioredis";
import { isoWeek } from "../../src/engine/rules/calendar.ts";
import { draftOf } from "../../src/engine/rules/reviews.ts";
import { dailyPoints } from "../../src/engine/rules/scoring.ts";
import { extendStreak } from "../../src/engine/rules/streak.ts";
import type { Span, Streak } from "../../src/engine/words/board.ts";
import type { Choice, Round } from "../../src/engine/words/round.ts";
import { dealt } from "../dealt.ts";
import { makeRound } from "../stores/fixtures.ts";
import { type Course, type Lesson, steadily, type Try } from "./course.ts";
import type { AnswerSeen, BoardSeen, Seen, StreakSeen, WindowSeen } from "./record.ts";

/** Learners on a board that is looked at. */
const ROWS = 100;
const BYSTANDER = { team: "discord:4242", group: "quiet" } as const;

/** What may count of what a learner tried: the last that was confirmed, or one after it without a word. */
export function possibleOf(tries: readonly Try[]): (Choice | null)[] {
  const last = tries.findLastIndex(({ confirmed }) => confirmed !== null);
  const after = tries.slice(last + 1).map(({ choice }) => choice);
  return [last < 0 ? null : (tries[last]?.confirmed ?? null), ...after];
}

const DATE = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
/** A date as managers read it. */
const spoken = (date: string) => DATE.format(Date.parse(date));

/** Whether a word to a manager is of a date: it names it, or the first and the last of several around it. */
export function isToldOf(date: string, text: string): boolean {
  const [, first = "", last = ""] = /\bfrom (\d+ \w+ \d{4}) to (\d+ \w+ \d{4})/.exec(text) ?? [];
  const at = Date.parse(date);
  return text.includes(spoken(date)) || (Date.parse(`${first} UTC`) <= at && at <= Date.parse(`${last} UTC`));
}

/** What a key holds, in an order that does not depend on how Redis keeps it. */
async function contentOf(client: Redis, key: string): Promise<string> {
  const read: Readonly<Record<string, () => Promise<unknown>>> = {
    string: () => client.get(key),
    hash: async () => Object.entries(await client.hgetall(key)).sort(),
    set: async () => (await client.smembers(key)).sort(),
    zset: () => client.zrange(key, "0", "-1", "WITHSCORES"),
    list: () => client.lrange(key, 0, -1),
  };
  const type = await client.type(key);
  const content = await (read[type] ?? (() => Promise.resolve(type)))();
  return createHash("sha1").update(JSON.stringify(content)).digest("hex");
}

/** Looks at the whole of a run: the stand-ins' record, Redis, and what the driver itself did. */
export class Observer {
  readonly #course: Course;
  readonly #urls: readonly string[];
  #before: Record<string, string> = {};
  /** Answers as they were stored when their round had just closed. */
  readonly #atClose = new Map<string, Map<string, { choice: Choice | null; awarded: boolean }>>();
  readonly #closed = new Map<string, Round>();

  constructor(course: Course, urls: readonly string[]) {
    this.#course = course;
    this.#urls = urls;
  }

  /** A team that nobody does anything in, with something of every kind. */
  async settleBystander(): Promise<void> {
    const { store } = this.#course;
    const now = this.#course.fleet.now();
    const round = makeRound({ id: "quiet-1", opensAt: now, mode: "practice", place: BYSTANDER });
    await store.writeGroup(BYSTANDER, 0, {
      ...{ schedule: null, paused: null, managedBy: "nobody", next: null, recap: null },
    });
    await store.addPractice(round);
    for (const learner of ["q1", "q2"]) {
      const answer = { learner, name: learner, choice: 1, via: "button" } as const;
      const labels = { day: round.date, week: isoWeek(round.date), month: round.date.slice(0, 7) };
      const review = draftOf(round, "practice", now);
      const terms = { secret: "none", topic: "cnn", pointsIfRight: 4, dailyLimit: 30, labels, review };
      await store.recordAnswer(BYSTANDER, round.id, answer, terms);
    }
    this.#before = await this.#digest(BYSTANDER.team);
  }

  async #keys(): Promise<{ client: Redis; key: string }[]> {
    const found: { client: Redis; key: string }[] = [];
    for (const url of this.#urls) {
      const client = new Redis(url);
      for await (const keys of client.scanStream({ count: 1_000 }))
        for (const key of keys as string[]) found.push({ client, key });
    }
    return found;
  }

  /** Keys of a team with what is in them; the due index belongs to many. */
  async #digest(team: string): Promise<Record<string, string>> {
    const digest: Record<string, string> = {};
    const keys = await this.#keys();
    for (const { client, key } of keys.filter((one) => one.key.includes(`:${team}:`)))
      digest[key] = await contentOf(client, key);
    for (const client of new Set(keys.map((one) => one.client))) client.disconnect();
    return digest;
  }

  async #strangers(): Promise<string[]> {
    const teams = [...this.#course.towns.map(({ team }) => team), BYSTANDER.team];
    const keys = await this.#keys();
    for (const client of new Set(keys.map((one) => one.client))) client.disconnect();
    return keys
      .map(({ key }) => key)
      .filter((key) => /^dlq:\{\d+\}:(discord|slack|web):/.test(key))
      .filter((key) => !teams.some((team) => key.includes(`}:${team}:`)));
  }

  /** Notes what is stored of the rounds that have just closed. */
  async noteClosed(): Promise<void> {
    const { store } = this.#course;
    const fresh = [...this.#course.lessons.values()].filter(({ round }) => !this.#atClose.has(round.id));
    const exported = new Map<string, Awaited<ReturnType<typeof store.exportLearner>>>();
    for (const { town, place, round } of fresh) {
      const answers = new Map<string, { choice: Choice | null; awarded: boolean }>();
      for (const learner of town.learners) {
        const key = `${place.team}|${learner}`;
        const all = exported.get(key) ?? (await steadily(() => store.exportLearner(place.team, learner)));
        exported.set(key, all);
        const answer = all.answers[round.id];
        answers.set(learner, { choice: answer?.choice ?? null, awarded: answer?.awarded ?? false });
      }
      this.#atClose.set(round.id, answers);
      const closed = await steadily(() => store.readRound(place.team, round.id));
      if (closed !== null) this.#closed.set(round.id, closed);
    }
  }

  /** A round with what the store says of it now, or said when it closed. */
  #roundOf({ round }: Lesson): Round {
    return this.#closed.get(round.id) ?? round;
  }

  #windows(): WindowSeen[] {
    const course = this.#course;
    const seen: WindowSeen[] = [];
    for (const { town, place } of course.places()) {
      const questions = town.questions(place.group);
      const told = town.told();
      for (const date of course.dates.get(place.group) ?? []) {
        const lesson = [...course.lessons.values()].find(
          (one) => one.place.group === place.group && one.round.date === date,
        );
        const round = lesson === undefined ? null : this.#roundOf(lesson);
        const own = questions.filter((q) => q.round.startsWith(`${place.group}-${date}`));
        const heads = new Set([...own.map(({ message }) => message), round?.message?.message ?? ""]);
        const results = town.others(place.group).filter((text) => /Correct answer: /.test(text)).length;
        seen.push({
          group: place.group,
          date,
          round:
            round === null
              ? null
              : {
                  id: round.id,
                  status: round.status,
                  windowNo: round.windowNo,
                  message: round.message?.message ?? null,
                },
          questions: own,
          summaries: [...heads].reduce((sum, head) => sum + town.summaries(place.group, head), 0),
          results: own.some(({ shows }) => shows === "result") ? 0 : results,
          told: told.some((text) => isToldOf(date, text)),
        });
      }
    }
    return seen;
  }

  #answers(): AnswerSeen[] {
    return [...this.#course.lessons.values()].flatMap((lesson) => {
      const { town, place, round, tries } = lesson;
      // It counts for nobody.
      if (this.#roundOf(lesson).status === "void") return [];
      return town.learners.map((learner) => {
        const stored = this.#atClose.get(round.id)?.get(learner);
        return {
          group: place.group,
          round: round.id,
          learner,
          possible: possibleOf(tries.get(learner) ?? []),
          tried: (tries.get(learner) ?? [])
            .map((one) => `${one.choice} confirmed ${one.confirmed}`)
            .join(", "),
          stored: stored?.choice ?? null,
          awarded: stored?.awarded ?? false,
        };
      });
    });
  }

  /** Boards and streaks as they follow from the rounds and the answers that were stored. */
  async #books(): Promise<{ boards: BoardSeen[]; streaks: StreakSeen[] }> {
    const { store } = this.#course;
    const boards: BoardSeen[] = [];
    const streaks: StreakSeen[] = [];
    for (const { town, place } of this.#course.places()) {
      const points = new Map<string, Record<string, number>>();
      const rebuilt = new Map<string, Streak>();
      const add = (board: string, learner: string, earned: number) => {
        const rows = points.get(board) ?? {};
        points.set(board, { ...rows, [learner]: (rows[learner] ?? 0) + earned });
      };
      for (const lesson of this.#course.lessons.values()) {
        const round = this.#roundOf(lesson);
        if (lesson.place.group !== place.group || round.windowNo === null || round.status === "void")
          continue;
        const date = this.#course.bookedOn(round);
        for (const [learner, { choice }] of this.#atClose.get(round.id) ?? []) {
          if (choice === null) continue;
          const streak = extendStreak(rebuilt.get(learner) ?? null, round.windowNo);
          rebuilt.set(learner, streak);
          const { difficulty, key } = dealt(round);
          const earned = dailyPoints(difficulty, choice === key, streak.length);
          if (earned === 0) continue;
          for (const board of ["all", `week ${isoWeek(date)}`, `month ${date.slice(0, 7)}`])
            add(board, learner, earned);
        }
      }
      const newest = [...points.keys()].sort().slice(-8);
      for (const board of new Set(["all", ...newest])) {
        const [kind, label = ""] = board.split(" ");
        const span = (kind === "all" ? { kind } : { kind, label }) as Span;
        const scope = { group: place.group, topic: null };
        const page = await steadily(() => store.standings(place.team, scope, span, ROWS, null));
        const shown = Object.fromEntries(page.rows.map((row) => [row.learner, row.points]));
        boards.push({ group: place.group, board, shown, rebuilt: points.get(board) ?? {} });
      }
      for (const learner of town.learners) {
        const { streak } = await steadily(() => store.readLearner(place, learner));
        streaks.push({ group: place.group, learner, stored: streak, rebuilt: rebuilt.get(learner) ?? null });
      }
    }
    return { boards, streaks };
  }

  async #settled(): Promise<Seen["settled"]> {
    const { store, lessons, fleet } = this.#course;
    const exports = new Map<string, Awaited<ReturnType<typeof store.exportLearner>>>();
    const settled: { round: string; learner: string; atClose: Choice | null; now: Choice | null }[] = [];
    for (const { town, place, round } of lessons.values()) {
      // What is older is not handed out any more.
      if (round.opensAt < fleet.now() - 7 * 24 * 3_600_000) continue;
      for (const learner of town.learners) {
        const key = `${place.team}|${learner}`;
        const all = exports.get(key) ?? (await steadily(() => store.exportLearner(place.team, learner)));
        exports.set(key, all);
        const atClose = this.#atClose.get(round.id)?.get(learner)?.choice ?? null;
        settled.push({ round: round.id, learner, atClose, now: all.answers[round.id]?.choice ?? null });
      }
    }
    return settled;
  }

  #recaps(): Seen["recaps"] {
    return this.#course.places().flatMap(({ town, place }) => {
      const weeks = new Map<string, number>();
      for (const text of town.others(place.group)) {
        const week = /\b\d{4}-W\d\d\b/.exec(text)?.[0];
        if (week !== undefined) weeks.set(week, (weeks.get(week) ?? 0) + 1);
      }
      return [...weeks].map(([week, count]) => ({ group: place.group, week, count }));
    });
  }

  async look(): Promise<Seen> {
    const { boards, streaks } = await this.#books();
    return {
      windows: this.#windows(),
      answers: this.#answers(),
      settled: await this.#settled(),
      boards,
      streaks,
      recaps: this.#recaps(),
      bystander: { before: this.#before, after: await this.#digest(BYSTANDER.team) },
      strangers: await this.#strangers(),
    };
  }
}
