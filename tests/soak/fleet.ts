import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Order, Report } from "./replica/messages.ts";
import type { Mutant } from "./replica/mutants.ts";

/** How long a replica may take to be ready, in milliseconds. */
const PATIENCE = 60_000;

/** A process that is a replica, or waits to be one. */
export class Replica {
  readonly process: ChildProcess;
  isReady = false;
  /** Where its HTTP server is, once it is ready. */
  url = "";
  readonly #heard = new Set<(report: Report) => void>();

  constructor(file: string, mutant: Mutant | null) {
    this.process = fork(file, {
      env: { PATH: process.env.PATH ?? "", ...(mutant === null ? {} : { SOAK_MUTANT: mutant }) },
      execArgv: ["--expose-gc", "--trace-warnings"],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.process.setMaxListeners(0);
    // An order to one that has just died is nobody's fault.
    this.process.on("error", () => {});
    this.process.on("message", (report: Report) => {
      for (const hear of this.#heard) hear(report);
    });
  }

  get isDead(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  order(order: Order): void {
    if (!this.isDead && this.process.connected) this.process.send(order, () => {});
  }

  hear(listen: (report: Report) => void): void {
    this.#heard.add(listen);
  }

  /** The next report of a kind; null where the process ends before, or takes too long. */
  async next<K extends Report["kind"]>(
    kind: K,
    patience = PATIENCE,
  ): Promise<Extract<Report, { kind: K }> | null> {
    const done = new AbortController();
    const { signal } = done;
    const found = new Promise<Extract<Report, { kind: K }>>((resolve) => {
      const hear = (report: Report) => {
        if (report.kind === kind) resolve(report as Extract<Report, { kind: K }>);
      };
      this.#heard.add(hear);
      signal.addEventListener("abort", () => this.#heard.delete(hear));
    });
    const gone = this.isDead
      ? Promise.resolve(null)
      : once(this.process, "exit", { signal }).then(
          () => null,
          () => null,
        );
    const late = sleep(patience, null, { signal }).catch(() => null);
    const result = await Promise.race([found, gone, late]);
    done.abort();
    return result;
  }

  signal(signal: "SIGKILL" | "SIGSTOP" | "SIGCONT"): void {
    if (!this.isDead) this.process.kill(signal);
  }

  async ended(): Promise<void> {
    if (!this.isDead) await once(this.process, "exit");
  }
}

export interface FleetOptions {
  /** The bundle of `bundle.ts`. */
  file: string;
  env: Readonly<Record<string, string>>;
  /** Replicas at work, and processes that wait to take the place of one. */
  replicas: number;
  spare: number;
  mutant?: Mutant | null;
  /** Milliseconds by which all clocks are ahead at first. */
  offset?: number;
}

/** Replicas of the bot as processes, and those that wait to take the place of one that is killed. */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #warm: Promise<Replica>[] = [];
  #offset: number;
  replicas: Replica[] = [];
  kills = 0;
  /** Lines of the replicas' logs: warnings and errors. */
  readonly log: string[] = [];
  /** Steps that were ever taken, by the phase in which they were. */
  readonly steps = new Map<string, Set<string>>();
  phase = "start";

  constructor(options: FleetOptions) {
    this.#options = options;
    this.#offset = options.offset ?? 0;
    for (let i = 0; i < options.replicas + options.spare; i++) this.#warmUp();
  }

  readonly offset = (): number => this.#offset;
  now = (): number => Date.now() + this.#offset;

  #warmUp(): void {
    const { file, mutant } = this.#options;
    const replica = new Replica(file, mutant ?? null);
    replica.hear((report) => {
      if (report.kind === "log") this.log.push(report.line);
      if (report.kind === "steps") this.#taken(report.steps);
    });
    this.#warm.push(
      replica.next("warm").then((report) => {
        if (report === null) throw new Error("a replica did not come up");
        return replica;
      }),
    );
  }

  #taken(steps: readonly string[]): void {
    const known = this.steps.get(this.phase) ?? new Set();
    for (const step of steps) known.add(step);
    this.steps.set(this.phase, known);
  }

  /** Starts another replica. `env`: what differs from the others. */
  async add(env: Readonly<Record<string, string>> = {}): Promise<Replica> {
    const replica = await (this.#warm.shift() ?? Promise.reject(new Error("no process waits")));
    this.#warmUp();
    this.replicas.push(replica);
    const failed = replica.next("failed");
    replica.order({ kind: "start", env: { ...this.#options.env, ...env }, offset: this.#offset });
    const report = await Promise.race([replica.next("ready"), failed]);
    if (report?.kind === "failed") throw new Error(`a replica did not start: ${report.why}`);
    if (report === null) {
      // Killed while it started, which is allowed.
      this.bury();
      return replica;
    }
    replica.isReady = true;
    replica.url = report.url;
    return replica;
  }

  /** Has as many replicas as it should. */
  async fill(): Promise<void> {
    this.bury();
    const missing = this.#options.replicas - this.replicas.length;
    await Promise.all(Array.from({ length: Math.max(0, missing) }, () => this.add()));
  }

  /** Takes the dead off the list; how many there were. */
  bury(): number {
    const dead = this.replicas.filter((replica) => replica.isDead);
    this.replicas = this.replicas.filter((replica) => !replica.isDead);
    this.kills += dead.length;
    return dead.length;
  }

  /** Moves the clocks of all, and returns when all who run know. */
  async moveTo(instant: number): Promise<void> {
    await this.setOffset(instant - Date.now());
  }

  async setOffset(offset: number): Promise<void> {
    this.#offset = offset;
    await Promise.all(
      this.replicas.map((replica) => {
        const told = replica.next("clock", 2_000);
        replica.order({ kind: "clock", offset });
        return told;
      }),
    );
  }

  async stop(): Promise<void> {
    const all = [
      ...this.replicas,
      ...(await Promise.all(this.#warm.splice(0).map((one) => one.catch(() => null)))),
    ];
    for (const replica of all) replica?.signal("SIGKILL");
    await Promise.all(all.map((replica) => replica?.ended()));
  }
}
