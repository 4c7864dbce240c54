import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeAction, encodeAction } from "../../src/engine/words/action-id.ts";
import type { Asked } from "../../src/engine/words/asked.ts";
import { PERIODS } from "../../src/engine/words/board.ts";
import { DUEL_ACTS } from "../../src/engine/words/duel.ts";
import { EXPLAINED_ACTS } from "../../src/engine/words/explained.ts";
import { AUDIENCES, DIFFICULTIES, ITEM_KINDS, ROLES } from "../../src/engine/words/item.ts";
import { LINK_ACTS } from "../../src/engine/words/link.ts";
import { LIVE_ACTS } from "../../src/engine/words/live.ts";
import { MOCK_ACTS } from "../../src/engine/words/mock.ts";
import { PAIR_ACTS } from "../../src/engine/words/pair.ts";
import {
  type Action,
  BOARD_SCOPES,
  HELP_PAGES,
  KEEP_ACTS,
  OPEN_PARTS,
  PACK_ACTS,
  SESSION_ACTS,
  SETTINGS,
} from "../../src/engine/words/press.ts";
import { REMIND_ACTS } from "../../src/engine/words/remind.ts";
import { REPORT_KINDS } from "../../src/engine/words/report.ts";
import { SETUP_STEPS, type Setup } from "../../src/engine/words/setup.ts";
import { SENIORITIES, SHEET_FORMS } from "../../src/engine/words/sheet.ts";
import { WEEKLY_ACTS } from "../../src/engine/words/weekly-mock.ts";
import { CONFIDENCES } from "../../src/learning/review.ts";
import { SOURCES } from "../../src/learning/session.ts";

const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/);
const one = <V extends string>(verb: V) => fc.constant(verb);

const ASKED: fc.Arbitrary<Asked> = fc.record(
  {
    topic: id,
    difficulty: fc.constantFrom(...DIFFICULTIES),
    kind: fc.constantFrom(...ITEM_KINDS),
    company: fc.constantFrom("Google", "Hugging Face", "Zürich ~ AG", "a:b,c"),
    role: fc.constantFrom(...ROLES),
    audience: fc.constantFrom(...AUDIENCES),
  },
  { requiredKeys: [] },
);

const ACTIONS: { [V in Action["verb"]]: fc.Arbitrary<Extract<Action, { verb: V }>> } = {
  answer: fc.record({ verb: one("answer"), round: id, choice: fc.constantFrom(0, 1, 2, 3, 4, 5) }),
  link: fc.record({ verb: one("link"), run: id, act: fc.constantFrom(...LINK_ACTS) }),
  live: fc.record({ verb: one("live"), game: id, act: fc.constantFrom(...LIVE_ACTS) }),
  hint: fc.record({ verb: one("hint"), round: id, number: fc.constantFrom(1, 2) }),
  mine: fc.record({ verb: one("mine"), round: id }),
  who: fc.record({ verb: one("who"), round: id }),
  seal: fc.record({ verb: one("seal"), round: id }),
  help: fc.record({ verb: one("help"), page: fc.constantFrom(...HELP_PAGES) }),
  said: fc.record({ verb: one("said"), round: id }),
  prefer: fc.record({
    verb: one("prefer"),
    setting: fc.constantFrom(...SETTINGS),
    value: fc.constantFrom("on", "off", "auto", "pt-BR"),
  }),
  manage: fc.record({ verb: one("manage"), group: fc.option(id) }),
  pack: fc.record({ verb: one("pack"), item: id }),
  "pack-act": fc.record({ verb: one("pack-act"), pack: id, act: fc.constantFrom(...PACK_ACTS) }),
  own: fc.record({ verb: one("own"), round: id }),
  report: fc.record({ verb: one("report"), item: id }),
  praise: fc.record({ verb: one("praise"), item: id }),
  "report-as": fc.record({ verb: one("report-as"), item: id, kind: fc.constantFrom(...REPORT_KINDS) }),
  reveal: fc.record({ verb: one("reveal"), item: id }),
  part: fc.record({ verb: one("part"), item: id, part: fc.constantFrom(...OPEN_PARTS) }),
  follow: fc.record({
    verb: one("follow"),
    item: id,
    number: fc.integer({ min: 1, max: 99 }),
    answer: fc.boolean(),
  }),
  write: fc.record({ verb: one("write"), item: id }),
  tick: fc.record({ verb: one("tick"), item: id }),
  opinion: fc.record({ verb: one("opinion"), item: id }),
  consent: fc.record({ verb: one("consent"), item: id, sends: fc.boolean() }),
  another: fc.record({ verb: one("another"), asked: ASKED, private: fc.boolean() }),
  sheet: fc.record({
    verb: one("sheet"),
    wanted: fc.record(
      {
        topic: fc.stringMatching(/^[a-z0-9-]{1,40}$/),
        role: fc.constantFrom(...ROLES),
        company: fc.constantFrom("Google", "Hugging Face"),
        level: fc.constantFrom(...SENIORITIES),
        questions: fc.integer({ min: 1, max: 10 }),
        minutes: fc.integer({ min: 5, max: 180 }),
      },
      { requiredKeys: ["level", "questions", "minutes"] },
    ),
    seed: fc.stringMatching(/^[A-Za-z0-9]{6}$/),
    form: fc.constantFrom(...SHEET_FORMS),
  }),
  interview: fc.record({ verb: one("interview"), item: id, form: fc.constantFrom(...SHEET_FORMS) }),
  mock: fc.record({
    verb: one("mock"),
    mock: id,
    step: fc.integer({ min: 0, max: 9999 }),
    act: fc.constantFrom(...MOCK_ACTS),
  }),
  "mock-begin": fc.record({
    verb: one("mock-begin"),
    wanted: fc.record(
      {
        topic: fc.stringMatching(/^[a-z0-9-]{1,40}$/),
        role: fc.constantFrom(...ROLES),
        company: fc.constantFrom("Google", "Hugging Face"),
        level: fc.constantFrom(...SENIORITIES),
        minutes: fc.integer({ min: 5, max: 180 }),
      },
      { requiredKeys: ["level", "minutes"] },
    ),
    anew: fc.boolean(),
  }),
  weekly: fc.record({
    verb: one("weekly"),
    group: fc.stringMatching(/^[A-Z0-9]{1,20}$/),
    date: fc.constantFrom("2026-11-27"),
    act: fc.constantFrom(...WEEKLY_ACTS),
  }),
  pair: fc.record({
    verb: one("pair"),
    pair: fc.stringMatching(/^[0-9]{19}\.[0-9]{19}$/),
    run: fc.stringMatching(/^[A-Za-z0-9]{4}$/),
    act: fc.constantFrom(...PAIR_ACTS),
    at: fc.array(fc.nat(99), { maxLength: 3 }),
  }),
  "set-up": fc.record({ verb: one("set-up"), plan: id }),
  setup: fc.record(
    {
      verb: one("setup"),
      step: fc.constantFrom(...SETUP_STEPS),
      setup: fc.record({
        group: fc.option(fc.stringMatching(/^[A-Z0-9]{1,20}$/)),
        time: fc.option(fc.constantFrom("00:00", "09:30", "23:59")),
        zone: fc.option(fc.constantFrom("UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires")),
        days: fc.option(fc.constantFrom([1], [1, 2, 3, 4, 5, 6, 7], [6, 7])) as fc.Arbitrary<Setup["days"]>,
      }),
      page: fc.integer({ min: 0, max: 20 }),
    },
    { requiredKeys: ["verb", "step", "setup"] },
  ),
  time: fc.record({ verb: one("time"), item: id }),
  forget: fc.record({ verb: one("forget"), learner: id }),
  board: fc.record({
    verb: one("board"),
    period: fc.constantFrom(...PERIODS),
    scope: fc.constantFrom(...BOARD_SCOPES),
    topic: fc.option(id),
    previous: fc.boolean(),
    page: fc.integer({ min: 1, max: 999_999 }),
  }),
  "ask-leave": fc.record({ verb: one("ask-leave"), group: id }),
  sure: fc.record({ verb: one("sure"), round: id, confidence: fc.constantFrom(...CONFIDENCES) }),
  review: fc.record(
    {
      verb: one("review"),
      source: fc.constantFrom(...SOURCES),
      topic: fc.option(id),
      group: fc.option(fc.stringMatching(/^[A-Z0-9]{1,24}$/)),
      difficulty: fc.constantFrom(...DIFFICULTIES),
    },
    { requiredKeys: ["verb", "source", "topic", "group"] },
  ),
  duel: fc.record({
    verb: one("duel"),
    duel: fc.stringMatching(/^[a-z0-9]{1,14}$/),
    run: fc.stringMatching(/^[A-Za-z0-9_]{4}$/),
    act: fc.constantFrom(...DUEL_ACTS),
    at: fc.array(fc.nat(5), { maxLength: 2 }),
  }),
  explain: fc.record({ verb: one("explain"), item: id }),
  explained: fc.record({
    verb: one("explained"),
    round: id,
    act: fc.constantFrom(...EXPLAINED_ACTS),
    number: fc.integer({ min: 1, max: 50 }),
  }),
  keep: fc.record({ verb: one("keep"), item: id, act: fc.constantFrom(...KEEP_ACTS) }),
  session: fc.record({
    verb: one("session"),
    session: id,
    step: fc.integer({ min: 1, max: 99_999 }),
    act: fc.constantFrom(...SESSION_ACTS),
  }),
  remind: fc.record({
    verb: one("remind"),
    act: fc.constantFrom(...REMIND_ACTS),
    group: fc.option(fc.stringMatching(/^[A-Z0-9]{1,24}$/)),
  }),
  allow: fc.record({ verb: one("allow"), group: id, learner: id }),
  "plan-role": fc.record({
    verb: one("plan-role"),
    role: fc.constantFrom(...ROLES),
    date: fc.constantFrom("2027-02-01", "2028-12-31"),
    minutes: fc.integer({ min: 1, max: 999 }),
  }),
  job: fc.record({ verb: one("job"), item: fc.constantFrom("2027-02-01.15", "2028-12-31.180") }),
  terms: fc.record({ verb: one("terms"), item: fc.constantFrom("2027-02-01", "2028-12-31") }),
  "plan-drop": fc.record({ verb: one("plan-drop"), subject: id }),
  "plan-use": fc.record({ verb: one("plan-use"), date: fc.constantFrom("2027-02-01", "2028-12-31") }),
};

describe("what a button does", () => {
  it("is read back from its id, which fits into what the platforms take", () => {
    const action: fc.Arbitrary<Action> = fc.oneof(...Object.values<fc.Arbitrary<Action>>(ACTIONS));
    fc.assert(
      fc.property(action, (given) => {
        const text = encodeAction(given);
        expect(text.length).toBeLessThanOrEqual(100);
        expect(decodeAction(text)).toEqual(given);
      }),
      { numRuns: 1000 },
    );
  });

  it.each(["", "dlq", "dlq:board:never:group::0:1", "dlq:board:week:group::0:0", "dlq:allow:g", "x:why:r"])(
    "is nothing where the id is none of ours: %s",
    (text) => expect(decodeAction(text)).toBeNull(),
  );
});
