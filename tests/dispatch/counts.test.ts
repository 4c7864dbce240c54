import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { createCountUpdater } from "../../src/dispatch/counts.ts";
import type { Round } from "../../src/engine/words/round.ts";
import { makeRound } from "../stores/fixtures.ts";

const LOG = { debug() {}, info() {}, warn() {}, error() {} };

function createWorld(stored: () => Round, outcome = "edited") {
  const shown: string[] = [];
  const platform = {
    edit: async (_team: string, _message: object, reply: { answered: number }) => {
      shown.push(`count ${reply.answered}`);
      return { kind: outcome };
    },
  };
  const updater = createCountUpdater(
    {
      store: { readRound: async () => stored(), answeredCount: async () => 7, markShown: async () => {} },
      platform: () => platform as never,
      view: (_round, answered) => ({ answered }) as never,
      showResult: async () => {
        shown.push("result");
      },
      gone: async () => {
        shown.push("gone");
      },
      log: LOG,
    },
    20,
  );
  return { updater, shown };
}

const open = makeRound({ id: "r1", opensAt: 0, message: { channel: "g1", message: "m1" } });

it("brings the count up to date once per interval, however many answer", async () => {
  const { updater, shown } = createWorld(() => open);
  for (let i = 0; i < 50; i++) updater.changed(open);
  await sleep(60);
  expect(shown).toEqual(["count 7"]);
  updater.changed(open);
  await sleep(60);
  expect(shown).toEqual(["count 7", "count 7"]);
});

it("leaves closed rounds alone, and stops", async () => {
  const { updater, shown } = createWorld(() => ({ ...open, status: "closed" }));
  updater.changed(open);
  await sleep(60);
  expect(shown).toEqual([]);
  const other = createWorld(() => open);
  other.updater.changed(open);
  other.updater.stop();
  await sleep(60);
  expect(other.shown).toEqual([]);
});

it("shows the result again where the count came after it", async () => {
  let reads = 0;
  const { updater, shown } = createWorld(() => (++reads === 1 ? open : { ...open, status: "closing" }));
  updater.changed(open);
  await sleep(60);
  expect(shown).toEqual(["count 7", "result"]);
});

it("has one edit of a message under way, and drops what waits when the round closes", async () => {
  let release = () => {};
  let edits = 0;
  const updater = createCountUpdater(
    {
      store: { readRound: async () => open, answeredCount: async () => 7, markShown: async () => {} },
      platform: () =>
        ({
          edit: async () => {
            edits++;
            await new Promise<void>((resolve) => {
              release = resolve;
            });
            return { kind: "edited" };
          },
        }) as never,
      view: () => ({}) as never,
      showResult: async () => {},
      gone: async () => {},
      log: LOG,
    },
    5,
  );
  for (let i = 0; i < 10; i++) {
    updater.changed(open);
    await sleep(10);
  }
  expect(edits).toBe(1);
  updater.closed(open);
  release();
  await sleep(30);
  expect(edits).toBe(1);
});

it("does not let the counts of many questions pile up before the results", async () => {
  let underWay = 0;
  const updater = createCountUpdater(
    {
      store: {
        readRound: async (_, id) => ({ ...open, id }),
        answeredCount: async () => 7,
        markShown: async () => {},
      },
      platform: () => ({ edit: () => new Promise(() => underWay++) }) as never,
      view: () => ({}) as never,
      showResult: async () => {},
      gone: async () => {},
      log: LOG,
    },
    5,
  );
  for (let i = 0; i < 500; i++) updater.changed({ ...open, id: `r${i}` });
  await sleep(50);
  expect(underWay).toBeLessThanOrEqual(8);
  updater.stop();
});

it("tells where it finds that the message is gone", async () => {
  const { updater, shown } = createWorld(() => open, "gone");
  updater.changed(open);
  await sleep(60);
  expect(shown).toEqual(["count 7", "gone"]);
});
