import type { RoundStore, Store } from "../ports/store.ts";
import { mayReveal, type Secrets, secretOf } from "../rules/secrets.ts";
import type { TeamId } from "../words/place.ts";
import { type NoticeReply, notice } from "../words/reply.ts";
import type { Round } from "../words/round.ts";
import { say } from "../words/say.ts";

/** What it takes of everything. */
type Told = { store: Pick<RoundStore, "secrets"> & Pick<Store, "now"> };

/**
 * The guard before every draw and everything that names a key: it answers for one team, as of now. Nothing
 * that would give an open question of the day away gets past it; see `mayReveal`.
 */
export interface Guard {
  /** Until when this must not be told, epoch milliseconds; null: it may be. */
  until(secret: string): number | null;
  secrets: Secrets;
}

export async function guardOf(deps: Told, team: TeamId): Promise<Guard> {
  const [secrets, now] = await Promise.all([deps.store.secrets(team), deps.store.now()]);
  return {
    secrets,
    until: (secret) => {
      const leave = mayReveal(secret, secrets, now);
      return leave.may ? null : leave.until;
    },
  };
}

/** Until when the key of a round, and the reasons, must not be told; null: they may be. */
export async function waitOf(deps: Told, { place, question }: Round): Promise<number | null> {
  return (await guardOf(deps, place.team)).until(secretOf(question));
}

/** What somebody reads in place of a verdict, a reason or a worked answer that has to wait. */
export function waits(until: number): NoticeReply {
  return notice("info", say("answer.waits", { at: { time: until, style: "relative" } }));
}
