import type { Caller, PlanWanted } from "../ports/bot.ts";
import type { KeptPlans } from "../ports/store.ts";
import { addDays, dayNumber, localDate } from "../rules/calendar.ts";
import { subjectsIn } from "../rules/job-terms.ts";
import { RETENTION } from "../rules/retention.ts";
import { ROLES } from "../words/item.ts";
import { isSame } from "../words/link.ts";
import type { PlanAbout, StudyPlan } from "../words/plan.ts";
import type { Action, Actor } from "../words/press.ts";
import { BROKEN, type NoticeReply, notice, type Reply } from "../words/reply.ts";
import { type Say, say } from "../words/say.ts";
import { DEFAULT_ZONE, type Deps } from "./deps.ts";
import { linkedTo } from "./link-state.ts";
import { type PlansAt, plansOf, reviewsOf } from "./linked.ts";
import { scopeOf } from "./plan-scope.ts";
import { draftReply, isLastDays, planReply } from "./plan-views.ts";

const DAY = 24 * 60 * 60_000;
/** Minutes a day where nobody says how many. */
const USUAL_MINUTES = 15;
/** How far ahead a day may lie. */
const LONGEST = 2 * 365;
/** Subjects that a plan may have. */
const MOST = 50;
/** How often a change is tried again where another one came first. */
const TRIES = 5;

/** The local date of the group, or in UTC where it has no zone. */
async function todayOf(deps: Deps, { place }: Pick<Actor, "place">): Promise<string> {
  const { schedule } = await deps.store.readGroup(place);
  return localDate(await deps.store.now(), schedule?.timezone ?? DEFAULT_ZONE);
}

const SET = { command: "plan set" } as const;

/** Why a day cannot be that of a plan; null: it can. */
export function wrongDay(date: string, today: string): NoticeReply | null {
  const days = dayNumber(date) - dayNumber(today);
  if (days < 0) return notice("refusal", say("plan.past", { date: { date } }));
  if (days === 0) return notice("refusal", say("plan.is-today"));
  if (days > LONGEST) return notice("refusal", say("plan.far", { date: { date: addDays(today, LONGEST) } }));
  return null;
}

async function written(
  deps: Deps,
  { at, version, ...kept }: PlansAt,
  change: (kept: KeptPlans) => KeptPlans | null,
): Promise<KeptPlans | "conflict" | null> {
  const next = change(kept);
  if (next === null) return null;
  const last = Math.max(...[next.plan, next.draft].map((one) => Date.parse(one?.date ?? "") || 0));
  const until = last + DAY + RETENTION.plan;
  return (await deps.store.writePlans(at.team, at.learner, version, next, until)) ? next : "conflict";
}

/**
 * Changes what is kept of a learner's plans, where that is kept which counts; null: `change` has nothing to write, or
 * others always came first.
 */
async function change(
  deps: Deps,
  { place, person }: Actor,
  change: (kept: KeptPlans) => KeptPlans | null,
): Promise<KeptPlans | null> {
  for (let tries = 0; tries < TRIES; tries++) {
    const [first] = await plansOf(deps, place.team, person.id);
    const next = await written(deps, first, change);
    if (next !== "conflict") return next;
  }
  return null;
}

async function shown(deps: Deps, actor: Actor, plan: StudyPlan, today: string, ...lines: Say[]) {
  const reviews = await reviewsOf(deps, actor.place.team, actor.person.id);
  return planReply(deps, plan, reviews, today, lines);
}

async function use(deps: Deps, actor: Actor, plan: StudyPlan, today: string): Promise<Reply> {
  const written = await change(deps, actor, () => ({ plan, draft: null }));
  if (written === null) return BROKEN;
  return shown(deps, actor, plan, today, say("plan.set", { command: { command: "plan show" } }));
}

/** The date and minutes that are meant, the role aside; a refusal where they cannot be. */
async function terms(
  deps: Deps,
  actor: Actor,
  { date, minutes }: PlanWanted,
): Promise<{ today: string; plan: StudyPlan | null; date: string; minutes: number } | NoticeReply> {
  const { place, person } = actor;
  const [[{ plan }], today] = await Promise.all([plansOf(deps, place.team, person.id), todayOf(deps, actor)]);
  const day = date ?? plan?.date;
  if (day === undefined)
    return notice("refusal", say("plan.no-date", { code: { code: `date:${addDays(today, 60)}` } }));
  return (
    wrongDay(day, today) ?? { today, plan, date: day, minutes: minutes ?? plan?.minutes ?? USUAL_MINUTES }
  );
}

/** `plan set`: by role at once; without, of a new plan, asks which, or for a job description. */
export async function setPlan(deps: Deps, caller: Caller, wanted: PlanWanted): Promise<Reply> {
  const meant = await terms(deps, caller, wanted);
  if ("kind" in meant) return meant;
  const { today, plan, date, minutes } = meant;
  const about: PlanAbout | undefined = wanted.role === undefined ? plan?.about : { role: wanted.role };
  if (about !== undefined) return use(deps, caller, { date, minutes, about }, today);
  return {
    ...notice("info", say("plan.which", { date: { date }, minutes })),
    buttons: [
      { label: say("button.plan-job"), action: { verb: "job", item: `${date}.${minutes}` }, primary: true },
      ...ROLES.map((role, i) => ({
        label: say(`role.${role}`),
        action: { verb: "plan-role", role, date, minutes } as const,
        row: i === 0,
      })),
    ],
  };
}

/** `plan job`: the button that opens the form, since a command opens none. */
export async function offerJob(deps: Deps, caller: Caller, wanted: PlanWanted): Promise<Reply> {
  const meant = await terms(deps, caller, wanted);
  if ("kind" in meant) return meant;
  const { date, minutes } = meant;
  return {
    ...notice("info", say("plan.paste", { date: { date }, minutes })),
    buttons: [
      { label: say("button.plan-job"), action: { verb: "job", item: `${date}.${minutes}` }, primary: true },
    ],
  };
}

/** A role was chosen. */
export async function pressRole(
  deps: Deps,
  press: Actor,
  { role, date, minutes }: Extract<Action, { verb: "plan-role" }>,
): Promise<Reply> {
  const today = await todayOf(deps, press);
  return wrongDay(date, today) ?? use(deps, press, { date, minutes, about: { role } }, today);
}

export async function showPlan(deps: Deps, actor: Actor): Promise<Reply> {
  const { place, person } = actor;
  const [[{ plan }], today] = await Promise.all([plansOf(deps, place.team, person.id), todayOf(deps, actor)]);
  if (plan === null) {
    const code = `date:${addDays(today, 60)}`;
    return notice("info", say("plan.none", { command: { command: `${SET.command} ${code}` } }));
  }
  if (plan.date < today) return notice("info", say("plan.over", { date: { date: plan.date }, command: SET }));
  return shown(deps, actor, plan, today, ...(plan.date === today ? [say("plan.the-day")] : []));
}

export async function endPlan(deps: Deps, actor: Actor): Promise<Reply> {
  const { place, person } = actor;
  let had = false;
  const none = { plan: null, draft: null };
  // Of two accounts either may have one: another must not come up where this one was.
  for (const kept of await plansOf(deps, place.team, person.id)) {
    if (kept.plan === null && kept.draft === null) continue;
    had = true;
    for (
      let [now, tries]: [PlansAt | undefined, number] = [kept, 0];
      now !== undefined && tries < TRIES;
      tries++
    ) {
      if ((await written(deps, now, () => none)) !== "conflict") break;
      now = (await plansOf(deps, place.team, person.id)).find(({ at }) => isSame(at, kept.at));
    }
  }
  return had ? notice("done", say("plan.ended")) : notice("info", say("plan.none", { command: SET }));
}

const subjectsOf = ({ about }: StudyPlan) => ("subjects" in about ? about.subjects : []);

/** A job description was handed in: what it names, to be corrected. */
export async function readJob(deps: Deps, actor: Actor, item: string, text: string): Promise<Reply> {
  const [, date, minutes] = /^(\d{4}-\d\d-\d\d)\.(\d{1,3})$/.exec(item) ?? [];
  if (date === undefined) return notice("refusal", say("plan.draft-gone", { command: SET }));
  const refused = wrongDay(date, await todayOf(deps, actor));
  if (refused !== null) return refused;
  const subjects = subjectsIn(deps.bank.subjects(), text, true)
    .slice(0, MOST)
    .map(({ id }) => id);
  const draft = { date, minutes: Number(minutes), about: { subjects } };
  const written = await change(deps, actor, (kept) => ({ ...kept, draft }));
  if (written === null) return BROKEN;
  return draftReply(deps, draft, subjects, [
    subjects.length === 0 ? say("plan.found-none") : say("plan.found", { count: subjects.length }),
  ]);
}

/** Changes the subjects of what is being corrected. */
async function correct(
  deps: Deps,
  actor: Actor,
  corrected: (subjects: readonly string[]) => readonly string[],
  line: Say,
  inPlace = false,
): Promise<Reply> {
  const written = await change(deps, actor, ({ plan, draft }) => {
    if (draft === null) return null;
    return { plan, draft: { ...draft, about: { subjects: corrected(subjectsOf(draft)).slice(0, MOST) } } };
  });
  const draft = written?.draft ?? null;
  if (draft === null) return notice("refusal", say("plan.draft-gone", { command: SET }));
  return draftReply(deps, draft, subjectsOf(draft), [line], inPlace);
}

/** Names were handed in, or more of a text: they are added. */
export async function addTerms(deps: Deps, actor: Actor, text: string): Promise<Reply> {
  const named = subjectsIn(deps.bank.subjects(), text, false);
  const list = named.map(({ name }) => ({ strong: name }));
  return correct(
    deps,
    actor,
    (subjects) => [...new Set([...subjects, ...named.map(({ id }) => id)])],
    named.length === 0
      ? say("plan.added-none", { command: { command: "topics" } })
      : say("plan.added", { names: { list } }),
  );
}

/** Something that was found is taken off again. */
export function dropTerm(deps: Deps, press: Actor, subject: string): Promise<Reply> {
  const name = deps.bank.subject(subject)?.name ?? subject;
  return correct(
    deps,
    press,
    (subjects) => subjects.filter((id) => id !== subject),
    say("plan.dropped", { name: { strong: name } }),
    true,
  );
}

/** What was corrected becomes the plan. */
export async function useDraft(deps: Deps, press: Actor, date: string): Promise<Reply> {
  const today = await todayOf(deps, press);
  const refused = wrongDay(date, today);
  if (refused !== null) return refused;
  const written = await change(deps, press, ({ draft }) =>
    draft === null || draft.date !== date || subjectsOf(draft).length === 0
      ? null
      : { plan: draft, draft: null },
  );
  const plan = written?.plan ?? null;
  if (plan === null) return notice("refusal", say("plan.draft-gone", { command: SET }));
  return shown(deps, press, plan, today, say("plan.set", { command: { command: "plan show" } }));
}

/** What a session takes of a learner's plan: its concepts in order, and whether its last days have come. */
export async function plannedFor(
  deps: Deps,
  actor: Actor,
  linked = linkedTo(deps, actor.place.team, actor.person.id),
): Promise<{ order: readonly string[]; isLast: boolean; days: number } | null> {
  const [{ plan }] = await plansOf(deps, actor.place.team, actor.person.id, linked);
  if (plan === null) return null;
  const today = await todayOf(deps, actor);
  if (plan.date < today) return null;
  const { order } = scopeOf(deps.bank, plan.about);
  return { order, isLast: isLastDays(plan, today), days: dayNumber(plan.date) - dayNumber(today) };
}
