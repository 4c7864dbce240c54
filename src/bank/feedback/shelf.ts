import type { ConceptFile, OpenEntry } from "../schema.ts";
import { type Evidence, evidenceOf, type Sides, sidesOf } from "./evidence.ts";
import { type Known, knownOf } from "./known.ts";
import { type Point, pointsOf } from "./points.ts";

/** What an answer to a question is read by; a topic is taken apart when what takes it is first asked for. */
export interface Asked {
  concept: ConceptFile;
  open: OpenEntry;
  known: () => Known;
  points: () => readonly Point[];
  evidence: () => Evidence;
}

/** By a key: what is made once, when it is first asked for. */
class Kept<K, V> {
  readonly #made = new Map<K, V>();

  get(key: K, make: () => V): V {
    const made = this.#made.get(key) ?? make();
    this.#made.set(key, made);
    return made;
  }
}

export function shelvesOf(concepts: readonly ConceptFile[]): (question: string) => Asked | null {
  const byQuestion = new Map(
    concepts.flatMap((concept) => concept.open.map((open) => [open.id, { concept, open }] as const)),
  );
  const topics = new Kept<string, Known>();
  const sides = new Kept<string, Sides>();
  const evidence = new Kept<string, Evidence>();
  const points = new Kept<string, readonly Point[]>();
  return (question) => {
    const found = byQuestion.get(question);
    if (found === undefined) return null;
    const { concept, open } = found;
    const { topic } = concept;
    const known = () => topics.get(topic, () => knownOf(concepts.filter((one) => one.topic === topic)));
    const sidesTaken = () => sides.get(topic, () => sidesOf(known().statements.filter(({ holds }) => holds)));
    return {
      concept,
      open,
      known,
      points: () => points.get(question, () => pointsOf(open, known())),
      evidence: () => evidence.get(concept.id, () => evidenceOf(known(), concept.id, sidesTaken())),
    };
  };
}
