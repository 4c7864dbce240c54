import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { createCountUpdater } from "../../src/dispatch/counts.ts";
import { createInProcessOutbox } from "../../src/dispatch/outbox/in-process.ts";
import type { Outbox } from "../../src/engine/ports/outbox.ts";
import { StoreUnavailable } from "../../src/engine/ports/store.ts";
import type { Round } from "../../src/engine/words/round.ts";
import { dealt } from "../dealt.ts";
import { makeRound } from "../stores/fixtures.ts";
import { LOG, METER } from "./quiet.ts";

const INTERVAL = 20;
const outboxes: Outbox[] = [];
afterEach(() => Promise.all(outboxes.splice(0).map((outbox) => outbox.stop())));

const open = makeRound({ id: "r1", opensAt: 0, message: { channel: "g1", message: "m1" } });

/** Replicas that share a queue, as far as one process can have two. */
function createWorld({
  stored = () => open,
  outcome = "edited",
  edit = async () => {},
  answered = () => 7,
}: {
  stored?: (id: string) => Round;
  outcome?: string;
  edit?: () => Promise<void>;
  answered?: () => number;
} = {}) {
  const shown: string[] = [];
  const marked = new Map<string, number | null>();
  const outbox = createInProcessOutbox({
    log: LOG,
    meter: METER,
    chance: () => 0,
    patience: { storeAway: INTERVAL },
  });
  outboxes.push(outbox);
  const platform = {
    edit: async (_team: string, _message: object, reply: { answered: number }) => {
      shown.push(`count ${reply.answered}`);
      await edit();
      return { kind: outcome, retryAfter: 0 };
    },
  };
  const deps: Parameters<typeof createCountUpdater>[0] = {
    store: {
      readRound: async (_, id) => stored(id),
      answeredCount: async () => answered(),
      shownCount: async (_, id) => (marked.has(id) ? (marked.get(id) ?? null) : 0),
      markShown: async (_, id, count) => {
        marked.set(id, count);
      },
    },
    outbox,
    platform: () => platform as never,
    view: async (_round, count) => ({ answered: count }) as never,
    showResult: async () => {
      shown.push("result");
    },
    gone: async () => {
      shown.push("gone");
    },
    log: LOG,
  };
  const updater = createCountUpdater(deps, INTERVAL);
  outbox.start(["discord"]);
  return { updater, other: createCountUpdater(deps, INTERVAL), shown, outbox };
}

it("brings the count up to date once per interval, however many answer and wherever", async () => {
  let answered = 0;
  const { updater, other, shown } = createWorld({ answered: () => answered });
  for (answered = 1; answered < 50; answered++) (answered % 2 === 0 ? updater : other).changed(open);
  await expect.poll(() => shown).toEqual(["count 50"]);
  answered = 51;
  updater.changed(open);
  await expect.poll(() => shown).toEqual(["count 50", "count 51"]);
});

it("edits nothing where the number is the one that is shown", async () => {
  const { updater, shown, outbox } = createWorld();
  updater.changed(open);
  await expect.poll(() => shown).toEqual(["count 7"]);
  await sleep(2 * INTERVAL);
  updater.changed(open);
  await sleep(3 * INTERVAL);
  await outbox.settled();
  expect(shown).toEqual(["count 7"]);
});

it("leaves closed rounds alone, and stops", async () => {
  const closed = createWorld({ stored: () => ({ ...open, status: "closed" }) });
  closed.updater.changed(open);
  await sleep(3 * INTERVAL);
  expect(closed.shown).toEqual([]);
});

it("leaves the message of a question alone whose text is gone because the bank was changed since", async () => {
  const changed = { ...open, question: { ...dealt(open), changed: { stem: 1 } } };
  const { updater, shown } = createWorld({ stored: () => changed });
  updater.changed(open);
  await sleep(3 * INTERVAL);
  expect(shown).toEqual([]);
});

it("shows the result again where the count came after it", async () => {
  let reads = 0;
  const { updater, shown } = createWorld({
    stored: () => (++reads === 1 ? open : { ...open, status: "closing" }),
  });
  updater.changed(open);
  await expect.poll(() => shown).toEqual(["count 7", "result"]);
});

it("shows the result again where whoever sent a count after it did not live to see that", async () => {
  let isAway = false;
  let isClosed = false;
  const { updater, shown } = createWorld({
    stored: () => {
      if (isAway) {
        isAway = false;
        throw new StoreUnavailable("the process that edits has no store for a moment");
      }
      return isClosed ? { ...open, status: "showing" } : open;
    },
    edit: async () => {
      isAway = true;
      isClosed = true;
    },
  });
  updater.changed(open);
  await expect.poll(() => shown, { timeout: 8_000 }).toEqual(["count 7", "result"]);
});

it("has one edit of a message under way, and few of all messages", async () => {
  let underWay = 0;
  let most = 0;
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { updater, shown, outbox } = createWorld({
    stored: (id) => ({ ...open, id }),
    edit: async () => {
      most = Math.max(most, ++underWay);
      await held;
      underWay--;
    },
  });
  for (let again = 0; again < 3; again++) {
    for (let i = 0; i < 100; i++) updater.changed({ ...open, id: `r${i}` });
    await sleep(2 * INTERVAL);
  }
  expect(most).toBe(4);
  release();
  await expect.poll(() => shown.length, { timeout: 5_000 }).toBe(100);
  await outbox.settled();
  expect(most).toBe(4);
});

it("waits with counts while a result waits", async () => {
  const { updater, shown, outbox } = createWorld();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  outbox.handle("due", { run: () => held.then(() => null) });
  const place = { team: "discord:1", group: "g1" } as const;
  for (let i = 0; i < 65; i++)
    await outbox.add({
      id: `close/${i}`,
      kind: "due",
      platform: "discord",
      priority: "result",
      work: { kind: "close", place, round: `${i}` },
    });
  updater.changed(open);
  await sleep(4 * INTERVAL);
  expect(shown).toEqual([]);
  release();
  await expect.poll(() => shown).toEqual(["count 7"]);
});

it("tells where it finds that the message is gone", async () => {
  const { updater, shown } = createWorld({ outcome: "gone" });
  updater.changed(open);
  await expect.poll(() => shown).toEqual(["count 7", "gone"]);
});
