import { canonical, NEGATIONS, PHRASES, STOP_WORDS } from "./lexicon.ts";
import { type Pole, polesOf } from "./opposites.ts";
import { stem } from "./stem.ts";

/** A word of a text: what it stands for ("" for one that every text has), and on which axes it stands. */
export interface Token {
  term: string;
  poles: readonly Pole[];
  number: number | null;
  /** Whether it turns round what follows: not, without. */
  negates: boolean;
}

/** A part of a sentence that says one thing. */
type Clause = readonly Token[];

export interface Sentence {
  /** As it was written. */
  text: string;
  clauses: readonly Clause[];
  /** It makes an exception: what it says holds of some and not of others, and which is which no word tells. */
  excepts: boolean;
}

/** Letters and digits that stand above or below the line, as they are typed. */
const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/[×·∙]/g, "*")
    .replace(/[−–]/g, "-")
    .replace(/∞/g, " infinity ")
    .replace(/`/g, " ");

/** An end of a sentence: not the point of a number, nor that of "e.g." and its kin. */
const END = /(?<=[.!?])(?<!\b(?:e\.g|i\.e|vs|etc|approx|cf|w\.r\.t)\.)\s+|\n+|;\s*/i;
const PART = /,\s|:\s|\s[-–—]\s|[()]|\b(?:but|while|whereas|because|although|since|which|unlike|so that)\b/;

const EXCEPTION = /\b(?:except|unless|apart from|aside from|other than|exceptions?)\b/;

const WORD = /\d[\d,]*(?:\.\d+)?%?|[a-z][a-z0-9_]*(?:'[a-z]+)?|[α-ω]/g;

function numberOf(word: string): number | null {
  if (!/^\d/.test(word)) return null;
  const value = Number(word.replace(/[,%]/g, ""));
  return word.endsWith("%") ? value / 100 : value;
}

const NUMBER_WORDS: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  half: 0.5,
  quarter: 0.25,
  twice: 2,
  once: 1,
};

function tokensOf(part: string): Clause {
  const tokens: Token[] = [];
  for (const [word] of part.matchAll(WORD)) {
    if (NEGATIONS.has(word) || word.endsWith("n't")) {
      tokens.push({ term: "", poles: [], number: null, negates: true });
      continue;
    }
    const number = numberOf(word) ?? NUMBER_WORDS[word] ?? null;
    const term = STOP_WORDS.has(word) ? "" : number === null ? canonical(stem(word)) : String(number);
    tokens.push({ term, poles: polesOf(word), number, negates: false });
  }
  return tokens;
}

/** A text taken apart: sentences, their clauses, and what their words stand for. */
export function read(text: string): Sentence[] {
  return text
    .split(END)
    .map((one) => one.trim())
    .filter((one) => one !== "")
    .map((one) => {
      const said = PHRASES.reduce((left, [from, to]) => left.replace(from, to), plain(one));
      const clauses = said
        .split(PART)
        .map(tokensOf)
        .filter((tokens) => tokens.length > 0);
      return { text: one, clauses, excepts: EXCEPTION.test(said) };
    });
}

/** What a sentence is about: its terms, each once. */
export function termsOf({ clauses }: Sentence): Set<string> {
  const terms = new Set<string>();
  for (const tokens of clauses) for (const { term } of tokens) if (term !== "") terms.add(term);
  return terms;
}
