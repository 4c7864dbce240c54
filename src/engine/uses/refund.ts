import type { Job, RefundPage } from "../ports/store.ts";
import { labelsOf, localDate } from "../rules/calendar.ts";
import { isBooked, takesAnswers } from "../rules/life.ts";
import { SOON } from "../rules/patience.ts";
import { draftOf } from "../rules/reviews.ts";
import { afterHints, DAILY_POINTS, PRACTICE_POINTS } from "../rules/scoring.ts";
import { notice } from "../words/reply.ts";
import { type ChoiceRound, hasOptions } from "../words/round.ts";
import { say } from "../words/say.ts";
import { quote } from "../words/text.ts";
import type { Deps } from "./deps.ts";
import { waitOf } from "./reveal.ts";
import { postOnce } from "./sending.ts";
import { showResultAgain } from "./show.ts";
import { waitUntilLetIn } from "./shut-out.ts";
import { again } from "./tries.ts";
import { isKeyWrong } from "./wrong-keys.ts";

/** Learners who get points in one step of the store, which keeps everybody else waiting for as long. */
const PAGE = 25;

/**
 * The key of a round's item turned out wrong: whoever answered it gets what a right answer would have earned, once, and
 * the group reads so. A question that still takes answers goes on, since its message is up and its window counts in
 * everybody's streak; they get their points once it has closed. May be repeated at any point.
 */
export async function refundDue(deps: Deps, job: Job & { kind: "refund" }): Promise<void> {
  const { place, round: id } = job;
  const round = await deps.store.readRound(place.team, id);
  if (round === null || !hasOptions(round) || round.status === "void" || !(await isKeyWrong(deps, round)))
    return deps.store.dropJob(job);
  const wait = await waitFor(deps, round);
  if (wait !== null) return deps.store.retryLater(job, wait);
  for (;;) {
    const page = await deps.store.readRefunds(place.team, id, PAGE);
    if (page === null) return deps.store.dropJob(job);
    if (page.answers.length > 0) await refundPage(deps, round, page);
    if (page.isLast) break;
  }
  // It names the old key as right no longer.
  if (round.onlyFor === null) await showResultAgain(deps, round);
  if ((await deps.store.answeredCount(place.team, id)) > 0) await tell(deps, round);
  await deps.store.finishRefund(place.team, id);
}

/** Milliseconds until nobody answers it any more, its awards are booked and its key is no secret; null: now. */
async function waitFor(deps: Deps, round: ChoiceRound): Promise<number | null> {
  const now = await deps.store.now();
  const until = await waitOf(deps, round);
  if (until !== null) return Math.max(until - now, 0) + SOON;
  if (round.mode === "daily" && !isBooked(round.status)) return Math.max(round.closesAt - now, 0) + SOON;
  const isOpen = takesAnswers(round.status) && now < round.closesAt;
  if (!isOpen) return null;
  // One for a learner alone is over with their answer.
  const isOver = round.onlyFor !== null && (await deps.store.answeredCount(round.place.team, round.id)) > 0;
  return isOver ? null : round.closesAt - now + SOON;
}

async function refundPage(deps: Deps, round: ChoiceRound, page: RefundPage): Promise<void> {
  const { place, id, question, mode, timezone } = round;
  const points = (mode === "daily" ? DAILY_POINTS : PRACTICE_POINTS)[question.difficulty];
  const review = draftOf(round, mode, deps.clock());
  const owed = page.answers.filter(({ choice, held }) => held || choice !== question.key);
  // What they seemed not to know is struck out of what they are thought to remember.
  for (const { learner, held } of owed)
    if (!held) await deps.store.voidReview(place.team, learner, review, deps.clock());
  const refunds = owed.map(({ learner, hints, ifRight, held }) => ({
    ...{ learner, points: ifRight ?? afterHints(points, hints), mends: !held },
  }));
  // Under the day on which it becomes known, as all points.
  const labels = labelsOf(localDate(deps.clock(), timezone));
  await deps.store.bookRefunds(place.team, id, { after: page.after, upTo: page.upTo, refunds }, labels);
}

async function tell(deps: Deps, round: ChoiceRound): Promise<void> {
  const { place, id, question, mode, onlyFor, date, opensAt } = round;
  const platform = deps.platform(place.team);
  if (platform === null) return;
  const key = `${id}-refund`;
  const quoted = quote(question.stem);
  if (onlyFor !== null) {
    const told = await platform.tell(
      place.team,
      onlyFor,
      notice("info", say("refund.own", { quoted })),
      place.group,
      key,
    );
    if (told.kind === "failed") again(told);
    return;
  }
  const line =
    mode === "daily" ? say("refund.daily", { date: { date }, quoted }) : say("refund.practice", { quoted });
  const reply = { ...notice("info", line), visibility: "channel" } as const;
  const age = (await deps.store.now()) - opensAt;
  const outcome = await postOnce(deps, place, { key, what: "refund", reply, age });
  // Where nothing is asked by itself, nobody may ever let the bot in.
  if (outcome.kind === "refused" && (await deps.store.readGroup(place)).schedule !== null)
    return waitUntilLetIn(deps, round, outcome);
}
