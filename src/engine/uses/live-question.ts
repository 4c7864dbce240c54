import { localDate } from "../rules/calendar.ts";
import { hardest, liveRoundId, POSTING, SILENT, spanOf } from "../rules/live.ts";
import type { LiveGame } from "../words/live.ts";
import type { Place } from "../words/place.ts";
import type { LivePodiumReply } from "../words/reply.ts";
import { type ChoiceRound, hasOptions } from "../words/round.ts";
import { filterOf, pickItem, startRound } from "./ask.ts";
import type { Deps } from "./deps.ts";
import { askedIn, awaitedIn, mayBeTold, tableOf } from "./live-table.ts";
import { knowing } from "./packs/shelf.ts";

/** Questions that are told again at the end. */
const MOMENTS = 3;

/** Where answers are letters, so that there is something to press. */
export const liveFilter = (deps: Pick<Deps, "bank">, asked: LiveGame["asked"]) => ({
  ...filterOf(deps, asked),
  kinds: ["choice", "numeric"] as const,
});

/**
 * The next question, as a practice round of the group that is a secret until its close; the same whoever asks for it,
 * and however often. null: there is none that may be asked now.
 */
export async function nextQuestion(given: Deps, place: Place, game: LiveGame): Promise<ChoiceRound | null> {
  const deps = await knowing(given, place.team, [game.asked.topic]);
  const number = game.rounds.length + 1;
  const id = liveRoundId(game.game, number);
  const drawn = await pickItem(deps, { place, person: null }, [liveFilter(deps, game.asked)]);
  if (drawn === null || drawn.item.kind === "open") return null;
  const { item, seed } = drawn;
  const started = startRound(deps, item, seed);
  const span = spanOf(started.question, game.seconds);
  const awaited = await awaitedIn(deps, place, game);
  const { timezone, length, speed } = game;
  await deps.store.addPractice({
    ...started,
    ...{
      id,
      place,
      timezone,
      onlyFor: null,
      thread: "off",
      answers: "buttons",
      ping: null,
      mode: "practice",
    },
    // Its time begins when its message is up.
    closesAt: started.opensAt + span + POSTING,
    date: localDate(started.opensAt, timezone),
    asked: game.asked,
    live: { game: game.game, span, awaited: awaited.size, number, of: length, speed },
  });
  deps.meter.count("rounds", { mode: "live", kind: item.kind });
  const round = await deps.store.readRound(place.team, id);
  return round !== null && hasOptions(round) ? round : null;
}

function howItEnded({ ended, rounds, length, silent }: LiveGame): LivePodiumReply["state"] {
  if (ended) return "ended";
  if (rounds.length >= length) return "done";
  return silent >= SILENT ? "silent" : "dry";
}

/** The end: who leads, and what was hard. */
export async function podiumOf(deps: Deps, place: Place, game: LiveGame): Promise<LivePodiumReply> {
  const asked = await askedIn(deps, place, game.rounds);
  const told = await mayBeTold(deps, place, asked);
  const questions = told.map(({ answers }) => answers);
  return {
    kind: "live-podium",
    visibility: "channel",
    state: howItEnded(game),
    length: asked.length,
    table: await tableOf(deps, place, questions, game.speed),
    hardest: hardest(questions, MOMENTS).flatMap((i) => {
      const one = told[i];
      if (one === undefined) return [];
      const { round, answers } = one;
      return [
        {
          number: round.live?.number ?? i + 1,
          stem: round.question.stem,
          right: answers.filter(({ right }) => right).length,
          answered: answers.length,
        },
      ];
    }),
    buttons: [],
  };
}
