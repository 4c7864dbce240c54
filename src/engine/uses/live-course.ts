import type { EditOutcome, PostOutcome } from "../ports/platform.ts";
import type { Job } from "../ports/store.ts";
import { LOBBY, LOBBY_BEAT, POSTING, readingOf, SILENT } from "../rules/live.ts";
import type { LiveGame } from "../words/live.ts";
import type { MessageRef, Place, TeamId } from "../words/place.ts";
import type { LiveLobbyReply, Reply } from "../words/reply.ts";
import { hasOptions, optionOf, type Round } from "../words/round.ts";
import { say } from "../words/say.ts";
import { standing, takenBack } from "./copies.ts";
import type { Deps } from "./deps.ts";
import { LIVE } from "./live-documents.ts";
import { type Refused, tellHost } from "./live-lost.ts";
import { endGame, moveGame, readLive } from "./live-moves.ts";
import { nextQuestion, podiumOf } from "./live-question.ts";
import { bookHeld, joinedIn } from "./live-table.ts";
import { liveQuestionReply, lobbyReply } from "./live-views.ts";
import { resultOf } from "./results.ts";
import { waitOf } from "./reveal.ts";

/**
 * How a live round goes on. Where it is stands in its document; each step does what is to be seen and then writes where
 * it is next, so a step that was broken off is done again, and whoever comes second finds that it has gone on.
 */

/** When somebody else goes on with a step that was begun, in milliseconds. */
const AGAIN = 5_000;
/** Between two tries of what the platform did not take, in milliseconds. */
const SOON = 2_000;
/** How long a message is tried before the whole is given up, in milliseconds. */
const PATIENCE = POSTING / 2;

const jobOf = ({ team, group }: Place): Job => ({
  kind: "document",
  place: { team, group: "" },
  document: { kind: LIVE, id: group },
});

const later = (deps: Deps, place: Place, delay: number) =>
  deps.store.retryLater(jobOf(place), Math.max(delay, SOON));

/** The live round of a channel is due. */
export async function liveDue(deps: Deps, team: TeamId, group: string): Promise<void> {
  const place = { team, group };
  const game = await readLive(deps, place);
  if (game === null) {
    // Another version wrote it.
    const name = { kind: LIVE, id: group };
    await deps.store.writeDocument(team, name, await deps.store.readDocument(team, name), null);
    return;
  }
  switch (game.phase) {
    case "new":
      return openLobby(deps, place, game);
    case "lobby":
      return game.lobby === null
        ? postLobby(deps, place, game, true)
        : inLobby(deps, place, game, game.lobby);
    case "asking":
      return postQuestion(deps, place, game, true);
    case "open":
      return closeQuestion(deps, place, game);
    case "pause":
      return ask(deps, place, game);
    case "over":
      return postPodium(deps, place, game, true);
    default:
      return game.phase satisfies never;
  }
}

/**
 * Posts a message of a live round. null: not now; it is tried again, or given up. `repeat`: somebody may have posted
 * it, and did not live to note that.
 */
async function post(
  deps: Deps,
  place: Place,
  game: LiveGame,
  what: string,
  reply: Reply,
  repeat: boolean,
): Promise<MessageRef | null> {
  const key = `live${game.game}-${what}`;
  const age = (await deps.store.now()) - game.since;
  const outcome: PostOutcome | undefined = await deps
    .platform(place.team)
    ?.post(place, reply, { key, repeat, age });
  if (outcome !== undefined) deps.meter.count("posts", { what: "live", outcome: outcome.kind });
  if (outcome?.kind === "posted") return standing(deps, place.team, key, outcome.message);
  if (outcome?.kind === "refused" || age > PATIENCE) {
    deps.log.warn({ place, game: game.game, outcome: outcome?.kind }, "a live round is given up");
    await giveUp(deps, place, game, outcome?.kind === "refused" ? outcome : null);
    return null;
  }
  await later(deps, place, outcome?.kind === "failed" ? outcome.retryAfter : SOON);
  return null;
}

/** Nothing more of it can be shown: what was answered counts, and the question in the middle takes no more. */
async function giveUp(deps: Deps, place: Place, game: LiveGame, refused: Refused | null): Promise<void> {
  const frozen = await freezeLast(deps, place, game, true);
  if (frozen !== null && hasOptions(frozen.round)) {
    await bookHeld(deps, frozen.round);
    await deps.store.finishRound(place.team, frozen.round.id);
  }
  await tellHost(deps, place, game, refused);
  await endGame(deps, place, game);
}

async function freezeLast(deps: Deps, place: Place, { rounds }: LiveGame, early: boolean) {
  const last = rounds.at(-1);
  return last === undefined ? null : deps.store.freezeRound(place.team, last, early);
}

async function openLobby(deps: Deps, place: Place, game: LiveGame): Promise<void> {
  const now = await deps.store.now();
  const next = await moveGame(deps, place, game, (found) => ({
    ...found,
    ...{ phase: "lobby", since: now, at: now + AGAIN },
  }));
  if (next !== null) await postLobby(deps, place, next, false);
}

async function postLobby(deps: Deps, place: Place, game: LiveGame, repeat: boolean): Promise<void> {
  const reply = await lobbyReply(deps, place.team, game, "waiting");
  const lobby = await post(deps, place, game, "lobby", reply, repeat);
  if (lobby === null) return;
  const at = (await deps.store.now()) + LOBBY_BEAT;
  await moveGame(deps, place, game, (found) => ({ ...found, lobby, at }));
}

/** Members join: the message follows, until the host or the time says that it begins. */
async function inLobby(deps: Deps, place: Place, game: LiveGame, lobby: MessageRef): Promise<void> {
  const { team } = place;
  const [now, players] = await Promise.all([deps.store.now(), joinedIn(deps, place, game.game)]);
  const joined = players.length;
  const isTime = game.started || now >= game.since + LOBBY;
  const state = game.ended ? "ended" : !isTime ? "waiting" : game.started || joined > 0 ? "on" : "empty";
  const outcome =
    state === "waiting" && joined === game.joined
      ? { kind: "edited" as const }
      : await show(deps, team, lobby, { ...game, joined }, state);
  // Somebody took it away: so nobody wants it. Of a channel that is closed to the bot its host is told, by the question.
  if (outcome?.kind === "gone" || state === "ended" || state === "empty") return endGame(deps, place, game);
  if (state === "on") return ask(deps, place, game);
  const at = Math.min(now + LOBBY_BEAT, game.since + LOBBY);
  await moveGame(deps, place, game, (found) => ({
    ...found,
    joined,
    at: found.started || found.ended ? now : at,
  }));
}

async function show(
  deps: Deps,
  team: TeamId,
  lobby: MessageRef,
  game: LiveGame,
  state: LiveLobbyReply["state"],
): Promise<EditOutcome | undefined> {
  return deps.platform(team)?.edit(team, lobby, await lobbyReply(deps, team, game, state));
}

async function ask(deps: Deps, place: Place, game: LiveGame): Promise<void> {
  const round =
    game.ended || game.rounds.length >= game.length ? null : await nextQuestion(deps, place, game);
  if (round === null) return finish(deps, place, game);
  deps.rounds.put(round);
  const now = await deps.store.now();
  const next = await moveGame(deps, place, game, (found) => ({
    ...found,
    ...{ phase: "asking", since: now, at: now + AGAIN, rounds: [...found.rounds, round.id], early: false },
  }));
  if (next !== null) await postQuestion(deps, place, next, false);
}

async function postQuestion(deps: Deps, place: Place, game: LiveGame, repeat: boolean): Promise<void> {
  const { team } = place;
  const id = game.rounds.at(-1) ?? "";
  const round = await deps.store.readRound(team, id);
  if (round?.live === undefined || !hasOptions(round)) return finish(deps, place, game);
  let message = round.message;
  if (message === null) {
    const closesAt = (await deps.store.now()) + round.live.span;
    const reply = liveQuestionReply(round, 0, closesAt);
    message = await post(deps, place, game, `${round.live.number}`, reply, repeat);
  }
  if (message === null) return;
  const confirmed = await deps.store.confirmPosted(team, id, message);
  if (confirmed !== null) deps.rounds.put(confirmed);
  const now = await deps.store.now();
  const closesAt = confirmed?.closesAt ?? now;
  await moveGame(deps, place, game, (found) => ({
    ...found,
    ...{ phase: "open", since: now, at: found.ended ? now : closesAt },
  }));
}

/** The time of a question is over, or all have answered, or somebody ended the whole. */
async function closeQuestion(deps: Deps, place: Place, game: LiveGame): Promise<void> {
  const frozen = await freezeLast(deps, place, game, game.early || game.ended);
  const now = await deps.store.now();
  if (frozen === null) {
    const open = await deps.store.readRound(place.team, game.rounds.at(-1) ?? "");
    if (open !== null) return deps.store.retryLater(jobOf(place), Math.max(1, open.closesAt - now));
  } else if ((await showQuestion(deps, place, game, frozen)) === "later") return;
  const silent = (frozen?.tally ?? []).some((count) => count > 0) ? 0 : game.silent + 1;
  const reading = readingOf(frozen === null ? "" : reasonOf(frozen.round));
  const next = await moveGame(deps, place, game, (found) => {
    const isOver = found.ended || silent >= SILENT || found.rounds.length >= found.length;
    return {
      ...found,
      ...{ silent, since: now, early: false },
      ...(isOver ? { phase: "over", at: now + AGAIN } : { phase: "pause", at: now + reading }),
    };
  });
  if (next?.phase === "over") await postPodium(deps, place, next, false);
}

const reasonOf = (round: Round): string =>
  hasOptions(round) ? optionOf(round.question, round.question.key).because : "";

/**
 * Books what was held and shows the key, unless the question has become one of the day meanwhile: then both wait for
 * its close (`endPractice`).
 */
async function showQuestion(
  deps: Deps,
  place: Place,
  game: LiveGame,
  frozen: NonNullable<Awaited<ReturnType<typeof freezeLast>>>,
): Promise<"shown" | "later"> {
  const { round } = frozen;
  deps.countClosed(round);
  deps.rounds.put(round);
  if (round.status === "closed" || !hasOptions(round) || round.message === null) return "shown";
  const mayTell = (await waitOf(deps, round)) === null;
  if (mayTell) await bookHeld(deps, round);
  const reply = mayTell ? await resultOf(deps, frozen) : takenBack(say("live.waits"));
  const outcome = await deps.platform(place.team)?.edit(place.team, round.message, reply);
  const age = (await deps.store.now()) - (round.closedAt ?? round.closesAt);
  if (outcome?.kind === "gone" || outcome?.kind === "barred") {
    const what = `${round.live?.number}-result`;
    // What was posted before it was deleted may be it: looked for, whoever comes.
    const shown = await post(
      deps,
      place,
      { ...game, since: round.closedAt ?? game.since },
      what,
      reply,
      true,
    );
    if (shown === null) return "later";
  } else if (outcome?.kind !== "edited" && age < PATIENCE) {
    await later(deps, place, outcome?.kind === "failed" ? outcome.retryAfter : SOON);
    return "later";
  }
  if (mayTell) await deps.store.finishRound(place.team, round.id);
  return "shown";
}

/** No question comes any more. */
async function finish(deps: Deps, place: Place, game: LiveGame): Promise<void> {
  const now = await deps.store.now();
  const next = await moveGame(deps, place, game, (found) => ({
    ...found,
    ...{ phase: "over", since: now, at: now + AGAIN },
  }));
  if (next !== null) await postPodium(deps, place, next, false);
}

async function postPodium(deps: Deps, place: Place, game: LiveGame, repeat: boolean): Promise<void> {
  const reply = await podiumOf(deps, place, game);
  if ((await post(deps, place, game, "podium", reply, repeat)) !== null) await endGame(deps, place, game);
}
