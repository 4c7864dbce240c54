import type { Evidence, Place } from "./evidence.ts";
import type { Statement } from "./known.ts";
import { ofThings } from "./opposites.ts";
import type { Sentence } from "./read.ts";
import { type Context, DENIED, type Stand, standsOf } from "./stands.ts";

/** Contexts that are less alike say nothing of each other. */
const FAINT = 0.1;
/** What is added to the size of each context, so that two that share their only word are not taken for one. */
const SMALL = 3;
/** A side that is taken on another axis tells as much as a word of this rarity. */
const SIDE_RARITY = 1.5;
/** How many of the most alike places count, and what those of other concepts of the topic do. */
const PLACES = 4;
const ELSEWHERE = 0.4;
/** How far one side may seem likelier than another by the company that they keep, in nats. */
const FAR = 8;

/** How alike two contexts are, 0 to 1: what they share, by rarity, of the size of both. */
function likeness(a: Context, b: Context, rarity: (term: string) => number): number {
  const weigh = (term: string) => (term.includes(":") ? SIDE_RARITY : rarity(term.replace(DENIED, "")));
  let shared = 0;
  let ours = SMALL;
  for (const [term, weight] of a) {
    ours += weight * weigh(term);
    shared += Math.min(weight, b.get(term) ?? 0) * weigh(term);
  }
  if (shared === 0) return 0;
  let theirs = SMALL;
  for (const [term, weight] of b) theirs += weight * weigh(term);
  return shared / Math.sqrt(ours * theirs);
}

/** For how much some places take this side and another one in such words. */
interface Support {
  /** The most alike place, and the squares of the few most alike. */
  own: number;
  other: number;
  owns: number;
  others: number;
  /** The statement that speaks most clearly for another side. */
  against: Statement | null;
}

const squares = (all: readonly number[]): number =>
  [...all]
    .sort((a, b) => b - a)
    .slice(0, PLACES)
    .reduce((sum, one) => sum + one * one, 0);

function supportIn(stand: Stand, places: readonly Place[], rarity: (term: string) => number): Support {
  const found = new Map<Statement, { own: number; other: number }>();
  for (const place of places) {
    const like = likeness(stand.context, place.context, rarity);
    if (like < FAINT) continue;
    const so = found.get(place.statement) ?? { own: 0, other: 0 };
    found.set(place.statement, so);
    if (place.pole === stand.pole) so.own = Math.max(so.own, like);
    else so.other = Math.max(so.other, like);
  }
  const own: number[] = [];
  const other: number[] = [];
  let clearest: { other: number; statement: Statement | null } = { other: 0, statement: null };
  for (const [statement, so] of found) {
    // A sentence that takes both sides speaks for the one whose words are more alike.
    own.push(Math.max(0, so.own - so.other));
    other.push(Math.max(0, so.other - so.own));
    if (so.other - so.own > clearest.other) clearest = { other: so.other - so.own, statement };
  }
  return {
    own: Math.max(0, ...own),
    other: Math.max(0, ...other),
    owns: squares(own),
    others: squares(other),
    against: clearest.statement,
  };
}

/** How much likelier another side is in such words than this one, by all the words that stand around each: log-odds. */
function companyOdds(stand: Stand, { company }: Evidence): number {
  const poles = company.get(stand.axis);
  if (poles === undefined || stand.axis === "number") return 0;
  const oddsOf = (pole: string): number => {
    const side = poles.get(pole);
    let odds = 0;
    for (const [word, near] of stand.context)
      odds += near * Math.log(((side?.words.get(word) ?? 0) + 0.15) / ((side?.times ?? 0) + 2));
    return odds;
  };
  const others = [...poles.keys()].filter((pole) => pole !== stand.pole);
  if (others.length === 0) return 0;
  const odds = Math.max(...others.map(oddsOf)) - oddsOf(stand.pole);
  return Math.max(-FAR, Math.min(FAR, odds));
}

/** What is weighed of a word with which a statement holds or fails; `weights.ts` says how. */
export interface Doubt {
  signals: readonly number[];
  against: Statement | null;
}

export const DOUBT_SIGNALS = [
  "thing",
  "number",
  "term",
  "own",
  "other",
  "ratio",
  "company",
  "negated",
  "both",
  "known number",
  "unusual",
] as const;

/**
 * How much more often the concept takes another side than this one, whatever it speaks of: log-odds, as far as this
 * concept is the one of the topic that speaks of such sides at all.
 */
function unusualOdds({ axis, pole }: Stand, { here, elsewhere }: Evidence): number {
  if (axis === "number") return 0;
  const places = here.get(axis) ?? [];
  const own = places.filter((place) => place.pole === pole).length;
  const share = (places.length + 1) / (places.length + (elsewhere.get(axis)?.length ?? 0) + 2);
  return share * Math.log((places.length - own + 1) / (own + 1));
}

function doubtOf(stand: Stand, evidence: Evidence): Doubt {
  const { here, elsewhere, known, concept } = evidence;
  const near = supportIn(stand, here.get(stand.axis) ?? [], known.rarity);
  const far = supportIn(stand, elsewhere.get(stand.axis) ?? [], known.rarity);
  const isNumber = stand.axis === "number";
  const others = near.others + ELSEWHERE * far.others + 0.03;
  const owns = near.owns + ELSEWHERE * far.owns + 0.03;
  const signals = [
    Number(ofThings(stand.axis)),
    Number(isNumber),
    Number(stand.axis.startsWith("not ")),
    Math.log(near.own + 0.05),
    Math.log(near.other + 0.05),
    Math.log(others / owns),
    companyOdds(stand, evidence),
    Number(stand.negated),
    Number(stand.both),
    Number(isNumber && known.numbers.get(concept)?.has(Number(stand.pole)) === true),
    unusualOdds(stand, evidence),
  ];
  return { signals, against: near.against };
}

/** What in a sentence may be turned round, word by word. */
export const doubtsIn = (sentence: Sentence, evidence: Evidence): Doubt[] =>
  standsOf(sentence).map((stand) => doubtOf(stand, evidence));
