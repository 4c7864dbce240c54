import type { Log } from "../engine/ports/log.ts";
import { type Outbox, TriedInVain, type Work } from "../engine/ports/outbox.ts";
import { platformOf } from "../engine/words/place.ts";
import type { Round } from "../engine/words/round.ts";

export interface CountUpdater {
  /** The number of answers changed: the message is brought up to date soon. */
  changed(round: Round): void;
  /** No more answers are taken: nothing is brought up to date any more. */
  closed(round: Round): void;
  stop(): void;
}

/**
 * Brings "12 have answered" up to date, at most once per message and interval, however many answer and on however
 * many replicas: an edit is a request, and both platforms allow few of them. It is the last of all work of the
 * outbox; while anything else waits, it does.
 *
 * @param deps.show brings one up to date; throws `TriedInVain` where it is to be tried again
 * @param interval milliseconds between two edits of one message
 * @param practice the same of a practice question, whose message says who was right as well: nobody is to read that
 *   right after the first answer
 * @param live the same of a question of a live round, which is over within a minute
 */
export function createCountUpdater(
  deps: {
    outbox: Pick<Outbox, "add" | "handle" | "urgent">;
    show: (work: Work["count"], interval: number) => Promise<void>;
    log: Log;
  },
  interval: number,
  practice = interval,
  live = interval,
): CountUpdater {
  const { outbox } = deps;
  /** Rounds whose job was added lately. `again`: the number changed since. */
  const lately = new Map<string, { timer: NodeJS.Timeout; again: boolean }>();
  const keyOf = ({ place, id }: Round) => `${place.team}|${id}`;

  const between = (round: Round) =>
    round.live !== undefined ? live : round.mode === "practice" ? practice : interval;

  async function add(round: Round): Promise<boolean> {
    const [{ team }, { id }] = [round.place, round];
    const added = await outbox.add({
      ...{ id: `count/${team.replace(":", ".")}/${id}`, kind: "count", platform: platformOf(team) },
      ...{ priority: "count", delay: between(round), work: { team, round: id } },
    });
    return added === "kept";
  }

  function changed(round: Round): void {
    const key = keyOf(round);
    const known = lately.get(key);
    if (known !== undefined) {
      known.again = true;
      return;
    }
    const timer = setTimeout(() => {
      lately.delete(key);
      if (entry.again) changed(round);
    }, between(round));
    timer.unref();
    const entry = { timer, again: false };
    lately.set(key, entry);
    add(round)
      .catch((error) => deps.log.debug({ round: round.id, err: error }, "a count of answers has to wait"))
      .then((isKept) => {
        entry.again ||= isKept !== true;
      });
  }

  function drop(key: string): void {
    clearTimeout(lately.get(key)?.timer);
    lately.delete(key);
  }

  outbox.handle("count", {
    run: async (work) => {
      if ((await outbox.urgent(platformOf(work.team))) > 0)
        throw new TriedInVain("others go first", interval, true);
      await deps.show(work, interval);
    },
  });
  return {
    changed,
    closed: (round) => drop(keyOf(round)),
    stop: () => {
      for (const key of [...lately.keys()]) drop(key);
    },
  };
}
