import type { Work } from "../ports/outbox.ts";
import { hash32 } from "../rules/random.ts";
import { type Place, platformOf } from "../words/place.ts";
import { notice } from "../words/reply.ts";
import type { Say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { again } from "./tries.ts";

type Tells = Pick<Deps, "outbox" | "log">;

/**
 * Has something said in a channel, however long its platform is in trouble. `key`: the same thing is said once. What
 * cannot be handed on is in the log.
 */
export async function sayIn(
  { outbox, log }: Tells,
  to: Place,
  key: string,
  ...lines: readonly Say[]
): Promise<void> {
  const name = hash32(key).toString(36);
  try {
    await outbox.add({
      ...{ id: `report/${name}`, kind: "report", platform: platformOf(to.team), priority: "message" },
      work: { to, key: `report-${name}`, lines },
    });
  } catch (error) {
    log.warn({ place: to, err: error }, "what is to be said in a channel could not be handed on");
  }
}

/** Has something said to those who look after the bank, in the channel that the host named for it. */
export async function tellOperators(
  deps: Tells & Pick<Deps, "reportsTo">,
  key: string,
  ...lines: Say[]
): Promise<void> {
  if (deps.reportsTo != null) await sayIn(deps, deps.reportsTo, key, ...lines);
}

/** The job: posts it in a channel. Where that takes nothing the log says so. */
export async function postReport(deps: Deps, { to, key, lines }: Work["report"]): Promise<void> {
  const platform = deps.platform(to.team);
  if (platform === null) return;
  const words = { ...notice("info", ...lines), visibility: "channel" } as const;
  const outcome = await platform.post(to, words, { key, repeat: false });
  if (outcome.kind === "failed") again(outcome);
  // Whoever is unsure says nothing twice.
  if (outcome.kind === "refused")
    deps.log.warn(
      { place: to, reason: outcome.reason },
      `${to.group === deps.reportsTo?.group ? "REPORTS_CHANNEL" : "a channel"} takes no messages of the bot`,
    );
}
