import { setTimeout as sleep } from "node:timers/promises";
import { type App, startApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import type { Place } from "../../src/engine/words/place.ts";
import { createLog } from "../../src/ops/log.ts";
import { answerOf, makeRound, practice } from "../stores/fixtures.ts";

/** The whole bot in this process, with clocks that the test moves. Time shared by its replicas. */
export class TestTime {
  #offset = 0;
  readonly offset = () => this.#offset;
  now = () => Date.now() + this.#offset;

  /** Moves all clocks to an instant of the future. */
  moveTo(instant: number): void {
    this.#offset = instant - Date.now();
  }
}

export interface TestBot {
  app: App;
  log: string[];
  /** Does what is due now. */
  work(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the bot as `npm start` would with this environment, on a free port. */
export async function startBot(
  env: Record<string, string>,
  time: TestTime,
  countInterval = 20,
): Promise<TestBot> {
  const log: string[] = [];
  const config = readConfig({ PORT: "0", LOG_LEVEL: "info", PICTURES: "off", ...env });
  const app = await startApp(config, {
    log: createLog(config.logLevel, (line) => log.push(line)),
    clockOffset: time.offset,
    countInterval,
    patience: { first: 200, longest: 1_000 },
    end: () => {},
  });
  return { app, log, work: () => app.runner.tick(), stop: () => app.stop() };
}

/** Five learners practise pooling in a group, and only one of them is right. */
export async function missPooling(
  { app: { store } }: TestBot,
  place: Place,
  now: number,
  right: string,
): Promise<void> {
  const date = new Date(now).toISOString().slice(0, 10);
  for (const [i, who] of [right, "ben", "cleo", "dan", "elle"].entries()) {
    const round = makeRound({ id: `p${i}`, opensAt: now, mode: "practice", place }, "pooling");
    await store.addPractice(round);
    await store.recordAnswer(
      place,
      round.id,
      answerOf(who, i === 0 ? 1 : 0),
      practice(date, 4, 30, "pooling"),
    );
  }
}

/** Lets minutes pass from an instant on, until something has come of what is due. */
export async function passing(
  bot: TestBot,
  time: TestTime,
  from: number,
  hasCome: () => unknown,
): Promise<void> {
  for (let minutes = 1; minutes <= 40 && hasCome() === undefined; minutes++) {
    time.moveTo(from + minutes * 65_000);
    await bot.work();
    await sleep(200);
  }
}

type Looked<T> = T | undefined | null | false;

/** Waits until something is there; fails with what was looked for, and what was there instead. */
export async function until<T>(
  what: string,
  look: () => Looked<T> | Promise<Looked<T>>,
  patience = 8_000,
  instead: () => string = () => "",
): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > end) throw new Error(`waited in vain for: ${what}${instead()}`);
    await sleep(10);
  }
}

/** The next instant at which the clocks of Berlin show this time, well ahead of now. */
export function nextInBerlin(time: string, now: number): number {
  for (let at = Math.ceil(now / 60_000) * 60_000 + 60_000; ; at += 60_000) {
    const shown = new Date(at).toLocaleTimeString("en-GB", {
      timeZone: "Europe/Berlin",
      hour: "2-digit",
      minute: "2-digit",
    });
    if (shown === time) return at;
  }
}
