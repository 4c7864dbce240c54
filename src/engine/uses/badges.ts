import {
  type Badge,
  badgesOf,
  type Earned,
  readEarned,
  STREAKS,
  toName,
  withNamed,
  withNew,
} from "../../learning/badges.ts";
import { progressOf } from "../../learning/session.ts";
import type { Bank } from "../ports/bank.ts";
import type { LearnerRecord, LearnerReviews } from "../ports/store.ts";
import { NEVER } from "../rules/retention.ts";
import type { Standing } from "../words/board.ts";
import type { Place, TeamId } from "../words/place.ts";
import { type Say, say } from "../words/say.ts";
import { subjectsOf } from "./choosing.ts";
import type { Deps } from "./deps.ts";
import { changeDocument } from "./documents.ts";
import { explainedBest } from "./explained-state.ts";
import { reviewsOf } from "./linked.ts";
import { readInterviewingOf } from "./pair-state.ts";

const nameOf = (learner: string) => ({ kind: "badges", id: learner });

/** What badges are computed from, of one learner in a group. */
export interface Deserving {
  learner: LearnerRecord;
  reviews: LearnerReviews;
  /** Interviews given to others, and explanations that they voted best. */
  helped: number;
}

async function changeEarned(
  deps: Deps,
  team: TeamId,
  learner: string,
  change: (earned: readonly Earned[]) => readonly Earned[],
): Promise<readonly Earned[]> {
  const { after } = await changeDocument(deps, team, nameOf(learner), (found) => {
    const before = readEarned(found?.value);
    const after = change(before);
    if (after === before) return { write: "as-is" as const, after };
    return { write: { value: JSON.stringify(after), of: [learner], until: NEVER, dueAt: null }, after };
  });
  return after;
}

function deserved(deps: Deps, { learner, reviews, helped }: Deserving, now: number): Badge[] {
  const topics = new Map(
    deps.bank.topics().map(({ id }) => [id, [...subjectsOf(deps.bank, id).keys()]] as const),
  );
  const deeds = { best: learner.streak?.best ?? 0, helped, topics };
  return badgesOf(deeds, progressOf(reviews.concepts, reviews.seen), now);
}

/** The badges of a learner, what is new noted with them. */
export function badgesNow(
  deps: Deps,
  team: TeamId,
  learner: string,
  by: Deserving,
): Promise<readonly Earned[]> {
  const now = deps.clock();
  const badges = deserved(deps, by, now);
  return changeEarned(deps, team, learner, (earned) => withNew(earned, badges, now));
}

/** What a badge is called. */
export function badgeName(bank: Pick<Bank, "topics">, badge: Badge): Say {
  if (badge === "helped") return say("badge.helped");
  const length = STREAKS.find((one) => badge === `streak-${one}`);
  if (length !== undefined) return say("badge.streak", { length });
  const id = badge.slice("topic:".length);
  return say("badge.topic", { topic: bank.topics().find((one) => one.id === id)?.name ?? id });
}

/** Learners of a week whose badges are looked at for its recap. */
const LOOKED_AT = 50;

/** Learners whose badges a recap names one by one. */
const NAMED = 5;

/** Who of those on a week's board earned which badges since, each named by one recap; whoever hides is on no board. */
export async function badgeLines(
  deps: Deps,
  place: Place,
  week: string,
  since: number,
): Promise<readonly Say[]> {
  const { team } = place;
  const span = { kind: "week", label: week } as const;
  const page = await deps.store.standings(team, { group: place.group, topic: null }, span, LOOKED_AT, null);
  const recap = `${place.group}|${week}`;
  const found: { row: Standing; badges: readonly Earned[] }[] = [];
  for (const row of page.rows) {
    const [learner, reviews, { given }, explained] = await Promise.all([
      deps.store.readLearner(place, row.learner),
      reviewsOf(deps, team, row.learner),
      readInterviewingOf(deps, team, row.learner),
      explainedBest(deps, team, row.learner),
    ]);
    await badgesNow(deps, team, row.learner, { learner, reviews, helped: given + explained });
    const earned = await changeEarned(deps, team, row.learner, (all) => withNamed(all, recap, since));
    const badges = toName(earned, recap, since);
    if (badges.length > 0) found.push({ row, badges });
  }
  const lines = found.slice(0, NAMED).map(({ row, badges }) =>
    say("recap.badges", {
      name: { name: row.name },
      badges: { list: badges.map(({ badge }) => badgeName(deps.bank, badge)) },
    }),
  );
  const others = found.length - lines.length;
  return others === 0 ? lines : [...lines, say("recap.badges-more", { others })];
}
