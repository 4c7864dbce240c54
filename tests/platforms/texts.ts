import fc, { type Arbitrary } from "fast-check";

/** Texts that try everything: markup, mentions, links, both directions, any length. */

const HOSTILE = [
  "@everyone",
  "@here",
  "<@123456789012345678>",
  "<@&123456789012345678>",
  "<#123456789012345678>",
  "<!channel>",
  "<!here>",
  "<@U012ABCDEF>",
  "<https://evil.example|click>",
  "[click](https://evil.example)",
  "https://evil.example/x?y=1&z=2",
  "**bold** __under__ ~~gone~~ ||spoiler||",
  "*a*b_c_d ~e~",
  "# heading",
  "\n- list\n1. one\n> quote\n-# small",
  "<t:0:R> <:smile:123456789012345678> &amp; &lt;b&gt;",
  "\\\\ \\* back\\slash",
  "`unpaired tick",
  "שלום עולם",
  "\u202Egnp.exe\u202C",
  "👩‍👩‍👧‍👦 é 🇦🇧",
  "∂L/∂w = Σᵢ xᵢ·δ ≤ 1e-3",
] as const;

const word = fc.stringMatching(/^[a-zA-Z0-9]{1,12}$/);
const long = fc.integer({ min: 50, max: 700 }).map((n) => "gradient ".repeat(n / 9));
const code = fc.constantFrom(
  "`x[:, None] @ w`",
  "`**kwargs`",
  "```python\nfor x in xs:\n    print(f'{x}')  # @everyone\n```",
  `\`\`\`\n${"row of a table | 1 | 2\n".repeat(40)}end\n\`\`\``,
);

function joined(...parts: Arbitrary<string>[]): Arbitrary<string> {
  return fc
    .array(fc.oneof(...parts), { minLength: 1, maxLength: 12 })
    .map((list) => list.join(" "))
    .filter((text) => text.trim() !== "");
}

/** Plain text: names, typed answers, reasons. */
export const anyText = joined(
  word,
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: "grapheme", maxLength: 40 }),
);
/** Markup text as the bank holds it. */
export const anyMarkup = joined(word, word, fc.constantFrom(...HOSTILE), code);
export const longMarkup = joined(word, fc.constantFrom(...HOSTILE), code, long);
export const anyName = fc.oneof(anyText, fc.constant(""), fc.constant("ק".repeat(200)), word);
