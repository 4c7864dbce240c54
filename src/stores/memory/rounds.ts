import type { RoundStore } from "../../engine/ports/store.ts";
import { type LifeEvent, next, takesAnswers } from "../../engine/rules/life.ts";
import { PRACTISED_KEPT, RECENT_ROUNDS, RETENTION } from "../../engine/rules/retention.ts";
import { secretOf } from "../../engine/rules/secrets.ts";
import type { TeamId } from "../../engine/words/place.ts";
import { hasOptions, type Round } from "../../engine/words/round.ts";
import { type GroupState, groupOf, jobKey, type RoundState, type State, setDue, teamOf } from "./state.ts";

/** How long a job that a step makes due at once stays hidden: whoever made the step does it meanwhile. */
const FIRST_LEASE = 60_000;

/** The round no longer takes answers: its question is no secret of the day any more. */
export function dropSecret(state: State, { place, question, id }: Round): void {
  const { secrets } = teamOf(state, place.team);
  const secret = secretOf(question);
  secrets.get(secret)?.delete(id);
  if (secrets.get(secret)?.size === 0) secrets.delete(secret);
}

/** Until when the secret is one; null where it is none now. */
export function secretUntil(state: State, team: TeamId, secret: string): number | null {
  const ends = [...(teamOf(state, team).secrets.get(secret)?.values() ?? [])];
  const until = Math.max(0, ...ends);
  return until > state.clock() ? until : null;
}

/** A round whose retention has not ended. */
export function liveRound(state: State, team: TeamId, id: string): RoundState | undefined {
  const found = teamOf(state, team).rounds.get(id);
  return found === undefined || expired(found, state.clock()) ? undefined : found;
}

/** Takes a step of the round's life; false, and nothing changes, where it is refused. */
export function step({ round }: RoundState, event: LifeEvent): boolean {
  const to = next(round.status, event, round.message !== null);
  if (to === null || to === "planned" || to === "opening") return false;
  round.status = to;
  return true;
}

function practised(group: GroupState, item: string): void {
  group.practised = [...group.practised.filter((id) => id !== item), item].slice(-PRACTISED_KEPT);
}

export function roundPart(state: State): RoundStore {
  const live = (team: TeamId, id: string) => liveRound(state, team, id);

  const add = (group: GroupState, round: Round): void => {
    const team = teamOf(state, round.place.team);
    for (const [id, old] of team.rounds) if (expired(old, state.clock())) forgetRound(state, id, old);
    team.rounds.set(round.id, {
      round: structuredClone(round),
      answers: new Map(),
      answeredAt: new Map(),
      booked: 0,
      earned: new Map(),
      judged: new Map(),
      changed: new Map(),
      confidences: new Map(),
      ...{ ifRight: new Map(), refunded: 0, refundDone: false },
      hints: new Map(),
      texts: new Map(),
      effects: new Map(),
      shown: 0,
      closer: null,
      dateBefore: group.record.lastDate,
    });
    const push = (ids: readonly string[]) =>
      [...ids.filter((id) => id !== round.id), round.id].slice(-RECENT_ROUNDS);
    if (round.mode === "daily" || round.live !== undefined) {
      const secret = secretOf(round.question);
      const ends = team.secrets.get(secret) ?? new Map<string, number>();
      team.secrets.set(secret, ends.set(round.id, round.closesAt));
    }
    if (round.mode === "daily") return;
    if (round.onlyFor === null) group.recent = push(group.recent);
    else team.own.set(round.onlyFor, [...(team.own.get(round.onlyFor) ?? []), round.id]);
  };

  return {
    openWindow: async (round, { version, current: seen, next: planned, forget, alone = false }) => {
      const group = groupOf(state, round.place);
      const { record } = group;
      if (record.lastDate !== null && record.lastDate >= round.date) {
        const current = record.current === null ? undefined : live(round.place.team, record.current);
        return {
          kind: "exists",
          round: current?.round.date === round.date ? structuredClone(current.round) : null,
        };
      }
      if (record.version !== version || (seen !== undefined && record.current !== seen))
        return { kind: "moved" };
      if (alone && secretUntil(state, round.place.team, secretOf(round.question)) !== null)
        return { kind: "shared" };
      add(group, { ...round, status: "posting" });
      group.daily = [
        ...group.daily.filter((id) => !forget.includes(id) && id !== round.question.itemId),
        round.question.itemId,
      ];
      Object.assign(record, { lastDate: round.date, next: planned, current: round.id });
      const { place } = round;
      setDue(state, { kind: "open", place }, planned?.at ?? null);
      setDue(state, { kind: "post", place, round: round.id }, state.clock() + FIRST_LEASE);
      setDue(state, { kind: "close", place, round: round.id }, round.closesAt);
      return { kind: "opened" };
    },

    addPractice: async (round) => {
      if (live(round.place.team, round.id) !== undefined) return;
      const group = groupOf(state, round.place);
      add(group, { ...round, status: "open" });
      practised(group, round.question.itemId);
    },

    notePractised: async (place, item) => practised(groupOf(state, place), item),

    readRound: async (team, id) => structuredClone(live(team, id)?.round ?? null),

    answeredCount: async (team, id) => live(team, id)?.answers.size ?? 0,

    shownCount: async (team, id) => live(team, id)?.shown ?? (live(team, id) === undefined ? 0 : null),

    markShown: async (team, id, answered) => {
      const found = live(team, id);
      if (found !== undefined) found.shown = answered;
    },

    staleRounds: async () =>
      [...state.teams.values()]
        .flatMap(({ rounds }) => [...rounds.values()])
        .filter(({ round }) => isOpenDaily(round))
        .map(({ round, answers, shown, effects }) => ({
          round: structuredClone(round),
          isCounted: answers.size === shown,
          isSeeded: round.answers === "buttons" || effects.get("seeded") === "done",
        }))
        .filter(({ isCounted, isSeeded }) => !isCounted || !isSeeded),

    answerOf: async (team, id, learner) => live(team, id)?.answers.get(learner)?.choice ?? null,

    ownAnswer: async (team, id, learner) => {
      const found = live(team, id);
      const choice = found?.answers.get(learner)?.choice;
      if (found === undefined || choice === undefined) return null;
      const verdict = found.judged.get(learner);
      return {
        choice,
        confidence: found.confidences.get(learner) ?? null,
        hints: found.hints.get(learner) ?? 0,
        earned:
          verdict === undefined || verdict === "held"
            ? null
            : { points: verdict.points, capped: verdict.capped },
      };
    },

    roundByMessage: async (team, { channel, message }) => {
      const id = teamOf(state, team).messages.get(`${channel}|${message}`);
      return structuredClone(id === undefined ? null : (live(team, id)?.round ?? null));
    },

    answerable: async (place, learner) => {
      const { record, recent } = groupOf(state, place);
      const isOpen = ({ round }: RoundState) => takesAnswers(round.status) && state.clock() < round.closesAt;
      const current = record.current === null ? undefined : live(place.team, record.current);
      const ids = teamOf(state, place.team).own.get(learner) ?? [];
      // The newest are those that were asked last, in whatever order the store was told of them.
      const own = ids
        .toReversed()
        .flatMap((id) => live(place.team, id) ?? [])
        .sort((a, b) => b.round.opensAt - a.round.opensAt)
        .slice(0, RECENT_ROUNDS);
      const [practice] = [...recent.toReversed().flatMap((id) => live(place.team, id) ?? []), ...own]
        .filter((one) => isOpen(one) && one.round.place.group === place.group && !one.answers.has(learner))
        .map(({ round }) => round)
        .sort((a, b) => b.opensAt - a.opensAt);
      return structuredClone({
        daily:
          current === undefined || !isOpen(current)
            ? null
            : { round: current.round, answered: current.answers.has(learner) },
        practice: practice ?? null,
      });
    },

    secrets: async (team) => {
      const known = [...teamOf(state, team).secrets.keys()];
      return new Map(
        known.flatMap((secret) => {
          const until = secretUntil(state, team, secret);
          return until === null ? [] : [[secret, until] as const];
        }),
      );
    },

    confirmPosted: async (team, id, message) => {
      const found = live(team, id);
      if (found === undefined || next(found.round.status, "confirm", found.round.message !== null) === null)
        return null;
      const { round } = found;
      if (round.message === null) {
        step(found, "confirm");
        round.message = { ...message };
        found.shown = 0;
        teamOf(state, team).messages.set(`${message.channel}|${message.message}`, id);
        if (round.mode === "daily" && hasOptions(round))
          round.windowNo ??= ++groupOf(state, round.place).record.windows;
        setDue(state, { kind: "post", place: round.place, round: id }, null);
        if (round.live !== undefined) round.closesAt = state.clock() + round.live.span;
        if (round.mode === "practice" && round.onlyFor === null)
          setDue(state, { kind: "close", place: round.place, round: id }, round.closesAt);
      }
      return structuredClone(round);
    },

    loseMessage: async (team, id, message) => {
      const found = live(team, id);
      if (found === undefined) return null;
      const { round } = found;
      if (round.message?.channel !== message.channel || round.message.message !== message.message)
        return null;
      if (!step(found, "lose")) return null;
      round.message = null;
      round.lost++;
      // They were below the message that is gone.
      found.effects.delete("seeded");
      teamOf(state, team).messages.delete(`${message.channel}|${message.message}`);
      if (round.status === "posting")
        setDue(state, { kind: "post", place: round.place, round: id }, state.clock() + FIRST_LEASE);
      return structuredClone(round);
    },

    moveMessage: async (team, id, message) => {
      const found = live(team, id);
      if (found === undefined || !step(found, "show")) return;
      const { messages } = teamOf(state, team);
      const before = found.round.message;
      if (before !== null) messages.delete(`${before.channel}|${before.message}`);
      found.round.message = { ...message };
      messages.set(`${message.channel}|${message.message}`, id);
    },

    voidRound: async (team, id) => {
      const found = live(team, id);
      if (found === undefined) return "refused";
      const { round } = found;
      const before = round.status;
      if (!step(found, "void")) return "refused";
      if (before === "void") return "again";
      const { record } = groupOf(state, round.place);
      if (record.current === id) record.lastDate = found.dateBefore;
      if (round.windowNo !== null && round.windowNo === record.windows) {
        record.windows--;
        round.windowNo = null;
      }
      dropSecret(state, round);
      state.due.delete(jobKey({ kind: "close", place: round.place, round: id }));
      return "void";
    },

    askedItems: async (place) => {
      const { daily, practised } = groupOf(state, place);
      return { daily: [...daily], practised: [...practised] };
    },
  };
}

const isOpenDaily = ({ mode, status }: Round) => mode === "daily" && status === "open";

function expired({ round }: RoundState, now: number): boolean {
  return now >= round.opensAt + (round.mode === "daily" ? RETENTION.dailyRound : RETENTION.practiceRound);
}

/** Drops a round and what points to it. */
export function forgetRound(state: State, id: string, { round }: RoundState): void {
  const team = teamOf(state, round.place.team);
  team.rounds.delete(id);
  if (round.message) team.messages.delete(`${round.message.channel}|${round.message.message}`);
  const group = groupOf(state, round.place);
  group.recent = group.recent.filter((other) => other !== id);
  const own = round.onlyFor === null ? undefined : team.own.get(round.onlyFor);
  if (round.onlyFor !== null && own !== undefined)
    team.own.set(
      round.onlyFor,
      own.filter((other) => other !== id),
    );
  dropSecret(state, round);
}
