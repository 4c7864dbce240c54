import type { EditOutcome, PostOutcome, TellOutcome } from "../ports/platform.ts";
import { type DuelStep, duelStep, endOf, isAbandoned, marksOf, winnerOf } from "../rules/duels.ts";
import { secretOf } from "../rules/secrets.ts";
import type { Duel, DuelSide, Duels } from "../words/duel.ts";
import type { TeamId } from "../words/place.ts";
import { notice } from "../words/reply.ts";
import { say } from "../words/say.ts";
import { judge } from "./answer.ts";
import type { Deps } from "./deps.ts";
import { roundOfDuel } from "./duel-questions.ts";
import { changeDuel, changeDuels, findDuel, nameOfDuel } from "./duel-state.ts";
import { duelInviteReply, duelResultReply, playButton } from "./duel-views.ts";
import { knowersOf, knowing } from "./packs/shelf.ts";
import { guardOf } from "./reveal.ts";
import { postOnce } from "./sending.ts";
import { again } from "./tries.ts";

/** What the bot does about a duel of its own accord. */

/** What is to become of it; the same: nothing. */
type Change = (duel: Duel) => Duel;

/** Duels of which it is remembered that they were counted. */
const REMEMBERED = 30;
/** Steps at a time: it never comes to so many. */
const MOST_STEPS = 20;

/** Posts the challenge, and notes that it is up; refused: nothing is kept of it. */
export async function postChallenge(
  deps: Deps,
  team: TeamId,
  duel: Duel,
  now: number,
  repeat: boolean,
): Promise<PostOutcome> {
  const { id, run, group } = duel;
  const platform = deps.platform(team);
  if (platform === null) return { kind: "unsure", detail: "no platform" };
  const options = { key: `duel-${id}-${run}`, repeat, age: now - duel.at };
  const outcome = await platform.post({ team, group }, duelInviteReply(deps, duel), options);
  if (outcome.kind === "posted")
    await changeDuel(deps, team, duel, now, (one) =>
      one.message === null ? { ...one, message: outcome.message } : one,
    );
  if (outcome.kind === "refused") {
    const found = await deps.store.readDocument(team, nameOfDuel(id));
    await deps.store.writeDocument(team, nameOfDuel(id), found, null);
  }
  return outcome;
}

async function post(deps: Deps, team: TeamId, duel: Duel, now: number): Promise<Change | "gone"> {
  const outcome = await postChallenge(deps, team, duel, now, true);
  if (outcome.kind === "posted") return (one) => one;
  return outcome.kind === "refused" ? "gone" : again(outcome);
}

async function show(deps: Deps, team: TeamId, duel: Duel): Promise<Change> {
  const outcome: EditOutcome | undefined =
    duel.message === null
      ? undefined
      : await deps.platform(team)?.edit(team, duel.message, duelInviteReply(deps, duel));
  if (outcome?.kind === "failed") return again(outcome);
  return (one) => ({ ...one, shown: duel.state });
}

/** Who challenged learns that it began. Whoever takes no direct messages sees it in the channel. */
async function tell(deps: Deps, team: TeamId, duel: Duel): Promise<Change> {
  const { id, run, group, sides } = duel;
  const words = {
    ...notice(
      "info",
      say("duel.begins", {
        member: { member: sides[1].learner },
        until: { time: endOf(duel), style: "moment" },
      }),
    ),
    buttons: [playButton(duel)],
  };
  const told = await deps
    .platform(team)
    ?.tell(team, sides[0].learner, words, group, `duel-${id}-${run}-begins`);
  if (told === undefined) return again(null);
  if (told.kind === "failed") return again(told);
  return (one) => ({ ...one, told: true });
}

/**
 * Books what the two answered as practice, once: reviews, and points under the daily limit. While one of the questions
 * is an open question of the day, nothing is told or booked.
 */
async function book(deps: Deps, team: TeamId, duel: Duel): Promise<Change> {
  const guard = await guardOf(deps, team);
  const rounds = await Promise.all(
    duel.sides.flatMap(({ questions }, place) =>
      questions.map(async (_, i) => ({ place, i, round: await roundOfDuel(deps, team, duel, place, i) })),
    ),
  );
  const until = Math.max(
    0,
    ...rounds.flatMap(({ round }) => (round === null ? [] : (guard.until(secretOf(round.question)) ?? []))),
  );
  if (until > 0) return (one) => ({ ...one, waits: until });
  for (const { place, i, round } of rounds) {
    const { learner, name, answers } = duel.sides[place] as DuelSide;
    const choice = answers[i];
    if (round === null || learner === "" || choice === undefined || choice === "struck") continue;
    await deps.store.addPractice(round);
    const actor = { place: round.place, person: { id: learner, name, provisional: true } };
    const given = { choice, via: "button", delivery: `${duel.id}${duel.run}` } as const;
    const outcome = await judge(deps, { ...actor, isAdmin: null, locale: null }, round, given);
    // It became the question of the day this very moment.
    if (outcome.kind === "held") return (one) => ({ ...one, waits: outcome.until });
  }
  const keys = (of: 0 | 1) =>
    rounds.filter(({ place }) => place === of).map(({ round }) => round?.question.key ?? null);
  const marks = marksOf(duel, [keys(0), keys(1)]);
  const knows = await knowersOf(deps, team, duel.topic ?? "");
  const knew = [knows.has(duel.sides[0].learner), knows.has(duel.sides[1].learner)] as const;
  return (one) => ({ ...one, marks, knew, booked: true, waits: null });
}

/**
 * Counts it for both. A duel that one of them left, in which nobody answered, or whose answers one of them had seen,
 * counts for neither.
 */
async function count(deps: Deps, team: TeamId, duel: Duel): Promise<Change> {
  const isVoid = isAbandoned(duel) || duel.knew?.includes(true) === true;
  const winner = isVoid ? "void" : winnerOf(duel.marks ?? []);
  const name = `${duel.id}.${duel.run}`;
  for (const [place, { learner }] of duel.sides.entries()) {
    if (winner === "void" || learner === "") continue;
    const field = winner === "drawn" ? "drawn" : winner === place ? "won" : "lost";
    const one = (before: Duels): Duels =>
      before.counted.includes(name)
        ? before
        : {
            ...before,
            [field]: before[field] + 1,
            counted: [...before.counted, name].slice(-REMEMBERED),
          };
    await changeDuels(deps, team, learner, one);
  }
  return (one) => ({ ...one, counted: true });
}

/** Before everybody where it began; to both directly where that cannot be. */
async function result(deps: Deps, team: TeamId, duel: Duel, now: number): Promise<Change> {
  const platform = deps.platform(team);
  if (platform === null) return again(null);
  const { id, run, group, sides } = duel;
  const key = `duel-${id}-${run}-end`;
  const directly = async (reply: Parameters<typeof platform.tell>[2]) => {
    for (const { learner } of sides) {
      if (learner === "") continue;
      const told: TellOutcome = await platform.tell(team, learner, reply, group, `${key}-${learner}`);
      if (told.kind === "failed") again(told);
    }
    return (one: Duel) => ({ ...one, posted: true });
  };
  if (isAbandoned(duel)) return directly(notice("info", say("duel.abandoned")));
  const reply = duelResultReply(deps, duel, "channel");
  const message = { key, what: "duel", reply, age: now - duel.at };
  const outcome = await postOnce(deps, { team, group }, message);
  if (outcome.kind === "refused") return directly(duelResultReply(deps, duel, "private"));
  return (one) => ({ ...one, posted: true });
}

async function done(
  deps: Deps,
  team: TeamId,
  duel: Duel,
  step: DuelStep,
  now: number,
): Promise<Change | "gone"> {
  switch (step) {
    case "post":
      return post(deps, team, duel, now);
    case "expire":
      return (one) => (one.state === "invited" ? { ...one, state: "expired" } : one);
    case "show":
      return show(deps, team, duel);
    case "tell":
      return tell(deps, team, duel);
    case "end":
      return (one) => (one.state === "running" ? { ...one, state: "over" } : one);
    case "book":
      return book(deps, team, duel);
    case "count":
      return count(deps, team, duel);
    case "result":
      return result(deps, team, duel, now);
    default:
      return step satisfies never;
  }
}

/** Does what is due for a duel, until nothing is. */
export async function duelDue(given: Deps, team: TeamId, id: string): Promise<void> {
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const [duel, now] = await Promise.all([findDuel(given, team, id), given.store.now()]);
    if (duel === null) {
      // Nothing that can be read, or nothing at all.
      const found = await given.store.readDocument(team, nameOfDuel(id));
      if (found !== null) await given.store.writeDocument(team, nameOfDuel(id), found, null);
      return;
    }
    const deps = await knowing(given, team, [duel.topic]);
    const step = duelStep(duel, now);
    const change = step === null ? (one: Duel) => ({ ...one }) : await done(deps, team, duel, step, now);
    if (change === "gone") return;
    await changeDuel(deps, team, duel, now, change);
    if (step === null) return;
  }
}
