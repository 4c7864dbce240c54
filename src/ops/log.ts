import { pino } from "pino";
import type { Log } from "../engine/ports/log.ts";

/** Fields that must never be written, wherever they stand in what is logged. */
const SECRETS = [
  "token",
  "botToken",
  "appToken",
  "signingSecret",
  "clientSecret",
  "authorization",
  "password",
];
const PATHS = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** Tokens of the platforms and passwords in addresses, in any text. */
const TOKEN_SHAPES =
  /xox[a-z]-[\w-]+|xapp-[\w-]+|\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}|(?<=rediss?:\/\/[^\s/:@]*:)[^\s@]+(?=@)/g;

export function withoutSecrets(text: string): string {
  return text.replace(TOKEN_SHAPES, "[secret]");
}

/** A line of JSON per event on standard output. */
export function createLog(level: string, write: (line: string) => void): Log {
  return pino(
    {
      level,
      base: null,
      redact: { paths: PATHS, censor: "[secret]" },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line: string) => write(withoutSecrets(line)) },
  );
}
