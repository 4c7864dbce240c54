import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { graphemes, inTwo, isolated, label, oneLine } from "../../src/words/line.ts";
import { anyText } from "../platforms/texts.ts";

const FAMILY = "👩‍👩‍👧‍👦";

describe("one line", () => {
  it("is cut between characters as a reader sees them, by their number or as platforms count", () => {
    expect(label(FAMILY.repeat(10), 40)).toBe(`${FAMILY.repeat(3)}…`);
    expect(oneLine(FAMILY.repeat(41), 40)).toBe(`${FAMILY.repeat(39)}…`);
    expect(label("short", 40)).toBe("short");
    expect(label("exactly", 7)).toBe("exactly");
    expect(label("two words", 5)).toBe("two…");
  });

  it("never grows past its limit, whatever it holds", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 50 }), (text, limit) => {
        expect(label(text, limit).length).toBeLessThanOrEqual(limit);
        expect(label(text, limit)).not.toMatch(/\n/);
      }),
    );
  });

  it("is parted between words where it has no room, and nothing is lost", () => {
    expect(inTwo("fits in one", 11)).toEqual(["fits in one", ""]);
    expect(inTwo("two words\nand more", 12)).toEqual(["two words", "and more"]);
    expect(inTwo("nowhere", 4)).toEqual(["nowh", "ere"]);
    expect(inTwo(FAMILY.repeat(2), 12)).toEqual([FAMILY, FAMILY]);
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 50 }), (text, limit) => {
        const [first, rest] = inTwo(text, limit);
        expect(first.length).toBeLessThanOrEqual(limit);
        const whole = oneLine(text, Number.MAX_SAFE_INTEGER);
        expect((first + rest).replaceAll(" ", "")).toBe(whole.replaceAll(" ", ""));
      }),
    );
  });

  it("keeps its direction to itself", () => {
    expect(isolated("שלום")).toBe("\u200E\u2068שלום\u2069");
    expect(isolated("Ada")).toBe("Ada");
  });

  it("loses nothing when it is taken apart", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(graphemes(text).join("")).toBe(text);
      }),
    );
  });
});
