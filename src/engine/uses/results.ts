import type { FrozenRound, Standouts, Tally } from "../ports/store.ts";
import { rankLearners } from "../rules/ranks.ts";
import type { OpenResultReply, ResultReply, SummaryReply } from "../words/reply.ts";
import { hasOptions, type Round } from "../words/round.ts";
import { type Say, say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { liveResult } from "./live-table.ts";
import { openResultReply } from "./open-views.ts";
import { rightIn } from "./question-now.ts";
import { withSaid } from "./said.ts";
import { resultReply, withdrawnResult } from "./views.ts";
import { isKeyWrong } from "./wrong-keys.ts";

/** What is told of a round once it is over. */

export const answeredIn = (tally: Tally) => tally.reduce((sum, count) => sum + count, 0);

/** A result out of what is kept as sums; names are looked for among the first answers alone. */
export async function resultOf(
  deps: Deps,
  { round, tally }: Pick<FrozenRound, "round" | "tally">,
): Promise<ResultReply | OpenResultReply> {
  const { question } = round;
  if (!hasOptions(round)) {
    const item = deps.bank.item(question.itemId, round.seed);
    const keyPoints = item?.kind === "open" ? item.keyPoints : [];
    return withSaid(deps, round, openResultReply(round, tally, keyPoints));
  }
  if (await isKeyWrong(deps, round)) {
    const withdrawn = withdrawnResult(resultReply(round, tally, { names: [], more: 0 }));
    return round.live === undefined ? withdrawn : liveResult(deps, round, round.live, withdrawn);
  }
  const result = resultReply(round, tally, await rightIn(deps, round, tally[round.question.key] ?? 0));
  if (round.live !== undefined) return liveResult(deps, round, round.live, result);
  return withSaid(deps, round, result);
}

function answersSaid(round: Round, tally: Tally): Say {
  const { date } = round;
  const length = answeredIn(tally);
  if (length === 0) return say("summary.nobody", { date: { date } });
  return hasOptions(round)
    ? say("summary.right", { right: tally[round.question.key] ?? 0, length, date: { date } })
    : say("summary.in-words", { length, date: { date }, tick: say("button.tick-own") });
}

export function summaryOf(round: Round, tally: Tally, { top, longest }: Standouts): SummaryReply {
  const lines = [answersSaid(round, tally)];
  if (longest !== null)
    lines.push(say("summary.streak", { name: { strong: longest.name }, length: longest.length }));
  return { kind: "summary", visibility: "channel", lines, top: rankLearners(top) };
}
