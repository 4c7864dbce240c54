import { answersOf, suitableLevels } from "../../learning/level.ts";
import type { BankEntry } from "../ports/bank.ts";
import type { LearnerReviews } from "../ports/store.ts";
import { localDate } from "../rules/calendar.ts";
import { DUEL_QUESTIONS } from "../rules/duels.ts";
import { hash32 } from "../rules/random.ts";
import { PRACTICE_OPEN } from "../rules/retention.ts";
import type { Duel, DuelQuestion } from "../words/duel.ts";
import { type ChoiceItem, DIFFICULTIES } from "../words/item.ts";
import { packOf } from "../words/pack.ts";
import type { TeamId } from "../words/place.ts";
import type { ChoiceRound } from "../words/round.ts";
import { startRound } from "./ask.ts";
import { filterOf, itemOf } from "./choosing.ts";
import { DEFAULT_ZONE, type Deps } from "./deps.ts";
import { reviewsOf } from "./linked.ts";
import { type Guard, guardOf } from "./reveal.ts";

/** Stands for what is asked by a question of a pack, whose version counts how often the whole pack was brought in. */
const markOf = ({ stem, key, distractors }: ChoiceItem): string =>
  hash32(JSON.stringify([stem, key, distractors])).toString(36);

const markedOf = (item: ChoiceItem): Pick<DuelQuestion, "mark"> =>
  packOf(item.id) === null ? {} : { mark: markOf(item) };

/** What a duel may ask; with questions of each one's own level the level is not chosen. */
export const poolOf = (
  { bank }: Pick<Deps, "bank">,
  { topic, difficulty, own }: Pick<Duel, "topic" | "difficulty" | "own">,
) => filterOf(bank, topic, own ? null : difficulty);

/** The best of some entries, of as many concepts as there are; never one that may not be asked now. */
function taken(
  deps: Deps,
  guard: Guard,
  entries: readonly BankEntry[],
  seed: string,
  cost: (entry: BankEntry) => number,
): DuelQuestion[] {
  const chance = ({ id }: BankEntry) => hash32(`${seed}|${id}`) / 2 ** 33;
  const ordered = entries
    .map((entry) => [entry, cost(entry) + chance(entry)] as const)
    .sort(([, x], [, y]) => x - y)
    .map(([entry]) => entry);
  const found: DuelQuestion[] = [];
  const [concepts, items] = [new Set<string>(), new Set<string>()];
  for (const again of [false, true]) {
    for (const entry of ordered) {
      if (found.length >= DUEL_QUESTIONS) return found;
      if (items.has(entry.id) || (!again && concepts.has(entry.concept.id))) continue;
      const drawn = itemOf(deps, guard, entry, `${seed}.${found.length}`);
      if (drawn === null) continue;
      concepts.add(entry.concept.id);
      items.add(entry.id);
      const { item, seed: dealt } = drawn;
      found.push({ item: entry.id, version: item.version, seed: dealt, ...markedOf(item) });
    }
  }
  return found;
}

/** How far an item is from the levels that suit a learner. */
function away({ concepts }: LearnerReviews) {
  const levels = suitableLevels(answersOf(concepts)).map((one) => DIFFICULTIES.indexOf(one));
  return ({ difficulty }: BankEntry) =>
    Math.min(...levels.map((level) => Math.abs(level - DIFFICULTIES.indexOf(difficulty))));
}

/** What the two are asked: the same for both, what neither has had first, or what suits each. None: nothing may be. */
export async function drawDuel(
  deps: Deps,
  team: TeamId,
  duel: Duel,
): Promise<readonly [readonly DuelQuestion[], readonly DuelQuestion[]]> {
  const [guard, ...reviews] = await Promise.all([
    guardOf(deps, team),
    ...duel.sides.map(({ learner }) => reviewsOf(deps, team, learner)),
  ]);
  const [first, second] = reviews as [LearnerReviews, LearnerReviews];
  const entries = deps.bank.pool(poolOf(deps, duel));
  const had = (of: LearnerReviews, { id }: BankEntry) => (of.seen.has(id) ? 1 : 0);
  if (duel.own) {
    const of = (one: LearnerReviews) => {
      const far = away(one);
      return taken(deps, guard, entries, duel.run, (entry) => 2 * far(entry) + had(one, entry));
    };
    const [a, b] = [of(first), of(second)];
    const most = Math.min(a.length, b.length);
    return [a.slice(0, most), b.slice(0, most)];
  }
  // What one of them has had and the other has not is fair last of all.
  const cost = (entry: BankEntry) => {
    const by = had(first, entry) + had(second, entry);
    return by === 1 ? 2 : by / 2;
  };
  const same = taken(deps, guard, entries, duel.run, cost);
  return [same, same];
}

/**
 * A question of a side as a practice round for its learner alone; its id follows from the duel, so that it is booked
 * once. null: the bank has it no more as it was drawn, or it was withdrawn since.
 */
export async function roundOfDuel(
  deps: Deps,
  team: TeamId,
  duel: Duel,
  place: number,
  index: number,
): Promise<ChoiceRound | null> {
  const side = duel.sides[place];
  const question = side?.questions[index];
  const item = question === undefined ? null : deps.bank.item(question.item, question.seed);
  if (side === undefined || question === undefined || item === null || item.kind === "open") return null;
  if (item.version !== question.version && markOf(item) !== question.mark) return null;
  // What is withdrawn is drawn no more, though the bank still knows it.
  if (deps.bank.pool({ concepts: [item.concept.id] }).every(({ id }) => id !== item.id)) return null;
  const where = { team, group: duel.group };
  const { schedule } = await deps.store.readGroup(where);
  const timezone = schedule?.timezone ?? DEFAULT_ZONE;
  return {
    ...startRound(deps, item, question.seed),
    ...{
      id: `p${duel.id}-${duel.run}${place}${index}`,
      place: where,
      mode: "practice",
      onlyFor: side.learner,
    },
    closesAt: deps.clock() + PRACTICE_OPEN,
    date: localDate(deps.clock(), timezone),
    timezone,
    ...{ thread: "off", answers: "buttons", ping: null },
    asked: { topic: item.topic.id },
  };
}
