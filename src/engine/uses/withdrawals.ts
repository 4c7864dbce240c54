import { wrongKeys } from "../../learning/items.ts";
import type { KeptDecision } from "../ports/store.ts";
import { versionOf } from "../words/item.ts";
import type { Decision } from "../words/report.ts";
import { say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { tellOperators } from "./operators.ts";

const MINUTE = 60_000;
/** By when every replica has seen a decision, in milliseconds: what was asked in between is gone through once more. */
const SEEN = 3 * MINUTE;
/** How long one replica has for going through it, in milliseconds. */
const LEASE = 5 * MINUTE;
/** How often the counts are looked at, in milliseconds. */
const A_DAY = 24 * 60 * MINUTE;

type Looks = Pick<Deps, "store" | "bank" | "log" | "outbox" | "reportsTo">;

/** Whether a decision is about the item as the bank has it now. */
function isCurrent({ bank }: Looks, { item, version }: Decision): boolean {
  const found = bank.find(item) === null ? null : bank.item(item, "");
  return found !== null && versionOf(found) === version;
}

/**
 * What every replica does again and again: it learns what is withdrawn, one of them goes through what that concerns, and
 * once a day one of them looks at the counts.
 *
 * @param withdraw takes items out of the bank, whole
 */
export async function lookAtItems(deps: Looks, withdraw: (ids: ReadonlySet<string>) => void): Promise<void> {
  if (await deps.store.claimOnce("items|counts", A_DAY)) await quarantineWrongKeys(deps);
  const decisions = await deps.store.decisions();
  const gone = decisions.filter((one) => one.what !== "released" && isCurrent(deps, one));
  withdraw(new Set(gone.map(({ item }) => item)));
  const now = await deps.store.now();
  for (const decision of decisions) if (isToSweep(decision, now)) await sweep(deps, decision, now);
}

/** Once at once, and once when no replica can ask it any more. */
function isToSweep({ at, sweptAt }: KeptDecision, now: number): boolean {
  return sweptAt === null || (sweptAt < at + SEEN && now >= at + SEEN);
}

async function sweep({ store }: Looks, { sweptAt, ...decision }: KeptDecision, now: number): Promise<void> {
  const { item, version, at } = decision;
  const which = sweptAt === null ? "first" : "last";
  // Who dies meanwhile is followed by another once the lease is over.
  if (!(await store.claimOnce(`items|sweep|${item}@${version}|${at}|${which}`, LEASE))) return;
  await store.sweepItem(decision);
  await store.markSwept(decision, now);
}

/** Takes out what strong learners contradict so clearly that it cannot be chance, until somebody has looked at it. */
async function quarantineWrongKeys(deps: Looks): Promise<void> {
  const { store, log } = deps;
  for (const field of wrongKeys(await store.itemSums())) {
    const [item = "", version] = field.split("@");
    const found = { item, version: Number(version), what: "quarantined", wrongKey: false } as const;
    const decision: Decision = { ...found, by: "statistics", at: await store.now() };
    if (!isCurrent(deps, decision) || !(await store.decide(decision))) continue;
    log.warn(
      { item, version: decision.version },
      "strong learners contradict the key of a question: it is asked no more until somebody decides",
    );
    await tellOperators(
      deps,
      `${field}|${decision.at}`,
      say("reports.statistics", { item: { code: item }, version: decision.version }),
      say("reports.decide-statistics", { item }),
    );
  }
}
