import fc, { type Arbitrary } from "fast-check";
import { DIFFICULTIES, type Link, ROLES } from "../../src/engine/words/item.ts";
import { type Action, type Button, HELP_PAGES } from "../../src/engine/words/press.ts";
import { ANSWER_MODES, LETTERS, THREAD_MODES } from "../../src/engine/words/round.ts";
import type { Piece, Say } from "../../src/engine/words/say.ts";
import { type DailyKind, FOCUSES, RESULT_PLACES } from "../../src/engine/words/schedule.ts";
import { saying, sayingAll } from "./speaking.ts";
import { anyName, anyText } from "./texts.ts";

/** What replies of several kinds hold. */

export const id = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,39}$/);
export const instant = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 });
export const count = fc.nat({ max: 100_000 });
export const difficulty = fc.constantFrom(...DIFFICULTIES);
export const links: Arbitrary<readonly Link[]> = fc.array(
  fc.record({
    title: anyText,
    url: fc.constantFrom(
      "https://example.org/a_(b)",
      "http://example.org/?q=a b",
      "javascript:alert(1)",
      "no url",
    ),
  }),
  { maxLength: 4 },
);

const piece: Arbitrary<Piece> = fc.oneof(
  anyText,
  fc.record({ time: instant, style: fc.constantFrom("relative", "moment", "clock") }),
  fc.record({ group: id }),
  fc.record({ member: id }),
  fc.record({ role: id }),
  fc.record({ code: anyText }),
  fc.record({ command: fc.constantFrom("", "me", "daily resume", "daily set time:09:00") }),
  fc.record({ strong: anyText }),
);
export const sentence: Arbitrary<Say> = fc.array(piece, { minLength: 1, maxLength: 5 }).map(sayingAll);
export const lines = fc.array(sentence, { minLength: 1, maxLength: 8 });

const answerButtons: readonly Button[] = LETTERS.map((label, i) => ({
  label,
  action: { verb: "answer", round: "c1-2026-11-20", choice: i as 0 | 1 | 2 | 3 },
}));
const action: Arbitrary<Action> = fc.oneof(
  id.map((round) => ({ verb: "mine" as const, round })),
  id.map((round) => ({ verb: "seal" as const, round })),
  fc.constantFrom(...HELP_PAGES).map((page) => ({ verb: "help" as const, page })),
  fc.record({ verb: fc.constantFrom("report" as const, "reveal" as const, "write" as const), item: id }),
  fc.record({
    verb: fc.constant("another" as const),
    asked: fc.record({ topic: id, difficulty }),
    private: fc.boolean(),
  }),
  id.map((plan) => ({ verb: "set-up" as const, plan })),
  id.map((learner) => ({ verb: "forget" as const, learner })),
  fc.record({ verb: fc.constant("allow" as const), group: id, learner: id }),
);
export const buttons: Arbitrary<readonly Button[]> = fc
  .uniqueArray(fc.record({ label: anyName.map(saying), action, primary: fc.boolean() }), {
    maxLength: 6,
    selector: (button) => JSON.stringify(button.action),
  })
  .chain((more) => fc.constantFrom([...answerButtons, ...more], more));

export const schedule = fc.record({
  kind: fc.constant("schedule"),
  names: fc.dictionary(id, anyName, { maxKeys: 2 }),
  visibility: fc.constant("private"),
  group: fc.record({
    place: fc.constant({ team: "discord:1" as const, group: "2" }),
    version: count,
    schedule: fc.option(
      fc.record({
        time: fc.constant("09:00"),
        timezone: fc.constant("Europe/Berlin"),
        days: fc.subarray([1, 2, 3, 4, 5, 6, 7] as const, { minLength: 1 }),
        openFor: fc.option(fc.integer({ min: 10, max: 1440 })),
        topics: fc.array(id, { maxLength: 10 }),
        difficulties: fc.subarray([...DIFFICULTIES]),
        kinds: fc.constantFrom<DailyKind[]>(["quiz"], ["open"], ["quiz", "open"]),
        answers: fc.constantFrom(...ANSWER_MODES),
        results: fc.constantFrom(...RESULT_PLACES),
        ping: fc.option(id),
        language: fc.constantFrom("de", null),
        thread: fc.constantFrom(...THREAD_MODES),
        skipped: fc.array(fc.constant("2026-11-20"), { maxLength: 3 }),
        plan: fc.option(fc.record({ role: fc.constantFrom(...ROLES), date: fc.constant("2027-02-01") })),
        focus: fc.constantFrom(...FOCUSES),
      }),
    ),
    paused: fc.option(
      fc.record({
        reason: fc.constantFrom("manager", "channel-gone", "bot-removed", "not-a-member", "permission-lost"),
        since: instant,
      }),
    ),
    managedBy: fc.option(id),
    next: fc.option(fc.record({ date: fc.constant("2026-11-20"), at: instant })),
    lastDate: fc.constant(null),
    windows: count,
    current: fc.constant(null),
    recap: fc.constant(null),
  }),
  next: fc.option(fc.record({ date: fc.constant("2026-11-20"), at: instant })),
  lines,
  buttons,
});
