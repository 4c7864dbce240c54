import { pino } from "pino";
import type { Log } from "../engine/ports/log.ts";
import { TriedInVain } from "../engine/ports/outbox.ts";
import { StoreUnavailable } from "../engine/ports/store.ts";
import { asText } from "./text-log.ts";

/** Fields that must never be written, wherever they stand in what is logged. */
const SECRETS = [
  "token",
  "botToken",
  "appToken",
  "signingSecret",
  "clientSecret",
  "stateSecret",
  "authorization",
  "password",
  "apiKey",
];
const PATHS = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** Tokens of the platforms, passwords in addresses, and addresses that answer as the bot, in any text. */
const SHAPES = [
  /xox[a-z]-[\w-]+|xapp-[\w-]+/,
  /\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/,
  /(?<=rediss?(?:\+sentinel)?:\/\/[^\s/:@]*:)[^\s"]+(?=@)/,
  /(?<=[?&]sentinelPassword=)[^\s"&]+/,
  /(?<=\/(?:webhooks|interactions)\/\d+\/)[\w.~-]+/,
  /(?<=hooks\.slack\.com\/)[^\s"]+/,
  /(?<=\bBearer )[^\s"']+|\bsk-[\w-]{8,}/,
];
const TOKEN_SHAPES = new RegExp(SHAPES.map(({ source }) => source).join("|"), "g");

export function withoutSecrets(text: string): string {
  return text.replace(TOKEN_SHAPES, "[secret]");
}

/** Redis or a platform being away is nobody's mistake: a trace through our code would tell nothing. */
const isExpected = (error: unknown) => error instanceof StoreUnavailable || error instanceof TriedInVain;

const errorFields = (error: Error) =>
  isExpected(error) ? { type: error.name, message: error.message } : pino.stdSerializers.err(error);

export type LogFormat = "json" | "text";

/** A line per event: JSON for programs, text for a person at a terminal. */
export function createLog(level: string, write: (line: string) => void, format: LogFormat = "json"): Log {
  const shown = format === "json" ? (line: string) => line : asText;
  return pino(
    {
      level,
      base: null,
      serializers: { err: errorFields },
      redact: { paths: PATHS, censor: "[secret]" },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line: string) => write(shown(withoutSecrets(line))) },
  );
}
