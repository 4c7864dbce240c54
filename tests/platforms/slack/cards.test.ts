import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Block, Card, CardButton } from "../../../src/cards/model.ts";
import { drawHome } from "../../../src/platforms/slack/draw/index.ts";
import type { Rich } from "../../../src/words/inline.ts";
import { NEWEST } from "../../stand-ins/slack/data-blocks.ts";
import { buttonsOf, choicesOf } from "../../stand-ins/slack/member.ts";
import { readMessage } from "../../stand-ins/slack/reading.ts";
import type { Message } from "../../stand-ins/slack/state.ts";
import { sampleNotice, sampleQuestion } from "../samples.ts";
import { found, pause, sight } from "../suite/looking.ts";
import { makeHarness, type SlackHarness } from "./harness.ts";

const rich = (text: string): Rich => [{ type: "text", text }];

const picture = (url: string, alt: string): Block => ({
  type: "picture",
  alt,
  source: { kind: "url", url },
  instead: null,
});

function card(blocks: readonly Block[], change: Partial<Card> = {}): Card {
  return {
    kind: "notice",
    visibility: "channel",
    tone: "plain",
    level: null,
    title: "Figures",
    chips: [],
    spoken: rich("Figures."),
    blocks,
    buttons: [],
    ping: null,
    round: null,
    ...change,
  };
}

const table = (rows = 2, cell = "7"): Block => ({
  type: "table",
  caption: "By topic",
  columns: [
    { label: "Topic", align: "start" },
    { label: "Right", align: "end" },
  ],
  rows: Array.from({ length: rows }, (_, i) => [rich(`topic ${i}`), rich(cell)]),
  page: 5,
});

const chart = (
  labels: readonly string[] = ["right"],
  categories: readonly string[] = ["Mon", "Tue"],
): Block => ({
  type: "chart",
  lang: "en",
  colon: ": ",
  title: "This week",
  data: {
    form: "bars",
    categories,
    series: labels.map((label) => ({ label, values: categories.map((_, i) => i + 1) })),
  },
  text: rich("One on Monday, two on Tuesday."),
});

const ranks = (names: readonly Rich[], note: string | null = null): Block => ({
  type: "standings",
  label: null,
  heads: { rank: "Place", who: "Name", value: "Points", note: "Movement" },
  rows: names.map((who, i) => ({
    rank: i + 1,
    who,
    value: `${90 - i} points`,
    amount: 90 - i,
    mark: i === 1 ? "you" : null,
    note: i === 0 ? note : null,
    member: null,
  })),
});
const people = (count: number) => Array.from({ length: count }, (_, i) => rich(`person ${i}`));

const ask = (topic: string, label = topic): CardButton => ({
  label,
  action: { verb: "another", asked: { topic, difficulty: "hard" }, private: true },
  primary: false,
});

describe("cards on Slack", () => {
  let at: SlackHarness;
  beforeEach(async () => {
    at = await makeHarness("socket");
  });
  afterEach(async () => {
    await at.close();
    expect(at.slack.violations).toEqual([]);
  });

  const post = (shown: Card, key = "k") => at.chat.post(at.place, shown, { key, repeat: false });
  const messages = () => at.channel.messages.filter((m) => m.onlyFor === null);
  const types = (of: readonly Message[]) => of.map((m) => m.blocks.map((block) => block.type));
  const posts = () =>
    at.slack.world.calls.filter(({ method }) => method === "chat.postMessage").map(({ outcome }) => outcome);
  const lackTheNewest = () => {
    at.team.state.lacks = new Set(NEWEST);
  };

  it("lets Slack draw a table and a chart, whose words stand below it", async () => {
    expect((await post(card([table(), chart()]))).kind).toBe("posted");
    expect(types(messages())).toEqual([["header", "data_table", "data_visualization", "context"]]);
    const text = at.ben.sees()[0]?.text;
    for (const part of ["By topic", "topic 1 | 7", "This week", "Tue 2", "One on Monday, two on Tuesday."])
      expect(text).toContain(part);
  });

  it("draws a board as a table with heads, which Slack sorts by the numbers", async () => {
    await post(card([ranks([rich("Ada <b>"), rich("Ben")], "up 2 places")]));
    expect(types(messages())).toEqual([["header", "data_table"]]);
    expect(at.ben.sees()[0]?.text).toContain(
      [
        "Figures",
        "Place | Name | Points | Movement",
        "1 | Ada <b> | 90 points | up 2 places",
        "2 | Ben · you | 89 points |  ",
      ].join("\n"),
    );
    const [, block] = messages()[0]?.blocks ?? [];
    expect(block).toMatchObject({
      caption: "Figures",
      row_header_column_index: 1,
      rows: [[], [{ value: 1 }, {}, { value: 90 }, {}], [{ value: 2 }, {}, { value: 89 }, {}]].map((row) =>
        expect.arrayContaining(row.map((one) => expect.objectContaining(one))),
      ),
    });
  });

  it("has no column for what no line of a board says, and shows channels as Slack does", async () => {
    const group = (id: string, direct = ""): Rich => [{ type: "mention", to: "group", id, direct }];
    await post(card([ranks([group(at.channel.id), group("D123", "a conversation")])]));
    const [seen] = at.ben.sees();
    expect(seen?.text).toContain(`Place | Name | Points\n1 | ${at.channel.id} | 90 points`);
    expect(seen?.text).toContain("2 | a conversation · you | 89 points");
  });

  it("has one rank in a line, and a board that is too long for a table in lines", async () => {
    await post(card([ranks(people(1))]));
    await post(card([ranks(people(101))]), "k2");
    expect(types(messages()).flat()).not.toContain("data_table");
    const text = messages()
      .map((m) => readMessage(m).text)
      .join("\n");
    expect(text).toContain("1. person 0 · 90 points");
    expect(text).toContain("101. person 100 · -10 points");
  });

  it("says a board in lines where the workspace has no tables", async () => {
    lackTheNewest();
    await post(card([ranks(people(2), "up 2 places")]));
    expect(at.ben.sees()[0]?.text).toContain(
      "1. person 0 · 90 points · up 2 places\n2. person 1 · 89 points · you",
    );
  });

  const details = (blocks: readonly Block[], summary = "How to check it"): Block => ({
    type: "details",
    summary,
    blocks,
  });
  const line = (text: string): Block => ({ type: "text", look: "plain", text: rich(text) });

  it("folds details behind their summary, with what is to be chosen in them", async () => {
    const choice: Block = { type: "select", label: "About what?", choices: [ask("cnn", "Images")] };
    await post(card([details([line("Step one."), choice])]));
    expect(types(messages())).toEqual([["header", "container"]]);
    expect(messages()[0]?.blocks[1]).toMatchObject({ is_collapsible: true, default_collapsed: true });
    expect(at.ben.sees()[0]?.text).toBe("Figures\nHow to check it\nStep one.");
    expect(JSON.stringify(messages())).toContain('"placeholder":{"type":"plain_text","text":"About what?"');
    const [message] = messages();
    if (!message) throw new Error("not stored");
    at.inbound.answer(sampleNotice("Images it is."));
    await at.member.choose(message, "Images");
    await sight(at.ada, "Images it is.");
  });

  it.each([
    ["nothing", details([])],
    ["a table, which no container holds", details([table()])],
    ["more than a container holds", details(Array.from({ length: 11 }, (_, i) => line(`Step ${i}.`)))],
    ["a summary too long for a title", details([line("Step one.")], "How ".repeat(40))],
  ])("shows details of %s in full", async (_, block) => {
    await post(card([block]));
    expect(types(messages()).flat()).not.toContain("container");
    expect(at.ben.sees()[0]?.text).toContain("How");
  });

  it("shows details in full where the workspace has no containers, and goes on with tables", async () => {
    at.team.state.lacks = new Set(["container"]);
    await post(card([table(), details([line("Step one.")])]));
    expect(types(messages())).toEqual([["header", "data_table", "section", "section"]]);
    expect(at.ben.sees()[0]?.text).toContain("How to check it\nStep one.");
  });

  it.each([
    ["a table of more rows than Slack takes", table(101)],
    ["a table of too much text", table(20, "x".repeat(600))],
    ["a table without rows", table(0)],
    ["a chart with two series of one name", chart(["right", "right"])],
    ["a chart with a day twice", chart(["right"], ["Mon", "Mon"])],
    ["a chart with a long label", chart(["the answers that were right"])],
    ["a chart of nothing", chart([])],
  ])("says in text what is in %s", async (_, block) => {
    await post(card([block]));
    expect(types(messages()).flat()).not.toContain("data_table");
    expect(types(messages()).flat()).not.toContain("data_visualization");
    const text = messages()
      .map((m) => readMessage(m).text)
      .join("\n");
    expect(text).toContain(block.type === "table" ? "By topic" : "One on Monday");
    if (block.type === "table" && block.rows.length > 0)
      expect(text).toContain(
        `topic ${block.rows.length - 1} · ${block.rows[0]?.[1]?.map((one) => "text" in one && one.text)}`,
      );
  });

  it("puts no more charts into a message than Slack takes", async () => {
    await post(card([chart(), chart(), chart()]));
    const charts = types(messages()).map((all) => all.filter((type) => type === "data_visualization").length);
    expect(charts).toEqual([2, 1]);
  });

  it("gives a workspace that does not have these blocks yet the text, and at once from then on", async () => {
    lackTheNewest();
    expect((await post(card([table(), chart()]))).kind).toBe("posted");
    expect((await post(card([table()]), "k2")).kind).toBe("posted");
    // Both kinds at once, each alone, and then neither.
    expect(posts()).toEqual([...Array(3).fill("invalid_blocks"), "ok", "ok"]);
    const [first] = at.ben.sees();
    expect(first?.text).toContain("topic 1 · 7");
    expect(first?.text).toContain("One on Monday, two on Tuesday.");
  });

  it.each([
    ["data_table", "data_visualization", 2],
    ["data_visualization", "data_table", 1],
  ])("goes on without %s alone where a workspace has %s", async (lacking, kept, refusals) => {
    at.team.state.lacks = new Set([lacking]);
    expect((await post(card([table(), chart()]))).kind).toBe("posted");
    expect((await post(card([table(), chart()]), "k2")).kind).toBe("posted");
    expect(posts()).toEqual([...Array(refusals).fill("invalid_blocks"), "ok", "ok"]);
    for (const drawn of types(messages())) {
      expect(drawn).toContain(kept);
      expect(drawn).not.toContain(lacking);
    }
    for (const { text } of at.ben.sees())
      for (const part of ["topic 1", "One on Monday, two on Tuesday."]) expect(text).toContain(part);
  });

  it("blames no block for one beside it: what was refused with a table is tried by itself", async () => {
    at.team.state.lacks = new Set(["data_table"]);
    at.instead.card = card([table(), chart()], { visibility: "private" });
    await at.ada.run("dlq-me", null, {});
    await sight(at.ada, "topic 1 · 7");
    await pause(300);
    await post(card([chart()]));
    expect(types(messages())).toEqual([["header", "data_visualization", "context"]]);
    await post(card([table()]), "k2");
    expect(posts()).toEqual(["ok", "invalid_blocks", "ok"]);
  });

  it("posts no part again where only the last message of several has these blocks", async () => {
    lackTheNewest();
    const lines = Array.from(
      { length: 60 },
      (_, i): Block => ({
        type: "text",
        look: "plain",
        text: rich(`line ${i}.`),
      }),
    );
    expect((await post(card([...lines, table()]))).kind).toBe("posted");
    expect(messages()).toHaveLength(2);
    const text = messages()
      .map((m) => readMessage(m).text)
      .join("\n");
    for (let i = 0; i < 60; i++) expect(text.split(`line ${i}.`)).toHaveLength(2);
    expect(text).toContain("topic 1 · 7");
  });

  it("edits a message into the text where the workspace does not have these blocks yet", async () => {
    const outcome = await post(card([]));
    if (outcome.kind !== "posted") throw new Error(outcome.kind);
    lackTheNewest();
    expect(await at.chat.edit(at.place.team, outcome.message, card([table()]))).toEqual({ kind: "edited" });
    expect(at.ben.sees()[0]?.text).toContain("topic 1 · 7");
  });

  it("shows the text privately, too, although no reason comes back, and remembers it", async () => {
    lackTheNewest();
    at.instead.card = card([table()], { visibility: "private" });
    await at.ada.run("dlq-me", null, {});
    expect((await sight(at.ada, "topic 1 · 7")).private).toBe(true);
    expect(at.slack.world.calls.filter(({ method }) => method === "chat.postEphemeral")).toEqual([]);
    // It is seen before the bot has heard that it was taken.
    await pause(300);
    await post(card([table()]));
    expect(posts()).toEqual(["ok"]);
  });

  it("shows the text privately where the address for answers is used up", async () => {
    lackTheNewest();
    at.instead.card = card([table()], { visibility: "private" });
    at.inbound.answer(async () => {
      for (const address of at.slack.world.responses.values()) address.uses = 5;
      return sampleNotice("Used up.");
    });
    await at.ada.run("dlq-me", null, {});
    expect((await sight(at.ada, "topic 1 · 7")).private).toBe(true);
    expect(at.ada.directMessages()).toEqual([]);
  });

  it("responds with the text in a channel that it is not in", async () => {
    lackTheNewest();
    await at.team.removeBot(at.channel);
    at.instead.card = card([table()]);
    await at.ada.run("dlq-me", null, {});
    expect((await sight(at.ben, "topic 1 · 7")).private).toBe(false);
  });

  it("does not take trouble with an answer for a workspace without these blocks", async () => {
    at.instead.card = card([table()], { visibility: "private" });
    at.inbound.answer(async () => {
      for (const address of at.slack.world.responses.values()) address.uses = 5;
      return sampleNotice("Used up.");
    });
    await at.ada.run("dlq-me", null, {});
    await sight(at.ada, "topic 1 | 7");
    await post(card([table()]));
    expect(types(messages())).toEqual([["header", "data_table"]]);
  });

  const opinions: readonly CardButton[] = [
    ask("cnn", "Another one"),
    { label: "Good question", action: { verb: "praise", item: "cnn.c1" }, primary: false },
    { label: "Report", action: { verb: "report", item: "cnn.c1" }, primary: false },
  ];

  it("has two small marks for what is good and what is wrong, and takes a press on either", async () => {
    await post(card([], { buttons: opinions }));
    expect(types(messages())).toEqual([["header", "actions", "context_actions"]]);
    const [message] = messages();
    if (!message) throw new Error("not stored");
    expect(buttonsOf(message).map(({ label }) => label)).toEqual(["Another one", "Good question", "Report"]);
    at.inbound.answer(sampleNotice("It counts."));
    await at.member.press(message, "Good question");
    await sight(at.ada, "It counts.");
    expect(at.inbound.last("button")).toMatchObject({ action: { verb: "praise", item: "cnn.c1" } });
    await at.member.press(message, "Report");
    await found(() => at.member.form(), "the form");
  });

  it("has buttons in their place where the workspace has no such marks, and on the App Home", async () => {
    at.team.state.lacks = new Set(["context_actions"]);
    await post(card([], { buttons: opinions }));
    expect(types(messages())).toEqual([["header", "actions"]]);
    expect(at.ben.sees()[0]?.buttons).toEqual(["Another one", "Good question", "Report"]);
    const home = drawHome(card([], { buttons: opinions })).map(({ type }) => type);
    expect(home).not.toContain("context_actions");
  });

  it("takes what is chosen in a menu for the press of its button", async () => {
    await post(
      card([{ type: "select", label: "About what?", choices: [ask("cnn", "Images"), ask("rnn", "Text")] }]),
    );
    const [message] = messages();
    if (!message) throw new Error("not stored");
    expect(buttonsOf(message)).toEqual([]);
    at.inbound.answer(sampleNotice("A hard one about text."));
    await at.member.choose(message, "Text");
    expect((await sight(at.ada, "A hard one about text.")).private).toBe(true);
    expect(at.inbound.last("button")).toMatchObject({ place: at.place, action: ask("rnn").action });
  });

  it("has every choice of a long menu, and buttons for what no menu can hold", async () => {
    const choices = Array.from({ length: 130 }, (_, i) => ask(`topic-${i}`));
    await post(card([{ type: "select", label: "About what?", choices }]));
    const all = messages().flatMap((message) => choicesOf(message).map(({ option }) => option.text.text));
    expect(all).toEqual(choices.map(({ label }) => label));
    const long: CardButton = {
      label: "Long",
      action: { verb: "mine", round: "x".repeat(150) },
      primary: false,
    };
    await post(card([{ type: "select", label: "About what?", choices: [long] }]), "k2");
    expect(at.ben.sees().at(-1)?.buttons).toEqual(["Long"]);
  });

  it("shows a picture, and its words where it has no address that Slack loads", async () => {
    await post(
      card([
        picture("https://example.org/a.png", "A curve that falls."),
        picture("http://example.org/b.png", "A curve that rises."),
      ]),
    );
    expect(types(messages())).toEqual([["header", "image", "context"]]);
    expect(at.ben.sees()[0]?.text).toMatch(/falls\.[\s\S]*rises\./);
  });

  it.each([
    [3, "checkboxes"],
    [11, "multi_static_select"],
  ])("draws a form with %i things to tick with %s", async (count, type) => {
    const items = Array.from({ length: count }, (_, i) => ({
      value: `v${i}`,
      text: `Point ${i}`,
      note: i === 0 ? "the first" : null,
    }));
    at.instead.form = {
      name: "write",
      title: "What did you say?",
      submit: "Send",
      cancel: "Cancel",
      fields: [{ type: "ticks", id: "points", label: "Points", items }],
    };
    at.inbound.answer(sampleQuestion());
    await at.ada.run("dlq", null, {});
    await at.ada.press((await sight(at.ada, "receptive field")).ref, "Report");
    await found(() => at.ada.form(), "the form");
    const blocks = (at.member.user.modal?.view.blocks ?? []) as {
      element: { type: string; options: object[] };
    }[];
    const [block] = blocks;
    expect(block?.element.type).toBe(type);
    expect(block?.element.options).toHaveLength(count);
    expect(block?.element.options[0]).toMatchObject({
      value: "v0",
      text: { text: "Point 0" },
      description: { text: "the first" },
    });
  });
});
