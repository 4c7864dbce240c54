import type { LearnerRecord } from "../ports/store.ts";
import type { TeamId } from "../words/place.ts";
import type { Actor, Button } from "../words/press.ts";
import type { HomeReply } from "../words/reply.ts";
import { hasOptions, letterOf, type Round } from "../words/round.ts";
import { type Say, say } from "../words/say.ts";
import type { GroupRecord } from "../words/schedule.ts";
import { weekOf } from "./boards.ts";
import type { Deps } from "./deps.ts";
import { currentRound } from "./manage.ts";
import { managesTeam, refuseUnlessManager } from "./managers.ts";
import { profile } from "./profile.ts";
import { waitOf } from "./reveal.ts";
import { questionReply } from "./views.ts";
import { isFoundWrong } from "./wrong-keys.ts";

/** Groups of a learner that are looked at for a daily question. */
const LOOKED_AT = 10;

const ASK: Button = {
  label: say("button.for-me"),
  primary: true,
  action: { verb: "another", asked: {}, private: true },
};

/** The group of a learner that counts where they stand in none: where the learner answered last, or else one with a daily question. */
export async function groupOfLearner(
  deps: Deps,
  team: TeamId,
  { lastGroup, groups }: LearnerRecord,
): Promise<GroupRecord | null> {
  if (lastGroup === null) return null;
  const last = await deps.store.readGroup({ team, group: lastGroup });
  if (last.schedule !== null) return last;
  for (const group of groups.slice(0, LOOKED_AT)) {
    const other = await deps.store.readGroup({ team, group });
    if (other.schedule !== null) return other;
  }
  return last;
}

/** What the learner has to do with the newest daily question. */
async function aboutRound(deps: Deps, round: Round, learner: string): Promise<Say> {
  const choice = await deps.store.answerOf(round.place.team, round.id, learner);
  if (round.closedAt === null) {
    const closes = { time: round.closesAt, style: "relative" } as const;
    if (choice === null) return say("home.open", { closes });
    return !hasOptions(round)
      ? say("home.answered-open", { closes })
      : say("home.answered", { name: { strong: letterOf(choice) }, closes });
  }
  const until = await waitOf(deps, round);
  if (until !== null) {
    return say("home.waits", { date: { date: round.date }, at: { time: until, style: "relative" } });
  }
  if (!hasOptions(round)) return say("home.closed-open", { date: { date: round.date } });
  if (await isFoundWrong(deps, round)) return say("home.withdrawn", { date: { date: round.date } });
  const { question } = round;
  const own = choice === null ? "none" : choice === question.key ? "same" : "other";
  return say("home.closed", {
    date: { date: round.date },
    key: { strong: letterOf(question.key) },
    own,
    choice: choice === null ? "" : letterOf(choice),
  });
}

/**
 * The channel that the person may manage, null in it: any; null: none. It is one that they were named for, whose
 * question they set up and still may, or that is theirs by the platform's word.
 */
async function managed(
  deps: Deps,
  actor: Actor,
  { groups }: LearnerRecord,
): Promise<HomeReply["own"]["manages"]> {
  const { team } = actor.place;
  const { id } = actor.person;
  const looked = groups.slice(0, LOOKED_AT);
  const [managesAll, setUp, ...named] = await Promise.all([
    managesTeam(deps, actor),
    deps.store.setUpBy(team, id),
    ...looked.map((group) => deps.store.managers(team, group)),
  ]);
  if (managesAll) return { group: null };
  const namedFor = looked.find((_, i) => named[i]?.includes(id));
  if (namedFor !== undefined) return { group: namedFor };
  for (const group of setUp.slice(0, LOOKED_AT)) {
    const there = { ...actor, place: { team, group } };
    if ((await refuseUnlessManager(deps, there)) === null) return { group };
  }
  const [owned] = (await deps.platform(team)?.ownedBy(team, id)) ?? [];
  return owned === undefined ? null : { group: owned };
}

/** What the person chose for themselves, and whether there is a channel that they may manage. */
async function ownOf(deps: Deps, actor: Actor, learner: LearnerRecord): Promise<HomeReply["own"]> {
  const { team } = actor.place;
  const { id } = actor.person;
  const [language, { reminders }, manages] = await Promise.all([
    deps.languages.ofLearner(team, id),
    deps.store.readReminding(team, id),
    managed(deps, actor, learner),
  ]);
  return {
    language,
    languages: deps.languages.all,
    reminders: reminders !== null,
    hidden: learner.hidden,
    manages,
  };
}

/** A home page that stands in no group: the question to answer, what comes next, the person's own standing. */
export async function home(deps: Deps, actor: Actor): Promise<HomeReply> {
  const { place, person } = actor;
  const learner = await deps.store.readLearner(place, person.id);
  const [group, settings] = await Promise.all([
    groupOfLearner(deps, place.team, learner),
    ownOf(deps, actor, learner),
  ]);
  const help = say("home.how", { command: { command: "" }, command2: { command: "help" } });
  if (group === null) {
    const lines = [say("home.nothing-yet"), help];
    return {
      kind: "home",
      visibility: "private",
      question: null,
      profile: null,
      board: null,
      lines,
      own: settings,
      buttons: [ASK],
    };
  }
  const round = await currentRound(deps, group);
  const shown = round === null || round.message === null || round.status === "void" ? null : round;
  const here = { ...actor, place: group.place };
  const own = await profile(deps, here);
  return {
    kind: "home",
    visibility: "private",
    question:
      shown?.closedAt === null
        ? { ...questionReply(shown, await deps.store.answeredCount(place.team, shown.id), null), ping: null }
        : null,
    profile: own,
    board: await weekOf(deps, here),
    lines: [
      ...(shown === null ? [] : [await aboutRound(deps, shown, person.id)]),
      ...(group.next === null
        ? []
        : [
            say("home.next", {
              group: { group: group.place.group },
              at: { time: group.next.at, style: "moment" },
            }),
          ]),
      help,
    ],
    own: settings,
    buttons: [ASK, ...own.buttons.map((button) => ({ ...button, primary: false }))],
  };
}
