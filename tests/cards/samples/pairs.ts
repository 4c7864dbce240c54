import type { PairAct } from "../../../src/engine/words/pair.ts";
import { type Say, say } from "../../../src/engine/words/say.ts";
import type { Samples } from "../samples.ts";
import { AT } from "./shared.ts";

/** Samples of what is said of mock interviews of two. */

const acting = (act: PairAct, ...at: number[]) =>
  ({ verb: "pair", pair: "ada.ben", run: "x7Qz", act, at }) as const;
const press = (label: Say, act: PairAct, ...at: number[]) => ({ label, action: acting(act, ...at) });
const WANTED = { level: "mid", role: "data-scientist", minutes: 45 } as const;
const POOLING = { id: "pooling", name: "Pooling" };
const CNN = { id: "cnn", name: "Convolutional networks" };

export const PAIRS: Samples<
  "pair-invite" | "pair-prompt" | "pair-sheet" | "pair-end" | "pair-score" | "weekly-mock"
> = {
  "pair-invite": {
    kind: "pair-invite",
    visibility: "channel",
    ...{ by: "11", invited: "12", observer: null, wanted: WANTED, drawn: false, state: "invited" },
    until: AT,
    buttons: [press(say("button.pair-accept"), "accept"), press(say("button.pair-decline"), "decline")],
  },
  "pair-prompt": {
    kind: "pair-prompt",
    visibility: "channel",
    ...{ interviewer: "11", candidate: "12", number: 1, of: 4, followUp: false },
    prompt: "What does `pooling` do?",
    ...{ minutes: 8, difficulty: "easy" },
    first: { voice: "2", observer: "13", missing: [say("discord.permission.private-threads")] },
    buttons: [press(say("button.pair-sheet"), "sheet", 0)],
  },
  "pair-sheet": {
    kind: "pair-sheet",
    visibility: "private",
    ...{ number: 1, of: 4, concept: "Pooling", difficulty: "easy", minutes: 8 },
    prompt: "What does `pooling` do?",
    how: "Ask for an example.",
    points: [
      { point: "Fewer positions", weight: 3, ticked: true },
      { point: "Tolerance to shifts", weight: 1, ticked: false },
    ],
    flags: [{ flag: "Says that it learns weights", ticked: false }],
    followUps: [
      { question: "And without it?", answer: "Strides do the same." },
      { question: "Why the maximum?", answer: null },
    ],
    choices: {
      points: [acting("untick", 0, 0, 0), acting("tick", 0, 0, 1)],
      flags: [acting("flag", 0, 0, 0)],
      followUps: [{ place: 1, action: acting("ask", 0, 0, 1) }],
    },
    buttons: [press(say("button.pair-next"), "next", 0, 0)],
  },
  "pair-end": {
    kind: "pair-end",
    visibility: "channel",
    ...{ interviewer: "11", candidate: "12", asked: 3 },
    buttons: [press(say("button.pair-score"), "score", 0), press(say("button.pair-swap"), "swap", 0)],
  },
  "pair-score": {
    kind: "pair-score",
    visibility: "private",
    ...{ reader: "candidate", candidate: "12" },
    score: {
      wanted: WANTED,
      covered: 0.62,
      questions: [
        {
          ...{ item: "pooling.o1", concept: POOLING, topic: CNN, difficulty: "easy", how: "aloud" },
          ...{ covered: 0.75, strength: null, minutes: 8, spent: 400_000, flags: [0] },
        },
      ],
      topics: [{ topic: CNN, covered: 0.75, questions: 1 }],
      computed: { right: 0, asked: 0 },
      calibration: { over: 0, under: 0, fitting: 0 },
      study: [POOLING],
    },
    questions: [{ missed: ["Tolerance to shifts"], flags: ["Says that it learns weights"] }],
    ...{ from: "easy", to: "hard" },
    models: [
      {
        label: say("button.pair-model", { number: 1, concept: "Pooling" }),
        action: { verb: "part", item: "pooling.o1", part: "strong" },
      },
    ],
    buttons: [],
  },
  "weekly-mock": {
    kind: "weekly-mock",
    visibility: "channel",
    ...{ at: AT, signed: ["11", "12"], drawn: false, pairs: [] },
    buttons: [
      {
        label: say("button.weekly-join"),
        action: { verb: "weekly", group: "2", date: "2026-11-27", act: "join" },
      },
    ],
  },
};
