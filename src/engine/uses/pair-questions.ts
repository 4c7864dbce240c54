import { openIn } from "../rules/interviews.ts";
import { roomIn, timesOf } from "../rules/sheets.ts";
import type { InterviewWanted } from "../words/interview.ts";
import type { PairRound } from "../words/pair.ts";
import type { TeamId } from "../words/place.ts";
import type { Deps } from "./deps.ts";
import { quietIn } from "./interview-pool.ts";
import { guardOf } from "./reveal.ts";
import { drawn } from "./sheets.ts";

const SEED_LENGTH = 8;

/**
 * The questions of one interview, as on a sheet; fewer where there are not as many as its time has room for. A question
 * of the day that takes answers is none of them, nor what gives it away. null: there is none at all.
 */
export async function drawRound(
  deps: Deps,
  team: TeamId,
  wanted: InterviewWanted,
  { interviewer, without, now }: { interviewer: string; without: readonly string[]; now: number },
): Promise<PairRound | null> {
  const guard = await guardOf(deps, team);
  const questions = Math.max(1, Math.min(openIn(wanted.minutes, wanted.level), roomIn(wanted.minutes)));
  const items = drawn(deps, { ...wanted, questions }, deps.token(SEED_LENGTH), {
    mayBeShown: (id) => guard.until(id) === null && !without.includes(id),
    keepsQuiet: quietIn(deps, guard),
  });
  if (items.length === 0) return null;
  const times = timesOf(items, wanted.minutes);
  return {
    interviewer,
    questions: items.map((item, i) => ({
      kind: "open",
      ...{ item: item.id, concept: item.concept, topic: item.topic, difficulty: item.difficulty },
      ...{ minutes: times[i] ?? 0, began: now, ended: null },
      weights: item.keyPoints.map(({ weight }) => weight),
      ...{ how: null, strength: null, points: [], flags: [], followUp: null, judged: false, followed: [] },
    })),
    ...{ at: 0, ended: null, prompted: 0, followed: 0, closed: false, booked: false },
  };
}
