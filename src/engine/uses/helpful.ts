import type { Actor } from "../words/press.ts";
import type { Deps } from "./deps.ts";

/** Milliseconds in which one learner's word on one explanation counts once. */
const ONCE_IN = 24 * 60 * 60_000;

/** An explanation helped: it is counted, and the press itself is all that is to be seen of it. */
export async function helpful(deps: Deps, { place, person }: Actor, item: string): Promise<null> {
  const isFirst = await deps.store.claimOnce(`helpful|${place.team}|${person.id}|${item}`, ONCE_IN);
  if (isFirst && deps.bank.find(item) !== null) deps.meter.count("helpful", { item });
  return null;
}
