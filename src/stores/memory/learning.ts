import type { LearnerReviews, LearningStore, RunningSession } from "../../engine/ports/store.ts";
import { takesAnswers } from "../../engine/rules/life.ts";
import { RETENTION } from "../../engine/rules/retention.ts";
import {
  appended,
  compacted,
  entryOf,
  hasEntry,
  outcomeSigns,
  partsOf,
  seenOf,
  signOf,
  voidOf,
  withSeen,
} from "../../learning/kept.ts";
import type { ReviewDraft, ReviewHead } from "../../learning/review.ts";
import { liveRound } from "./rounds.ts";
import { type RoundState, type State, type TeamState, teamOf } from "./state.ts";

function textsOf(all: Map<string, Map<string, string>>, learner: string): Map<string, string> {
  const texts = all.get(learner) ?? new Map<string, string>();
  all.set(learner, texts);
  return texts;
}

function keep(team: TeamState, learner: string, head: ReviewHead, entry: string): void {
  const reviews = textsOf(team.reviews, learner);
  reviews.set(head.concept, appended(reviews.get(head.concept), entry));
  const seen = textsOf(team.seen, learner);
  seen.set(head.concept, withSeen(seen.get(head.concept), head));
}

/** Keeps the review of an answer that is judged now. */
export function keepJudged(
  team: TeamState,
  { confidences }: RoundState,
  learner: string,
  draft: ReviewDraft,
  right: boolean,
): void {
  const confidence = confidences.get(learner);
  const { head, tail } = partsOf(draft);
  const signs = outcomeSigns(right, confidence === undefined ? null : signOf(confidence));
  keep(team, learner, draft, `${head}${signs}${tail}`);
}

export function reviewsOf({ readKept }: State, team: TeamState, learner: string): LearnerReviews {
  const reviews = [...(team.reviews.get(learner) ?? [])];
  const seen = [...(team.seen.get(learner) ?? [])];
  return {
    concepts: new Map(reviews.map(([concept, text]) => [concept, readKept(concept, text)])),
    seen: new Map(seen.flatMap(([concept, text]) => seenOf(concept, text))),
  };
}

export function liveSession({ clock }: State, team: TeamState, learner: string): RunningSession | null {
  const found = team.sessions.get(learner);
  return found === undefined || found.until <= clock() ? null : { ...found.session };
}

export function learningPart(state: State): LearningStore {
  return {
    readReviews: async (teamId, learner) => {
      const team = teamOf(state, teamId);
      const texts = team.reviews.get(learner);
      for (const [concept, text] of texts ?? []) {
        const shorter = compacted(concept, text);
        if (shorter !== null) texts?.set(concept, shorter);
      }
      return reviewsOf(state, team, learner);
    },

    recordReview: async (teamId, learner, review) => {
      const team = teamOf(state, teamId);
      const entry = entryOf(review);
      if (hasEntry(team.reviews.get(learner)?.get(review.concept) ?? "", entry)) return false;
      keep(team, learner, review, entry);
      return true;
    },

    voidReview: async (teamId, learner, { id, concept }, at) => {
      const texts = teamOf(state, teamId).reviews.get(learner);
      const text = texts?.get(concept);
      const entry = voidOf(id, at);
      if (text === undefined || hasEntry(text, entry)) return false;
      texts?.set(concept, appended(text, entry));
      return true;
    },

    setConfidence: async (teamId, id, learner, confidence) => {
      const found = liveRound(state, teamId, id);
      if (found === undefined) return false;
      const { round, answers, judged, confidences } = found;
      const isOpen = takesAnswers(round.status) && state.clock() < round.closesAt;
      const isHeld = judged.get(learner) === "held";
      const isOwn = round.onlyFor === learner && !judged.has(learner);
      const may = round.mode === "daily" ? isOpen && answers.has(learner) : isHeld || (isOpen && isOwn);
      if (may) confidences.set(learner, confidence);
      return may;
    },

    readSession: async (team, learner) => liveSession(state, teamOf(state, team), learner),

    putSession: async (teamId, learner, session) => {
      const team = teamOf(state, teamId);
      const before = liveSession(state, team, learner);
      const isSame = before?.id === session.id;
      if (session.version > 1 && !isSame) return "gone";
      if (isSame && session.version !== before.version + 1) return "moved";
      team.sessions.set(learner, { session: { ...session }, until: state.clock() + RETENTION.session });
      return "written";
    },

    endSession: async (teamId, learner, id) => {
      const { sessions } = teamOf(state, teamId);
      if (sessions.get(learner)?.session.id === id) sessions.delete(learner);
    },
  };
}
