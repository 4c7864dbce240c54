import { withFormulas } from "../words/formula.ts";
import { type ChoiceItem, type OpenItem, type Option, whereAsked } from "../words/item.ts";
import type { Choice, DealtQuestion, SpokenQuestion } from "../words/round.ts";
import { randomFrom } from "./random.ts";
import { wayOfAsking } from "./ways-of-asking.ts";

/** The item as a round shows it: options shuffled by the seed, numeric ones in ascending order. */
export function deal(item: ChoiceItem, seed: string): DealtQuestion {
  const options: Option[] = [item.key, ...item.distractors];
  const order =
    item.layout.by === "ascending"
      ? ascending(item.layout.values)
      : randomFrom(`deal|${seed}`).shuffle(options.map((_, i) => i));
  const dealt = order.map((index) => options[index] as Option);
  return {
    itemId: item.id,
    version: item.version,
    kind: item.kind,
    concept: item.concept,
    topic: item.topic,
    difficulty: item.difficulty,
    stem: item.stem,
    ...(item.diagram === undefined ? {} : { diagram: item.diagram }),
    options: dealt,
    key: order.indexOf(0) as Choice,
    ...(item.trap === undefined ? {} : { trap: item.trap }),
    ...withFormulas([item.stem, ...options.map(({ because }) => because)], item.formulas),
    links: item.links,
  };
}

/** An open question as a round asks it; nothing of its answers is in it. */
export function pose(item: OpenItem, seed: string): SpokenQuestion {
  const { id: itemId, kind, concept, topic, difficulty, diagram } = item;
  const shown = diagram === undefined ? {} : { diagram };
  const stem = wayOfAsking(item, seed);
  return {
    ...{ itemId, kind, concept, topic, difficulty, stem },
    ...shown,
    ...withFormulas([stem], item.formulas),
    asked: whereAsked(item),
  };
}

/** Indices of key (0) and distractors by value. */
function ascending(values: readonly number[]): number[] {
  return values.map((_, i) => i).sort((a, b) => (values[a] as number) - (values[b] as number));
}
