import { planFor, questionsIn } from "../../learning/plan.ts";
import { readinessByTopic, readinessOf } from "../../learning/readiness.ts";
import { type Progress, progressOf } from "../../learning/session.ts";
import type { LearnerReviews } from "../ports/store.ts";
import { addDays, dayNumber } from "../rules/calendar.ts";
import type { StudyPlan } from "../words/plan.ts";
import type { PlanDraftReply, PlanGlance, PlanReadiness, PlanReply } from "../words/reply.ts";
import { type Say, say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { type PlanScope, scopeOf } from "./plan-scope.ts";

/** Days before an interview in which what is weakest is repeated, whatever is due. */
const LAST_DAYS = 7;

/** Whether these are the last days before the day of a plan. */
export function isLastDays(plan: StudyPlan, today: string): boolean {
  const days = dayNumber(plan.date) - dayNumber(today);
  return days > 0 && days <= LAST_DAYS;
}

/** How much of what a plan is about would be recalled now. */
function readinessFor(scope: PlanScope, progress: Progress, now: number): PlanReadiness {
  return {
    ...readinessOf(scope.concepts, progress, now),
    topics: readinessByTopic(scope.concepts, progress, now).map(({ topic, ...readiness }) => ({
      name: scope.topics.get(topic) ?? topic,
      ...readiness,
    })),
  };
}

/** What a plan is about, as it is shown. */
function aboutOf({ bank }: Pick<Deps, "bank">, { about }: StudyPlan): PlanReply["about"] {
  if ("role" in about) return about;
  return { subjects: about.subjects.flatMap((id) => bank.subject(id)?.name ?? []) };
}

/** A plan in short, for a profile; null where there is none, or its day is over. */
export function planGlance(
  deps: Deps,
  plan: StudyPlan | null,
  { concepts, seen }: LearnerReviews,
  today: string,
): PlanGlance | null {
  if (plan === null || plan.date < today) return null;
  const progress = progressOf(concepts, seen);
  return {
    date: plan.date,
    days: dayNumber(plan.date) - dayNumber(today),
    about: aboutOf(deps, plan),
    readiness: readinessFor(scopeOf(deps.bank, plan.about), progress, deps.clock()),
  };
}

/** A plan as it stands today, from what is remembered now. */
export function planReply(
  deps: Deps,
  plan: StudyPlan,
  { concepts, seen }: LearnerReviews,
  today: string,
  lines: readonly Say[],
): PlanReply {
  const now = deps.clock();
  const scope = scopeOf(deps.bank, plan.about);
  const progress = progressOf(concepts, seen);
  const days = dayNumber(plan.date) - dayNumber(today);
  const { weeks, known, leftOut } = planFor(scope.order, progress, { now, days, minutes: plan.minutes });
  const named = (ids: readonly string[]) => ids.map((id) => scope.names.get(id) ?? id);
  const isLast = isLastDays(plan, today);
  return {
    kind: "plan",
    visibility: "private",
    date: plan.date,
    days,
    minutes: plan.minutes,
    questions: questionsIn(plan.minutes),
    about: aboutOf(deps, plan),
    weeks: weeks.map((week) => ({
      from: addDays(today, week.from),
      to: addDays(today, week.from + week.days - 1),
      concepts: named(week.concepts),
      reviews: week.reviews,
    })),
    known: known.length,
    leftOut: named(leftOut),
    readiness: readinessFor(scope, progress, now),
    lines,
    buttons: [
      {
        label: isLast ? say("button.plan-exam") : say("button.plan-practise"),
        action: { verb: "review", source: isLast ? "exam" : "due", topic: null, group: null },
        primary: true,
      },
    ],
  };
}

/** What a job description names, to be corrected before it becomes a plan. */
export function draftReply(
  { bank }: Deps,
  draft: StudyPlan,
  subjects: readonly string[],
  lines: readonly Say[],
  inPlace = false,
): PlanDraftReply {
  const { date, minutes } = draft;
  const found = subjects.flatMap((id) => {
    const subject = bank.subject(id);
    if (subject === null) return [];
    return { id, name: subject.name, concepts: scopeOf(bank, { subjects: [id] }).concepts.length };
  });
  return {
    kind: "plan-draft",
    visibility: "private",
    date,
    minutes,
    found: found.map((one) => ({
      ...one,
      drop: {
        label: say("button.subject", { name: one.name }),
        action: { verb: "plan-drop", subject: one.id },
      },
    })),
    concepts: scopeOf(bank, { subjects }).concepts.length,
    inPlace,
    lines,
    buttons: [
      ...(found.length === 0
        ? []
        : [{ label: say("button.plan-use"), action: { verb: "plan-use", date }, primary: true } as const]),
      { label: say("button.plan-terms"), action: { verb: "terms", item: date } },
      { label: say("button.plan-job-again"), action: { verb: "job", item: `${date}.${minutes}` } },
    ],
  };
}
