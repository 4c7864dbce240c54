import type { Cluster, Redis } from "ioredis";
import type { Log } from "../../engine/ports/log.ts";
import type { TeamId } from "../../engine/words/place.ts";
import type { ReadKept } from "../../learning/reader.ts";
import type { Questions } from "./dealt.ts";
import type { RunScript } from "./scripts.ts";

/** What the parts of the store work with. */
export interface Context {
  client: Redis | Cluster;
  run: RunScript;
  log: Log;
  questions: Questions;
  /** Good enough to name the dates that may still be kept, epoch milliseconds; what is late is decided in the scripts. */
  clock: () => number;
  /** Teams with several groups that this process has met, by the group that had points first. */
  homes: Map<TeamId, string>;
  readKept: ReadKept;
}
