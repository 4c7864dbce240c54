import type { Log } from "../engine/ports/log.ts";

/** What can be lost for good: a platform whose token was revoked. */
export interface Losable {
  name: string;
  lost(): string | null;
}

/** Why platforms serve nobody any more, by name; empty while all do. */
export const lostOf = (platforms: readonly Losable[]): Record<string, string> =>
  Object.fromEntries(platforms.flatMap(({ name, lost }) => (lost() === null ? [] : [[name, lost() ?? ""]])));

/**
 * Looks whether any platform is left to serve; the result is one look. `end` is called once, where two looks in a
 * row find none: what a platform says in the middle of its own trouble may be untrue a moment later.
 */
export function createLossWatch(platforms: readonly Losable[], log: Log, end: () => void): () => void {
  let found = 0;
  return () => {
    const lost = lostOf(platforms);
    found = Object.keys(lost).length === platforms.length ? found + 1 : 0;
    if (found !== 2) return;
    log.error({ lost }, "no platform is left that serves anybody, so the bot ends");
    end();
  };
}
