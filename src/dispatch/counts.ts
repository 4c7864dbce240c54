import type { Log } from "../engine/ports/log.ts";
import type { Platform } from "../engine/ports/platform.ts";
import type { Store } from "../engine/ports/store.ts";
import type { TeamId } from "../engine/words/place.ts";
import type { QuestionReply } from "../engine/words/reply.ts";
import type { Round } from "../engine/words/round.ts";

export interface CountUpdater {
  /** The number of answers changed: the message is brought up to date soon. */
  changed(round: Round): void;
  stop(): void;
}

/**
 * Brings "12 have answered" up to date, at most once per message and interval, however many answer: an
 * edit is a request, and both platforms allow few of them.
 *
 * @param interval milliseconds between two edits of one message
 */
export function createCountUpdater(
  deps: {
    store: Pick<Store, "readRound" | "answeredCount">;
    platform: (team: TeamId) => Platform | null;
    view: (round: Round, answered: number) => QuestionReply;
    /** Shows the result of a round that is no longer open. */
    showResult: (round: Round) => Promise<void>;
    log: Log;
  },
  interval: number,
): CountUpdater {
  const waiting = new Map<string, NodeJS.Timeout>();

  async function update(team: TeamId, id: string): Promise<void> {
    const round = await deps.store.readRound(team, id);
    if (round === null || round.status !== "open" || round.message === null) return;
    const answered = await deps.store.answeredCount(team, id);
    await deps.platform(team)?.edit(team, round.message, deps.view(round, answered));
    // The round may have closed while the count was on its way, and the count have covered the result.
    const after = await deps.store.readRound(team, id);
    if (after !== null && after.status !== "open") await deps.showResult(after);
  }

  return {
    changed: (round) => {
      const { team } = round.place;
      const key = `${team}|${round.id}`;
      if (waiting.has(key)) return;
      const timer = setTimeout(() => {
        waiting.delete(key);
        update(team, round.id).catch((error) =>
          deps.log.warn({ round: round.id, err: error }, "the count of answers was not updated"),
        );
      }, interval);
      timer.unref();
      waiting.set(key, timer);
    },
    stop: () => {
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
