import type { KeyPoint } from "../../src/engine/words/item.ts";
import { FORMS, type FormName } from "../../src/engine/words/press.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import { LETTERS } from "../../src/engine/words/round.ts";
import { say } from "../../src/engine/words/say.ts";
import { SAMPLES } from "../cards/samples.ts";
import { sampleDaily, sampleQuestion, sampleStep } from "../platforms/samples.ts";
import { replaced } from "./payloads.ts";

/** A reply to look at. */
export interface Scene {
  id: string;
  language: string;
  reply: Reply;
}

/** A form that a button opens. */
export interface FormScene {
  id: string;
  language: string;
  form: FormName;
}

/** All forms, in the language with the longest words. */
export const FORM_SCENES: readonly FormScene[] = (Object.keys(FORMS) as FormName[]).map((form) => ({
  id: `form-${form}`,
  language: "de",
  form,
}));

/** What there is to tick in one, longer than a box has room for. */
export const POINTS: readonly KeyPoint[] = [
  {
    point:
      "Fewer positions, each of which stands for a whole window of those before it, so that what follows costs less and sees more",
    weight: 3,
  },
  { point: "Tolerance to small shifts", weight: 1 },
];

/** Names in scripts of both directions, of one letter and of as many as people have. */
const NAMES: Readonly<Record<string, string>> = {
  Ada: "عبد الرحمن بن خالد",
  Ben: "יעל כהן-לוי",
  Cem: "さくら 🌸",
  Dia: "प्रिया शर्मा",
  Eva: "Maximiliana-Theodora von Hohenstaufen-Wittelsbach",
  Fyn: "王小明",
  Gil: "Володимир",
  Hal: "*_~|> [x]",
};

const renamed = <T>(value: T): T => replaced(value, NAMES);

const board: Reply = {
  ...SAMPLES.board,
  rows: Object.keys(NAMES).map((name, i) => ({
    rank: i + 1,
    learner: name,
    name,
    points: 120 - 13 * i,
    you: i === 2,
  })),
};

const LONG =
  "A block of 40 layers, pre-norm, width 4,096 with 32 heads and 8 key-value heads, is served at a context of 32,768 tokens: how large is the cache of one sequence in 16-bit floats?";

/** Cards that say more than the samples do, or in other scripts. */
export const FULL: readonly Scene[] = [
  { id: "board-names", language: "en", reply: renamed(board) },
  { id: "recap-names", language: "en", reply: renamed(SAMPLES.recap) },
  { id: "result-names", language: "en", reply: renamed(SAMPLES.result) },
  { id: "question-daily", language: "en", reply: sampleDaily({ answered: 12 }) },
  {
    id: "question-long",
    language: "de",
    reply: sampleQuestion({
      stem: LONG,
      asker: NAMES.Eva ?? null,
      options: LETTERS.map((letter, i) => ({
        letter,
        text: `${i + 2} GiB: \`2 · 40 · 32,768 · ${8 * (i + 1)} · 128\` numbers of two bytes each, since keys and values are both kept`,
      })),
    }),
  },
  {
    id: "question-code",
    language: "en",
    reply: sampleQuestion({
      stem: "What is printed?\n```python\nx = torch.arange(6).reshape(2, 3)\nprint(x.transpose(0, 1).contiguous().view(-1, 2)[1])\n```",
      options: ["`tensor([1, 4])`", "`tensor([2, 3])`", "`tensor([1, 2])`", "an error"].map((text, i) => ({
        letter: LETTERS[i as 0],
        text,
      })),
    }),
  },
  { id: "session-step", language: "en", reply: sampleStep(4) },
  {
    id: "notice-refused",
    language: "en",
    reply: {
      ...SAMPLES.notice,
      lines: [say("page.direct-about")],
      allowed: Array.from({ length: 40 }, (_, i) => `a-topic-of-some-length-${i}`),
    },
  },
];

/** Every kind of reply. */
export const everyKind = (language: string): Scene[] =>
  Object.entries(SAMPLES).map(([id, reply]) => ({ id, language, reply }));

/** Cards of many words, for looks in every language. */
export const inLanguage = (language: string): Scene[] =>
  (["result", "profile", "setup"] as const).map((id) => ({
    id: `${id}-${language}`,
    language,
    reply: renamed(SAMPLES[id]),
  }));
