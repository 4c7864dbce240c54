import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Redis } from "ioredis";
import type { Round } from "../../src/engine/words/round.ts";

/**
 * The scripts of an answer as they were before reviews, counters and pages were added, with the keys and arguments
 * that they had: what today's are measured against.
 */

type Mode = Round["mode"];

/** A call of a script: what `EVALSHA` gets behind the hash. */
export interface Call {
  keys: readonly string[];
  args: readonly (string | number)[];
}

const HOUR = 3_600_000;
const ROUND = "bare:r1";
/** Sums and boards of four spans and four scopes, and rolling ones that nobody looked at. */
const BOOKS = ["b", "s", "rolling"].flatMap((kind, i) =>
  Array.from({ length: [16, 4, 15][i] ?? 0 }, (_, no) => `bare:${kind}:${no}`),
);

function bareLua(mode: Mode): string {
  const files = mode === "daily" ? ["record_daily"] : ["booking", "record_practice"];
  return ["prelude", ...files]
    .map((name) => readFileSync(join(import.meta.dirname, "bare", `${name}.lua`), "utf8"))
    .join("\n");
}

function callOf(mode: Mode, learner: string): Call {
  const keys = [ROUND, `${ROUND}:answers`, "bare:names", `bare:l:${learner}`, `bare:l:${learner}:rounds`];
  const who = [0, "g1", learner, "Somebody", 1, "r1"];
  if (mode === "daily") return { keys, args: [...who, "", "", "", ""] };
  const expires = Date.now() + 24 * HOUR;
  return {
    keys: [...keys, "bare:spent", "bare:secrets", ...BOOKS],
    args: [...who, "cnn", 4, 30, expires, expires, expires, expires, "", "an-item", ""],
  };
}

export interface Bare {
  sha: string;
  /** An open round that nobody has answered. */
  open(): Promise<void>;
  call(learner: string): Call;
  run(learner: string): Promise<unknown>;
  answered(): Promise<number>;
}

export async function bareScript(client: Redis, mode: Mode): Promise<Bare> {
  const sha = String(await client.script("LOAD", bareLua(mode)));
  const call = (learner: string) => callOf(mode, learner);
  return {
    sha,
    call,
    async open() {
      const closesAt = Date.now() + HOUR;
      const round = { status: "open", group: "g1", mode, closesAt, closedAt: "", onlyFor: "", key: 1 };
      await client.hset(ROUND, { ...round, expires: closesAt + HOUR });
    },
    run: (learner) => {
      const { keys, args } = call(learner);
      return client.evalsha(sha, keys.length, ...keys, ...args);
    },
    answered: () => client.hlen(`${ROUND}:answers`),
  };
}
