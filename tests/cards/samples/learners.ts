import { say } from "../../../src/engine/words/say.ts";
import type { Samples } from "../samples.ts";
import { AT, BEFORE, board, profile, REPORT, readiness, STEM, standing } from "./shared.ts";

/** Samples of what learners see of themselves and of each other. */

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

export const LEARNERS: Samples<
  | "board"
  | "groups-board"
  | "profile"
  | "recap"
  | "session-end"
  | "mistakes"
  | "kept"
  | "plan"
  | "plan-draft"
  | "reminder"
> = {
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
  recap: {
    kind: "recap",
    visibility: "channel",
    monday: "2026-11-16",
    rows: [standing(1, "Ada", 40), standing(2, "Ben", 30)],
    days: [10, 0, 40, 0, 20, 0, 0].map((points) => ({
      points,
      active: points > 30 ? 2 : points > 0 ? 1 : 0,
    })),
    forgot: ["Pooling", "Receptive fields"],
    buttons: [
      {
        label: say("button.practise-this", { name: "Pooling" }),
        action: { verb: "another", asked: { topic: "pooling" }, private: true },
      },
    ],
    lines: [say("recap.won", { name: { name: "Ada" } })],
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
        at: BEFORE,
        shown: {
          stem: STEM,
          key: "5 × 5",
          because: "Each layer adds `k - 1`.",
          trap: "Adding the kernel sizes.",
          drawn: true,
        },
      },
      { concept: "Pooling", at: BEFORE, shown: "waits" },
      { concept: "Dropout", at: BEFORE, shown: "gone" },
    ],
    more: 3,
    buttons: [REPORT],
  },
  kept: {
    kind: "kept",
    visibility: "private",
    ...{ on: true, changed: true, count: 500, most: 500, inPlace: false },
    buttons: [{ label: say("button.keep-drop"), action: { verb: "keep", item: "pooling.q1", act: "drop" } }],
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
  reminder,
};
