import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plain, type Span, spans } from "../../src/engine/words/text.ts";

const again = ({ kind, text, lang = "" }: Span) =>
  kind === "text" ? text : kind === "code" ? `\`${text}\`` : `\`\`\`${lang}\n${text}\n\`\`\``;

describe("markup text", () => {
  it("is taken apart into text, inline code and blocks", () => {
    expect(spans("Look at `x[0]`:\n```py\nx = 1\ny = `2`\n```\nWhy?")).toEqual([
      { kind: "text", text: "Look at " },
      { kind: "code", text: "x[0]" },
      { kind: "text", text: ":\n" },
      { kind: "block", text: "x = 1\ny = `2`", lang: "py" },
      { kind: "text", text: "\nWhy?" },
    ]);
  });

  it.each([
    ["", []],
    ["a ` b", [{ kind: "text", text: "a ` b" }]],
    ["`a\nb`", [{ kind: "text", text: "`a\nb`" }]],
    ["``", [{ kind: "text", text: "``" }]],
    ["```\nx\n```", [{ kind: "block", text: "x" }]],
    ["```\nnever closed", [{ kind: "text", text: "```\nnever closed" }]],
  ])("%j has no surprises", (text, expected) => {
    expect(spans(text)).toEqual(expected);
  });

  it("loses nothing, whatever the text", () => {
    const pieces = fc.array(
      fc.oneof(fc.constantFrom("`", "```", "\n", "```py\n", "\n```"), fc.string({ maxLength: 5 })),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join("");
        expect(spans(text).map(again).join("")).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it("reads as plain text without backticks", () => {
    expect(plain("Call `f(x)`:\n```\ny\n```")).toBe("Call f(x):\ny");
  });
});
