import type { Diagram } from "../../../src/engine/words/diagram.ts";
import { say } from "../../../src/engine/words/say.ts";

/** What samples of several kinds are made of. */

export const AT = 1_795_165_200_000;
/** Before what happens at `AT`, as seen from where pictures are taken. */
export const BEFORE = AT - 26 * 3_600_000;
export const STEM = "Two stacked `3 × 3` convolutions, stride 1: what is the receptive field?";
export const DIAGRAM: Diagram = {
  kind: "window",
  alt: "A grid of five by five cells without padding; a kernel of three by three lies in its upper left corner.",
  ...{ input: 5, kernel: 3, stride: 1, padding: 0, dilation: 1, values: [] },
};
export const LINKS = [
  { title: "CS231n", url: "https://cs231n.github.io/" },
  { title: "A book on paper", url: "no address" },
];
export const standing = (rank: number, name: string, points: number) => ({
  rank,
  learner: name,
  name,
  points,
});
export const REPORT = {
  label: say("button.report"),
  action: { verb: "report", item: "receptive-field.c1" },
} as const;

export const board = {
  kind: "board",
  visibility: "private",
  period: "week",
  previous: false,
  scope: "group",
  topic: "Convolutional networks",
  rows: [
    { ...standing(1, "Ada", 40), moved: 2, streak: 12, you: false },
    { ...standing(2, "Ben", 1), you: true },
  ],
  own: null,
  total: 12,
  page: 1,
  pages: 2,
  buttons: [],
} as const;

export const readiness = {
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

export const profile = {
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
    topics: [{ topic: "cnn", recall: 0.91 }],
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
  badges: [say("badge.streak", { length: 10 }), say("badge.topic", { topic: "CNN" }), say("badge.helped")],
  duels: { won: 3, lost: 2, drawn: 1 },
  kept: 12,
  interviews: 2,
  explained: 1,
  hidden: true,
  buttons: [
    {
      label: say("button.review"),
      action: { verb: "review", source: "due", topic: null, group: "2" },
      primary: true,
    },
  ],
} as const;

export const group = {
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
  paused: { reason: "manager", since: BEFORE },
  managedBy: null,
  next: { date: "2026-11-20", at: AT },
  lastDate: null,
  windows: 0,
  current: null,
  recap: null,
};
