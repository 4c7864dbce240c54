import { LETTERS } from "../../../src/engine/words/round.ts";
import { say } from "../../../src/engine/words/say.ts";
import { sampleResult } from "../../platforms/samples.ts";
import type { Samples } from "../samples.ts";
import { AT, BEFORE, DIAGRAM, LINKS, REPORT, STEM, standing } from "./shared.ts";

/** Samples of questions and what is said of answers to them. */

const OPTIONS = ["`3 × 3`", "5 × 5", "7 × 7", "9 × 9"];

export const QUESTIONS: Samples<
  | "question"
  | "hint"
  | "sealed"
  | "verdict"
  | "result"
  | "summary"
  | "open-question"
  | "open-sealed"
  | "open-result"
  | "open-answer"
  | "opinion"
  | "open-coverage"
  | "open-part"
> = {
  question: {
    kind: "question",
    visibility: "channel",
    roundId: "r-2026-11-20",
    mode: "daily",
    topic: "Convolutional networks",
    difficulty: "medium",
    stem: STEM,
    diagram: DIAGRAM,
    options: LETTERS.slice(0, OPTIONS.length).map((letter, i) => ({ letter, text: OPTIONS[i] ?? "" })),
    answered: 2,
    closesAt: AT,
    commitment: "3f9ac1d2",
    answers: "buttons",
    ping: null,
    previous: say("question.previous", {
      before: {
        link: say("question.of-date", { date: { date: "2026-11-19" } }),
        url: "https://chat.example/m1",
      },
      key: { strong: "B" },
      option: "5 × 5",
    }),
    asker: null,
    note: say("ask.of-topic", { topic: "Convolutional networks" }),
    buttons: [REPORT],
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
    buttons: [
      { label: say("button.praise"), action: { verb: "praise", item: "receptive-field.c2" } },
      REPORT,
    ],
  },
  result: sampleResult({ links: LINKS, right: { names: ["Ada", "Ben"], more: 2 } }),
  summary: {
    kind: "summary",
    visibility: "channel",
    lines: [say("summary.right", { right: 2, length: 6, date: { date: "2026-11-20" } })],
    top: [standing(1, "Ada", 20), standing(1, "Ben", 20)],
  },
  "open-question": {
    kind: "open-question",
    visibility: "channel",
    itemId: "pooling.o1",
    topic: "Convolutional networks",
    difficulty: "easy",
    prompt: "What does pooling do?",
    asked: {
      ...{ style: "compare", frequency: "common", audiences: ["general", "fresher"] },
      ...{ roles: ["data-scientist", "computer-vision-engineer"], companies: ["Google", "Meta"] },
    },
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
    closedAt: BEFORE,
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
};
