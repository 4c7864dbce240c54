import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { conceptSchema } from "../../src/bank/schema.ts";
import { cardOf } from "../../src/cards/index.ts";
import type { OpenItem } from "../../src/engine/words/item.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import { languages } from "../platforms/speaking.ts";
import { SAMPLES } from "./samples.ts";

const cardIn = (language: string, reply: Reply) =>
  cardOf(reply, { words: languages.of(language), can: () => true });
const textOf = (reply: Reply) => JSON.stringify(cardIn("en", reply));

function fileOf(form: "html" | "markdown", item: OpenItem, language = "en"): { name: string; text: string } {
  const card = cardIn(language, {
    ...{ kind: "sheet-file", visibility: "private", form },
    about: SAMPLES["sheet-file"].about,
    questions: [
      { item, minutes: 18 },
      { item: { ...item, id: "other.o1" }, minutes: 22 },
    ],
  });
  const [file] = card.blocks.flatMap((block) => (block.type === "file" ? [block] : []));
  if (file === undefined) throw new Error("no file");
  return file;
}

const ITEM = SAMPLES.interview.item;
const VOID = ["meta", "br", "hr", "img", "input", "link"];

/** The tags of a file in their order; throws where one is closed that is not open, or stays open. */
function elementsOf(html: string): string[] {
  const open: string[] = [];
  const names: string[] = [];
  const rest = html.replace(/<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"<>]*")*)\s*>/g, (_, end, name) => {
    if (end === "/") expect(open.pop()).toBe(name);
    else if (!VOID.includes(name)) open.push(name);
    if (end === "") names.push(name);
    return "";
  });
  expect(open).toEqual([]);
  // What is left is text, in which nothing looks like a tag.
  expect(rest.replace("<!doctype html>", "")).not.toMatch(/[<>]/);
  expect(rest.replace(/&(?:amp|lt|gt|quot|#39);/g, "")).not.toContain("&");
  return names;
}

/** The leaves of the schema of an open question, as paths: `interviewer.red_flags`. */
function leaves(schema: z.core.$ZodType, path: string): string[] {
  const { def } = schema._zod as unknown as {
    def: {
      type: string;
      shape?: Record<string, z.core.$ZodType>;
      element?: z.core.$ZodType;
      innerType?: z.core.$ZodType;
    };
  };
  if (def.type === "object")
    return Object.entries(def.shape ?? {}).flatMap(([key, one]) =>
      leaves(one, path === "" ? key : `${path}.${key}`),
    );
  const inside = def.element ?? def.innerType;
  return inside === undefined ? [path] : leaves(inside, path);
}

/** What is in the file for those who keep the bank, and for nobody who reads a question. */
const NOT_SHOWN = {
  id: "a name for the program",
  "key_points.terms": "by which a written answer is known to make a point, no prose",
  checked: "when somebody last solved it",
  diagram: "a picture beside the question that is asked, and its words there; paper has none",
};

const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

describe("the fields of an open question", () => {
  it("reach somebody, each of them, through a card or a sheet", () => {
    const { open } = conceptSchema.shape;
    const paths = leaves(open, "").filter((path) => !Object.hasOwn(NOT_SHOWN, path));
    expect(paths.length).toBeGreaterThan(25);
    // A mark in the place of every text, and what stands for fixed words.
    const fixed: Record<string, { value: unknown; reads: string }> = {
      style: { value: "diagnosis", reads: "diagnosis" },
      difficulty: { value: "hard", reads: "hard" },
      frequency: { value: "occasional", reads: "asked now and then" },
      audiences: { value: ["experienced"], reads: "suits: experienced" },
      roles: { value: ["mlops-engineer"], reads: "MLOps engineer" },
      "key_points.weight": { value: 7919, reads: "7919" },
    };
    const item: Record<string, unknown> = structuredClone({ ...ITEM });
    for (const path of paths) {
      const keys = path.split(".").map(camel);
      const last = keys.pop() ?? "";
      let places: Record<string, unknown>[] = [item];
      for (const key of keys)
        places = places.flatMap((place) => [place[key]].flat() as Record<string, unknown>[]);
      for (const place of places) {
        expect([path, Object.hasOwn(place, last)]).toEqual([path, true]);
        const mark = `mark of ${path}`;
        place[last] = fixed[path]?.value ?? (Array.isArray(place[last]) ? [mark] : mark);
      }
    }
    const marked = item as unknown as OpenItem;
    const html = fileOf("html", marked).text;
    const markdown = fileOf("markdown", marked).text.replaceAll("\\", "");
    const part = { ...SAMPLES["open-part"], part: { kind: "worked", answer: marked.workedAnswer } } as const;
    const others = [
      { ...SAMPLES["open-answer"], shortAnswer: marked.shortAnswer },
      { ...SAMPLES["open-coverage"], trap: marked.trap },
      part,
    ].map(textOf);
    const card = textOf({ ...SAMPLES.interview, item: marked });
    const elsewhere = ["short_answer", "worked_answer", "trap.mistake", "trap.why"];
    for (const path of paths) {
      const reads = fixed[path]?.reads ?? `mark of ${path}`;
      if (elsewhere.includes(path))
        expect([path, others.some((one) => one.includes(reads))]).toEqual([path, true]);
      else
        for (const shown of [html, markdown, card])
          expect([path, shown.includes(reads)]).toEqual([path, true]);
    }
  });
});

describe("a sheet to print", () => {
  it("is one well-formed page of HTML for each question, with boxes to tick and nothing from elsewhere", () => {
    for (const language of ["en", "de"]) {
      const { name, text } = fileOf("html", ITEM, language);
      expect(name).toBe("interview-sheet.html");
      expect(text).toContain(`<html lang="${language}">`);
      const elements = elementsOf(text.replace(/<style>[\s\S]*?<\/style>/, ""));
      expect(elements.filter((one) => one === "section")).toHaveLength(2);
      expect(elements).not.toContain("script");
      expect(elements).not.toContain("link");
      expect(text).toContain("@page");
      expect(text).toMatch(/section \{ break-before: page/);
      expect(text).not.toMatch(/url\(|https?:|src=/);
      // Three boxes for each key point, one for each thing to look for and each red flag.
      expect(text.match(/class="box"/g)).toHaveLength(2 * (3 * 2 + 2 + 2));
    }
  });

  it("shows whatever stands in a question as text", () => {
    const evil = `<script>alert("1")</script> & <img src=x onerror='go()'> </style>`;
    const item: OpenItem = {
      ...ITEM,
      prompt: `${evil} \`${evil}\``,
      concept: { id: "x", name: evil },
      style: evil,
      companies: [evil],
      keyPoints: [{ point: evil, weight: 1 }],
    };
    const { text } = fileOf("html", item);
    expect(elementsOf(text.replace(/<style>[\s\S]*?<\/style>/, ""))).not.toContain("script");
    expect(text).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &lt;img");
  });
});

describe("a sheet in Markdown", () => {
  it("has a heading for each question, its score grid, and no markup of the question's own", () => {
    const { name, text } = fileOf("markdown", {
      ...ITEM,
      prompt: "# Not a heading *at all* | `a``b` <b>",
      keyPoints: [{ point: "p | q", weight: 3 }],
    });
    expect(name).toBe("interview-sheet.md");
    expect(text.match(/^## /gm)).toHaveLength(2);
    expect(text).toContain("> \\# Not a heading \\*at all\\* \\|");
    expect(text).toContain("\\<b\\>");
    expect(text).toContain("| p \\| q | 3 | ☐ | ☐ | ☐ |");
    expect(text).toContain("- [ ] Gives it weights");
  });
});

describe("the head of a sheet to print", () => {
  it("counts its questions once, by their numbers, without dots before them", () => {
    const { text } = fileOf("html", ITEM);
    expect(text).toMatch(/<ul class="titles"><li>1\. /);
    expect(text).toMatch(/ul\.titles \{ list-style: none/);
  });
});

describe("the scorecard of two", () => {
  const said = (change: { from: "easy" | "medium"; to: "medium" }) =>
    textOf({ ...SAMPLES["pair-score"], reader: "interviewer", ...change });

  it("says how hard the questions got, or that all were alike", () => {
    expect(said({ from: "easy", to: "medium" })).toContain("It went from easy to medium.");
    expect(said({ from: "medium", to: "medium" })).toContain("All of it was medium.");
  });
});
