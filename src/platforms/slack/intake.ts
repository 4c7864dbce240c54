import type { Log, Meter } from "../../engine/ports/log.ts";
import type { Inbound } from "../../engine/ports/platform.ts";
import type { Actor } from "../../engine/words/press.ts";
import type { Asker } from "./asker.ts";
import type { Delivery } from "./deliver.ts";
import type { People } from "./people.ts";
import type { UnderWay } from "./under-way.ts";
import type { Workspaces } from "./workspaces.ts";

/** What everything that people do here passes through. */
export interface Intake {
  inbound: Inbound;
  workspaces: Workspaces;
  people: People;
  delivery: Delivery;
  underWay: UnderWay;
  log: Log;
  meter: Meter;
  /** The bot is out of a workspace: its token is of no use any more. */
  onRemoved(teamId: string): Promise<void>;
}

/** The one boundary: logs a surprise once, without what people wrote, and counts it. */
export function report(intake: Pick<Intake, "log" | "meter">, what: string, error: unknown): void {
  const detail = error instanceof Error ? error.message : String(error);
  intake.log.error({ platform: "slack", what, detail }, "Something a person did could not be handled");
  intake.meter.count("failures", { what: `slack ${what}` });
}

/** Who this is, as the engine wants to know it, and whether it is a person at all. */
export async function whoIs(
  { people }: Intake,
  { workspace, user, place }: Asker,
  nameInPayload: string | null,
): Promise<{ actor: Actor; isBot: boolean }> {
  const { id, name, isAdmin, isBot, locale } = await people.get(workspace, user, nameInPayload);
  return { actor: { place, person: { id, name }, isAdmin, locale }, isBot };
}
