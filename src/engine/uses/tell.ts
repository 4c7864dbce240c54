import type { GroupStore } from "../ports/store.ts";
import { type NoticeReply, notice } from "../words/reply.ts";
import type { Say } from "../words/say.ts";
import type { GroupRecord } from "../words/schedule.ts";
import type { Deps } from "./deps.ts";

/** Channels that are tried where the one who manages takes no direct messages. */
const ROOMS = 5;

/**
 * Tells whoever manages a group's daily question what went wrong: directly, else in the channel, else in
 * another one: where it asks questions too, or where the platform says that it may write.
 */
export async function tellManager(
  deps: Pick<Deps, "platform" | "token" | "log"> & { store: Pick<GroupStore, "groupsOf"> },
  { place, managedBy }: GroupRecord,
  ...lines: readonly Say[]
): Promise<void> {
  const platform = deps.platform(place.team);
  if (platform === null) return;
  const words = notice("trouble", ...lines);
  if (managedBy !== null) {
    const told = await platform.tell(place.team, managedBy, words, place.group);
    if (told.kind === "told") return;
  }
  const aloud: NoticeReply = { ...words, visibility: "channel" };
  const key = `told-${deps.token(16)}`;
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
