import type { OpenItem } from "../../../src/engine/words/item.ts";
import { say } from "../../../src/engine/words/say.ts";
import type { Samples } from "../samples.ts";
import { AT, board, group, LINKS, profile, REPORT } from "./shared.ts";

/** Samples of everything else. */

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

export const SERVICE: Samples<
  | "home"
  | "topics"
  | "schedule"
  | "help"
  | "export"
  | "notice"
  | "setup"
  | "sheet"
  | "interview"
  | "sheet-file"
> = {
  home: {
    kind: "home",
    visibility: "private",
    question: null,
    profile,
    board,
    lines: [say("home.next", { group: { group: "2" }, at: { time: AT, style: "moment" } })],
    own: { language: "de", languages: ["en", "de"], reminders: true, hidden: true, manages: { group: null } },
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
    names: { cnn: "Convolutional networks", rnn: "Recurrent networks" },
    next: { date: "2026-11-20", at: AT },
    lines: [say("daily.is-paused", { command: { command: "daily resume" } })],
    buttons: [],
  },
  help: {
    kind: "help",
    visibility: "private",
    page: "study",
    commands: [{ line: "me", description: say("command.me"), examples: ["me", "help candidates"] }],
    lines: [say("help.studies", { command: { command: "review" } })],
    pages: [],
    buttons: [{ label: say("button.help-ask"), action: { verb: "help", page: "ask" } }],
  },
  export: {
    kind: "export",
    visibility: "private",
    filename: "dlq-data.json",
    json: "{}",
    lines: [say("export.linked", { account: { name: "Ada" }, command: { command: "privacy export" } })],
  },
  notice: {
    kind: "notice",
    visibility: "private",
    tone: "refusal",
    lines: [say("profile.hidden", { command: { command: "privacy show" } })],
    allowed: ["cnn", "rnn"],
    nearest: "cnn",
    buttons: [REPORT],
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
};
