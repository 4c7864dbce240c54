import type { Place, TeamId } from "../words/place.ts";

/** What people read: the languages that there are, and what each has chosen. */
export interface LanguageChoice {
  /** BCP 47, English first. */
  readonly all: readonly string[];
  /** null: whatever the platform reports, or the group reads. */
  ofLearner(team: TeamId, learner: string): Promise<string | null>;
  choose(team: TeamId, learner: string, language: string | null): Promise<void>;
  /** Nothing is kept of a learner any more, so nor is this. */
  forgotten(team: TeamId, learner: string): void;
  /** A group has a language of its own from now on, or none: what is remembered of it is renewed. */
  groupReads(place: Place, language: string | null): void;
}
