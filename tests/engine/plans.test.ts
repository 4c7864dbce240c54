import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ButtonPress } from "../../src/engine/ports/platform.ts";
import { scopeOf } from "../../src/engine/uses/plan-scope.ts";
import { type Action, type Button, FORMS, opensForm } from "../../src/engine/words/press.ts";
import type { PlanDraftReply, PlanReply, QuestionReply, Reply } from "../../src/engine/words/reply.ts";
import type { Review } from "../../src/learning/review.ts";
import { realBank } from "../command/real.ts";
import { START, type StoreHarness } from "../stores/harness.ts";
import { onEachStore } from "./on-stores.ts";
import { createWorld, DAY, said, type World } from "./world.ts";

const { bank } = realBank();
const ROLE = "computer-vision-engineer";
const JOB = `You train object detection models and know transformers.
We offer a vision, attention to detail and a memory of good times.`;

function planOf(reply: Reply | null): PlanReply {
  if (reply?.kind !== "plan") throw new Error(`not a plan: (${reply?.kind}) ${said(reply)}`);
  return reply;
}

function draftOf(reply: Reply | null): PlanDraftReply {
  if (reply?.kind !== "plan-draft") throw new Error(`not a draft: (${reply?.kind}) ${said(reply)}`);
  return reply;
}

const buttonsOf = (reply: Reply): readonly Button[] => ("buttons" in reply ? reply.buttons : []);
const labelOf = ({ label }: Button) => (typeof label === "string" ? label : label.id);

function labelled(reply: Reply, label: string): Action {
  const found = buttonsOf(reply).find((one) => labelOf(one) === label);
  if (found === undefined) throw new Error(`no button ${label} under (${reply.kind}) ${said(reply)}`);
  return found.action;
}

const names = ({ found }: PlanDraftReply) => found.map(({ name }) => name);

onEachStore("a plan", (open) => {
  let harness: StoreHarness;
  let world: World;
  beforeEach(async () => {
    harness = await open();
    world = createWorld(new Date(START).toISOString(), () => harness.store);
    world.deps.bank = bank;
  });
  afterEach(() => harness.close());

  const ada = () => world.as("ada");
  const set = (date: string, minutes = 15) => world.bot.plan.set(ada(), { date, minutes, role: ROLE });
  const show = () => world.bot.plan.show(ada());
  const press = (action: Action, who = ada()) => {
    if (opensForm(action)) throw new Error(`${action.verb} opens a form`);
    return world.handlers.button({ ...who, action } as ButtonPress);
  };
  const fill = (action: Action, text: string, who = ada()) => {
    if (!opensForm(action)) throw new Error(`${action.verb} opens no form`);
    return world.handlers.form({ ...who, form: action.verb, item: action.item, text, ticked: [] });
  };
  async function pass(days: number) {
    await harness.advance(days * DAY);
    world.sleepTo(new Date(world.now() + days * DAY).toISOString());
  }
  const review = (concept: string, over: Partial<Review> = {}) =>
    world.store.recordReview(world.place.team, "ada", {
      ...{ id: `r${concept}`, at: world.now(), concept, item: `${concept}.c1`, mode: "practice" },
      outcome: { kind: "choice", right: true, confidence: null, difficulty: "medium", hints: 0 },
      ...over,
    });

  it("by role says what to study week by week, what will not fit, and how ready one is", async () => {
    const reply = planOf(await set("2026-12-02"));
    expect(reply).toMatchObject({ date: "2026-12-02", days: 14, minutes: 15, questions: 10, known: 0 });
    expect(reply.weeks.map(({ from, to }) => [from, to])).toEqual([
      ["2026-11-18", "2026-11-24"],
      ["2026-11-25", "2026-12-01"],
    ]);
    const scope = scopeOf(bank, { role: ROLE });
    const all = [...reply.weeks.flatMap(({ concepts }) => concepts), ...reply.leftOut];
    expect(all).toEqual(scope.order.map((id) => scope.names.get(id)));
    expect(reply.leftOut.length).toBeGreaterThan(0);
    expect(reply.readiness).toMatchObject({ mean: 0, asked: 0, of: scope.concepts.length, unknown: 1 });
    expect(reply.readiness.topics.length).toBe(new Set(scope.concepts.map(({ topic }) => topic)).size);
    expect(planOf(await show())).toMatchObject({ weeks: reply.weeks, leftOut: reply.leftOut });
  });

  it("leaves out first what is asked least, and nothing with more time", async () => {
    const { leftOut } = planOf(await set("2026-12-09"));
    const scope = scopeOf(bank, { role: ROLE });
    const weightOf = new Map(scope.concepts.map(({ id, weight }) => [scope.names.get(id), weight]));
    const kept = scope.order.map((id) => scope.names.get(id)).filter((one) => !leftOut.includes(one ?? ""));
    const mean = (of: readonly (string | undefined)[]) =>
      of.reduce((sum, one) => sum + (weightOf.get(one) ?? 0), 0) / of.length;
    expect(leftOut.length).toBeGreaterThan(0);
    expect(mean(kept)).toBeGreaterThan(mean(leftOut) + 1);
    expect(weightOf.get(leftOut.at(-1))).toBe(1);
    expect(planOf(await set("2027-11-01", 60)).leftOut).toEqual([]);
  });

  it("calls nothing known that was answered wrong a moment ago: readiness stays at 0, and it is to be learned", async () => {
    const { weeks } = planOf(await set("2027-02-01"));
    const { order } = scopeOf(bank, { role: ROLE });
    for (const concept of order.slice(0, 2))
      await review(concept, {
        outcome: { kind: "choice", right: false, confidence: "sure", difficulty: "medium", hints: 0 },
      });
    const after = planOf(await show());
    expect(after).toMatchObject({ known: 0, weeks });
    expect(after.readiness).toMatchObject({ mean: 0, asked: 2 });
    expect(after.readiness.low).toBe(0);
    await pass(1);
    for (const concept of order.slice(0, 2))
      await review(concept, { id: `again-${concept}`, at: world.now() });
    expect(planOf(await show())).toMatchObject({ known: 2 });
  });

  it("follows what was learned: the next day it has less to learn, and readiness has grown", async () => {
    const before = planOf(await set("2027-02-01"));
    const [first = "", second = ""] = scopeOf(bank, { role: ROLE }).order;
    await review(first);
    await review(second);
    await pass(1);
    const after = planOf(await show());
    expect(after.known).toBe(2);
    expect(after.days).toBe(before.days - 1);
    expect(after.weeks[0]?.concepts[0]).toBe(before.weeks[0]?.concepts[2]);
    expect(after.readiness.mean).toBeGreaterThan(0);
    expect(after.readiness).toMatchObject({ asked: 2, own: 0 });
    expect(after.readiness.low).toBeLessThanOrEqual(after.readiness.mean);
  });

  it("shows apart what rests on one's own ticks", async () => {
    await set("2027-02-01");
    const [first = "", second = ""] = scopeOf(bank, { role: ROLE }).order;
    await review(first, { mode: "open", outcome: { kind: "open", covered: 1, by: "own" } });
    await review(second);
    const { own, mean } = planOf(await show()).readiness;
    expect(own).toBeGreaterThan(0);
    expect(own).toBeLessThan(mean);
  });

  it("keeps its role where only the minutes or the day are changed", async () => {
    await set("2027-02-01");
    const reply = planOf(await world.bot.plan.set(ada(), { minutes: 30 }));
    expect(reply).toMatchObject({ date: "2027-02-01", minutes: 30, about: { role: ROLE } });
    expect(planOf(await world.bot.plan.set(ada(), { date: "2027-03-01" }))).toMatchObject({ minutes: 30 });
  });

  it("without a role asks for which job, and takes a role by a press", async () => {
    const asked = await world.bot.plan.set(ada(), { date: "2027-02-01" });
    expect(said(asked)).toContain("for which job?");
    expect(planOf(await press(labelled(asked, `role.${ROLE}`)))).toMatchObject({
      date: "2027-02-01",
      minutes: 15,
      about: { role: ROLE },
    });
  });

  it("by a job description shows what it names, is corrected, and is used", async () => {
    const asked = await world.bot.plan.job(ada(), { date: "2027-02-01", minutes: 20 });
    const found = draftOf(await fill(labelled(asked, "button.plan-job"), JOB));
    expect(names(found)).toEqual(["Object detection", "Transformers"]);
    const [, second] = found.found;
    const fewer = draftOf(await press((second as (typeof found.found)[number]).drop.action));
    expect(names(fewer)).toEqual(["Object detection"]);
    const more = draftOf(await fill(labelled(fewer, "button.plan-terms"), "rope, Batch Normalization"));
    expect(names(more)).toHaveLength(3);
    expect(more.concepts).toBeGreaterThan(fewer.concepts);
    // Nothing is a plan before it is used.
    expect(said(await show())).toContain("You have no plan");
    const used = planOf(await press(labelled(more, "button.plan-use")));
    expect(used).toMatchObject({ date: "2027-02-01", minutes: 20, about: { subjects: names(more) } });
    expect(used.readiness.of).toBe(more.concepts);
    expect(planOf(await show()).about).toEqual(used.about);
    // It was used: its list is no more.
    expect(said(await press(labelled(more, "button.plan-use")))).toContain("no longer there");
  });

  it("says what it found of nothing, and goes on from there", async () => {
    const asked = await world.bot.plan.job(ada(), { date: "2027-02-01" });
    const none = draftOf(await fill(labelled(asked, "button.plan-job"), "We sell cheese to cats."));
    expect(none.lines.map(({ id }) => id)).toEqual(["plan.found-none"]);
    expect(buttonsOf(none).map(labelOf)).not.toContain("button.plan-use");
    const still = draftOf(await fill(labelled(none, "button.plan-terms"), "cheese"));
    expect(still.lines.map(({ id }) => id)).toEqual(["plan.added-none"]);
    expect(names(draftOf(await fill(labelled(still, "button.plan-terms"), "dropout")))).toHaveLength(1);
  });

  it("counts two corrections that come at once, both", async () => {
    const asked = await world.bot.plan.job(ada(), { date: "2027-02-01" });
    const text = "Object detection, transformers, LSTM, dropout";
    const { found } = draftOf(await fill(labelled(asked, "button.plan-job"), text));
    await Promise.all(found.slice(0, 2).map(({ drop }) => press(drop.action)));
    const last = draftOf(await press(found[0]!.drop.action));
    expect(names(last)).toEqual(found.slice(2).map((one) => one.name));
  });

  it("is over with a command, and what was answered stays", async () => {
    await set("2027-02-01");
    await review("cnn-basics");
    expect(said(await world.bot.plan.off(ada()))).toContain("over");
    expect(said(await show())).toContain("You have no plan");
    expect(said(await world.bot.plan.off(ada()))).toContain("You have no plan");
    expect((await world.store.readReviews(world.place.team, "ada")).concepts.size).toBe(1);
  });

  it("is nobody else's", async () => {
    await set("2027-02-01");
    expect(said(await world.bot.plan.show(world.as("ben")))).toContain("You have no plan");
  });

  it("says on its day that this is it, and afterwards that it was", async () => {
    await set("2026-11-20");
    await pass(2);
    expect(planOf(await show())).toMatchObject({ days: 0, weeks: [], lines: [{ id: "plan.the-day" }] });
    await pass(1);
    expect(said(await show())).toContain("The day of your plan was 20 Nov 2026");
    expect(((await world.bot.profile(ada())) as { plan: unknown }).plan).toBeNull();
  });

  describe("refuses", () => {
    it.each([
      ["a day that is over", "2026-11-17", "is over: a plan needs a day that is still to come"],
      ["today", "2026-11-18", "That is today"],
      ["a day more than two years ahead", "2028-11-18", "a plan reaches two years, until 17 Nov 2028"],
    ])("%s", async (_what, date, words) => {
      expect(said(await set(date))).toContain(words);
      expect(said(await world.bot.plan.job(ada(), { date }))).toContain(words);
      expect(said(await fill({ verb: "job", item: `${date}.15` }, JOB))).toContain(words);
      expect(said(await press({ verb: "plan-role", role: ROLE, date, minutes: 15 }))).toContain(words);
      expect(said(await show())).toContain("You have no plan");
    });

    it("a plan without a day, and says how to give it", async () => {
      expect(said(await world.bot.plan.set(ada(), { role: ROLE }))).toContain("date:2027-01-17");
    });

    it("an empty job description and one of 40,000 characters", async () => {
      const job = { verb: "job", item: "2027-02-01.15" } as const;
      expect(said(await fill(job, " \n "))).toContain("Write something");
      expect(said(await fill(job, "word ".repeat(8000)))).toContain(`at most ${FORMS.job.maxLength}`);
      expect(said(await fill({ verb: "job", item: "tomorrow" }, JOB))).toContain("no longer there");
    });

    it("a correction of what is not there", async () => {
      expect(said(await press({ verb: "plan-drop", subject: "rope" }))).toContain("no longer there");
      expect(said(await press({ verb: "plan-use", date: "2027-02-01" }))).toContain("no longer there");
      expect(said(await fill({ verb: "terms", item: "2027-02-01" }, "rope"))).toContain("no longer there");
    });
  });

  it("reads a text with control characters like any other", async () => {
    const text = `\u0000\u001b Object\u200b detection\u0007\u202e and\u0000 TRANSFORMERS\u0008`;
    const found = draftOf(await fill({ verb: "job", item: "2027-02-01.15" }, text));
    expect(names(found)).toEqual(["Object detection", "Transformers"]);
  });

  describe("in a session", () => {
    const conceptOf = async (reply: Reply) => {
      const round = await world.store.readRound(world.place.team, (reply as QuestionReply).roundId);
      return bank.find(round?.question.itemId ?? "")?.concept.id;
    };

    it("is what is new, in its order", async () => {
      await set("2027-02-01");
      const [first = "", second] = scopeOf(bank, { role: ROLE }).order;
      expect(await conceptOf(await world.bot.review(ada(), { source: "new" }))).toBe(first);
      await review(first);
      expect(await conceptOf(await world.bot.review(ada(), { source: "new" }))).toBe(second);
    });

    it("is repeated in its last days, the weakest first, whatever is due; an option asks otherwise", async () => {
      await set("2026-12-18");
      const order = scopeOf(bank, { role: ROLE }).order;
      for (const id of order.slice(0, 3)) await review(id);
      expect((await world.bot.review(ada(), {})).kind).toBe("notice");
      await pass(24);
      for (const id of order.slice(0, 2)) await review(id, { id: `again${id}`, at: world.now() });
      const asked = (await world.bot.review(ada(), {})) as QuestionReply;
      expect(await conceptOf(asked)).toBe(order[2]);
      expect(JSON.stringify(asked)).toContain('"session.exam","values":{"days":6}');
      const due = await world.bot.review(ada(), { source: "due" });
      expect(JSON.stringify(due)).not.toContain("session.exam");
    });
  });

  it("is in the profile, with how ready one is", async () => {
    await set("2027-02-01");
    expect(await world.bot.profile(ada())).toMatchObject({
      plan: { date: "2027-02-01", days: 75, about: { role: ROLE }, readiness: { mean: 0 } },
    });
  });

  it("is named by what forgetting would remove, and gone afterwards", async () => {
    await set("2027-02-01");
    expect(JSON.stringify(await world.bot.privacy.offerForget(ada()))).toContain("kept.plan");
    await world.bot.privacy.forget(ada());
    expect(said(await show())).toContain("You have no plan");
  });
});

describe("a group's plan", () => {
  let world: World;
  beforeEach(() => {
    world = createWorld(new Date(START).toISOString());
    world.deps.bank = bank;
  });
  const admin = () => world.as("admin");
  const set = (change: Parameters<World["bot"]["daily"]["set"]>[1]) => world.bot.daily.set(admin(), change);
  const asked = () => world.platform.posts.flatMap(({ reply }) => (reply.kind === "question" ? [reply] : []));
  const concepts = async () =>
    Promise.all(
      asked().map(async ({ roundId }) => {
        const round = await world.store.readRound(world.place.team, roundId);
        return bank.find(round?.question.itemId ?? "")?.concept.id;
      }),
    );

  it("is what daily questions follow, in its order, until its day; then they are mixed again", async () => {
    const reply = await set({ time: "12:00", plan: ROLE, planDate: "2026-11-21" });
    expect(said(reply)).toContain(
      "Questions follow what interviews for the role of computer vision engineer ask, until 21 Nov 2026",
    );
    const order = scopeOf(bank, { role: ROLE }).order;
    await world.runTo("2026-11-21T13:00:00Z", 10 * 60_000);
    expect(await concepts()).toEqual(order.slice(0, 4));
    await world.runTo("2026-11-22T13:00:00Z", 10 * 60_000);
    const { schedule } = await world.store.readGroup(world.place);
    expect(schedule?.plan).toEqual({ role: ROLE, date: "2026-11-21" });
    expect(asked()).toHaveLength(5);
  });

  it("says how much of it has room until the day", async () => {
    const all = scopeOf(bank, { role: ROLE }).concepts.length;
    const reply = said(await set({ plan: ROLE, planDate: "2026-12-08", days: [1, 2, 3, 4, 5] }));
    expect(reply).toContain(
      `${all} concepts for 14 questions. The ${all - 14} that are asked least will not fit`,
    );
  });

  it("stays where other things are set, changes its day, and ends with off", async () => {
    await set({ plan: ROLE, planDate: "2026-12-20" });
    await set({ time: "10:00" });
    await set({ planDate: "2027-01-20" });
    expect((await world.store.readGroup(world.place)).schedule?.plan).toEqual({
      role: ROLE,
      date: "2027-01-20",
    });
    await set({ plan: "off" });
    expect((await world.store.readGroup(world.place)).schedule?.plan).toBeNull();
  });

  it.each([
    [{ plan: ROLE }, "Give the day, like plan_date:2027-01-17"],
    [{ planDate: "2027-01-17" }, "name a role with plan:data-scientist"],
    [{ plan: ROLE, planDate: "2026-11-01" }, "is over"],
    [{ plan: ROLE, planDate: "2026-11-18" }, "That is today"],
    [{ plan: ROLE, planDate: "2029-01-01" }, "two years"],
    [{ plan: ROLE, planDate: "2026-12-01", topics: ["llm-training"] }, "leave no question"],
  ] as const)("is refused where it cannot be: %j", async (change, words) => {
    expect(said(await set(change))).toContain(words);
    expect((await world.store.readGroup(world.place)).schedule).toBeNull();
  });
});
