import { describe, expect, it } from "vitest";
import { guessKeys, tellingSignals } from "../../../src/bank/lint/classifier.ts";
import type { ChoiceCase } from "../../../src/bank/lint/rule.ts";
import { randomFrom } from "../../../src/engine/rules/random.ts";
import { bankOf, rewrite } from "./neutral-bank.ts";

/** Few enough that each is seen often. */
const CONCEPTS = 10;

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
    const items = choice.map((item, i) => {
      const concept = i % CONCEPTS;
      const own = (place: number) => mark(place === 0 ? concept : CONCEPTS + i * 4 + place);
      return { ...rewrite(item, (text, place) => `${own(place)} ${text}`), concept: String(concept) };
    });
    expect(found(items)).toBeLessThan(0.35);
    // The same items, as if each were a concept of its own, so that the marks are seen in training.
    expect(found(items.map((item) => ({ ...item, concept: item.id })))).toBeGreaterThan(0.6);
  });

  it("can say what keys have more of", () => {
    expect(tellingSignals(choice)).toEqual([]);
    const told = tellingSignals(
      choice.map((item) => rewrite(item, (text, place) => (place === 0 ? `${text}, 1` : text))),
    );
    expect(told).toEqual(
      expect.arrayContaining(["keys have more of: commas and colons", "keys have more of: digits"]),
    );
    const less = tellingSignals(
      choice.map((item) => rewrite(item, (text, place) => (place === 0 ? text : `${text}, 1`))),
    );
    expect(less).toContain("keys have less of: commas and colons");
  });

  it("says the same every time, whatever the order of the items", () => {
    const guesses = guessKeys(choice);
    expect(guessKeys(choice)).toEqual(guesses);
    expect(guessKeys(randomFrom("order").shuffle(choice))).toEqual(guesses);
  });
});
