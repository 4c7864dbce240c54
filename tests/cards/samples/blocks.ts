import type { Block, Card } from "../../../src/cards/model.ts";

const text = (value: string) => [{ type: "text", text: value } as const];
const REPORT_BUTTON = { label: "Report", action: { verb: "report", item: "x" }, primary: false } as const;

/** One block of every type; the type makes sure that none is missing. */
export const BLOCKS: { readonly [K in Block["type"]]: Extract<Block, { type: K }> } = {
  text: { type: "text", look: "lead", text: text("A paragraph") },
  callout: {
    type: "callout",
    look: "trap",
    label: "Common mistake",
    quote: [text("Quote")],
    text: [text("Why")],
  },
  options: {
    type: "options",
    rows: [
      { letter: "A", text: text("First"), result: { count: 1, share: 0.25, isKey: false } },
      { letter: "B", text: text("Second"), result: { count: 3, share: 0.75, isKey: true } },
    ],
  },
  standings: {
    type: "standings",
    label: "Ranks",
    heads: { rank: "Place", who: "Name", value: "Points", note: "Movement" },
    rows: [
      {
        rank: 1,
        who: [{ type: "name", text: "Ada" }],
        value: "40 points",
        amount: 40,
        mark: "you",
        note: "up 2",
        member: "ada",
      },
    ],
  },
  facts: { type: "facts", colon: ": ", rows: [{ label: "When", value: text("09:00") }] },
  meters: {
    type: "meters",
    colon: ": ",
    label: "By topic",
    rows: [{ label: "CNN", part: 3, whole: 4, value: "3 of 4" }],
  },
  list: { type: "list", label: "Points", items: [text("One"), text("Two")] },
  entry: { type: "entry", head: text("Head"), text: text("What it is"), foot: text("Foot") },
  details: { type: "details", summary: "More", blocks: [{ type: "footnote", text: text("Inside") }] },
  links: {
    type: "links",
    label: "Read more",
    links: [{ title: "CS231n", url: "https://cs231n.github.io/" }],
  },
  words: { type: "words", colon: ": ", label: "Allowed", words: ["cnn", "rnn"], more: "and 3 more" },
  file: { type: "file", name: "data.json", text: "{}" },
  table: {
    type: "table",
    caption: "Channels",
    columns: [
      { label: "Channel", align: "start" },
      { label: "Points", align: "end" },
    ],
    rows: [
      [text("general"), text("12")],
      [text("random"), text("3")],
    ],
    page: 10,
  },
  chart: {
    type: "chart",
    lang: "en",
    colon: ": ",
    title: "Right by day",
    data: { form: "bars", categories: ["Mon", "Tue"], series: [{ label: "Right", values: [1, 2] }] },
    text: text("Monday 1, Tuesday 2"),
  },
  picture: {
    type: "picture",
    alt: "A roofline with one point below it",
    source: { kind: "url", url: "https://example.org/a.png" },
    instead: null,
  },
  checklist: {
    type: "checklist",
    label: "Which did you name?",
    hint: "More stars count more.",
    items: [{ value: "0", text: "Fewer positions", note: "★★★", ticked: true }],
    submit: { ...REPORT_BUTTON, label: "Done" },
  },
  channels: {
    type: "channels",
    label: "Channel",
    chosen: "C0STUDY",
    action: { verb: "setup", step: "pick", setup: { group: "C0STUDY", time: null, zone: null, days: null } },
  },
  select: { type: "select", label: "Topic", choices: [{ ...REPORT_BUTTON, label: "CNN" }] },
  progress: { type: "progress", done: 4, total: 10, text: "4 of 10" },
  footnote: { type: "footnote", text: text("Small print") },
};

/** A card that holds these blocks alone. */
export function cardWith(...blocks: readonly Block[]): Card {
  return {
    kind: "notice",
    visibility: "private",
    tone: "info",
    level: null,
    title: "A card",
    chips: ["chip"],
    spoken: text("Spoken"),
    blocks,
    buttons: [],
    ping: null,
    round: null,
  };
}
