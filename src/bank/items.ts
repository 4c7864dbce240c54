import { withFormulas } from "../engine/words/formula.ts";
import type { ChoiceItem, ItemHead, MarkupText, OpenItem, Option } from "../engine/words/item.ts";
import { comparable } from "./numbers.ts";
import type { ChoiceEntry, ConceptFile, OpenEntry } from "./schema.ts";

type Shared = Pick<ItemHead, "concept" | "topic" | "links" | "misconception">;

/** What all items of a concept have in common. */
export function sharedHead(concept: ConceptFile, topicName: string): Shared {
  const [known] = concept.misconceptions;
  return {
    ...(known === undefined ? {} : { misconception: `${known.belief} ${known.why_wrong}` }),
    concept: { id: concept.id, name: concept.name },
    topic: { id: concept.topic, name: topicName },
    links: concept.references,
  };
}

/** The items of a concept's file, open questions first. */
export function itemsOf(concept: ConceptFile, shared: Shared): (ChoiceItem | OpenItem)[] {
  return [
    ...concept.open.map((entry) => openItem(entry, concept, shared)),
    ...concept.choice.map((entry) => choiceItem(entry, concept, shared)),
  ];
}

/** Options that are all numbers of one unit are shown in numeric order; the others are dealt. */
function layoutOf(options: readonly MarkupText[]): ChoiceItem["layout"] {
  const [key, one, two, three] = comparable(options) ?? [];
  return key === undefined || one === undefined || two === undefined || three === undefined
    ? { by: "dealt" }
    : { by: "ascending", values: [key, one, two, three] };
}

function choiceItem(entry: ChoiceEntry, concept: ConceptFile, shared: Shared): ChoiceItem {
  const trap = trapOf(entry, concept);
  return {
    ...shared,
    id: entry.id,
    difficulty: entry.difficulty,
    kind: "choice",
    version: entry.version,
    stem: entry.stem,
    ...(entry.diagram === undefined ? {} : { diagram: entry.diagram }),
    key: { text: entry.key, because: entry.rationale },
    distractors: three(entry.distractors.map(({ text, because }) => ({ text, because }))),
    layout: layoutOf([entry.key, ...entry.distractors.map(({ text }) => text)]),
    ...(trap === null ? {} : { trap }),
    ...withFormulas(
      [entry.stem, entry.rationale, ...entry.distractors.map(({ because }) => because)],
      concept.formulas,
    ),
  };
}

/** @throws RangeError for any other number of distractors */
export function three(distractors: readonly Option[]): ChoiceItem["distractors"] {
  const [first, second, third] = distractors;
  if (!first || !second || !third || distractors.length > 3)
    throw new RangeError("an item has three distractors");
  return [first, second, third];
}

/** The misconception behind the first distractor that names one. */
function trapOf(entry: ChoiceEntry, concept: ConceptFile): MarkupText | null {
  const id = entry.distractors.find(({ misconception }) => misconception !== undefined)?.misconception;
  const found = concept.misconceptions.find((misconception) => misconception.id === id);
  return found ? `${found.belief} ${found.why_wrong}` : null;
}

function openItem(entry: OpenEntry, concept: ConceptFile, shared: Shared): OpenItem {
  const { basic, solid, strong } = entry.model_answers;
  return {
    ...shared,
    id: entry.id,
    difficulty: entry.difficulty,
    kind: "open",
    prompt: entry.prompt,
    ...(entry.diagram === undefined ? {} : { diagram: entry.diagram }),
    alsoAsked: entry.also_asked,
    style: entry.style,
    frequency: entry.frequency,
    audiences: entry.audiences,
    roles: entry.roles,
    companies: entry.companies,
    shortAnswer: entry.short_answer,
    workedAnswer: entry.worked_answer,
    trap: entry.trap,
    followUps: entry.follow_ups,
    modelAnswers: entry.model_answers,
    keyPoints: entry.key_points.map(({ point, weight }) => ({ point, weight })),
    interviewer: {
      when: entry.interviewer.when,
      why: entry.interviewer.why,
      how: entry.interviewer.how,
      lookFor: entry.interviewer.look_for,
      redFlags: entry.interviewer.red_flags,
    },
    ...withFormulas(
      [
        ...[entry.prompt, ...entry.also_asked, entry.short_answer, entry.worked_answer],
        ...[basic, solid, strong].map(({ answer }) => answer),
        ...entry.follow_ups.flatMap(({ question, answer }) => [question, answer]),
      ],
      concept.formulas,
    ),
  };
}
