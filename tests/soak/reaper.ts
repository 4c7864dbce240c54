import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../../src/engine/rules/random.ts";
import type { Fleet } from "./fleet.ts";
import { type CrashPoint, nameOf } from "./replica/messages.ts";

/** How long a replica may be armed without reaching any of its points, in milliseconds. */
const ARMED = 1_000;
/** Points that a replica is armed with at once: those that were hit least. */
const POINTS = 8;
/** How often a replica is killed at a moment that nobody chose. */
const AT_RANDOM = 0.2;
const WHENS = ["before", "sent", "after"] as const;
/** Steps that only read change nothing where a process dies at them; they are tried, but seldom. */
const READS =
  /^redis (h?m?get|hgetall|hlen|z\w*range\w*|zcard|zscore|smembers|scard|exists|p?ttl|info|hello|scan|now|client|llen|lrange|bzpopmin|getCounts|isMaxed)$/;

/** Kills replicas, at named steps and at random moments, until it is told to stop. */
export class Reaper {
  readonly #fleet: Fleet;
  readonly #random: Random;
  readonly #folder = mkdtempSync(join(tmpdir(), "reaper-"));
  readonly #file = join(this.#folder, "hits");
  #isOn = true;
  readonly #work: Promise<void>;
  atRandom = 0;

  constructor(fleet: Fleet, random: Random) {
    this.#fleet = fleet;
    this.#random = random;
    writeFileSync(this.#file, "");
    this.#work = this.#reap();
  }

  /** How often a process died at each point, by its name. */
  hits(): Map<string, number> {
    const hits = new Map<string, number>();
    for (const name of readFileSync(this.#file, "utf8").split("\n"))
      if (name !== "") hits.set(name, (hits.get(name) ?? 0) + 1);
    return hits;
  }

  /** All points of steps that change something, as far as they were seen. */
  points(): string[] {
    const steps = new Set([...this.#fleet.steps.values()].flatMap((some) => [...some]));
    return [...steps]
      .filter((step) => !READS.test(step))
      .flatMap((step) => WHENS.map((when) => nameOf({ step, when })));
  }

  /** Of the points of this phase those that were hit least. */
  #choose(): CrashPoint[] {
    const hits = this.hits();
    const steps = [...(this.#fleet.steps.get(this.#fleet.phase) ?? [])];
    const wanted = steps.filter((step) => !READS.test(step) || this.#random.next() < 0.02);
    const points = this.#random.shuffle(wanted.flatMap((step) => WHENS.map((when) => ({ step, when }))));
    const count = (point: CrashPoint) => hits.get(nameOf(point)) ?? 0;
    return points.sort((a, b) => count(a) - count(b)).slice(0, POINTS);
  }

  async #reap(): Promise<void> {
    while (this.#isOn) {
      const ready = this.#fleet.replicas.filter(({ isReady, isDead }) => isReady && !isDead);
      // Somebody is left to do the work, and to be watched at it.
      if (ready.length < 2) {
        await sleep(20);
        continue;
      }
      const victim = this.#random.pick(ready);
      if (this.#random.next() < AT_RANDOM) {
        await sleep(this.#random.int(0, 300));
        victim.signal("SIGKILL");
        this.atRandom++;
      } else {
        victim.order({ kind: "crash", points: this.#choose(), file: this.#file });
        const end = Date.now() + ARMED;
        while (!victim.isDead && Date.now() < end && this.#isOn) await sleep(5);
        victim.order({ kind: "crash", points: [], file: this.#file });
      }
      await sleep(this.#random.int(0, 60));
    }
  }

  async stop(): Promise<void> {
    this.#isOn = false;
    await this.#work;
    for (const replica of this.#fleet.replicas)
      replica.order({ kind: "crash", points: [], file: this.#file });
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
