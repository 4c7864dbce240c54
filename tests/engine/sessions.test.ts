import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Caller } from "../../src/engine/ports/bot.ts";
import type { ButtonPress } from "../../src/engine/ports/platform.ts";
import { type Store, StoreUnavailable } from "../../src/engine/ports/store.ts";
import { type Button, opensForm } from "../../src/engine/words/press.ts";
import type { QuestionReply, Reply, SessionEndReply, VerdictReply } from "../../src/engine/words/reply.ts";
import type { Review } from "../../src/learning/review.ts";
import { dealt } from "../dealt.ts";
import { START, type StoreHarness } from "../stores/harness.ts";
import { onEachStore } from "./on-stores.ts";
import { createWorld, DAY, said, type World } from "./world.ts";

const buttonsOf = (reply: Reply): readonly Button[] => ("buttons" in reply ? reply.buttons : []);

type Pressable = ButtonPress["action"];

function labelled(reply: Reply, label: string): Pressable {
  const found = buttonsOf(reply).find(
    (one) => (typeof one.label === "string" ? one.label : one.label.id) === label,
  );
  if (found === undefined) throw new Error(`no button ${label} under (${reply.kind}) ${said(reply)}`);
  if (opensForm(found.action)) throw new Error(`${label} opens a form`);
  return found.action;
}

function question(reply: Reply | null): QuestionReply {
  if (reply?.kind !== "question") throw new Error(`not a question: (${reply?.kind}) ${said(reply)}`);
  return reply;
}

function verdict(reply: Reply | null): VerdictReply {
  if (reply?.kind !== "verdict") throw new Error(`not a verdict: (${reply?.kind}) ${said(reply)}`);
  return reply;
}

function end(reply: Reply | null): SessionEndReply {
  if (reply?.kind !== "session-end") throw new Error(`not the end: (${reply?.kind}) ${said(reply)}`);
  return reply;
}

onEachStore("a review session", (open) => {
  let harness: StoreHarness;
  let world: World;
  beforeEach(async () => {
    harness = await open();
    world = createWorld(new Date(START).toISOString(), () => harness.store);
  });
  afterEach(() => harness.close());

  const ada = (over: Partial<Caller> = {}) => world.as("ada", over);
  async function press(action: Pressable, who = ada(), at: World = world): Promise<Reply> {
    const reply = await at.handlers.button({ ...who, action });
    if (reply === null) throw new Error("nothing came back");
    return reply;
  }
  async function pass(days: number) {
    await harness.advance(days * DAY);
    world.sleepTo(new Date(world.now() + days * DAY).toISOString());
  }
  async function answer(reply: Reply, right: boolean): Promise<VerdictReply> {
    const { roundId } = question(reply);
    const round = await world.store.readRound(world.place.team, roundId);
    if (round === null) throw new Error("the round is gone");
    const { key } = dealt(round);
    return verdict(await press(labelled(reply, "ABCD"[right ? key : (key + 1) % 4] as string)));
  }
  const reviewsOf = async () =>
    [...(await world.store.readReviews(world.place.team, "ada")).concepts.values()].flatMap(
      ({ reviews }) => reviews,
    );
  /** Ada has answered something about both concepts, and a day has passed. */
  async function known() {
    for (const concept of ["cnn", "rnn"]) await remember(concept, concept === "cnn");
    await pass(3);
  }
  const remember = (concept: string, right: boolean) =>
    world.store.recordReview(world.place.team, "ada", {
      ...{ id: `r${concept}`, at: world.now(), concept, item: `${concept}.c0`, mode: "practice" },
      outcome: { kind: "choice", right, confidence: null, difficulty: "medium", hints: 0 },
    } satisfies Review);

  it("goes from question to verdict to the next, says how far it is, and what was kept and what slipped", async () => {
    await known();
    const first = question(await world.bot.review(ada(), { count: 2 }));
    expect(first.session).toMatchObject({ number: 1, total: 2, due: 2 });
    // The weakest first: the one that went wrong.
    expect(first.topic).toBe("RNN");
    const told = await answer(first, true);
    expect(told).toMatchObject({ right: true, moment: "practice", session: { number: 1, total: 2, due: 1 } });
    const second = question(await press(labelled(told, "button.next")));
    expect(second).toMatchObject({ topic: "CNN", session: { number: 2, total: 2, due: 1 } });
    const last = await answer(second, false);
    const over = end(await press(labelled(last, "button.finish")));
    expect(over).toMatchObject({ kept: [{ name: "rnn" }], slipped: [{ name: "cnn" }], more: false });
    expect(over.points).toBeGreaterThan(0);
    for (const { due } of [...over.kept, ...over.slipped]) expect(due).toBeGreaterThan(world.now());
  });

  it("is remembered as a session, once, with points as practice has them", async () => {
    await known();
    const first = await world.bot.review(ada(), {});
    const told = await answer(first, true);
    const again = await press(labelled(first, "A"));
    expect(verdict(again)).toMatchObject({ chosen: told.chosen, points: told.points });
    expect((await reviewsOf()).filter(({ mode }) => mode === "session")).toMatchObject([
      { concept: "rnn", outcome: { right: true } },
    ]);
    const profile = await world.bot.profile(ada());
    const points = profile.kind === "profile" ? profile.points[0]?.points : null;
    expect(points).toBe(told.points);
  });

  it("never asks an item that was had while the concept has another", async () => {
    const had = new Set(["cnn.c0", "rnn.c0"]);
    await known();
    for (let day = 0; day < 4; day++) {
      let reply: Reply = await world.bot.review(ada(), { source: "exam", count: 3 });
      while (reply.kind === "question") {
        const round = await world.store.readRound(world.place.team, reply.roundId);
        const item = round?.question.itemId ?? "";
        expect(had).not.toContain(item);
        had.add(item);
        const told: VerdictReply = await answer(reply, true);
        const isLast = buttonsOf(told).some(
          ({ label }) => typeof label !== "string" && label.id === "button.finish",
        );
        reply = await press(labelled(told, isLast ? "button.finish" : "button.next"));
      }
      await pass(1);
    }
    expect(had.size).toBe(10);
  });

  it("is gone on with where it was left, on another replica, until a day has passed", async () => {
    await known();
    const first = question(await world.bot.review(ada(), {}));
    const other = createWorld(new Date(world.now()).toISOString(), () => harness.store);
    const again = question(await other.bot.review(ada(), {}));
    expect(again).toMatchObject({
      roundId: first.roundId,
      stem: first.stem,
      note: { id: "session.resumed" },
    });
    const told = verdict(await press(labelled(first, "A"), ada(), other));
    expect(verdict(await world.bot.review(ada(), {}))).toMatchObject({
      chosen: told.chosen,
      right: told.right,
    });
    await pass(1.1);
    expect(said(await press(labelled(told, "button.next")))).toContain("This session is over");
  });

  it("gives way to a newer one, and says so", async () => {
    await known();
    const older = await world.bot.review(ada(), {});
    const newer = question(await world.bot.review(ada(), { source: "exam" }));
    const refused = await press(labelled(older, "A"));
    expect(said(refused)).toContain("newer session");
    expect(question(await press(labelled(refused, "button.session-newer"))).roundId).toBe(newer.roundId);
    expect(await reviewsOf()).toHaveLength(2);
  });

  it("is nobody else's to go on with", async () => {
    await known();
    const first = await world.bot.review(ada(), {});
    expect(said(await press(labelled(first, "A"), world.as("ben")))).toContain("somebody else’s session");
    expect(await reviewsOf()).toHaveLength(2);
  });

  it("shows what came after where an older message of it is pressed, and takes no step twice", async () => {
    await known();
    const first = await world.bot.review(ada(), {});
    const told = await answer(first, true);
    const next = labelled(told, "button.next");
    const [one, two] = await Promise.all([press(next), press(next)]);
    expect(question(one).roundId).toBe(question(two).roundId);
    expect(question(await press(labelled(first, "B"))).roundId).toBe(question(one).roundId);
  });

  it("stops when it is told to, and says nothing of what was not answered", async () => {
    await known();
    const first = await world.bot.review(ada(), {});
    const over = end(await press(labelled(first, "button.stop")));
    expect(over).toMatchObject({ kept: [], slipped: [], points: 0, more: true });
    expect(said(await press(labelled(first, "A")))).toContain("This session is over");
  });

  it.each(["recordAnswer", "putSession"] as const)(
    "loses nothing when the store is away in the middle (%s): the same question again, or its verdict",
    async (step) => {
      await known();
      const first = question(await world.bot.review(ada(), {}));
      const whole = world.deps.store;
      let isAway = true;
      world.deps.store = new Proxy(whole, {
        get(target, property: keyof Store) {
          if (property === step && isAway)
            return async () => {
              throw new StoreUnavailable("away");
            };
          const value = target[property];
          return typeof value === "function" ? value.bind(target) : value;
        },
      });
      const action = labelled(first, "A");
      await expect(press(action)).rejects.toThrow(StoreUnavailable);
      isAway = false;
      const again = question(await world.bot.review(ada(), {}));
      expect(again.roundId).toBe(first.roundId);
      const told = verdict(await press(action));
      expect(told.chosen?.letter).toBe("A");
      isAway = true;
      if (step === "putSession") {
        await expect(press(labelled(told, "button.next"))).rejects.toThrow(StoreUnavailable);
        isAway = false;
        const next = question(await press(labelled(told, "button.next")));
        expect(next.roundId).not.toBe(first.roundId);
      }
      expect((await reviewsOf()).filter(({ mode }) => mode === "session")).toHaveLength(1);
    },
  );

  it("says until when nothing is due, and offers what is new", async () => {
    const nothing = await world.bot.review(ada(), {});
    expect(said(nothing)).toContain("Nothing is due yet");
    const offered = question(await press(labelled(nothing, "button.review-new")));
    expect(offered.session).toMatchObject({ number: 1, total: 2, due: 0 });
    await answer(offered, true);
    await world.store.endSession(world.place.team, "ada", "x");
    const later = await world.bot.review(ada(), { source: "due" });
    expect(said(later)).toMatch(/^Nothing is due until 2026-11-\d\dT/);
  });

  it("asks only about mistakes where these were wanted", async () => {
    await known();
    const first = question(await world.bot.review(ada(), { source: "mistakes" }));
    expect(first).toMatchObject({ topic: "RNN", session: { total: 1, due: 0 } });
    await answer(first, true);
    expect(said(await world.bot.review(ada(), { source: "mistakes" }))).toContain("No mistakes are waiting");
  });

  it("asks about one topic where it was wanted", async () => {
    await known();
    const first = question(await world.bot.review(ada(), { topic: "cnn" }));
    expect(first).toMatchObject({ topic: "CNN", session: { total: 1, due: 1 } });
  });

  it("asks only with questions of the difficulty that was wanted, also in the session after it", async () => {
    await known();
    const first = question(await world.bot.review(ada(), { difficulty: "hard", source: "exam" }));
    expect(first.difficulty).toBe("hard");
    const told = await answer(first, true);
    const second = question(await press(labelled(told, "button.next")));
    expect(second.difficulty).toBe("hard");
    const last = await answer(second, true);
    const over = end(await press(labelled(last, "button.finish")));
    expect(labelled(over, "button.review-new")).toMatchObject({ source: "new", difficulty: "hard" });
  });

  it("offers to practise its mistakes first where something slipped, and not where nothing did", async () => {
    await known();
    const first = await world.bot.review(ada(), { count: 1 });
    const slipped = end(await press(labelled(await answer(first, false), "button.finish")));
    expect(buttonsOf(slipped)[0]).toMatchObject({ label: { id: "button.practise-slipped" }, primary: true });
    const again = question(await press(labelled(slipped, "button.practise-slipped")));
    expect(again.topic).toBe(question(first).topic);
    const kept = end(await press(labelled(await answer(again, true), "button.finish")));
    expect(buttonsOf(kept).map(({ label }) => label)).not.toContainEqual({ id: "button.practise-slipped" });
  });

  it("that is begun on two replicas at once is one: the other says so at its first press", async () => {
    await known();
    const other = createWorld(new Date(world.now()).toISOString(), () => harness.store);
    other.deps.token = (length) => "other".padEnd(length, "y");
    const begun = await Promise.all([
      world.bot.review(ada(), { source: "exam" }),
      other.bot.review(ada(), { source: "exam" }),
    ]);
    const replies = [
      await press(labelled(begun[0], "A")),
      await press(labelled(begun[1], "A"), ada(), other),
    ];
    expect(replies.map(({ kind }) => kind).sort()).toEqual(["notice", "verdict"]);
    const refused = replies.find(({ kind }) => kind === "notice") as Reply;
    expect(said(refused)).toContain("newer session");
    expect((await reviewsOf()).filter(({ mode }) => mode === "session")).toHaveLength(1);
  });

  it("takes how sure somebody is before the verdict into the review, not into the points", async () => {
    await known();
    const first = await world.bot.review(ada(), {});
    const sure = question(await press(labelled(first, "confidence.guess")));
    expect(sure).toMatchObject({ roundId: question(first).roundId, session: { confidence: "guess" } });
    const told = await answer(sure, true);
    const plain = { easy: 2, medium: 4, hard: 6 }[sure.difficulty];
    expect(told.points).toBe(plain);
    expect((await reviewsOf()).find(({ mode }) => mode === "session")?.outcome).toMatchObject({
      right: true,
      confidence: "guess",
    });
    // The next question is asked without it.
    expect(question(await press(labelled(told, "button.next"))).session?.confidence).toBeNull();
  });

  it("counts for the group in which it was begun, wherever its buttons are pressed", async () => {
    await known();
    const first = await world.bot.review(ada(), {});
    const elsewhere = ada({ place: { ...world.place, group: "D1" } });
    expect((await press(labelled(first, "button.hint-1"), elsewhere)).kind).toBe("hint");
    const told = verdict(await press(labelled(first, "A"), elsewhere));
    expect(told.moment).toBe("practice");
    expect((await reviewsOf()).filter(({ mode }) => mode === "session")).toHaveLength(1);
  });
});

describe("a session while a question of the day is open", () => {
  const opened = async () => {
    const world = createWorld("2026-11-20T06:00:00Z");
    const { bot, store, place, as } = world;
    await bot.daily.set(as("admin"), { time: "09:00", timezone: "Europe/Berlin", topics: ["cnn"] });
    await world.runTo("2026-11-20T08:00:00Z");
    const { current } = await store.readGroup(place);
    const daily = await store.readRound(place.team, current ?? "");
    if (daily === null) throw new Error("no daily round");
    return { ...world, daily, team: place.team };
  };
  const review = (concept: string, item: string, at: number): Review => ({
    ...{ id: item.replace(/\W/g, ""), at, concept, item, mode: "practice" },
    outcome: { kind: "choice", right: false, confidence: null, difficulty: "easy", hints: 0 },
  });

  it("waits with a concept whose only new question is the one of the day", async () => {
    const { bot, store, as, daily, team, now } = await opened();
    for (let i = 0; i < 6; i++) {
      const item = `cnn.c${i}`;
      if (item !== daily.question.itemId)
        await store.recordReview(team, "ada", review("cnn", item, now() - DAY * 3));
    }
    expect(said(await bot.review(as("ada"), { topic: "cnn" }))).toContain("Try again after its close");
  });

  it("keeps back the reason of a mistake that is the question of the day", async () => {
    const { bot, store, as, daily, team, now } = await opened();
    await store.recordReview(team, "ada", review("cnn", daily.question.itemId, now() - DAY));
    await store.recordReview(team, "ada", review("rnn", "rnn.c1", now()));
    expect(await bot.mistakes(as("ada"))).toMatchObject({
      kind: "mistakes",
      rows: [
        { concept: "rnn", shown: { key: "right", because: "because it is right" } },
        { concept: "cnn", shown: "waits" },
      ],
    });
  });

  it("holds the answer to its question that became the one of the day, and judges it after the close", async () => {
    const world = createWorld("2026-11-20T06:00:00Z");
    const { bot, store, place, as, handlers } = world;
    const asked = question(await bot.review(as("ada"), { source: "new", topic: "cnn" }));
    const round = await store.readRound(place.team, asked.roundId);
    if (round === null) throw new Error("the round is gone");
    const { itemId, key } = dealt(round);
    // There is no other question for the day.
    const { bank } = world.deps;
    world.deps.bank = { ...bank, pool: (filter) => bank.pool(filter).filter(({ id }) => id === itemId) };
    await bot.daily.set(as("admin"), { time: "09:00", timezone: "Europe/Berlin", topics: ["cnn"] });
    await world.runTo("2026-11-20T08:00:00Z");
    const held = await handlers.button({ ...as("ada"), action: labelled(asked, "ABCD"[key] as string) });
    expect(held).toMatchObject({ kind: "notice", session: { number: 1 } });
    expect(said(held)).toContain("the verdict waits until that closes");
    expect(said(await bot.review(as("ada"), {}))).toContain("the verdict waits until that closes");
    expect((await store.readReviews(place.team, "ada")).concepts.size).toBe(0);
    await world.runTo("2026-11-21T07:59:30Z");
    await bot.daily.close(as("admin"));
    const elsewhere = as("ada", { place: { ...place, group: "D1" } });
    const why = labelled(held as Reply, "button.was-right");
    expect(verdict(await handlers.button({ ...elsewhere, action: why }))).toMatchObject({ right: true });
    const kept = (await store.readReviews(place.team, "ada")).concepts.get("cnn")?.reviews;
    expect(kept).toMatchObject([{ item: itemId, outcome: { right: true } }]);
  });
});

it("asks five of a backlog, shows no pile, and says that the rest is for other days", async () => {
  const { bot, store, place, as, handlers, deps, now } = createWorld("2026-11-20T06:00:00Z");
  const [entry] = deps.bank.pool({ topics: ["cnn"] });
  if (entry === undefined) throw new Error("an empty bank");
  const concepts = Array.from({ length: 25 }, (_, i) => `k${i}`);
  const entries = concepts.map((id) => ({ ...entry, id: `${id}.c1`, concept: { id, name: id } }));
  const { bank } = deps;
  deps.bank = {
    ...bank,
    pool: () => entries,
    item: (id, seed) => bank.item(id.replace(/^k\d+/, "cnn"), seed),
  };
  for (const concept of concepts)
    await store.recordReview(place.team, "ada", {
      ...{ id: concept, at: now() - 300 * DAY, concept, item: `${concept}.c9`, mode: "practice" },
      outcome: { kind: "choice", right: true, confidence: null, difficulty: "easy", hints: 0 },
    });
  let reply: Reply | null = await bot.review(as("ada"), {});
  expect(question(reply).session).toMatchObject({ number: 1, total: 5, due: 5 });
  for (let i = 0; i < 5; i++) {
    const told: Reply | null = await handlers.button({
      ...as("ada"),
      action: labelled(question(reply), "A"),
    });
    const on = labelled(verdict(told), i < 4 ? "button.next" : "button.finish");
    reply = await handlers.button({ ...as("ada"), action: on });
  }
  expect(end(reply).more).toBe(true);
});

describe("what went wrong lately", () => {
  it("is nothing before anything was answered wrong, and what can be practised at once after", async () => {
    const { bot, store, place, as, handlers, now } = createWorld("2026-11-20T06:00:00Z");
    expect(said(await bot.mistakes(as("ada")))).toContain("No mistakes are waiting");
    await store.recordReview(place.team, "ada", {
      ...{ id: "r1", at: now(), concept: "rnn", item: "rnn.c1", mode: "daily" },
      outcome: { kind: "choice", right: false, confidence: null, difficulty: "easy", hints: 0 },
    });
    const shown = await bot.mistakes(as("ada"));
    expect(shown).toMatchObject({ kind: "mistakes", more: 0, rows: [{ concept: "rnn", at: now() }] });
    const practised = await handlers.button({
      ...as("ada"),
      action: labelled(shown, "button.practise-these"),
    });
    expect(question(practised)).toMatchObject({ topic: "RNN", session: { total: 1 } });
  });
});
