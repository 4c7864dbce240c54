import { describe, expect, it } from "vitest";
import type { Asking, Pace, Turn } from "../../src/engine/ports/pace.ts";
import { NoTurn, waitForTurn, waitUntilOpen } from "../../src/platforms/pace.ts";
import { createMemoryPace } from "../../src/stores/memory/pace.ts";

const LIMIT = { perSecond: 100, burst: 1 };

/** A pace that gives one answer after the other, and notes what was asked. */
function scripted(turns: Turn[], closed: number[] = []) {
  const asked: (Asking | "closed")[] = [];
  const pace: Pace = {
    take: async (_bucket, _limit, asking = {}) => {
      asked.push(asking);
      return turns.shift() ?? { taken: true, wait: 0 };
    },
    penalise: async () => {},
    closedFor: async () => {
      asked.push("closed");
      return closed.shift() ?? 0;
    },
  };
  return { pace, asked };
}

describe("waiting for a turn", () => {
  const high = { priority: "high", patience: 1_000 } as const;

  it("goes at once where there is room", async () => {
    const { pace, asked } = scripted([{ taken: true, wait: 0 }]);
    await waitForTurn(pace, "b", LIMIT, high);
    expect(asked).toHaveLength(1);
  });

  it("takes a new turn where the platform refused others while it waited", async () => {
    const { pace, asked } = scripted(
      [
        { taken: true, wait: 5 },
        { taken: true, wait: 5 },
      ],
      [30, 0],
    );
    await waitForTurn(pace, "b", LIMIT, high);
    expect(asked.map((one) => (one === "closed" ? one : one.priority))).toEqual([
      "high",
      "closed",
      "high",
      "closed",
    ]);
  });

  it("is not sent where it would wait for too long, and says when to try again", async () => {
    const pace = createMemoryPace(() => 0);
    await pace.penalise("b", 60_000);
    const refusals = [waitForTurn(pace, "b", LIMIT, high), waitUntilOpen(pace, "b", 1_000)];
    for (const refusal of refusals) {
      const error = await refusal.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(NoTurn);
      expect((error as NoTurn).retryAfter).toBe(60_000);
    }
  });

  it("lets what can wait go when there is room again", async () => {
    const { pace, asked } = scripted([
      { taken: false, wait: 5 },
      { taken: false, wait: 5 },
    ]);
    await waitForTurn(pace, "b", LIMIT, { priority: "low", patience: 10_000 });
    expect(asked).toHaveLength(3);
  });

  it("takes a turn anew that a busy process came too late for, and only once", async () => {
    const { pace, asked } = scripted([
      { taken: true, wait: 5 },
      { taken: true, wait: 5 },
    ]);
    const busy: Pace = {
      ...pace,
      closedFor: async (bucket) => {
        for (const end = performance.now() + 120; performance.now() < end; );
        return pace.closedFor(bucket);
      },
    };
    await waitForTurn(busy, "b", LIMIT, high);
    expect(asked).toHaveLength(4);
  });

  it("waits until a refusal is over", async () => {
    const { pace, asked } = scripted([], [5, 5]);
    await waitUntilOpen(pace, "b", 1_000);
    expect(asked).toEqual(["closed", "closed", "closed"]);
  });
});
