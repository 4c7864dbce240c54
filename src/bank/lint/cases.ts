import type { ChoiceEntry, ConceptFile } from "../schema.ts";
import type { ChoiceCase } from "./rule.ts";
import { textsOf } from "./text.ts";
import { withoutCode } from "./words.ts";

/** A choice item as the rules look at it. */
export function choiceCase(
  item: ChoiceEntry,
  concept: ConceptFile,
  commonWords: ReadonlySet<string>,
): ChoiceCase {
  const [one, two, three] = item.distractors.map(({ text, because }, i) => ({
    path: ["distractors", i, "text"],
    text,
    because,
    becausePath: ["distractors", i, "because"],
  }));
  const key = { path: ["key"], text: item.key, because: item.rationale, becausePath: ["rationale"] };
  return {
    id: item.id,
    concept: concept.id,
    topic: concept.topic,
    stem: item.stem,
    diagram: item.diagram,
    options: [key, one!, two!, three!],
    style: item.style,
    difficulty: item.difficulty,
    commonWords,
  };
}

/** The words that a file writes in lower case somewhere. */
export function commonWordsOf(concept: ConceptFile): ReadonlySet<string> {
  const text = textsOf(concept)
    .map((entry) => withoutCode(entry.text))
    .join(" ");
  return new Set(text.match(/(?<!\p{L})\p{Ll}{2,}(?!\p{L})/gu));
}
