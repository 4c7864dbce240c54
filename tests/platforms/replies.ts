import fc, { type Arbitrary } from "fast-check";
import { ADVICE } from "../../commands/advice.ts";
import { startOf } from "../../src/engine/rules/set-up.ts";
import type { Standing } from "../../src/engine/words/board.ts";
import { HOW_ANSWERED, STRENGTHS } from "../../src/engine/words/interview.ts";
import { AUDIENCES, type OpenItem, ROLES } from "../../src/engine/words/item.ts";
import { type Button, HELP_PAGES } from "../../src/engine/words/press.ts";
import type { NoticeReply, Reply } from "../../src/engine/words/reply.ts";
import { ANSWER_MODES, LETTERS } from "../../src/engine/words/round.ts";
import { say } from "../../src/engine/words/say.ts";
import { SENIORITIES } from "../../src/engine/words/sheet.ts";
import { CONFIDENCES } from "../../src/learning/review.ts";
import { DUELS } from "./duel-replies.ts";
import { EXPLAINED, said } from "./explained-replies.ts";
import { PACKS } from "./pack-replies.ts";
import { PAIRS } from "./pair-replies.ts";
import { buttons, count, difficulty, id, instant, lines, links, schedule, sentence } from "./parts.ts";
import { saying } from "./speaking.ts";
import { anyMarkup, anyName, anyText, longMarkup } from "./texts.ts";

/** Replies of every kind whose texts are long, right-to-left, full of markup and of mentions. */

const reviewed = fc.record({ name: anyText, due: fc.option(instant) });
const standing: Arbitrary<Standing> = fc.record({
  rank: fc.integer({ min: 1, max: 9999 }),
  learner: id,
  name: anyName,
  points: count,
});
const standings = fc.array(standing, { maxLength: 25 });
const liveTable = fc.record({
  rows: fc.array(
    standing.chain((line) => fc.nat(20).map((right) => ({ ...line, right }))),
    { maxLength: 10 },
  ),
  more: fc.nat(90),
  speed: fc.boolean(),
});
const optionTexts = fc.array(anyMarkup, { minLength: 2, maxLength: LETTERS.length });
const letter = fc.constantFrom(...LETTERS);
const given = fc.record({ confidence: fc.option(fc.constantFrom(...CONFIDENCES)), hints: fc.nat(2) });
const explained = fc.record({ letter, text: anyMarkup, because: anyMarkup });
const kinds = fc.record({ choice: count, numeric: count, open: count });
const period = fc.constantFrom("today", "week", "month", "rolling", "all");
const visibility = fc.constantFrom("private", "channel");
const question = fc.record({
  kind: fc.constant("question"),
  visibility,
  roundId: id,
  mode: fc.constantFrom("daily", "practice"),
  topic: anyText,
  difficulty,
  stem: longMarkup,
  options: optionTexts.map((texts) => texts.map((text, i) => ({ letter: LETTERS[i] ?? "A", text }))),
  answered: count,
  closesAt: instant,
  commitment: fc.option(fc.constant("3f9ac1d2")),
  answers: fc.constantFrom(...ANSWER_MODES),
  ping: fc.option(id),
  previous: fc.option(lines.map(([line]) => line ?? saying(""))),
  asker: fc.option(anyName),
  live: fc.option(fc.record({ number: count, of: count, seconds: count }), { nil: undefined }),
  buttons,
});

const board = fc.record({
  kind: fc.constant("board"),
  visibility,
  period,
  previous: fc.boolean(),
  scope: fc.constantFrom("group", "team"),
  topic: fc.option(anyText),
  rows: fc.array(
    standing.chain((s) => fc.boolean().map((you) => ({ ...s, you }))),
    { maxLength: 25 },
  ),
  own: fc.option(standing),
  total: count,
  page: fc.integer({ min: 1, max: 99 }),
  pages: fc.integer({ min: 1, max: 99 }),
  buttons,
});

const recalled = fc.array(fc.record({ name: anyText, recall: fc.float({ min: 0, max: 1, noNaN: true }) }), {
  maxLength: 3,
});

const share = fc.double({ min: 0, max: 1, noNaN: true });
/** Answers of which a few were right. */
const claimed = {
  answers: fc.integer({ min: 10, max: 999 }),
  right: fc.integer({ min: 0, max: 10 }),
  claimed: share,
};
const shares = { mean: share, low: share, high: share, unknown: share, own: share, asked: count, of: count };
const readiness = fc.record({
  ...shares,
  topics: fc.array(fc.record({ name: anyText, ...shares }), { maxLength: 20 }),
});
const planDay = fc.constantFrom("2026-11-28", "2027-02-01");
const planAbout = fc.oneof(
  fc.record({ role: fc.constantFrom(...ROLES) }),
  fc.record({ subjects: fc.array(anyText, { maxLength: 50 }) }),
);

const profile = fc.record({
  kind: fc.constant("profile"),
  visibility: fc.constant("private"),
  name: anyName,
  group: id,
  today: fc.option(
    fc.oneof(
      fc.record({ kind: fc.constant("open" as const), answered: fc.boolean(), closesAt: instant }),
      fc.record({ kind: fc.constant("next" as const), answered: fc.boolean(), opensAt: instant }),
    ),
  ),
  streak: fc.record({ current: count, best: count, answeredToday: fc.boolean(), frozen: fc.nat(3) }),
  freezes: fc.record({ held: fc.nat(2), towards: fc.nat(9) }),
  points: fc.array(fc.record({ period, points: count, rank: fc.option(count), of: count }), { maxLength: 5 }),
  topics: fc.array(fc.record({ topic: id, name: anyText, right: count, answered: count }), { maxLength: 30 }),
  memory: fc.option(
    fc.record({
      ...{ due: count, next: fc.option(instant), weakest: recalled, strongest: recalled },
      topics: fc.array(fc.record({ topic: id, recall: share }), { maxLength: 30 }),
    }),
  ),
  calibration: fc.option(
    fc.record({
      levels: fc.uniqueArray(fc.record({ confidence: fc.constantFrom(...CONFIDENCES), ...claimed }), {
        minLength: 1,
        maxLength: 3,
        selector: ({ confidence }) => confidence,
      }),
      brier: fc.option(fc.record({ own: share, baseline: share })),
      topics: fc.array(fc.record({ name: anyText, ...claimed }), { maxLength: 3 }),
    }),
  ),
  plan: fc.option(fc.record({ date: planDay, days: count, about: planAbout, readiness })),
  days: fc.option(
    fc.record({
      from: fc.constantFrom("2026-08-23", "2024-02-29"),
      answered: fc.array(fc.option(fc.nat(40)), { minLength: 90, maxLength: 90 }),
    }),
  ),
  badges: lines,
  duels: fc.option(fc.record({ won: count, lost: count, drawn: count })),
  kept: count,
  interviews: count,
  explained: count,
  hidden: fc.boolean(),
  buttons,
});

const privately = fc.constant("private");
const inChannel = fc.constant("channel");

const keyPoints = fc.array(fc.record({ point: anyMarkup, weight: fc.nat(10) }), { maxLength: 8 });
const SUBMIT: Button = { label: say("button.tick"), action: { verb: "tick", item: "pooling.o1" } };

const found = fc.record({
  covered: fc.array(fc.record({ point: anyMarkup, evidence: anyText }), { maxLength: 6 }),
  contradictions: fc.array(fc.record({ statement: anyText, why: anyMarkup }), { maxLength: 3 }),
});

const modelAnswer = fc.record({ answer: anyMarkup, lifts: anyMarkup });
const askedWhere = fc.record({
  style: fc.constantFrom("compare", "diagnosis", "a style of their own"),
  frequency: fc.constantFrom("common", "regular", "occasional"),
  audiences: fc.subarray([...AUDIENCES], { minLength: 1 }),
  roles: fc.subarray([...ROLES], { minLength: 1 }),
  companies: fc.array(anyText, { maxLength: 3 }),
});
const openItem = fc.record({
  kind: fc.constant("open"),
  id,
  concept: fc.record({ id, name: anyText }),
  topic: fc.record({ id, name: anyText }),
  difficulty,
  links: fc.constant([]),
  prompt: anyMarkup,
  alsoAsked: fc.array(anyMarkup, { maxLength: 3 }),
  style: fc.constantFrom("compare", "diagnosis", "a style of their own"),
  frequency: fc.constantFrom("common", "regular", "occasional"),
  audiences: fc.subarray([...AUDIENCES], { minLength: 1 }),
  roles: fc.subarray([...ROLES], { minLength: 1 }),
  companies: fc.array(anyText, { maxLength: 3 }),
  shortAnswer: anyMarkup,
  workedAnswer: anyMarkup,
  trap: fc.record({ mistake: anyMarkup, why: anyMarkup }),
  followUps: fc.array(fc.record({ question: anyMarkup, answer: anyMarkup }), { maxLength: 3 }),
  modelAnswers: fc.record({ basic: modelAnswer, solid: modelAnswer, strong: modelAnswer }),
  keyPoints,
  interviewer: fc.record({
    when: anyMarkup,
    why: anyMarkup,
    how: anyMarkup,
    lookFor: fc.array(anyMarkup, { maxLength: 4 }),
    redFlags: fc.array(anyMarkup, { maxLength: 4 }),
  }),
}) satisfies Arbitrary<OpenItem>;
const sheetQuestions = fc.array(fc.record({ item: openItem, minutes: count }), {
  minLength: 1,
  maxLength: 4,
});
const sheetAbout = fc.record({
  level: fc.constantFrom(...SENIORITIES),
  minutes: count,
  reserve: count,
  parts: lines,
});

const named = fc.record({ id, name: anyText });
const interviewWanted = fc.record({ level: fc.constantFrom(...SENIORITIES), minutes: count });
const mockStep = <K extends string, T extends object>(kind: K, more: { [N in keyof T]: Arbitrary<T[N]> }) =>
  fc
    .record({
      kind: fc.constant(kind),
      visibility: privately,
      number: fc.integer({ min: 1, max: 8 }),
      total: fc.integer({ min: 8, max: 11 }),
      prompt: longMarkup,
      buttons,
    })
    .chain((head) => fc.record<T>(more).map((rest) => ({ ...head, ...rest })));

/** One arbitrary per kind of reply; the type makes sure that none is missing. */
const KINDS = {
  question,
  "open-question": fc.record({
    kind: fc.constant("open-question"),
    visibility,
    itemId: id,
    topic: anyText,
    difficulty,
    prompt: longMarkup,
    asked: askedWhere,
    asker: fc.option(anyName),
    buttons,
  }),
  "open-sealed": fc.record({
    kind: fc.constant("open-sealed"),
    visibility: privately,
    own: fc.option(anyText),
    changed: fc.boolean(),
    closesAt: instant,
    answered: count,
    buttons,
  }),
  "open-result": fc.record({
    kind: fc.constant("open-result"),
    said,
    visibility: inChannel,
    roundId: id,
    topic: anyText,
    difficulty,
    prompt: longMarkup,
    keyPoints,
    written: count,
    spoken: count,
    closedAt: instant,
    buttons,
  }),
  "open-answer": fc.record({
    kind: fc.constant("open-answer"),
    visibility: privately,
    prompt: anyMarkup,
    own: fc.option(anyText),
    note: fc.option(sentence, { nil: undefined }),
    found: fc.option(found),
    shortAnswer: anyMarkup,
    keyPoints,
    submit: fc.constant(SUBMIT),
    links,
    buttons,
  }),
  hint: fc.record({
    kind: fc.constant("hint"),
    visibility: privately,
    mode: fc.constantFrom("daily" as const, "practice" as const),
    hints: fc.constantFrom(1 as const, 2 as const),
    stem: anyMarkup,
    struck: fc.record({ letter, text: anyMarkup, because: fc.option(anyMarkup) }),
    start: fc.option(anyMarkup),
    buttons,
  }),
  "open-coverage": fc.record({
    kind: fc.constant("open-coverage"),
    visibility: privately,
    prompt: anyMarkup,
    covered: fc.double({ min: 0, max: 1, noNaN: true }),
    missed: keyPoints,
    trap: fc.record({ mistake: anyMarkup, why: anyMarkup }),
    next: fc.record({
      level: fc.constantFrom("basic" as const, "solid" as const, "strong" as const),
      answer: longMarkup,
      lifts: anyMarkup,
    }),
    counts: fc.boolean(),
    buttons,
  }),
  opinion: fc.record({
    kind: fc.constant("opinion"),
    visibility: privately,
    prompt: anyMarkup,
    model: anyText,
    instead: fc.option(fc.constant(say("opinion.nonsense"))),
    found: fc.option(found),
    missing: keyPoints,
    buttons,
  }),
  "open-part": fc.record({
    kind: fc.constant("open-part"),
    said,
    visibility: privately,
    prompt: anyMarkup,
    part: fc.oneof(
      fc.record({ kind: fc.constant("worked" as const), answer: longMarkup }),
      fc.record({
        kind: fc.constant("level" as const),
        level: fc.constantFrom("basic" as const, "solid" as const, "strong" as const),
        answer: longMarkup,
        lifts: anyMarkup,
      }),
      fc.record({
        kind: fc.constant("follow-up" as const),
        number: fc.integer({ min: 1, max: 9 }),
        of: fc.constant(9),
        question: anyMarkup,
        answer: fc.option(longMarkup),
      }),
    ),
    buttons,
  }),
  sealed: fc.record({
    kind: fc.constant("sealed"),
    visibility: privately,
    letter,
    option: anyMarkup,
    changedFrom: fc.option(letter),
    question: fc.option(anyMarkup),
    roundId: id,
    given: fc.option(given),
    closesAt: instant,
    answered: count,
    buttons,
  }),
  verdict: fc.record({
    kind: fc.constant("verdict"),
    said,
    visibility: privately,
    mode: fc.constantFrom("daily", "practice"),
    moment: fc.constantFrom("practice", "standing", "review"),
    chosen: fc.option(explained),
    right: fc.boolean(),
    key: explained,
    trap: fc.option(anyMarkup),
    links,
    points: fc.option(count),
    capped: fc.boolean(),
    question: fc.option(anyMarkup),
    roundId: id,
    given: fc.option(given),
    withdrawn: fc.constantFrom(undefined, true),
    buttons,
  }),
  result: fc.record({
    kind: fc.constant("result"),
    said,
    withdrawn: fc.constantFrom(undefined, true),
    visibility: inChannel,
    roundId: id,
    mode: fc.constantFrom("daily", "practice"),
    topic: anyText,
    difficulty,
    stem: anyMarkup,
    options: optionTexts.map((texts) =>
      texts.map((text, i) => ({ letter: LETTERS[i] ?? "A", text, chosenBy: i * 7, isKey: i === 2 })),
    ),
    key: fc.constant("C"),
    explanation: longMarkup,
    trap: fc.option(anyMarkup),
    links,
    answered: count,
    right: fc.record({ names: fc.array(anyName, { maxLength: 20 }), more: count }),
    seal: fc.option(
      fc.constant({
        commitment: "3f9ac1d2",
        check: "printf '%s' '0123456789abcdef cnn.c1 v1 C' | sha256sum",
      }),
    ),
    closedAt: instant,
    live: fc.option(fc.record({ number: count, of: count, table: liveTable, next: fc.boolean() }), {
      nil: undefined,
    }),
    buttons,
  }),
  summary: fc.record({ kind: fc.constant("summary"), visibility: inChannel, lines, top: standings }),
  board,
  "groups-board": fc.record({
    kind: fc.constant("groups-board"),
    visibility,
    period,
    previous: fc.boolean(),
    rows: fc.array(
      fc.record({
        rank: count,
        group: id,
        mean: fc.float({ min: 0, max: 1000, noNaN: true }),
        active: count,
        here: fc.boolean(),
      }),
      { maxLength: 25 },
    ),
    page: fc.integer({ min: 1, max: 99 }),
    pages: fc.integer({ min: 1, max: 99 }),
    buttons,
  }),
  profile,
  home: fc.record({
    kind: fc.constant("home"),
    question: fc.option(question),
    buttons,
    visibility: privately,
    profile: fc.option(profile),
    board: fc.option(board),
    lines,
    own: fc.record({
      language: fc.constantFrom(null, "de"),
      languages: fc.constant(["en", "de"]),
      reminders: fc.boolean(),
      hidden: fc.boolean(),
      manages: fc.option(fc.record({ group: fc.option(id) })),
    }),
  }),
  topics: fc.record({
    kind: fc.constant("topics"),
    visibility: privately,
    total: count,
    kinds,
    topics: fc.array(
      fc.record({
        id,
        name: anyText,
        about: anyText,
        difficulties: fc.record({ easy: count, medium: count, hard: count }),
        kinds,
      }),
      { maxLength: 20 },
    ),
  }),
  schedule,
  help: fc.record({
    kind: fc.constant("help"),
    visibility: privately,
    commands: fc.array(
      fc.record({
        line: anyText,
        description: lines.map(([line]) => line ?? saying("")),
        examples: fc.array(anyText, { maxLength: 3 }),
      }),
      { maxLength: 12 },
    ),
    lines,
    pages: fc.subarray([...ADVICE.candidates, ...ADVICE.interviewers]),
    page: fc.constantFrom(...HELP_PAGES),
    buttons,
  }),
  "session-end": fc.record({
    kind: fc.constant("session-end"),
    visibility: privately,
    kept: fc.array(reviewed, { maxLength: 30 }),
    slipped: fc.array(reviewed, { maxLength: 30 }),
    points: count,
    freeze: fc.option(fc.record({ held: fc.constantFrom(1, 2) })),
    more: fc.boolean(),
    buttons,
  }),
  mistakes: fc.record({
    kind: fc.constant("mistakes"),
    visibility: privately,
    rows: fc.array(
      fc.record({
        concept: anyText,
        at: instant,
        shown: fc.oneof(
          fc.constantFrom("waits" as const, "gone" as const),
          fc.record({
            stem: longMarkup,
            key: anyMarkup,
            because: fc.option(anyMarkup),
            trap: fc.option(anyMarkup),
            drawn: fc.boolean(),
          }),
        ),
      }),
      { maxLength: 5 },
    ),
    more: count,
    buttons,
  }),
  kept: fc.record({
    kind: fc.constant("kept"),
    visibility: privately,
    on: fc.boolean(),
    changed: fc.boolean(),
    count,
    most: count,
    inPlace: fc.boolean(),
    buttons,
  }),
  plan: fc.record({
    kind: fc.constant("plan"),
    visibility: privately,
    date: planDay,
    days: count,
    minutes: count,
    questions: count,
    about: planAbout,
    weeks: fc.array(
      fc.record({
        from: planDay,
        to: planDay,
        concepts: fc.array(anyText, { maxLength: 30 }),
        reviews: count,
      }),
      { maxLength: 20 },
    ),
    known: count,
    leftOut: fc.array(anyText, { maxLength: 30 }),
    readiness,
    lines,
    buttons,
  }),
  "plan-draft": fc.record({
    kind: fc.constant("plan-draft"),
    visibility: privately,
    date: planDay,
    minutes: count,
    found: fc.array(
      fc.record({
        name: anyText,
        concepts: count,
        drop: fc.record({
          label: anyText.map((name) => say("button.subject", { name })),
          action: fc.record({ verb: fc.constant("plan-drop"), subject: id }),
        }),
      }),
      { maxLength: 50 },
    ),
    concepts: count,
    inPlace: fc.boolean(),
    lines,
    buttons,
  }),
  recap: fc.record({
    kind: fc.constant("recap"),
    said: fc.option(fc.record({ about: anyText, name: fc.option(anyName), text: anyText }), {
      nil: undefined,
    }),
    visibility: inChannel,
    monday: fc.constant("2026-11-16"),
    rows: standings,
    days: fc.array(fc.record({ points: count, active: count }), { minLength: 7, maxLength: 7 }),
    forgot: fc.array(anyText, { maxLength: 3 }),
    buttons,
    lines,
  }),
  reminder: fc.record({
    kind: fc.constant("reminder"),
    visibility: privately,
    question: fc.option(
      fc.record({
        group: anyText,
        closesAt: instant,
        url: fc.option(fc.constant("https://example.org/m1")),
      }),
    ),
    streak: count,
    result: fc.option(
      fc.record({
        date: fc.constant("2026-11-16"),
        right: fc.boolean(),
        key: fc.constantFrom("A", "D"),
        option: anyMarkup,
      }),
    ),
    freeze: fc.boolean(),
    answered: fc.option(fc.constant("2026-11-15")),
    due: fc.oneof(count, fc.constant("some" as const)),
    buttons,
  }),
  setup: fc.record({
    kind: fc.constant("setup"),
    visibility: privately,
    done: fc.constantFrom(0, 1, 2, 3),
    lines,
    asks: anyText.map(saying),
    channels: fc.option(
      fc.record({ chosen: fc.option(fc.constant("C1")), action: fc.constant(startOf("C1")) }),
    ),
    menus: fc.array(
      fc.record({
        label: anyText.map(saying),
        choices: fc.array(fc.record({ label: anyText.map(saying), action: fc.constant(startOf(null)) }), {
          minLength: 1,
          maxLength: 30,
        }),
        chosen: fc.option(fc.nat(3)),
      }),
      { maxLength: 2 },
    ),
    preview: fc.constant(null),
    buttons,
  }),
  sheet: fc.record({
    kind: fc.constant("sheet"),
    visibility: privately,
    about: sheetAbout,
    questions: sheetQuestions,
    buttons,
  }),
  interview: fc.record({
    kind: fc.constant("interview"),
    visibility: privately,
    item: openItem,
    minutes: count,
    buttons,
  }),
  "sheet-file": fc.record({
    kind: fc.constant("sheet-file"),
    visibility: privately,
    form: fc.constantFrom("markdown", "html"),
    about: fc.option(sheetAbout),
    questions: sheetQuestions,
  }),
  "live-lobby": fc.record({
    kind: fc.constant("live-lobby"),
    visibility: fc.constant("channel"),
    state: fc.constantFrom("waiting", "on", "empty", "ended"),
    host: fc.option(id),
    topic: fc.option(anyText),
    difficulty: fc.option(difficulty),
    length: count,
    seconds: count,
    speed: fc.boolean(),
    joined: count,
    startsAt: instant,
    buttons,
  }),
  "live-podium": fc.record({
    kind: fc.constant("live-podium"),
    visibility: fc.constant("channel"),
    state: fc.constantFrom("done", "ended", "silent"),
    length: count,
    table: liveTable,
    hardest: fc.array(fc.record({ number: count, stem: longMarkup, right: count, answered: count }), {
      maxLength: 3,
    }),
    buttons,
  }),
  "mock-asked": mockStep("mock-asked", {
    topic: anyText,
    difficulty,
    options: optionTexts.map((texts) => texts.map((text, i) => ({ letter: LETTERS[i] ?? "A", text }))),
    began: instant,
    minutes: count,
    note: fc.option(
      lines.map(([line]) => line ?? saying("")),
      { nil: undefined },
    ),
  }),
  "mock-rate": mockStep("mock-rate", { own: fc.option(anyText) }),
  "mock-tick": mockStep("mock-tick", {
    own: fc.option(anyText),
    found: fc.option(found),
    points: keyPoints,
    submit: fc.constant(SUBMIT),
  }),
  "mock-follow": mockStep("mock-follow", { covered: share, question: anyMarkup }),
  "mock-told": mockStep("mock-told", {
    how: fc.constantFrom(...HOW_ANSWERED),
    covered: share,
    strength: fc.option(fc.constantFrom(...STRENGTHS)),
    missed: keyPoints,
    flags: fc.array(anyMarkup, { maxLength: 3 }),
    followUp: fc.option(fc.record({ question: anyMarkup, answer: longMarkup, own: fc.option(anyText) })),
    next: fc.record({ level: fc.constantFrom("basic", "solid", "strong"), answer: longMarkup }),
    counts: fc.boolean(),
  }),
  "mock-judged": mockStep("mock-judged", { chosen: letter, right: fc.boolean(), key: explained }),
  scorecard: fc.record({
    kind: fc.constant("scorecard"),
    visibility: privately,
    at: instant,
    card: fc.record({
      wanted: interviewWanted,
      covered: share,
      questions: fc.array(
        fc.record({
          item: id,
          concept: named,
          topic: named,
          difficulty,
          how: fc.constantFrom(...HOW_ANSWERED),
          covered: share,
          strength: fc.option(fc.constantFrom(...STRENGTHS)),
          minutes: count,
          spent: count,
          flags: fc.array(fc.nat(3), { maxLength: 3 }),
        }),
        { maxLength: 8 },
      ),
      topics: fc.array(fc.record({ topic: named, covered: share, questions: count }), { maxLength: 5 }),
      computed: fc.record({ right: count, asked: count }),
      calibration: fc.record({ over: count, under: count, fitting: count }),
      study: fc.array(named, { maxLength: 3 }),
    }),
    parts: lines,
    flags: fc.array(fc.record({ concept: anyText, flag: anyMarkup }), { maxLength: 4 }),
    earlier: fc.array(fc.record({ at: instant, wanted: interviewWanted, covered: share }), { maxLength: 5 }),
    form: fc.constantFrom("card", "markdown"),
    buttons,
  }),
  ...PAIRS,
  "pack-read": PACKS["pack-read"],
  "pack-check": PACKS["pack-check"],
  "pack-file": PACKS["pack-file"],
  export: fc.record({
    kind: fc.constant("export"),
    visibility: privately,
    filename: fc.constant("dlq-data.json"),
    json: fc.json(),
  }),
  notice: fc.record({
    kind: fc.constant("notice"),
    visibility,
    tone: fc.constantFrom("done", "info", "refusal", "trouble"),
    lines,
    allowed: fc.array(anyText, { maxLength: 60 }),
    nearest: fc.option(anyText),
    buttons,
  }) satisfies Arbitrary<NoticeReply>,
  "duel-invite": DUELS["duel-invite"],
  "duel-done": DUELS["duel-done"],
  "duel-result": DUELS["duel-result"],
  ...EXPLAINED,
};

/** None is missing. */
type All = { readonly [K in Reply["kind"]]: Arbitrary<Extract<Reply, { kind: K }>> };
export const REPLIES: All = KINDS;
