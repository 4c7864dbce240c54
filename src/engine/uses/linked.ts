import { mergedDays, mergedReviews } from "../../learning/merged.ts";
import type { KeptPlans, LearnerReviews } from "../ports/store.ts";
import { addDays, localDate } from "../rules/calendar.ts";
import type { Account } from "../words/link.ts";
import { packOf } from "../words/pack.ts";
import type { TeamId } from "../words/place.ts";
import { DEFAULT_ZONE, type Deps } from "./deps.ts";
import { linkedTo } from "./link-state.ts";
import { type Guard, guardOf } from "./reveal.ts";

/** What is one for a learner with two accounts. It is kept where it came to be, and put together when it is read. */

const known = new WeakMap<LearnerReviews, LearnerReviews>();

/** A pack is its team's alone, and another team may have one of the same name. */
function withoutPacks(reviews: LearnerReviews): LearnerReviews {
  const ofBank = <T>(all: ReadonlyMap<string, T>) => new Map([...all].filter(([id]) => packOf(id) === null));
  const found = known.get(reviews) ?? { concepts: ofBank(reviews.concepts), seen: ofBank(reviews.seen) };
  known.set(reviews, found);
  return found;
}

/**
 * What a learner has answered, here and on the account that theirs is linked with.
 *
 * @param linked that account, where it is asked for already
 */
export async function reviewsOf(
  deps: Pick<Deps, "store">,
  team: TeamId,
  learner: string,
  linked = linkedTo(deps, team, learner),
): Promise<LearnerReviews> {
  const [here, other] = await Promise.all([deps.store.readReviews(team, learner), linked]);
  if (other === null) return here;
  const there = await deps.store.readReviews(other.team, other.learner);
  return mergedReviews(here, withoutPacks(there));
}

/** How many questions they answered on which day. */
export async function daysOf(
  deps: Pick<Deps, "store">,
  team: TeamId,
  learner: string,
  linked = linkedTo(deps, team, learner),
): Promise<ReadonlyMap<string, number>> {
  const [here, other] = await Promise.all([deps.store.readDays(team, learner), linked]);
  return other === null ? here : mergedDays(here, await deps.store.readDays(other.team, other.learner));
}

/** What must not be told to a learner: what was answered in either team may come up, so the secrets of both count. */
export async function guardFor(
  deps: Pick<Deps, "store">,
  team: TeamId,
  learner: string,
  linked = linkedTo(deps, team, learner),
): Promise<Guard> {
  const [here, other] = await Promise.all([guardOf(deps, team), linked]);
  if (other === null) return here;
  const there = await guardOf(deps, other.team);
  const secrets = new Map(here.secrets);
  for (const [secret, until] of there.secrets) secrets.set(secret, Math.max(secrets.get(secret) ?? 0, until));
  const until = (secret: string) => {
    const both = [here.until(secret), there.until(secret)].filter((at) => at !== null);
    return both.length === 0 ? null : Math.max(...both);
  };
  return { secrets, until };
}

/** A learner's plans, and on which of their accounts they are kept. */
export interface PlansAt extends KeptPlans {
  version: number;
  at: Account;
}

/** All plans of a learner, that which counts first: one to come before one that is over, the nearer before the later. */
export async function plansOf(
  deps: Pick<Deps, "store" | "clock">,
  team: TeamId,
  learner: string,
  linked = linkedTo(deps, team, learner),
): Promise<readonly [PlansAt, ...PlansAt[]]> {
  const read = async (at: Account) => ({ ...(await deps.store.readPlans(at.team, at.learner)), at });
  const [here, other] = await Promise.all([read({ team, learner }), linked]);
  if (other === null) return [here];
  const there = await read(other);
  // It is not over anywhere before the day after.
  const today = addDays(localDate(deps.clock(), DEFAULT_ZONE), -1);
  const rank = ({ plan, draft, at }: PlansAt) => {
    if (plan === null) return draft === null ? "4" : `3${at.team}`;
    return plan.date >= today ? `1${plan.date}${at.team}` : `2${at.team}`;
  };
  return rank(there) < rank(here) ? [there, here] : [here, there];
}
