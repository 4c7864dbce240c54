import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Priority } from "../../engine/ports/pace.ts";
import type { TeamId } from "../../engine/words/place.ts";
import { REMEMBERED_PEOPLE, TIMES } from "./limits.ts";
import type { Workspace } from "./workspaces.ts";

/** What is known of a member. */
interface Member {
  id: string;
  name: string;
  /** Slack has not said the name yet: it is the payload's, or the id. */
  provisional: boolean;
  /** null: Slack did not say. */
  isAdmin: boolean | null;
  isBot: boolean;
  /** BCP 47; null: Slack has not said it. */
  locale: string | null;
}

export interface People {
  /** The member as far as is known without asking: an answer waits for nobody. */
  known(workspace: Pick<Workspace, "team"> | null, id: string, nameInPayload: string | null): Member;
  /** The member, from memory or by `users.info`. Where Slack does not say in time, what was known before. */
  ask(workspace: Workspace | null, id: string, nameInPayload: string | null): Promise<Member>;
  /**
   * Looks up at a slow pace, behind all others of the workspace, who is not known or was last seen long ago.
   * null: that was not needed, or Slack did not say.
   */
  later(workspace: Workspace | null, id: string): Promise<Member | null>;
  /** Nothing is known of the workspace's members any more. */
  forget(team: TeamId): void;
}

const text = z.string().nullish();
const userInfo = z.object({
  user: z.object({
    name: text,
    real_name: text,
    is_admin: z.boolean().nullish(),
    is_owner: z.boolean().nullish(),
    is_bot: z.boolean().nullish(),
    locale: text,
    profile: z.object({ display_name: text, real_name: text }).nullish(),
  }),
});

async function lookUp(
  workspace: Workspace,
  id: string,
  patience: number,
  priority: Priority,
): Promise<Member | null> {
  const args = { user: id, include_locale: true };
  const answer = await workspace.api.call("users.info", args, { patience, priority });
  if (answer.kind !== "ok") return null;
  const parsed = userInfo.safeParse(answer.data);
  if (!parsed.success) return null;
  const { user } = parsed.data;
  const name = user.profile?.display_name || user.profile?.real_name || user.real_name || user.name;
  return {
    id,
    name: name || id,
    provisional: !name,
    isAdmin: user.is_admin === true || user.is_owner === true,
    isBot: user.is_bot === true,
    locale: user.locale || null,
  };
}

interface Remembered {
  /** What Slack said last; null: nothing yet. */
  member: Member | null;
  /** When it said so, epoch milliseconds. */
  at: number;
  asking: Promise<Member | null> | null;
}

/** Members that wait for their turn, and whoever wants to know. */
type Queue = Map<string, ((member: Member | null) => void)[]>;

export function createPeople(stopped: AbortSignal): People {
  const remembered = new Map<string, Remembered>();
  const queues = new Map<TeamId, Queue>();

  function entryOf(workspace: Pick<Workspace, "team">, id: string): Remembered {
    const key = `${workspace.team}/${id}`;
    const entry = remembered.get(key) ?? { member: null, at: 0, asking: null };
    remembered.delete(key);
    remembered.set(key, entry);
    for (const oldest of remembered.keys()) {
      if (remembered.size <= REMEMBERED_PEOPLE) break;
      remembered.delete(oldest);
    }
    return entry;
  }

  const age = ({ member, at }: Remembered) => (member === null ? Number.POSITIVE_INFINITY : Date.now() - at);

  /** One question at a time about each member: whoever comes meanwhile waits for the same answer. */
  function askSlack(
    workspace: Workspace,
    id: string,
    patience: number,
    priority: Priority,
  ): Promise<Member | null> {
    const entry = entryOf(workspace, id);
    entry.asking ??= lookUp(workspace, id, patience, priority).then((member) => {
      entry.asking = null;
      if (member !== null) Object.assign(entry, { member, at: Date.now() });
      return member;
    });
    return entry.asking;
  }

  function known(
    workspace: Pick<Workspace, "team"> | null,
    id: string,
    nameInPayload: string | null,
  ): Member {
    const entry = workspace && entryOf(workspace, id);
    if (entry?.member) {
      // A name of before is a name; rights of long ago are not known any more.
      return age(entry) < TIMES.rights ? entry.member : { ...entry.member, isAdmin: null };
    }
    const name = nameInPayload || id;
    return { id, name, provisional: true, isAdmin: null, isBot: false, locale: null };
  }

  async function workOff(workspace: Workspace, queue: Queue): Promise<void> {
    for (const [id, waiting] of queue) {
      const member = stopped.aborted ? null : await askSlack(workspace, id, TIMES.namePatience, "low");
      queue.delete(id);
      for (const tell of waiting) tell(member);
      await sleep(TIMES.namePace, undefined, { signal: stopped, ref: false }).catch(() => undefined);
    }
    queues.delete(workspace.team);
  }

  return {
    known,

    forget(team) {
      for (const key of remembered.keys()) if (key.startsWith(`${team}/`)) remembered.delete(key);
    },

    async ask(workspace, id, nameInPayload) {
      if (workspace && age(entryOf(workspace, id)) > TIMES.person) {
        const late = new AbortController();
        await Promise.race([
          askSlack(workspace, id, TIMES.lookup, "high"),
          sleep(TIMES.lookup, null, { signal: late.signal }).catch(() => null),
        ]);
        late.abort();
      }
      return known(workspace, id, nameInPayload);
    },

    later(workspace, id) {
      if (!workspace || age(entryOf(workspace, id)) < TIMES.name) return Promise.resolve(null);
      return new Promise((resolve) => {
        const running = queues.get(workspace.team);
        const queue: Queue = running ?? new Map();
        if (!queue.has(id) && queue.size >= REMEMBERED_PEOPLE) return resolve(null);
        queue.set(id, [...(queue.get(id) ?? []), resolve]);
        if (running) return;
        queues.set(workspace.team, queue);
        void workOff(workspace, queue);
      });
    },
  };
}
