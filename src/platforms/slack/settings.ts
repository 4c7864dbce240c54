import type { Pictures } from "../../cards/ports.ts";
import type { Log, Meter } from "../../engine/ports/log.ts";
import type { Pace } from "../../engine/ports/pace.ts";
import type { TeamId } from "../../engine/words/place.ts";
import type { Languages } from "../../words/languages.ts";

/** How one several-workspace app proves itself to Slack when a workspace installs it. */
interface OAuthSettings {
  clientId: string;
  clientSecret: string;
  /** Signs the state that comes back from Slack's consent page. */
  stateSecret: string;
  /** 32 bytes each: the first encrypts the tokens of workspaces, all decrypt them. None: they are kept in clear. */
  tokenKeys?: readonly Uint8Array[];
}

/**
 * socket: Slack is reached over web sockets that the bot opens; one workspace.
 * http: Slack sends signed requests; one workspace with a token, several with `oauth`, or both.
 */
export type SlackSettings = {
  /** Overrides the address of the Web API: `http://127.0.0.1:3001/api`, with or without a slash at the end. */
  apiUrl?: string | null | undefined;
} & (
  | { mode: "socket"; botToken: string; appToken: string }
  | {
      mode: "http";
      signingSecret: string;
      botToken?: string | null | undefined;
      oauth?: OAuthSettings | null | undefined;
    }
);

/** What the platform needs of the rest of the bot. */
export interface SlackDeps {
  /** For the pages on which a workspace is installed. */
  languages: Languages;
  /** null: they are off. */
  pictures: Pictures | null;
  log: Log;
  meter: Meter;
  /** Slack's limits, over all replicas. */
  pace: Pace;
  /** What Slack said of members, for all replicas. */
  members: {
    keepMember(team: TeamId, learner: string, text: string, ttl: number): Promise<void>;
    recallMember(team: TeamId, learner: string): Promise<string | null>;
  };
  /** True for the first caller with this key within `ttl` ms, over all replicas. */
  claimOnce(key: string, ttl: number): Promise<boolean>;
  /** Installations by workspace id, as opaque JSON texts. */
  installations: {
    save(id: string, json: string): Promise<void>;
    fetch(id: string): Promise<string | null>;
    /** Writes another text in place of the one that was read; false where there is another one by now. */
    replace(id: string, before: string, after: string): Promise<boolean>;
    delete(id: string): Promise<void>;
    ids(): Promise<readonly string[]>;
  };
}

const SLACK_API = "https://slack.com/api/";

/** The address of the Web API, with a slash at the end. */
export function apiAddress(settings: SlackSettings): string {
  const url = settings.apiUrl ?? SLACK_API;
  return url.endsWith("/") ? url : `${url}/`;
}

/** Where a browser asks for consent: beside the Web API. */
export function consentAddress(settings: SlackSettings): string {
  return new URL("/oauth/v2/authorize", apiAddress(settings)).href;
}
