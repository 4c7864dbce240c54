import { type Said, saidIn, turnedShare } from "./denial.ts";
import type { Known, Statement } from "./known.ts";
import { type Sentence, termsOf } from "./read.ts";
import { standsOf } from "./stands.ts";

/** From which likeness on a sentence says what a misconception claims, and by how much it has to be more like it than like what is true. */
const CLAIMS = 0.62;
const CLEARLY = 0.12;

/** What a sentence says as a set: its terms, and the sides it takes. */
function claimsOf(sentence: Sentence): Set<string> {
  const claims = new Set<string>(termsOf(sentence));
  for (const { axis, pole } of standsOf(sentence))
    if (!axis.startsWith("not ")) claims.add(`${axis}:${pole}`);
  return claims;
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>, rarity: (term: string) => number): number {
  const weigh = (term: string) => (term.includes(":") ? 2 : rarity(term));
  const size = (all: ReadonlySet<string>) => [...all].reduce((sum, term) => sum + weigh(term), 0);
  let shared = 0;
  for (const term of a) if (b.has(term)) shared += weigh(term);
  return shared === 0 ? 0 : shared / Math.sqrt(size(a) * size(b));
}

const denies = ({ clauses }: Sentence): boolean =>
  clauses.some((clause) => clause.some(({ negates }) => negates));

/** Whether two deny, or make an exception, alike: what one says of all, the other may say of some. */
const turnsAlike = (one: Sentence, other: Sentence): boolean =>
  denies(one) === denies(other) && one.excepts === other.excepts;

export interface Claim {
  claims: ReadonlySet<string>;
  said: Said;
  statement: Statement;
}

/** What the bank says of a concept, right and wrong, ready to be compared. */
export function claimsOfConcept({ statements }: Known, concept: string): Claim[] {
  return statements
    .filter((statement) => statement.concept === concept && statement.terms.size >= 2)
    .map((statement) => ({ claims: claimsOf(statement), said: saidIn(statement), statement }));
}

/** The wrong statement of the bank that a sentence makes; null where it makes none. */
export function beliefIn(sentence: Sentence, claims: readonly Claim[], { rarity }: Known): Statement | null {
  const own = claimsOf(sentence);
  let right = 0;
  let wrong: { like: number; statement: Statement } | null = null;
  for (const one of claims) {
    const like = likeness(own, one.claims, rarity);
    if (one.statement.holds) right = Math.max(right, like);
    else if (turnsAlike(one.statement, sentence) && like > (wrong?.like ?? 0))
      wrong = { like, statement: one.statement };
  }
  return wrong !== null && wrong.like >= CLAIMS && wrong.like >= right + CLEARLY ? wrong.statement : null;
}

/**
 * How much more a sentence is like what is true turned round than like what is true as it stands: -1 to 1, and 0 where
 * the bank says nothing of the kind.
 */
export function turnedIn(sentence: Sentence, claims: readonly Claim[], { rarity }: Known): number {
  const terms = termsOf(sentence);
  const own = saidIn(sentence);
  let against = 0;
  let agreeing = 0;
  for (const { said, statement } of claims) {
    if (!statement.holds) continue;
    const like = likeness(terms, statement.terms, rarity);
    const turned = like === 0 ? 0 : turnedShare(own, said, rarity);
    against = Math.max(against, like * turned);
    agreeing = Math.max(agreeing, like * (1 - turned));
  }
  return against - agreeing;
}
