import type { IncomingMessage, ServerResponse } from "node:http";
import type { Installation, Logger } from "@slack/bolt";
import { defaultCallbackFailure, InstallProvider } from "@slack/oauth";
import type { TeamId } from "../../engine/words/place.ts";
import type { HttpRoute } from "../http.ts";
import { TIMES } from "./limits.ts";
import { BOT_SCOPES } from "./scopes.ts";
import { apiAddress, consentAddress, type SlackDeps, type SlackSettings } from "./settings.ts";

/** What is kept of an installation that the bot works with. */
interface Installed {
  token: string;
  botUser: string | null;
}

/** Installs the bot into workspaces, and knows their tokens. */
export interface Installer {
  /** The page with the button that asks for consent. */
  page(req: IncomingMessage, res: ServerResponse): Promise<void>;
  /** Where Slack sends the browser back to. */
  callback(req: IncomingMessage, res: ServerResponse): Promise<void>;
  /** null: not installed. Refreshes a token that is about to expire. Throws where the store does. */
  find(teamId: string): Promise<Installed | null>;
  remove(teamId: string): Promise<void>;
}

/**
 * An installation for a whole organization (Enterprise Grid) has one token for many workspaces, and no event
 * says which ones they are: boards and schedules are kept by workspace, so it is not served.
 */
const NO_ORGANIZATIONS =
  "The bot is installed into one workspace at a time, not into a whole organization. Choose one workspace on Slack's page and install it there; then the next one.";

function endPage(res: ServerResponse, status: number, title: string, html: string): void {
  res.writeHead(status, { "content-type": "text/html; charset=utf-8" });
  res.end(`<!doctype html><title>${title}</title><p>${html}`);
}

const INSTALL_PATH = "/slack/install";
export const REDIRECT_PATH = "/slack/oauth_redirect";

/** null where the settings are for one workspace alone. `onInstalled` is called when a workspace is in. */
export function createInstaller(
  settings: SlackSettings,
  { installations }: Pick<SlackDeps, "installations">,
  logger: Logger,
  onInstalled: (team: TeamId) => void,
): Installer | null {
  const oauth = settings.mode === "http" ? settings.oauth : null;
  if (!oauth) return null;

  async function read(teamId: string): Promise<Installation | null> {
    const json = await installations.fetch(teamId);
    return json === null ? null : (JSON.parse(json) as Installation);
  }

  const provider = new InstallProvider({
    ...oauth,
    logger,
    authorizationUrl: consentAddress(settings),
    // An object of its own: the libraries change the options they are given.
    clientOptions: { slackApiUrl: apiAddress(settings), retryConfig: { retries: 0 }, timeout: TIMES.request },
    installUrlOptions: { scopes: [...BOT_SCOPES] },
    installationStore: {
      async storeInstallation(installation) {
        const id = installation.team?.id;
        if (id === undefined || installation.isEnterpriseInstall === true) throw new Error(NO_ORGANIZATIONS);
        await installations.save(id, JSON.stringify(installation));
      },
      async fetchInstallation({ teamId }) {
        const found = teamId === undefined ? null : await read(teamId);
        if (!found) throw new Error("not installed");
        return found as Installation<"v1" | "v2", boolean>;
      },
      async deleteInstallation({ teamId }) {
        if (teamId !== undefined) await installations.delete(teamId);
      },
    },
  });

  return {
    page: (req, res) => provider.handleInstallPath(req, res),
    callback: (req, res) =>
      provider.handleCallback(req, res, {
        successAsync: async (installation, _options, _req, response) => {
          if (installation.team) onInstalled(`slack:${installation.team.id}`);
          endPage(response, 200, "Installed", "The bot is installed. Type <code>/dlq</code> in Slack.");
        },
        failureAsync: async (error, options, request, response) => {
          if (error.message === NO_ORGANIZATIONS) endPage(response, 403, "Not installed", NO_ORGANIZATIONS);
          else defaultCallbackFailure(error, options, request, response);
        },
      }),
    async find(teamId) {
      // The provider does not tell a workspace that is not installed from a store that does not answer.
      if ((await installations.fetch(teamId)) === null) return null;
      const found = await provider.authorize({ teamId, enterpriseId: undefined, isEnterpriseInstall: false });
      if (found.botToken === undefined) return null;
      return { token: found.botToken, botUser: found.botUserId ?? null };
    },
    remove: (teamId) => installations.delete(teamId),
  };
}

export function installRoutes(installer: Installer): HttpRoute[] {
  return [
    { method: "GET", path: INSTALL_PATH, handle: (req, res) => installer.page(req, res) },
    { method: "GET", path: REDIRECT_PATH, handle: (req, res) => installer.callback(req, res) },
  ];
}
