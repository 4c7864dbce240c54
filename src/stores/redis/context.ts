import type { Cluster, Redis } from "ioredis";
import type { Log } from "../../engine/ports/log.ts";
import type { RunScript } from "./scripts.ts";

/** What the parts of the store work with. */
export interface Context {
  client: Redis | Cluster;
  run: RunScript;
  log: Log;
}
