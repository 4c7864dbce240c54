import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "@slack/bolt";
import { z } from "zod";
import type { Log } from "../../engine/ports/log.ts";
import type { Pace } from "../../engine/ports/pace.ts";
import { StartError } from "../../engine/ports/platform.ts";
import { nativeTeam, type TeamId } from "../../engine/words/place.ts";
import { type Answer, type Api, createApi } from "./api.ts";
import type { Installer } from "./install.ts";
import { TIMES } from "./limits.ts";

/** A workspace the bot is installed in, and the way to call its Web API. */
export interface Workspace {
  team: TeamId;
  api: Api;
  /** The bot's own user id; null where Slack did not say. */
  botUser: string | null;
  /** The scopes the token has; null where Slack did not say. */
  scopes(): Promise<readonly string[] | null>;
}

export interface Workspaces {
  /** Makes sure of the bot token, where there is one. Throws `StartError` where Slack refuses it. */
  start(): Promise<TeamId | null>;
  /** null: the bot is not installed there. Throws where the store of installations does. */
  of(team: TeamId): Promise<Workspace | null>;
  /** The team that an id in a payload means. */
  teamOf(id: string): TeamId;
  /** The next one who asks gets a fresh answer. */
  forget(team: TeamId): void;
  /** Lets go of the workspaces that nobody asked for within a day, and says which. */
  letGo(): readonly TeamId[];
  /** Why Slack does not take the configured token any more, or null. */
  lost(): string | null;
}

const whoAmI = z.object({
  team_id: z.string(),
  user_id: z.string().nullish(),
});
const named = z.object({ team: z.string() });

/** What its members call a workspace; null where Slack does not say. */
export async function nameOf(workspace: Workspace | null): Promise<string | null> {
  const answer = await workspace?.api.call("auth.test", {}, { repeatable: true });
  return answer?.kind === "ok" ? (named.safeParse(answer.data).data?.team ?? null) : null;
}

const REFUSED: Readonly<Record<string, string>> = {
  invalid_auth: "Slack does not know the bot token (SLACK_BOT_TOKEN). Copy it anew from the app's settings.",
  not_authed: "The bot token (SLACK_BOT_TOKEN) is empty.",
  token_revoked: "The bot token (SLACK_BOT_TOKEN) was revoked. Install the app again and copy the new one.",
  token_expired: "The bot token (SLACK_BOT_TOKEN) has expired. Install the app again and copy the new one.",
  account_inactive: "The bot was removed from its workspace. Install the app again and copy the new token.",
};

const refusalOf = (answer: Answer) => (answer.kind === "refused" ? REFUSED[answer.error] : undefined);

interface Known extends Workspace {
  token: string;
  /** Epoch milliseconds. */
  readAt: number;
  /** When it was asked for last, epoch milliseconds. */
  usedAt: number;
}

interface WorkspacesSettings {
  address: string;
  botToken: string | null;
  installer: Installer | null;
  logger: Logger;
  log: Log;
  stopped: AbortSignal;
  pace: Pace;
}

/** The workspaces by team: the one of the configured token, and those that installed the bot. */
export function createWorkspaces(settings: WorkspacesSettings): Workspaces {
  const { address, botToken, installer, logger, log, stopped, pace } = settings;
  const apiOf = (token: string, scope: string) => createApi({ token, address, logger, stopped, pace, scope });
  const known = new Map<TeamId, Known>();
  const underWay = new Map<TeamId, Promise<Known | null>>();
  let own: Known | null = null;
  let lost: string | null = null;

  /** Notices when Slack stops to take a token, and when it takes it again. */
  function watched(api: Api, team: TeamId, token: string, isOwn: boolean): Api {
    let isRefused = false;
    const note = (answer: Answer) => {
      const why = refusalOf(answer);
      if (why === undefined) {
        if (answer.kind === "ok") isRefused = false;
      } else if (!isRefused) {
        isRefused = true;
        const elsewhere =
          "Slack refuses the token of a workspace. Let somebody install the bot there again, at /slack/install.";
        log.error({ platform: "slack", team, reason: why }, isOwn ? why : elsewhere);
      }
      if (isOwn && answer.kind !== "unanswered") lost = isRefused ? (why ?? lost) : null;
    };
    return {
      download: (url, limit) => api.download(url, limit),
      async call(method, args, options) {
        const answer = await api.call(method, args, options);
        if (!isOwn && refusalOf(answer) !== undefined) {
          // Another replica may have seen it installed again: this token is of before.
          const fresh = await reading(team).catch(() => null);
          if (fresh !== null && fresh.token !== token) return fresh.api.call(method, args, options);
        }
        note(answer);
        return answer;
      },
    };
  }

  function workspace(team: TeamId, token: string, botUser: string | null, isOwn = false): Known {
    const api = watched(apiOf(token, team), team, token, isOwn);
    let scopes: { value: readonly string[] | null; at: number } | null = null;
    return {
      team,
      token,
      api,
      botUser,
      readAt: Date.now(),
      usedAt: Date.now(),
      async scopes() {
        if (scopes === null || Date.now() - scopes.at > TIMES.scopes) {
          const answer = await api.call("auth.test", {}, { repeatable: true });
          if (answer.kind !== "ok") return scopes?.value ?? null;
          scopes = { value: answer.scopes, at: Date.now() };
        }
        return scopes.value;
      },
    };
  }

  async function firstAnswer(api: Api): Promise<Answer> {
    const deadline = Date.now() + TIMES.start;
    for (;;) {
      const answer = await api.call("auth.test", {}, { repeatable: true, patience: TIMES.start });
      if (answer.kind !== "unanswered" || Date.now() > deadline || stopped.aborted) return answer;
      log.warn({ platform: "slack", detail: answer.detail }, "Slack does not answer; trying again");
    }
  }

  async function read(team: TeamId): Promise<Known | null> {
    const installation = (await installer?.find(nativeTeam(team))) ?? null;
    const before = known.get(team);
    known.delete(team);
    if (!installation) return null;
    const fresh =
      before?.token === installation.token
        ? Object.assign(before, { readAt: Date.now() })
        : workspace(team, installation.token, installation.botUser);
    known.set(team, fresh);
    return fresh;
  }

  /** Whoever asks meanwhile waits for the same answer: two clients would not know of each other's turns. */
  function reading(team: TeamId): Promise<Known | null> {
    const underWayNow = underWay.get(team) ?? read(team).finally(() => underWay.delete(team));
    underWay.set(team, underWayNow);
    return underWayNow;
  }

  return {
    async start() {
      if (botToken === null && installer === null)
        throw new StartError("Slack over HTTP needs SLACK_BOT_TOKEN, or SLACK_CLIENT_ID and its companions.");
      await installer?.kept.start();
      if (botToken === null) return null;
      const answer = await firstAnswer(apiOf(botToken, "slack"));
      if (answer.kind === "refused")
        throw new StartError(REFUSED[answer.error] ?? `Slack refuses the bot token: ${answer.error}.`);
      if (answer.kind !== "ok") throw new StartError(`Slack does not answer at ${address}.`);
      const me = whoAmI.safeParse(answer.data);
      if (!me.success) throw new StartError(`What answers at ${address} does not speak like Slack.`);
      own = workspace(`slack:${me.data.team_id}`, botToken, me.data.user_id ?? null, true);
      return own.team;
    },

    async of(team) {
      if (own?.team === team) return own;
      const cached = known.get(team);
      if (cached) cached.usedAt = Date.now();
      if (cached && Date.now() - cached.readAt < TIMES.installation) return cached;
      const fresh = reading(team);
      if (!cached) return fresh;
      // A form has to open within three seconds: a slow or broken store is not waited for.
      const late = sleep(TIMES.beforeAck, cached, { ref: false });
      return Promise.race([fresh.catch(() => cached), late]);
    },

    // With a token alone there is one workspace, whatever a shared channel writes into its payloads.
    teamOf: (id) => (own !== null && installer === null ? own.team : `slack:${id}`),

    forget(team) {
      known.delete(team);
    },

    letGo() {
      const since = Date.now() - TIMES.idle;
      const idle = [...known.values()].filter(({ usedAt }) => usedAt < since).map(({ team }) => team);
      for (const team of idle) known.delete(team);
      return idle;
    },

    lost: () => lost,
  };
}
