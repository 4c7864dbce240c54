import type { Log } from "../../src/engine/ports/log.ts";

/** A log that keeps the messages. */
export function recordingLog(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const write = (_fields: object, message: string) => {
    lines.push(message);
  };
  return { log: { debug: write, info: write, warn: write, error: write }, lines };
}
