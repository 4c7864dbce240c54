import { localDate } from "../rules/calendar.ts";
import { type Answered, awaitedAfter, liveRoundsUpTo, SILENT, scoresOf } from "../rules/live.ts";
import { rankLearners } from "../rules/ranks.ts";
import { secretOf } from "../rules/secrets.ts";
import type { LiveGame } from "../words/live.ts";
import type { Place } from "../words/place.ts";
import type { LiveTable, ResultReply } from "../words/reply.ts";
import { type ChoiceRound, hasOptions, type LivePart, type Round } from "../words/round.ts";
import { practiceTerms } from "./answer.ts";
import type { Deps } from "./deps.ts";
import { PLAYER, playerOf } from "./live-documents.ts";
import { readLive } from "./live-moves.ts";
import { knowersOf } from "./packs/shelf.ts";
import { guardOf } from "./reveal.ts";

/** Answers of a question that are read in one step of the store. */
const PAGE = 500;
/** Answers that are booked at a time. */
const AT_ONCE = 20;
/** Lines of a table. */
const ROWS = 10;

/** All answers of a question, in the order in which they came. */
async function answersOf(deps: Deps, { place, id, question }: ChoiceRound): Promise<Answered> {
  const found: { learner: string; right: boolean }[] = [];
  for (let after = 0, isLast = false; !isLast; ) {
    const page = await deps.store.readAnswers(place, id, after, PAGE);
    found.push(...page.answers.map(({ learner, choice }) => ({ learner, right: choice === question.key })));
    ({ upTo: after, isLast } = page);
  }
  return found;
}

/** The questions of a live round so far, with their answers; what is gone is left out. */
export async function askedIn(
  deps: Deps,
  { team }: Place,
  rounds: readonly string[],
): Promise<{ round: ChoiceRound; answers: Answered }[]> {
  const found = await Promise.all(
    rounds.map(async (id) => {
      const round = await deps.store.readRound(team, id);
      return round === null || !hasOptions(round) ? [] : [{ round, answers: await answersOf(deps, round) }];
    }),
  );
  return found.flat();
}

/** Those of which it may be told who was right: not what has become a question of the day meanwhile. */
export async function mayBeTold<A extends { round: ChoiceRound }>(
  deps: Deps,
  { team }: Place,
  asked: readonly A[],
): Promise<A[]> {
  const guard = await guardOf(deps, team);
  return asked.filter(({ round }) => guard.until(secretOf(round.question)) === null);
}

export async function joinedIn(deps: Deps, { team }: Place, game: string): Promise<string[]> {
  const ids = await deps.store.listDocuments(team, PLAYER);
  return ids.flatMap((id) => playerOf(id, game) ?? []);
}

/** Whose answers the question after these waits for. */
export async function awaitedIn(
  deps: Deps,
  place: Place,
  { game, rounds }: Pick<LiveGame, "game" | "rounds">,
): Promise<ReadonlySet<string>> {
  const [asked, joined] = await Promise.all([
    askedIn(deps, place, rounds.slice(-2)),
    joinedIn(deps, place, game),
  ]);
  // Of those before the last two nobody is waited for, so only whether there were any matters.
  const before = rounds.slice(0, -2).map((): Answered => []);
  return awaitedAfter([...before, ...asked.map(({ answers }) => answers)], joined);
}

/** Whether everybody has answered whom the open question waits for. */
export async function haveAllAnswered(deps: Deps, { place, id }: Round, game: LiveGame): Promise<boolean> {
  const before = game.rounds.slice(0, game.rounds.indexOf(id));
  const awaited = await awaitedIn(deps, place, { game: game.game, rounds: before });
  if (awaited.size === 0) return false;
  const [open] = await askedIn(deps, place, [id]);
  const answered = new Set(open?.answers.map(({ learner }) => learner));
  return [...awaited].every((learner) => answered.has(learner));
}

/** Who leads; whoever hides from boards stands in no table. */
export async function tableOf(
  deps: Deps,
  { team }: Place,
  questions: readonly Answered[],
  speed: boolean,
): Promise<LiveTable> {
  const scores = scoresOf(questions, speed);
  const rights = new Map(scores.map(({ learner, right }) => [learner, right]));
  const learners = scores.map(({ learner }) => learner);
  const { hidden } = await deps.store.shownNames(team, learners, 0);
  const shown: { learner: string; name: string; points: number }[] = [];
  const ordered = rankLearners(scores.map(({ learner, score }) => ({ learner, name: "", points: score })));
  for (let from = 0; from < ordered.length && shown.length < ROWS; from += ROWS) {
    const lines = await Promise.all(
      ordered.slice(from, from + ROWS).map(async ({ learner, points }) => {
        const { names } = await deps.store.shownNames(team, [learner], 1);
        return names.map((name) => ({ learner, name, points }));
      }),
    );
    shown.push(...lines.flat());
  }
  const rows = rankLearners(shown.slice(0, ROWS)).map((line) => ({
    ...line,
    right: rights.get(line.learner) ?? 0,
  }));
  return { rows, more: Math.max(0, learners.length - hidden - rows.length), speed };
}

/** Whether another question comes in a moment; not where somebody ended the whole, or nobody answers any more. */
async function goesOn(deps: Deps, { id, place }: Round, live: LivePart, answered: number): Promise<boolean> {
  const game = await readLive(deps, place);
  if (game === null || game.game !== live.game || game.rounds.at(-1) !== id || game.ended) return false;
  return live.number < live.of && (answered > 0 || game.silent + 1 < SILENT);
}

/** The result of a question of a live round, with who leads after it. */
export async function liveResult(
  deps: Deps,
  round: Round,
  live: LivePart,
  result: ResultReply,
): Promise<ResultReply> {
  const { place } = round;
  const asked = await mayBeTold(deps, place, await askedIn(deps, place, liveRoundsUpTo(live)));
  const answers = asked.map((one) => one.answers);
  const { number, of, speed } = live;
  const [table, next] = await Promise.all([
    tableOf(deps, place, answers, speed),
    goesOn(deps, round, live, result.answered),
  ]);
  return { ...result, live: { number, of, table, next } };
}

/**
 * Books the answers that a question of a live round held back while it was open: each once, however often and by how
 * many this is done. What has become a question of the day is held on. Whoever knows the keys of its pack earns nothing.
 */
export async function bookHeld(deps: Deps, round: ChoiceRound): Promise<void> {
  const { place, id, timezone } = round;
  const terms = practiceTerms(deps, round, "practice");
  const knows = await knowersOf(deps, place.team, round.question.itemId);
  const day = localDate(deps.clock(), timezone);
  for (let after = 0, isLast = false; !isLast; ) {
    const page = await deps.store.readAnswers(place, id, after, AT_ONCE);
    await Promise.all(
      page.answers.map(({ learner, choice }) =>
        deps.store.recordAnswer(
          place,
          id,
          // How they are called was kept with the answer.
          { learner, name: "", provisional: true, choice, via: "button", day },
          knows.has(learner) ? { ...terms, pointsIfRight: 0 } : terms,
        ),
      ),
    );
    ({ upTo: after, isLast } = page);
  }
}
