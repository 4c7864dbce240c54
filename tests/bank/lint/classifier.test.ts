import { describe, expect, it } from "vitest";
import { guessKeys } from "../../../src/bank/lint/classifier.ts";
import type { ChoiceCase } from "../../../src/bank/lint/rule.ts";
import { randomFrom } from "../../../src/engine/rules/random.ts";
import { bankOf, CONCEPTS, rewrite } from "./neutral-bank.ts";

const found = (items: readonly ChoiceCase[]) => {
  const guesses = guessKeys(items);
  return guesses.reduce((sum, guess) => sum + guess.found, 0) / guesses.length;
};

describe("the classifier that sees options alone", () => {
  const { choice } = bankOf();

  it("is right about a quarter of the time where nothing tells the key", () => {
    expect(found(choice)).toBeGreaterThan(0.17);
    expect(found(choice)).toBeLessThan(0.3);
  });

  it.each<[string, (text: string, place: number) => string]>([
    ["a word", (text, place) => (place === 0 ? `${text} because` : `${text} dabadaba`)],
    ["punctuation", (text, place) => (place === 0 ? `${text},` : text)],
    ["length", (text, place) => (place === 0 ? text : `${text} baba`)],
    [
      "a pair of words",
      (text, place) => (place === 0 ? `loss falls ${text}` : place === 1 ? `falls loss ${text}` : text),
    ],
  ])("finds keys that %s gives away", (_, give) => {
    expect(found(choice.map((item) => rewrite(item, give)))).toBeGreaterThan(0.8);
  });

  it("learns nothing from other items of the same concept", () => {
    // Each concept marks its keys with a word of its own: whoever has seen one of them knows the rest.
    const mark = (number: number) => `word${String(number).padStart(4, "0")}`;
    const items = choice.map((item, i) =>
      rewrite(
        item,
        (text, place) => `${mark(place === 0 ? i % CONCEPTS : CONCEPTS + i * 4 + place)} ${text}`,
      ),
    );
    expect(found(items)).toBeLessThan(0.35);
    // The same items, as if each were a concept of its own, so that the marks are seen in training.
    expect(found(items.map((item) => ({ ...item, concept: item.id })))).toBeGreaterThan(0.6);
  });

  it("says the same every time, whatever the order of the items", () => {
    const guesses = guessKeys(choice);
    expect(guessKeys(choice)).toEqual(guesses);
    expect(guessKeys(randomFrom("order").shuffle(choice))).toEqual(guesses);
  });
});
