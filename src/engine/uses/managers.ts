import type { Bot, Caller } from "../ports/bot.ts";
import { type Phrase, phrase } from "../words/phrase.ts";
import { type Place, type PlatformName, platformOf } from "../words/place.ts";
import type { Actor } from "../words/press.ts";
import { type NoticeReply, notice, type Reply } from "../words/reply.ts";
import type { Deps } from "./deps.ts";

const WHO: Record<string, string> = {
  discord: "members with the Manage Server permission",
  slack: "workspace admins and owners, by whoever created a channel,",
  web: "the team's admin",
};
const NAMERS: Record<string, string> = {
  discord: "Members with the Manage Server permission",
  slack: "Workspace admins and owners",
  web: "The team's admin",
};

/** How long somebody who asked to manage a channel waits before asking again, in milliseconds. */
const ASKED_ONCE_IN = 12 * 60 * 60_000;

const NAMES: Readonly<Record<PlatformName, string>> = {
  discord: "Discord",
  slack: "Slack",
  web: "The playground",
};

/** Where the platform was asked about rights and did not answer, which is not a no. */
function unanswered({ isAdmin, place }: Actor): NoticeReply | null {
  if (isAdmin !== null) return null;
  const platform = NAMES[platformOf(place.team)];
  return notice(
    "trouble",
    phrase`${platform} did not answer when I asked whether you may manage daily questions. Nothing was changed; please try again in a minute.`,
  );
}

const who = ({ team }: Place) => WHO[platformOf(team)] ?? "admins";
const namers = ({ team }: Place) => NAMERS[platformOf(team)] ?? "Admins";

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

/** null: the caller may manage the daily question of this channel. Otherwise a refusal that says who may. */
export async function refuseUnlessManager(deps: Deps, caller: Caller): Promise<NoticeReply | null> {
  const { place, person } = caller;
  if (await managesTeam(deps, caller)) return null;
  if ((await deps.store.managers(place.team, place.group)).includes(person.id)) return null;
  const owner = (await deps.platform(place.team)?.ownerOf(place)) ?? null;
  if (owner === person.id) return null;
  const unknown = unanswered(caller);
  if (unknown !== null) return unknown;
  const line = phrase`Daily questions are managed by ${who(place)} and by those they name with ${{ command: "daily manager" }}. Nothing was changed.`;
  if (owner !== null) return notice("refusal", line);
  return {
    ...notice("refusal", line, phrase`You can ask them, here in the channel, to let you manage it.`),
    buttons: [{ label: "Ask to manage it", action: { verb: "ask-leave", group: place.group } }],
  };
}

/** Asks the admins, before everybody, to let somebody manage the daily question of a channel. */
export async function askLeave(deps: Deps, press: Caller, group: string): Promise<Reply> {
  const caller = { ...press, place: { ...press.place, group } };
  if ((await refuseUnlessManager(deps, caller)) === null) {
    return notice("info", phrase`You may manage the daily question of ${{ group }} already.`);
  }
  const { team } = press.place;
  if (!(await deps.store.claimOnce(`ask-leave|${team}|${group}|${press.person.id}`, ASKED_ONCE_IN))) {
    return notice(
      "info",
      phrase`You have asked already. ${namers(press.place)} can press the button below your request.`,
    );
  }
  const asking = phrase`${{ member: press.person.id }} would like to manage the daily question of ${{ group }}.`;
  return {
    ...notice("info", asking, phrase`${namers(press.place)} can allow it.`),
    visibility: "channel",
    buttons: [{ label: "Allow", primary: true, action: { verb: "allow", group, learner: press.person.id } }],
  };
}

/** An admin's yes: the member may manage the daily question of that channel, and is told. */
export async function allow(deps: Deps, press: Caller, group: string, learner: string): Promise<Reply> {
  if (!isInCharge(deps, press)) {
    return (
      unanswered(press) ??
      notice("refusal", phrase`${namers(press.place)} can allow this. Nothing was changed.`)
    );
  }
  const { team } = press.place;
  await deps.store.setManager(team, learner, true, group);
  await deps
    .platform(team)
    ?.tell(
      team,
      learner,
      notice(
        "done",
        phrase`You may manage the daily question of ${{ group }} now: ${{ command: "daily set" }} in that channel sets it up.`,
      ),
    );
  return notice(
    "done",
    phrase`${{ member: learner }} may manage the daily question of ${{ group }} now. ${{ command: "daily manager" }} shows who may, and takes it back.`,
  );
}

function listed(intro: string, members: readonly string[]): Phrase {
  return [intro, ...members.flatMap((member, i) => [i > 0 ? ", " : "", { member }])].filter((p) => p !== "");
}

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
      notice(
        "refusal",
        phrase`${namers(place)} name who else may manage; you may manage, not name others. Nothing was changed.`,
      )
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
    phrase`Daily questions are managed by ${who(place)} and those who are named. ${namers(place)} name them.`,
    named.length === 0
      ? phrase`Nobody is named for all channels.`
      : listed("Named for all channels: ", named),
    ...(here.length === 0 ? [] : [listed("Named for this channel alone: ", here)]),
  );
}
