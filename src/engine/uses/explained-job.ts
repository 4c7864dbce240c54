import type { EditOutcome, PostOptions, PostOutcome } from "../ports/platform.ts";
import {
  type ExplainedStep,
  ended,
  explainedStep,
  isKept,
  lookOf,
  textOf,
  withAsked,
  withLater,
  withMessage,
  withoutMessage,
} from "../rules/explained.ts";
import { RARELY } from "../rules/patience.ts";
import { type Explained, type Explanation, readSaid } from "../words/explained.ts";
import type { TeamId } from "../words/place.ts";
import type { Reply } from "../words/reply.ts";
import { say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { changeDocument } from "./documents.ts";
import {
  changeExplained,
  countBest,
  findExplained,
  keptSaid,
  nameOfExplained,
  nameOfSaid,
} from "./explained-state.ts";
import { explanationReply, reportedAloud, reportedReply } from "./explained-views.ts";
import { guardOf } from "./reveal.ts";
import { postOnce } from "./sending.ts";
import { tellManager } from "./tell.ts";
import { again } from "./tries.ts";
import { postUnder } from "./under.ts";

/** What the bot does about explanations of its own accord. */

/** What is to become of them; the same: nothing. */
type Change = (all: Explained) => Explained;

/** Steps at a time; what is left is due again at once. */
const MOST_STEPS = 20;
/** Managers who are told of a report. */
const MANAGERS = 5;

/** In the thread of its question, else in the channel. */
async function postOne(
  deps: Deps,
  team: TeamId,
  all: Explained,
  reply: Reply,
  options: PostOptions,
): Promise<PostOutcome | undefined> {
  const round = await deps.store.readRound(team, all.round);
  if (round?.message) {
    const outcome = await postUnder(deps, round, round.message, reply, options);
    if (outcome?.kind !== "refused") return outcome;
  }
  return deps.platform(team)?.post({ team, group: all.group }, reply, options);
}

async function post(
  deps: Deps,
  team: TeamId,
  all: Explained,
  one: Explanation,
  now: number,
): Promise<Change> {
  const until = (await guardOf(deps, team)).until(all.secret);
  // The same question takes answers elsewhere by now.
  if (until !== null) return (found) => ({ ...found, waits: until });
  const look = lookOf(all, one);
  const key = `explained-${all.round}-${one.number}-${one.at.toString(36)}`;
  const reply = await explanationReply(deps, team, all, one);
  const send = (options: PostOptions) => postOne(deps, team, all, reply, options);
  const message = { key, what: "explanation", reply, age: now - one.at, send };
  const outcome = await postOnce(deps, { team, group: all.group }, message);
  if (outcome.kind === "posted") return (found) => withMessage(found, one.number, outcome.message, look);
  if (!all.told) {
    const group = await deps.store.readGroup({ team, group: all.group });
    const missing = { list: outcome.missing };
    const line = outcome.missing.length === 0 ? say("explain.no-post") : say("explain.lacks", { missing });
    await tellManager(deps, group, line);
  }
  return (found) => ({ ...found, silent: true, told: true });
}

async function show(
  deps: Deps,
  team: TeamId,
  all: Explained,
  one: Explanation,
  now: number,
): Promise<Change> {
  const { message } = one;
  if (message === null) return (found) => found;
  const look = lookOf(all, one);
  const reply = await explanationReply(deps, team, all, one);
  const outcome: EditOutcome | undefined = await deps.platform(team)?.edit(team, message, reply);
  if (outcome === undefined || outcome.kind === "failed") return again(outcome);
  if (outcome.kind === "gone") return (found) => withoutMessage(found, one.number);
  if (outcome.kind === "barred") return (found) => withLater(found, one.number, now + RARELY);
  return (found) => withMessage(found, one.number, message, look);
}

/** Every manager that is known is told directly; where none takes that, it is said that there is something to look at. */
async function ask(deps: Deps, team: TeamId, all: Explained, one: Explanation, now: number): Promise<Change> {
  const platform = deps.platform(team);
  if (platform === null) return again(null);
  const place = { team, group: all.group };
  const [{ managedBy }, named, here] = await Promise.all([
    deps.store.readGroup(place),
    deps.store.managers(team),
    deps.store.managers(team, all.group),
  ]);
  const managers = [...new Set([...(managedBy === null ? [] : [managedBy]), ...here, ...named])];
  const key = `reported-${all.round}-${one.number}-${one.at.toString(36)}`;
  let told = false;
  for (const manager of managers.slice(0, MANAGERS)) {
    const outcome = await platform.tell(
      team,
      manager,
      reportedReply(all, one),
      all.group,
      `${key}-${manager}`,
    );
    if (outcome.kind === "failed") again(outcome);
    told ||= outcome.kind !== "refused";
  }
  if (!told) {
    const message = { key, what: "explanation", reply: reportedAloud(all, one), age: now - one.at };
    await postOnce(deps, place, message);
  }
  return (found) => withAsked(found, one.number);
}

/** Puts the best one beside its question, or takes it from there, where it was hidden since. */
async function keep(deps: Deps, team: TeamId, all: Explained, now: number): Promise<Change> {
  const best = isKept(all) && all.best !== null ? textOf(all, all.best) : null;
  const { round, about } = all;
  await changeDocument(deps, team, nameOfSaid(all, all.secret), (found) => {
    const before = readSaid(found?.value);
    if (best === null) return { write: before?.round === round ? null : ("as-is" as const) };
    // One of a later round stands.
    if (before !== null && before.round !== round && before.at > all.ends) return { write: "as-is" as const };
    const { number, by, name, text, votes } = best;
    return {
      write: keptSaid({ round, number, about, by, name, text, votes: votes.length, at: now, named: null }),
    };
  });
  return (found) => ({ ...found, kept: best !== null });
}

async function done(
  deps: Deps,
  team: TeamId,
  all: Explained,
  step: ExplainedStep,
  now: number,
): Promise<Change> {
  switch (step.kind) {
    case "end":
      return ended;
    case "show":
      return show(deps, team, all, step.one, now);
    case "ask":
      return ask(deps, team, all, step.one, now);
    case "post":
      return post(deps, team, all, step.one, now);
    case "keep":
      return keep(deps, team, all, now);
    case "count": {
      const best = all.best === null ? null : textOf(all, all.best);
      if (best !== null && best.by !== "") await countBest(deps, team, best.by, all.round);
      return (found) => ({ ...found, counted: true });
    }
    default:
      return step satisfies never;
  }
}

/** Does what is due for the explanations of a round, until nothing is. */
export async function explainedDue(deps: Deps, team: TeamId, round: string): Promise<void> {
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const [all, now] = await Promise.all([findExplained(deps, team, round), deps.store.now()]);
    if (all === null) {
      // Nothing that can be read, or nothing at all.
      const found = await deps.store.readDocument(team, nameOfExplained(round));
      if (found !== null) await deps.store.writeDocument(team, nameOfExplained(round), found, null);
      return;
    }
    const step = explainedStep(all, now);
    const change = step === null ? (one: Explained) => ({ ...one }) : await done(deps, team, all, step, now);
    await changeExplained(deps, team, round, now, change);
    if (step === null) return;
  }
}
