import { join } from "node:path";
import { FAMILIES } from "../../src/bank/families/index.ts";
import { loadBank } from "../../src/bank/load.ts";
import { deal } from "../../src/engine/rules/deal.ts";
import { questionReply, resultReply } from "../../src/engine/uses/views.ts";
import type { Item } from "../../src/engine/words/item.ts";
import type { BoardReply, RecapReply } from "../../src/engine/words/reply.ts";
import type { ChoiceRound } from "../../src/engine/words/round.ts";
import { say } from "../../src/engine/words/say.ts";
import { SAMPLES } from "../cards/samples.ts";
import type { Skin, Theme } from "../skins/page.ts";
import { makeRound } from "../stores/fixtures.ts";
import type { Scene } from "./scenes.ts";
import { NOW } from "./studio.ts";

/** What `docs/images/` shows as members see it: each tells of something that the bot does, with questions of the bank. */
export interface Telling extends Scene {
  skin: Skin;
  theme: Theme;
}

const loaded = loadBank(join(import.meta.dirname, "../../questions"), FAMILIES);
if (loaded.kind === "refused") throw new Error("the bank is refused");
const { bank } = loaded;

function itemOf<K extends Item["kind"]>(id: string, kind: K): Extract<Item, { kind: K }> {
  const item = bank.item(id, "a seed");
  if (item?.kind !== kind) throw new Error(`${id} is no item of the kind ${kind}`);
  return item as Extract<Item, { kind: K }>;
}

const HOUR = 3_600_000;
const SEAL = "3f9ac1d27b0e5486a1c2d9e8f70b6a5d4c3e2f1089b7a6c5d4e3f20118a9b7c6";

const round = (id: string): ChoiceRound => ({
  ...(makeRound({ id: "r-2026-11-20", opensAt: NOW - 2 * HOUR }) as ChoiceRound),
  question: deal(itemOf(id, "choice"), "seed"),
  closesAt: NOW + 6 * HOUR,
  commitment: SEAL,
});

const PEOPLE = ["Ada", "יעל כהן-לוי", "さくら 🌸", "प्रिया शर्मा", "عبد الرحمن", "Володимир", "王小明"];
const you = 2;

const asked = round("learning-rate.c4");
const closed = { ...asked, closesAt: NOW - HOUR };
/** How many chose each option; the names below are of those who were right. */
const TALLY = [3, 5, 1, 2].map((count, i) => (i === asked.question.key ? 14 : count));

const open = (id: string) => itemOf(id, "open");

const WEEK: RecapReply = {
  ...SAMPLES.recap,
  lines: [say("recap.won-of", { name: { name: PEOPLE[0] ?? "" }, total: PEOPLE.length })],
  rows: PEOPLE.slice(0, 5).map((name, i) => ({ rank: i + 1, learner: name, name, points: 120 - 13 * i })),
  days: [104, 128, 105, 121, 91, 12, 6].map((points, i) => ({
    points,
    active: [5, 7, 5, 6, 5, 2, 1][i] ?? 0,
  })),
};

const BOARD: BoardReply = {
  ...SAMPLES.board,
  topic: null,
  rows: PEOPLE.map((name, i) => ({
    rank: i + 1,
    learner: name,
    name,
    points: 120 - 13 * i,
    you: i === you,
    moved: [0, 2, 1, -2, "new", -1, 0][i] as number | "new",
    streak: [24, 9, 12, 3, null, null, 5][i] ?? null,
  })),
  total: PEOPLE.length,
  pages: 1,
};

export const TELLING: readonly Telling[] = [
  {
    id: "question-discord",
    skin: "discord",
    theme: "dark",
    language: "en",
    reply: { ...questionReply(round("receptive-field.c2"), 12, null), answers: "both" },
  },
  {
    id: "result-slack",
    skin: "slack",
    theme: "light",
    language: "en",
    reply: resultReply(closed, TALLY, {
      names: ["Ada", "Ben", "Chidi"],
      more: 11,
    }),
  },
  {
    id: "board-discord",
    skin: "discord",
    theme: "dark",
    language: "en",
    reply: BOARD,
  },
  { id: "week-discord", skin: "discord", theme: "light", language: "en", reply: WEEK },
  { id: "week-slack", skin: "slack", theme: "light", language: "en", reply: WEEK },
  {
    id: "setup-slack",
    skin: "slack",
    theme: "dark",
    language: "en",
    reply: {
      ...SAMPLES.setup,
      lines: [],
      buttons: [
        { label: say("button.done"), primary: true, action: { verb: "help", page: "ask" } },
        { label: say("button.back"), action: { verb: "help", page: "daily" } },
      ],
    },
  },
  {
    id: "sheet-discord",
    skin: "discord",
    theme: "light",
    language: "en",
    reply: {
      ...SAMPLES.sheet,
      questions: ["pooling.o1", "receptive-field.o1"].map((id, i) => ({
        item: open(id),
        minutes: 18 + 4 * i,
      })),
    },
  },
  {
    id: "home-slack",
    skin: "slack",
    theme: "light",
    language: "en",
    reply: {
      ...SAMPLES.home,
      lines: [],
      question: questionReply(asked, 12, null),
      profile: null,
      board: BOARD,
      own: { ...SAMPLES.home.own, language: "en", hidden: false },
      buttons: [],
    },
  },
];
