import { createHash } from "node:crypto";
import type { Drawing } from "../cards/drawing.ts";
import type { Look, Picture, Pictures } from "../cards/ports.ts";
import type { Log, Meter } from "../engine/ports/log.ts";
import { ByteCache } from "./cache.ts";
import { createThread, type Thread } from "./thread.ts";
import type { Task } from "./worker.ts";

interface Drawn {
  bytes: Uint8Array;
  width: number;
  height: number;
}

export interface Limits {
  /** Bytes of pictures that are kept. */
  kept: number;
  /** Pictures that may wait for the thread. */
  queue: number;
  /** Milliseconds after which a picture that is part of a message is no longer waited for. */
  patience: number;
  /** Milliseconds that one picture may take before its thread is ended; a browser, which holds nothing up, waits as long. */
  longest: number;
  /** Pictures after which a thread makes room for a fresh one: what it drew with is given back late, by a collector that does not see it. */
  perThread: number;
  /** Milliseconds without a picture after which the thread, with its fonts, is ended. */
  idle: number;
}

const LIMITS: Limits = {
  kept: 16 * 1024 * 1024,
  queue: 64,
  patience: 2_000,
  longest: 10_000,
  perThread: 500,
  idle: 10 * 60_000,
};

interface Waiting {
  task: Omit<Task, "id">;
  /** Nobody waits for it any more. */
  isGiven: boolean;
  done(made: Drawn | null): void;
}

const SECOND = 1000;

/**
 * Makes pictures in a thread, one after the other, and keeps them by what they show. Whatever goes wrong is
 * a null: the text version stands.
 */
export function createPictures(
  { log, meter }: { log: Log; meter: Meter },
  limits: Partial<Limits> = {},
  thread: Thread = createThread(),
): Pictures & { stop(): Promise<void> } {
  const { kept, queue: room, patience, longest, perThread, idle } = { ...LIMITS, ...limits };
  const cache = new ByteCache<Drawn>(kept, ({ bytes }) => bytes.byteLength);
  const underWay = new Map<string, Promise<Drawn | null>>();
  const queue: Waiting[] = [];
  let isBusy = false;
  let drawnByThread = 0;
  let rest: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function drawn({ task, isGiven, done }: Waiting): Promise<void> {
    // What waited too long is drawn no more: those behind it have waited, too.
    if (isGiven) return done(null);
    const began = performance.now();
    const tooLong = setTimeout(() => void thread.end(), longest);
    try {
      const { bytes, width, height } = await thread.make(task);
      meter.took("pictures", { what: task.drawing.kind }, (performance.now() - began) / SECOND);
      done({ bytes, width, height });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      log.warn({ what: task.drawing.kind, why }, "a picture could not be made, its text is shown");
      done(null);
    } finally {
      clearTimeout(tooLong);
    }
  }

  async function work(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    clearTimeout(rest);
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      await drawn(next);
      if (++drawnByThread % perThread === 0) await thread.end();
    }
    isBusy = false;
    rest = setTimeout(() => void thread.end(), idle);
    rest.unref();
  }

  function made(key: string, task: Omit<Task, "id">): Promise<Drawn | null> {
    const known = underWay.get(key);
    if (known !== undefined) return known;
    const promise = new Promise<Drawn | null>((done) => {
      let tooLate: NodeJS.Timeout | undefined;
      const waiting: Waiting = {
        task,
        isGiven: false,
        done: (result) => {
          clearTimeout(tooLate);
          underWay.delete(key);
          if (result !== null) cache.set(key, result);
          // Late, it is there for the next who asks.
          if (!waiting.isGiven) meter.count("pictures", { outcome: result === null ? "failed" : "made" });
          done(result);
        },
      };
      tooLate = setTimeout(
        () => {
          waiting.isGiven = true;
          meter.count("pictures", { outcome: "late" });
          done(null);
        },
        task.form === "svg" ? longest : patience,
      );
      queue.push(waiting);
    });
    underWay.set(key, promise);
    void work();
    return promise;
  }

  async function of(drawing: Drawing, look: Look, form: Task["form"]): Promise<Drawn | null> {
    if (isStopped) return null;
    const key = createHash("sha256")
      .update(JSON.stringify([form, look, drawing]))
      .digest("base64url");
    const known = cache.get(key);
    if (known !== undefined) {
      meter.count("pictures", { outcome: "kept" });
      return known;
    }
    if (queue.length >= room && !underWay.has(key)) {
      meter.count("pictures", { outcome: "full" });
      return null;
    }
    return made(key, { drawing, look, form });
  }

  return {
    async png(drawing, look): Promise<Picture | null> {
      const found = await of(drawing, look, "png");
      return found === null ? null : { png: found.bytes, width: found.width, height: found.height };
    },
    async svg(drawing, look) {
      const found = await of(drawing, look, "svg");
      return found === null ? null : new TextDecoder().decode(found.bytes);
    },
    async stop() {
      isStopped = true;
      clearTimeout(rest);
      for (const one of queue.splice(0)) one.done(null);
      await thread.end();
    },
  };
}
