import type { Caller } from "../ports/bot.ts";
import { USUAL_ROUNDS, USUAL_SECONDS } from "../rules/live.ts";
import { RETENTION } from "../rules/retention.ts";
import type { LiveAct, LiveGame, LiveWanted } from "../words/live.ts";
import { isOfOne } from "../words/place.ts";
import type { Actor } from "../words/press.ts";
import { type NoticeReply, notice, type Reply } from "../words/reply.ts";
import type { LivePart, Round } from "../words/round.ts";
import { say } from "../words/say.ts";
import { emptied } from "./ask.ts";
import { DEFAULT_ZONE, type Deps } from "./deps.ts";
import { LIVE, liveChange, PLAYER, playerId } from "./live-documents.ts";
import { moveGame, readLive } from "./live-moves.ts";
import { liveFilter } from "./live-question.ts";
import { haveAllAnswered, joinedIn } from "./live-table.ts";
import { endButton } from "./live-views.ts";
import { refuseUnlessManager } from "./managers.ts";
import { refuseWhileLacking } from "./missing.ts";
import { knowing } from "./packs/shelf.ts";

async function mayEnd(deps: Deps, actor: Actor, { host }: LiveGame): Promise<boolean> {
  return actor.person.id === host || (await refuseUnlessManager(deps, actor)) === null;
}

/** One is running in this channel already. */
async function running(deps: Deps, caller: Caller): Promise<NoticeReply> {
  const game = await readLive(deps, caller.place);
  const buttons = game !== null && (await mayEnd(deps, caller, game)) ? [endButton(game.game)] : [];
  return { ...notice("info", say("live.running")), buttons };
}

/** `/dlq-live`: a live round of this channel; its lobby comes right away. */
export async function beginLive(given: Deps, caller: Caller, wanted: LiveWanted): Promise<Reply> {
  const { place, person } = caller;
  const deps = await knowing(given, place.team, [wanted.topic]);
  if (isOfOne(place.team)) return notice("refusal", say("live.alone", { command: { command: "review" } }));
  const { topic, difficulty } = wanted;
  const asked = { topic, difficulty };
  const filter = liveFilter(deps, asked);
  const pool = deps.bank.pool(filter);
  if (pool.length === 0) return emptied(deps, filter, topic);
  if ((await readLive(deps, place)) !== null) return running(deps, caller);
  const needs = { reactions: false, thread: false, ping: null, stream: true };
  const missing = (await deps.platform(place.team)?.missingPermissions(place, needs)) ?? [];
  const lacking = refuseWhileLacking(place, missing);
  if (lacking !== null) return lacking;
  const [{ schedule }, now] = await Promise.all([deps.store.readGroup(place), deps.store.now()]);
  const game: LiveGame = {
    game: deps.token(10),
    host: person.id,
    asked,
    length: Math.min(wanted.rounds ?? USUAL_ROUNDS, pool.length),
    seconds: wanted.seconds ?? USUAL_SECONDS,
    speed: wanted.speed ?? false,
    timezone: schedule?.timezone ?? DEFAULT_ZONE,
    ...{ phase: "new", since: now, at: now, lobby: null, joined: 0, started: false },
    ...{ rounds: [], early: false, silent: 0, ended: false },
  };
  const name = { kind: LIVE, id: place.group };
  // Of two at once the store takes one.
  if (!(await deps.store.writeDocument(place.team, name, null, liveChange(game))))
    return running(deps, caller);
  return notice("done", say("live.begun"));
}

/** A press on the lobby, or on a question to end the whole. */
export async function pressLive(
  deps: Deps,
  actor: Actor,
  { game: token, act }: { game: string; act: LiveAct },
): Promise<Reply> {
  const game = await readLive(deps, actor.place);
  if (game === null || game.game !== token || game.phase === "over")
    return notice("info", say("live.over", { command: { command: "live" } }));
  if (act === "join") return join(deps, actor, game);
  if (!(await mayEnd(deps, actor, game))) return notice("refusal", say("live.not-yours"));
  if (act === "start" && game.phase !== "lobby") return notice("info", say("live.on"));
  const now = await deps.store.now();
  const next = await moveGame(deps, actor.place, game, (found) =>
    act === "start" ? { ...found, started: true, at: now } : { ...found, ended: true, at: now },
  );
  // It went on in between: the same press means the same there.
  if (next === null) return pressLive(deps, actor, { game: token, act });
  return notice("done", say(act === "start" ? "live.starts" : "live.ends"));
}

/** Each member joins by themselves, so that nobody waits for another. */
async function join(deps: Deps, { place, person }: Actor, game: LiveGame): Promise<Reply> {
  if (game.phase !== "new" && game.phase !== "lobby") return notice("info", say("live.answer-to-join"));
  const until = game.since + RETENTION.live;
  const change = { value: "{}", of: [person.id], until, dueAt: null };
  const name = { kind: PLAYER, id: playerId(game.game, person.id) };
  await deps.store.writeDocument(place.team, name, null, change);
  const joined = await joinedIn(deps, place, game.game);
  return notice("done", say("live.joined", { joined: joined.length }));
}

/** Whether a round is the question that its live round has come to. */
export async function isCurrent(deps: Deps, { place, id }: Round, { game }: LivePart): Promise<boolean> {
  const found = await readLive(deps, place);
  return found?.game === game && found.rounds.at(-1) === id && ["asking", "open"].includes(found.phase);
}

/** The open question is over before its time. */
export async function endEarly(deps: Deps, round: Round): Promise<void> {
  const game = await readLive(deps, round.place);
  if (game === null || game.phase !== "open" || game.rounds.at(-1) !== round.id) return;
  const at = await deps.store.now();
  await moveGame(deps, round.place, game, (found) => ({ ...found, early: true, at }));
}

/**
 * Ends the open question where all have answered. Nothing waits for it: where it fails, the question ends by its time.
 */
export async function hurry(deps: Deps, round: Round): Promise<void> {
  try {
    const game = await readLive(deps, round.place);
    if (game?.phase !== "open" || game.early || game.rounds.at(-1) !== round.id) return;
    if (await haveAllAnswered(deps, round, game)) await endEarly(deps, round);
  } catch (error) {
    deps.log.debug({ round: round.id, err: error }, "a live question is left to its time");
  }
}
