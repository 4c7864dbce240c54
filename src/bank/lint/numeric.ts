import { readNumbers } from "../numbers.ts";
import { type ChoiceCase, type Rule, when } from "./rule.ts";

const same = <T>(values: readonly T[]) => new Set(values).size === 1;

/** Options that are all numbers are shown in numeric order by the way they are dealt; the rest is checked here. */
export const numericRules: readonly Rule<ChoiceCase>[] = [
  {
    id: "numeric-unit",
    severity: "error",
    what: "Numeric options have one unit",
    check: ({ options: [key, ...distractors] }) => {
      const numbers = readNumbers([key, ...distractors].map(({ text }) => text));
      if (!numbers || same(numbers.map(({ unit }) => unit))) return [];
      const units = [...new Set(numbers.map(({ unit }) => unit || "no unit"))].join(", ");
      return [
        { path: key.path, message: `the options have different units (${units}): write all four in one` },
      ];
    },
  },
  {
    id: "numeric-precision",
    severity: "error",
    what: "Numeric options have one precision: as many decimals, or as many significant digits",
    check: ({ options: [key, ...distractors] }) => {
      const numbers = readNumbers([key, ...distractors].map(({ text }) => text));
      if (!numbers) return [];
      const even = same(numbers.map((n) => n.decimals)) || same(numbers.map((n) => n.significant));
      const shown = numbers.map((n) => n.decimals).join(", ");
      return when(
        !even,
        key.path,
        `the options have ${shown} decimals: write all four with the same precision`,
      );
    },
  },
  {
    id: "numeric-alike",
    severity: "error",
    what: "No two numeric options have the same value",
    check: ({ options }) => {
      const numbers = readNumbers(options.map(({ text }) => text));
      const shown = numbers?.map(({ value, unit }) => `${value} ${unit}`) ?? [];
      return options.flatMap(({ path, text }, i) =>
        when(
          shown.indexOf(shown[i] ?? "") >= 0 && shown.indexOf(shown[i] ?? "") < i,
          path,
          `"${text}" has the value of another option`,
        ),
      );
    },
  },
];
