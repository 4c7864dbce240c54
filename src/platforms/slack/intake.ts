import type { ChatInbound } from "../../cards/ports.ts";
import type { Log, Meter } from "../../engine/ports/log.ts";
import type { Actor } from "../../engine/words/press.ts";
import type { UnderWay } from "../under-way.ts";
import { within } from "../within.ts";
import type { Asker } from "./asker.ts";
import type { Delivery } from "./deliver.ts";
import type { Homes } from "./homes.ts";
import { TIMES } from "./limits.ts";
import type { People } from "./people.ts";
import type { Workspaces } from "./workspaces.ts";

/** What everything that people do here passes through. */
export interface Intake {
  inbound: ChatInbound;
  workspaces: Workspaces;
  people: People;
  homes: Homes;
  delivery: Delivery;
  underWay: UnderWay;
  log: Log;
  meter: Meter;
  /** There is one workspace alone, which was never asked who installs the bot: whoever meets it first is greeted. */
  greets: boolean;
  /** The bot is out of a workspace: its token is of no use any more. `at`: when that happened, epoch milliseconds. */
  onRemoved(teamId: string, at: number | null): Promise<void>;
}

/** The one boundary: logs a surprise once, without what people wrote, and counts it. */
export function report(intake: Pick<Intake, "log" | "meter">, what: string, error: unknown): void {
  const detail = error instanceof Error ? error.message : String(error);
  intake.log.error({ platform: "slack", what, detail }, "Something a person did could not be handled");
  intake.meter.count("failures", { what: `slack ${what}` });
}

export type Member = ReturnType<People["known"]>;

/** Somebody as the engine wants to know them. */
export function actorOf(
  { place }: Pick<Asker, "place">,
  { id, name, provisional, isAdmin, locale, timezone }: Member,
): Actor {
  return { place, person: { id, name, ...(provisional ? { provisional } : {}) }, isAdmin, locale, timezone };
}

/** A reaction says nothing of who gave it. Its turn to be looked up is waited for a moment, then it counts without. */
export async function reactor(
  { people }: Pick<Intake, "people">,
  { workspace, user }: Pick<Asker, "workspace" | "user">,
): Promise<Member> {
  await within(TIMES.lookup, people.later(workspace, user), null);
  return people.known(workspace, user, null);
}

/**
 * Once something a person did is done: puts their name right in what it left behind, where Slack has not
 * said it lately, or said it while that was recorded under a name for now. Nobody waits for it, and it takes
 * its time.
 */
export function correctName(
  { people, inbound }: Pick<Intake, "people" | "inbound">,
  { workspace, place, user }: Pick<Asker, "workspace" | "place" | "user">,
  recorded: Pick<Member, "provisional">,
): void {
  void people.later(workspace, user).then(async (found) => {
    const member = found ?? (recorded.provisional ? people.known(workspace, user, null) : null);
    if (member && !member.provisional) await inbound.named(place.team, { id: member.id, name: member.name });
  });
}
