import { describe, expect, it } from "vitest";
import { addExample, emptyNormal, fitWithout } from "../../../src/bank/lint/ridge.ts";
import { bestGuesses } from "../../../src/bank/lint/stem-classifier.ts";
import { loneTop } from "../../../src/bank/lint/stem-features.ts";
import { randomFrom } from "../../../src/engine/rules/random.ts";
import { bankOf, rewrite } from "./neutral-bank.ts";

const share = (items: Parameters<typeof bestGuesses>[0]) => {
  const { guesses } = bestGuesses(items);
  return guesses.reduce((sum, { found }) => sum + found, 0) / guesses.length;
};

describe("the model that sees stem and options", () => {
  const { choice } = bankOf();
  const repeating = choice.map((item) =>
    rewrite(item, (text, place) => (place === 0 ? `${item.stem.split(" ")[3]} ${text}` : `baba ${text}`)),
  );

  it("is right about a quarter of the time where nothing tells the key", () => {
    expect(share(choice)).toBeGreaterThan(0.18);
    expect(share(choice)).toBeLessThan(0.3);
  });

  it("finds keys that repeat the stem, which the options alone do not show", () => {
    expect(share(repeating)).toBeGreaterThan(0.8);
    expect(bestGuesses(repeating).hints.join()).toContain("keys have more of: words of the stem");
  });

  it("learns nothing from other items of the same topic", () => {
    const marked = choice.map((item) =>
      rewrite(item, (text, place) =>
        place === 0 ? `${item.topic.replace("-", "")} ${text}` : `baba ${text}`,
      ),
    );
    const unlike = (topic: string) => marked.map((item) => ({ ...item, topic }));
    expect(share(marked.map((item) => ({ ...item, topic: item.id })))).toBeGreaterThan(0.8);
    expect(() => share(unlike("one"))).not.toThrow();
    expect(share(unlike("one"))).toBeLessThan(0.3);
  });

  it("says the same whatever the order of the items", () => {
    expect(bestGuesses(randomFrom("order").shuffle(choice))).toEqual(bestGuesses(choice));
  });
});

describe("its parts", () => {
  it("fit a line through points, and leave out what they are told to", () => {
    const [all, left] = [emptyNormal(2), emptyNormal(2)];
    for (const [x, y] of [
      [1, 5],
      [2, 7],
      [3, 9],
    ] as const)
      addExample(all, Float64Array.of(1, x), y);
    for (const normal of [all, left]) addExample(normal, Float64Array.of(1, 4), 1000);
    const [constant = 0, slope = 0] = fitWithout(all, left, 1e-9);
    expect(constant).toBeCloseTo(3, 5);
    expect(slope).toBeCloseTo(2, 5);
  });

  it("see which of four stands alone at the top or the bottom", () => {
    expect([loneTop([1, 3, 2, 0]), loneTop([3, 3, 2, 0]), loneTop([3, 3, 2, 0], -1)]).toEqual([1, -1, 3]);
  });
});
