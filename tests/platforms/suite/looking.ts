import type { Member, SeenMessage } from "../harness.ts";

/** Waits until this is found, and gives it. */
export async function found<T>(look: () => T | null | undefined, what: string, within = 8000): Promise<T> {
  const end = performance.now() + within;
  for (;;) {
    const value = look();
    if (value !== null && value !== undefined) return value;
    if (performance.now() > end) throw new Error(`not seen: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The newest message this member sees whose text holds these words. */
export function sight(member: Member, words: string, within?: number): Promise<SeenMessage> {
  return found(() => member.sees().findLast((m) => m.text.includes(words)), `"${words}"`, within);
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
