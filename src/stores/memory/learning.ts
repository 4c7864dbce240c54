import type { LearnerReviews, LearningStore, RunningSession } from "../../engine/ports/store.ts";
import { addDays, mondayOf } from "../../engine/rules/calendar.ts";
import { takesAnswers } from "../../engine/rules/life.ts";
import { RETENTION, WEEKS_KEPT } from "../../engine/rules/retention.ts";
import type { TeamId } from "../../engine/words/place.ts";
import { NO_REVIEWS } from "../../learning/freezes.ts";
import {
  appended,
  compacted,
  entryOf,
  hasEntry,
  outcomeSigns,
  partsOf,
  signOf,
  voidOf,
} from "../../learning/kept.ts";
import type { ReviewDraft } from "../../learning/review.ts";
import { liveRound } from "./rounds.ts";
import { groupOf, type RoundState, type State, type TeamState, teamOf } from "./state.ts";

function textsOf(all: Map<string, Map<string, string>>, learner: string): Map<string, string> {
  const texts = all.get(learner) ?? new Map<string, string>();
  all.set(learner, texts);
  return texts;
}

function keep(team: TeamState, learner: string, concept: string, entry: string): void {
  const reviews = textsOf(team.reviews, learner);
  reviews.set(concept, appended(reviews.get(concept), entry));
}

/** Keeps the review of an answer that is judged now. */
export function keepJudged(
  team: TeamState,
  { confidences, hints }: RoundState,
  learner: string,
  draft: ReviewDraft,
  right: boolean,
): void {
  const confidence = confidences.get(learner);
  const { head, tail } = partsOf(draft);
  const signs = outcomeSigns(
    right,
    confidence === undefined ? null : signOf(confidence),
    hints.get(learner) ?? 0,
  );
  keep(team, learner, draft.concept, `${head}${signs}${tail}`);
}

export function reviewsOf(state: State, teamId: TeamId, learner: string): LearnerReviews {
  const { reviews, seen } = teamOf(state, teamId);
  const none = new Map<string, string>();
  return state.readKept(`${teamId}|${learner}`, reviews.get(learner) ?? none, seen.get(learner) ?? none);
}

/** Counts an answer among a learner's days; those that are long past go. */
export function countDay(team: TeamState, learner: string, day: string | undefined): void {
  if (day === undefined) return;
  const days = team.days.get(learner) ?? new Map<string, number>();
  const week = mondayOf(day);
  const isNewWeek = ![...days.keys()].some((one) => mondayOf(one) === week);
  days.set(day, (days.get(day) ?? 0) + 1);
  team.days.set(learner, days);
  const oldest = addDays(week, -7 * WEEKS_KEPT);
  if (isNewWeek) for (const one of [...days.keys()]) if (one <= addDays(oldest, 6)) days.delete(one);
}

export function liveSession({ clock }: State, team: TeamState, learner: string): RunningSession | null {
  const found = team.sessions.get(learner);
  return found === undefined || found.until <= clock() ? null : { ...found.session };
}

export function learningPart(state: State): LearningStore {
  return {
    readReviews: async (teamId, learner) => {
      const team = teamOf(state, teamId);
      for (const [concept, text] of team.reviews.get(learner) ?? []) {
        const shorter = compacted(concept, text, team.seen.get(learner)?.get(concept));
        if (shorter === null) continue;
        textsOf(team.reviews, learner).set(concept, shorter.reviews);
        textsOf(team.seen, learner).set(concept, shorter.seen);
      }
      return reviewsOf(state, teamId, learner);
    },

    recordReview: async (teamId, learner, review, day) => {
      const team = teamOf(state, teamId);
      const entry = entryOf(review);
      if (hasEntry(team.reviews.get(learner)?.get(review.concept) ?? "", entry)) return false;
      keep(team, learner, review.concept, entry);
      countDay(team, learner, day);
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

    readDays: async (team, learner) => new Map(teamOf(state, team).days.get(learner)),

    readStreaks: async (place, learners) => {
      const { streaks } = groupOf(state, place);
      const found = learners.flatMap((learner) => {
        const streak = streaks.get(learner);
        return streak === undefined ? [] : [[learner, { ...streak }] as const];
      });
      return new Map(found);
    },

    readFreezes: async (place, learners) => {
      const { freezes } = teamOf(state, place.team);
      const due = learners.map((learner) => [learner, freezes.get(learner) ?? NO_REVIEWS] as const);
      return { closes: new Map(groupOf(state, place).closes), due: new Map(structuredClone(due)) };
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

    takeHints: async (teamId, id, learner, wanted) => {
      const found = liveRound(state, teamId, id);
      if (found === undefined) return false;
      const { round, answers, hints } = found;
      if (!takesAnswers(round.status) || state.clock() >= round.closesAt) return false;
      const isOwn = round.onlyFor === learner && !answers.has(learner);
      if (round.mode === "daily" ? wanted > 1 : !isOwn) return false;
      hints.set(learner, Math.max(wanted, hints.get(learner) ?? 0));
      return true;
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
