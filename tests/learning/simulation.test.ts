import { describe, expect, it } from "vitest";
import { randomFrom } from "../../src/engine/rules/random.ts";
import { currentStreak, extendStreak, hasMissed, streakFreezes } from "../../src/engine/rules/streak.ts";
import { subjectsOf } from "../../src/engine/uses/choosing.ts";
import type { Streak } from "../../src/engine/words/board.ts";
import type { Choice } from "../../src/engine/words/round.ts";
import { NO_REVIEWS } from "../../src/learning/freezes.ts";
import { realBank } from "../command/real.ts";
import { createWorld, DAY, HOUR } from "../engine/world.ts";
import { MINDS, type MindName, type Outcome, type Terms, WAYS } from "./simulation/group.ts";
import { sit } from "./simulation/sessions.ts";

const { bank } = realBank();

describe("who answers twenty questions a day for two months", () => {
  // `npm run bench -- learning` shows more learners, and other seeds.
  const terms = { seed: "a", learners: 2, days: 60, answers: 20 } satisfies Omit<Terms, "mind">;

  it.each(Object.keys(MINDS) as MindName[])(
    "remembers more by the bot's sessions than by fixed intervals or at random, and never had an item again while its concept had another (memory: %s)",
    async (mind) => {
      const found = new Map<string, Outcome>();
      for (const [name, way] of Object.entries(WAYS)) found.set(name, await way(bank, { ...terms, mind }));
      const [review, ...others] = [...found.values()];
      for (const { recall, answers } of others) {
        expect(review?.answers).toBe(answers);
        expect(review?.recall).toBeGreaterThan(recall);
      }
    },
    120_000,
  );
});

/** What came to pass, noted apart from the store. */
interface Noted {
  /** The windows that were answered, by number. */
  windows: number[];
  /** By concept: mode, item, right. */
  reviews: Map<string, string[]>;
  seen: Set<string>;
}

it("keeps streaks and reviews of a group as they follow from what its members did, and repeats no item while another is new", async () => {
  const world = createWorld("2026-01-05T08:00:00Z");
  const { bot, store, place, as, handlers, deps } = world;
  deps.bank = bank;
  await bot.daily.set(as("admin"), { time: "09:00", timezone: "UTC", days: [1, 2, 3, 4, 5, 6, 7] });
  const random = randomFrom("a group");
  const noted = new Map<string, Noted>(
    ["ada", "ben", "chidi"].map((id) => [id, { windows: [], reviews: new Map(), seen: new Set() }]),
  );
  const review = (of: Noted, mode: string, item: string, right: boolean) => {
    const concept = bank.find(item)?.concept.id ?? "";
    of.seen.add(item);
    of.reviews.set(concept, [...(of.reviews.get(concept) ?? []), `${mode} ${item} ${right}`].sort());
  };
  const begins = world.now();
  const subjects = subjectsOf(bank, null);
  for (let day = 0; day < 12; day++) {
    await world.runTo(new Date(begins + day * DAY + 1.5 * HOUR).toISOString(), HOUR / 2);
    const { current } = await store.readGroup(place);
    const round = await store.readRound(place.team, current ?? "");
    if (round === null || !("key" in round.question)) throw new Error("no question of the day");
    const { key, itemId } = round.question;
    for (const [id, own] of noted) {
      if (random.next() < 0.75) {
        const right = random.next() < 0.6;
        const choice = (right ? key : (key + 1) % 4) as Choice;
        await handlers.button({ ...as(id), action: { verb: "answer", round: round.id, choice } });
        own.windows.push(day + 1);
        review(own, "daily", itemId, right);
      }
      await sit(
        world,
        () => as(id),
        6,
        ({ concept, item }) => {
          const isNew = (one: { id: string }) => !own.seen.has(one.id) && one.id !== itemId;
          expect(own.seen.has(item) && (subjects.get(concept)?.entries.some(isNew) ?? false)).toBe(false);
          const right = random.next() < 0.6;
          review(own, "session", item, right);
          return { right, saysGuess: random.next() < 0.2 };
        },
      );
    }
  }
  await world.runTo(new Date(begins + 12 * DAY + 0.5 * HOUR).toISOString(), HOUR / 2);
  await bot.daily.close(as("admin"));
  await world.work();
  for (const [id, own] of noted) {
    const profile = await bot.profile(as(id));
    if (profile.kind !== "profile") throw new Error("no profile");
    const { closes, due } = await store.readFreezes(place, [id]);
    const reviewed = due.get(id) ?? NO_REVIEWS;
    const frozen = (streak: Streak | null, next: number) =>
      streakFreezes(streak, next, closes, reviewed, Number.NEGATIVE_INFINITY);
    const streak = own.windows.reduce<Streak | null>(
      (before, next) => extendStreak(before, next, hasMissed(before, next) ? frozen(before, next) : null),
      null,
    );
    expect(profile.streak).toMatchObject({
      current: currentStreak(streak, 12, false, frozen(streak, 13)),
      best: streak?.best ?? 0,
    });
    const { concepts } = await store.readReviews(place.team, id);
    const kept = [...concepts].map(([concept, { reviews }]) => [
      concept,
      reviews
        .map(({ mode, item, outcome }) => `${mode} ${item} ${outcome.kind === "choice" && outcome.right}`)
        .sort(),
    ]);
    expect(new Map(kept as [string, string[]][])).toEqual(own.reviews);
  }
});
