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

/** Home pages that people have opened here lately, so that they show what has changed since. */
export interface Homes {
  /** How a page is shown. Must not throw. */
  shownBy(show: (viewer: Viewer) => Promise<void>): void;
  opened(viewer: Viewer): void;
  /** Something changed for one member. */
  changedFor(team: TeamId, user: string): void;
  /** A question opened or closed somewhere in the team. */
  changed(team: TeamId): void;
  /** Nobody has looked for long. */
  forget(team: TeamId): void;
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
  const viewers = new Map<string, Viewer & { at: number }>();
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

    opened(viewer) {
      const key = keyOf(viewer);
      viewers.delete(key);
      viewers.set(key, { ...viewer, at: Date.now() });
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
