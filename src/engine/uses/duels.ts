import type { Caller, DuelWanted } from "../ports/bot.ts";
import { duelId, endOf, isDone, isPending, placeIn } from "../rules/duels.ts";
import { type Duel, type DuelAnswer, type DuelPress, type DuelSide, readDuel } from "../words/duel.ts";
import { isOfOne, type TeamId } from "../words/place.ts";
import type { Actor } from "../words/press.ts";
import { notice, type Reply } from "../words/reply.ts";
import { type Choice, isOffered } from "../words/round.ts";
import { type Say, say, type WordId } from "../words/say.ts";
import { emptied } from "./ask.ts";
import type { Deps } from "./deps.ts";
import { changeDocument } from "./documents.ts";
import { postChallenge } from "./duel-job.ts";
import { drawDuel, poolOf, roundOfDuel } from "./duel-questions.ts";
import { changeDuel, findDuel, keptDuel, nameOfDuel } from "./duel-state.ts";
import { duelDoneReply, duelQuestionReply, duelVerdictReply } from "./duel-views.ts";
import { countInvitation, REFUSES_ALL, takeInvitations, whyNotInvited } from "./invitations.ts";
import { noteMember } from "./members.ts";
import { knowersOf, knowing } from "./packs/shelf.ts";
import { waitOf, waits } from "./reveal.ts";

/** `/dlq-duel`: the same questions for two members, each in their own time. */

const refusal = (id: WordId, values?: Say["values"]) => notice("refusal", say(id, values));
const OVER = refusal("duel.over");
const RUN_LENGTH = 4;
/** When the job posts a challenge that whoever wrote it has not, in milliseconds. */
const POSTED_BY = 60_000;

export async function challenge(given: Deps, caller: Caller, wanted: DuelWanted): Promise<Reply> {
  const { place, person } = caller;
  const deps = await knowing(given, place.team, [wanted.topic]);
  const { member } = wanted;
  if (isOfOne(place.team)) return refusal("duel.alone");
  await noteMember(deps, caller);
  if (member === person.id) return refusal("duel.yourself");
  // Nobody else would see it there.
  if (caller.atHome === true) return refusal("duel.in-channel", { command: { command: "duel" } });
  const now = await deps.store.now();
  const duel = newDuel(deps, caller, wanted, now);
  const pool = poolOf(deps, duel);
  if (deps.bank.pool(pool).length === 0) return emptied(deps, pool, wanted.topic);
  const not = await whyNotInvited(deps, place.team, member);
  if (not !== null) return not;
  const there = await pendingOf(deps, place.team, duel.id, now);
  if (there !== null) return crossed(given, caller, there, now);
  const tooMany = await countInvitation(deps, place.team, person.id, now);
  if (tooMany !== null) return tooMany;
  const { before } = await changeDocument(deps, place.team, nameOfDuel(duel.id), (found) => {
    const other = found === null ? null : readDuel(found.value);
    if (other !== null && isPending(other, now)) return { write: "as-is" as const, before: other };
    // Where nobody is left to post it, the job does.
    return { write: { ...keptDuel(duel, now), dueAt: now + POSTED_BY }, before: null };
  });
  if (before !== null) return crossed(given, caller, before, now);
  const outcome = await postChallenge(deps, place.team, duel, now, false);
  if (outcome.kind === "refused") {
    const lacks = outcome.missing.map((what) => say("duel.lacks", { what }));
    return notice("refusal", say("duel.no-post"), ...lacks);
  }
  const until = { time: endOf(duel), style: "moment" } as const;
  const knows = await knowersOf(deps, place.team, wanted.topic ?? "");
  return notice(
    "done",
    say("duel.sent", { member: { member }, until }),
    ...(knows.has(person.id) ? [say("duel.you-know")] : []),
  );
}

function newDuel(deps: Deps, { place, person }: Caller, wanted: DuelWanted, now: number): Duel {
  const side = (learner: string, name: string): DuelSide => ({ learner, name, questions: [], answers: [] });
  return {
    ...{ id: duelId(person.id, wanted.member), run: deps.token(RUN_LENGTH), group: place.group },
    ...{ topic: wanted.topic ?? null, difficulty: wanted.difficulty ?? null, own: wanted.handicap === true },
    ...{ state: "invited", shown: "invited", at: now, message: null, told: false, waits: null },
    sides: [side(person.id, person.name), side(wanted.member, "")],
    ...{ marks: null, booked: false, counted: false, posted: false },
  };
}

async function pendingOf(deps: Deps, team: TeamId, id: string, now: number): Promise<Duel | null> {
  const there = await findDuel(deps, team, id);
  return there !== null && isPending(there, now) ? there : null;
}

/** The two have one already. Whoever challenges the one who has challenged them says yes to that. */
async function crossed(given: Deps, { place, person }: Caller, there: Duel, now: number): Promise<Reply> {
  const deps = await knowing(given, place.team, [there.topic]);
  if (there.state === "running") return show(deps, place.team, there, person.id, now);
  const [by, invited] = there.sides;
  if (invited.learner === person.id) return accept(deps, place.team, there, person, now);
  return refusal("duel.pending", { member: { member: invited.learner || by.learner } });
}

async function accept(
  deps: Deps,
  team: TeamId,
  { id, run }: Duel,
  person: Actor["person"],
  now: number,
): Promise<Reply> {
  const found = await findDuel(deps, team, id);
  if (found === null || found.run !== run) return OVER;
  const [first, second] = await drawDuel(deps, team, found);
  if (deps.bank.pool(poolOf(deps, found)).length === 0)
    return refusal("duel.nothing-left", { member: { member: found.sides[0].learner } });
  if (first.length === 0) return refusal("ask.only-daily");
  const duel = await changeDuel(deps, team, found, now, (one) => {
    if (one.state !== "invited" || one.sides[1].learner !== person.id || now >= endOf(one)) return one;
    const [by, invited] = one.sides;
    return {
      ...one,
      ...{ state: "running", at: now },
      sides: [
        { ...by, questions: first },
        { ...invited, name: person.name, questions: second },
      ],
    };
  });
  // A second press finds it begun, and its questions.
  return duel === null ? OVER : show(deps, team, duel, person.id, now);
}

export async function pressDuel(given: Deps, actor: Actor, press: DuelPress): Promise<Reply> {
  const { team } = actor.place;
  const { person } = actor;
  const [duel, now] = await Promise.all([findDuel(given, team, press.duel), given.store.now()]);
  if (duel === null || duel.run !== press.run) return OVER;
  const deps = await knowing(given, team, [duel.topic]);
  const place = placeIn(duel, person.id);
  if (place === -1) return refusal("duel.not-yours", { command: { command: "duel" } });
  const [index = 0, choice = 0] = press.at;
  switch (press.act) {
    case "accept":
      if (place === 0) return refusal("duel.invited-alone", { member: { member: duel.sides[1].learner } });
      return accept(deps, team, duel, person, now);
    case "decline":
      if (place === 0) return refusal("duel.invited-alone", { member: { member: duel.sides[1].learner } });
      return ended(deps, team, duel, "declined", now);
    case "refuse-all":
      if (place === 0) return refusal("duel.invited-alone", { member: { member: duel.sides[1].learner } });
      await takeInvitations(deps, team, person.id, false);
      return refusedAll(await ended(deps, team, duel, "declined", now));
    case "cancel":
      if (place === 1) return refusal("duel.challenger-alone", { member: { member: duel.sides[0].learner } });
      return ended(deps, team, duel, "cancelled", now);
    case "play":
      return show(deps, team, duel, person.id, now);
    case "answer":
      return answer(deps, team, duel, place, { index, choice: choice as Choice }, now);
    case "verdict":
      return verdict(deps, team, duel, place, index);
    default:
      return press.act satisfies never;
  }
}

const refusedAll = (reply: Reply): Reply => (reply === OVER ? reply : REFUSES_ALL);

async function ended(
  deps: Deps,
  team: TeamId,
  duel: Duel,
  state: "declined" | "cancelled",
  now: number,
): Promise<Reply> {
  const after = await changeDuel(deps, team, duel, now, (one) =>
    one.state === "invited" ? { ...one, state } : one,
  );
  return after?.state === state ? notice("done", say(`duel.${state}`)) : OVER;
}

const withAnswer = (duel: Duel, place: number, given: DuelAnswer): Duel => {
  const [first, second] = duel.sides;
  const more = (side: DuelSide): DuelSide => ({ ...side, answers: [...side.answers, given] });
  return { ...duel, sides: place === 0 ? [more(first), second] : [first, more(second)] };
};

const takesAnswers = (duel: Duel, now: number): boolean => duel.state === "running" && now < endOf(duel);

/** Where one of the two is: the next question, or what it waits for. */
async function show(deps: Deps, team: TeamId, duel: Duel, learner: string, now: number): Promise<Reply> {
  const place = placeIn(duel, learner);
  const side = duel.sides[place];
  if (side === undefined || (duel.state !== "running" && duel.state !== "over")) return OVER;
  if (duel.posted) return refusal("duel.told");
  if (isDone(side)) return duelDoneReply(duel, place);
  if (!takesAnswers(duel, now)) return notice("info", say("duel.late"));
  const index = side.answers.length;
  const round = await roundOfDuel(deps, team, duel, place, index);
  if (round !== null) return duelQuestionReply(duel, round, place, index);
  // The bank has it no more as it was drawn.
  const after = await changeDuel(deps, team, duel, now, (one) =>
    one.sides[place]?.answers.length === index ? withAnswer(one, place, "struck") : one,
  );
  return after === null ? OVER : show(deps, team, after, learner, now);
}

async function answer(
  deps: Deps,
  team: TeamId,
  duel: Duel,
  place: number,
  { index, choice }: { index: number; choice: Choice },
  now: number,
): Promise<Reply> {
  const round = await roundOfDuel(deps, team, duel, place, index);
  const isOne = round !== null && isOffered(round.question, choice);
  // Of two presses on one question the first counts, and both are shown what comes next.
  const after = await changeDuel(deps, team, duel, now, (one) =>
    isOne && takesAnswers(one, now) && one.sides[place]?.answers.length === index
      ? withAnswer(one, place, choice)
      : one,
  );
  const learner = duel.sides[place]?.learner ?? "";
  return after === null ? OVER : show(deps, team, after, learner, now);
}

/** One's own answer, once both may know. */
async function verdict(deps: Deps, team: TeamId, duel: Duel, place: number, index: number): Promise<Reply> {
  if (!duel.posted && !duel.counted) return OVER;
  const round = await roundOfDuel(deps, team, duel, place, index);
  if (round === null) return refusal("duel.struck");
  // It may have become the question of the day since.
  const until = await waitOf(deps, round);
  if (until !== null) return waits(until);
  const given = duel.sides[place]?.answers[index];
  return duelVerdictReply(round, given === undefined || given === "struck" ? null : given);
}
