import { z } from "zod";
import type { TeamId } from "../../engine/words/place.ts";
import { TIMES } from "./limits.ts";
import type { Workspace } from "./workspaces.ts";

const channelPage = z.object({
  channels: z.array(z.object({ id: z.string(), creator: z.string().nullish() })),
  response_metadata: z.object({ next_cursor: z.string().nullish() }).nullish(),
});

const PAGE = 200;
/** Pages that are read of a workspace; channels beyond them begin with no form of their own. */
const MOST_PAGES = 5;

/** By who created them, the channels that the bot is in; null: Slack does not say. */
async function readOwners({ api }: Workspace): Promise<ReadonlyMap<string, readonly string[]> | null> {
  const owned = new Map<string, string[]>();
  let cursor = "";
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await api.call(
      "users.conversations",
      {
        ...{ types: "public_channel,private_channel", exclude_archived: true, limit: PAGE },
        ...(cursor === "" ? {} : { cursor }),
      },
      { repeatable: true, patience: TIMES.lookup },
    );
    const read = answer.kind === "ok" ? channelPage.safeParse(answer.data) : null;
    if (!read?.success) return null;
    for (const { id, creator } of read.data.channels) {
      if (creator) owned.set(creator, [...(owned.get(creator) ?? []), id]);
    }
    cursor = read.data.response_metadata?.next_cursor ?? "";
    if (cursor === "") break;
  }
  return owned;
}

/**
 * Tells which channels with the bot in them somebody created; none where Slack does not say. Home pages ask for it
 * whenever they are shown, so what Slack said of a workspace counts for a minute.
 */
export function createOwners(): (workspace: Workspace | null, member: string) => Promise<readonly string[]> {
  /** The oldest first. */
  const known = new Map<TeamId, { at: number; owners: ReturnType<typeof readOwners> }>();

  function ownersIn(workspace: Workspace): ReturnType<typeof readOwners> {
    const now = performance.now();
    for (const [team, { at }] of known) {
      if (now - at < TIMES.owners) break;
      known.delete(team);
    }
    const found = known.get(workspace.team);
    if (found !== undefined) return found.owners;
    const entry = { at: now, owners: readOwners(workspace) };
    known.set(workspace.team, entry);
    void entry.owners.then((owners) => {
      if (owners === null && known.get(workspace.team) === entry) known.delete(workspace.team);
    });
    return entry.owners;
  }

  return async (workspace, member) =>
    workspace === null ? [] : ((await ownersIn(workspace))?.get(member) ?? []);
}
