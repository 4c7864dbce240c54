import type { Round } from "../words/round.ts";

/** The rounds of a group that somebody can mean who names none: each the newest of its kind. */
export interface Answerable {
  /** The open question of the day, and whether this learner has answered it. */
  daily: { round: Round; answered: boolean } | null;
  /** A practice question of the group, or one of their own, that they have not answered. */
  practice: Round | null;
}

export type Meant =
  | { kind: "none" }
  | { kind: "one"; round: Round }
  /** The daily one and a practice question that they asked for themselves. */
  | { kind: "either"; rounds: readonly [Round, Round] };

/**
 * Which round is meant: the open question of the day, whatever others asked since. Where it has an answer
 * already, a newer practice question; and one that the learner asked for alone after it may be meant as well
 * as the daily one, so they are asked.
 */
export function meantOf({ daily, practice }: Answerable): Meant {
  if (daily === null) return practice === null ? { kind: "none" } : { kind: "one", round: practice };
  if (practice === null || practice.opensAt < daily.round.opensAt) return { kind: "one", round: daily.round };
  if (daily.answered) return { kind: "one", round: practice };
  return practice.onlyFor === null
    ? { kind: "one", round: daily.round }
    : { kind: "either", rounds: [daily.round, practice] };
}
