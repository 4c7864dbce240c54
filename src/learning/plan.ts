import { reviewsAhead } from "./memory.ts";
import { isKnown, type Progress } from "./session.ts";

/** A concept as a plan needs it. */
export interface PlanConcept {
  id: string;
  topic: string;
  /** How much it counts: the more often interviews ask it. */
  weight: number;
}

/** What a concept builds on. */
type PrerequisitesOf = (concept: string) => readonly string[];

/**
 * Concepts in the order in which to learn them: those that count most first, each after all of them that it builds on,
 * be it through others that are not among them.
 */
export function planOrder(
  concepts: readonly Pick<PlanConcept, "id" | "weight">[],
  prerequisitesOf: PrerequisitesOf,
): string[] {
  const wanted = new Set(concepts.map(({ id }) => id));
  const met = new Set<string>();
  const order: string[] = [];
  const visit = (id: string) => {
    if (met.has(id)) return;
    met.add(id);
    for (const before of prerequisitesOf(id)) visit(before);
    if (wanted.has(id)) order.push(id);
  };
  for (const { id } of [...concepts].sort((a, b) => b.weight - a.weight)) visit(id);
  return order;
}

/** Minutes that a question takes, with its reasons read. */
const MINUTES_A_QUESTION = 1.5;
/** Questions with which a concept is met: one, and another one of it. */
const QUESTIONS_AT_FIRST = 2;
/** The share of the questions that is left for what was forgotten and for days that are missed. */
const RESERVE = 0.2;
const DAY = 86_400_000;
const WEEK = 7;

/** How many questions a day has room for. */
export const questionsIn = (minutes: number): number => Math.max(1, Math.floor(minutes / MINUTES_A_QUESTION));

export interface PlannedWeek {
  /** Its first day, counted from today, and how many it has. */
  from: number;
  days: number;
  /** Concepts to learn, in order. */
  concepts: readonly string[];
  /** Questions that reviews take, of these and of earlier ones. */
  reviews: number;
}

export interface PlanOutlook {
  weeks: readonly PlannedWeek[];
  /** Concepts that are known well enough to be reviewed alone. */
  known: readonly string[];
  /** What will not fit; what counts most first. */
  leftOut: readonly string[];
}

/** What is known of the time until the day. */
export interface PlanTerms {
  now: number;
  /** Days from today to the day before. */
  days: number;
  minutes: number;
}

/**
 * What to study, week by week: in each as many new concepts as there is room for beside the reviews of all that was
 * learned by then, each with its own ones until the day. Where it ends, the rest is left out. Computed from memory
 * alone, so that it follows what was learned whenever it is looked at.
 *
 * @param order concepts of the plan, as `planOrder` has them
 */
export function planFor(
  order: readonly string[],
  { memory, mistakes }: Pick<Progress, "memory" | "mistakes">,
  { now, days, minutes }: PlanTerms,
): PlanOutlook {
  const slipped = new Set(mistakes);
  const known = order.filter((id) => !slipped.has(id) && isKnown(memory.get(id), now));
  const knows = new Set(known);
  const weeks = Array.from({ length: Math.ceil(days / WEEK) }, (_, i) => {
    const length = Math.min(WEEK, days - i * WEEK);
    const room = Math.floor(questionsIn(minutes) * length * (1 - RESERVE));
    return { from: i * WEEK, days: length, concepts: [] as string[], reviews: 0, room: Math.max(1, room) };
  });
  const weekOf = (at: number) => Math.floor((at - now) / (WEEK * DAY));
  /** How many reviews fall into each week. */
  const spread = (times: readonly number[]) => {
    const counts = weeks.map(() => 0);
    for (const at of times) counts[weekOf(at)] = (counts[weekOf(at)] ?? 0) + 1;
    return counts;
  };
  const until = now + days * DAY;
  for (const id of known) {
    const counts = spread(reviewsAhead(memory.get(id) ?? null, now, until));
    for (const [i, week] of weeks.entries()) week.reviews += counts[i] ?? 0;
  }
  // One that is met in the same week has the same reviews to come.
  const ahead = weeks.map(({ from }) => spread(reviewsAhead(null, now + from * DAY, until)));
  const takes = (at: number, week: number) =>
    (ahead[at]?.[week] ?? 0) + (at === week ? QUESTIONS_AT_FIRST : 0);
  const used = (week: (typeof weeks)[number]) => week.reviews + QUESTIONS_AT_FIRST * week.concepts.length;
  const fits = (at: number) =>
    weeks.every((week, i) => takes(at, i) === 0 || used(week) + takes(at, i) <= week.room);
  const fresh = order.filter((id) => !knows.has(id));
  let at = 0;
  let placed = 0;
  for (const id of fresh) {
    while (at < weeks.length && !fits(at)) at++;
    const week = weeks[at];
    if (week === undefined) break;
    week.concepts.push(id);
    for (const [i, later] of weeks.entries()) later.reviews += ahead[at]?.[i] ?? 0;
    placed++;
  }
  return {
    weeks: weeks.map(({ room: _, ...week }) => week),
    known,
    leftOut: fresh.slice(placed),
  };
}
