import { CONFIDENCES } from "../../learning/review.ts";
import { SOURCES } from "../../learning/session.ts";
import { type Asked, decodeAsked, encodeAsked } from "./asked.ts";
import { PERIODS } from "./board.ts";
import { DUEL_ACTS } from "./duel.ts";
import { EXPLAINED_ACTS } from "./explained.ts";
import { DIFFICULTIES, ROLES } from "./item.ts";
import { LINK_ACTS } from "./link.ts";
import { LIVE_ACTS } from "./live.ts";
import { MOCK_ACTS } from "./mock.ts";
import { PAIR_ACTS } from "./pair.ts";
import {
  type Action,
  BOARD_SCOPES,
  HELP_PAGES,
  KEEP_ACTS,
  OPEN_PARTS,
  PACK_ACTS,
  SESSION_ACTS,
  SETTINGS,
} from "./press.ts";
import { REMIND_ACTS } from "./remind.ts";
import { REPORT_KINDS } from "./report.ts";
import type { Choice } from "./round.ts";
import { decodeSetup, encodeSetup, SETUP_STEPS } from "./setup.ts";
import { decodeSheet, encodeSheet, SHEET_FORMS, type SheetForm } from "./sheet.ts";
import { WEEKLY_ACTS } from "./weekly-mock.ts";

/** Actions as the ids of buttons, and back. */

const SEPARATOR = ":";
const PREFIX = "dlq";
/** Characters of an id that what was asked for may take. */
const ASKED_ROOM = 86;

/** The form of a sheet by its first letter. */
const formLetter = (form: SheetForm): string => form.charAt(0);
const formOf = (letter: string | undefined) => SHEET_FORMS.find((form) => formLetter(form) === letter);

/** Item and round ids hold no colon, so the encoding is unambiguous. */
export function encodeAction(action: Action): string {
  const parts: string[] = [PREFIX, action.verb];
  switch (action.verb) {
    case "answer":
      parts.push(action.round, String(action.choice));
      break;
    case "hint":
      parts.push(action.round, String(action.number));
      break;
    case "mine":
    case "seal":
    case "who":
    case "said":
    case "own":
      parts.push(action.round);
      break;
    case "help":
      parts.push(action.page);
      break;
    case "report":
    case "reveal":
    case "write":
    case "tick":
    case "opinion":
    case "job":
    case "terms":
    case "time":
    case "explain":
      parts.push(action.item);
      break;
    case "report-as":
      parts.push(action.item, action.kind);
      break;
    case "pack":
      parts.push(action.item);
      break;
    case "pack-act":
      parts.push(action.act, action.pack);
      break;
    case "consent":
      parts.push(action.item, action.sends ? "1" : "0");
      break;
    case "part":
      parts.push(action.item, action.part);
      break;
    case "follow":
      parts.push(action.item, String(action.number), action.answer ? "1" : "0");
      break;
    case "another":
      parts.push(encodeAsked(action.asked, ASKED_ROOM), action.private ? "1" : "0");
      break;
    case "sheet":
      parts.push(...encodeSheet(action.wanted), action.seed, formLetter(action.form));
      break;
    case "interview":
      parts.push(action.item, formLetter(action.form));
      break;
    case "mock":
      parts.push(action.mock, String(action.step), action.act);
      break;
    case "mock-begin":
      parts.push(...encodeSheet({ ...action.wanted, questions: 1 }), action.anew ? "1" : "0");
      break;
    case "weekly":
      parts.push(action.group, action.date, action.act);
      break;
    case "pair":
      parts.push(action.pair, action.run, [action.act, ...action.at].join("."));
      break;
    case "set-up":
      parts.push(action.plan);
      break;
    case "setup":
      parts.push(action.step, encodeSetup(action.setup));
      if (action.page !== undefined) parts.push(String(action.page));
      break;
    case "forget":
      parts.push(action.learner);
      break;
    case "board":
      parts.push(action.period, action.scope, action.topic ?? "", action.previous ? "1" : "0");
      parts.push(String(action.page));
      break;
    case "ask-leave":
      parts.push(action.group);
      break;
    case "allow":
      parts.push(action.group, action.learner);
      break;
    case "sure":
      parts.push(action.round, action.confidence);
      break;
    case "review":
      parts.push(action.source, action.topic ?? "", action.group ?? "");
      if (action.difficulty !== undefined) parts.push(action.difficulty);
      break;
    case "duel":
      parts.push(action.duel, action.run, [action.act, ...action.at].join("."));
      break;
    case "explained":
      parts.push(action.round, `${action.act}.${action.number}`);
      break;
    case "keep":
      parts.push(action.item, action.act);
      break;
    case "session":
      parts.push(action.session, String(action.step), action.act);
      break;
    case "remind":
      parts.push(action.act, action.group ?? "");
      break;
    case "prefer":
      parts.push(action.setting, action.value);
      break;
    case "manage":
      parts.push(action.group ?? "");
      break;
    case "plan-role":
      parts.push(action.role, action.date, String(action.minutes));
      break;
    case "plan-drop":
      parts.push(action.subject);
      break;
    case "plan-use":
      parts.push(action.date);
      break;
    case "link":
      parts.push(action.run, action.act);
      break;
    case "live":
      parts.push(action.game, action.act);
      break;
    default:
      action satisfies never;
  }
  return parts.join(SEPARATOR);
}

function isOneOf<const V extends string>(values: readonly V[], word: string | undefined): word is V {
  return values.some((value) => value === word);
}

const isDate = (word: string | undefined): word is string => /^\d{4}-\d\d-\d\d$/.test(word ?? "");

function decodeBoard(words: readonly string[]): Action | null {
  const [period, scope, topic, previous, page, ...rest] = words;
  if (!isOneOf(PERIODS, period) || !isOneOf(BOARD_SCOPES, scope)) return null;
  if (topic === undefined || rest.length > 0 || !/^[1-9]\d{0,5}$/.test(page ?? "")) return null;
  return {
    verb: "board",
    period,
    scope,
    topic: topic === "" ? null : topic,
    previous: previous === "1",
    page: Number(page),
  };
}

function decodeReview(words: readonly string[]): Action | null {
  const [source, topic, group, difficulty, ...rest] = words;
  if (!isOneOf(SOURCES, source) || rest.length > 0) return null;
  if (difficulty !== undefined && !isOneOf(DIFFICULTIES, difficulty)) return null;
  const level = difficulty === undefined ? {} : { difficulty };
  return { verb: "review", source, topic: topic || null, group: group || null, ...level };
}

function decodeStep(step: string, chosen: string | undefined, page: string | undefined): Action | null {
  const setup = decodeSetup(chosen ?? "");
  if (!isOneOf(SETUP_STEPS, step) || setup === null || !/^\d{0,2}$/.test(page ?? "")) return null;
  return { verb: "setup", step, setup, ...(page ? { page: Number(page) } : {}) };
}

function decodeSheetAction(words: readonly string[]): Action | null {
  const [asked = "", terms = "", seed, letter, ...rest] = words;
  const wanted = decodeSheet(asked, terms);
  const form = formOf(letter);
  if (wanted === null || form === undefined || rest.length > 0 || !/^[\w-]{0,16}$/.test(seed ?? ":"))
    return null;
  return { verb: "sheet", wanted, seed: seed ?? "", form };
}

function decodeMock([asked = "", terms = "", anew, ...rest]: readonly string[]): Action | null {
  const wanted = decodeSheet(asked, terms);
  if (wanted === null || rest.length > 0) return null;
  const { questions: _, ...interview } = wanted;
  return { verb: "mock-begin", wanted: interview, anew: anew === "1" };
}

function decodePair(pair: string, run: string | undefined, what: string | undefined): Action | null {
  const [act, ...places] = (what ?? "").split(".");
  if (run === undefined || !isOneOf(PAIR_ACTS, act) || places.some((one) => !/^\d{1,2}$/.test(one)))
    return null;
  return { verb: "pair", pair, run, act, at: places.map(Number) };
}

function decodeDuel(duel: string, run: string | undefined, what: string | undefined): Action | null {
  const [act, ...at] = (what ?? "").split(".");
  if (run === undefined || !isOneOf(DUEL_ACTS, act) || at.some((one) => !/^\d$/.test(one))) return null;
  return { verb: "duel", duel, run, act, at: at.map(Number) };
}

function decodeExplained(round: string, what: string | undefined, more: string | undefined): Action | null {
  const [act, number = "", ...rest] = (what ?? "").split(".");
  if (!isOneOf(EXPLAINED_ACTS, act) || !/^[1-9]\d{0,2}$/.test(number) || rest.length > 0) return null;
  return more === undefined ? { verb: "explained", round, act, number: Number(number) } : null;
}

/** Buttons of before had topic and difficulty apart, and "open" in the difficulty's place. */
function decodeAnother(first: string, second: string, third: string | undefined): Action {
  if (third === undefined) return { verb: "another", asked: decodeAsked(first), private: second === "1" };
  const difficulty = DIFFICULTIES.find((one) => one === second);
  const asked: Asked = {
    ...(first === "" ? {} : { topic: first }),
    ...(difficulty === undefined ? {} : { difficulty }),
    ...(second === "open" ? { kind: "open" } : {}),
  };
  return { verb: "another", asked, private: third === "1" };
}

/** The action that an id stands for, or null where it is not one of ours. */
export function decodeAction(id: string): Action | null {
  const [prefix, verb, ...words] = id.split(SEPARATOR);
  if (prefix !== PREFIX) return null;
  if (verb === "board") return decodeBoard(words);
  const [first, second, third, ...rest] = words;
  if (verb === "review") return decodeReview(words);
  if (verb === "sheet") return decodeSheetAction(words);
  if (verb === "mock-begin") return decodeMock(words);
  if (first === undefined || rest.length > 0) return null;
  switch (verb) {
    case "answer":
      return second !== undefined && /^[0-5]$/.test(second)
        ? { verb, round: first, choice: Number(second) as Choice }
        : null;
    case "hint":
      return second === "1" || second === "2" ? { verb, round: first, number: second === "1" ? 1 : 2 } : null;
    // What the button was called before.
    case "why":
      return { verb: "mine", round: first };
    case "mine":
    case "seal":
    case "who":
    case "said":
    case "own":
      return { verb, round: first };
    case "help":
      return isOneOf(HELP_PAGES, first) ? { verb, page: first } : null;
    case "report":
    case "reveal":
    case "write":
    case "tick":
    case "opinion":
    case "job":
    case "terms":
    case "time":
    case "explain":
      return { verb, item: first };
    case "report-as":
      return isOneOf(REPORT_KINDS, second) ? { verb, item: first, kind: second } : null;
    case "pack":
      return { verb, item: first };
    case "pack-act":
      return isOneOf(PACK_ACTS, first) && second ? { verb, pack: second, act: first } : null;
    case "setup":
      return decodeStep(first, second, third);
    case "consent":
      return second === "0" || second === "1" ? { verb, item: first, sends: second === "1" } : null;
    case "part": {
      const part = OPEN_PARTS.find((one) => one === second);
      return part === undefined ? null : { verb, item: first, part };
    }
    case "follow":
      return second !== undefined && /^\d{1,2}$/.test(second)
        ? { verb, item: first, number: Number(second), answer: third === "1" }
        : null;
    case "another":
      return second === undefined ? null : decodeAnother(first, second, third);
    case "interview": {
      const form = formOf(second);
      return form === undefined ? null : { verb, item: first, form };
    }
    case "mock":
      return isOneOf(MOCK_ACTS, third) && /^\d{1,4}$/.test(second ?? "")
        ? { verb, mock: first, step: Number(second), act: third }
        : null;
    case "weekly":
      return isDate(second) && isOneOf(WEEKLY_ACTS, third)
        ? { verb, group: first, date: second, act: third }
        : null;
    case "pair":
      return decodePair(first, second, third);
    case "set-up":
      return { verb, plan: first };
    case "forget":
      return { verb, learner: first };
    case "ask-leave":
      return { verb, group: first };
    case "allow":
      return second !== undefined ? { verb, group: first, learner: second } : null;
    case "sure":
      return isOneOf(CONFIDENCES, second) ? { verb, round: first, confidence: second } : null;
    case "session":
      return isOneOf(SESSION_ACTS, third) && /^[1-9]\d{0,4}$/.test(second ?? "")
        ? { verb, session: first, step: Number(second), act: third }
        : null;
    case "duel":
      return decodeDuel(first, second, third);
    case "explained":
      return decodeExplained(first, second, third);
    case "keep":
      return isOneOf(KEEP_ACTS, second) ? { verb, item: first, act: second } : null;
    case "remind":
      return isOneOf(REMIND_ACTS, first) ? { verb, act: first, group: second || null } : null;
    case "prefer":
      return isOneOf(SETTINGS, first) && second ? { verb, setting: first, value: second } : null;
    case "manage":
      return { verb, group: first || null };
    case "plan-role":
      return isOneOf(ROLES, first) && isDate(second) && /^[1-9]\d{0,2}$/.test(third ?? "")
        ? { verb, role: first, date: second, minutes: Number(third) }
        : null;
    case "plan-drop":
      return { verb, subject: first };
    case "plan-use":
      return isDate(first) ? { verb, date: first } : null;
    case "link":
      return isOneOf(LINK_ACTS, second) ? { verb, run: first, act: second } : null;
    case "live":
      return isOneOf(LIVE_ACTS, second) ? { verb, game: first, act: second } : null;
    default:
      return null;
  }
}
