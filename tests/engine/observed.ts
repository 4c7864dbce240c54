import type { PostOutcome } from "../../src/engine/ports/platform.ts";
import type { Choice, Round } from "../../src/engine/words/round.ts";
import type { World } from "./world.ts";

/** A world that writes down which windows reached the channel, and which answers were taken for them. */
export function observed(world: World) {
  const { store, platform } = world;
  const windows = new Map<string, { round: Round; answers: Map<string, Choice> }>();
  const taken = new Map<string, Map<string, Choice>>();
  const { confirmPosted, recordAnswer } = store;
  store.confirmPosted = async (...args) => {
    const round = await confirmPosted(...args);
    if (round?.mode === "daily" && !windows.has(round.seed)) {
      const answers = taken.get(round.seed) ?? new Map();
      taken.set(round.seed, answers);
      windows.set(round.seed, { round, answers });
    }
    return round;
  };
  store.recordAnswer = async (place, id, answer, practice) => {
    const outcome = await recordAnswer(place, id, answer, practice);
    const round = await store.readRound(place.team, id);
    if (outcome.kind === "taken" && round !== null) {
      const answers = taken.get(round.seed) ?? new Map();
      taken.set(round.seed, answers.set(answer.learner, answer.choice));
    }
    return outcome;
  };
  const lost: string[] = [];
  const { post } = platform;
  platform.post = async (...args): Promise<PostOutcome> => {
    if (lost[0] === "up but unsure") {
      lost.shift();
      await post.apply(platform, args);
      return { kind: "unsure", detail: "no answer" };
    }
    const next = lost.shift();
    if (next === "refused") return { kind: "refused", reason: "permission-lost", missing: [] };
    if (next === "unsure") return { kind: "unsure", detail: "no answer" };
    if (next === "failed") return { kind: "failed", detail: "503", retryAfter: 1000 };
    return post.apply(platform, args);
  };
  return { windows, lost };
}
