import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearDuplicates } from "../../../src/bank/lint/duplicates.ts";
import { normalised } from "../../../src/bank/lint/words.ts";

/** The Jaccard index of character 5-grams, straight from its definition. */
function jaccard(a: string, b: string): number {
  const grams = (text: string) => {
    const clean = ` ${normalised(text)} `;
    return new Set(Array.from({ length: Math.max(0, clean.length - 4) }, (_, i) => clean.slice(i, i + 5)));
  };
  const [one, two] = [grams(a), grams(b)];
  const both = [...one].filter((gram) => two.has(gram)).length;
  return both === 0 ? 0 : both / (one.size + two.size - both);
}

describe("near-duplicates", () => {
  it("are pairs with the first text that is alike", () => {
    const texts = [
      "How large is the output of a 3×3 convolution with stride 2 on a 32×32 map?",
      "Why does batch normalization behave differently in evaluation?",
      "How large is the output of a 3×3 convolution with stride 3 on a 32×32 map?",
      "how large is the output of a 3×3 convolution with stride 2 on a 32×32 map",
    ];
    expect(nearDuplicates(texts)).toEqual([
      { first: 0, second: 2, alike: jaccard(texts[0]!, texts[2]!) },
      { first: 0, second: 3, alike: 1 },
    ]);
  });

  it("are exactly those with a Jaccard index of 0.8 or more", () => {
    const text = fc.array(
      fc.constantFrom("the loss", "falls", "after", "an epoch", "of training", "and rises"),
      {
        minLength: 3,
        maxLength: 12,
      },
    );
    let alike = 0;
    fc.assert(
      fc.property(text, fc.array(fc.nat(11), { maxLength: 2 }), (words, left) => {
        const a = words.join(" ");
        const b = words.filter((_, i) => !left.includes(i)).join(" ");
        const expected = jaccard(a, b) >= 0.8;
        if (expected) alike++;
        expect(nearDuplicates([a, b]).length).toBe(expected ? 1 : 0);
      }),
    );
    expect(alike).toBeGreaterThan(10);
  });

  it("are none among texts too short to have five characters", () => {
    expect(nearDuplicates(["", "a", "a"])).toEqual([]);
  });
});
