import { FSRSAlgorithm, type FSRSState } from "ts-fsrs";
import { hash32, randomFrom } from "../../../src/engine/rules/random.ts";

/** What a simulated learner truly remembers, which no way of choosing questions can look at. */
export interface Mind {
  /** Asked about a concept with an item; whether it was known. What the verdict says is learned. */
  ask(concept: string, item: string, at: number): boolean;
  /** The probability that a concept is known. */
  recall(concept: string, at: number): number;
}

const DAY = 86_400_000;
/** The share of concepts that somebody knows before the bot asks. */
const KNOWN_BEFORE = 0.25;

/** A number that stays the same for a learner and concept, whatever they are asked, spread evenly over [0, 1). */
const fixed = (...parts: readonly string[]) => hash32(parts.join("|")) / 2 ** 32;

/** As many standard deviations from the mean as a normal draw is. */
function normal(one: number, other: number): number {
  return Math.sqrt(-2 * Math.log(1 - one)) * Math.cos(2 * Math.PI * other);
}

/** How much longer or shorter a learner keeps a concept than usual, and a learner keeps anything. */
function talent(seed: string, concept: string): number {
  const own = normal(fixed(seed, "a"), fixed(seed, "b"));
  const about = normal(fixed(seed, concept, "c"), fixed(seed, concept, "d"));
  return Math.exp(0.3 * own + 0.5 * about);
}

const knewBefore = (seed: string, concept: string) => fixed(seed, concept, "before") < KNOWN_BEFORE;

/** FSRS-6 itself, whose stability is off by a factor of each learner and concept, and by chance at every review. */
export function fsrsMind(seed: string): Mind {
  const fsrs = new FSRSAlgorithm({ enable_short_term: false, enable_fuzz: false });
  const random = randomFrom(`${seed}|fsrs`);
  const states = new Map<string, { state: FSRSState; last: number }>();
  const recall = (concept: string, at: number) => {
    const found = states.get(concept);
    if (found === undefined) return knewBefore(seed, concept) ? 1 : 0;
    return fsrs.forgetting_curve((at - found.last) / DAY, found.state.stability * talent(seed, concept));
  };
  return {
    recall,
    ask(concept, _item, at) {
      const knew = random.next() < recall(concept, at);
      const before = states.get(concept);
      const days = before === undefined ? 0 : (at - before.last) / DAY;
      const next = fsrs.next_state(before?.state ?? null, days, knew ? 3 : 1);
      const noise = Math.exp(0.2 * normal(random.next(), random.next()));
      states.set(concept, {
        state: { ...next, stability: Math.max(0.01, next.stability * noise) },
        last: at,
      });
      return knew;
    },
  };
}

/** Days after which recall has fallen to 90%: SM-2's first two intervals, for what was not known and what was. */
const FIRST = { failed: 1, knew: 6 } as const;
/** What a success in time makes of them: SM-2's ease. */
const EASE = 2.5;

/**
 * Exponential forgetting with the intervals of SM-2 (Wozniak 1990): a success multiplies the time until recall is 90%
 * by its ease, by less where nothing was forgotten yet; a failure begins again. An item that was not met before is half
 * a repeat: it takes this time and what is recalled half the way, both in their logarithm.
 */
export function smMind(seed: string): Mind {
  const random = randomFrom(`${seed}|sm`);
  /** What was recalled at `last`, and the days from then on until a tenth of it is forgotten. */
  const states = new Map<string, { from: number; days: number; last: number; items: Set<string> }>();
  const recall = (concept: string, at: number) => {
    const found = states.get(concept);
    if (found === undefined) return knewBefore(seed, concept) ? 1 : 0;
    return found.from * 0.9 ** ((at - found.last) / DAY / found.days);
  };
  return {
    recall,
    ask(concept, item, at) {
      const now = recall(concept, at);
      const knew = random.next() < now;
      const first = FIRST[knew ? "knew" : "failed"] * talent(seed, concept);
      const found = states.get(concept);
      if (found === undefined) {
        states.set(concept, { from: 1, days: first, last: at, items: new Set([item]) });
        return knew;
      }
      const whole = knew ? found.days * (1 + (EASE - 1) * Math.min(1, (1 - now) / 0.1)) : first;
      const weight = found.items.has(item) ? 1 : 0.5;
      found.items.add(item);
      const days = found.days ** (1 - weight) * whole ** weight;
      states.set(concept, { ...found, days, from: now ** (1 - weight), last: at });
      return knew;
    },
  };
}
