import { describe, expect, it } from "vitest";
import { createBot } from "../../src/engine/bot.ts";
import { createHandlers } from "../../src/engine/handlers.ts";
import type { OutboxJob } from "../../src/engine/ports/outbox.ts";
import { postReport } from "../../src/engine/uses/operators.ts";
import { feedbackButtons } from "../../src/engine/uses/views.ts";
import { lookAtItems } from "../../src/engine/uses/withdrawals.ts";
import { packItem } from "../../src/engine/words/pack.ts";
import { counted, type ItemSums, NO_SUMS } from "../../src/learning/item-sums.ts";
import { createWorld, said } from "./world.ts";

const TO = { team: "discord:1", group: "1" } as const;

function reporting() {
  const world = createWorld("2026-11-20T07:58:00Z");
  const jobs: OutboxJob[] = [];
  const add = async (job: OutboxJob) => {
    if (!jobs.some(({ id }) => id === job.id)) jobs.push(job);
    return "kept" as const;
  };
  const deps = { ...world.deps, reportsTo: TO, outbox: { add } };
  const bot = createBot(deps);
  const handlers = createHandlers(deps);
  const form = (learner: string, item: string, text: string) =>
    handlers.form({ ...world.as(learner), form: "report", item, text, ticked: [] });
  return { world, deps, jobs, bot, handlers, form };
}

describe("a report", () => {
  it("reaches the channel that the host named, once, and again where it could not be posted", async () => {
    const { world, deps, jobs, form } = reporting();
    await form("ada", "cnn.c1", "two are right @everyone");
    await form("ada", "cnn.c1", "once more");
    expect(jobs.map(({ platform, kind }) => [platform, kind])).toEqual([["discord", "report"]]);
    const [job] = jobs;
    if (job?.kind !== "report") throw new Error("no report");
    world.platform.nextPosts.push({ kind: "failed", detail: "busy", retryAfter: 5 });
    await expect(postReport(deps, job.work)).rejects.toMatchObject({ after: 5 });
    await postReport(deps, job.work);
    const [post] = world.platform.posts;
    expect(post?.place).toEqual(TO);
    expect(said(post?.reply ?? null)).toContain("two are right @everyone");
    world.platform.nextPosts.push({ kind: "refused", reason: "channel-gone", missing: [] });
    await postReport(deps, job.work);
    expect(world.logged.at(-1)).toContain("REPORTS_CHANNEL takes no messages");
  });

  it("can be sorted with a press by whoever made it, once", async () => {
    const { world, form, handlers } = reporting();
    const thanks = await form("ada", "cnn.c1", "two are right");
    if (thanks?.kind !== "notice") throw new Error("no thanks");
    const sort = (learner: string, at: number) => {
      const action = thanks.buttons?.[at]?.action;
      if (action?.verb !== "report-as") throw new Error("no button");
      return handlers.button({ ...world.as(learner), action });
    };
    await sort("ben", 0);
    await sort("ada", 3);
    await sort("ada", 0);
    expect((await world.store.reportCounts()).get("cnn.c1@1")).toMatchObject({
      typo: 1,
      other: 0,
      "wrong-key": 0,
    });
  });
});

describe("a question that somebody likes", () => {
  it("is counted once a day and member for the version that was asked, and needs no words", async () => {
    const { world, handlers } = reporting();
    const praise = (learner: string, item = "cnn.c1") =>
      handlers.button({ ...world.as(learner), action: { verb: "praise", item } });
    for (const learner of ["ada", "ben", "ada"]) {
      expect(said(await praise(learner))).toContain("It counts for the question");
    }
    expect(await world.store.praiseCounts()).toEqual(new Map([["cnn.c1@1", 2]]));
    expect(said(await praise("ada", "gone.c1"))).toContain("no longer in the bank");
    expect(await world.store.reportCounts()).toEqual(new Map());
  });

  it("is offered where somebody hears of it: not of a team's own questions", () => {
    const verbs = (item: string) => feedbackButtons("r1", item).map(({ action }) => action.verb);
    expect([verbs("cnn.c1"), verbs(packItem("geo", "abc"))]).toEqual([["praise", "report"], ["report"]]);
  });
});

describe("a key that strong learners contradict", () => {
  it("takes its question out until somebody decides, tells the channel, and is not taken out again", async () => {
    const { world, deps, jobs } = reporting();
    const many = (times: number, option: number, share: number) =>
      Array.from({ length: times }, () => ({ option, share }));
    const answers = [
      ...many(60, 2, 90),
      ...many(15, 0, 85),
      ...many(20, 2, 40),
      ...many(40, 1, 30),
      ...many(20, 0, 40),
    ];
    const sums = answers.reduce<ItemSums>((all, { option, share }) => counted(all, option, share), NO_SUMS);
    const store = {
      ...world.store,
      itemSums: async () =>
        new Map([
          ["cnn.c1@1", sums],
          ["cnn.c2@7", sums],
        ]),
    };
    let gone: ReadonlySet<string> = new Set();
    const look = () => lookAtItems({ ...deps, store }, (ids) => (gone = ids));
    await look();
    expect([...gone]).toEqual(["cnn.c1"]);
    expect(jobs.map(({ kind }) => kind)).toEqual(["report"]);
    const about = { item: "cnn.c1", version: 1, what: "released", wrongKey: false, by: "operator" } as const;
    await store.decide({ ...about, at: world.now() });
    world.sleepTo("2026-11-22T07:58:00Z");
    await look();
    expect([...gone]).toEqual([]);
  });
});
