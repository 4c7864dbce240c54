import type { IncomingMessage, ServerResponse } from "node:http";
import type { Installation, Logger } from "@slack/bolt";
import { ErrorCode, InstallProvider } from "@slack/oauth";
import type { Arrival } from "../../engine/ports/platform.ts";
import type { TeamId } from "../../engine/words/place.ts";
import { type Say, say, type WordId } from "../../engine/words/say.ts";
import { plainOf, type Rich } from "../../words/inline.ts";
import { type HttpRoute, localeOf } from "../http.ts";
import { type KeptInstallations, keepInstallations } from "./kept.ts";
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
  /**
   * null: not installed. Refreshes a token that is about to expire. Throws where the store does, and
   * `SealedError` where no key opens it.
   */
  find(teamId: string): Promise<Installed | null>;
  kept: Omit<KeptInstallations, "read" | "save">;
}

/**
 * An installation for a whole organization (Enterprise Grid) has one token for many workspaces, and no event
 * says which ones they are: boards and schedules are kept by workspace, so it is not served.
 */
class OrganizationError extends Error {
  override name = "OrganizationError";
}

/** What of an installation whoever began it can mend: they came back late, or with another browser. */
const STALE: readonly (string | undefined)[] = [
  ErrorCode.MissingStateError,
  ErrorCode.InvalidStateError,
  ErrorCode.MissingCodeError,
];

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const escapeHtml = (text: string) => text.replace(/[&<>]/g, (c) => ENTITIES[c] ?? c);

/** Rich text as a browser shows it; what is typed stands out. */
const html = (rich: Rich) =>
  rich.map((one) =>
    one.type === "text" ? escapeHtml(one.text) : `<code>${escapeHtml(plainOf([one]))}</code>`,
  );

const INSTALL_PATH = "/slack/install";
export const REDIRECT_PATH = "/slack/oauth_redirect";

/**
 * null where the settings are for one workspace alone. `onInstalled` is called when a workspace is in; `newcomer`: who
 * installed the bot where it was not, null: it was there, and its installation was renewed.
 */
export function createInstaller(
  settings: SlackSettings,
  { languages, ...deps }: Pick<SlackDeps, "installations" | "languages" | "log">,
  logger: Logger,
  onInstalled: (team: TeamId, newcomer: Pick<Arrival, "learner" | "locale"> | null) => void,
): Installer | null {
  const oauth = settings.mode === "http" ? settings.oauth : null;
  if (!oauth) return null;
  const { tokenKeys = [], ...app } = oauth;
  const kept = keepInstallations(deps, tokenKeys);

  /** Workspaces that are being installed for the first time. */
  const fresh = new Set<string>();

  /** The page on which an installation ends, in the language of the browser. */
  function endPage(
    req: IncomingMessage,
    res: ServerResponse,
    status: number,
    title: WordId,
    line: Say,
  ): void {
    const words = languages.of(localeOf(req));
    res.writeHead(status, { "content-type": "text/html; charset=utf-8" });
    const page = [`<!doctype html><html lang="${words.language}"><title>`, words.plain(title), "</title><p>"];
    res.end([...page, ...html(words.rich(line))].join(""));
  }

  const provider = new InstallProvider({
    ...app,
    logger,
    authorizationUrl: consentAddress(settings),
    // An object of its own: the libraries change the options they are given.
    clientOptions: { slackApiUrl: apiAddress(settings), retryConfig: { retries: 0 }, timeout: TIMES.request },
    installUrlOptions: { scopes: [...BOT_SCOPES] },
    installationStore: {
      async storeInstallation(installation) {
        const id = installation.team?.id;
        if (id === undefined || installation.isEnterpriseInstall === true) throw new OrganizationError();
        // One that cannot be read is there all the same.
        if ((await kept.read(id).catch(() => "unreadable")) === null) fresh.add(id);
        await kept.save(id, JSON.stringify(installation));
      },
      async fetchInstallation({ teamId }) {
        const found = teamId === undefined ? null : await kept.read(teamId);
        if (found === null) throw new Error("not installed");
        return JSON.parse(found) as Installation<"v1" | "v2", boolean>;
      },
      async deleteInstallation({ teamId }) {
        if (teamId !== undefined) await kept.remove(teamId);
      },
    },
  });

  return {
    page: (req, res) => provider.handleInstallPath(req, res),
    callback: (req, res) =>
      provider.handleCallback(req, res, {
        successAsync: async (installation, _options, request, response) => {
          if (installation.team) {
            const { id } = installation.team;
            onInstalled(
              `slack:${id}`,
              fresh.delete(id) ? { learner: installation.user.id, locale: localeOf(request) } : null,
            );
          }
          const done = say("slack.installed.text", { command: { command: "" } });
          endPage(request, response, 200, "slack.installed.title", done);
        },
        failureAsync: async (error, _options, request, response) => {
          const title = "slack.not-installed.title";
          if (error instanceof OrganizationError)
            return endPage(request, response, 403, title, say("slack.not-installed.organization"));
          const failed = say("slack.not-installed.failed", { reason: { code: error.code ?? "unknown" } });
          endPage(request, response, STALE.includes(error.code) ? 400 : 500, title, failed);
        },
      }),
    async find(teamId) {
      // The provider does not tell a workspace that is not installed from a store that does not answer.
      if ((await kept.read(teamId)) === null) return null;
      const found = await provider.authorize({ teamId, enterpriseId: undefined, isEnterpriseInstall: false });
      if (found.botToken === undefined) return null;
      return { token: found.botToken, botUser: found.botUserId ?? null };
    },
    kept,
  };
}

export function installRoutes(installer: Installer): HttpRoute[] {
  return [
    { method: "GET", path: INSTALL_PATH, handle: (req, res) => installer.page(req, res) },
    { method: "GET", path: REDIRECT_PATH, handle: (req, res) => installer.callback(req, res) },
  ];
}
