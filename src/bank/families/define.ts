import type { MarkupText } from "../../engine/words/item.ts";
import { type Display, isShownWhole, num } from "./display.ts";
import type { NumericFamily, WrongComputation } from "./family.ts";

/** A wrong computation whose explanation is handed the value it leads to, as shown. */
interface Mistake<P> extends Omit<WrongComputation<P>, "because"> {
  because(params: P, shown: string): MarkupText;
}

interface FamilySpec<P> extends Omit<NumericFamily<P>, "wrong" | "solution" | "show"> {
  display(params: P): Display;
  /** Whether the asked quantity could have this value at all: a probability lies between 0 and 1. */
  possible(value: number): boolean;
  wrong: readonly Mistake<P>[];
  /** Must end in the key as shown. */
  solution(params: P, shown: string): MarkupText;
}

const RELATION = /(?:=|\\approx) $/;
const relation = (exact: boolean) => (exact ? "= " : "\\approx ");

/**
 * Template tag for texts that hold TeX: backslashes stand for themselves, numbers are shown by `num`. The
 * relation before a number, `=` or `\approx`, becomes the one that is true of the number as shown.
 */
export function tex(strings: TemplateStringsArray, ...values: (string | number)[]): MarkupText {
  return values.reduce<string>((text, value, i) => {
    const rest = strings.raw[i + 1] ?? "";
    if (typeof value === "string") return text + value + rest;
    return text.replace(RELATION, relation(isShownWhole(value))) + num(value) + rest;
  }, strings.raw[0] ?? "");
}

/** Inline code. */
export const code = (text: string): MarkupText => `\`${text}\``;

const MOST_ATTEMPTS = 1000;

/**
 * A numeric family from its parts. Parameters are drawn again while the question would not be fair: the key
 * lies so near a rounding boundary that the last digit depends on the way of computing, a wrong value is
 * impossible for the asked quantity, one differs from the key by no more than rounding on the way could, or
 * all lie on one side of the key, which would then be the smallest or the largest option for sure.
 *
 * @throws if no fair draw turns up in a thousand attempts, which no family does.
 */
export function defineFamily<P>(spec: FamilySpec<P>): NumericFamily<P> {
  const show = (value: number, params: P) => spec.display(params).show(value);
  const possible = (value: number) => Number.isFinite(value) && spec.possible(value);

  /** The text with the relation before the shown value that is true of it: `=` unless it was rounded. */
  const related = (text: MarkupText, value: number, params: P): MarkupText => {
    const digits = value / spec.display(params).step(value);
    const exact = Math.abs(digits - Math.round(digits)) < 1e-6;
    const shown = show(value, params).replaceAll(".", String.raw`\.`);
    return text.replaceAll(
      new RegExp(String.raw`(?:=|\\approx) (?=${shown}(?![\d.,]*\d))`, "g"),
      relation(exact),
    );
  };

  const fair = (params: P): boolean => {
    const key = spec.key(params);
    const display = spec.display(params);
    const step = display.step(key);
    const beyondDigit = Math.abs(key / step) % 1;
    if (!possible(key) || Math.abs(beyondDigit - 0.5) < 0.02) return false;
    const values = spec.wrong.map((mistake) => mistake.value(params));
    const different = values.filter((value) => display.show(value) !== display.show(key));
    return (
      values.every(possible) &&
      different.every((value) => Math.abs(value - key) > (display.apart - 0.5) * step) &&
      different.some((value) => value < key) &&
      different.some((value) => value > key)
    );
  };

  const { id, topic, concept, difficulty, asks } = spec;
  return {
    id,
    topic,
    concept,
    difficulty,
    asks,
    draw(random) {
      for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        const params = spec.draw(random);
        if (fair(params)) return params;
      }
      throw new Error(`The numeric family ${id} found no fair draw in ${MOST_ATTEMPTS} attempts`);
    },
    stem: (params) => spec.stem(params),
    key: (params) => spec.key(params),
    wrong: spec.wrong.map(({ name, value, because }) => ({
      name,
      value,
      because: (params) => related(because(params, show(value(params), params)), value(params), params),
    })),
    solution: (params) =>
      related(spec.solution(params, show(spec.key(params), params)), spec.key(params), params),
    show,
  };
}
