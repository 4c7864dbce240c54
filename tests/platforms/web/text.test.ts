import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Card } from "../../../src/cards/model.ts";
import { draw } from "../../../src/platforms/web/draw/index.ts";
import { inline, personName } from "../../../src/platforms/web/draw/text.ts";
import { clean } from "../../../src/words/inline.ts";
import { oneLine } from "../../../src/words/line.ts";
import { anyText } from "../texts.ts";
import { squeezed } from "../texts-of.ts";

const graphemes = (text: string) => [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)];

const CARD: Card = {
  kind: "notice",
  visibility: "channel",
  tone: "info",
  level: null,
  title: "",
  chips: [],
  spoken: [],
  blocks: [],
  buttons: [],
  ping: null,
  round: null,
};

describe("texts for the page", () => {
  it("keep everything that can be seen", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ unit: "binary" })), (text) => {
        expect(squeezed(clean(text))).toBe(squeezed(text));
        expect(clean(text)).not.toMatch(/[\u202A-\u202E\u2066-\u2069\p{Cs}]/u);
      }),
    );
  });

  it("give names one line of at most forty graphemes", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ unit: "grapheme", maxLength: 200 })), (text) => {
        const name = personName(text);
        expect(name).not.toMatch(/\n/);
        expect(graphemes(name).length).toBeLessThanOrEqual(40);
      }),
    );
  });

  it.each([
    ["  Ada\n\tLovelace ", "Ada Lovelace"],
    ["שלום", "שלום"],
    ["a".repeat(41), `${"a".repeat(39)}…`],
    ["👩‍👩‍👧‍👦".repeat(41), `${"👩‍👩‍👧‍👦".repeat(39)}…`],
  ])("show the name %j as %j", (text, name) => expect(personName(text)).toBe(name));

  it("cut a letter with thousands of marks in no time and to little", () => {
    expect(oneLine(`a${"\u0301".repeat(100_000)}`, 40).length).toBeLessThan(2_000);
  });

  it("link to the web alone", () => {
    const links = (url: string) =>
      draw({ ...CARD, blocks: [{ type: "links", label: "L", links: [{ title: "T", url }] }] });
    const types = (url: string) => links(url).blocks.map(({ type }) => type);
    const within = (url: string) => inline({ type: "link", text: "T", url }).type;
    const picture = (url: string) =>
      draw({
        ...CARD,
        blocks: [{ type: "picture", alt: "A", source: { kind: "url", url }, instead: null }],
      }).blocks[0]?.type;
    for (const url of ["https://example.org/", "http://example.org/?q=a b"])
      expect([types(url), within(url), picture(url)]).toEqual([["links"], "link", "picture"]);
    for (const url of ["javascript:alert(1)", "data:text/html,x", "no url", "", "file:///etc/passwd"])
      expect([types(url), within(url), picture(url)]).toEqual([["list"], "text", "footnote"]);
  });

  it("name channels and members, and what is neither by its id", () => {
    const shown = ([to, id]: ["group" | "member" | "role", string]) =>
      inline(to === "group" ? { type: "mention", to, id, direct: "" } : { type: "mention", to, id });
    expect(
      (
        [
          ["group", "study-group"],
          ["member", "ben"],
          ["role", "r1"],
          ["group", "C1"],
        ] as const
      ).map((one) => shown([...one])),
    ).toEqual([
      { type: "mention", text: "#study-group" },
      { type: "mention", text: "@Ben" },
      { type: "mention", text: "@r1" },
      { type: "name", text: "C1" },
    ]);
  });
});
