import type { Reply } from "../../src/engine/words/reply.ts";
import { DUELS } from "./samples/duels.ts";
import { EXPLAINED } from "./samples/explained.ts";
import { LEARNERS } from "./samples/learners.ts";
import { LIVE } from "./samples/live.ts";
import { MOCKS } from "./samples/mocks.ts";
import { PACKS } from "./samples/packs.ts";
import { PAIRS } from "./samples/pairs.ts";
import { QUESTIONS } from "./samples/questions.ts";
import { SERVICE } from "./samples/service.ts";

/** Replies of some kinds, by their kind. */
export type Samples<Kinds extends Reply["kind"]> = { readonly [K in Kinds]: Extract<Reply, { kind: K }> };

/** An ordinary reply of every kind, as the bot gives them every day. */
export const SAMPLES: Samples<Reply["kind"]> = {
  ...QUESTIONS,
  ...MOCKS,
  ...LEARNERS,
  ...LIVE,
  ...PACKS,
  ...SERVICE,
  ...PAIRS,
  ...DUELS,
  ...EXPLAINED,
};
