import { LOBBY } from "../rules/live.ts";
import type { LiveAct, LiveGame } from "../words/live.ts";
import { packOf } from "../words/pack.ts";
import type { Button } from "../words/press.ts";
import type { LiveLobbyReply, QuestionReply } from "../words/reply.ts";
import type { ChoiceRound } from "../words/round.ts";
import { say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { topicNames } from "./packs/shelf.ts";
import { lettersOf, mineButton, questionReply } from "./views.ts";

const button = (game: string, act: LiveAct, primary = false): Button => ({
  label: say(`button.live-${act}`),
  primary,
  action: { verb: "live", game, act },
});

/** For whoever may end it; the others are told so. */
export const endButton = (game: string): Button => button(game, "end");

export async function lobbyReply(
  deps: Deps,
  team: Parameters<Deps["store"]["shownNames"]>[0],
  live: LiveGame,
  state: LiveLobbyReply["state"],
): Promise<LiveLobbyReply> {
  const { game, host, asked, since, length, seconds, speed, joined } = live;
  const { topic } = asked;
  const names = await topicNames(deps, team, topic === undefined ? [] : [topic]);
  const isShown = host !== null && (await deps.store.shownNames(team, [host], 0)).hidden === 0;
  return {
    kind: "live-lobby",
    visibility: "channel",
    state,
    host: isShown ? host : null,
    topic: topic === undefined ? null : (names[topic] ?? packOf(topic) ?? topic),
    difficulty: asked.difficulty ?? null,
    ...{ length, seconds, speed, joined },
    startsAt: since + LOBBY,
    buttons: state === "waiting" ? [button(game, "join", true), button(game, "start"), endButton(game)] : [],
  };
}

/** A question of a live round that takes answers. */
export function liveQuestionReply(round: ChoiceRound, answered: number, closesAt: number): QuestionReply {
  const { live } = round;
  if (live === undefined) return questionReply(round, answered, null);
  const { number, of, span } = live;
  return {
    ...questionReply(round, answered, null),
    closesAt,
    live: { number, of, seconds: Math.round(span / 1_000) },
    buttons: [...lettersOf(round), mineButton(round), endButton(live.game)],
  };
}
