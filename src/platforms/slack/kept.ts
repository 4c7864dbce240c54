import { StartError } from "../../engine/ports/platform.ts";
import type { TeamId } from "../../engine/words/place.ts";
import type { SlackDeps } from "./settings.ts";
import { createVault, SealedError } from "./vault.ts";

/** Installations as they lie in the store: encrypted where there is a key. */
export interface KeptInstallations {
  /**
   * Looks whether the keys open what is kept, and encrypts anew what is not under the first of them. Throws
   * `StartError` where they open nothing.
   */
  start(): Promise<void>;
  save(teamId: string, text: string): Promise<void>;
  /** null: there is none. Throws where the store does, and `SealedError` where no key opens it. */
  read(teamId: string): Promise<string | null>;
  /** When it was installed, epoch milliseconds; null: it is not. */
  savedAt(teamId: string): Promise<number | null>;
  /** Every workspace that is installed. */
  teams(): Promise<readonly TeamId[]>;
  remove(teamId: string): Promise<void>;
}

/** Installations that are looked at side by side. */
const AT_ONCE = 50;

const IN_CLEAR =
  "SLACK_TOKEN_KEY is not set: the tokens of the workspaces that install the bot are stored in clear text";
const RENEWED = "Tokens were encrypted with the first SLACK_TOKEN_KEY";

export function keepInstallations(
  { installations, log }: Pick<SlackDeps, "installations" | "log">,
  keys: readonly Uint8Array[],
): KeptInstallations {
  const vault = createVault(keys);
  if (keys.length === 0) log.warn({ platform: "slack" }, IN_CLEAR);

  /** What is written as it would not be today is written anew, unless somebody else was faster. */
  async function open(teamId: string): Promise<{ text: string; wasRenewed: boolean } | null> {
    const stored = await installations.fetch(teamId);
    if (stored === null) return null;
    const { text, savedAt, isCurrent } = vault.open(teamId, stored);
    const wasRenewed =
      !isCurrent && (await installations.replace(teamId, stored, vault.seal(teamId, text, savedAt)));
    return { text, wasRenewed };
  }

  async function look(): Promise<{ opened: number; renewed: number; closed: Map<string, string> }> {
    const ids = [...(await installations.ids())];
    const found = { opened: 0, renewed: 0, closed: new Map<string, string>() };
    const one = async (id: string) => {
      try {
        const kept = await open(id);
        if (kept !== null) found.opened++;
        if (kept?.wasRenewed) found.renewed++;
      } catch (error) {
        if (!(error instanceof SealedError)) throw error;
        found.closed.set(id, error.message);
      }
    };
    while (ids.length > 0) await Promise.all(ids.splice(0, AT_ONCE).map(one));
    return found;
  }

  return {
    async start() {
      const { opened, renewed, closed } = await look();
      const [why] = closed.values();
      if (why !== undefined && opened === 0) throw new StartError(why);
      if (why !== undefined) log.error({ platform: "slack", teams: [...closed.keys()] }, why);
      if (renewed > 0) log.info({ platform: "slack", tokens: renewed }, RENEWED);
    },
    save: (teamId, text) => installations.save(teamId, vault.seal(teamId, text, Date.now())),
    read: async (teamId) => (await open(teamId))?.text ?? null,
    async savedAt(teamId) {
      const stored = await installations.fetch(teamId);
      return stored === null ? null : vault.savedAt(stored);
    },
    teams: async () => (await installations.ids()).map((id): TeamId => `slack:${id}`),
    remove: (teamId) => installations.delete(teamId),
  };
}
