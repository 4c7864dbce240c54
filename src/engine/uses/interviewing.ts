import {
  computedIn,
  coveredIn,
  FEWEST_OPEN,
  followUpFor,
  MINUTES_COMPUTED,
  minutesFor,
  nextComputed,
  nextOpen,
  openIn,
  turnOf,
} from "../rules/interviews.ts";
import { pickSheet, type SheetTerms } from "../rules/sheets.ts";
import type { Interview, InterviewQuestion, InterviewWanted, OpenAsked } from "../words/interview.ts";
import type { OpenItem } from "../words/item.ts";
import { itemOf } from "./choosing.ts";
import type { Deps } from "./deps.ts";
import { filterOf, openPool, quietIn, telling } from "./interview-pool.ts";
import type { Guard } from "./reveal.ts";

/** What an interview may ask, and what it must not ask again where there is enough else. */
export interface Asking {
  guard: Guard;
  /** Items that the candidate has answered. */
  seen: ReadonlySet<string>;
}

type Known = Pick<Deps, "bank">;

const termsOf = (
  { bank }: Known,
  { guard }: Pick<Asking, "guard">,
  wanted: InterviewWanted,
  count: number,
  seed: string,
): SheetTerms<OpenItem> => ({
  level: wanted.level,
  ...{ count, seed },
  prerequisitesOf: (concept) => bank.prerequisites(concept),
  givesAway: telling({ bank }),
  keepsQuiet: quietIn({ bank }, guard),
});

const mayBeShown =
  ({ guard }: Pick<Asking, "guard">) =>
  (id: string): boolean =>
    guard.until(id) === null;

/** How many open questions of a wish go together, as far as an interview needs to know. */
export function howMany(deps: Known, wanted: InterviewWanted, asking: Pick<Asking, "guard">): number {
  const count = openIn(wanted.minutes, wanted.level);
  return pickSheet(openPool(deps, wanted, mayBeShown(asking)), termsOf(deps, asking, wanted, count, ""))
    .length;
}

/** An interview that has not begun; null: too few questions go together. `alone`: computed ones come in between. */
export function newInterview(
  deps: Known,
  wanted: InterviewWanted,
  seed: string,
  asking: Pick<Asking, "guard">,
  alone: boolean,
): Interview | null {
  const open = howMany(deps, wanted, asking);
  if (open < FEWEST_OPEN) return null;
  const pool = alone ? deps.bank.pool({ ...filterOf(deps, wanted), kinds: ["numeric"] }) : [];
  const concepts = new Set(pool.map(({ concept }) => concept.id)).size;
  const computed = alone ? Math.min(computedIn(wanted.minutes, open), concepts) : 0;
  return { wanted, seed, plan: { open, computed }, questions: [] };
}

/** The interview with its next question, asked at an instant; null: it is over. The same again where it is tried again. */
export function askedNext(deps: Known, interview: Interview, asking: Asking, at: number): Interview | null {
  const turn = turnOf(interview);
  if (turn === "end") return null;
  if (turn === "open") {
    const question = openQuestion(deps, interview, asking, at);
    return question === null ? null : { ...interview, questions: [...interview.questions, question] };
  }
  const question = computedQuestion(deps, interview, asking, at);
  if (question !== null) return { ...interview, questions: [...interview.questions, question] };
  // None is left: it goes on without.
  const computed = interview.questions.filter(({ kind }) => kind === "computed").length;
  return askedNext(deps, { ...interview, plan: { ...interview.plan, computed } }, asking, at);
}

function openQuestion(deps: Known, interview: Interview, asking: Asking, at: number): OpenAsked | null {
  const { wanted, plan, questions, seed } = interview;
  const before = questions.flatMap((one) => {
    const item = one.kind === "open" ? deps.bank.item(one.item, "") : null;
    if (one.kind !== "open" || item?.kind !== "open") return [];
    return [{ one: item, covered: one.judged ? coveredIn(one) : one.how === "skipped" ? 0 : null }];
  });
  const all = openPool(deps, wanted, mayBeShown(asking));
  const terms = termsOf(deps, asking, wanted, plan.open, seed);
  const item =
    nextOpen(
      all.filter(({ id }) => !asking.seen.has(id)),
      before,
      terms,
    ) ?? nextOpen(all, before, terms);
  if (item === null) return null;
  return {
    ...{ kind: "open", item: item.id, concept: item.concept, topic: item.topic, difficulty: item.difficulty },
    ...{ minutes: minutesFor(interview, item.difficulty), began: at, ended: null },
    weights: item.keyPoints.map(({ weight }) => weight),
    ...{ how: null, strength: null, points: [], flags: [], followUp: null, judged: false },
  };
}

function computedQuestion(
  deps: Known,
  { wanted, questions, seed }: Interview,
  { guard }: Asking,
  at: number,
): InterviewQuestion | null {
  const pool = deps.bank.pool({ ...filterOf(deps, wanted), kinds: ["numeric"] });
  const place = `${seed}.${questions.length}`;
  for (const entry of nextComputed(pool, questions, place, wanted.level)) {
    const drawn = itemOf(deps, guard, entry, place);
    if (drawn === null) continue;
    const { concept, topic, difficulty } = drawn.item;
    return {
      ...{ kind: "computed", item: entry.id, seed: drawn.seed, concept, topic, difficulty },
      ...{ minutes: MINUTES_COMPUTED, began: at, ended: null, choice: null, right: null },
    };
  }
  return null;
}

/** Which follow-up of an open question is aimed at what was missed; null: it has none. */
export function followUpOf({ bank }: Known, item: OpenItem, asked: OpenAsked): number | null {
  return followUpFor(item.followUps.length, asked, (place, point) => {
    const followUp = item.followUps[place];
    return followUp !== undefined && bank.bears(item.id, point, `${followUp.question} ${followUp.answer}`);
  });
}

/** What was ticked: key points by their places, then red flags; whatever else it holds is neither. */
export function ticksIn(item: OpenItem, ticked: readonly string[]): Pick<OpenAsked, "points" | "flags"> {
  const places = [...new Set(ticked)]
    .filter((one) => /^\d{1,2}$/.test(one))
    .map(Number)
    .sort((a, b) => a - b);
  const points = item.keyPoints.length;
  return {
    points: places.filter((place) => place < points),
    flags: places
      .map((place) => place - points)
      .filter((place) => place >= 0 && place < item.interviewer.redFlags.length),
  };
}
