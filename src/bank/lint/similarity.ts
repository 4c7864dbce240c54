import type { ChoiceCase } from "./rule.ts";
import { wordsOf } from "./words.ts";

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((word) => b.has(word)).length;
  return both === 0 ? 0 : both / (a.size + b.size - both);
}

/** How similar each option is to the three others: the mean Jaccard index of their words. */
export function similarity({ options }: ChoiceCase): number[] {
  const words = options.map(({ text }) => new Set(wordsOf(text)));
  return words.map((own, i) =>
    sum(words.map((other, j) => (i === j ? 0 : jaccard(own, other) / (words.length - 1)))),
  );
}
