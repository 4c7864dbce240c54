import type { LearnerExport, LearnerStore } from "../../engine/ports/store.ts";
import { isManagerEntry, managedBy, managerEntry, managersOf } from "../../engine/rules/managers.ts";
import type { Streak } from "../../engine/words/board.ts";
import { NO_REVIEWS } from "../../learning/freezes.ts";
import { textIn } from "./answers.ts";
import { forgetDocuments } from "./documents.ts";
import { liveSession, reviewsOf } from "./learning.ts";
import { liveWritten } from "./opinions.ts";
import { livePlans } from "./plans.ts";
import { forgetReminders, remindingOf } from "./reminders.ts";
import { forgetRound, liveRound } from "./rounds.ts";
import { groupOf, jobKey, type State, type TeamState, teamOf } from "./state.ts";

function topicsOf(team: TeamState, learner: string) {
  return [...(team.accuracy.get(learner) ?? [])]
    .map(([topic, record]) => ({ topic, ...record }))
    .sort((a, b) => (a.topic < b.topic ? -1 : 1));
}

const setUpBy = ({ groups }: TeamState, learner: string): string[] =>
  [...groups]
    .filter(([, { record }]) => record.managedBy === learner)
    .map(([group]) => group)
    .sort();

export function learnerPart(state: State): LearnerStore {
  return {
    readLearner: async (place, learner) => {
      const team = teamOf(state, place.team);
      const streak = groupOf(state, place).streaks.get(learner);
      return {
        streak: streak ? { ...streak } : null,
        topics: topicsOf(team, learner),
        hidden: team.hidden.has(learner),
        lastGroup: team.lastGroup.get(learner) ?? null,
        groups: [...(team.answeredIn.get(learner) ?? [])].sort(),
      };
    },

    readLanguage: async (team, learner) => teamOf(state, team).languages.get(learner) ?? null,

    setLanguage: async (team, learner, language) => {
      if (language === null) teamOf(state, team).languages.delete(learner);
      else teamOf(state, team).languages.set(learner, language);
    },

    setHidden: async (team, learner, hidden) => {
      if (hidden) teamOf(state, team).hidden.add(learner);
      else teamOf(state, team).hidden.delete(learner);
    },

    shownNames: async (teamId, learners, count) => {
      const { hidden, names } = teamOf(state, teamId);
      const shown = learners.filter((learner) => !hidden.has(learner));
      return {
        names: shown.slice(0, count).map((learner) => names.get(learner) ?? ""),
        hidden: learners.length - shown.length,
      };
    },

    exportLearner: async (teamId, learner) => {
      const team = teamOf(state, teamId);
      const ownOf = (all: TeamState["boards"]) =>
        Object.fromEntries(
          [...all].flatMap(([key, { points, expires }]) => {
            const own = points.get(learner);
            return own === undefined || expires <= state.clock() ? [] : [[key, own]];
          }),
        );
      const streaks: Record<string, Streak> = {};
      const answeredOn: Record<string, string> = {};
      for (const [group, { streaks: all, answering }] of team.groups) {
        const own = all.get(learner);
        if (own !== undefined) streaks[group] = { ...own };
        const day = answering.get(learner);
        if (day !== undefined) answeredOn[group] = day;
      }
      const answers: Record<string, LearnerExport["answers"][string]> = {};
      const asked: Record<string, LearnerExport["asked"][string]> = {};
      const hints: Record<string, number> = {};
      const texts: Record<string, string> = {};
      for (const id of team.rounds.keys()) {
        const found = liveRound(state, teamId, id);
        if (found === undefined) continue;
        const own = found.answers.get(learner);
        const taken = found.hints.get(learner);
        if (taken !== undefined) hints[id] = taken;
        const text = textIn(state, found, learner);
        if (text !== null) texts[id] = text;
        const item = found.round.question.itemId;
        const givenAt = found.answeredAt.get(learner) ?? null;
        const verdict = found.judged.get(learner);
        const points = verdict === undefined || verdict === "held" ? null : verdict.points;
        const confidence = found.confidences.get(learner) ?? null;
        if (own !== undefined) {
          const awarded = own.place <= found.booked;
          answers[id] = { choice: own.choice, item, givenAt, awarded, points, confidence };
        } else if (found.round.onlyFor === learner || found.round.asker === learner)
          asked[id] = { item, confidence };
      }
      const practicePoints: Record<string, number> = {};
      for (const [key, { points, expires }] of team.spent) {
        const [day = "", who] = key.split("|");
        if (who === learner && expires > state.clock()) practicePoints[day] = points;
      }
      const absence = team.absent.get(learner);
      const { concepts, seen } = reviewsOf(state, teamId, learner);
      const { plan, draft } = livePlans(state, team, learner);
      const due = team.freezes.get(learner) ?? NO_REVIEWS;
      return {
        learner,
        name: team.names.get(learner) ?? null,
        language: team.languages.get(learner) ?? null,
        hidden: team.hidden.has(learner),
        lastGroup: team.lastGroup.get(learner) ?? null,
        groups: [...(team.answeredIn.get(learner) ?? [])].sort(),
        manager: team.managers.has(managerEntry(learner, null)),
        manages: managedBy(learner, setUpBy(team, learner), [...team.managers]),
        absent: absence === undefined ? null : { ...absence },
        streaks,
        answeredOn,
        topics: topicsOf(team, learner),
        boards: ownOf(team.boards),
        earned: ownOf(team.earned),
        practicePoints,
        answers,
        asked,
        hints,
        texts,
        reviews: Object.fromEntries(concepts),
        seen: Object.fromEntries(seen),
        days: Object.fromEntries(team.days.get(learner) ?? []),
        freezes: { earned: [...due.earned], towards: Object.fromEntries(due.towards) },
        session: liveSession(state, team, learner),
        consent: team.consents.get(learner) ?? null,
        written: liveWritten(state, team, learner),
        reminding: remindingOf(state, teamId, learner),
        plans: { plan, draft },
        reports: [...team.reports.values()]
          .filter((r) => r.learner === learner)
          .map(({ learner: _, ...report }) => ({ ...report })),
      };
    },

    forgetLearner: async (teamId, learner) => {
      const team = teamOf(state, teamId);
      for (const { points } of [...team.boards.values(), ...team.earned.values()]) points.delete(learner);
      for (const group of team.groups.values()) {
        group.streaks.delete(learner);
        group.answering.delete(learner);
        if (group.record.managedBy === learner) group.record.managedBy = null;
      }
      for (const [id, found] of [...team.rounds]) {
        found.answers.delete(learner);
        found.judged.delete(learner);
        found.changed.delete(learner);
        found.answeredAt.delete(learner);
        found.earned.delete(learner);
        found.confidences.delete(learner);
        found.ifRight.delete(learner);
        found.hints.delete(learner);
        found.texts.delete(learner);
        if (found.round.asker === learner) found.round = { ...found.round, asker: undefined };
        if (found.round.onlyFor === learner) forgetRound(state, id, found);
      }
      for (const key of [...team.spent.keys()]) if (key.endsWith(`|${learner}`)) team.spent.delete(key);
      for (const [key, report] of [...team.reports]) if (report.learner === learner) team.reports.delete(key);
      team.own.delete(learner);
      team.names.delete(learner);
      team.languages.delete(learner);
      team.hidden.delete(learner);
      team.lastGroup.delete(learner);
      team.answeredIn.delete(learner);
      team.accuracy.delete(learner);
      team.reviews.delete(learner);
      team.seen.delete(learner);
      team.days.delete(learner);
      team.freezes.delete(learner);
      team.sessions.delete(learner);
      team.consents.delete(learner);
      team.written.delete(learner);
      forgetReminders(state, teamId, learner);
      state.due.delete(jobKey({ kind: "reported", place: { team: teamId, group: "" }, learner }));
      team.plans.delete(learner);
      forgetDocuments(state, teamId, learner);
      for (const entry of [...team.managers]) if (isManagerEntry(entry, learner)) team.managers.delete(entry);
      team.absent.delete(learner);
      team.members.delete(learner);
    },

    managers: async (team, group = null) => managersOf([...teamOf(state, team).managers], group),

    setUpBy: async (team, learner) => setUpBy(teamOf(state, team), learner),

    setManager: async (team, learner, on, group = null) => {
      if (on) teamOf(state, team).managers.add(managerEntry(learner, group));
      else teamOf(state, team).managers.delete(managerEntry(learner, group));
    },

    rename: async (teamId, learner, name) => {
      const { names } = teamOf(state, teamId);
      if (names.has(learner)) names.set(learner, name);
    },

    absent: async (team) =>
      [...teamOf(state, team).absent].map(([learner, times]) => ({ learner, ...times })),

    setAbsent: async (team, learner, absence) => {
      if (absence === null) teamOf(state, team).absent.delete(learner);
      else teamOf(state, team).absent.set(learner, { ...absence });
    },

    keepMember: async (team, learner, text, ttl) => {
      const { members } = teamOf(state, team);
      const now = state.clock();
      members.delete(learner);
      // What was kept first goes first.
      for (const [old, { until }] of members) {
        if (until > now) break;
        members.delete(old);
      }
      members.set(learner, { text, until: now + ttl });
    },

    recallMember: async (team, learner) => {
      const found = teamOf(state, team).members.get(learner);
      return found === undefined || found.until <= state.clock() ? null : found.text;
    },
  };
}
