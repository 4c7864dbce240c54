import { appendFileSync } from "node:fs";
import { type App, startApp } from "../../../src/app.ts";
import { readConfig } from "../../../src/config.ts";
import { createLog } from "../../../src/ops/log.ts";
import { type CrashPoint, nameOf, type Order, type Report } from "./messages.ts";
import { type Mutant, mutate } from "./mutants.ts";
import { watchEverything } from "./points.ts";

/**
 * One replica of the bot as a process: the app as `npm start` wires it, clocks that the driver moves, and
 * points at which the process kills itself. It is started ahead of need and waits for the order to begin, so
 * that what a kill costs is a connection and not the reading of modules.
 */

/** How often the steps that were taken are told, in milliseconds. */
const TELL = 200;
/** Milliseconds between two updates of a message's count. */
const COUNTS = 300;

// Where the driver is gone nobody hears it.
const tell = (report: Report) => process.send?.(report, () => {});

let offset = 0;
let app: App | null = null;
let crash: { points: ReadonlySet<string>; file: string } = { points: new Set(), file: "" };
let halt: CrashPoint | null = null;
const steps = new Set<string>();

const isAt = (point: CrashPoint | null, step: string, when: CrashPoint["when"]) =>
  point !== null && point.step === step && point.when === when;

watchEverything({
  reach(step, when) {
    if (when === "after") steps.add(step);
    const name = nameOf({ step, when });
    if (crash.points.has(name)) {
      appendFileSync(crash.file, `${name}\n`);
      process.kill(process.pid, "SIGKILL");
    }
    if (isAt(halt, step, when)) {
      halt = null;
      // Stops by itself: until the driver could, the next step would be done.
      process.kill(process.pid, "SIGSTOP");
    }
  },
});
if (process.env.SOAK_MUTANT) mutate(process.env.SOAK_MUTANT as Mutant);

/** What a run would otherwise spend waiting for; see `bundleReplica`. */
const HASTY = { first: 300, longest: 2_000, storeAway: 500 };

async function start(env: Readonly<Record<string, string>>): Promise<void> {
  try {
    const config = readConfig(env);
    app = await startApp(config, {
      log: createLog("warn", (line) => tell({ kind: "log", line })),
      clockOffset: () => offset,
      countInterval: COUNTS,
      ...(process.env.SOAK_TIMES === "short" ? { patience: HASTY } : {}),
      end: () => process.exit(1),
    });
    tell({ kind: "ready", url: app.url });
  } catch (error) {
    tell({ kind: "failed", why: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

process.on("message", (order: Order) => {
  switch (order.kind) {
    case "start":
      offset = order.offset;
      return void start(order.env);
    case "clock":
      offset = order.offset;
      return tell({ kind: "clock", offset });
    case "crash":
      crash = { points: new Set(order.points.map(nameOf)), file: order.file };
      return tell({ kind: "armed" });
    case "halt":
      halt = order.point;
      return tell({ kind: "armed" });
    case "memory": {
      global.gc?.();
      const { heapUsed, rss } = process.memoryUsage();
      const { user, system } = process.cpuUsage();
      return tell({ kind: "memory", heap: heapUsed, rss, cpu: (user + system) / 1000 });
    }
    case "stop":
      return void (app?.stop() ?? Promise.resolve()).then(() => tell({ kind: "stopped" }));
    default:
      return order satisfies never;
  }
});
// The driver is gone: nobody is left to be served.
process.on("disconnect", () => process.exit(0));
process.on("unhandledRejection", (error) =>
  tell({ kind: "log", line: `unhandled rejection: ${String(error)}` }),
);
setInterval(() => {
  if (steps.size === 0) return;
  tell({ kind: "steps", steps: [...steps] });
  steps.clear();
}, TELL).unref();
tell({ kind: "warm" });
