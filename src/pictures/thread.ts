import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker, type WorkerOptions } from "node:worker_threads";
import type { Made, Task } from "./worker.ts";

/** What draws: a thread of its own, started with the first picture. */
export interface Thread {
  /** Rejects where it cannot be drawn, or the thread ends over it. */
  make(task: Omit<Task, "id">): Promise<Extract<Made, { ok: true }>>;
  /** Ends it; what is under way rejects, and what comes next starts another. */
  end(): Promise<void>;
}

const CODE = new URL("./worker.js", import.meta.url);
/** Megabytes of its own heap; fonts and pictures lie outside of it. */
const HEAP = 96;

/** Reads TypeScript from there on. */
const TSX =
  'const { tsx, code } = require("node:worker_threads").workerData; import(tsx).then(({ register }) => (register(), import(code)))';

/** Before the compiler has written JavaScript, tsx reads the thread's files as it reads all others. */
function started(options: WorkerOptions): Worker {
  if (import.meta.url.endsWith(".js")) return new Worker(CODE, options);
  const { href } = pathToFileURL(createRequire(import.meta.url).resolve("tsx/esm/api"));
  const from = { tsx: href.replace(/cjs$/, "mjs"), code: CODE.href.replace(/js$/, "ts") };
  return new Worker(TSX, { ...options, eval: true, workerData: from });
}

export function createThread(): Thread {
  let worker: Worker | null = null;
  let last = 0;
  const waiting = new Map<
    number,
    { done(made: Extract<Made, { ok: true }>): void; failed(why: Error): void }
  >();

  function lost(of: Worker, why: Error): void {
    if (worker !== of) return;
    worker = null;
    for (const { failed } of waiting.values()) failed(why);
    waiting.clear();
  }

  function watched(): Worker {
    const made = started({ name: "pictures", resourceLimits: { maxOldGenerationSizeMb: HEAP } });
    made.on("message", (answer: Made) => {
      const one = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (answer.ok) one?.done(answer);
      else one?.failed(new Error(answer.why));
    });
    made.on("error", (error) => lost(made, error instanceof Error ? error : new Error(String(error))));
    made.on("exit", () => lost(made, new Error("the thread ended")));
    // A picture keeps no process alive.
    made.unref();
    return made;
  }

  return {
    make: (task) =>
      new Promise((done, failed) => {
        worker ??= watched();
        const id = ++last;
        waiting.set(id, { done, failed });
        worker.postMessage({ ...task, id } satisfies Task);
      }),

    async end() {
      const ending = worker;
      if (ending === null) return;
      lost(ending, new Error("the thread was ended"));
      await ending.terminate();
    },
  };
}
