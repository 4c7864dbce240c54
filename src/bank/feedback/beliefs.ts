import type { Known, Statement } from "./known.ts";
import { type Sentence, termsOf } from "./read.ts";
import { standsOf } from "./stands.ts";

/** From which likeness on a sentence says what a misconception claims, and by how much it has to be more like it than like what is true. */
const CLAIMS = 0.62;
const CLEARLY = 0.12;
/** What denies speaks less for what does not. */
const TURNED = 0.75;

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
  statement: Statement;
}

/** What the bank says of a concept, right and wrong, ready to be compared. */
export function claimsOfConcept({ statements }: Known, concept: string): Claim[] {
  return statements
    .filter((statement) => statement.concept === concept && statement.terms.size >= 2)
    .map((statement) => ({ claims: claimsOf(statement), statement }));
}

/** How far a sentence is like what the bank says. */
export interface Alike {
  right: number;
  wrong: number;
  /** The wrong statement that it makes, where it clearly does. */
  belief: Statement | null;
}

export function alikeIn(sentence: Sentence, claims: readonly Claim[], { rarity }: Known): Alike {
  const own = claimsOf(sentence);
  let right = 0;
  let wrong = 0;
  let nearest: { like: number; statement: Statement } | null = null;
  for (const { claims: said, statement } of claims) {
    const alike = turnsAlike(statement, sentence);
    const like = likeness(own, said, rarity) * (alike ? 1 : TURNED);
    if (statement.holds) right = Math.max(right, like);
    else wrong = Math.max(wrong, like);
    if (!statement.holds && alike && like > (nearest?.like ?? 0)) nearest = { like, statement };
  }
  const clear = nearest !== null && nearest.like >= CLAIMS && nearest.like >= right + CLEARLY;
  return { right, wrong, belief: clear ? (nearest?.statement ?? null) : null };
}
