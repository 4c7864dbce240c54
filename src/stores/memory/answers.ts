import type { AnswerStore } from "../../engine/ports/store.ts";
import { takesAnswers } from "../../engine/rules/life.ts";
import { bookingExpiries, RETENTION, STANDOUTS_KEPT } from "../../engine/rules/retention.ts";
import { afterHints } from "../../engine/rules/scoring.ts";
import { dealtOf, waysOf } from "../../engine/words/round.ts";
import { afterDue, CLOSES_KEPT, NO_REVIEWS } from "../../learning/freezes.ts";
import { bookAccuracy, bookPoints } from "./boards.ts";
import { countAnswer } from "./focus.ts";
import { countForItem } from "./items.ts";
import { countDay, keepJudged } from "./learning.ts";
import { dropSecret, liveRound, secretUntil, step } from "./rounds.ts";
import { groupOf, jobKey, type RoundState, type State, setDue, teamOf } from "./state.ts";

/** What a learner wrote, as long as it is kept. */
export function textIn({ clock }: State, { round, texts }: RoundState, learner: string): string | null {
  return clock() < round.closesAt + RETENTION.sealedText ? (texts.get(learner) ?? null) : null;
}

export function answerPart(state: State): AnswerStore {
  return {
    recordAnswer: async (where, id, answer, practice) => {
      const team = teamOf(state, where.team);
      const found = liveRound(state, where.team, id);
      if (found === undefined || found.round.status === "void" || found.round.place.group !== where.group) {
        return { kind: "unknown" };
      }
      const { round, answers, answeredAt, judged, changed } = found;
      if ((round.mode === "practice") !== (practice !== null)) return { kind: "unknown" };
      if (round.onlyFor !== null && round.onlyFor !== answer.learner) return { kind: "unknown" };
      const known = answers.get(answer.learner);
      const earlier = known?.choice;
      const verdict = judged.get(answer.learner);
      if (practice !== null && earlier !== undefined && verdict !== "held") {
        const isSame = answer.delivery !== undefined && verdict?.delivery === answer.delivery;
        if (!isSame) return { kind: "stands", choice: earlier, answered: answers.size };
        const { points, capped } = verdict;
        return {
          kind: "judged",
          choice: earlier,
          right: earlier === dealtOf(round).key,
          points,
          capped,
          answered: answers.size,
        };
      }
      const choice = verdict === "held" && earlier !== undefined ? earlier : answer.choice;
      const isLate = !takesAnswers(round.status) || state.clock() >= round.closesAt;
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
      const place = known?.place ?? ([...answers.values()].at(-1)?.place ?? 0) + 1;
      answers.set(answer.learner, { choice, place });
      changed.delete(answer.learner);
      if (answer.text === undefined) found.texts.delete(answer.learner);
      else found.texts.set(answer.learner, answer.text);
      // What somebody was sure of is no longer their answer.
      if (practice === null && earlier !== choice) found.confidences.delete(answer.learner);
      if (practice === null && delivery !== undefined && earlier !== undefined && earlier !== choice) {
        changed.set(answer.learner, { delivery, previous: earlier });
      }
      // A practice answer is never replaced.
      if (at === undefined || practice !== null) answeredAt.delete(answer.learner);
      else answeredAt.set(answer.learner, at);
      if (!answer.provisional || !team.names.has(answer.learner)) {
        team.names.set(answer.learner, answer.name);
      }
      team.lastGroup.set(answer.learner, where.group);
      const groups = team.answeredIn.get(answer.learner) ?? new Set();
      team.answeredIn.set(answer.learner, groups.add(where.group));
      if (practice === null) {
        if (earlier === undefined) countDay(team, answer.learner, answer.day);
        return { kind: "taken", previous: earlier ?? null, answered: answers.size };
      }

      const { learner } = answer;
      const until = secretUntil(state, where.team, practice.secret);
      if (until !== null) {
        judged.set(learner, "held");
        return { kind: "held", choice, until, answered: answers.size };
      }
      const right = choice === dealtOf(round).key;
      const spentKey = `${practice.labels.day}|${learner}`;
      const { spent: expires } = bookingExpiries(practice.labels.day);
      const spent = expires <= state.clock() ? 0 : (team.spent.get(spentKey)?.points ?? 0);
      const wanted = right ? afterHints(practice.pointsIfRight, found.hints.get(learner) ?? 0) : 0;
      const points = Math.max(0, Math.min(wanted, practice.dailyLimit - spent));
      if (points > 0) {
        team.spent.set(spentKey, { points: spent + points, expires });
      }
      const { topic } = practice;
      countForItem(state, where.team, { learner, choice, topic }, practice.review);
      bookPoints(state, team, { learner, group: where.group, topic, points }, practice.labels);
      bookAccuracy(team, learner, topic, right);
      keepJudged(team, found, learner, practice.review, right);
      countDay(team, learner, practice.labels.day);
      if (practice.isDue) {
        const before = team.freezes.get(learner) ?? NO_REVIEWS;
        team.freezes.set(learner, afterDue(before, practice.review.concept, state.clock()));
      }
      const { concept } = practice.review;
      countAnswer(state, where, { learner, concept, right }, practice.labels.day);
      judged.set(learner, { delivery: answer.delivery ?? null, points, capped: points < wanted });
      return { kind: "judged", choice, right, points, capped: points < wanted, answered: answers.size };
    },

    writtenBy: async (teamId, id, learner) => {
      const found = liveRound(state, teamId, id);
      return found === undefined ? null : textIn(state, found, learner);
    },

    freezeRound: async (teamId, id, early) => {
      const found = liveRound(state, teamId, id);
      if (found === undefined) return null;
      const { round, answers, effects, booked } = found;
      const isDaily = round.mode === "daily";
      const wasOpen = takesAnswers(round.status);
      const now = state.clock();
      const mayEarly = isDaily || round.live !== undefined;
      if (wasOpen && now < round.closesAt && !(early && mayEarly)) return null;
      if (!step(found, isDaily ? "freeze" : "lapse")) return null;
      if (wasOpen) {
        round.closedAt = Math.min(now, round.closesAt);
        dropSecret(state, round);
        if (now < round.closesAt && isDaily)
          setDue(state, { kind: "close", place: round.place, round: id }, now - 1000);
      }
      const tally = Array.from({ length: waysOf(round.question) }, () => 0);
      for (const { choice } of answers.values())
        if (choice < tally.length) tally[choice] = (tally[choice] ?? 0) + 1;
      return structuredClone({
        ...{ round, tally, booked },
        effects: {
          seeded: effects.get("seeded") ?? "no",
          edited: effects.get("edited") ?? "no",
          summarised: effects.get("summarised") ?? "no",
        },
      });
    },

    readAnswers: async (where, id, after, count) => {
      const { streaks } = groupOf(state, where);
      const found = liveRound(state, where.team, id);
      const all = [...(found?.answers ?? [])];
      const page = all.filter(([, { place }]) => place > after).slice(0, count);
      return structuredClone({
        answers: page.map(([learner, { choice }]) => ({
          ...{ learner, choice },
          streak: streaks.get(learner) ?? null,
          hints: found?.hints.get(learner) ?? 0,
        })),
        upTo: page.at(-1)?.[1].place ?? after,
        isLast: page.length < count,
      });
    },

    awardPage: async (teamId, id, { after, upTo, isLast, awards }, labels, review) => {
      const team = teamOf(state, teamId);
      const found = liveRound(state, teamId, id);
      if (found === undefined || !step(found, "book")) return null;
      if (found.booked !== after) return found.booked;
      const { round, answers, earned } = found;
      const { streaks } = groupOf(state, round.place);
      for (const { learner, points, right, streak, ifRight } of awards) {
        // Who asked to be forgotten in the meantime has no answer any more.
        const given = answers.get(learner);
        if (given === undefined) continue;
        found.answeredAt.delete(learner);
        found.changed.delete(learner);
        streaks.set(learner, { ...streak });
        const topic = round.question.topic.id;
        countForItem(state, teamId, { learner, choice: given.choice, topic }, review);
        bookPoints(state, team, { learner, group: round.place.group, topic, points }, labels);
        bookAccuracy(team, learner, topic, right);
        keepJudged(team, found, learner, review, right);
        countAnswer(state, round.place, { learner, concept: review.concept, right }, labels.day);
        if (ifRight !== undefined) found.ifRight.set(learner, ifRight);
        found.confidences.delete(learner);
        found.hints.delete(learner);
        if (!team.hidden.has(learner)) earned.set(learner, { points, streak: streak.length });
      }
      found.booked = upTo;
      if (!isLast) return upTo;
      step(found, "settle");
      const { windowNo, closedAt } = round;
      const { closes } = groupOf(state, round.place);
      if (windowNo !== null && closedAt !== null) {
        closes.set(windowNo, closedAt);
        closes.delete(windowNo - CLOSES_KEPT);
      }
      return null;
    },

    standouts: async (teamId, id, count) => {
      const { names, hidden } = teamOf(state, teamId);
      const found = liveRound(state, teamId, id);
      const earned = found === undefined || found.round.status === "closed" ? [] : [...found.earned];
      const most = (value: (one: { points: number; streak: number }) => number, least: number) =>
        earned
          .map(([learner, one]) => ({ learner, value: value(one) }))
          .filter((one) => one.value >= least)
          .sort((a, b) => b.value - a.value || (a.learner < b.learner ? -1 : 1))
          .slice(0, STANDOUTS_KEPT)
          .filter(({ learner }) => !hidden.has(learner))
          .map(({ learner, value }) => ({ learner, name: names.get(learner) ?? "", value }));
      const [longest] = most(({ streak }) => streak, 2);
      return {
        top: most(({ points }) => points, 1)
          .slice(0, count)
          .map(({ value, ...who }) => ({ ...who, points: value })),
        longest: longest === undefined ? null : { name: longest.name, length: longest.value },
      };
    },

    takeClose: async (teamId, id, token) => {
      const found = liveRound(state, teamId, id);
      if (found !== undefined && step(found, "show")) found.closer = token;
    },

    beginEffect: async (teamId, id, effect, token) => {
      const found = liveRound(state, teamId, id);
      if (found === undefined || !step(found, "show") || found.closer !== token) return "lost";
      if (found.effects.has(effect)) return "again";
      found.effects.set(effect, "begun");
      return "first";
    },

    markEffect: async (teamId, id, effect, token) => {
      const found = liveRound(state, teamId, id);
      if (found === undefined) return false;
      const may = token === null ? step(found, "answer") : step(found, "show") && found.closer === token;
      if (may) found.effects.set(effect, "done");
      return may;
    },

    finishRound: async (teamId, id) => {
      const found = liveRound(state, teamId, id);
      if (found === undefined || !step(found, "finish")) return;
      // Its message tells nothing of the question before any more.
      if (found.round.mode === "daily") found.round = { ...found.round, previous: undefined };
      state.due.delete(jobKey({ kind: "close", place: found.round.place, round: id }));
    },
  };
}
