import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isoWeek, labelsOf, localDate, rollingDates, spanOf } from "../../src/engine/rules/calendar.ts";
import { commitmentOf, proofOf } from "../../src/engine/rules/commitment.ts";
import { deal } from "../../src/engine/rules/deal.ts";
import { randomFrom } from "../../src/engine/rules/random.ts";
import { movements, rankGroups, rankLearners } from "../../src/engine/rules/ranks.ts";
import { dailyPoints } from "../../src/engine/rules/scoring.ts";
import { currentStreak, extendStreak } from "../../src/engine/rules/streak.ts";
import { wayOfAsking } from "../../src/engine/rules/ways-of-asking.ts";
import type { Streak } from "../../src/engine/words/board.ts";
import type { ChoiceItem } from "../../src/engine/words/item.ts";
import { DIFFICULTIES } from "../../src/engine/words/item.ts";

const item: ChoiceItem = {
  kind: "choice",
  id: "receptive-field.c1",
  concept: { id: "receptive-field", name: "Receptive field" },
  topic: { id: "cnn", name: "Convolutional networks" },
  difficulty: "hard",
  links: [],
  version: 2,
  stem: "Three 3x3 layers see how much?",
  key: { text: "7x7", because: "right" },
  distractors: [
    { text: "3x3", because: "one layer" },
    { text: "9x9", because: "added sizes" },
    { text: "27x27", because: "multiplied" },
  ],
  layout: { by: "dealt" },
};

describe("seeded chance", () => {
  it("is the same for the same seed, in range, and covers the range", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: -50, max: 50 }), fc.nat(40), (seed, low, width) => {
        const a = randomFrom(seed);
        const b = randomFrom(seed);
        for (let i = 0; i < 20; i++) {
          const value = a.int(low, low + width);
          expect(value).toBe(b.int(low, low + width));
          expect(value >= low && value <= low + width && Number.isInteger(value)).toBe(true);
        }
      }),
    );
    const faces = new Map<number, number>();
    const dice = randomFrom("dice");
    for (let i = 0; i < 60_000; i++) {
      const face = dice.int(1, 6);
      faces.set(face, (faces.get(face) ?? 0) + 1);
    }
    // Six standard deviations of a fair die: about 550.
    for (const count of faces.values()) expect(Math.abs(count - 10_000)).toBeLessThan(550);
  });

  it("shuffles fairly: every order of four comes about equally often", () => {
    const orders = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const order = randomFrom(`seed ${i}`).shuffle([0, 1, 2, 3]).join("");
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(24);
    for (const count of orders.values()) expect(Math.abs(count - 1000)).toBeLessThan(190);
  });
});

describe("dealing", () => {
  it("keeps all options, points at the key, and depends on the seed alone", () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const dealt = deal(item, seed);
        expect(dealt).toEqual(deal(item, seed));
        expect(dealt.options[dealt.key]).toEqual(item.key);
        expect(dealt.options.map((o) => o.text).sort()).toEqual(["27x27", "3x3", "7x7", "9x9"]);
      }),
    );
  });

  it("puts the key at every letter about equally often", () => {
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 8000; i++) counts[deal(item, `s${i}`).key]!++;
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(240);
  });

  it("lists numeric options in ascending order", () => {
    const layout = { by: "ascending", values: [7, 3, 9, 27] } as const;
    const dealt = deal({ ...item, layout }, "any");
    expect(dealt.options.map((o) => o.text)).toEqual(["3x3", "7x7", "9x9", "27x27"]);
    expect(dealt.key).toBe(1);
  });
});

describe("the commitment", () => {
  it("can be checked by anyone with a SHA-256, and changes with the key", () => {
    const question = deal(item, "seed");
    const proof = proofOf(question, "salt123");
    expect(createHash("sha256").update(proof).digest("hex").startsWith(commitmentOf(proof))).toBe(true);
    const other = { ...question, key: ((question.key + 1) % 4) as 0 | 1 | 2 | 3 };
    expect(commitmentOf(proofOf(other, "salt123"))).not.toBe(commitmentOf(proof));
    expect(proof).toContain("receptive-field.c1 v2");
  });
});

describe("points", () => {
  it("are by difficulty, plus the streak, ten at most; a wrong answer earns none", () => {
    expect(DIFFICULTIES.map((d) => dailyPoints(d, true, 1))).toEqual([11, 21, 31]);
    expect(dailyPoints("medium", true, 10)).toBe(30);
    expect(dailyPoints("medium", true, 400)).toBe(30);
    expect(dailyPoints("hard", false, 400)).toBe(0);
  });
});

describe("streaks", () => {
  it("count windows answered in a row, in any pattern", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (answered) => {
        let streak: Streak | null = null;
        answered.forEach((yes, i) => {
          if (yes) streak = extendStreak(streak, i + 1);
        });
        const tail = answered.lastIndexOf(false);
        const expected = answered.length - 1 - tail;
        expect(currentStreak(streak, answered.length, false)).toBe(expected);
        const runs = answered
          .map((yes) => (yes ? "1" : "0"))
          .join("")
          .split("0")
          .map((run) => run.length);
        expect((streak as Streak | null)?.best ?? 0).toBe(Math.max(0, ...runs));
      }),
    );
  });

  it("are not broken by an open window, and not counted twice", () => {
    const streak = extendStreak(extendStreak(null, 4), 5);
    expect(streak).toEqual({ last: 5, length: 2, best: 2 });
    expect(extendStreak(streak, 5)).toEqual(streak);
    expect(currentStreak(streak, 6, true)).toBe(2);
    expect(currentStreak(streak, 6, false)).toBe(0);
    expect(currentStreak(null, 6, true)).toBe(0);
  });
});

describe("the calendar", () => {
  it.each([
    ["2026-12-31", "2026-W53"],
    ["2027-01-01", "2026-W53"],
    ["2027-01-04", "2027-W01"],
    ["2024-12-30", "2025-W01"],
    ["2026-11-20", "2026-W47"],
  ])("%s is in ISO week %s", (date, week) => {
    expect(isoWeek(date)).toBe(week);
    expect(labelsOf(date)).toEqual({ day: date, week, month: date.slice(0, 7) });
  });

  it("knows the local date of an instant", () => {
    const at = Date.parse("2026-11-20T23:30:00Z");
    expect(localDate(at, "UTC")).toBe("2026-11-20");
    expect(localDate(at, "Pacific/Kiritimati")).toBe("2026-11-21");
    expect(localDate(at, "Pacific/Pago_Pago")).toBe("2026-11-20");
  });

  it("finds the span of every period and the one before", () => {
    const previous = (period: Parameters<typeof spanOf>[0]) => spanOf(period, "2026-03-31", true);
    expect(previous("today")).toEqual({ kind: "day", label: "2026-03-30" });
    expect(previous("week")).toEqual({ kind: "week", label: "2026-W13" });
    expect(previous("month")).toEqual({ kind: "month", label: "2026-02" });
    expect(previous("rolling")).toEqual({ kind: "rolling", until: "2026-03-01" });
    expect(previous("all")).toEqual({ kind: "all" });
    const dates = rollingDates("2026-03-31");
    expect([dates.length, dates[0], dates.at(-1)]).toEqual([30, "2026-03-31", "2026-03-02"]);
  });
});

describe("ranks", () => {
  it("share a place on ties and count those above", () => {
    const line = fc.record({ learner: fc.uuid(), name: fc.string(), points: fc.nat(5) });
    fc.assert(
      fc.property(fc.uniqueArray(line, { selector: (l) => l.learner }), (lines) => {
        for (const row of rankLearners(lines)) {
          expect(row.rank).toBe(1 + lines.filter((l) => l.points > row.points).length);
        }
      }),
    );
  });

  it("say how somebody has moved, and nothing where that is not known", () => {
    const before = rankLearners([
      { learner: "a", name: "A", points: 9 },
      { learner: "b", name: "B", points: 5 },
    ]);
    const now = [
      { learner: "b", rank: 1 },
      { learner: "a", rank: 3 },
      { learner: "c", rank: 4 },
    ];
    expect(now.map(movements({ rows: before, total: 2 }))).toEqual([1, -2, "new"]);
    // They may have stood below the lines that were looked at.
    expect(now.map(movements({ rows: before, total: 3 }))).toEqual([1, -2, null]);
    expect(now.map(movements({ rows: [], total: 0 }))).toEqual([null, null, null]);
  });

  it("compare groups by mean points of those who have any", () => {
    const ranked = rankGroups([
      { group: "big", points: 100, active: 20 },
      { group: "small", points: 30, active: 2 },
      { group: "silent", points: 0, active: 0 },
    ]);
    expect(ranked.map((g) => [g.group, g.mean, g.rank])).toEqual([
      ["small", 15, 1],
      ["big", 5, 2],
    ]);
  });
});

describe("ways of asking", () => {
  const wordings = { id: "pooling.o1", prompt: "What is pooling?", alsoAsked: ["Why pool?", "Max or mean?"] };

  it("are drawn from the seed: the same seed, the same words, and all of them come up", () => {
    const asked = Array.from({ length: 300 }, (_, i) => wayOfAsking(wordings, `seed ${i}`));
    expect(asked).toEqual(asked.map((_, i) => wayOfAsking(wordings, `seed ${i}`)));
    for (const words of [wordings.prompt, ...wordings.alsoAsked])
      expect(asked.filter((one) => one === words).length, words).toBeGreaterThan(60);
  });

  it("are the prompt alone where there is no other", () => {
    expect(wayOfAsking({ ...wordings, alsoAsked: [] }, "any")).toBe(wordings.prompt);
  });
});
