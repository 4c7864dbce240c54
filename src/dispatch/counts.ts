import type { Log } from "../engine/ports/log.ts";
import type { Again, Outbox } from "../engine/ports/outbox.ts";
import type { Platform } from "../engine/ports/platform.ts";
import type { Store } from "../engine/ports/store.ts";
import { platformOf, type TeamId } from "../engine/words/place.ts";
import type { QuestionReply } from "../engine/words/reply.ts";
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
 * @param interval milliseconds between two edits of one message
 * @param practice the same of a practice question, whose message says who was right as well: nobody is to read that
 *   right after the first answer
 * @param live the same of a question of a live round, which is over within a minute
 */
export function createCountUpdater(
  deps: {
    store: Pick<Store, "readRound" | "answeredCount" | "shownCount" | "markShown">;
    outbox: Pick<Outbox, "add" | "handle" | "urgent">;
    platform: (team: TeamId) => Platform | null;
    view: (round: Round, answered: number) => Promise<QuestionReply>;
    /** Shows the result of a round that is no longer open. */
    showResult: (round: Round) => Promise<void>;
    /** The message of a round that takes answers is not there any more. */
    gone: (round: Round) => Promise<void>;
    log: Log;
  },
  interval: number,
  practice = interval,
  live = interval,
): CountUpdater {
  const { store, outbox } = deps;
  /** Rounds whose job was added lately. `again`: the number changed since. */
  const lately = new Map<string, { timer: NodeJS.Timeout; again: boolean }>();
  const keyOf = ({ place, id }: Round) => `${place.team}|${id}`;

  async function update(team: TeamId, id: string): Promise<Again | null> {
    if ((await outbox.urgent(platformOf(team))) > 0) return { again: interval };
    const [round, answered, shown] = await Promise.all([
      store.readRound(team, id),
      store.answeredCount(team, id),
      store.shownCount(team, id),
    ]);
    if (round === null || round.message === null) return null;
    if (round.status !== "open") {
      // Somebody's count was on its way, and they did not live to see whether it covered the result.
      if (shown === null) await uncover(round);
      return null;
    }
    // The message still shows what is asked.
    if (answered === shown || round.question.changed) return null;
    await store.markShown(team, id, null);
    const outcome = await deps.platform(team)?.edit(team, round.message, await deps.view(round, answered));
    // The round may have closed while the count was on its way, and the count have covered the result.
    const after = await store.readRound(team, id);
    if (after !== null && after.status !== "open") await uncover(after);
    else if (outcome?.kind === "gone") await deps.gone(round);
    else if (outcome?.kind === "edited") await store.markShown(team, id, answered);
    // One that was answered to a command may be out of reach: its count is worth no second try.
    if (round.mode === "practice") return null;
    return outcome?.kind === "failed" ? { again: Math.max(outcome.retryAfter, interval) } : null;
  }

  async function uncover(round: Round): Promise<void> {
    await deps.showResult(round);
    await store.markShown(round.place.team, round.id, 0);
  }

  const between = (round: Round) =>
    round.live !== undefined ? live : round.mode === "practice" ? practice : interval;

  async function add(round: Round): Promise<boolean> {
    const {
      place: { team },
      id,
    } = round;
    const platform = platformOf(team);
    const job = { id: `count/${team.replace(":", ".")}/${id}`, platform, work: { team, round: id } };
    try {
      return (
        (await outbox.add({ ...job, kind: "count", priority: "count", delay: between(round) })) === "kept"
      );
    } catch (error) {
      deps.log.debug({ round: id, err: error }, "a count of answers has to wait");
      return false;
    }
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
    void add(round).then((isKept) => {
      if (!isKept) entry.again = true;
    });
  }

  function drop(key: string): void {
    clearTimeout(lately.get(key)?.timer);
    lately.delete(key);
  }

  outbox.handle("count", { run: ({ team, round }) => update(team, round) });
  return {
    changed,
    closed: (round) => drop(keyOf(round)),
    stop: () => {
      for (const key of [...lately.keys()]) drop(key);
    },
  };
}
