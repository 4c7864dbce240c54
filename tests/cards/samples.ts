import type { Block, Card } from "../../src/cards/model.ts";
import type { Diagram } from "../../src/engine/words/diagram.ts";
import type { OpenItem } from "../../src/engine/words/item.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import { LETTERS } from "../../src/engine/words/round.ts";
import { say } from "../../src/engine/words/say.ts";
import { sampleResult } from "../platforms/samples.ts";

/** An ordinary reply of every kind, as the bot gives them every day, and cards with every block. */

const AT = 1_795_165_200_000;
const STEM = "Two stacked `3 × 3` convolutions, stride 1: what is the receptive field?";
export const DIAGRAM: Diagram = {
  kind: "window",
  alt: "A grid of five by five cells without padding; a kernel of three by three lies in its upper left corner.",
  ...{ input: 5, kernel: 3, stride: 1, padding: 0, dilation: 1, values: [] },
};
const OPTIONS = ["`3 × 3`", "5 × 5", "7 × 7", "9 × 9"];
const LINKS = [
  { title: "CS231n", url: "https://cs231n.github.io/" },
  { title: "A book on paper", url: "no address" },
];
const standing = (rank: number, name: string, points: number) => ({ rank, learner: name, name, points });
const REPORT = {
  label: say("button.report"),
  action: { verb: "report", item: "receptive-field.c1" },
} as const;

const board = {
  kind: "board",
  visibility: "private",
  period: "week",
  previous: false,
  scope: "group",
  topic: "Convolutional networks",
  rows: [
    { ...standing(1, "Ada", 40), you: false },
    { ...standing(2, "Ben", 1), you: true },
  ],
  own: null,
  total: 12,
  page: 1,
  pages: 2,
  buttons: [],
} as const;

const readiness = {
  ...{ mean: 0.31, low: 0.25, high: 0.38, unknown: 0.6, own: 0.04, asked: 12, of: 55 },
  topics: [
    {
      name: "Convolutional networks",
      ...{ mean: 0.52, low: 0.4, high: 0.61, unknown: 0.25, own: 0, asked: 7, of: 10 },
    },
    {
      name: "Vision tasks",
      ...{ mean: 0, low: 0, high: 0, unknown: 1, own: 0, asked: 0, of: 9 },
    },
  ],
};

const profile = {
  kind: "profile",
  visibility: "private",
  name: "Ada",
  group: "2",
  today: { kind: "open", answered: false, closesAt: AT },
  streak: { current: 3, best: 7, answeredToday: true, frozen: 1 },
  freezes: { held: 1, towards: 4 },
  points: [
    { period: "today", points: 10, rank: 1, of: 4 },
    { period: "all", points: 0, rank: null, of: 4 },
  ],
  topics: [{ topic: "cnn", name: "Convolutional networks", right: 3, answered: 4 }],
  memory: {
    due: 3,
    next: null,
    weakest: [{ name: "Recurrent networks", recall: 0.42 }],
    strongest: [{ name: "Convolutional networks", recall: 0.91 }],
  },
  calibration: {
    levels: [
      { confidence: "guess", answers: 9, right: 2, claimed: 0.25 },
      { confidence: "leaning", answers: 1, right: 1, claimed: 0.6 },
      { confidence: "sure", answers: 12, right: 8, claimed: 0.9 },
    ],
    brier: { own: 0.216, baseline: 0.25 },
    topics: [
      { name: "Convolutional networks", answers: 20, right: 10, claimed: 0.9 },
      { name: "Recurrent networks", answers: 20, right: 14, claimed: 0.25 },
    ],
  },
  plan: { date: "2027-02-01", days: 65, about: { role: "computer-vision-engineer" }, readiness },
  days: {
    from: "2026-08-23",
    answered: Array.from({ length: 90 }, (_, i) => (i < 60 ? null : i % 3 === 0 ? 0 : i % 9)),
  },
  hidden: true,
  buttons: [
    {
      label: say("button.review"),
      action: { verb: "review", source: "due", topic: null, group: "2" },
      primary: true,
    },
  ],
} as const;

const reminder = {
  kind: "reminder",
  visibility: "private",
  question: { group: "general", closesAt: AT, url: "https://chat.example/m1" },
  streak: 5,
  freeze: true,
  answered: "2026-11-19",
  result: { date: "2026-11-20", right: false, key: "B", option: "5 × 5" },
  due: 3,
  buttons: [
    {
      label: say("button.remind-question"),
      action: { verb: "remind", act: "question", group: "2" },
      primary: true,
    },
    { label: say("button.remind-off"), action: { verb: "remind", act: "off", group: "2" } },
  ],
} as const;

const group = {
  place: { team: "discord:1", group: "2" },
  version: 1,
  schedule: {
    time: "09:00",
    timezone: "Europe/Berlin",
    days: [1, 3, 5],
    openFor: 90,
    topics: ["cnn", "rnn"],
    difficulties: ["easy", "hard"],
    kinds: ["quiz", "open"],
    answers: "both",
    results: "channel",
    thread: "close",
    language: "de",
    skipped: ["2026-12-24"],
    plan: { role: "data-scientist", date: "2027-02-01" },
    focus: "plan",
    ping: null,
  },
  paused: { reason: "manager", since: AT },
  managedBy: null,
  next: { date: "2026-11-20", at: AT },
  lastDate: null,
  windows: 0,
  current: null,
  recap: null,
};

const POOLING: OpenItem = {
  kind: "open",
  id: "pooling.o1",
  concept: { id: "pooling", name: "Pooling" },
  topic: { id: "cnn", name: "Convolutional networks" },
  difficulty: "medium",
  links: LINKS,
  prompt: "What does pooling do, and when would you use `stride=2` in its place?",
  alsoAsked: ["Why do networks pool?"],
  style: "compare",
  frequency: "common",
  audiences: ["general", "fresher"],
  roles: ["computer-vision-engineer"],
  companies: ["Google", "NVIDIA"],
  shortAnswer: "It makes the map smaller and tolerant of small shifts.",
  workedAnswer: "It has no weights. A convolution with a stride learns what it keeps.",
  trap: { mistake: "It learns its weights.", why: "It stands among layers that do." },
  followUps: [
    { question: "What does it cost?", answer: "Positions." },
    { question: "And global pooling?", answer: "All positions but one." },
  ],
  modelAnswers: {
    basic: { answer: "It makes images smaller.", lifts: "It says what, not why." },
    solid: { answer: "It keeps the strongest response.", lifts: "It says what is kept." },
    strong: { answer: "It trades place for tolerance.", lifts: "It names the price." },
  },
  keyPoints: [
    { point: "Fewer positions", weight: 3 },
    { point: "Tolerance to shifts", weight: 1 },
  ],
  interviewer: {
    when: "Early, in any talk about images.",
    why: "It shows whether a layer is more than a name.",
    how: "Draw a map of four by four.",
    lookFor: ["Speaks of positions", "Names the stride"],
    redFlags: ["Gives it weights", "Calls it outdated"],
  },
};
const SHEET = {
  about: {
    level: "mid",
    minutes: 45,
    reserve: 5,
    parts: [say("filter.company", { value: "Google" })],
  },
  questions: [
    { item: POOLING, minutes: 18 },
    { item: { ...POOLING, id: "lstm.o1", concept: { id: "lstm", name: "LSTM" } }, minutes: 22 },
  ],
} as const;

export const SAMPLES: { readonly [K in Reply["kind"]]: Extract<Reply, { kind: K }> } = {
  question: {
    kind: "question",
    visibility: "channel",
    roundId: "r-2026-11-20",
    mode: "daily",
    topic: "Convolutional networks",
    difficulty: "medium",
    stem: STEM,
    diagram: DIAGRAM,
    options: LETTERS.map((letter, i) => ({ letter, text: OPTIONS[i] ?? "" })),
    answered: 2,
    closesAt: AT,
    commitment: "3f9ac1d2",
    answers: "buttons",
    ping: null,
    previous: say("question.previous", {
      before: { link: say("question.of-date", { date: "2026-11-19" }), url: "https://chat.example/m1" },
      key: { strong: "B" },
      option: "5 × 5",
    }),
    asker: null,
    note: say("ask.of-topic", { topic: "Convolutional networks" }),
    buttons: [REPORT],
  },
  "open-question": {
    kind: "open-question",
    visibility: "channel",
    itemId: "pooling.o1",
    topic: "Convolutional networks",
    difficulty: "easy",
    prompt: "What does pooling do?",
    askedAt: ["Google", "Meta"],
    asker: "Ben",
    note: say("ask.again", { count: 3 }),
    buttons: [{ label: say("button.write"), primary: true, action: { verb: "write", item: "pooling.o1" } }],
  },
  "open-sealed": {
    kind: "open-sealed",
    visibility: "private",
    own: "It shrinks the map.",
    changed: false,
    closesAt: AT,
    answered: 3,
    buttons: [{ label: say("button.said"), primary: true, action: { verb: "said", round: "r-2026-11-20" } }],
  },
  "open-result": {
    kind: "open-result",
    visibility: "channel",
    roundId: "r-2026-11-20",
    topic: "Convolutional networks",
    difficulty: "easy",
    prompt: "What does pooling do?",
    keyPoints: [
      { point: "Fewer positions", weight: 3 },
      { point: "No weights of its own", weight: 1 },
    ],
    written: 2,
    spoken: 1,
    closedAt: AT,
    buttons: [
      { label: say("button.tick-own"), primary: true, action: { verb: "own", round: "r-2026-11-20" } },
    ],
  },
  "open-answer": {
    kind: "open-answer",
    visibility: "private",
    prompt: "What does pooling do?",
    own: "It shrinks the map. It learns its weights.",
    found: {
      covered: [{ point: "Fewer positions", evidence: "It shrinks the map." }],
      contradictions: [{ statement: "It learns its weights.", why: "Pooling has `no` weights." }],
    },
    shortAnswer: "It makes the map smaller and tolerant of small shifts.",
    keyPoints: [
      { point: "Fewer positions", weight: 3 },
      { point: "Tolerance to shifts", weight: 1 },
    ],
    submit: { label: say("button.tick"), primary: true, action: { verb: "tick", item: "pooling.o1" } },
    links: LINKS,
    buttons: [
      { label: say("button.worked"), action: { verb: "part", item: "pooling.o1", part: "worked" } },
      REPORT,
    ],
  },
  opinion: {
    kind: "opinion",
    visibility: "private",
    prompt: "What does pooling do?",
    model: "some-model",
    instead: null,
    found: {
      covered: [{ point: "Fewer positions", evidence: "It shrinks the map." }],
      contradictions: [{ statement: "It learns its weights.", why: "Pooling has no weights." }],
    },
    missing: [{ point: "Tolerance to shifts", weight: 1 }],
    buttons: [{ label: say("button.worked"), action: { verb: "part", item: "pooling.o1", part: "worked" } }],
  },
  hint: {
    kind: "hint",
    visibility: "private",
    mode: "practice",
    hints: 2,
    stem: STEM,
    struck: { letter: "A", text: "`3 × 3`", because: "That is one layer alone." },
    start: "Stacking widens nothing. It adds a border with every layer.",
    buttons: [
      { label: "B", primary: true, action: { verb: "answer", round: "r-2026-11-20", choice: 1 } },
      { label: say("button.hint-2"), action: { verb: "hint", round: "r-2026-11-20", number: 2 } },
    ],
  },
  "open-coverage": {
    kind: "open-coverage",
    visibility: "private",
    prompt: "What does pooling do?",
    covered: 0.75,
    missed: [{ point: "Tolerance to shifts", weight: 1 }],
    trap: { mistake: "Pooling learns weights.", why: "It looks like a layer." },
    next: { level: "strong", answer: "First.\n\nThen `max`.", lifts: "It names the cost." },
    counts: true,
    buttons: [
      {
        label: say("button.worked"),
        primary: true,
        action: { verb: "part", item: "pooling.o1", part: "worked" },
      },
      REPORT,
    ],
  },
  "open-part": {
    kind: "open-part",
    visibility: "private",
    prompt: "What does pooling do?",
    part: { kind: "level", level: "solid", answer: "First.\n\nThen `max`.", lifts: "It names the cost." },
    buttons: [],
  },
  sealed: {
    kind: "sealed",
    visibility: "private",
    roundId: "r-2026-11-20",
    given: { confidence: "leaning", hints: 1 },
    letter: "B",
    option: "5 × 5",
    changedFrom: "A",
    question: "Which receptive field?",
    closesAt: AT,
    answered: 3,
    buttons: [{ label: say("confidence.sure"), action: { verb: "sure", round: "r1", confidence: "sure" } }],
  },
  verdict: {
    kind: "verdict",
    visibility: "private",
    roundId: "r-2026-11-20",
    given: { confidence: "leaning", hints: 1 },
    mode: "practice",
    moment: "practice",
    chosen: { letter: "A", text: "`3 × 3`", because: "That is one layer alone." },
    right: false,
    key: { letter: "B", text: "5 × 5", because: "Each layer adds `k - 1`." },
    trap: "Adding the kernel sizes.",
    links: LINKS,
    points: null,
    capped: true,
    question: null,
    session: { number: 4, total: 10, due: 2, confidence: null },
    buttons: [REPORT],
  },
  "session-end": {
    kind: "session-end",
    visibility: "private",
    kept: [
      { name: "Receptive field", due: AT },
      { name: "Pooling", due: null },
    ],
    slipped: [{ name: "Batch normalization", due: AT }],
    points: 6,
    freeze: { held: 1 },
    more: true,
    buttons: [REPORT],
  },
  mistakes: {
    kind: "mistakes",
    visibility: "private",
    rows: [
      {
        concept: "Receptive field",
        at: AT,
        shown: {
          stem: STEM,
          key: "5 × 5",
          because: "Each layer adds `k - 1`.",
          trap: "Adding the kernel sizes.",
          drawn: true,
        },
      },
      { concept: "Pooling", at: AT, shown: "waits" },
      { concept: "Dropout", at: AT, shown: "gone" },
    ],
    more: 3,
    buttons: [REPORT],
  },
  plan: {
    kind: "plan",
    visibility: "private",
    date: "2027-02-01",
    days: 65,
    minutes: 15,
    questions: 10,
    about: { role: "computer-vision-engineer" },
    weeks: [
      { from: "2026-11-28", to: "2026-12-04", concepts: ["Pooling", "Receptive field"], reviews: 3 },
      { from: "2026-12-05", to: "2026-12-11", concepts: ["Dropout"], reviews: 1 },
      { from: "2026-12-12", to: "2026-12-18", concepts: [], reviews: 4 },
      { from: "2026-12-19", to: "2026-12-25", concepts: [], reviews: 0 },
      { from: "2026-12-26", to: "2027-01-01", concepts: ["Batch normalization"], reviews: 0 },
    ],
    known: 9,
    leftOut: Array.from({ length: 14 }, (_, i) => `Concept ${i}`),
    readiness,
    lines: [say("plan.set", { command: { command: "plan show" } })],
    buttons: [REPORT],
  },
  "plan-draft": {
    kind: "plan-draft",
    visibility: "private",
    date: "2027-02-01",
    minutes: 15,
    found: [
      { name: "Object detection", concepts: 3 },
      { name: "Tokenization", concepts: 1 },
    ].map((one) => ({
      ...one,
      drop: {
        label: say("button.subject", { name: one.name }),
        action: { verb: "plan-drop", subject: one.name.toLowerCase() },
      },
    })),
    concepts: 4,
    inPlace: false,
    lines: [say("plan.found", { count: 2 })],
    buttons: [REPORT],
  },
  result: sampleResult({ links: LINKS, right: { names: ["Ada", "Ben"], more: 2 } }),
  summary: {
    kind: "summary",
    visibility: "channel",
    lines: [say("board.empty")],
    top: [standing(1, "Ada", 20), standing(1, "Ben", 20)],
  },
  board,
  "groups-board": {
    kind: "groups-board",
    visibility: "channel",
    period: "month",
    previous: true,
    rows: [
      { rank: 1, group: "general", mean: 12.345, active: 3, here: true },
      { rank: 2, group: "random", mean: 1, active: 1, here: false },
    ],
    page: 1,
    pages: 1,
    buttons: [],
  },
  profile,
  home: {
    kind: "home",
    visibility: "private",
    question: null,
    profile,
    board,
    lines: [say("board.empty-past")],
    own: { language: "de", languages: ["en", "de"], reminders: true, hidden: true, manages: true },
    buttons: [REPORT],
  },
  topics: {
    kind: "topics",
    visibility: "private",
    total: 12,
    kinds: { choice: 8, numeric: 3, open: 1 },
    topics: [
      {
        id: "cnn",
        name: "Convolutional networks",
        about: "Filters, pooling, receptive fields",
        difficulties: { easy: 4, medium: 4, hard: 4 },
        kinds: { choice: 8, numeric: 3, open: 1 },
      },
    ],
  },
  schedule: {
    kind: "schedule",
    visibility: "private",
    group: group as never,
    next: { date: "2026-11-20", at: AT },
    lines: [say("board.empty")],
    buttons: [],
  },
  setup: {
    kind: "setup",
    visibility: "private",
    done: 3,
    lines: [say("setup.replaces", { group: { group: "C0STUDY" } })],
    asks: say("setup.preview"),
    channels: null,
    menus: [],
    preview: { group: "C0STUDY", schedule: group.schedule as never, opensAt: AT, closesAt: AT + 3_600_000 },
    buttons: [],
  },
  help: {
    kind: "help",
    visibility: "private",
    page: "study",
    commands: [{ line: "me", description: say("board.empty"), examples: ["me", "help candidates"] }],
    lines: [say("board.empty-past")],
    pages: [],
    buttons: [{ label: say("button.help-ask"), action: { verb: "help", page: "ask" } }],
  },
  recap: {
    kind: "recap",
    visibility: "channel",
    monday: "2026-11-16",
    rows: [standing(1, "Ada", 40), standing(2, "Ben", 30)],
    forgot: ["Pooling", "Receptive fields"],
    buttons: [
      {
        label: say("button.practise-this", { name: "Pooling" }),
        action: { verb: "another", asked: { topic: "pooling" }, private: true },
      },
    ],
    lines: [say("board.empty-past")],
  },
  reminder,
  sheet: {
    kind: "sheet",
    visibility: "private",
    ...SHEET,
    buttons: [
      {
        label: say("button.sheet-html"),
        primary: true,
        action: {
          verb: "sheet",
          wanted: { level: "mid", questions: 2, minutes: 45, company: "Google" },
          seed: "a1b2c3",
          form: "html",
        },
      },
    ],
  },
  interview: {
    kind: "interview",
    visibility: "private",
    item: POOLING,
    minutes: 8,
    buttons: [
      {
        label: say("button.sheet-markdown"),
        action: { verb: "interview", item: "pooling.o1", form: "markdown" },
      },
    ],
  },
  "sheet-file": { kind: "sheet-file", visibility: "private", form: "html", ...SHEET },
  export: { kind: "export", visibility: "private", filename: "dlq-data.json", json: "{}" },
  notice: {
    kind: "notice",
    visibility: "private",
    tone: "refusal",
    lines: [say("profile.hidden", { command: { command: "privacy show" } })],
    allowed: ["cnn", "rnn"],
    nearest: "cnn",
    buttons: [REPORT],
  },
};

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
  facts: { type: "facts", rows: [{ label: "When", value: text("09:00") }] },
  meters: { type: "meters", label: "By topic", rows: [{ label: "CNN", part: 3, whole: 4, value: "3 of 4" }] },
  list: { type: "list", label: "Points", items: [text("One"), text("Two")] },
  entry: { type: "entry", head: text("Head"), text: text("What it is"), foot: text("Foot") },
  details: { type: "details", summary: "More", blocks: [{ type: "footnote", text: text("Inside") }] },
  links: {
    type: "links",
    label: "Read more",
    links: [{ title: "CS231n", url: "https://cs231n.github.io/" }],
  },
  words: { type: "words", label: "Allowed", words: ["cnn", "rnn"], more: "and 3 more" },
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
