import type { GroupStore, Store } from "../ports/store.ts";
import { type NoticeReply, notice } from "../words/reply.ts";
import type { Say } from "../words/say.ts";
import type { GroupRecord } from "../words/schedule.ts";
import type { Deps } from "./deps.ts";

/** Channels that are tried where the one who manages takes no direct messages. */
const ROOMS = 5;
/** For how long nobody else says the same, in milliseconds: shorter than a job waits for a process that died with it. */
const TELLING = 20_000;

type Tells = Pick<Deps, "platform" | "token" | "log"> & { store: Pick<GroupStore, "groupsOf"> };

/**
 * Tells whoever manages a group's daily question what went wrong: directly, else in the channel, else in
 * another one: where it asks questions too, or where the platform says that it may write.
 */
export function tellManager(deps: Tells, group: GroupRecord, ...lines: readonly Say[]): Promise<void> {
  return tell(deps, group, `told-${deps.token(16)}`, notice("trouble", ...lines));
}

/** The same of what is well again. */
export function tellDone(deps: Tells, group: GroupRecord, ...lines: readonly Say[]): Promise<void> {
  return tell(deps, group, `told-${deps.token(16)}`, notice("done", ...lines));
}

/**
 * The same, before it is noted what it is about: a question that is left out, or a schedule that stops, and nobody
 * knows, is worse than a word that comes twice, where a process ends in between.
 *
 * @param key what it is about: two at a time say it once
 */
export async function tellFirst(
  deps: Tells & { store: Pick<Store, "claimOnce"> },
  group: GroupRecord,
  key: string,
  ...lines: readonly Say[]
): Promise<void> {
  const { team } = group.place;
  if (await deps.store.claimOnce(`telling|${team}|${key}`, TELLING))
    await tell(deps, group, key, notice("trouble", ...lines));
}

async function tell(
  deps: Tells,
  { place, managedBy }: GroupRecord,
  key: string,
  words: NoticeReply,
): Promise<void> {
  const platform = deps.platform(place.team);
  if (platform === null) return;
  if (managedBy !== null) {
    const told = await platform.tell(place.team, managedBy, words, place.group, key);
    if (told.kind === "told") return;
  }
  const aloud: NoticeReply = { ...words, visibility: "channel" };
  const groups = await deps.store.groupsOf(place.team);
  const asking = groups.filter((group) => group.schedule !== null && group.paused === null);
  const rooms = [
    place.group,
    ...asking.map((group) => group.place.group),
    ...(await platform.rooms(place.team)),
  ];
  for (const group of [...new Set(rooms)].slice(0, ROOMS)) {
    const outcome = await platform.post({ ...place, group }, aloud, { key, repeat: false });
    // Whoever is unsure says nothing twice.
    if (outcome.kind === "posted" || outcome.kind === "unsure") return;
  }
  deps.log.warn({ place }, "nobody could be told what went wrong");
}
