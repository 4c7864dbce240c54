import type { Again, Work } from "../ports/outbox.ts";
import { hash32 } from "../rules/random.ts";
import { platformOf } from "../words/place.ts";
import { notice } from "../words/reply.ts";
import type { Say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { again } from "./sending.ts";

type Tells = Pick<Deps, "outbox" | "log" | "reportsTo">;

/**
 * Has something said to those who look after the bank, in the channel that the host named for it. `key`: the same thing
 * is said once. What cannot be handed on is in the log already.
 */
export async function tellOperators(
  { outbox, log, reportsTo }: Tells,
  key: string,
  ...lines: Say[]
): Promise<void> {
  if (reportsTo == null) return;
  const name = hash32(key).toString(36);
  try {
    await outbox.add({
      ...{ id: `report/${name}`, kind: "report", platform: platformOf(reportsTo.team), priority: "message" },
      work: { to: reportsTo, key: `report-${name}`, lines },
    });
  } catch (error) {
    log.warn({ err: error }, "what is reported could not be handed on to REPORTS_CHANNEL");
  }
}

/** The job: posts it in a channel. Where that takes nothing the log says so. */
export async function postReport(deps: Deps, { to, key, lines }: Work["report"]): Promise<Again | null> {
  const platform = deps.platform(to.team);
  if (platform === null) return null;
  const words = { ...notice("info", ...lines), visibility: "channel" } as const;
  const outcome = await platform.post(to, words, { key, repeat: false });
  if (outcome.kind === "failed") again(outcome);
  // Whoever is unsure says nothing twice.
  if (outcome.kind === "refused")
    deps.log.warn(
      { place: to, reason: outcome.reason },
      `${to.group === deps.reportsTo?.group ? "REPORTS_CHANNEL" : "a channel"} takes no messages of the bot`,
    );
  return null;
}
