import { type Claim, claimsOfConcept } from "./beliefs.ts";
import type { Known, Statement } from "./known.ts";
import { type Links, linksIn } from "./links.ts";
import { type Context, laidOut, type Stand, standsOf } from "./stands.ts";

/** A place of the bank where one of several sides is taken. */
export interface Place extends Stand {
  statement: Statement;
}

/** By axis, all places that take a side on it. */
export type Sides = ReadonlyMap<string, readonly Place[]>;

/** By axis and side, how often each word stands around it. */
export type Company = ReadonlyMap<string, ReadonlyMap<string, { times: number; words: Context }>>;

/** What the bank says of one concept and of its topic, ready to be held against a sentence. */
export interface Evidence {
  known: Known;
  concept: string;
  claims: readonly Claim[];
  here: Sides;
  elsewhere: Sides;
  company: Company;
  holds: Links;
  fails: Links;
  /** By word, in how many true statements it is said and in how many denied. */
  denials: ReadonlyMap<string, { said: number; denied: number }>;
}

export function sidesOf(statements: readonly Statement[]): Map<string, Place[]> {
  const sides = new Map<string, Place[]>();
  for (const statement of statements)
    for (const stand of standsOf(statement)) {
      const places = sides.get(stand.axis) ?? [];
      places.push({ ...stand, statement });
      sides.set(stand.axis, places);
    }
  return sides;
}

function companyIn(sides: Sides): Company {
  const company = new Map<string, Map<string, { times: number; words: Map<string, number> }>>();
  for (const [axis, places] of sides) {
    const poles = new Map<string, { times: number; words: Map<string, number> }>();
    for (const { pole, context } of places) {
      const one = poles.get(pole) ?? { times: 0, words: new Map<string, number>() };
      one.times++;
      for (const [word, near] of context) one.words.set(word, (one.words.get(word) ?? 0) + near);
      poles.set(pole, one);
    }
    company.set(axis, poles);
  }
  return company;
}

function denialsIn(statements: readonly Statement[]): Evidence["denials"] {
  const denials = new Map<string, { said: number; denied: number }>();
  for (const statement of statements) {
    const ways = new Set(
      laidOut(statement).map(({ token, negated }) => `${negated ? "!" : ""}${token.term}`),
    );
    for (const way of ways) {
      const term = way.replace("!", "");
      const count = denials.get(term) ?? { said: 0, denied: 0 };
      if (way === term) count.said++;
      else count.denied++;
      denials.set(term, count);
    }
  }
  return denials;
}

/** @param sides all places of the topic that take a side in what is true */
export function evidenceOf(known: Known, concept: string, sides: Sides): Evidence {
  const own = known.statements.filter((statement) => statement.concept === concept);
  const holds = own.filter((statement) => statement.holds);
  const parted = (here: boolean): Sides =>
    new Map(
      [...sides].map(([axis, places]) => [
        axis,
        places.filter(({ statement }) => (statement.concept === concept) === here),
      ]),
    );
  const here = parted(true);
  return {
    known,
    concept,
    claims: claimsOfConcept(known, concept),
    here,
    elsewhere: parted(false),
    company: companyIn(here),
    holds: linksIn(holds),
    fails: linksIn(own.filter((statement) => !statement.holds)),
    denials: denialsIn(holds),
  };
}
