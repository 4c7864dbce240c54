import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { REMEMBERED_PEOPLE, TIMES } from "./limits.ts";
import type { Workspace } from "./workspaces.ts";

/** What Slack says of a member. */
interface Member {
  id: string;
  name: string;
  isAdmin: boolean;
  isBot: boolean;
  /** BCP 47. */
  locale: string;
}

export interface People {
  /**
   * The member, from memory or by `users.info`. Where Slack does not say in time, the name of the payload
   * (or the id) counts, and nobody is an admin.
   */
  get(workspace: Workspace | null, id: string, nameInPayload: string | null): Promise<Member>;
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

async function lookUp(workspace: Workspace, id: string): Promise<Member | null> {
  const answer = await workspace.api.call("users.info", { user: id, include_locale: true });
  if (answer.kind !== "ok") return null;
  const parsed = userInfo.safeParse(answer.data);
  if (!parsed.success) return null;
  const { user } = parsed.data;
  return {
    id,
    name: user.profile?.display_name || user.profile?.real_name || user.real_name || user.name || id,
    isAdmin: user.is_admin === true || user.is_owner === true,
    isBot: user.is_bot === true,
    locale: user.locale || "en",
  };
}

interface Remembered {
  member: Promise<Member | null>;
  /** Epoch milliseconds. */
  at: number;
}

export function createPeople(): People {
  const remembered = new Map<string, Remembered>();

  function ask(workspace: Workspace, id: string): Promise<Member | null> {
    const key = `${workspace.team}/${id}`;
    const known = remembered.get(key);
    if (known && Date.now() - known.at < TIMES.person) return known.member;
    const entry: Remembered = { member: lookUp(workspace, id), at: Date.now() };
    remembered.delete(key);
    remembered.set(key, entry);
    for (const oldest of remembered.keys()) {
      if (remembered.size <= REMEMBERED_PEOPLE) break;
      remembered.delete(oldest);
    }
    // What Slack did not say is asked again the next time.
    void entry.member.then((member) => {
      if (member === null && remembered.get(key) === entry) remembered.delete(key);
    });
    return entry.member;
  }

  return {
    async get(workspace, id, nameInPayload) {
      const late = new AbortController();
      const asked = workspace ? ask(workspace, id) : null;
      const member = await Promise.race([
        asked,
        sleep(TIMES.lookup, null, { signal: late.signal }).catch(() => null),
      ]);
      late.abort();
      return member ?? { id, name: nameInPayload || id, isAdmin: false, isBot: false, locale: "en" };
    },
  };
}
