import { say } from "../../../src/engine/words/say.ts";
import type { Samples } from "../samples.ts";
import { AT, BEFORE, DIAGRAM, REPORT, STEM } from "./shared.ts";

/** Samples of a mock interview. */

const PROMPT = "Why does max pooling help, and what does it cost?";
const HEAD = { visibility: "private", number: 2, total: 6, prompt: PROMPT, buttons: [REPORT] } as const;
const WANTED = { level: "mid", minutes: 45, company: "Google" } as const;
const POOLING = { id: "pooling", name: "Pooling" };
const CNN = { id: "cnn", name: "Convolutional networks" };

export const MOCKS: Samples<
  "mock-asked" | "mock-rate" | "mock-tick" | "mock-follow" | "mock-told" | "mock-judged" | "scorecard"
> = {
  "mock-asked": {
    ...HEAD,
    ...{ kind: "mock-asked", topic: CNN.name, difficulty: "medium", diagram: DIAGRAM },
    options: [
      { letter: "A", text: "`3 × 3`" },
      { letter: "B", text: "5 × 5" },
      { letter: "C", text: "7 × 7" },
      { letter: "D", text: "9 × 9" },
    ],
    ...{ began: BEFORE, minutes: 8, note: say("mock.resumed") },
  },
  "mock-rate": { ...HEAD, kind: "mock-rate", own: "It makes maps smaller *and* <b>cheaper</b>." },
  "mock-tick": {
    ...HEAD,
    ...{ kind: "mock-tick", own: "It makes maps smaller." },
    found: {
      covered: [{ point: "Fewer positions to compute", evidence: "It makes maps smaller." }],
      contradictions: [],
    },
    points: [
      { point: "Fewer positions to compute", weight: 3 },
      { point: "Loses where things are", weight: 2 },
      { point: "Says that pooling learns weights", weight: 0 },
    ],
    submit: {
      label: say("button.tick"),
      primary: true,
      action: { verb: "tick", item: "mock~a1b2c3-d4e5f6~pooling.o1" },
    },
  },
  "mock-follow": {
    ...HEAD,
    ...{ kind: "mock-follow", covered: 0.6, question: "What would you use where position matters?" },
  },
  "mock-told": {
    ...HEAD,
    ...{ kind: "mock-told", how: "written", covered: 0.45, strength: "strong" },
    missed: [{ point: "Loses where things are", weight: 2 }],
    flags: ["Says that pooling learns weights"],
    followUp: {
      question: "What would you use where position matters?",
      answer: "A strided convolution.",
      own: "No pooling.",
    },
    next: { level: "solid", answer: "It shrinks maps, and *where* gets lost." },
    counts: false,
  },
  "mock-judged": {
    ...HEAD,
    ...{ kind: "mock-judged", prompt: STEM, chosen: "A", right: false },
    key: { letter: "B", text: "5 × 5", because: "Two layers add a border of one each." },
  },
  scorecard: {
    ...{ kind: "scorecard", visibility: "private", at: AT, form: "card" },
    card: {
      wanted: WANTED,
      covered: 0.62,
      questions: [
        {
          ...{ item: "pooling.o1", concept: POOLING, topic: CNN, difficulty: "medium", how: "aloud" },
          ...{ covered: 0.45, strength: "strong", minutes: 8, spent: 400_000, flags: [0] },
        },
        {
          ...{ item: "lstm.o1", concept: { id: "lstm", name: "LSTM" }, difficulty: "hard", how: "skipped" },
          topic: { id: "rnn", name: "Recurrent networks" },
          ...{ covered: 0, strength: null, minutes: 12, spent: 1000, flags: [] },
        },
      ],
      topics: [
        { topic: CNN, covered: 0.45, questions: 1 },
        { topic: { id: "rnn", name: "Recurrent networks" }, covered: 0, questions: 1 },
      ],
      computed: { right: 1, asked: 2 },
      calibration: { over: 1, under: 0, fitting: 0 },
      study: [POOLING, { id: "lstm", name: "LSTM" }],
    },
    parts: [say("filter.company", { value: "Google" })],
    flags: [{ concept: "Pooling", flag: "Says that pooling learns weights" }],
    earlier: [{ at: AT - 86_400_000, wanted: WANTED, covered: 0.5 }],
    buttons: [
      {
        label: say("button.mock-study"),
        primary: true,
        action: { verb: "mock", mock: "a1b2c3-d4e5f6", step: 0, act: "study" },
      },
    ],
  },
};
