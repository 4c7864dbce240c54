import { describe, expect, it } from "vitest";
import { mentionedIn } from "../../src/command/mentioned.ts";
import { realBank } from "./real.ts";

const { domains } = realBank();
const named = (text: string, most = 4) => mentionedIn(domains.subject, text, most).map(({ label }) => label);

describe("what a message names", () => {
  it.each([
    [
      "I still don't get why batch norm needs running statistics at test time, and what dropout does then",
      ["Batch normalization", "Dropout"],
    ],
    [
      "flash attention, then rope and the KV cache?",
      ["FlashAttention", "KV cache", "Rotary position embedding"],
    ],
    ["Residualnetze? Nein: vanishing gradients!", ["Vanishing gradients"]],
    ["Has anybody tried SAM lately?", ["Promptable segmentation (SAM)"]],
  ])("finds the names in: %s", (text, expected) => {
    expect(named(text)).toEqual(expected);
  });

  it.each([
    "Good morning all, who is up for lunch? He said the test was in the history channel",
    "Sam and Ann read the text in the language of their memory",
    "it is a zero on my score, react to this with the key value",
    "see https://example.org/attention/dropout",
    "MY SCORE IS ZERO, TEST THE KEY",
    "",
  ])("takes no everyday word for a name: %s", (text) => {
    expect(named(text)).toEqual([]);
  });

  it("names each thing once, the more telling name first, and not more than asked for", () => {
    expect(named("attention, attention, multi-head attention and dropout and dropout", 2)).toEqual([
      "Multi-head attention",
      "Attention",
    ]);
  });

  it("reads no more of a text than of the longest line, whatever it is made of", () => {
    expect(named(`${"x ".repeat(20_000)}dropout`)).toEqual([]);
    expect(named(`dropout ${"\u0301".repeat(50_000)}`)).toEqual(["Dropout"]);
  });
});
