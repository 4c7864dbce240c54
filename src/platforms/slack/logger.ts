import { type Logger, LogLevel } from "@slack/bolt";
import type { Log } from "../../engine/ports/log.ts";

const sentence = (parts: readonly unknown[]) =>
  parts.map((part) => (part instanceof Error ? part.message : String(part))).join(" ");

/**
 * Slack's libraries log through this. Their debug lines hold whole payloads and are left out. What they
 * call an error is a warning here: it also comes back to us as an exception or an answer, which one
 * boundary logs.
 */
export function boltLogger(log: Log): Logger {
  return {
    debug: () => undefined,
    info: (...parts: readonly unknown[]) => log.debug({ platform: "slack" }, sentence(parts)),
    warn: (...parts: readonly unknown[]) => log.warn({ platform: "slack" }, sentence(parts)),
    error: (...parts: readonly unknown[]) => log.warn({ platform: "slack" }, sentence(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
