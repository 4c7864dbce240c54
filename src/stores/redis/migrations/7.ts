import type { Context } from "../context.ts";
import { ALONE } from "../traces.ts";
import type { Migration } from "./index.ts";

const LEARNER = /^(dlq:\{\d+\}:[a-z]+:[^:]+:l:[^:]+)(:own)?$/;

/** Of one learner, by their key; also for a migration before, which reads what is known of them as it is read today. */
export async function shortenLearner({ run }: Context, key: string): Promise<void> {
  await run("schema_7", [key, `${key}:own`, `${key}:rounds`], [ALONE]);
}

/** A learner's accuracy is one number by topic, and their own rounds are marked among all that hold something of them. */
export const SHORTER_LEARNERS: Migration = {
  what: "what is kept of a learner is shorter",
  concerns: (key) => LEARNER.test(key),
  move: async (context, keys) => {
    for (const key of new Set(keys.map((one) => LEARNER.exec(one)?.[1] ?? one)))
      await shortenLearner(context, key);
  },
};
