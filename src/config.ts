import { existsSync, statSync } from "node:fs";
import { z } from "zod";
import { unknownVariables } from "./environment.ts";

/** Socket Mode needs no public address; over HTTP Slack sends signed requests. */
export type SlackConfig = { apiUrl: string | null } & (
  | { mode: "socket"; botToken: string; appToken: string }
  | {
      mode: "http";
      signingSecret: string;
      botToken: string | null;
      oauth: { clientId: string; clientSecret: string; stateSecret: string } | null;
    }
);

/** Which shards this process runs: all that Discord recommends, a fixed total, or some of a total. */
export type ShardSettings = "auto" | number | { ids: number[]; total: number };

export interface Config {
  discord: { token: string; apiUrl: string | null; shards: ShardSettings } | null;
  slack: SlackConfig | null;
  /** One address, or the nodes of a cluster; empty: everything lives in memory. */
  redisUrls: readonly string[];
  host: string;
  port: number;
  playground: boolean;
  questionsDir: string | null;
  logLevel: string;
  /** Members whom the host lets manage daily questions: `discord:<member>`, `slack:<member>`, `slack:<team>/<member>`. */
  managers: readonly string[];
  /** What was set and means nothing here. */
  warnings: readonly string[];
}

/** Every problem of the environment, each naming its variable, with an example. */
export class ConfigError extends Error {
  override name = "ConfigError";
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The configuration has ${problems.length === 1 ? "a problem" : `${problems.length} problems`}.`);
    this.problems = problems;
  }
}

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
const LOCAL_HOSTS = ["127.0.0.1", "localhost", "::1"];

/** Whether nobody but this machine reaches the address. */
export const isLocalHost = (host: string): boolean => LOCAL_HOSTS.includes(host);

const secret = z.string().regex(/^\S+$/, "must hold no spaces");
const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http:// or https:// address" });
/** Signs that end a part of an address: in a password they have to be written in another way. */
const ESCAPED = "a password's # / ? , @ and % are written %23 %2F %3F %2C %40 and %25";

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with the address of a Redis, or null. */
function redisProblem(text: string): string | null {
  if (!/^rediss?:\/\/\S+$/.test(text)) return "must be redis:// or rediss://, several separated by commas";
  const after = text.slice(text.indexOf("//") + 2);
  const isRaw = /[#/?].*@/.test(after) || !isDecodable(after);
  if (isRaw) return `cannot be read: ${ESCAPED}`;
  if (!URL.canParse(text) || new URL(text).hostname === "")
    return "must be redis:// or rediss://, several separated by commas";
  const { pathname, hash } = new URL(text);
  if (hash !== "") return `cannot be read: ${ESCAPED}`;
  return /^\/?$|^\/\d{1,4}$/.test(pathname) ? null : "ends with a database that is no number";
}

const redisUrls = z
  .string()
  // A comma inside a password separates nothing: another address begins with its own scheme.
  .transform((text) => text.split(/,(?=\s*(?:rediss?:|$|,))/).map((one) => one.trim()))
  .superRefine((all, context) => {
    const wrong = all.map((one) => (/,/.test(one) ? `cannot be read: ${ESCAPED}` : redisProblem(one)));
    const message = wrong.find((one) => one !== null);
    if (message !== undefined && message !== null) context.addIssue({ code: "custom", message });
    else if (all.length > 1 && all.some((one) => !/^\/?0?$/.test(new URL(one).pathname)))
      context.addIssue({ code: "custom", message: "names a database, and a cluster has none but 0" });
  });
const port = z
  .string()
  .regex(/^\d+$/, "must be a number")
  .transform(Number)
  .refine((n) => n <= 65535, "must be at most 65535");
/** Far past what Discord's 2500 guilds a shard need, and few enough to be listed. */
const MOST_SHARDS = 100_000;
const shards = z
  .string()
  .regex(/^(auto|\d+|\d+(-\d+)?\/\d+)$/, "must be auto, a total, or a range of a total")
  .refine((text) => (text.match(/\d+/g) ?? []).every((n) => Number(n) <= MOST_SHARDS), {
    error: `must be at most ${MOST_SHARDS}`,
    abort: true,
  })
  .transform(readShards)
  .refine((s) => s !== 0, "must be at least 1")
  .refine(
    (s) => typeof s !== "object" || (s.ids.length > 0 && s.ids.every((id) => id < s.total)),
    "names shards beyond the total",
  );

function readShards(text: string): ShardSettings {
  if (text === "auto") return "auto";
  const [range = "", total] = text.split("/");
  if (total === undefined) return Number(range);
  const [first = 0, last = first] = range.split("-").map(Number);
  return {
    ids: Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i),
    total: Number(total),
  };
}

const managers = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((one) => one !== ""))
  .refine(
    (all) => all.every((one) => /^(discord|slack|web):([\w-]+\/)?[\w-]+$/.test(one)),
    "must be members' ids with their platform in front, separated by commas",
  );

/** Every variable: how it is checked, and an example for whoever got it wrong. */
const VARIABLES = {
  DISCORD_TOKEN: [
    secret.refine((t) => !t.startsWith("Bot"), 'is the token alone, without "Bot"'),
    "MTIz.Abc.dEf (Developer Portal, Bot, Reset Token)",
  ],
  DISCORD_API_URL: [httpUrl, "http://127.0.0.1:4000/api"],
  SLACK_BOT_TOKEN: [
    secret.refine((t) => !t.startsWith("xapp-"), "is an app token; the bot token begins with xoxb-"),
    "xoxb-1-2-abc (OAuth & Permissions)",
  ],
  SLACK_APP_TOKEN: [
    secret.refine((t) => !t.startsWith("xoxb-"), "is a bot token; the app token begins with xapp-"),
    "xapp-1-A-2-b (Basic Information, App-Level Tokens)",
  ],
  SLACK_API_URL: [httpUrl, "http://127.0.0.1:4001/api/"],
  SLACK_SIGNING_SECRET: [secret, "8f742231b10e8888abcd99yyyzzz85a5 (Basic Information)"],
  SLACK_CLIENT_ID: [secret, "1234567890.1234567890"],
  SLACK_CLIENT_SECRET: [secret, "abcdef0123456789"],
  SLACK_STATE_SECRET: [secret, "any-long-random-text"],
  REDIS_URL: [redisUrls, "redis://localhost:6379"],
  PORT: [port, "3000"],
  HOST: [
    z
      .string()
      .transform((host) => host.replace(/^\[(.*)\]$/, "$1"))
      .refine((host) => /^[\w.:-]+$/.test(host), "must be an address of this machine"),
    "127.0.0.1",
  ],
  PLAYGROUND: [z.enum(["on", "off", "force"], "must be on, off or force"), "on"],
  QUESTIONS_DIR: [
    z.string().refine((path) => existsSync(path) && statSync(path).isDirectory(), "is not a folder"),
    "./questions",
  ],
  LOG_LEVEL: [z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(", ")}`), "info"],
  MANAGERS: [managers, "discord:81384788765712384,slack:U012AB3CD"],
  SHARDS: [shards, "auto, 4 or 0-3/16"],
} as const satisfies Record<string, readonly [z.ZodType, string]>;

type Values = { [K in keyof typeof VARIABLES]?: z.infer<(typeof VARIABLES)[K][0]> };

/**
 * Reads and checks the environment.
 * @param before problems that were found where the environment comes from
 * @throws ConfigError with every problem at once
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  before: readonly string[] = [],
): Config {
  const unknown = unknownVariables(env, Object.keys(VARIABLES));
  const problems: string[] = [...before, ...unknown.meant];
  const found: Record<string, unknown> = {};
  for (const [name, [schema, example]] of Object.entries(VARIABLES)) {
    const raw = env[name]?.trim();
    if (raw === undefined || raw === "") continue;
    const parsed = schema.safeParse(raw);
    if (parsed.success) found[name] = parsed.data;
    else
      problems.push(`${name} ${parsed.error.issues[0]?.message ?? "is wrong"}. Example: ${name}=${example}`);
  }
  const values = found as Values;
  const given = (name: keyof Values) => (env[name]?.trim() ?? "") !== "";
  problems.push(...slackProblems(given));
  const isPublic = values.HOST !== undefined && !isLocalHost(values.HOST);
  const hasPlatform = given("DISCORD_TOKEN") || SLACK_ANY.some(given);
  const isPlaygroundOn = values.PLAYGROUND === undefined ? !hasPlatform : values.PLAYGROUND !== "off";
  if (isPlaygroundOn && isPublic && values.PLAYGROUND !== "force") {
    const why =
      hasPlatform || given("PLAYGROUND")
        ? ""
        : "DISCORD_TOKEN or SLACK_BOT_TOKEN is missing; or, for the playground: ";
    problems.push(
      `${why}HOST ${values.HOST} is public, and the playground lets everybody act as anybody. Set HOST=127.0.0.1, PLAYGROUND=off, or PLAYGROUND=force if you mean it.`,
    );
  }
  if (!hasPlatform && !isPlaygroundOn) {
    problems.push(
      "DISCORD_TOKEN, SLACK_BOT_TOKEN or SLACK_SIGNING_SECRET is missing, and the playground is off: there is nothing to run. Example: PLAYGROUND=on",
    );
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    discord:
      values.DISCORD_TOKEN === undefined
        ? null
        : {
            token: values.DISCORD_TOKEN,
            apiUrl: values.DISCORD_API_URL ?? null,
            shards: values.SHARDS ?? "auto",
          },
    slack: slackSettings(values),
    redisUrls: values.REDIS_URL ?? [],
    host: values.HOST ?? "127.0.0.1",
    port: values.PORT ?? 3000,
    playground: isPlaygroundOn,
    questionsDir: values.QUESTIONS_DIR ?? null,
    logLevel: values.LOG_LEVEL ?? "info",
    warnings: unknown.others,
    managers: values.MANAGERS ?? [],
  };
}

const SLACK_ANY = ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"] as const;
const OAUTH = ["SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_STATE_SECRET"] as const;

function slackProblems(given: (name: keyof Values) => boolean): string[] {
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
function slackSettings(values: Values): SlackConfig | null {
  const {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_SIGNING_SECRET: signingSecret,
  } = values;
  const {
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
    SLACK_STATE_SECRET: stateSecret,
  } = values;
  const apiUrl = values.SLACK_API_URL ?? null;
  if (botToken !== undefined && appToken !== undefined) return { mode: "socket", botToken, appToken, apiUrl };
  if (signingSecret === undefined) return null;
  const oauth = clientId && clientSecret && stateSecret ? { clientId, clientSecret, stateSecret } : null;
  return { mode: "http", signingSecret, botToken: botToken ?? null, oauth, apiUrl };
}
