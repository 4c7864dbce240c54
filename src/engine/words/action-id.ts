import { CONFIDENCES } from "../../learning/review.ts";
import { SOURCES } from "../../learning/session.ts";
import { type Asked, decodeAsked, encodeAsked } from "./asked.ts";
import { PERIODS } from "./board.ts";
import { DUEL_ACTS } from "./duel.ts";
import { EXPLAINED_ACTS } from "./explained.ts";
import {
  bit,
  coded,
  date,
  type Field,
  isRefused,
  number,
  oneOf,
  optional,
  text,
  textOrNone,
} from "./id-fields.ts";
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

type Verb = Action["verb"];
type Doing<V extends Verb> = Omit<Extract<Action, { verb: V }>, "verb">;

/** How the rest of an id says what its verb does. */
interface Code<V extends Verb> {
  write(action: Doing<V>): readonly string[];
  /** null: it is nothing that `write` wrote. */
  read(words: readonly string[]): Doing<V> | null;
}

/** One part of the id for each field, in this order, which stays: messages that are up hold it. */
function fields<V extends Verb>(of: { [K in keyof Doing<V>]-?: Field<Doing<V>[K]> }): Code<V> {
  const all = Object.entries<Field<unknown>>(of);
  return {
    write: (action) => all.flatMap(([name, field]) => field.write(action[name as keyof Doing<V>]) ?? []),
    read: (words) => {
      const values = all.map(([name, field], i) => [name, field.read(words[i])] as const);
      if (words.length > all.length || values.some(([, value]) => isRefused(value))) return null;
      return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Doing<V>;
    },
  };
}

/** What is done, and to which parts of it, as one part of an id: `tick.0.2`. */
const writePlaces = ({ act, at }: { act: string; at: readonly number[] }) => [act, ...at].join(".");

function readPlaces<const A extends string>(acts: readonly A[], place: RegExp, word = "") {
  const [first, ...places] = word.split(".");
  const act = acts.find((one) => one === first);
  return act !== undefined && places.every((one) => place.test(one)) ? { act, at: places.map(Number) } : null;
}

const pair: Code<"pair"> = {
  write: ({ pair, run, ...what }) => [pair, run, writePlaces(what)],
  read: ([pair, run, what, ...rest]) => {
    const placed = readPlaces(PAIR_ACTS, /^\d{1,2}$/, what);
    return pair && run && placed && rest.length === 0 ? { pair, run, ...placed } : null;
  },
};

const duel: Code<"duel"> = {
  write: ({ duel, run, ...what }) => [duel, run, writePlaces(what)],
  read: ([duel, run, what, ...rest]) => {
    const placed = readPlaces(DUEL_ACTS, /^\d$/, what);
    return duel && run && placed && rest.length === 0 ? { duel, run, ...placed } : null;
  },
};

const explained: Code<"explained"> = {
  write: ({ round, act, number }) => [round, writePlaces({ act, at: [number] })],
  read: ([round, what, ...rest]) => {
    const placed = readPlaces(EXPLAINED_ACTS, /^[1-9]\d{0,2}$/, what);
    const [number, ...more] = placed?.at ?? [];
    if (!round || placed === null || number === undefined || more.length + rest.length > 0) return null;
    return { round, act: placed.act, number };
  },
};

/** Buttons of before had topic and difficulty apart, and "open" in the difficulty's place. */
const another: Code<"another"> = {
  write: ({ asked, private: isPrivate }) => [encodeAsked(asked, ASKED_ROOM), isPrivate ? "1" : "0"],
  read: ([first, second, third, ...rest]) => {
    if (first === undefined || second === undefined || rest.length > 0) return null;
    if (third === undefined) return { asked: decodeAsked(first), private: second === "1" };
    const difficulty = DIFFICULTIES.find((one) => one === second);
    const asked: Asked = {
      ...(first === "" ? {} : { topic: first }),
      ...(difficulty === undefined ? {} : { difficulty }),
      ...(second === "open" ? { kind: "open" } : {}),
    };
    return { asked, private: third === "1" };
  },
};

/** The form of a sheet is its first letter. */
const letterOf = (form: SheetForm) => form.charAt(0);
const form = oneOf(SHEET_FORMS, letterOf);

const sheet: Code<"sheet"> = {
  write: ({ wanted, seed, form: as }) => [...encodeSheet(wanted), seed, letterOf(as)],
  read: ([asked = "", terms = "", seed, letter, ...rest]) => {
    const wanted = decodeSheet(asked, terms);
    const as = SHEET_FORMS.find((one) => letterOf(one) === letter);
    if (wanted === null || as === undefined || rest.length > 0) return null;
    return seed !== undefined && /^[\w-]{0,16}$/.test(seed) ? { wanted, seed, form: as } : null;
  },
};

const mockBegin: Code<"mock-begin"> = {
  write: ({ wanted, anew }) => [...encodeSheet({ ...wanted, questions: 1 }), anew ? "1" : "0"],
  read: ([asked = "", terms = "", anew, ...rest]) => {
    const wanted = decodeSheet(asked, terms);
    if (wanted === null || rest.length > 0) return null;
    const { questions: _, ...interview } = wanted;
    return { wanted: interview, anew: anew === "1" };
  },
};

const CODES: { [V in Verb]: Code<V> } = {
  answer: fields({ round: text, choice: number<Choice>(/^[0-5]$/) }),
  hint: fields({ round: text, number: number<1 | 2>(/^[12]$/) }),
  mine: fields({ round: text }),
  seal: fields({ round: text }),
  who: fields({ round: text }),
  said: fields({ round: text }),
  own: fields({ round: text }),
  sure: fields({ round: text, confidence: oneOf(CONFIDENCES) }),
  help: fields({ page: oneOf(HELP_PAGES) }),
  report: fields({ item: text }),
  praise: fields({ item: text }),
  "report-as": fields({ item: text, kind: oneOf(REPORT_KINDS) }),
  reveal: fields({ item: text }),
  part: fields({ item: text, part: oneOf(OPEN_PARTS) }),
  follow: fields({ item: text, number: number(/^\d{1,2}$/), answer: bit }),
  write: fields({ item: text }),
  tick: fields({ item: text }),
  opinion: fields({ item: text }),
  consent: fields({ item: text, sends: bit }),
  keep: fields({ item: text, act: oneOf(KEEP_ACTS) }),
  explain: fields({ item: text }),
  explained,
  another,
  sheet,
  interview: fields({ item: text, form }),
  mock: fields({ mock: text, step: number(/^\d{1,4}$/), act: oneOf(MOCK_ACTS) }),
  "mock-begin": mockBegin,
  pair,
  weekly: fields({ group: text, date, act: oneOf(WEEKLY_ACTS) }),
  duel,
  live: fields({ game: text, act: oneOf(LIVE_ACTS) }),
  link: fields({ run: text, act: oneOf(LINK_ACTS) }),
  review: fields({
    source: oneOf(SOURCES),
    topic: textOrNone,
    group: textOrNone,
    difficulty: optional(oneOf(DIFFICULTIES)),
  }),
  session: fields({ session: text, step: number(/^[1-9]\d{0,4}$/), act: oneOf(SESSION_ACTS) }),
  remind: fields({ act: oneOf(REMIND_ACTS), group: textOrNone }),
  "set-up": fields({ plan: text }),
  setup: fields({
    step: oneOf(SETUP_STEPS),
    setup: coded(encodeSetup, decodeSetup),
    page: optional(number(/^\d{1,2}$/)),
  }),
  time: fields({ item: text }),
  manage: fields({ group: textOrNone }),
  prefer: fields({ setting: oneOf(SETTINGS), value: text }),
  board: fields({
    period: oneOf(PERIODS),
    scope: oneOf(BOARD_SCOPES),
    topic: textOrNone,
    previous: bit,
    page: number(/^[1-9]\d{0,5}$/),
  }),
  "ask-leave": fields({ group: text }),
  allow: fields({ group: text, learner: text }),
  forget: fields({ learner: text }),
  job: fields({ item: text }),
  terms: fields({ item: text }),
  "plan-role": fields({ role: oneOf(ROLES), date, minutes: number(/^[1-9]\d{0,2}$/) }),
  "plan-drop": fields({ subject: text }),
  "plan-use": fields({ date }),
  pack: fields({ item: text }),
  "pack-act": fields({ act: oneOf(PACK_ACTS), pack: text }),
};

/** What buttons were called before, of messages that are still up. */
const CALLED_BEFORE: ReadonlyMap<string, Verb> = new Map([["why", "mine"]]);

const isVerb = (word: string): word is Verb => Object.hasOwn(CODES, word);
/** Of a verb that is known by its name alone its code fits. */
const codeOf = (verb: Verb) => CODES[verb] as Code<Verb>;

/** Item and round ids hold no colon, so the encoding is unambiguous. */
export function encodeAction(action: Action): string {
  return [PREFIX, action.verb, ...codeOf(action.verb).write(action)].join(SEPARATOR);
}

/** The action that an id stands for, or null where it is not one of ours. */
export function decodeAction(id: string): Action | null {
  const [prefix, word = "", ...words] = id.split(SEPARATOR);
  const verb = CALLED_BEFORE.get(word) ?? word;
  if (prefix !== PREFIX || !isVerb(verb)) return null;
  const read = codeOf(verb).read(words);
  return read === null ? null : ({ verb, ...read } as Action);
}
