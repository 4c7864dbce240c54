import type { Log } from "../engine/ports/log.ts";
import type { Platform } from "../engine/ports/platform.ts";
import type { Store } from "../engine/ports/store.ts";
import type { TeamId } from "../engine/words/place.ts";
import type { QuestionReply } from "../engine/words/reply.ts";
import type { Round } from "../engine/words/round.ts";

export interface CountUpdater {
  /** The number of answers changed: the message is brought up to date soon. */
  changed(round: Round): void;
  /** No more answers are taken: what waits for this round is dropped. */
  closed(round: Round): void;
  stop(): void;
}

/** Edits under way at once: more would queue up before the results, since a platform allows few requests. */
const AT_ONCE = 8;

/** One message's count. `again`: it changed while an edit was under way. */
interface Entry {
  round: Round;
  timer: NodeJS.Timeout | null;
  again: boolean;
}

/**
 * Brings "12 have answered" up to date, at most once per message and interval, however many answer: an
 * edit is a request, and both platforms allow few of them. Of each message one edit at a time is under way,
 * of all together a few; what does not come to it waits for the next interval.
 *
 * @param interval milliseconds between two edits of one message
 */
export function createCountUpdater(
  deps: {
    store: Pick<Store, "readRound" | "answeredCount" | "markShown">;
    platform: (team: TeamId) => Platform | null;
    view: (round: Round, answered: number) => QuestionReply;
    /** Shows the result of a round that is no longer open. */
    showResult: (round: Round) => Promise<void>;
    /** The message of a round that takes answers is not there any more. */
    gone: (round: Round) => Promise<void>;
    log: Log;
  },
  interval: number,
): CountUpdater {
  const entries = new Map<string, Entry>();
  let underWay = 0;
  const keyOf = ({ place, id }: Round) => `${place.team}|${id}`;

  async function update(team: TeamId, id: string): Promise<void> {
    const round = await deps.store.readRound(team, id);
    if (round === null || round.status !== "open" || round.message === null) return;
    // The message still shows what is asked.
    if (round.question.changed) return;
    const answered = await deps.store.answeredCount(team, id);
    const outcome = await deps.platform(team)?.edit(team, round.message, deps.view(round, answered));
    // The round may have closed while the count was on its way, and the count have covered the result.
    const after = await deps.store.readRound(team, id);
    if (after !== null && after.status !== "open") await deps.showResult(after);
    else if (outcome?.kind === "gone") await deps.gone(round);
    else if (outcome?.kind === "edited") await deps.store.markShown(team, id, answered);
  }

  function schedule(key: string, entry: Entry): void {
    entry.timer = setTimeout(() => {
      if (underWay >= AT_ONCE) return schedule(key, entry);
      entry.timer = null;
      entry.again = false;
      underWay++;
      update(entry.round.place.team, entry.round.id)
        .catch((error) =>
          deps.log.warn({ round: entry.round.id, err: error }, "the count of answers was not updated"),
        )
        .finally(() => {
          underWay--;
          if (entries.get(key) !== entry) return;
          if (entry.again) schedule(key, entry);
          else entries.delete(key);
        });
    }, interval);
    entry.timer.unref();
  }

  function drop(key: string): void {
    const timer = entries.get(key)?.timer;
    if (timer) clearTimeout(timer);
    entries.delete(key);
  }

  return {
    changed: (round) => {
      const key = keyOf(round);
      const known = entries.get(key);
      if (known !== undefined) {
        known.again = true;
        return;
      }
      const entry: Entry = { round, timer: null, again: false };
      entries.set(key, entry);
      schedule(key, entry);
    },
    closed: (round) => drop(keyOf(round)),
    stop: () => {
      for (const key of [...entries.keys()]) drop(key);
    },
  };
}
