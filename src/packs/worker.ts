import { parentPort } from "node:worker_threads";
import type { PackRead } from "../engine/words/pack.ts";
import { readPack } from "./read.ts";

/** What the thread is asked for. */
export interface Task {
  id: number;
  name: string;
  bytes: Uint8Array;
}
export type Answer = { id: number; read: PackRead };

parentPort?.on("message", ({ id, name, bytes }: Task) => {
  parentPort?.postMessage({ id, read: readPack(name, bytes) } satisfies Answer);
});
