import type { LearnerRecord } from "../ports/store.ts";
import { type Phrase, phrase } from "../words/phrase.ts";
import type { TeamId } from "../words/place.ts";
import type { Actor, Button } from "../words/press.ts";
import type { HomeReply } from "../words/reply.ts";
import { letterOf, type Round } from "../words/round.ts";
import type { GroupRecord } from "../words/schedule.ts";
import { profile, weekOf } from "./boards.ts";
import type { Deps } from "./deps.ts";
import { currentRound } from "./manage.ts";
import { waitOf } from "./reveal.ts";
import { questionReply } from "./views.ts";

/** Groups of a learner that are looked at for a daily question. */
const LOOKED_AT = 10;

const ASK: Button = {
  label: "A question for me",
  primary: true,
  action: { verb: "another", topic: "", difficulty: "", private: true },
};

/** The group that a home page is about: where the learner answered last, or else one with a daily question. */
async function groupOf(
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
async function aboutRound(deps: Deps, round: Round, learner: string): Promise<Phrase> {
  const { question } = round;
  const choice = await deps.store.answerOf(round.place.team, round.id, learner);
  if (round.closedAt === null) {
    const closes = { time: round.closesAt, style: "relative" } as const;
    return choice === null
      ? phrase`The daily question is open and closes ${closes}.`
      : phrase`Your answer to the daily question is ${{ strong: letterOf(choice) }}; you can change it until it closes ${closes}.`;
  }
  const until = await waitOf(deps, round);
  if (until !== null) {
    return phrase`The question of ${round.date} has closed; it is open in another channel, so its answer waits and can be shown ${{ time: until, style: "relative" }}.`;
  }
  const key = phrase`The question of ${round.date} has closed: ${{ strong: letterOf(question.key) }} was right`;
  return [
    ...key,
    choice === null ? "." : choice === question.key ? ", as you said." : `, you said ${letterOf(choice)}.`,
  ];
}

/** A home page that stands in no group: the question to answer, what comes next, the person's own standing. */
export async function home(deps: Deps, actor: Actor): Promise<HomeReply> {
  const { place, person } = actor;
  const learner = await deps.store.readLearner(place, person.id);
  const group = await groupOf(deps, place.team, learner);
  const help = phrase`Type ${{ command: "" }} in a channel for a question that all can answer, ${{ command: "help" }} for the rest.`;
  if (group === null) {
    const lines = [phrase`You have not answered a question yet.`, help];
    return {
      kind: "home",
      visibility: "private",
      question: null,
      profile: null,
      board: null,
      lines,
      buttons: [ASK],
    };
  }
  const round = await currentRound(deps, group);
  const shown = round === null || round.message === null || round.status === "void" ? null : round;
  const here = { ...actor, place: group.place };
  return {
    kind: "home",
    visibility: "private",
    question:
      shown?.closedAt === null
        ? { ...questionReply(shown, await deps.store.answeredCount(place.team, shown.id), null), ping: null }
        : null,
    profile: await profile(deps, here),
    board: await weekOf(deps, here),
    lines: [
      ...(shown === null ? [] : [await aboutRound(deps, shown, person.id)]),
      ...(group.next === null
        ? []
        : [
            phrase`The next question in ${{ group: group.place.group }} opens ${{ time: group.next.at, style: "moment" }}.`,
          ]),
      phrase`Your streak and the board are those of ${{ group: group.place.group }}.`,
      help,
    ],
    buttons: [ASK],
  };
}
