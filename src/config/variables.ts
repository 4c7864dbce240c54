import { existsSync, readFileSync, statSync } from "node:fs";
import { z } from "zod";
import { redisUrls } from "./redis-url.ts";

/** Which shards this process runs: all that Discord recommends, a fixed total, or some of a total. */
export type ShardSettings = "auto" | number | { ids: number[]; total: number };

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
const secret = z.string().regex(/^\S+$/, "must hold no spaces");
const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http:// or https:// address" });
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

const hostNames = z
  .string()
  .transform((text) =>
    text
      .toLowerCase()
      .split(/[\s,]+/)
      .filter((one) => one !== ""),
  )
  .refine(
    (all) => all.every((one) => /^\.?[a-z\d_-]+(\.[a-z\d_-]+)*$/.test(one)),
    "must be names of hosts without scheme or port, separated by commas",
  );

const managers = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((one) => one !== ""))
  .refine(
    (all) => all.every((one) => /^(discord|slack|web):([\w-]+\/)?[\w-]+$/.test(one)),
    "must be members' ids with their platform in front, separated by commas",
  );

/** `discord:<channel>` or `slack:<workspace>/<channel>`. */
const channel = z
  .string()
  .regex(
    /^(discord:\d{5,22}|slack:[TE][A-Z0-9]{5,20}\/[CG][A-Z0-9]{5,20})$/,
    "must be a channel's id with its platform in front, on Slack behind its workspace's",
  )
  .transform((text): { team: `discord:${string}` | `slack:${string}`; group: string } => {
    const [platform, id = ""] = text.split(":");
    const [workspace = "", group] = id.split("/");
    // On Discord a channel says by itself which server it is of.
    return platform === "slack" && group !== undefined
      ? { team: `slack:${workspace}`, group }
      : { team: `discord:${id}`, group: id };
  });

/** Keys of 32 bytes, in base64 or as hexadecimal digits. */
const tokenKeys = z
  .string()
  .transform((text) =>
    text
      .split(/[\s,]+/)
      .filter((one) => one !== "")
      .map((one) => Buffer.from(one, /^[\da-f]{64}$/i.test(one) ? "hex" : "base64")),
  )
  .refine(
    (keys) => keys.length > 0 && keys.every((key) => key.length === 32),
    "must be keys of 32 bytes in base64, separated by commas: the first encrypts, all decrypt",
  );

/** The text of a file that holds certificates or a key. */
const pemFile = z
  .string()
  .refine((path) => existsSync(path) && statSync(path).isFile(), { error: "is not a file", abort: true })
  .transform((path) => readFileSync(path, "utf8"))
  .refine(
    (text) => text.includes("-----BEGIN "),
    "is a file without -----BEGIN: it must be in the PEM format",
  );

/** Every variable: how it is checked, and an example for whoever got it wrong. */
export const VARIABLES = {
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
  SLACK_TOKEN_KEY: [
    tokenKeys,
    "pFQ0q3T3vJ1cXJ8m1f1Yx2h0n4b7tq9wQmJr5s6uVwA= (made by: openssl rand -base64 32)",
  ],
  REDIS_URL: [redisUrls, "redis://localhost:6379"],
  REDIS_COPIES: [z.string().regex(/^\d$/, "must be a number from 0 to 9").transform(Number), "1"],
  REDIS_TLS_CA: [pemFile, "/path/ca.pem"],
  REDIS_TLS_CERT: [pemFile, "/path/bot.pem"],
  REDIS_TLS_KEY: [pemFile, "/path/bot.key"],
  PORT: [port, "3000"],
  HOST: [
    z
      .string()
      .transform((host) => host.replace(/^\[(.*)\]$/, "$1"))
      .refine((host) => /^[\w.:-]+$/.test(host), "must be an address of this machine"),
    "127.0.0.1",
  ],
  ALLOWED_HOSTS: [hostNames, "study.example.org,.app.github.dev"],
  PUBLIC_URL: [httpUrl, "https://study.example.org"],
  PLAYGROUND: [z.enum(["on", "off", "force"], "must be on, off or force"), "on"],
  PICTURES: [z.enum(["on", "off"], "must be on or off"), "on"],
  QUESTIONS_DIR: [
    z.string().refine((path) => existsSync(path) && statSync(path).isDirectory(), "is not a folder"),
    "./questions",
  ],
  LOG_LEVEL: [z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(", ")}`), "info"],
  LOG_FORMAT: [z.enum(["json", "text"], "must be json or text"), "json"],
  MANAGERS: [managers, "discord:81384788765712384,slack:U012AB3CD"],
  REPORTS_CHANNEL: [channel, "discord:200300400500600700 or slack:T012AB3CD/C012AB3CD"],
  OTEL_EXPORTER_OTLP_ENDPOINT: [httpUrl, "http://127.0.0.1:4318"],
  LLM_BASE_URL: [
    httpUrl.refine(
      (url) => !/^https?:\/\/[^/]*@/.test(url),
      "must hold no name or password; the key goes into LLM_API_KEY",
    ),
    "https://api.openai.com/v1",
  ],
  LLM_MODEL: [z.string().max(100, "must have at most 100 characters"), "gpt-4.1-mini"],
  LLM_API_KEY: [
    secret.regex(/^[\x21-\x7e]+$/, "must hold plain characters alone"),
    "the key of that server; any word where it wants none",
  ],
  LLM_DAILY_TOKENS: [
    z
      .string()
      .regex(/^\d{1,12}$/, "must be a number of tokens")
      .transform(Number)
      .refine((n) => n >= 10_000, "must be at least 10000: one answer may take so many"),
    "200000",
  ],
  SHARDS: [shards, "auto, 4 or 0-3/16"],
} as const satisfies Record<string, readonly [z.ZodType, string]>;

/** What the variables that are set mean. */
export type Values = { [K in keyof typeof VARIABLES]?: z.infer<(typeof VARIABLES)[K][0]> };
