import fc from "fast-check";
import { expect, it } from "vitest";
import { remembered } from "../../src/words/remembered.ts";

it("gives what the function gives, whatever was asked before", () => {
  const plain = (text: string) => `${text.length}:${text}`;
  const quick = remembered(plain);
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 50 }), (texts) => {
      for (const text of texts) expect(quick(text)).toBe(plain(text));
    }),
  );
});

it("makes a text once while it is in use, and lets go what is not", () => {
  const made: string[] = [];
  const quick = remembered((text) => made.push(text));
  for (let i = 0; i < 20_000; i++) {
    quick("in use");
    quick(`other ${i}`);
  }
  expect(made.filter((text) => text === "in use")).toHaveLength(1);
  quick("other 0");
  expect(made.filter((text) => text === "other 0")).toHaveLength(2);
  const long = "x".repeat(5_000);
  quick(long);
  quick(long);
  expect(made.filter((text) => text === long)).toHaveLength(2);
});
