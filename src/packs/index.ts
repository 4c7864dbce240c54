import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker, type WorkerOptions } from "node:worker_threads";
import type { PackFiles } from "../engine/ports/packs.ts";
import { PACK_LIMITS, type PackRead } from "../engine/words/pack.ts";
import type { Answer, Task } from "./worker.ts";
import { ankiText, cardTable, packCsv, packJson, TEMPLATE } from "./write.ts";

/**
 * Files are read by a thread of its own, one after the other: a file that takes long, or all the memory it can get, ends
 * the thread and nothing else. It ends by itself when there was nothing to read for a while.
 */

const CODE = new URL("./worker.js", import.meta.url);
/** Megabytes of its own heap: what two megabytes of text can come to, and no more. */
const HEAP = 192;
/** How long a file may take, and how long the thread waits for the next, in milliseconds. */
const PATIENCE = 10_000;
const IDLE = 60_000;

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

const COMPLICATED: PackRead = { kind: "refused", code: "complicated", values: {} };

export function createPackFiles(patience = PATIENCE): PackFiles {
  let worker: Worker | null = null;
  let last = 0;
  let before: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;

  function end(): Promise<unknown> {
    const ending = worker;
    worker = null;
    clearTimeout(idle);
    return ending?.terminate() ?? Promise.resolve();
  }

  function watched(): Worker {
    const made = started({ name: "packs", resourceLimits: { maxOldGenerationSizeMb: HEAP } });
    // A file keeps no process alive.
    made.unref();
    return made;
  }

  function readNext(name: string, bytes: Uint8Array): Promise<PackRead> {
    clearTimeout(idle);
    worker ??= watched();
    const reader = worker;
    const id = ++last;
    return new Promise((done) => {
      const finish = (read: PackRead, isOver: boolean) => {
        clearTimeout(timer);
        reader.off("message", told).off("error", lost).off("exit", lost);
        if (isOver && worker === reader) void end();
        else idle = setTimeout(() => void end(), IDLE).unref();
        done(read);
      };
      const told = (answer: Answer) => {
        if (answer.id === id) finish(answer.read, false);
      };
      const lost = () => finish(COMPLICATED, true);
      const timer = setTimeout(lost, patience);
      reader.on("message", told).on("error", lost).on("exit", lost);
      const own = Uint8Array.from(bytes);
      reader.postMessage({ id, name, bytes: own } satisfies Task, [own.buffer]);
    });
  }

  return {
    read: ({ name, bytes }) => {
      // Nothing of it is looked at.
      if (bytes.length > PACK_LIMITS.bytes)
        return Promise.resolve({
          kind: "refused",
          code: "large",
          values: { most: PACK_LIMITS.bytes / 1024 / 1024 },
        });
      const read = before.then(() => readNext(name, bytes));
      before = read;
      return read;
    },
    csv: packCsv,
    json: packJson,
    anki: ankiText,
    table: cardTable,
    template: () => TEMPLATE,
    end: async () => {
      await end();
    },
  };
}
