import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../../src/engine/rules/random.ts";
import type { Fleet } from "./fleet.ts";
import type { CrashPoint } from "./replica/messages.ts";

/** How long a point may be armed without being reached, in milliseconds. */
const ARMED = 2_500;
const WHENS = ["before", "sent", "after"] as const;
/** Steps that only read change nothing where a process dies at them; they are tried, but seldom. */
const READS =
  /^redis (hget|hmget|hgetall|get|zrange|zcard|smembers|hlen|exists|info|hello|pttl|zscore|now|scan)/;

const nameOf = ({ step, when }: CrashPoint) => `${when} ${step}`;

/** Kills replicas, at named steps and at random moments, until it is told to stop. */
export class Reaper {
  readonly #fleet: Fleet;
  readonly #random: Random;
  #isOn = true;
  readonly #work: Promise<void>;
  /** How often a process died at each point. */
  readonly hits = new Map<string, number>();
  atRandom = 0;

  constructor(fleet: Fleet, random: Random) {
    this.#fleet = fleet;
    this.#random = random;
    this.#work = this.#reap();
  }

  /** All points that were seen to be reached. */
  points(): string[] {
    const steps = new Set([...this.#fleet.steps.values()].flatMap((some) => [...some]));
    return [...steps]
      .filter((step) => !READS.test(step))
      .flatMap((step) => WHENS.map((when) => nameOf({ step, when })));
  }

  /** Of the points of this phase one that was hit least. */
  #choose(): CrashPoint | null {
    const steps = [...(this.#fleet.steps.get(this.#fleet.phase) ?? [])];
    const wanted = steps.filter((step) => !READS.test(step) || this.#random.next() < 0.03);
    const points = wanted.flatMap((step) => WHENS.map((when) => ({ step, when })));
    if (points.length === 0) return null;
    const count = (point: CrashPoint) => this.hits.get(nameOf(point)) ?? 0;
    const least = Math.min(...points.map(count));
    return this.#random.pick(points.filter((point) => count(point) <= least + 1));
  }

  async #reap(): Promise<void> {
    while (this.#isOn) {
      const point = this.#random.next() < 0.75 ? this.#choose() : null;
      const before = this.#fleet.replicas.filter(({ isReady }) => isReady);
      if (before.length < 2) {
        await sleep(20);
        continue;
      }
      if (point === null) {
        await sleep(this.#random.int(0, 400));
        this.#random.pick(before).signal("SIGKILL");
        this.atRandom++;
      } else {
        this.#fleet.arm(point);
        const end = Date.now() + ARMED;
        const { phase } = this.#fleet;
        const isDone = () =>
          before.some(({ isDead }) => isDead) || this.#fleet.phase !== phase || !this.#isOn;
        while (!isDone() && Date.now() < end) await sleep(5);
        this.#fleet.arm(null);
        const dead = before.filter(({ isDead }) => isDead).length;
        if (dead > 0) this.hits.set(nameOf(point), (this.hits.get(nameOf(point)) ?? 0) + dead);
      }
      await sleep(this.#random.int(0, 150));
    }
  }

  async stop(): Promise<void> {
    this.#isOn = false;
    await this.#work;
    this.#fleet.arm(null);
  }
}
