import { VARIABLES, type Values } from "./variables.ts";

/** Socket Mode needs no public address; over HTTP Slack sends signed requests. */
export type SlackConfig = { apiUrl: string | null } & (
  | { mode: "socket"; botToken: string; appToken: string }
  | {
      mode: "http";
      signingSecret: string;
      botToken: string | null;
      oauth: {
        clientId: string;
        clientSecret: string;
        stateSecret: string;
        tokenKeys: readonly Uint8Array[];
      } | null;
    }
);

/** Each of them turns Slack on. */
export const SLACK_ANY = ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"] as const;
const OAUTH = ["SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_STATE_SECRET"] as const;

/** What is missing, or does not go together, of the variables for Slack. */
export function slackProblems(given: (name: keyof Values) => boolean): string[] {
  const missing = (name: keyof Values, why: string) =>
    `${name} is missing: ${why}. Example: ${name}=${VARIABLES[name][1]}`;
  const problems: string[] = [];
  if (given("SLACK_APP_TOKEN") && !given("SLACK_BOT_TOKEN")) {
    problems.push(missing("SLACK_BOT_TOKEN", "Socket Mode needs it besides SLACK_APP_TOKEN"));
  }
  if (given("SLACK_BOT_TOKEN") && !given("SLACK_APP_TOKEN") && !given("SLACK_SIGNING_SECRET")) {
    problems.push(
      missing(
        "SLACK_APP_TOKEN",
        "SLACK_BOT_TOKEN needs it for Socket Mode, or SLACK_SIGNING_SECRET for HTTP",
      ),
    );
  }
  const oauth = OAUTH.filter(given);
  if (oauth.length > 0) {
    for (const name of OAUTH)
      if (!given(name)) problems.push(missing(name, "several workspaces need all three of them"));
    if (!given("SLACK_SIGNING_SECRET"))
      problems.push(missing("SLACK_SIGNING_SECRET", "several workspaces are served over HTTP"));
    if (given("SLACK_APP_TOKEN"))
      problems.push(
        `SLACK_APP_TOKEN does not go with ${oauth[0]}: Socket Mode serves one workspace. Leave one of them out.`,
      );
  } else if (given("SLACK_SIGNING_SECRET") && !given("SLACK_BOT_TOKEN")) {
    problems.push(
      missing(
        "SLACK_BOT_TOKEN",
        "one workspace over HTTP needs it (or SLACK_CLIENT_ID and its companions for several)",
      ),
    );
  }
  return problems;
}

/** Socket Mode where there is an app token, otherwise HTTP; what is missing was named before. */
export function slackSettings(values: Values): SlackConfig | null {
  const {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_SIGNING_SECRET: signingSecret,
  } = values;
  const {
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
    SLACK_STATE_SECRET: stateSecret,
    SLACK_TOKEN_KEY: tokenKeys = [],
  } = values;
  const apiUrl = values.SLACK_API_URL ?? null;
  if (botToken !== undefined && appToken !== undefined) return { mode: "socket", botToken, appToken, apiUrl };
  if (signingSecret === undefined) return null;
  const oauth =
    clientId && clientSecret && stateSecret ? { clientId, clientSecret, stateSecret, tokenKeys } : null;
  return { mode: "http", signingSecret, botToken: botToken ?? null, oauth, apiUrl };
}
