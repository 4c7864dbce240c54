import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  clean,
  linkBlock,
  markup,
  oneLine,
  paragraphs,
  personName,
  sentence,
} from "../../../src/platforms/web/view/text.ts";
import { anyMarkup, anyText } from "../texts.ts";
import { squeezed } from "../texts-of.ts";

const graphemes = (text: string) => [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)];

describe("texts for the page", () => {
  it("keep everything that can be seen", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ unit: "binary" })), (text) => {
        expect(squeezed(clean(text))).toBe(squeezed(text));
        expect(clean(text)).not.toMatch(/[\u202A-\u202E\u2066-\u2069\p{Cs}]/u);
      }),
    );
  });

  it("are the same whether they are laid out at a stretch or by paragraphs", () => {
    const read = (parts: readonly { type: string; text?: string }[]) =>
      parts.map((part) => part.text ?? "").join("");
    fc.assert(
      fc.property(anyMarkup, (text) => {
        const apart = paragraphs(text).map((part) => read(part as { type: string; text?: string }[]));
        expect(squeezed(apart.join(""))).toBe(
          squeezed(read(markup(text) as { type: string; text?: string }[])),
        );
      }),
    );
    expect(paragraphs("one\ntwo `a\n`\n```\nx\ny\n```")).toHaveLength(4);
  });

  it("give names one line of at most forty graphemes", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ unit: "grapheme", maxLength: 200 })), (text) => {
        const name = personName(text);
        expect(name).not.toMatch(/^$|\n/);
        expect(graphemes(name).length).toBeLessThanOrEqual(40);
      }),
    );
  });

  it.each([
    ["  Ada\n\tLovelace ", "Ada Lovelace"],
    ["", "someone"],
    ["\u202E\u200B", "someone"],
    ["שלום", "שלום"],
    ["a".repeat(41), `${"a".repeat(39)}…`],
    ["👩‍👩‍👧‍👦".repeat(41), `${"👩‍👩‍👧‍👦".repeat(39)}…`],
  ])("show the name %j as %j", (text, name) => expect(personName(text)).toBe(name));

  it("cut a letter with thousands of marks in no time and to little", () => {
    expect(oneLine(`a${"\u0301".repeat(100_000)}`, 40).length).toBeLessThan(2_000);
  });

  it("link to the web alone", () => {
    const link = (url: string) => linkBlock([{ title: "T", url }])[0]?.type;
    expect(["https://example.org/", "http://example.org/?q=a b"].map(link)).toEqual(["links", "links"]);
    const others = ["javascript:alert(1)", "data:text/html,x", "no url", "", "file:///etc/passwd"];
    expect(others.map(link)).toEqual(others.map(() => "list"));
  });

  it("make what can be typed a command, and name channels and members", () => {
    expect(
      sentence([
        { code: "/dlq cnn" },
        { code: "/dlqx" },
        { group: "study-group" },
        { member: "ben" },
        { group: "C1" },
      ]),
    ).toEqual([
      { type: "command", line: "cnn" },
      { type: "code", text: "/dlqx" },
      { type: "mention", text: "#study-group" },
      { type: "mention", text: "@Ben" },
      { type: "name", text: "C1" },
    ]);
  });
});
