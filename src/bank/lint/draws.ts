import type { ChoiceItem, Option } from "../../engine/words/item.ts";
import { drawItem } from "../draw.ts";
import type { NumericFamily } from "../families/family.ts";
import { sharedHead } from "../items.ts";
import type { ConceptFile } from "../schema.ts";
import type { Source } from "../source.ts";
import { choiceRules, type Verdict } from "./items.ts";
import type { ChoiceCase, Finding } from "./rule.ts";
import { textRules, textsOf } from "./text.ts";

/** How many draws of each family are looked at. */
const DRAWS = 24;

interface Drawn {
  cases: ChoiceCase[];
  verdicts: Verdict[];
}

/** Draws from the families that a concept lists, and what the rules say of them, once for each rule. */
export function drawnCases(
  source: Source<ConceptFile>,
  families: ReadonlyMap<string, NumericFamily<unknown>>,
): Drawn {
  const drawn: Drawn = { cases: [], verdicts: [] };
  for (const [i, id] of source.data.numeric.entries()) {
    const family = families.get(id);
    if (!family) continue;
    const said = new Set<string>();
    const say = (rule: string, seed: string, message: string) => {
      if (said.has(rule)) return;
      said.add(rule);
      const what = `the family ${id}, drawn with the seed "${seed}": ${message}`;
      drawn.verdicts.push({ ...source.problem(["numeric", i], what), rule, severity: "error" });
    };
    for (let draw = 1; draw <= DRAWS; draw++) {
      const seed = `check ${draw}`;
      const item = tryDraw(family, source.data, seed);
      if (typeof item === "string") {
        say("drawable", seed, item);
        continue;
      }
      const subject = caseOf(item);
      drawn.cases.push(subject);
      for (const rule of choiceRules) {
        if (rule.severity === "error")
          for (const finding of rule.check(subject)) say(rule.id, seed, finding.message);
      }
      const texts = textsOf({ stem: item.stem, key: item.key, distractors: item.distractors });
      for (const rule of textRules)
        for (const { message } of texts.flatMap((text): readonly Finding[] => rule.check(text)))
          say(rule.id, seed, message);
    }
  }
  return drawn;
}

/** The item, or why there is none. */
function tryDraw(family: NumericFamily<unknown>, concept: ConceptFile, seed: string): ChoiceItem | string {
  try {
    return drawItem(family, sharedHead(concept, concept.topic), seed);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function caseOf(item: ChoiceItem): ChoiceCase {
  const [one, two, three] = item.distractors as [Option, Option, Option];
  const option = ({ text, because }: ChoiceItem["key"]) => ({ path: [], becausePath: [], text, because });
  return {
    id: item.id,
    concept: item.concept.id,
    topic: item.topic.id,
    stem: item.stem,
    options: [option(item.key), option(one), option(two), option(three)],
    style: "number",
    difficulty: item.difficulty,
    commonWords: new Set(),
  };
}
