/** How names are compared: the ways in which people write the same name. */

/** Plurals that no rule makes, and words that only look like one. */
const IRREGULAR = new Map(
  Object.entries({
    bias: "bias",
    biases: "bias",
    matrices: "matrix",
    vertices: "vertex",
    indices: "index",
    analyses: "analysis",
    analysis: "analysis",
    hypotheses: "hypothesis",
    hypothesis: "hypothesis",
  }),
);

/** After these an ending of two letters makes the plural, and it cannot be seen whether one of them was there before. */
const SIBILANT = /(s|x|z|ch|sh)es?$/;

/** Both ends of a comparison lose the same, so what is left need be no word. */
function singular(word: string): string {
  const known = IRREGULAR.get(word);
  if (known !== undefined) return known;
  if (word.length < 3 || word.endsWith("ss")) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (word.length > 3 && SIBILANT.test(word)) return word.replace(SIBILANT, "$1");
  return word.endsWith("s") ? word.slice(0, -1) : word;
}

/** British endings as American ones, "v." and "vs" as "versus". */
function regular(word: string): string {
  if (word === "vs" || word === "v") return "versus";
  return word.replace(/is(ation|ing|ed|er|e)$/, "iz$1");
}

/** The words of a text, in small letters, without accents and signs. */
export function wordsIn(text: string): string[] {
  return (
    text
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** The stem under which a word is compared. */
export const stemOf = (word: string): string => singular(regular(singular(word)));

/** A name without case, accents, signs, and how its words are joined. */
export const exactly = (name: string): string => wordsIn(name).join("");

/** The same in the singular, with the spelling of one country. */
export const loosely = (name: string): string => wordsIn(name).map(stemOf).join("");

/** Words that people leave out, or put around a name. */
const FILLERS = new Set(
  [
    "a",
    "an",
    "and",
    "are",
    "about",
    "explain",
    "does",
    "do",
    "for",
    "from",
    "how",
    "in",
    "is",
    "it",
    "its",
    "me",
    "of",
    "on",
    "or",
    "question",
    "questions",
    "tell",
    "the",
    "to",
    "versus",
    "what",
    "whole",
    "why",
    "with",
    ...["das", "der", "die", "ein", "eine", "erklar", "erklare", "ist", "mir", "sind", "warum", "was", "wie"],
  ].map(stemOf),
);

/** The stems of what a name is made of, without what people leave out, each once. */
export function stemsIn(name: string): string[] {
  const stems = wordsIn(name).map(stemOf);
  const telling = stems.filter((stem) => !FILLERS.has(stem));
  return [...new Set(telling.length > 0 ? telling : stems)];
}

/** The same in any order. */
export const unordered = (name: string): string => stemsIn(name).sort().join(" ");
