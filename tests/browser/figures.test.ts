import { beforeEach, expect, it } from "vitest";
import type { Block, Card, CardButton } from "../../src/cards/model.ts";
import { type Rich, text } from "../../src/words/inline.ts";
import { squeezed } from "../platforms/texts-of.ts";
import { look } from "./browser.ts";
import { onPage } from "./on-page.ts";

const say = (words: string): Rich => [text(words)];
const another = (topic: string): CardButton => ({
  label: topic,
  action: { verb: "another", asked: { topic }, private: false },
  primary: false,
});
const report: CardButton = { label: "Report it", action: { verb: "report", item: "c1" }, primary: false };
const picture = (url: string, alt: string): Block => ({
  type: "picture",
  alt,
  source: { kind: "url", url },
  instead: null,
});

const TABLE: Block = {
  type: "table",
  caption: "Topics by accuracy",
  columns: [
    { label: "Topic", align: "start" },
    { label: "Answers", align: "end" },
    { label: "Right", align: "end" },
  ],
  rows: Array.from({ length: 12 }, (_, i) => [
    [...say(`Topic ${i} `), { type: "command", line: `cnn ${i}` } as const],
    say("1,024"),
    say(`${50 + i} %`),
  ]),
  page: 5,
};

const figures = (own: string): readonly Block[] => [
  { type: "progress", done: 3, total: 8, text: "3 of 8 answered" },
  TABLE,
  {
    type: "chart",
    lang: "en",
    colon: ": ",
    title: "Answers a week",
    data: {
      form: "bars",
      categories: ["1", "2", "3"],
      series: [
        { label: "right", values: [1, 4, 2] },
        { label: "wrong", values: [2, 1, 1] },
      ],
    },
    text: say("Four right answers in the best week."),
  },
  {
    type: "chart",
    lang: "en",
    colon: ": ",
    title: "Points",
    data: { form: "lines", categories: ["1", "2", "3"], series: [{ label: "points", values: [1, 5, 9] }] },
    text: say("Nine points by now."),
  },
  {
    type: "chart",
    lang: "en",
    colon: ": ",
    title: "Days",
    data: { form: "calendar", from: "2026-11-02", days: [1, 0, null, 3, 2, 1, 0, 4] },
    text: say("Active on five days."),
  },
  {
    type: "chart",
    lang: "en",
    colon: ": ",
    title: "Levels",
    data: { form: "heat", columns: ["easy", "hard"], rows: [{ label: "cnn", values: [0.9, null] }] },
    text: say("Easy ones go well."),
  },
  picture(`${own}/playground/icon.svg`, "A network of four points"),
  picture("https://example.org/a.png", "A picture from elsewhere"),
  {
    type: "checklist",
    hint: "",
    label: "What you got right",
    items: [
      { value: "a", text: "The definition", note: "two points", ticked: true },
      { value: "b", text: "An example", note: null, ticked: false },
    ],
    submit: another("ticked"),
  },
  { type: "select", label: "Choose a topic", choices: [another("cnn"), another("rnn")] },
  { type: "details", summary: "More", blocks: [{ type: "select", label: "Or", choices: [report] }] },
  {
    type: "callout",
    look: "wrong",
    label: "You chose A",
    quote: [say("First."), say("Second.")],
    text: [say("Third."), say("Fourth.")],
  },
  {
    type: "standings",
    label: "By points",
    heads: { rank: "Place", who: "Name", value: "Points", note: "Movement" },
    rows: [{ rank: 1, who: say("Ada"), value: "5", amount: 5, mark: "you", note: "new", member: "ada" }],
  },
  { type: "links", label: "Read more", links: [{ title: "A paper", url: "https://example.org/paper" }] },
  { type: "words", colon: ": ", label: "Allowed", words: ["cnn", "rnn"], more: "and 30 more" },
  { type: "text", look: "plain", text: [{ type: "link", text: "A source", url: "https://example.org/s" }] },
  { type: "footnote", text: say("Small print.") },
];

const cardOf = (blocks: readonly Block[]): Card => ({
  kind: "notice",
  visibility: "channel",
  tone: "info",
  level: null,
  title: "Everything",
  chips: [],
  spoken: say("Everything"),
  blocks,
  buttons: [],
  ping: null,
  round: null,
});

onPage("blocks of every kind on the page", (stage) => {
  beforeEach(async () => {
    const card = cardOf(figures(stage.web.server.url));
    await stage.web.chat.post(stage.web.place, card, { key: "k", repeat: false });
  });

  it.each(["light", "dark"] as const)("fit a phone, with enough contrast (%s)", async (colorScheme) => {
    const viewport = { width: 360, height: 740 };
    const page = await stage.window.page(`${stage.web.server.url}/?as=ada`, { viewport, colorScheme });
    await page.locator("summary", { hasText: "More" }).click();
    expect(await look(page, "wide()")).toEqual([]);
    expect(await look(page, "faint()")).toEqual([]);
    expect(await look(page, `small(".button, .checklist label", 40)`)).toEqual([]);
    // The text below a chart says it aloud.
    expect(await page.locator(".categories").allTextContents()).toEqual(["123"]);
    const read = squeezed((await page.locator("article").textContent()) ?? "");
    for (const words of ["Readmore", "Bypoints", "Adayounew5", "and30more", "First.Second.Third.Fourth."])
      expect(read).toContain(words);
  });

  it("say in each cell of a heat map what its shade shows", async () => {
    const page = await stage.window.page(`${stage.web.server.url}/?as=ada`);
    const cells = page.getByRole("table", { name: "Levels" }).locator("tbody td");
    expect(await cells.allTextContents()).toEqual(["90%", ""]);
    const [full, empty] = await Promise.all([0, 1].map((i) => cells.nth(i).getAttribute("class")));
    expect([full, empty]).toEqual(["heat-cell shade-4", null]);
  });

  it("show the first rows of a table, and the others when they are asked for", async () => {
    const page = await stage.window.page(`${stage.web.server.url}/?as=ada`);
    const rows = page.locator(".table tbody tr:visible");
    expect(await rows.count()).toBe(5);
    await page.getByRole("button", { name: "Show 7 more" }).click();
    expect(await rows.count()).toBe(12);
    await rows.first().getByRole("button", { name: "/dlq cnn 0" }).click();
    expect(await page.inputValue("#line")).toBe("cnn 0");
  });

  it("take a press of a button inside them, and open the form that one opens", async () => {
    const page = await stage.window.page(`${stage.web.server.url}/?as=ada`);
    await page.getByRole("button", { name: "rnn" }).click();
    await page.locator("article", { hasText: "Done." }).waitFor();
    expect(stage.web.inbound.last("button").action).toEqual(another("rnn").action);
    await page.locator("summary", { hasText: "More" }).click();
    await page.getByRole("button", { name: "Report it" }).click();
    await page.locator("#dialog").waitFor();
    await page.keyboard.type("Two options are right.");
    await page.keyboard.press("Control+Enter");
    await page.locator("#dialog").waitFor({ state: "hidden" });
    await expect.poll(() => stage.web.inbound.calls.map(({ kind }) => kind)).toContain("form");
    expect(stage.web.inbound.last("form")).toMatchObject({ form: "report", item: "c1" });
  });

  it("show a picture of this server, and link to one from elsewhere", async () => {
    const page = await stage.window.page(`${stage.web.server.url}/?as=ada`);
    expect(await page.getByRole("img", { name: "A network of four points" }).count()).toBe(1);
    const link = page.getByRole("link", { name: "A picture from elsewhere" });
    expect(await link.getAttribute("href")).toBe("https://example.org/a.png");
    expect(await page.getByRole("link", { name: "A source" }).getAttribute("rel")).toContain("noopener");
  });
});
