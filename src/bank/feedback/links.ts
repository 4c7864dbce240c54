import { binaryOther, type Pole } from "./opposites.ts";
import type { Sentence, Token } from "./read.ts";

/** How many words apart two that belong together may be, and how many a border of clauses counts for. */
const APART = 7;
const BORDER = 3;
/** How far round two words those stand that turn round what links them. */
const ROUND = 2;
/** How much a link counts in which nothing says which way it goes. */
const PLAIN = 0.3;
/** How far a negation reaches. */
const SCOPE = 5;

/** Sides that turn round what a sentence says of two things: "more noise" and "less noise". */
const TURNING: ReadonlySet<string> = new Set([
  "size:down",
  "speed:slow",
  "strength:weak",
  "level:below",
  "help:hurts",
  "gradient:vanish",
  "price:cheap",
  "the kept:lose",
  "keeping:out",
  "frequency:least",
  "possible:cannot",
  "enough:no",
  "steadiness:unstable",
  "need:spare",
  "running:off",
  "dependence:independent",
  "sameness:same",
  "labels:without",
]);

/** Which way a word turns a sentence: -1 round, 1 expressly not, 0 where it has no side. */
function turnOf({ negates, poles }: Token): -1 | 0 | 1 {
  const turning = ({ axis, pole }: Pole) => TURNING.has(`${axis}:${pole}`);
  if (negates || poles.some(turning)) return -1;
  const other = ({ axis, pole }: Pole) => TURNING.has(`${axis}:${binaryOther(axis, pole) ?? ""}`);
  return poles.some(other) ? 1 : 0;
}

/** What is said of two words that stand near each other. */
interface Link {
  /** The one that comes first in the alphabet stands first here, too. */
  inOrder: boolean;
  /** -1 where an odd number of words turns it round, and how surely that is said; 0 sure of a word that has a side. */
  way: -1 | 1;
  sure: number;
}

interface Unit {
  name: string;
  at: number;
  /** It has no side itself. */
  neutral: boolean;
}

function unitsOf({ clauses }: Sentence): { units: Unit[]; turns: { at: number; turn: number }[] } {
  const units: Unit[] = [];
  const turns: { at: number; turn: number }[] = [];
  let at = 0;
  for (const tokens of clauses) {
    let since = Number.POSITIVE_INFINITY;
    for (const token of tokens) {
      const turn = turnOf(token);
      if (turn !== 0) turns.push({ at, turn });
      since = token.negates ? 0 : since + 1;
      const negated = since <= SCOPE && !token.negates;
      if (token.term !== "")
        units.push({ name: token.term, at, neutral: turn === 0 && token.number === null });
      for (const { axis, pole } of token.poles) {
        const side = negated ? binaryOther(axis, pole) : pole;
        if (side !== null) units.push({ name: `${axis}:${side}`, at, neutral: false });
      }
      at++;
    }
    at += BORDER;
  }
  return { units, turns };
}

/** Which words of a sentence stand near each other, by both names. */
function linksOf(sentence: Sentence): Map<string, Link> {
  const { units, turns } = unitsOf(sentence);
  const links = new Map<string, Link>();
  units.forEach((one, i) => {
    for (let j = i + 1; j < units.length; j++) {
      const other = units[j];
      if (other === undefined || other.at - one.at > APART) break;
      if (other.at === one.at || other.name === one.name) continue;
      const inOrder = one.name < other.name;
      const name = inOrder ? `${one.name}|${other.name}` : `${other.name}|${one.name}`;
      if (links.has(name)) continue;
      const round = turns.filter(({ at }) => at >= one.at - ROUND && at <= other.at + ROUND);
      links.set(name, {
        inOrder,
        way: round.filter(({ turn }) => turn < 0).length % 2 === 1 ? -1 : 1,
        sure: !one.neutral || !other.neutral ? 0 : round.length > 0 ? 1 : PLAIN,
      });
    }
  });
  return links;
}

/** How often two words stand near each other, how often in which order, and which way it goes between them. */
interface Count {
  all: number;
  inOrder: number;
  way: number;
  sure: number;
}

export interface Links {
  of: ReadonlyMap<string, Count>;
  /** In how many statements each word is, and how many there are. */
  words: ReadonlyMap<string, number>;
  size: number;
}

const NONE: Count = { all: 0, inOrder: 0, way: 0, sure: 0 };

export function linksIn(statements: readonly Sentence[]): Links {
  const of = new Map<string, Count>();
  const words = new Map<string, number>();
  for (const statement of statements) {
    const names = new Set(unitsOf(statement).units.map(({ name }) => name));
    for (const name of names) words.set(name, (words.get(name) ?? 0) + 1);
    for (const [name, { inOrder, way, sure }] of linksOf(statement)) {
      const count = of.get(name) ?? { ...NONE };
      of.set(name, count);
      count.all++;
      if (inOrder) count.inOrder++;
      count.way += way * sure;
      count.sure += sure;
    }
  }
  return { of, words, size: statements.length };
}

/** How the links of a sentence fit those of what is true and of what is false. */
interface Fit {
  /** Words that stand together here hardly do in what is true: log-odds, the mean. */
  apart: number;
  /** The other order is the usual one: log-odds, the mean. */
  reversed: number;
  /** True statements go the other way, -1 to 1: the clearest link. */
  against: number;
  /** False statements go this way: the mean. */
  withFalse: number;
}

export function fitOf(sentence: Sentence, holds: Links, fails: Links, rarity: (term: string) => number): Fit {
  let [apart, apartOf, reversed, reversedOf, against, withFalse, weighed] = [0, 0, 0, 0, 0, 0, 0];
  for (const [name, link] of linksOf(sentence)) {
    const count = holds.of.get(name) ?? NONE;
    const [a = "", b = ""] = name.split("|");
    const [ofA, ofB] = [holds.words.get(a) ?? 0, holds.words.get(b) ?? 0];
    if (ofA > 1 && ofB > 1) {
      const odds = Math.log((count.all + 0.5) / ((ofA * ofB) / holds.size + 0.5));
      apart -= odds;
      apartOf++;
    }
    if (count.all > 1) {
      const so = link.inOrder ? count.inOrder : count.all - count.inOrder;
      reversed += Math.log((count.all - so + 0.7) / (so + 0.7));
      reversedOf++;
    }
    if (link.sure === 0) continue;
    if (count.sure > 0) against = Math.max(against, (-link.way * link.sure * count.way) / (count.sure + 0.5));
    const wrong = fails.of.get(name);
    const weight = Math.min(rarity(a), rarity(b)) * link.sure;
    weighed += weight;
    if (wrong !== undefined) withFalse += (weight * link.way * wrong.way) / (wrong.sure + 0.5);
  }
  return {
    apart: apartOf === 0 ? 0 : apart / apartOf,
    reversed: reversedOf === 0 ? 0 : reversed / reversedOf,
    against,
    withFalse: weighed === 0 ? 0 : withFalse / (weighed + 2),
  };
}
