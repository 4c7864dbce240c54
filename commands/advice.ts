import type { WordId } from "../src/engine/words/say.ts";

/** Advice that the help shows: what to do and what to avoid in an interview, from both sides of the table. */
export const ADVICE: Readonly<
  Record<"candidates" | "interviewers", readonly { title: WordId; points: readonly WordId[] }[]>
> = {
  candidates: [
    {
      title: "advice.dos",
      points: [
        "advice.candidates.answer-first",
        "advice.candidates.ask-meaning",
        "advice.candidates.conventions",
        "advice.candidates.shapes",
        "advice.candidates.compare",
        "advice.candidates.seen-or-read",
        "advice.candidates.own-projects",
        "advice.candidates.frameworks",
        "advice.candidates.do-not-know",
        "advice.candidates.when-it-fails",
        "advice.candidates.recover",
        "advice.candidates.practise",
      ],
    },
    {
      title: "advice.donts",
      points: [
        "advice.candidates.no-universals",
        "advice.candidates.no-reciting",
        "advice.candidates.no-dismissing",
      ],
    },
  ],
  interviewers: [
    {
      title: "advice.dos",
      points: [
        "advice.interviewers.decide-before",
        "advice.interviewers.start-easy",
        "advice.interviewers.mix",
        "advice.interviewers.situations",
        "advice.interviewers.same-core",
        "advice.interviewers.let-finish",
        "advice.interviewers.hints",
        "advice.interviewers.other-answers",
        "advice.interviewers.write-down",
        "advice.interviewers.what-next",
      ],
    },
    {
      title: "advice.donts",
      points: [
        "advice.interviewers.no-interrupting",
        "advice.interviewers.no-trivia",
        "advice.interviewers.no-disputes",
        "advice.interviewers.no-outdated",
      ],
    },
  ],
};
