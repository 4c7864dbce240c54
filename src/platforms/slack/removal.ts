import { nativeTeam, type TeamId } from "../../engine/words/place.ts";
import type { Installer } from "./install.ts";
import type { Workspaces } from "./workspaces.ts";

interface RemovalDeps {
  installer: Installer | null;
  workspaces: Workspaces;
  /** Tells the engine. */
  left(team: TeamId): Promise<void>;
}

/**
 * What Slack says of a removal of the bot: twice, to any of the replicas, and late where it could not deliver.
 * Whether a workspace has the bot is what the store says, for all replicas; nothing is remembered here.
 */
export function createRemoval({
  installer,
  workspaces,
  left,
}: RemovalDeps): (teamId: string, at: number | null) => Promise<void> {
  const underWay = new Map<TeamId, Promise<void>>();
  /** Of a token from the environment: another one comes with another process. */
  const told = new Set<TeamId>();

  /** A token that Slack takes was given since, or never taken back. */
  async function isTaken(team: TeamId): Promise<boolean> {
    const workspace = await workspaces.of(team);
    return (await workspace?.api.call("auth.test", {}))?.kind === "ok";
  }

  async function remove(team: TeamId, at: number | null): Promise<void> {
    const installed = (await installer?.kept.savedAt(nativeTeam(team))) ?? null;
    if (installed === null) {
      // Done already, or a token from the environment, which is nobody's to delete.
      if ((await workspaces.of(team)) === null || told.has(team) || (await isTaken(team))) return;
      told.add(team);
      return left(team);
    }
    // Installed again, before this was heard of.
    if (at !== null && at < installed && (await isTaken(team))) return;
    await left(team);
    // Telling it may have waited for the store, and somebody installed it again meanwhile.
    if ((await installer?.kept.savedAt(nativeTeam(team))) !== installed) return;
    await installer?.kept.remove(nativeTeam(team));
    workspaces.forget(team);
  }

  return (teamId, at) => {
    const team = workspaces.teamOf(teamId);
    const removing = underWay.get(team) ?? remove(team, at).finally(() => underWay.delete(team));
    underWay.set(team, removing);
    return removing;
  };
}
