import type { Bank } from "../../../src/engine/ports/bank.ts";
import { randomFrom } from "../../../src/engine/rules/random.ts";
import { subjectsOf } from "../../../src/engine/uses/choosing.ts";
import { createWorld, DAY } from "../../engine/world.ts";
import { fsrsMind, type Mind, smMind } from "./minds.ts";
import { type Answered, sit } from "./sessions.ts";
import { atRandom, fixedIntervals, type Way } from "./ways.ts";

export const MINDS = { FSRS: fsrsMind, "half repeats": smMind } as const;
export type MindName = keyof typeof MINDS;

export interface Terms {
  seed: string;
  mind: MindName;
  learners: number;
  days: number;
  /** Answers of a learner on a day on which they come. */
  answers: number;
}

/** Recall at the end, the true one: the mean over all concepts of the bank and all learners. */
export interface Outcome {
  recall: number;
  answers: number;
  /** Concepts that a learner met, on average. */
  met: number;
}

const START = "2026-01-05T08:00:00Z";
/** The share of days on which a learner comes. */
const COMES = 0.85;
/** An option of four. */
const GUESS = 0.25;
/** The share of guesses that somebody says is one, where they are asked how sure they are: in the bot's sessions. */
const SAID = 0.5;

/** The days on which a learner comes: the same whichever way they are asked. */
function daysOf({ seed, days }: Terms, learner: string): number[] {
  const random = randomFrom(`${seed}|${learner}|days`);
  return Array.from({ length: days }, (_, day) => day).filter(() => random.next() < COMES);
}

const learnersOf = ({ learners }: Terms) => Array.from({ length: learners }, (_, i) => `learner${i}`);
const mindOf = ({ seed, mind }: Terms, learner: string): Mind => MINDS[mind](`${seed}|${learner}`);
const endOf = ({ days }: Terms) => Date.parse(START) + days * DAY;

/** Knows it, or guesses one of four. */
function answering({ seed }: Terms, learner: string, mind: Mind) {
  const random = randomFrom(`${seed}|${learner}|guesses`);
  return (concept: string, item: string, at: number): Answered => {
    const [isLucky, says] = [random.next() < GUESS, random.next() < SAID];
    const knew = mind.ask(concept, item, at);
    return { right: knew || isLucky, saysGuess: !knew && says };
  };
}

function outcomeOf(bank: Bank, terms: Terms, minds: readonly Mind[], answers: number, met: number): Outcome {
  const concepts = [...subjectsOf(bank, null).keys()];
  const all = minds.flatMap((mind) => concepts.map((concept) => mind.recall(concept, endOf(terms))));
  return { recall: all.reduce((a, b) => a + b, 0) / all.length, answers, met: met / minds.length };
}

/** A way that looks at nothing but answers: each learner for themselves. */
function runWay(bank: Bank, terms: Terms, wayOf: (learner: string) => Way): Outcome {
  const minds: Mind[] = [];
  let answers = 0;
  let met = 0;
  for (const learner of learnersOf(terms)) {
    const mind = mindOf(terms, learner);
    const answer = answering(terms, learner, mind);
    const way = wayOf(learner);
    const concepts = new Set<string>();
    for (const day of daysOf(terms, learner)) {
      const at = Date.parse(START) + day * DAY;
      for (let i = 0; i < terms.answers; i++) {
        const { concept, item } = way.next(at);
        way.judged(concept, item, answer(concept, item, at).right, at);
        concepts.add(concept);
        answers++;
      }
    }
    minds.push(mind);
    met += concepts.size;
  }
  return outcomeOf(bank, terms, minds, answers, met);
}

/** The bot's own sessions: use cases and the embedded store. Throws where an item comes again while another is new. */
async function runReview(bank: Bank, terms: Terms): Promise<Outcome> {
  const world = createWorld(START);
  world.deps.bank = bank;
  const subjects = subjectsOf(bank, null);
  const learners = learnersOf(terms).map((id) => {
    const mind = mindOf(terms, id);
    const concepts = new Set<string>();
    return {
      id,
      mind,
      answer: answering(terms, id, mind),
      days: new Set(daysOf(terms, id)),
      concepts,
      seen: new Set<string>(),
    };
  });
  let answers = 0;
  for (let day = 0; day < terms.days; day++) {
    world.sleepTo(new Date(Date.parse(START) + day * DAY).toISOString());
    await world.work();
    for (const { id, answer, days, concepts, seen } of learners) {
      if (!days.has(day)) continue;
      const met = await sit(
        world,
        () => world.as(id),
        terms.answers,
        ({ concept, item }) => {
          const others = subjects.get(concept)?.entries ?? [];
          if (seen.has(item) && others.some((one) => !seen.has(one.id)))
            throw new Error(`${id} had ${item} again on day ${day} while ${concept} has another`);
          seen.add(item);
          concepts.add(concept);
          return answer(concept, item, world.now());
        },
      );
      answers += met.length;
    }
  }
  const met = learners.reduce((sum, { concepts }) => sum + concepts.size, 0);
  return outcomeOf(
    bank,
    terms,
    learners.map(({ mind }) => mind),
    answers,
    met,
  );
}

export const WAYS: Readonly<Record<string, (bank: Bank, terms: Terms) => Promise<Outcome>>> = {
  "the bot's review sessions": runReview,
  "fixed intervals of 1, 3, 7, 14, 30 days": async (bank, terms) =>
    runWay(bank, terms, () => fixedIntervals([...subjectsOf(bank, null).values()])),
  "random practice": async (bank, terms) =>
    runWay(bank, terms, (learner) =>
      atRandom([...subjectsOf(bank, null).values()], `${terms.seed}|${learner}|way`),
    ),
};
