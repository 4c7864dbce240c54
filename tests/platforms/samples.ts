import {
  type NoticeReply,
  notice,
  type OpenAnswerReply,
  type QuestionReply,
  type ResultReply,
} from "../../src/engine/words/reply.ts";
import { LETTERS } from "../../src/engine/words/round.ts";
import { say } from "../../src/engine/words/say.ts";
import { saying } from "./speaking.ts";

/** Ordinary replies, as the bot gives them every day. */

const OPTIONS = ["`3 × 3`", "5 × 5", "7 × 7", "9 × 9"];

export function sampleQuestion(change: Partial<QuestionReply> = {}): QuestionReply {
  return {
    kind: "question",
    visibility: "channel",
    roundId: "r-2026-11-20",
    mode: "practice",
    topic: "Convolutional networks",
    difficulty: "medium",
    stem: "Two stacked `3 × 3` convolutions, stride 1: what is the receptive field?",
    options: LETTERS.slice(0, OPTIONS.length).map((letter, i) => ({ letter, text: OPTIONS[i] ?? "" })),
    answered: 0,
    closesAt: 1_795_165_200_000,
    commitment: null,
    answers: "both",
    ping: null,
    previous: null,
    asker: "Ada",
    buttons: [
      ...LETTERS.slice(0, OPTIONS.length).map((letter, i) => ({
        label: letter,
        action: { verb: "answer", round: "r-2026-11-20", choice: i as 0 | 1 | 2 | 3 } as const,
      })),
      { label: say("button.report"), action: { verb: "report", item: "receptive-field-1" } },
    ],
    ...change,
  };
}

export function sampleOpenAnswer(keyPoints: OpenAnswerReply["keyPoints"]): OpenAnswerReply {
  return {
    kind: "open-answer",
    visibility: "private",
    prompt: "What does pooling do?",
    own: null,
    found: null,
    shortAnswer: "It shrinks the map.",
    keyPoints,
    submit: { label: say("button.tick"), action: { verb: "tick", item: "pooling.o1" } },
    links: [],
    buttons: [],
  };
}

/** A session's question, in the place of which its verdict comes. */
export function sampleStep(number: number): QuestionReply {
  const session = "abc-1";
  return sampleQuestion({
    visibility: "private",
    asker: null,
    session: { number, total: 10, due: 2, confidence: null },
    buttons: [
      ...LETTERS.slice(0, OPTIONS.length).map((letter, i) => ({
        label: letter,
        action: { verb: "session", session, step: number, act: `${i as 0 | 1 | 2 | 3}` } as const,
      })),
      {
        label: say("button.stop"),
        row: true,
        action: { verb: "session", session, step: number, act: "stop" },
      },
    ],
  });
}

export function sampleDaily(change: Partial<QuestionReply> = {}): QuestionReply {
  return sampleQuestion({ mode: "daily", commitment: "3f9ac1d2", asker: null, ...change });
}

export function sampleResult(change: Partial<ResultReply> = {}): ResultReply {
  return {
    kind: "result",
    visibility: "channel",
    roundId: "r-2026-11-20",
    mode: "daily",
    topic: "Convolutional networks",
    difficulty: "medium",
    stem: "Two stacked `3 × 3` convolutions, stride 1: what is the receptive field?",
    options: LETTERS.slice(0, OPTIONS.length).map((letter, i) => ({
      letter,
      text: OPTIONS[i] ?? "",
      chosenBy: i,
      isKey: letter === "B",
    })),
    key: "B",
    explanation: "Each layer adds `k - 1`: 1 + 2 + 2 = 5.",
    trap: "Adding the kernel sizes: 3 + 3 = 6.",
    links: [{ title: "CS231n", url: "https://cs231n.github.io/" }],
    answered: 6,
    right: { names: ["Ada"], more: 0 },
    seal: { commitment: "3f9ac1d2", check: "printf '%s' 'salt receptive-field.c1 v1 B' | sha256sum" },
    closedAt: 1_795_071_600_000,
    buttons: [{ label: say("button.mine"), action: { verb: "mine", round: "r-2026-11-20" } }],
    ...change,
  };
}

export function sampleNotice(text: string, visibility: NoticeReply["visibility"] = "private"): NoticeReply {
  return { ...notice("done", saying(text)), visibility };
}
