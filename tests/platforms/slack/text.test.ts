import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markup as rich } from "../../../src/cards/build.ts";
import { plain } from "../../../src/engine/words/text.ts";
import { cut, literal, mention, name, split, written } from "../../../src/platforms/slack/draw/text.ts";
import { decodeLine } from "../../../src/platforms/slack/line.ts";
import type { Text } from "../../../src/words/flow.ts";
import { escapingProblems } from "../../stand-ins/slack/blocks.ts";
import { asSeen, type Reading, readMrkdwn } from "../../stand-ins/slack/reading.ts";
import { anyMarkup, anyText, longMarkup } from "../texts.ts";
import { squeezed } from "../texts-of.ts";

/** Text of the question bank. */
const markup = (text: string): Text => written(rich(text));
const bold = (text: string): Text => written([{ type: "strong", text }]);
const link = (text: string, url: string): Text => written([{ type: "link", text, url }]);

function reads(parts: readonly string[]): Reading {
  const reading: Reading = { text: "", mentions: [], links: [], styled: [] };
  reading.text = parts.map((part) => readMrkdwn(part, true, reading)).join("");
  return reading;
}

describe("text on Slack", () => {
  it.each([
    "*bold* _italic_ ~gone~",
    "a *`x`* b",
    "> quote",
    ":fire: and :one:",
    "<!channel> <@U012ABCDEF> <#C012ABCDEF> <https://evil.example|click>",
    "`unpaired",
    "&amp; &lt;b&gt; <b>",
    "@here @channel @everyone",
    "https://evil.example/x",
  ])("shows %s as it stands", (text) => {
    const { text: read, ...interpreted } = reads(split(markup(text), 3000));
    expect(squeezed(read)).toBe(squeezed(plain(text)));
    expect(interpreted).toEqual({ mentions: [], links: [], styled: [] });
  });

  it("keeps what styles nothing: identifiers, products, times", () => {
    const text = "batch_size, 3 * 4, 10:30, x ~ N(0, 1)";
    expect(split([literal(text)], 3000)).toEqual([text]);
  });

  it("reads any markup whole, literally, in parts of any size", () => {
    fc.assert(
      fc.property(
        fc.oneof(anyMarkup, longMarkup, anyText),
        fc.integer({ min: 60, max: 3000 }),
        (text, limit) => {
          const parts = split(markup(text), limit);
          for (const part of parts) {
            expect(part.length).toBeLessThanOrEqual(limit);
            expect(escapingProblems(part)).toEqual([]);
          }
          const { text: read, ...interpreted } = reads(parts);
          expect(squeezed(read)).toBe(asSeen(squeezed(plain(text))));
          expect(interpreted).toEqual({ mentions: [], links: [], styled: [] });
        },
      ),
      { numRuns: 300 },
    );
  });

  it("cuts with an ellipsis, never inside a character, an entity or a style", () => {
    expect(cut([literal("a&b".repeat(10))], 12)).toMatch(/^a&amp;ba.*…$/);
    expect(cut(bold("x".repeat(50)), 20)).toMatch(/^\*x+\*…$/);
    expect(cut([literal("👩‍👩‍👧‍👦".repeat(9))], 30)).toMatch(/^(👩‍👩‍👧‍👦)+…$/u);
    expect(cut([literal("short")], 20)).toBe("short");
    fc.assert(
      fc.property(longMarkup, fc.integer({ min: 30, max: 900 }), (text, limit) => {
        const short = cut(markup(text), limit);
        expect(short.length).toBeLessThanOrEqual(limit);
        expect(escapingProblems(short)).toEqual([]);
      }),
    );
  });

  it("separates a style from the letters it touches", () => {
    const [text] = split([literal("3x"), ...markup("`Conv2d`s"), ...bold("A"), literal("b")], 3000);
    expect(text).toBe("3x\u200B`Conv2d`\u200Bs\u200B*A*\u200Bb");
  });

  it("gives names one line, 40 characters, and a direction of their own", () => {
    const shown = (text: string) => split([name(text)], 3000)[0];
    expect(shown("Ada\n\u202ELovelace\u0007")).toBe("Ada Lovelace");
    expect(shown("שלום")).toBe("\u200E\u2068שלום\u2069");
    expect(shown("x".repeat(99))).toBe(`${"x".repeat(39)}…`);
    expect(shown("<!channel> *Bob*")).toBe("&lt;!channel&gt; \u2217Bob\u2217");
  });

  it("writes times, channels, members, groups and links as Slack's tokens", () => {
    const at = Date.UTC(2026, 10, 20, 9, 0);
    const text = split(
      [
        ...written([
          { type: "time", at, style: "clock" },
          { type: "text", text: " " },
          { type: "mention", to: "group", id: "C012", direct: "" },
          { type: "text", text: " " },
          { type: "mention", to: "member", id: "U012" },
          { type: "text", text: " " },
        ]),
        mention("S012"),
        literal(" "),
        ...link("a|b", "https://x.example/?a=1&b=|"),
      ],
      3000,
    )[0];
    expect(text).toBe(
      "<!date^1795165200^{time}|2026-11-20 09:00 UTC> <#C012> <@U012> <!subteam^S012> <https://x.example/?a=1&amp;b=%7C|a\u2223b>",
    );
    expect(split(written([{ type: "time", at, style: "relative" }]), 3000)[0]).toContain(
      "{date_short_pretty}, {time}",
    );
    expect(split(link("no", "javascript:alert(1)"), 3000)).toEqual(["no"]);
    const direct = { type: "mention", to: "group", id: "D012", direct: "diese *Unterhaltung*" } as const;
    expect(split(written([direct]), 3000)).toEqual(["diese \u2217Unterhaltung\u2217"]);
    expect(mention("here").text).toBe("here");
  });
});

describe("the line of a slash command", () => {
  it.each([
    ["cnn &amp; rnn &lt;x&gt;", "cnn & rnn <x>"],
    ["daily set time:“9:00” channel:<#C012AB|general>", 'daily set time:"9:00" channel:C012AB'],
    ["daily manager add:<@U012AB|ada> ping:<!subteam^S012|@team>", "daily manager add:U012AB ping:S012"],
    ["report it’s on <https://x.example/?a=1&amp;b=2>", "report it's on https://x.example/?a=1&b=2"],
    ["report see <http://x.example|x.example> <!here>", "report see x.example @here"],
    ["  &amp;lt; ", "&lt;"],
  ])("%s means %s", (typed, meant) => {
    expect(decodeLine(typed)).toBe(meant);
  });
});
