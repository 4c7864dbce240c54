import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markup as marked } from "../../../src/cards/build.ts";
import { plain } from "../../../src/engine/words/text.ts";
import { written } from "../../../src/platforms/discord/draw/inline.ts";
import {
  code,
  cut,
  literal,
  person,
  shownName,
  split,
  write,
} from "../../../src/platforms/discord/draw/markup.ts";
import type { Text } from "../../../src/words/flow.ts";
import { read } from "../../stand-ins/discord/reading.ts";
import { anyMarkup, anyName, anyText, longMarkup } from "../texts.ts";
import { squeezed } from "../texts-of.ts";

const markup = (source: string) => written(marked(source));
const reads = (text: Text) => read(write(text));

describe("text for Discord", () => {
  it("reads exactly as it was written, and nothing in it has an effect", () => {
    fc.assert(
      fc.property(anyText, (source) => {
        const reading = reads([literal(source)]);
        expect(squeezed(reading.text)).toBe(squeezed(source));
        expect([reading.mentions, reading.links, reading.styled]).toEqual([[], [], []]);
      }),
    );
  });

  it.each([
    ["- list", "\\- list"],
    ["3. list", "3\\. list"],
    ["a\n  12. list\n - list", "a\n  12\\. list\n \\- list"],
    ["In all 1,601 × 48 = 76,848.", "In all 1,601 × 48 = 76,848."],
    ["a - b, 3.5 and x_1", "a - b, 3.5 and x\\_1"],
    ["A @ B", "A @ B"],
    ["@everyone", "@\u200Beveryone"],
    ["https://x.y", "https\\://x.y"],
    ["a\r\nb\u0000\u202Ec", "a\nbc"],
  ])("writes %j as it has to be", (source, written) => {
    expect(write([literal(source)])).toBe(written);
  });

  it("keeps code as code, whatever it holds", () => {
    fc.assert(
      fc.property(anyText, anyMarkup, (inline, source) => {
        expect(squeezed(reads([code(inline)]).text)).toBe(squeezed(inline));
        expect(squeezed(reads(markup(source)).text)).toBe(squeezed(plain(source)));
      }),
    );
  });

  it("splits without losing anything or leaving a mark open", () => {
    fc.assert(
      fc.property(longMarkup, fc.integer({ min: 40, max: 400 }), (source, limit) => {
        const pieces = split(markup(source), limit);
        for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(limit);
        const readings = pieces.map(read);
        expect(squeezed(readings.map((r) => r.text).join(""))).toBe(squeezed(plain(source)));
        expect(readings.flatMap((r) => [...r.mentions, ...r.links, ...r.styled])).toEqual([]);
      }),
    );
  });

  it("cuts at a limit, with an ellipsis, and never inside an escape", () => {
    fc.assert(
      fc.property(longMarkup, fc.integer({ min: 40, max: 400 }), (source, limit) => {
        const short = cut(markup(source), limit);
        expect(short.length).toBeLessThanOrEqual(limit);
        const text = squeezed(read(short).text);
        if (short !== write(markup(source))) expect(text.endsWith("…")).toBe(true);
        expect(squeezed(plain(source)).startsWith(text.replace(/…$/, ""))).toBe(true);
      }),
    );
  });

  it("breaks between words or lines where it can", () => {
    expect(split([literal("one two three four")], 10)).toEqual(["one two ", "three four"]);
    expect(split(markup("```python\nfirst = 1\nsecond = 2\n```"), 30)).toEqual([
      "```python\nfirst = 1\n\n```",
      "```python\nsecond = 2\n```",
    ]);
  });

  it("shows a name on one line, cut, and keeps its direction to itself", () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const reading = reads([person(name)]);
        expect(reading.text).not.toContain("\n");
        expect([...new Intl.Segmenter("en").segment(shownName(name))].length).toBeLessThanOrEqual(43);
        expect([reading.mentions, reading.links, reading.styled]).toEqual([[], [], []]);
      }),
    );
    expect(shownName("שרה")).toBe("\u200E\u2068שרה\u2069");
    expect(shownName("\u202Eevil\n name")).toBe("evil name");
  });
});
