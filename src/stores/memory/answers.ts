import type { AnswerStore } from "../../engine/ports/store.ts";
import { bookingExpiries } from "../../engine/rules/retention.ts";
import { bookAccuracy, bookPoints } from "./boards.ts";
import { dropSecret, liveRound, secretUntil } from "./rounds.ts";
import { groupOf, jobKey, type State, teamOf } from "./state.ts";

export function answerPart(state: State): AnswerStore {
  return {
    recordAnswer: async (place, id, answer, practice) => {
      const team = teamOf(state, place.team);
      const found = liveRound(state, place.team, id);
      if (found === undefined || found.round.status === "void" || found.round.place.group !== place.group) {
        return { kind: "unknown" };
      }
      const { round, answers, answeredAt, judged, changed } = found;
      if ((round.mode === "practice") !== (practice !== null)) return { kind: "unknown" };
      if (round.onlyFor !== null && round.onlyFor !== answer.learner) return { kind: "unknown" };
      const earlier = answers.get(answer.learner);
      const verdict = judged.get(answer.learner);
      if (practice !== null && earlier !== undefined && verdict !== "held") {
        const isSame = answer.delivery !== undefined && verdict?.delivery === answer.delivery;
        if (!isSame) return { kind: "stands", choice: earlier, answered: answers.size };
        const { points, capped } = verdict;
        return {
          kind: "judged",
          choice: earlier,
          right: earlier === round.question.key,
          points,
          capped,
          answered: answers.size,
        };
      }
      const choice = verdict === "held" && earlier !== undefined ? earlier : answer.choice;
      const isLate = round.status !== "open" || state.clock() >= round.closesAt;
      if (isLate && verdict !== "held") return { kind: "late", closedAt: round.closedAt ?? round.closesAt };
      const { at, delivery } = answer;
      const change = changed.get(answer.learner);
      if (practice === null && delivery !== undefined && change?.delivery === delivery) {
        return { kind: "taken", previous: change.previous, answered: answers.size };
      }
      const before = answeredAt.get(answer.learner);
      const isOlder = at !== undefined && before !== undefined && at <= before;
      if (earlier !== undefined && practice === null && (isOlder || answer.found)) {
        return { kind: "older", choice: earlier, answered: answers.size };
      }
      answers.set(answer.learner, choice);
      changed.delete(answer.learner);
      if (practice === null && delivery !== undefined && earlier !== undefined && earlier !== choice) {
        changed.set(answer.learner, { delivery, previous: earlier });
      }
      // A practice answer is never replaced.
      if (at === undefined || practice !== null) answeredAt.delete(answer.learner);
      else answeredAt.set(answer.learner, at);
      if (!answer.provisional || !team.names.has(answer.learner)) {
        team.names.set(answer.learner, answer.name);
      }
      team.lastGroup.set(answer.learner, place.group);
      const groups = team.answeredIn.get(answer.learner) ?? new Set();
      team.answeredIn.set(answer.learner, groups.add(place.group));
      if (practice === null) return { kind: "taken", previous: earlier ?? null, answered: answers.size };

      const { learner } = answer;
      const until = secretUntil(state, place.team, practice.secret);
      if (until !== null) {
        judged.set(learner, "held");
        return { kind: "held", choice, until, answered: answers.size };
      }
      const right = choice === round.question.key;
      const spentKey = `${practice.labels.day}|${learner}`;
      const { spent: expires } = bookingExpiries(practice.labels.day);
      const spent = expires <= state.clock() ? 0 : (team.spent.get(spentKey)?.points ?? 0);
      const wanted = right ? practice.pointsIfRight : 0;
      const points = Math.max(0, Math.min(wanted, practice.dailyLimit - spent));
      if (points > 0) {
        team.spent.set(spentKey, { points: spent + points, expires });
      }
      const { topic } = practice;
      bookPoints(state, team, { learner, group: place.group, topic, points }, practice.labels);
      bookAccuracy(team, learner, topic, right);
      judged.set(learner, { delivery: answer.delivery ?? null, points, capped: points < wanted });
      return { kind: "judged", choice, right, points, capped: points < wanted, answered: answers.size };
    },

    freezeRound: async (teamId, id, early) => {
      const team = teamOf(state, teamId);
      const found = liveRound(state, teamId, id);
      if (found === undefined || found.round.status === "void") return null;
      const { round, answers, effects } = found;
      if (round.status === "open") {
        const now = state.clock();
        const mayBeEarly = early && round.mode === "daily";
        if (!mayBeEarly && now < round.closesAt) return null;
        round.status = "closing";
        round.closedAt = Math.min(now, round.closesAt);
        dropSecret(state, round);
      }
      const { streaks } = groupOf(state, round.place);
      return structuredClone({
        round,
        effects,
        answers: [...answers].map(([learner, choice]) => ({
          learner,
          choice,
          name: team.names.get(learner) ?? "",
          hidden: team.hidden.has(learner),
          streak: streaks.get(learner) ?? null,
        })),
      });
    },

    applyAwards: async (teamId, id, awards, labels) => {
      const team = teamOf(state, teamId);
      const found = liveRound(state, teamId, id);
      if (found === undefined || found.round.status !== "closing") return;
      const { round, awarded, answers } = found;
      const { streaks } = groupOf(state, round.place);
      for (const { learner, points, right, streak } of awards) {
        // Who asked to be forgotten in the meantime has no answer any more.
        if (awarded.has(learner) || !answers.has(learner)) continue;
        awarded.add(learner);
        streaks.set(learner, { ...streak });
        const topic = round.question.topic.id;
        bookPoints(state, team, { learner, group: round.place.group, topic, points }, labels);
        bookAccuracy(team, learner, topic, right);
      }
    },

    takeClose: async (teamId, id, token) => {
      const found = liveRound(state, teamId, id);
      if (found !== undefined) found.closer = token;
    },

    beginEffect: async (teamId, id, effect, token) => {
      const found = liveRound(state, teamId, id);
      if (found?.round.status !== "closing" || found.closer !== token) return "lost";
      if (found.begun.has(effect)) return "again";
      found.begun.add(effect);
      return "first";
    },

    markEffect: async (teamId, id, effect) => {
      const found = liveRound(state, teamId, id);
      if (found !== undefined) found.effects[effect] = true;
    },

    finishRound: async (teamId, id) => {
      const found = liveRound(state, teamId, id);
      if (found === undefined || found.round.status !== "closing") return;
      found.round.status = "closed";
      state.due.delete(jobKey({ kind: "close", place: found.round.place, round: id }));
    },
  };
}
