import type { Caller } from "../ports/bot.ts";
import { endOfVote, textOf, withDecision, withReport, withVote, withWritten } from "../rules/explained.ts";
import { secretOf } from "../rules/secrets.ts";
import { type Explained, type ExplainedPress, readExplained } from "../words/explained.ts";
import type { TeamId } from "../words/place.ts";
import type { Actor } from "../words/press.ts";
import { notice, type Reply } from "../words/reply.ts";
import type { Round } from "../words/round.ts";
import { say } from "../words/say.ts";
import { quote } from "../words/text.ts";
import { UNKNOWN } from "./answer.ts";
import type { Deps } from "./deps.ts";
import { changeDocument } from "./documents.ts";
import { changeExplained, findExplained, keptExplained, nameOfExplained } from "./explained-state.ts";
import { explainButton, givenBack, reportedReply, withYours } from "./explained-views.ts";
import { currentRound } from "./manage.ts";
import { refuseUnlessManager } from "./managers.ts";
import { noteMember } from "./members.ts";
import { waitOf, waits } from "./reveal.ts";

/** Explaining a question of the day to the others after its close, in sixty seconds, and voting for the best. */

const OVER = notice("info", say("explain.over"));

const stillOpen = ({ closesAt }: Round) => say("explain.open", { at: { time: closesAt, style: "relative" } });

const noExplanations = (round: Round, ends: number): Explained => ({
  ...{ round: round.id, group: round.place.group, secret: secretOf(round.question) },
  ...{ about: round.question.concept.name, ends, over: false, best: null, kept: false, counted: false },
  ...{ waits: null, silent: false, told: false, texts: [] },
});

/** The form was handed in. */
export async function explain(deps: Deps, actor: Actor, id: string, typed: string): Promise<Reply> {
  const { place, person } = actor;
  const { team } = place;
  const text = typed.trim();
  await noteMember(deps, actor);
  const round = await deps.store.readRound(team, id);
  if (round === null || round.mode !== "daily" || round.status === "void")
    return givenBack(say("explain.gone"), text);
  if (actor.atHome !== true && round.place.group !== place.group) return UNKNOWN;
  if (round.closedAt === null) return givenBack(stillOpen(round), text);
  const until = await waitOf(deps, round);
  if (until !== null) return withYours(waits(until), text);
  const [now, { schedule }] = await Promise.all([deps.store.now(), deps.store.readGroup(round.place)]);
  const { written, ends } = await changeDocument(deps, team, nameOfExplained(id), (found) => {
    const before = readExplained(found?.value) ?? noExplanations(round, endOfVote(round, schedule));
    const { after, written } = withWritten(before, { by: person.id, name: person.name, text, at: now });
    const isNew = written === "new" || written === "changed";
    return { write: isNew ? keptExplained(after, now) : ("as-is" as const), written, ends: before.ends };
  });
  switch (written) {
    case "new":
    case "again":
      return notice("done", say("explain.thanks", { ends: { time: ends, style: "moment" } }));
    case "changed":
      return notice("done", say("explain.changed", { ends: { time: ends, style: "moment" } }));
    default:
      return givenBack(say(`explain.${written}`), text);
  }
}

/** `/dlq-explain`: the newest question of the group that is closed, with the button that opens the form. */
export async function explainNewest(deps: Deps, { place }: Caller): Promise<Reply> {
  const group = await deps.store.readGroup(place);
  const current = await currentRound(deps, group);
  const isClosed = (round: Round) => round.closedAt !== null && round.status !== "void";
  // The one before is never one that was taken away.
  const before = current?.before ? await deps.store.readRound(place.team, current.before) : null;
  const round = [current, before].find((one) => one !== null && isClosed(one)) ?? null;
  if (round === null) {
    const isOpen = current !== null && current.closedAt === null && current.status !== "void";
    return notice("refusal", isOpen ? stillOpen(current) : say("explain.none"));
  }
  const [now, until] = await Promise.all([deps.store.now(), waitOf(deps, round)]);
  if (until !== null) return waits(until);
  const ends = (await findExplained(deps, place.team, round.id))?.ends ?? endOfVote(round, group.schedule);
  const quoted = quote(round.question.stem);
  if (now >= ends) return notice("refusal", say("explain.too-late", { quoted }));
  return {
    ...notice("info", say("explain.newest", { quoted, ends: { time: ends, style: "moment" } })),
    buttons: [{ ...explainButton(round), primary: true }],
  };
}

export async function pressExplained(deps: Deps, actor: Actor, press: ExplainedPress): Promise<Reply> {
  const { team } = actor.place;
  const [all, now] = await Promise.all([findExplained(deps, team, press.round), deps.store.now()]);
  if (all === null || textOf(all, press.number) === null) return OVER;
  if (actor.atHome !== true && actor.place.group !== all.group) return UNKNOWN;
  switch (press.act) {
    case "vote":
      return vote(deps, actor, press, now);
    case "report":
      return reportOne(deps, team, press, now);
    case "look":
    case "again":
    case "remove":
      return decide(deps, actor, all, press, now);
    default:
      return press.act satisfies never;
  }
}

async function vote(
  deps: Deps,
  { place, person }: Actor,
  { round, number }: ExplainedPress,
  now: number,
): Promise<Reply> {
  const { voted } = await changeDocument(deps, place.team, nameOfExplained(round), (found) => {
    const before = readExplained(found?.value);
    if (before === null) return { write: "as-is" as const, voted: "over" as const };
    const { after, voted } = withVote(before, number, person.id, now);
    return { write: after === before ? ("as-is" as const) : keptExplained(after, now), voted };
  });
  const tone = voted === "voted" || voted === "moved" ? "done" : voted === "again" ? "info" : "refusal";
  return notice(tone, say(`explain.vote.${voted}`));
}

/** Hidden at once, until a manager decides. */
async function reportOne(
  deps: Deps,
  team: TeamId,
  { round, number }: ExplainedPress,
  now: number,
): Promise<Reply> {
  const after = await changeExplained(deps, team, round, now, (all) => withReport(all, number));
  const one = after === null ? null : textOf(after, number);
  return one?.cleared ? notice("info", say("explain.decided")) : notice("done", say("explain.report-thanks"));
}

async function decide(
  deps: Deps,
  actor: Actor,
  all: Explained,
  { round, act, number }: ExplainedPress,
  now: number,
): Promise<Reply> {
  const { team } = actor.place;
  const place = { team, group: all.group };
  const { managedBy } = await deps.store.readGroup(place);
  // In a direct message the platform says nothing of rights; whoever set it up was asked.
  const refused = managedBy === actor.person.id ? null : await refuseUnlessManager(deps, { ...actor, place });
  if (refused !== null) return refused;
  const one = textOf(all, number);
  if (one?.state !== "reported") return notice("info", say("explain.decided"));
  if (act === "look") return reportedReply(all, one);
  await changeExplained(deps, team, round, now, (found) => withDecision(found, number, act === "again"));
  return notice("done", say(act === "again" ? "explain.shown-again" : "explain.removed"));
}
