import { monitorEventLoopDelay } from "node:perf_hooks";
import { createPackFiles } from "../../../src/packs/index.ts";
import { amiss, mutation } from "../../packs/mutations.ts";
import type { Scenario } from "../scenario.ts";

/** How long the loop may be held up, in milliseconds. */
const HELD_UP = 50;
const AT_ONCE = 16;

/** Files that were broken on purpose, read as the bot reads them: by a thread beside the loop. */
export const IMPORTS: Scenario = {
  name: "imports",
  about: "files with questions that were broken on purpose",
  unit: "imports",
  short: 2_000,
  long: 100_000,
  run: async (kit, { count, until }) => {
    const files = createPackFiles();
    const wrong: string[] = [];
    const outcomes = new Map<string, number>();
    // The thread starts and its code is read before the loop is watched.
    await files.read({ name: "first.csv", bytes: new Uint8Array(1) });
    let held = 0;
    let done = 0;
    while (done < count && Date.now() < until) {
      const some = Array.from({ length: Math.min(AT_ONCE, count - done) }, (_, i) =>
        mutation(kit.seed, done + i),
      );
      // What it takes to make them is not the bot's: one that was switched off and on would count it as a delay.
      const delay = monitorEventLoopDelay({ resolution: 5 });
      delay.enable();
      const reads = await Promise.all(some.map((file) => files.read(file)));
      delay.disable();
      held = Math.max(held, Math.round(delay.max / 1e6));
      for (const [i, read] of reads.entries()) {
        const kind = read.kind === "read" ? (read.questions.length > 0 ? "kept" : "nothing kept") : read.code;
        outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
        wrong.push(...amiss(read).map((what) => `input ${done + i}, ${some[i]?.name}: ${what}`));
      }
      done += some.length;
    }
    await files.end();
    if (held > HELD_UP) wrong.push(`the loop was held up for ${held} ms`);
    return {
      ...{ done, wrong },
      notes: [
        `loop held up: ${held} ms at most`,
        [...outcomes].map(([kind, times]) => `${kind} ${times}`).join(", "),
      ],
    };
  },
};
