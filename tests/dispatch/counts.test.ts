import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { createCountUpdater } from "../../src/dispatch/counts.ts";
import { createInProcessOutbox } from "../../src/dispatch/outbox/in-process.ts";
import type { Outbox } from "../../src/engine/ports/outbox.ts";
import { makeRound } from "../stores/fixtures.ts";
import { LOG, METER } from "./quiet.ts";

const INTERVAL = 20;
const outboxes: Outbox[] = [];
afterEach(() => Promise.all(outboxes.splice(0).map((outbox) => outbox.stop())));

const open = makeRound({ id: "r1", opensAt: 0, message: { channel: "g1", message: "m1" } });

/** Replicas that share a queue, as far as one process can have two. */
function createWorld({
  edit = async () => {},
  answered = () => 7,
}: {
  edit?: () => Promise<void>;
  answered?: () => number;
} = {}) {
  const shown: string[] = [];
  const last = new Map<string, number>();
  const outbox = createInProcessOutbox({ log: LOG, meter: METER, chance: () => 0 });
  outboxes.push(outbox);
  const deps: Parameters<typeof createCountUpdater>[0] = {
    outbox,
    show: async ({ round }) => {
      if (last.get(round) === answered()) return;
      last.set(round, answered());
      shown.push(`count ${answered()}`);
      await edit();
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

it("has one edit of a message under way, and few of all messages", async () => {
  let underWay = 0;
  let most = 0;
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { updater, shown, outbox } = createWorld({
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
  outbox.handle("due", { run: () => held });
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
