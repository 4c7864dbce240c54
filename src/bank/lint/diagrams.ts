import { type Diagram, widthsOf, writtenIn } from "../../engine/words/diagram.ts";
import { plain } from "../../engine/words/text.ts";
import type { OpenEntry } from "../schema.ts";
import { type ChoiceCase, type Finding, type Rule, when } from "./rule.ts";
import { contentWords, countWords, normalised, wordsOf } from "./words.ts";

/** Fewer words do not say what a picture shows. */
const SHORTEST_ALT = 12;

/** What can be read in it, and what can be counted. */
const saidBy = (diagram: Diagram) =>
  [
    diagram.alt,
    ...writtenIn(diagram),
    ...(diagram.kind === "layers" ? widthsOf(diagram).map(String) : []),
  ].join(" ; ");

/** 1,024 and 1024 are one number, 50% is 50. */
const numbersOf = (text: string) =>
  new Set((plain(text).match(/\d[\d,]*(?:\.\d+)?/g) ?? []).map((one) => Number(one.replaceAll(",", ""))));

const without = <T>(all: ReadonlySet<T>, ...others: readonly ReadonlySet<T>[]) =>
  [...all].filter((one) => others.every((other) => !other.has(one)));

/** What one text has, and none of the others: numbers or words by which it is told apart. */
function ownOf<T>(read: (text: string) => ReadonlySet<T>, text: string, others: readonly string[]): T[] {
  return without(read(text), ...others.map(read));
}

/** As whole words, whatever stands around them. */
const holds = (text: string, part: string) =>
  part !== "" && ` ${wordsOf(text).join(" ")} `.includes(` ${wordsOf(part).join(" ")} `);

/** What a diagram says that singles out the key; "" for nothing. What it says of all options says nothing of one. */
function toldOf({ stem, options }: Pick<ChoiceCase, "stem" | "options">, said: string): string {
  const texts = options.map(({ text }) => plain(text));
  const [key = "", ...distractors] = texts;
  if (holds(said, key) && !holds(plain(stem), key) && !distractors.every((one) => holds(said, one)))
    return `the key's text, "${key}"`;
  const singled = <T>(
    read: (text: string) => ReadonlySet<T>,
    isTold: (own: T[], seen: ReadonlySet<T>) => boolean,
  ) => {
    const seen = read(said);
    const told = texts.map((text) =>
      isTold(ownOf(read, text, [plain(stem), ...texts.filter((other) => other !== text)]), seen),
    );
    return told[0] === true && !told.slice(1).every(Boolean);
  };
  if (singled(numbersOf, (own, seen) => own.some((one) => seen.has(one))))
    return "a number that the key has and no other option";
  if (singled(contentWords, (own, seen) => own.length > 0 && own.every((one) => seen.has(one))))
    return "the words that only the key has";
  return "";
}

function altFindings(diagram: Diagram): Finding[] {
  const path = ["diagram", "alt"];
  const { alt } = diagram;
  const said = new Set(wordsOf(alt));
  const missing = writtenIn(diagram).filter((one) => wordsOf(one).some((word) => !said.has(word)));
  return [
    ...when(
      countWords(alt) < SHORTEST_ALT || !/[.!?]$/.test(alt),
      path,
      `says too little: at least ${SHORTEST_ALT} words, in whole sentences`,
    ),
    ...when(
      missing.length > 0,
      path,
      `leaves out what is written in the diagram: ${[...new Set(missing)].map((one) => `"${one}"`).join(", ")}`,
    ),
  ];
}

const altRule = {
  id: "diagram-alt",
  severity: "error",
  what: "The words of a diagram say all that is written in it",
} as const;

export const choiceDiagramRules: readonly Rule<ChoiceCase>[] = [
  { ...altRule, check: ({ diagram }) => (diagram === undefined ? [] : altFindings(diagram)) },
  {
    id: "diagram-tells-key",
    severity: "error",
    what: "A diagram says nothing that singles out the key",
    check: ({ diagram, ...item }) => {
      const told = diagram === undefined ? "" : toldOf(item, saidBy(diagram));
      return when(told !== "", ["diagram"], `holds ${told}: show what the question gives, not its answer`);
    },
  },
];

export const openDiagramRules: readonly Rule<OpenEntry>[] = [
  { ...altRule, check: ({ diagram }) => (diagram === undefined ? [] : altFindings(diagram)) },
  {
    id: "diagram-tells-answer",
    severity: "error",
    what: "A diagram does not say what a good answer has to",
    check: ({ diagram, prompt, short_answer, key_points }) => {
      if (diagram === undefined) return [];
      const said = saidBy(diagram);
      const seen = contentWords(said);
      const told = key_points.find(({ point }) => {
        const own = ownOf(contentWords, plain(point), [plain(prompt)]);
        return own.length > 1 && own.every((word) => seen.has(word));
      });
      return [
        ...when(told !== undefined, ["diagram"], `holds every word of the key point "${told?.point}"`),
        ...when(
          normalised(said).includes(normalised(plain(short_answer))),
          ["diagram"],
          "holds the short answer",
        ),
      ];
    },
  },
];
