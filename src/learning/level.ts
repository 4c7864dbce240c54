import { DIFFICULTIES, type Difficulty } from "../engine/words/item.ts";
import type { Kept } from "./memory.ts";
import type { ReviewMode } from "./review.ts";

/** Answers after which the difficulty follows the success; the first questions are easy or medium. */
const GENTLE = 3;
/** Newest answers that are looked at. */
const WINDOW = 10;
/** The share of right answers that is aimed for: hard enough to learn, not so hard as to give up. */
const AIM = { low: 0.7, high: 0.8 } as const;

interface Answered {
  at: number;
  concept: string;
  mode: ReviewMode;
  difficulty: Difficulty;
  right: boolean;
}

/** Of one instant in an order that does not depend on that of the concepts. */
const inTime = (a: Answered, b: Answered) =>
  a.at - b.at || (a.concept < b.concept ? -1 : a.concept > b.concept ? 1 : 0);

/** What the same object told before. */
const known = new WeakMap<Kept, readonly Answered[]>();

/** The answers to choices of one concept, oldest first. */
function choicesOf(kept: Kept): readonly Answered[] {
  const earlier = known.get(kept);
  if (earlier !== undefined) return earlier;
  const choices = kept.reviews
    .flatMap(({ at, concept, mode, outcome }) =>
      outcome.kind === "choice"
        ? [{ at, concept, mode, difficulty: outcome.difficulty, right: outcome.right }]
        : [],
    )
    .sort(inTime);
  known.set(kept, choices);
  return choices;
}

/** The newest of some answers, oldest first, without sorting all of them. */
function newest(
  concepts: ReadonlyMap<string, Kept>,
  most: number,
  counts: (answer: Answered) => boolean,
): Answered[] {
  const found: Answered[] = [];
  concepts.forEach((kept) => {
    const choices = choicesOf(kept);
    for (let i = choices.length - 1; i >= 0; i--) {
      const one = choices[i] as Answered;
      const first = found[0];
      if (found.length === most && first !== undefined && inTime(one, first) < 0) break;
      if (!counts(one)) continue;
      const place = found.findIndex((other) => inTime(other, one) >= 0);
      found.splice(place < 0 ? found.length : place, 0, one);
      if (found.length > most) found.shift();
    }
  });
  return found;
}

const isOwn = ({ mode }: Pick<Answered, "mode">) => mode !== "daily";

/**
 * The answers to choices that say which difficulty suits, oldest first: the newest ones that are still kept one by one,
 * and before them as many older ones as it takes to see that enough of practice were given.
 */
export function answersOf(concepts: ReadonlyMap<string, Kept>): readonly Answered[] {
  const recent = newest(concepts, WINDOW, () => true);
  const lack = GENTLE - recent.filter(isOwn).length;
  if (lack <= 0) return recent;
  const own = newest(concepts, GENTLE, isOwn).filter((one) => !recent.includes(one));
  return [...own.slice(-lack), ...recent];
}

/**
 * The difficulties that suit a learner, by their newest answers, given oldest first. The first three questions
 * of practice are easy or medium; then one step up from what they had where more than 80% were right, one down under 70%.
 */
export function suitableLevels(answers: readonly Omit<Answered, "at" | "concept">[]): readonly Difficulty[] {
  // A question of the day is the same for all of them.
  if (answers.filter(isOwn).length < GENTLE) return ["easy", "medium"];
  const recent = answers.slice(-WINDOW);
  const success = recent.filter(({ right }) => right).length / recent.length;
  const levels = recent.map(({ difficulty }) => DIFFICULTIES.indexOf(difficulty));
  const level = Math.round(levels.reduce((a, b) => a + b, 0) / recent.length);
  const step = success > AIM.high ? 1 : success < AIM.low ? -1 : 0;
  return [DIFFICULTIES[Math.max(0, Math.min(DIFFICULTIES.length - 1, level + step))] as Difficulty];
}
