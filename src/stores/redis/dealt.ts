import { z } from "zod";
import type { Bank } from "../../engine/ports/bank.ts";
import { commitmentOf, proofOf } from "../../engine/rules/commitment.ts";
import { deal } from "../../engine/rules/deal.ts";
import { hash32 } from "../../engine/rules/random.ts";
import { decodeAsked, encodeAsked } from "../../engine/words/asked.ts";
import { DIFFICULTIES, type Difficulty } from "../../engine/words/item.ts";
import {
  ANSWER_MODES,
  type Choice,
  type DealtQuestion,
  type Round,
  THREAD_MODES,
} from "../../engine/words/round.ts";

/**
 * A practice round, and a daily one that is closed, is kept without its texts: the item, its version and the seed make the same question again out of
 * the bank. It is made sure of when it is written, and seen by a mark of the whole when it is read: if the bank was
 * changed in between, the key, the topic and what makes it a secret are still known, and the texts say so.
 */

/** Gives a question of the bank again; where there is no bank, everything is kept. */
export type Questions = Pick<Bank, "item"> | null;

/** Characters for what was asked for, which is more than all of it takes. */
export const ASKED_ROOM = 1_000;

/** What a practice round always has; one that has something else is kept as a whole. */
const USUAL = { answers: "buttons", thread: "off", ping: null } as const;

/** How many options a question has of which nothing else is said. */
const USUAL_OPTIONS = 4;

/** Fields of such a round, in place of its body. Each is short, so that Redis keeps the round in few bytes. */
export const DEALT_FIELDS = [
  "item",
  "dealt",
  "asked",
  "group",
  "onlyFor",
  "closesAt",
  "key",
  "topic",
  "sealed",
  "ping",
  "before",
] as const;

const ANSWERS = z.enum(ANSWER_MODES);
const THREADS = z.enum(THREAD_MODES);

/** Without its diagram and how its formulas are set: a question that gets one, or a better one, asks what it asked. */
const wholeOf = ({ diagram: _, formulas: __, ...question }: DealtQuestion) => JSON.stringify(question);
const markOf = (whole: string) => hash32(whole).toString(36);

function again(questions: Questions, itemId: string, version: number, seed: string): DealtQuestion | null {
  const item = questions?.item(itemId, seed) ?? null;
  return item === null || item.kind === "open" || item.version !== version ? null : deal(item, seed);
}

/** What a daily round has beside one of practice; null: more than the fields hold. */
function sealedOf({ question, salt, commitment, answers, thread, ping, before }: Round) {
  if (question.kind === "open" || commitment !== commitmentOf(proofOf(question, salt))) return null;
  return {
    sealed: [salt, answers, thread].join(" "),
    ...(ping === null ? {} : { ping }),
    ...(before === undefined ? {} : { before: before ?? "" }),
  };
}

/** null: the round is kept as a whole. What a daily one says of the question before is left out. */
export function encodeDealt(round: Round, questions: Questions): Readonly<Record<string, string>> | null {
  const { question, seed, opensAt, date, timezone, asked } = round;
  if (question.kind === "open") return null;
  const { itemId, version, kind, difficulty, stem } = question;
  const isUsual =
    round.answers === USUAL.answers && round.thread === USUAL.thread && round.ping === USUAL.ping;
  const more = round.mode === "daily" ? sealedOf(round) : isUsual ? {} : null;
  const made = more === null ? null : again(questions, itemId, version, seed);
  const whole = wholeOf(question);
  if (made === null || wholeOf(made) !== whole) return null;
  return {
    item: itemId,
    dealt: [
      ...[seed, version, kind, difficulty, hash32(stem).toString(36), markOf(whole)],
      ...(question.options.length === USUAL_OPTIONS ? [] : [question.options.length]),
    ].join(" "),
    asked: [opensAt, date, timezone, ...(asked === undefined ? [] : [encodeAsked(asked, ASKED_ROOM)])].join(
      " ",
    ),
    ...more,
  };
}

/** The parts of a round that never change, of `DEALT_FIELDS`. */
export function decodeDealt(
  place: { team: Round["place"]["team"]; id: string },
  fields: readonly (string | null)[],
  questions: Questions,
): Omit<Round, "status" | "windowNo" | "message" | "closedAt" | "lost"> {
  const [item = "", dealt = "", asked = "", group = "", onlyFor = "", closesAt, key, topic, sealed = ""] =
    fields.map((field) => field ?? "");
  const [seed = "", version = "", kind, difficulty = "", stem = "", mark, options] = dealt.split(" ");
  const [opensAt, date = "", timezone = "", wanted] = asked.split(" ");
  if (seed === "" || timezone === "" || !DIFFICULTIES.includes(difficulty as Difficulty))
    throw new SyntaxError(`a round is stored as ${dealt} and ${asked}`);
  const made = again(questions, item, Number(version), seed);
  const lost = {
    ...{ itemId: item, version: Number(version), key: Number(key) as Choice },
    kind: kind === "numeric" ? ("numeric" as const) : ("choice" as const),
    topic: { id: topic ?? "", name: topic ?? "" },
    difficulty: difficulty as Difficulty,
    ...{ stem: Number.parseInt(stem, 36), options: Number(options ?? USUAL_OPTIONS) },
  };
  const question = made !== null && markOf(wholeOf(made)) === mark ? made : changed(lost);
  return {
    ...{ id: place.id, place: { team: place.team, group }, onlyFor: onlyFor || null, question, seed },
    ...(sealed === "" ? PRACTICE : decodeSealed(question, sealed, fields)),
    ...{ opensAt: Number(opensAt), closesAt: Number(closesAt), date, timezone },
    ...(wanted === undefined ? {} : { asked: decodeAsked(wanted) }),
  };
}

// What a question of the day promises by them, one of practice does not.
const PRACTICE = { mode: "practice", salt: "", commitment: "", ...USUAL } as const;

function decodeSealed(question: DealtQuestion, sealed: string, fields: readonly (string | null)[]) {
  const [salt = "", answers = "", thread = ""] = sealed.split(" ");
  const [ping = null, before = null] = fields.slice(DEALT_FIELDS.indexOf("ping"));
  return {
    ...{ mode: "daily" as const, salt, commitment: commitmentOf(proofOf(question, salt)), ping },
    ...{ answers: ANSWERS.parse(answers), thread: THREADS.parse(thread) },
    ...(before === null ? {} : { before: before || null }),
  };
}

type Lost = Pick<DealtQuestion, "itemId" | "version" | "key" | "kind" | "topic" | "difficulty"> & {
  stem: number;
  options: number;
};

/** Questions are in English, and so is what stands in their place. */
function changed({ stem, options, ...known }: Lost): DealtQuestion {
  const option = {
    text: "(as it stood in the question)",
    because: "This question was changed since it was asked.",
  };
  return {
    ...known,
    concept: known.topic,
    stem: "This question was changed since it was asked.",
    options: Array.from({ length: options }, () => option),
    links: [],
    changed: { stem },
  };
}
