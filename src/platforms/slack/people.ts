import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Priority } from "../../engine/ports/pace.ts";
import type { TeamId } from "../../engine/words/place.ts";
import { within } from "../within.ts";
import { REMEMBERED_PEOPLE, TIMES } from "./limits.ts";
import type { SlackDeps } from "./settings.ts";
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
  /** Of another workspace, or let into some channels alone; null: Slack did not say. */
  isGuest: boolean | null;
  /** BCP 47; null: Slack has not said it. */
  locale: string | null;
  /** IANA; null: Slack has not said it. */
  timezone: string | null;
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
    is_restricted: z.boolean().nullish(),
    is_ultra_restricted: z.boolean().nullish(),
    is_stranger: z.boolean().nullish(),
    locale: text,
    tz: text,
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
    isGuest: [user.is_restricted, user.is_ultra_restricted, user.is_stranger].includes(true),
    locale: user.locale || null,
    timezone: user.tz || null,
  };
}

/** What Slack said of somebody, as the store has it for all replicas. */
const shared = z.object({
  at: z.number(),
  member: z.object({
    id: z.string(),
    name: z.string(),
    provisional: z.boolean(),
    isAdmin: z.boolean().nullable(),
    isBot: z.boolean(),
    isGuest: z.boolean().nullable().default(null),
    locale: z.string().nullable(),
    /** Both absent in what an earlier version kept. */
    timezone: z.string().nullable().default(null),
  }),
});

interface Remembered {
  /** What Slack said last; null: nothing yet. */
  member: Member | null;
  /** When it said so, epoch milliseconds. */
  at: number;
  /** By priority: whoever is waited for does not stand behind the others. */
  asking: Partial<Record<Priority, Promise<Member | null>>>;
}

type Told = z.infer<typeof shared>;

/** How a member is asked about. */
interface Terms {
  /** The oldest answer that will do, in milliseconds. */
  age: number;
  patience: number;
  priority: Priority;
}

const NOW: Terms = { age: TIMES.person, patience: TIMES.lookup, priority: "high" };
const SOME_TIME: Terms = { age: TIMES.name, patience: TIMES.namePatience, priority: "low" };

/** Members that wait for their turn, and whoever wants to know. */
type Queue = Map<string, ((member: Member | null) => void)[]>;

export function createPeople(store: SlackDeps["members"], stopped: AbortSignal): People {
  const remembered = new Map<string, Remembered>();
  const queues = new Map<TeamId, Queue>();

  function entryOf(workspace: Pick<Workspace, "team">, id: string): Remembered {
    const key = `${workspace.team}/${id}`;
    const entry = remembered.get(key) ?? { member: null, at: 0, asking: {} };
    remembered.delete(key);
    remembered.set(key, entry);
    for (const oldest of remembered.keys()) {
      if (remembered.size <= REMEMBERED_PEOPLE) break;
      remembered.delete(oldest);
    }
    return entry;
  }

  const age = ({ member, at }: Remembered) => (member === null ? Number.POSITIVE_INFINITY : Date.now() - at);

  /** What another replica heard, if it is no older than `most` milliseconds. A store that is slow or away tells nothing. */
  async function recall({ team }: Workspace, id: string, most: number): Promise<Told | null> {
    const asked = store.recallMember(team, id).catch(() => null);
    const told = await within(TIMES.recall, asked, null);
    if (told === null) return null;
    const { success, data } = shared.safeParse(JSON.parse(told));
    return success && Date.now() - data.at < most ? data : null;
  }

  async function hear(workspace: Workspace, id: string, terms: Terms): Promise<Told | null> {
    const told = await recall(workspace, id, terms.age).catch(() => null);
    if (told !== null) return told;
    const member = await lookUp(workspace, id, terms.patience, terms.priority);
    if (member === null) return null;
    const heard = { member, at: Date.now() };
    // Nobody waits for it, and whoever misses it asks Slack.
    store.keepMember(workspace.team, id, JSON.stringify(heard), TIMES.name).catch(() => undefined);
    return heard;
  }

  /** One question at a time about each member: whoever comes meanwhile waits for the same answer. */
  function askSlack(workspace: Workspace, id: string, terms: Terms): Promise<Member | null> {
    const entry = entryOf(workspace, id);
    entry.asking[terms.priority] ??= hear(workspace, id, terms).then((heard) => {
      delete entry.asking[terms.priority];
      if (heard !== null) Object.assign(entry, heard);
      return heard?.member ?? null;
    });
    return entry.asking[terms.priority] ?? Promise.resolve(null);
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
    return {
      id,
      name,
      provisional: true,
      isAdmin: null,
      isBot: false,
      isGuest: null,
      locale: null,
      timezone: null,
    };
  }

  async function workOff(workspace: Workspace, queue: Queue): Promise<void> {
    for (const [id, waiting] of queue) {
      const member = stopped.aborted ? null : await askSlack(workspace, id, SOME_TIME);
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
      if (workspace && age(entryOf(workspace, id)) > TIMES.person)
        await within(TIMES.lookup, askSlack(workspace, id, NOW), null);
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
