import type { Bot, Caller, Managed } from "../ports/bot.ts";
import { platformOf } from "../words/place.ts";
import type { Actor } from "../words/press.ts";
import { type NoticeReply, notice, type Reply } from "../words/reply.ts";
import { say, type WordId } from "../words/say.ts";
import type { Deps } from "./deps.ts";

/** How long somebody who asked to manage a channel waits before asking again, in milliseconds. */
const ASKED_ONCE_IN = 12 * 60 * 60_000;

/** What is said of either to whoever may not manage it. */
const WORDS = {
  daily: { refused: "leave.refused", canAsk: "leave.can-ask", unanswered: "leave.unanswered" },
  packs: {
    refused: "leave.refused-packs",
    canAsk: "leave.can-ask-packs",
    unanswered: "leave.unanswered-packs",
  },
} as const satisfies Record<Managed, Record<string, WordId>>;

/** Where the platform was asked about rights and did not answer, which is not a no. */
function unanswered({ isAdmin, place }: Actor, what: Managed = "daily"): NoticeReply | null {
  if (isAdmin !== null) return null;
  const platform = platformOf(place.team);
  return notice("trouble", say(WORDS[what].unanswered, { platform }));
}

function isHostManager({ hostManagers }: Deps, { place, person }: Actor): boolean {
  const { team } = place;
  return (
    hostManagers.includes(`${platformOf(team)}:${person.id}`) || hostManagers.includes(`${team}/${person.id}`)
  );
}

/** Whether the platform itself, or the host, lets this person manage the whole team. */
export function isInCharge(deps: Deps, actor: Actor): boolean {
  return actor.isAdmin === true || isHostManager(deps, actor);
}

/** Whether this person manages every schedule of the team. */
export async function managesTeam(deps: Deps, actor: Actor): Promise<boolean> {
  if (isInCharge(deps, actor)) return true;
  return (await deps.store.managers(actor.place.team)).includes(actor.person.id);
}

/**
 * null: the caller may manage the daily question of this channel, and with it the team's packs. Otherwise a refusal that
 * says who may.
 */
export async function refuseUnlessManager(
  deps: Deps,
  caller: Actor,
  what: Managed = "daily",
): Promise<NoticeReply | null> {
  const { place, person } = caller;
  if (await managesTeam(deps, caller)) return null;
  if ((await deps.store.managers(place.team, place.group)).includes(person.id)) return null;
  const owner = (await deps.platform(place.team)?.ownerOf(place)) ?? null;
  if (owner === person.id) return null;
  const unknown = unanswered(caller, what);
  if (unknown !== null) return unknown;
  const line = say(WORDS[what].refused, {
    platform: platformOf(place.team),
    command: { command: "daily manager" },
  });
  if (owner !== null) return notice("refusal", line);
  return {
    ...notice("refusal", line, say(WORDS[what].canAsk)),
    buttons: [{ label: say("button.ask-leave"), action: { verb: "ask-leave", group: place.group } }],
  };
}

/** Asks the admins, before everybody, to let somebody manage the daily question of a channel. */
export async function askLeave(deps: Deps, press: Caller, group: string): Promise<Reply> {
  const caller = { ...press, place: { ...press.place, group } };
  if ((await refuseUnlessManager(deps, caller)) === null) {
    return notice("info", say("leave.already", { group: { group } }));
  }
  const { team } = press.place;
  if (!(await deps.store.claimOnce(`ask-leave|${team}|${group}|${press.person.id}`, ASKED_ONCE_IN))) {
    return notice("info", say("leave.asked-already", { platform: platformOf(press.place.team) }));
  }
  const asking = say("leave.asks", { member: { member: press.person.id }, group: { group } });
  const request: NoticeReply = {
    ...notice("info", asking, say("leave.who-allows", { platform: platformOf(press.place.team) })),
    visibility: "channel",
    buttons: [
      {
        label: say("button.allow"),
        primary: true,
        action: { verb: "allow", group, learner: press.person.id },
      },
    ],
  };
  if (press.atHome !== true) return request;
  // Where nobody else reads along, nobody could say yes.
  const key = `ask-leave-${deps.token(16)}`;
  const outcome = await deps.platform(team)?.post(caller.place, request, { key, repeat: false });
  return outcome?.kind === "posted" || outcome?.kind === "unsure"
    ? notice("done", say("leave.asked-there", { group: { group }, platform: platformOf(team) }))
    : notice("refusal", say("leave.not-asked", { group: { group } }));
}

/** An admin's yes: the member may manage the daily question of that channel, and is told. */
export async function allow(deps: Deps, press: Caller, group: string, learner: string): Promise<Reply> {
  if (!isInCharge(deps, press)) {
    return (
      unanswered(press) ??
      notice("refusal", say("leave.not-yours", { platform: platformOf(press.place.team) }))
    );
  }
  const { team } = press.place;
  // The button stays where it stands, for a second press and a second admin.
  if (!(await deps.store.managers(team, group)).includes(learner)) {
    const given = say("leave.given-to-you", { group: { group }, command: { command: "daily set" } });
    await deps.store.setManager(team, learner, true, group);
    await deps.platform(team)?.tell(team, learner, notice("done", given), group);
  }
  return notice(
    "done",
    say("leave.given", {
      member: { member: learner },
      group: { group },
      command: { command: "daily manager" },
    }),
  );
}

const membersOf = (members: readonly string[]) => ({ list: members.map((member) => ({ member })) });

/** `daily manager`: names who may manage besides the admins, or shows who they are. */
export async function changeManagers(
  deps: Deps,
  caller: Caller,
  change: Parameters<Bot["daily"]["manager"]>[1],
): Promise<Reply> {
  const refused = await refuseUnlessManager(deps, caller);
  if (refused !== null) return refused;
  const { place } = caller;
  const { team, group } = place;
  const changes = change.add !== undefined || change.remove !== undefined;
  if (changes && !isInCharge(deps, caller)) {
    return (
      unanswered(caller) ??
      notice("refusal", say("leave.naming-refused", { platform: platformOf(place.team) }))
    );
  }
  if (change.add !== undefined) await deps.store.setManager(team, change.add, true);
  if (change.remove !== undefined) {
    await deps.store.setManager(team, change.remove, false);
    await deps.store.setManager(team, change.remove, false, group);
  }
  const [named, here] = [await deps.store.managers(team), await deps.store.managers(team, group)];
  return notice(
    changes ? "done" : "info",
    say("leave.who", { platform: platformOf(place.team) }),
    named.length === 0 ? say("leave.nobody-named") : say("leave.named-all", { members: membersOf(named) }),
    ...(here.length === 0 ? [] : [say("leave.named-here", { members: membersOf(here) })]),
  );
}
