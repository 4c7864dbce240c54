import { setTimeout as wait } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import { createBot, doJob } from "../../src/engine/bot.ts";
import { fenced } from "../../src/engine/fence.ts";
import { createHandlers } from "../../src/engine/handlers.ts";
import type { Outbox, OutboxJob, Work } from "../../src/engine/ports/outbox.ts";
import { type Store, StoreUnavailable } from "../../src/engine/ports/store.ts";
import { takeBack, takeCopyBack } from "../../src/engine/uses/copies.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import { say } from "../../src/engine/words/say.ts";
import { dealt } from "../dealt.ts";
import { createWorld, said, type World } from "./world.ts";

const MINUTE = 60_000;
let world: World;

beforeEach(async () => {
  world = createWorld("2026-11-20T07:59:00Z");
  await world.bot.daily.set(world.as("admin"), { time: "09:00", timezone: "Europe/Berlin" });
});

const posted = (kind: Reply["kind"]) => world.platform.posts.filter((p) => p.reply.kind === kind);
const group = () => world.store.readGroup(world.place);

async function current() {
  const round = await world.store.readRound(world.place.team, (await group()).current ?? "");
  if (round === null) throw new Error("no daily round");
  return round;
}

async function answer(who: string) {
  const { id, question } = await current();
  const action = { verb: "answer", round: id, choice: dealt({ question }).key } as const;
  return world.handlers.button({ ...world.as(who), action });
}

/** Everything that is due now, side by side, as replicas do it that look for more meanwhile. */
async function workSideBySide() {
  const underWay = new Set<Promise<void>>();
  do {
    for (const job of await world.store.claimDue(10, MINUTE)) {
      const work = doJob(world.deps, job).finally(() => underWay.delete(work));
      underWay.add(work);
    }
    await wait(1);
  } while (underWay.size > 0);
}

describe("a close", () => {
  it("that comes due together with the next opening is shown once, where posts have no nonce", async () => {
    world.platform.hasNonce = false;
    world.platform.delay = () => wait(1);
    await world.runTo("2026-11-20T08:00:00Z");
    await answer("ada");
    world.sleepTo("2026-11-21T08:00:00Z");
    await workSideBySide();
    expect(posted("summary")).toHaveLength(1);
    expect(world.platform.edits.filter((e) => e.reply.kind === "result")).toHaveLength(1);
    expect(posted("question")).toHaveLength(2);
    expect(await world.bot.profile(world.as("ada"))).toMatchObject({ streak: { current: 1 } });
  });

  it("comes before that of the next window, so that streaks are counted in order", async () => {
    await world.runTo("2026-11-20T08:00:00Z");
    await answer("ada");
    await world.runTo("2026-11-21T06:00:00Z", 10 * MINUTE);
    await world.bot.daily.close(world.as("admin"));
    await world.bot.daily.now(world.as("admin"));
    await answer("ada");
    await world.bot.daily.close(world.as("admin"));
    const jobs = await world.store.claimDue(10, MINUTE);
    for (const job of jobs.toReversed()) await doJob(world.deps, job);
    const learner = await world.store.readLearner(world.place, "ada");
    expect(learner.streak).toEqual({ last: 2, length: 2, best: 2 });
  });

  it("that takes longer than its lease writes one summary, whoever comes through first", async () => {
    for (const order of ["slow first", "slow last"] as const) {
      world = createWorld("2026-11-20T07:59:00Z");
      world.platform.hasNonce = false;
      await world.bot.daily.set(world.as("admin"), { time: "09:00", timezone: "Europe/Berlin" });
      await world.runTo("2026-11-20T08:00:00Z");
      await answer("ada");
      await world.bot.daily.close(world.as("admin"));
      const { id } = await current();
      const job = { kind: "close", place: world.place, round: id } as const;
      let release = () => {};
      world.platform.delay = () =>
        new Promise((resolve) => {
          release = resolve;
        });
      const slow = doJob(world.deps, job);
      await wait(2);
      world.platform.delay = async () => {};
      world.sleepTo("2026-11-20T08:02:00Z");
      if (order === "slow first") release();
      const second = doJob(world.deps, job);
      await wait(2);
      release();
      await Promise.all([slow, second]);
      await workSideBySide();
      expect(posted("summary")).toHaveLength(1);
      expect((await current()).status).toBe("closed");
    }
  });

  it("that was stopped right before it sent its summary takes its copy back, where posts have no nonce", async () => {
    world.platform.hasNonce = false;
    await world.runTo("2026-11-20T08:00:00Z");
    await answer("ada");
    await world.bot.daily.close(world.as("admin"));
    const { id, message } = await current();
    const job = { kind: "close", place: world.place, round: id } as const;
    let release = () => {};
    const calls: (() => Promise<void>)[] = [
      async () => {},
      () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    ];
    world.platform.delay = async () => calls.shift()?.();
    const stopped = doJob(world.deps, job);
    await wait(2);
    world.sleepTo("2026-11-20T08:02:00Z");
    await doJob(world.deps, job);
    release();
    await stopped;
    const [stands, copy] = posted("summary");
    expect(world.platform.edits.map((e) => e.message)).toEqual([message, copy?.message]);
    expect(world.platform.edits.at(-1)?.reply).toMatchObject({ kind: "notice", visibility: "channel" });
    expect(stands?.message).not.toEqual(copy?.message);
    expect((await current()).status).toBe("closed");
  });

  it("that cannot be ended does not keep the next question from opening", async () => {
    await world.runTo("2026-11-20T08:00:00Z");
    const store = Object.assign(Object.create(world.store), {
      freezeRound: async () => {
        throw new StoreUnavailable("the store did not answer in time");
      },
    });
    world.sleepTo("2026-11-21T08:00:00Z");
    for (const job of await world.store.claimDue(10, MINUTE))
      await doJob({ ...world.deps, store }, job).catch(() => {});
    expect(posted("question")).toHaveLength(2);
    expect((await group()).current).toContain("2026-11-21");
  });

  it("before its time, by two managers and the due work at once, is shown once", async () => {
    world.platform.hasNonce = false;
    world.platform.delay = () => wait(1);
    await world.runTo("2026-11-20T08:00:00Z");
    await answer("ada");
    await Promise.all([
      world.bot.daily.close(world.as("admin")),
      world.bot.daily.close(world.as("admin")),
      workSideBySide(),
    ]);
    await workSideBySide();
    expect(posted("summary")).toHaveLength(1);
    expect((await current()).status).toBe("closed");
  });

  it.each(["freezeRound", "retryLater"] as const)(
    "before its time is shown within minutes where its job is looked at just then (%s)",
    async (method) => {
      await world.runTo("2026-11-20T08:00:00Z");
      await answer("ada");
      const { id } = await current();
      let isEnded = false;
      const end = async () => {
        if (!isEnded) await world.bot.daily.close(world.as("admin"));
        isEnded = true;
      };
      const store: Store = Object.assign(Object.create(world.store), {
        freezeRound: async (...args: Parameters<Store["freezeRound"]>) => {
          const frozen = await world.store.freezeRound(...args);
          if (method === "freezeRound") await end();
          return frozen;
        },
        retryLater: async (...args: Parameters<Store["retryLater"]>) => {
          if (method === "retryLater") await end();
          return world.store.retryLater(...args);
        },
      });
      // As where the bot is let in again: it is looked whether there is a result to be shown.
      await doJob({ ...world.deps, store }, { kind: "close", place: world.place, round: id });
      await world.runTo("2026-11-20T08:02:00Z");
      expect((await current()).status).toBe("closed");
      expect(world.platform.edits.map((e) => e.reply.kind)).toEqual(["result"]);
    },
  );

  it("before its time whose replica dies is completed within minutes, not at the time first planned", async () => {
    await world.runTo("2026-11-20T08:00:00Z");
    await answer("ada");
    const { id } = await current();
    const dyingAt = (method: keyof Store) =>
      Object.assign(Object.create(world.store), {
        [method]: async () => {
          throw new Error("died");
        },
      });
    for (const method of ["readRound", "freezeRound"] as const) {
      const dying = createBot({ ...world.deps, store: dyingAt(method) });
      await expect(dying.daily.close(world.as("admin"))).rejects.toThrow("died");
    }
    await world.bot.daily.close(world.as("admin"));
    for (const method of ["awardPage", "standouts", "finishRound"] as const) {
      const [job] = await world.store.claimDue(1, MINUTE);
      if (job === undefined) throw new Error("nothing is due");
      await expect(doJob({ ...world.deps, store: dyingAt(method) }, job)).rejects.toThrow("died");
      world.sleepTo(new Date(world.now() + MINUTE).toISOString());
    }
    await world.runTo(new Date(world.now() + 3 * MINUTE).toISOString());
    expect((await world.store.readRound(world.place.team, id))?.status).toBe("closed");
    expect(posted("summary")).toHaveLength(1);
  });
});

describe("a question that is still being posted", () => {
  it("is withdrawn where its round was closed meanwhile, and a new one gets a message of its own", async () => {
    let release = () => {};
    world.platform.delay = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const opening = world.runTo("2026-11-20T08:00:00Z");
    await wait(5);
    world.platform.delay = async () => {};
    const first = await current();
    expect(said(await world.bot.daily.close(world.as("admin")))).toContain("does not count");
    world.platform.nextPosts = [{ kind: "failed", detail: "503", retryAfter: 1000 }];
    expect(said(await world.bot.daily.now(world.as("admin")))).toContain("on its way");
    release();
    await opening;
    await world.runTo("2026-11-20T08:02:00Z");
    const second = await current();
    expect(second.seed).not.toBe(first.seed);
    // A press on the message before is none of the new question, whose date is the same.
    expect([first.date, first.id]).toEqual([second.date, expect.not.stringMatching(second.id)]);
    const action = { verb: "answer", round: first.id, choice: 0 } as const;
    expect(said(await world.handlers.button({ ...world.as("ada"), action }))).toContain(
      "Nothing was recorded",
    );
    expect(await world.store.answeredCount(world.place.team, second.id)).toBe(0);
    const [withdrawn, shown] = posted("question");
    expect(second.message).toEqual(shown?.message);
    expect(shown?.reply).toMatchObject({ commitment: second.commitment });
    expect(withdrawn?.reply).toMatchObject({ commitment: first.commitment });
    expect(world.platform.edits).toEqual([
      {
        message: withdrawn?.message,
        reply: expect.objectContaining({ kind: "notice", visibility: "channel" }),
      },
    ]);
    expect(await group()).toMatchObject({ windows: 1 });
  });

  it("counts where its message came up while it was being closed", async () => {
    world.platform.nextPosts = [{ kind: "failed", detail: "503", retryAfter: 1 }];
    await world.runTo("2026-11-20T08:00:00Z");
    const { id } = await current();
    const store = Object.assign(Object.create(world.store), {
      freezeRound: async (...args: Parameters<typeof world.store.freezeRound>) => {
        const frozen = await world.store.freezeRound(...args);
        await world.store.confirmPosted(world.place.team, id, { channel: "g1", message: "m9" });
        return frozen;
      },
    });
    const closing = createBot({ ...world.deps, store });
    expect(said(await closing.daily.close(world.as("admin")))).toContain("Closed");
    await workSideBySide();
    expect((await current()).status).toBe("closed");
    expect(world.platform.edits.map((e) => e.reply.kind)).toEqual(["result"]);
  });

  it("explains nothing where its round was withdrawn", async () => {
    world.platform.nextPosts = [{ kind: "failed", detail: "503", retryAfter: 1 }];
    await world.runTo("2026-11-20T08:00:00Z");
    const { id } = await current();
    await world.bot.daily.close(world.as("admin"));
    const why = { ...world.as("ada"), action: { verb: "mine", round: id } as const };
    expect(said(await world.handlers.button(why))).toContain("cannot be answered here");
  });

  it("is taken back where another replica was faster, as platforms without a nonce allow", async () => {
    world.platform.hasNonce = false;
    world.platform.delay = () => wait(10);
    const opening = world.runTo("2026-11-20T08:00:00Z");
    await wait(2);
    world.sleepTo("2026-11-20T08:01:05Z");
    await workSideBySide();
    await opening;
    const [first, second] = posted("question");
    expect((await current()).message).toEqual(first?.message);
    expect(world.platform.edits.map((e) => [e.message, e.reply.kind])).toEqual([[second?.message, "notice"]]);
    expect(await group()).toMatchObject({ windows: 1 });
  });

  it("is taken back later, where the platform does not take the edit at once", async () => {
    world.platform.hasNonce = false;
    world.platform.delay = () => wait(10);
    world.platform.nextEdits = [{ kind: "failed", detail: "503", retryAfter: 1 }];
    const opening = world.runTo("2026-11-20T08:00:00Z");
    await wait(2);
    world.sleepTo("2026-11-20T08:01:05Z");
    await workSideBySide();
    await opening;
    const [, second] = posted("question");
    expect(world.platform.nextEdits).toEqual([]);
    expect(world.platform.edits.map((e) => [e.message, e.reply.kind])).toEqual([[second?.message, "notice"]]);
  });

  it("whose copy stands in a channel that never lets the bot in again is let be after some days", async () => {
    const jobs: OutboxJob[] = [];
    const add: Outbox["add"] = async (job) => {
      jobs.push(job);
      return "kept";
    };
    const deps = { ...world.deps, outbox: { add } };
    world.platform.nextEdits = Array.from({ length: 3 }, () => ({ kind: "barred", detail: "out" }));
    await takeBack(deps, world.place.team, { channel: "g1", message: "m9" }, say("open.withdrawn"));
    expect(jobs).toMatchObject([{ kind: "copy", delay: 15 * MINUTE }]);
    const work = jobs[0]?.work as Work["copy"];
    await expect(takeCopyBack(deps, work)).rejects.toMatchObject({ waits: true });
    world.sleepTo("2026-11-30T08:00:00Z");
    await takeCopyBack(deps, work);
    expect(world.platform.nextEdits).toHaveLength(1);
  });

  it("is taken back by whoever was stopped right before sending it and lost the job meanwhile", async () => {
    world.platform.hasNonce = false;
    let isHeld = true;
    const hold = { signal: new AbortController().signal, held: () => isHeld };
    let release = () => {};
    world.platform.delay = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    world.sleepTo("2026-11-20T08:00:00Z");
    const [job] = await world.store.claimDue(1, MINUTE, ["web"]);
    if (job === undefined) throw new Error("nothing is due");
    const stopped = doJob(fenced(world.deps, hold), job);
    await wait(5);
    world.platform.delay = async () => {};
    isHeld = false;
    world.sleepTo("2026-11-20T08:01:05Z");
    await workSideBySide();
    release();
    await stopped.catch(() => {});
    const [first, copy] = posted("question");
    expect((await current()).message).toEqual(first?.message);
    expect(world.platform.edits.map((e) => [e.message, e.reply.kind])).toEqual([[copy?.message, "notice"]]);
  });

  it("is posted again, too, where it was deleted just when a late job of its posting saw that it was up", async () => {
    await world.runTo("2026-11-20T08:00:00Z");
    const { id, message } = await current();
    let isFirst = true;
    const store: Store = Object.assign(Object.create(world.store), {
      readRound: async (...args: Parameters<Store["readRound"]>) => {
        const seen = await world.store.readRound(...args);
        world.platform.nextPosts = isFirst ? [{ kind: "failed", detail: "503", retryAfter: 1 }] : [];
        if (isFirst && message !== null) await world.handlers.messageGone(world.place.team, message);
        isFirst = false;
        return seen;
      },
    });
    await doJob({ ...world.deps, store }, { kind: "post", place: world.place, round: id });
    expect((await current()).message).toBeNull();
    await world.runTo("2026-11-20T08:03:00Z");
    expect((await current()).message).not.toBeNull();
  });

  it("is not posted any more when half of its window is over", async () => {
    world.platform.nextPosts = Array.from(
      { length: 9999 },
      () => ({ kind: "failed", detail: "503", retryAfter: 1 }) as const,
    );
    await world.runTo("2026-11-20T20:05:00Z", 5 * MINUTE);
    world.platform.nextPosts = [];
    await world.runTo("2026-11-21T07:50:00Z", 5 * MINUTE);
    expect(posted("question")).toEqual([]);
    expect(await group()).toMatchObject({ windows: 0 });
    await world.runTo("2026-11-21T08:00:00Z");
    expect(posted("question")).toHaveLength(1);
  });

  it("is not announced as on its way where the channel refuses it", async () => {
    world.platform.nextPosts = [{ kind: "refused", reason: "permission-lost", missing: ["Send Messages"] }];
    const reply = await world.bot.daily.now(world.as("admin"));
    expect(reply).toMatchObject({ kind: "notice", tone: "refusal" });
    expect(said(reply)).not.toContain("on its way");
  });
});

describe("settings that change while a window opens", () => {
  it("leave one question open where a manager asks today's as yesterday's comes late", async () => {
    await world.bot.daily.set(world.as("admin"), { time: "23:40", timezone: "Pacific/Pago_Pago" });
    world.sleepTo("2026-11-20T11:58:00Z");
    let isFirst = true;
    const store: Store = Object.assign(Object.create(world.store), {
      openWindow: async (...args: Parameters<Store["openWindow"]>) => {
        if (isFirst) await doJob(world.deps, { kind: "open", place: world.place });
        isFirst = false;
        return world.store.openWindow(...args);
      },
    });
    const reply = await createBot({ ...world.deps, store }).daily.now(world.as("admin"));
    expect((await current()).date).toBe("2026-11-19");
    expect(posted("question")).toHaveLength(1);
    expect(reply).toMatchObject({ kind: "notice", tone: "refusal" });
  });

  it("leave no opening planned for a date that was opened", async () => {
    const stale = await group();
    await world.runTo("2026-11-20T08:00:00Z");
    // A manager's write that had read the group before the window opened.
    const next = { date: "2026-11-20", at: Date.parse("2026-11-20T09:00:00Z") };
    await world.store.writeGroup(world.place, stale.version, { ...stale, next });
    await world.runTo("2026-11-20T09:02:00Z");
    expect((await group()).next?.date).toBe("2026-11-21");
    await world.runTo("2026-11-21T09:00:00Z", 10 * MINUTE);
    expect(posted("question")).toHaveLength(2);
  });

  it("open a window at its new time that is moved to before the old one while that was looked at", async () => {
    await world.bot.daily.set(world.as("admin"), { time: "12:00" });
    let isFirst = true;
    const store: Store = Object.assign(Object.create(world.store), {
      readGroup: async () => {
        const seen = await world.store.readGroup(world.place);
        if (isFirst) await world.bot.daily.set(world.as("admin"), { time: "09:10" });
        isFirst = false;
        return seen;
      },
    });
    await doJob({ ...world.deps, store }, { kind: "open", place: world.place });
    await world.runTo("2026-11-20T08:12:00Z");
    expect(posted("question")).toHaveLength(1);
  });

  it("do not drop an opening that was planned anew while the old one was looked at", async () => {
    const paused = await group();
    world.sleepTo("2026-11-20T08:00:00Z");
    const jobs = await world.store.claimDue(10, MINUTE);
    await world.bot.daily.pause(world.as("admin"));
    const store = Object.assign(Object.create(world.store), {
      readGroup: async () => {
        const seen = await world.store.readGroup(world.place);
        await world.bot.daily.resume(world.as("admin"));
        return seen;
      },
    });
    for (const job of jobs) await doJob({ ...world.deps, store }, job);
    expect(paused.next?.date).toBe("2026-11-20");
    await world.runTo("2026-11-21T08:00:00Z", 10 * MINUTE);
    expect(posted("question")).toHaveLength(1);
  });

  it("resume a team's schedules although one of them is being changed", async () => {
    await world.handlers.left(world.place.team);
    let isFirst = true;
    const store = Object.assign(Object.create(world.store), {
      writeGroup: async (...args: Parameters<typeof world.store.writeGroup>) => {
        if (isFirst) {
          isFirst = false;
          return { kind: "conflict" };
        }
        return world.store.writeGroup(...args);
      },
    });
    await createHandlers({ ...world.deps, store }).joined(world.place.team);
    expect(await group()).toMatchObject({ paused: null, next: { date: "2026-11-20" } });
  });
});
