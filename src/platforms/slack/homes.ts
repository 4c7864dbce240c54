import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { TeamId } from "../../engine/words/place.ts";
import { REMEMBERED_HOMES, TIMES } from "./limits.ts";

/** Somebody who has looked at the bot's home page. */
export interface Viewer {
  team: TeamId;
  user: string;
  /** Their conversation with the bot. */
  channel: string;
}

type Publish = (hash: string | null) => Promise<string | null>;

/** Home pages that people have opened here lately, so that they show what has changed since. */
export interface Homes {
  /** How a page is shown. Must not throw. */
  shownBy(show: (viewer: Viewer) => Promise<void>): void;
  /** `hash`: Slack's word for the page as they see it. */
  opened(viewer: Viewer, hash?: string | null): void;
  /**
   * Publishes the page of one member, one at a time: where it is asked for meanwhile, once more afterwards, and all who
   * asked wait for that. `publish` gets the hash of what is there as far as it is known, and gives the new one, null
   * where it is unknown, or "again" where something else was there.
   */
  publishing(team: TeamId, user: string, publish: Publish): Promise<void>;
  /** Something changed for one member. */
  changedFor(team: TeamId, user: string): void;
  /** A question opened or closed somewhere in the team. */
  changed(team: TeamId): void;
  /** Nobody has looked for long. */
  forget(team: TeamId): void;
}

const published = z.object({ view: z.object({ hash: z.string() }) });

/** The hash of the page that a call has published; null where Slack does not say. */
export function hashOf(data: Readonly<Record<string, unknown>>): string | null {
  const read = published.safeParse(data);
  return read.success ? read.data.view.hash : null;
}

const keyOf = ({ team, user }: Pick<Viewer, "team" | "user">) => `${team}/${user}`;

/** What a home page carries with it, for what is pressed there. */
const context = z.object({ channel: z.string() });

export const homeContext = (channel: string): string => JSON.stringify({ channel });

/** The conversation with the bot, of a page on which something was pressed; null: the page says none. */
export function channelOfHome(text: string | null | undefined): string | null {
  try {
    return context.parse(JSON.parse(text ?? "")).channel;
  } catch {
    return null;
  }
}

export function createHomes(stopped: AbortSignal): Homes {
  const viewers = new Map<string, Viewer & { at: number; hash: string | null }>();
  /** Pages that are being published, and whether they are to be once more. */
  const running = new Map<string, { next: Publish | null; done: Promise<void> }>();
  /** Pages that wait to be shown anew; a page waits once. */
  const waiting = new Map<string, Viewer>();
  let show: (viewer: Viewer) => Promise<void> = async () => undefined;
  let isShowing = false;

  /** One after the other, a moment later: what opens is confirmed first, and several changes become one. */
  async function work(): Promise<void> {
    if (isShowing) return;
    isShowing = true;
    while (waiting.size > 0 && !stopped.aborted) {
      await sleep(TIMES.homeDelay, undefined, { signal: stopped, ref: false }).catch(() => undefined);
      const [next] = waiting;
      if (next === undefined || stopped.aborted) break;
      waiting.delete(next[0]);
      await show(next[1]);
    }
    isShowing = false;
  }

  return {
    shownBy(how) {
      show = how;
    },

    publishing(team, user, publish) {
      const key = keyOf({ team, user });
      const before = running.get(key);
      if (before !== undefined) {
        before.next = publish;
        return before.done;
      }
      const run: { next: Publish | null; done: Promise<void> } = { next: null, done: Promise.resolve() };
      const once = async (now: Publish): Promise<void> => {
        const hash = await now(viewers.get(key)?.hash ?? null);
        // They may have opened it once more meanwhile, and seen the page of before.
        const viewer = viewers.get(key);
        if (viewer !== undefined) viewer.hash = hash === "again" ? null : hash;
        const next = run.next ?? (hash === "again" ? now : null);
        run.next = null;
        if (next !== null) await once(next);
      };
      running.set(key, run);
      run.done = once(publish).finally(() => running.delete(key));
      return run.done;
    },

    opened(viewer, hash = null) {
      const key = keyOf(viewer);
      const before = viewers.get(key)?.hash ?? null;
      viewers.delete(key);
      viewers.set(key, { ...viewer, at: Date.now(), hash: hash ?? before });
      for (const oldest of viewers.keys()) {
        if (viewers.size <= REMEMBERED_HOMES) break;
        viewers.delete(oldest);
      }
    },

    changedFor(team, user) {
      const viewer = viewers.get(keyOf({ team, user }));
      if (viewer === undefined) return;
      waiting.set(keyOf(viewer), viewer);
      void work();
    },

    changed(team) {
      const since = Date.now() - TIMES.home;
      for (const [key, viewer] of viewers) {
        if (viewer.at < since) viewers.delete(key);
        else if (viewer.team === team) waiting.set(key, viewer);
      }
      void work();
    },

    forget(team) {
      for (const [key, viewer] of viewers) if (viewer.team === team) viewers.delete(key);
    },
  };
}
