import type { Work } from "../ports/outbox.ts";
import type { Arrival } from "../ports/platform.ts";
import { startOf } from "../rules/set-up.ts";
import { platformOf, type TeamId } from "../words/place.ts";
import { notice } from "../words/reply.ts";
import { say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { again } from "./tries.ts";

const DAY = 24 * 60 * 60_000;
/** How long it is remembered that a team was greeted: for good, where its arrival has no date of its own. */
const FOR_GOOD = 3650 * DAY;
const WHILE_OTHERS_HEAR = 7 * DAY;

/** Channels that are tried. */
const ROOMS = 10;

const keyOf = (team: TeamId, since: number | null) => `greeted|${team}|${since ?? ""}`;

/** What the bot is, and what to do with it; once. */
const WELCOME = {
  ...notice("info", say("welcome.what"), say("welcome.how", { command: { command: "help" } })),
  buttons: [
    {
      label: say("button.try"),
      primary: true,
      action: { verb: "another" as const, asked: {}, private: true },
    },
    { label: say("button.set-up-daily"), action: startOf(null) },
  ],
};

/**
 * The bot is new in a team: it says so, once, whoever else hears of it. Where something is asked already it is back,
 * and not new.
 */
export async function arrived(deps: Deps, arrival: Arrival): Promise<void> {
  const { team, since } = arrival;
  const key = keyOf(team, since);
  if (!(await deps.store.claimOnce(key, since === null ? FOR_GOOD : WHILE_OTHERS_HEAR))) return;
  try {
    const groups = await deps.store.groupsOf(team);
    if (groups.some(({ schedule }) => schedule !== null)) return;
    await deps.outbox.add({
      id: ["greet", team.replace(":", "."), since ?? deps.clock()].join("/"),
      kind: "greet",
      platform: platformOf(team),
      priority: "message",
      work: arrival,
    });
  } catch (error) {
    await deps.store.unclaim(key);
    throw error;
  }
}

/** The bot is out of a team: when it comes back, it is new there. */
export const goodbye = (deps: Deps, team: TeamId): Promise<void> => deps.store.unclaim(keyOf(team, null));

/** Says it to whoever brought the bot along, or in the first channel that takes it. */
export async function greet(deps: Deps, { team, learner, locale, since }: Work["greet"]): Promise<void> {
  const platform = deps.platform(team);
  if (platform === null) return;
  const key = `greet-${team}-${since ?? ""}`;
  if (learner !== null) {
    const told = await platform.tell(team, learner, WELCOME, "", key, locale);
    if (told.kind === "failed") again(told);
    if (told.kind === "refused")
      deps.log.info({ team, detail: told.detail }, "whoever added the bot takes no direct messages");
    return;
  }
  const rooms = await platform.rooms(team);
  for (const group of rooms.slice(0, ROOMS)) {
    const said = { ...WELCOME, visibility: "channel" as const };
    const outcome = await platform.post({ team, group }, said, { key, repeat: false });
    // Whoever is unsure says nothing twice.
    if (outcome.kind === "posted" || outcome.kind === "unsure") return;
    if (outcome.kind === "failed") again(outcome);
  }
  deps.log.info(
    { team, tried: Math.min(rooms.length, ROOMS) },
    "the bot may write in no channel of a new team",
  );
}
