import type { ItemStore, Job, Report } from "../../engine/ports/store.ts";
import { isBooked } from "../../engine/rules/life.ts";
import type { TeamId } from "../../engine/words/place.ts";
import type { ReportKind } from "../../engine/words/report.ts";
import { type Choice, hasOptions } from "../../engine/words/round.ts";
import { counted, hasAnswered, mergeCounts, NO_SUMS, shareOf, sumsField } from "../../learning/item-sums.ts";
import { shortItem } from "../../learning/kept.ts";
import type { ReviewDraft } from "../../learning/review.ts";
import { bookAccuracy, bookPoints } from "./boards.ts";
import { liveRound } from "./rounds.ts";
import { jobKey, type RoundState, type State, setDue, teamOf } from "./state.ts";

/** Counts an answer for its item, before anything of it is booked: the learner's first one to it. */
export function countForItem(
  state: State,
  teamId: TeamId,
  { learner, choice, topic }: { learner: string; choice: Choice; topic: string },
  draft: ReviewDraft,
): void {
  const { reviews, seen, accuracy } = teamOf(state, teamId);
  const { concept, item, counted: as } = draft;
  const option = as?.options[choice];
  if (as === undefined || option === undefined) return;
  const [kept, days] = [reviews.get(learner)?.get(concept), seen.get(learner)?.get(concept)];
  if (hasAnswered(kept, days, shortItem(draft))) return;
  const field = sumsField(item, as.version);
  const share = shareOf(accuracy.get(learner)?.get(topic) ?? { right: 0, answered: 0 });
  state.items.set(field, counted(state.items.get(field) ?? NO_SUMS, option, share));
}

/** Its awards are booked, or each was when the answer came. */
const mayRefund = ({ round: { mode, status } }: RoundState) =>
  isBooked(status) ? status !== "void" : mode === "practice";

export function itemPart(state: State): ItemStore {
  const { items, reported, praised, decisions } = state;
  const countReport = ({ item, version }: Report, kind: ReportKind, by: number) => {
    const field = sumsField(item, version);
    const count = (reported.get(`${field}|${kind}`)?.count ?? 0) + by;
    reported.set(`${field}|${kind}`, { field, kind, count });
  };
  const makeDue = (job: Job) => {
    if (!state.due.has(jobKey(job))) setDue(state, job, state.clock());
  };
  return {
    itemSums: async () => structuredClone(items),
    reportCounts: async () => mergeCounts([...reported.values()]),

    addReport: async (teamId, report) => {
      const { reports } = teamOf(state, teamId);
      const key = `${report.learner}|${report.item}`;
      if (reports.has(key)) return false;
      reports.set(key, { ...report });
      countReport(report, report.kind, 1);
      return true;
    },

    sortReport: async (teamId, learner, item, kind) => {
      const { reports } = teamOf(state, teamId);
      const report = reports.get(`${learner}|${item}`);
      if (report === undefined || report.kind !== "other" || kind === "other") return false;
      reports.set(`${learner}|${item}`, { ...report, kind });
      countReport(report, kind, 1);
      countReport(report, "other", -1);
      return true;
    },

    addPraise: async (_team, item, version) => {
      const field = sumsField(item, version);
      praised.set(field, (praised.get(field) ?? 0) + 1);
    },

    praiseCounts: async () => new Map(praised),

    decisions: async () => structuredClone([...decisions.values()]),

    decide: async (decision) => {
      const field = sumsField(decision.item, decision.version);
      if (decision.by === "statistics" && decisions.has(field)) return false;
      decisions.set(field, { ...decision, sweptAt: null });
      return true;
    },

    sweepItem: async ({ item, version, wrongKey }) => {
      for (const [team, { rounds, reports }] of state.teams) {
        for (const [id, { round }] of wrongKey ? rounds : []) {
          if (liveRound(state, team, id) === undefined || !hasOptions(round)) continue;
          const { itemId, version: asked } = round.question;
          if (itemId === item && asked === version)
            makeDue({ kind: "refund", place: round.place, round: id });
        }
        for (const { learner, item: reported } of reports.values())
          if (reported === item) makeDue({ kind: "reported", place: { team, group: "" }, learner });
      }
    },

    readRefunds: async (team, id, count) => {
      const found = liveRound(state, team, id);
      if (found === undefined || !mayRefund(found) || found.refundDone) return null;
      const { answers, refunded: after, hints, ifRight, judged } = found;
      const page = [...answers].filter(([, { place }]) => place > after).slice(0, count);
      return {
        after,
        answers: page.map(([learner, { choice }]) => ({
          ...{ learner, choice, hints: hints.get(learner) ?? 0 },
          ...{ ifRight: ifRight.get(learner) ?? null, held: judged.get(learner) === "held" },
        })),
        upTo: page.at(-1)?.[1].place ?? after,
        isLast: page.length < count,
      };
    },

    bookRefunds: async (teamId, id, { after, upTo, refunds }, labels) => {
      const team = teamOf(state, teamId);
      const found = liveRound(state, teamId, id);
      if (found === undefined || !mayRefund(found) || found.refunded !== after) return;
      const { place, question } = found.round;
      const topic = question.topic.id;
      for (const { learner, points, mends } of refunds) {
        // Who asked to be forgotten in the meantime has no answer any more.
        if (!found.answers.has(learner)) continue;
        bookPoints(state, team, { learner, group: place.group, topic, points }, labels);
        const verdict = found.judged.get(learner);
        const record = team.accuracy.get(learner)?.get(topic);
        if (verdict === "held" || record === undefined) bookAccuracy(team, learner, topic, true);
        else if (mends) record.right++;
        if (verdict === "held") found.judged.set(learner, { delivery: null, points, capped: false });
        else if (verdict !== undefined) found.judged.set(learner, { ...verdict, points });
        found.ifRight.delete(learner);
      }
      found.refunded = upTo;
    },

    finishRefund: async (team, id) => {
      const found = liveRound(state, team, id);
      if (found === undefined) return;
      found.refundDone = true;
      state.due.delete(jobKey({ kind: "refund", place: found.round.place, round: id }));
    },

    reportsOf: async (team, learner) =>
      [...teamOf(state, team).reports.values()]
        .filter((report) => report.learner === learner)
        .map(({ learner: _, ...report }) => ({ ...report })),

    markTold: async (team, learner, item, told) => {
      const { reports } = teamOf(state, team);
      const report = reports.get(`${learner}|${item}`);
      if (report !== undefined) reports.set(`${learner}|${item}`, { ...report, told });
    },

    markSwept: async ({ item, version, at }, sweptAt) => {
      const kept = decisions.get(sumsField(item, version));
      if (kept?.at === at) kept.sweptAt = sweptAt;
    },
  };
}
