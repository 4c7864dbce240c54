import type { ItemStore, Report } from "../../engine/ports/store.ts";
import type { TeamId } from "../../engine/words/place.ts";
import type { ReportKind } from "../../engine/words/report.ts";
import type { Choice } from "../../engine/words/round.ts";
import { counted, hasAnswered, mergeCounts, NO_SUMS, shareOf, sumsField } from "../../learning/item-sums.ts";
import { shortItem } from "../../learning/kept.ts";
import type { ReviewDraft } from "../../learning/review.ts";
import { type State, teamOf } from "./state.ts";

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

export function itemPart(state: State): ItemStore {
  const { items, reported, decisions } = state;
  const countReport = ({ item, version }: Report, kind: ReportKind, by: number) => {
    const field = sumsField(item, version);
    const count = (reported.get(`${field}|${kind}`)?.count ?? 0) + by;
    reported.set(`${field}|${kind}`, { field, kind, count });
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

    decisions: async () => structuredClone([...decisions.values()]),

    decide: async (decision) => {
      const field = sumsField(decision.item, decision.version);
      if (decision.by === "statistics" && decisions.has(field)) return false;
      decisions.set(field, { ...decision, sweptAt: null });
      return true;
    },

    markSwept: async ({ item, version, at }, sweptAt) => {
      const kept = decisions.get(sumsField(item, version));
      if (kept?.at === at) kept.sweptAt = sweptAt;
    },
  };
}
