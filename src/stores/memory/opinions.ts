import type { OpinionStore, Written } from "../../engine/ports/store.ts";
import { RETENTION } from "../../engine/rules/retention.ts";
import { type State, type TeamState, teamOf } from "./state.ts";

const DAY = 24 * 60 * 60_000;

export function liveWritten({ clock }: State, team: TeamState, learner: string): Written | null {
  const found = team.written.get(learner);
  return found === undefined || found.until <= clock() ? null : { ...found.written };
}

export function opinionPart(state: State): OpinionStore {
  return {
    readConsent: async (team, learner) => teamOf(state, team).consents.get(learner) ?? null,

    setConsent: async (teamId, learner, consent) => {
      const team = teamOf(state, teamId);
      if (consent === null) team.consents.delete(learner);
      else team.consents.set(learner, { ...consent });
      if (consent?.sends !== true) team.written.delete(learner);
    },

    putWritten: async (teamId, learner, written) => {
      const all = teamOf(state, teamId).written;
      const now = state.clock();
      for (const [other, { until }] of all) if (until <= now) all.delete(other);
      all.set(learner, { written: { ...written }, until: now + RETENTION.written });
    },

    takeWritten: async (teamId, learner, item) => {
      const team = teamOf(state, teamId);
      const found = liveWritten(state, team, learner);
      if (found?.item !== item) return null;
      team.written.delete(learner);
      return found.text;
    },

    reserveTokens: async (teamId, id, tokens, limit) => {
      const team = teamOf(state, teamId);
      const day = Math.floor(state.clock() / DAY);
      if (team.tokens.day !== day) team.tokens = { day, used: 0, reserved: new Map() };
      const of = team.tokens;
      if (of.reserved.has(id)) return true;
      if (of.used + tokens > limit) return false;
      of.used += tokens;
      of.reserved.set(id, tokens);
      return true;
    },

    settleTokens: async (teamId, id, used) => {
      const of = teamOf(state, teamId).tokens;
      const reserved = of.reserved.get(id);
      if (reserved === undefined) return;
      of.used += used - reserved;
      of.reserved.delete(id);
    },
  };
}
