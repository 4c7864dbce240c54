import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cardOf } from "../../src/cards/index.ts";
import type { ButtonPress } from "../../src/engine/ports/platform.ts";
import { duelId } from "../../src/engine/rules/duels.ts";
import { findDuel } from "../../src/engine/uses/duel-state.ts";
import { loadPack } from "../../src/engine/uses/packs/shelf.ts";
import type { Action, Button } from "../../src/engine/words/press.ts";
import type { QuestionReply, Reply } from "../../src/engine/words/reply.ts";
import { plainOf } from "../../src/words/inline.ts";
import { dealt } from "../dealt.ts";
import { languages } from "../platforms/speaking.ts";
import { START, type StoreHarness } from "../stores/harness.ts";
import { onEachStore } from "./on-stores.ts";
import { createWorld, DAY, HOUR, said, type World } from "./world.ts";

const quiz = (count: number, from = 0, key = "A") =>
  [
    "question,option A,option B,option C,answer,explanation",
    ...Array.from(
      { length: count },
      (_, i) => `What is number ${from + i}?,yes,no,perhaps,${key},Because of ${from + i}.`,
    ),
  ].join("\n");

/** What somebody reads of a card. */
const told = (reply: Reply | null): string =>
  reply === null ? "" : JSON.stringify(cardOf(reply, { words: languages.of("en"), can: () => true }));

onEachStore("a pack", (open) => {
  let harness: StoreHarness;
  let world: World;
  beforeEach(async () => {
    harness = await open();
    world = createWorld(new Date(START).toISOString(), () => harness.store);
  });
  afterEach(() => harness.close());

  const admin = () => world.as("admin");
  async function bring(text: string, name = "Numbers", who = "admin"): Promise<Reply> {
    const bytes = new TextEncoder().encode(text);
    const file = { name: "quiz.csv", size: bytes.length, bytes: async () => bytes };
    return world.bot.packs.import(world.as(who, { isAdmin: true }), name, file);
  }
  const release = (name = "Numbers") => world.bot.packs.move(admin(), name, "released", undefined);
  const retire = (number?: number) => world.bot.packs.move(admin(), "numbers", "retired", number);
  async function released(count = 6): Promise<void> {
    await bring(quiz(count));
    await release();
  }
  const remove = () =>
    world.handlers.button({ ...admin(), action: { verb: "pack-act", pack: "numbers", act: "remove" } });
  async function press(action: Action, who: string): Promise<Reply> {
    const reply = await world.handlers.button({ ...world.as(who), action: action as ButtonPress["action"] });
    if (reply === null) throw new Error("nothing came back");
    return reply;
  }
  const buttonsOf = (reply: Reply | null): readonly Button[] =>
    reply !== null && "buttons" in reply ? (reply.buttons ?? []) : [];
  const named = (reply: Reply, id: string): Action => {
    const found = buttonsOf(reply).find(({ label }) => (typeof label === "string" ? label : label.id) === id);
    if (found === undefined) throw new Error(`no ${id} under ${reply.kind}: ${said(reply)}`);
    return found.action;
  };
  const question = (reply: Reply): QuestionReply => {
    if (reply.kind !== "question") throw new Error(`a ${reply.kind}: ${said(reply)}`);
    return reply;
  };
  /** Moments pass: what is due now may be due a little ahead by the clock of the store. */
  async function pass(ms: number): Promise<void> {
    await harness.advance(ms);
    world.sleepTo(new Date(world.now() + ms).toISOString());
    await world.work();
  }
  /** The option that says this, pressed. */
  const answer = (reply: Reply, who: string, text: string): Promise<Reply> => {
    const at = question(reply).options.findIndex((option) => option.text === text);
    return press((buttonsOf(reply)[at] as Button).action, who);
  };
  /** A question of the pack, of one's own, answered. */
  const practise = async (who: string, text: string): Promise<Reply> =>
    answer(await world.bot.packs.ask(world.as(who), "numbers", {}, true), who, text);
  const profile = async (who: string) => {
    const reply = await world.bot.profile(world.as(who));
    if (reply.kind !== "profile") throw new Error("no page");
    return reply;
  };

  describe("in a duel", () => {
    const id = duelId("ada", "ben");
    const challenge = (who = "ada", member = "ben") =>
      world.bot.packs.duel(world.as(who), "numbers", { member });
    const act = async (who: string, act: "accept" | "play" | "cancel"): Promise<Reply> => {
      const duel = await findDuel(world.deps, world.place.team, id);
      return press({ verb: "duel", duel: id, run: duel?.run ?? "", act, at: [] }, who);
    };
    async function play(who: string, right: number, of = 5): Promise<Reply> {
      let reply = await act(who, "play");
      for (let i = 0; i < of; i++) reply = await answer(reply, who, i < right ? "yes" : "no");
      return reply;
    }
    const result = () => {
      const found = world.platform.posts.findLast(({ reply }) => reply.kind === "duel-result")?.reply;
      if (found?.kind !== "duel-result") throw new Error("no result");
      return found;
    };

    it("is asked by its name, to both the same, and paid as practice", async () => {
      await released();
      expect(said(await challenge())).toContain("I asked ben");
      const invite = world.platform.posts.at(-1)?.reply;
      expect(invite).toMatchObject({ kind: "duel-invite", about: "Numbers" });
      expect(await act("ben", "accept")).toMatchObject({ kind: "question", topic: "Numbers" });
      await play("ben", 2);
      await play("ada", 4);
      await pass(1_000);
      expect(result()).toMatchObject({ winner: 0, knew: [] });
      expect(told(result())).toContain("Question 1");
      expect((await profile("ada")).points[0]?.points).toBeGreaterThan(0);
      expect((await profile("ada")).duels).toEqual({ won: 1, lost: 0, drawn: 0 });
      const verdict = await press(buttonsOf(result())[0]?.action as Action, "ada");
      expect(verdict).toMatchObject({ kind: "verdict", right: true });
    });

    it("is refused before its release, and by a name that there is not", async () => {
      await bring(quiz(5));
      expect(said(await challenge())).toContain("is not released yet");
      const unknown = await world.bot.packs.duel(world.as("ada"), "letters", { member: "ben" });
      expect(said(unknown)).toContain("no pack called “letters”");
    });

    it("brings nothing to whoever has seen its answers, and then counts for neither", async () => {
      await bring(quiz(6), "Numbers", "ada");
      await release();
      expect(said(await challenge())).toContain("You have seen the answers of this pack");
      await act("ben", "accept");
      await play("ada", 5);
      await play("ben", 3);
      await pass(1_000);
      expect(result()).toMatchObject({ winner: 0, knew: ["ada"] });
      expect(told(result())).toContain("the duel counts for neither");
      expect((await profile("ada")).points[0]?.points).toBe(0);
      expect((await profile("ben")).points[0]?.points).toBeGreaterThan(0);
      expect([(await profile("ada")).duels, (await profile("ben")).duels]).toEqual([null, null]);
    });

    it("that is removed meanwhile lets the duel end, with nothing that counts", async () => {
      await released();
      await challenge();
      await act("ben", "accept");
      await play("ben", 2, 2);
      await remove();
      const done = await act("ben", "play");
      expect(done).toMatchObject({ kind: "duel-done", answered: 2 });
      expect(told(done)).toContain("were withdrawn or changed meanwhile, and count for neither.");
      expect(await act("ada", "play")).toMatchObject({ kind: "duel-done" });
      await pass(1_000);
      expect(result()).toMatchObject({ winner: "void" });
      expect(told(world.platform.edits.at(-1)?.reply ?? null)).not.toContain("pk.");
      expect((await profile("ben")).duels).toBeNull();
    });

    it("of which a question is retired meanwhile counts that for neither", async () => {
      await released(5);
      await challenge();
      await act("ben", "accept");
      const duel = await findDuel(world.deps, world.place.team, id);
      const pack = await loadPack(world.deps, world.place.team, "numbers");
      const first = duel?.sides[0].questions[0]?.item.split(".")[2];
      const at = pack?.questions.findIndex((one) => one.id === first) ?? -1;
      await retire(at + 1);
      expect(await act("ben", "play")).toMatchObject({ kind: "question", duel: { number: 2 } });
      await play("ben", 4, 4);
      await play("ada", 4, 4);
      await pass(1_000);
      expect(result().rows.map(({ marks }) => marks[0])).toEqual([
        "struck",
        "right",
        "right",
        "right",
        "right",
      ]);
    });

    it("that comes again goes on with what is the same in it, and strikes what has changed", async () => {
      await released(5);
      await challenge();
      await act("ben", "accept");
      await bring(`${quiz(4)}\nWhat is number 4?,yes,no,maybe,A,Because.`);
      const duel = await findDuel(world.deps, world.place.team, id);
      const pack = await loadPack(world.deps, world.place.team, "numbers");
      const changed = pack?.questions.find(({ stem }) => stem === "What is number 4?")?.id;
      await play("ben", 4, 4);
      await play("ada", 4, 4);
      await pass(1_000);
      const struck = duel?.sides[0].questions.map(({ item }) => item.split(".")[2] === changed);
      expect(result().rows.map(({ marks }) => marks[0] === "struck")).toEqual(struck);
    });

    it("of which nothing is left says so to whoever accepts, and can be taken back", async () => {
      await released();
      await challenge();
      await remove();
      expect(said(await act("ben", "accept"))).toContain("ada can take the challenge back");
      expect(said(await act("ada", "cancel"))).toContain("taken back");
    });
  });

  describe("in one's mistakes and reviews", () => {
    it("has what went wrong listed with its reason, and asked again until it is right", async () => {
      await released(1);
      expect(await practise("ada", "no")).toMatchObject({ kind: "verdict", right: false });
      const mistakes = await world.bot.mistakes(world.as("ada"));
      expect(mistakes).toMatchObject({
        kind: "mistakes",
        rows: [
          {
            concept: "Numbers",
            shown: { stem: "What is number 0?", key: "yes", because: "Because of 0.", drawn: false },
          },
        ],
      });
      expect(named(await profile("ada"), "button.review-mistakes")).toMatchObject({ source: "mistakes" });
      const asked = await press(named(mistakes, "button.practise-these"), "ada");
      expect(question(asked).stem).toBe("What is number 0?");
      const verdict = await answer(asked, "ada", "yes");
      expect(verdict).toMatchObject({ kind: "verdict", right: true });
      const end = await press(named(verdict, "button.finish"), "ada");
      expect(end).toMatchObject({ kind: "session-end", kept: [{ name: "What is number 0?" }], slipped: [] });
      expect(said(await world.bot.mistakes(world.as("ada")))).toContain("No mistakes are waiting");
    });

    it("is due again as what the bank asks, beside it, and counted on one's page", async () => {
      await released(1);
      await practise("ada", "yes");
      expect((await profile("ada")).memory).toMatchObject({ due: 0 });
      await pass(20 * DAY);
      expect((await profile("ada")).memory).toMatchObject({ due: 1, weakest: [{ name: "Numbers" }] });
      const asked = await world.bot.review(world.as("ada"), {});
      expect(question(asked)).toMatchObject({ topic: "Numbers", session: { due: 1 } });
    });

    it("asks nothing that one has not met, and brings nobody points who has seen its answers", async () => {
      await bring(quiz(3), "Numbers", "ada");
      await release();
      await practise("ada", "no");
      const review = await world.bot.review(world.as("ada"), { source: "mistakes" });
      expect(question(review).session).toMatchObject({ total: 1 });
      expect(await answer(review, "ada", "yes")).toMatchObject({ right: true, points: 0 });
      const fresh = await world.bot.review(world.as("ben"), { source: "new", count: 30 });
      expect(question(fresh).topic).not.toBe("Numbers");
      expect(question(fresh).session?.total).toBe(2);
    });

    it("comes up no more once it is retired or removed, and leaves no button that leads nowhere", async () => {
      await released(1);
      await practise("ada", "no");
      await retire();
      expect(said(await world.bot.mistakes(world.as("ada")))).toContain("No mistakes are waiting");
      expect(said(await world.bot.review(world.as("ada"), { source: "mistakes" }))).toContain("No mistakes");
      const labels = buttonsOf(await profile("ada")).map(({ label }) =>
        typeof label === "string" ? label : label.id,
      );
      expect(labels).not.toContain("button.review-mistakes");
      await release();
      expect((await world.bot.mistakes(world.as("ada"))).kind).toBe("mistakes");
      await remove();
      await pass(30 * DAY);
      expect((await profile("ada")).memory).toBeNull();
    });

    it("tells nothing of a question that is open as the one of the day", async () => {
      await released(1);
      await practise("ada", "no");
      const set = await world.bot.packs.propose(admin(), "numbers", { openFor: 60 });
      await press(named(set, "button.set-up"), "admin");
      await world.bot.daily.now(admin());
      const mistakes = await world.bot.mistakes(world.as("ada"));
      expect(mistakes).toMatchObject({ rows: [{ concept: "Numbers", shown: "waits" }] });
      expect(told(mistakes)).not.toContain("Because of 0");
      const review = await world.bot.review(world.as("ada"), { source: "mistakes" });
      expect(review.kind).toBe("notice");
    });

    it("is kept from its verdict and its result, counted, and asked as what is kept", async () => {
      await released(2);
      const verdict = await practise("ada", "yes");
      expect(await press(named(verdict, "button.keep"), "ada")).toMatchObject({ on: true, count: 1 });
      expect(await profile("ada")).toMatchObject({ kept: 1 });
      const asked = await world.bot.review(world.as("ada"), { source: "kept" });
      expect(question(asked)).toMatchObject({ topic: "Numbers", session: { total: 1 } });
      const item = named(verdict, "button.keep") as Extract<Action, { verb: "keep" }>;
      expect(await press({ ...item, act: "drop" }, "ada")).toMatchObject({ on: false, count: 0 });
    });

    it("is said not to be asked any more where it is kept, and its pack is retired or removed", async () => {
      await released(2);
      await press(named(await practise("ada", "yes"), "button.keep"), "ada");
      await retire();
      const kept = async () => told(await world.bot.review(world.as("ada"), { source: "kept" }));
      expect(await kept()).toContain("The question that you keep is not asked any more.");
      await remove();
      expect(await kept()).toContain("The question that you keep is not asked any more.");
    });

    it("is kept as a question of the day by its round, and asked after its close alone", async () => {
      await released(1);
      const set = await world.bot.packs.propose(admin(), "numbers", { openFor: 60 });
      await press(named(set, "button.set-up"), "admin");
      await world.bot.daily.now(admin());
      const { current } = await world.store.readGroup(world.place);
      const round = await world.store.readRound(world.place.team, current ?? "");
      if (round === null) throw new Error("no round");
      const sealed = await press({ verb: "answer", round: round.id, choice: dealt(round).key }, "ada");
      expect(await press(named(sealed, "button.keep"), "ada")).toMatchObject({ on: true, count: 1 });
      expect((await world.bot.review(world.as("ada"), { source: "kept" })).kind).toBe("notice");
      await pass(2 * HOUR);
      await pass(1_000);
      expect(question(await world.bot.review(world.as("ada"), { source: "kept" })).topic).toBe("Numbers");
    });
  });

  describe("that a channel's question of the day comes from", () => {
    const DIRECT = () =>
      world.platform.told.map(({ learner, reply }) => [learner, said(reply as Reply)] as const);
    async function daily(): Promise<void> {
      await released(1);
      const set = await world.bot.packs.propose(admin(), "numbers", { time: "09:00", timezone: "UTC" });
      await press(named(set, "button.set-up"), "admin");
    }
    const group = () => world.store.readGroup(world.place);

    it.each([
      ["is removed", () => remove()],
      ["is retired", () => retire()],
      ["has its last question retired", () => retire(1)],
    ])("pauses it where it %s, and its manager is told once, with a way on", async (_, lose) => {
      await daily();
      await lose();
      for (let i = 0; i < 3; i++) await pass(DAY);
      expect((await group()).paused).toMatchObject({ reason: "nothing-to-ask" });
      const lines = DIRECT().filter(([, text]) => text.includes("nothing is left"));
      expect(lines).toHaveLength(1);
      expect(lines[0]).toEqual(["admin", expect.stringMatching(/pack import.*pack release.*daily set/)]);
      const status = said(await world.bot.daily.status(admin()));
      expect(status).toContain("nothing is left of what it asks about");
      expect(status).not.toContain("daily resume");
      expect(said(await world.bot.daily.resume(admin()))).toContain("No question fits");
      expect((await group()).paused).not.toBeNull();
    });

    it("pauses nothing where something else is chosen in that very moment", async () => {
      await daily();
      await remove();
      const { askedItems } = world.store;
      vi.spyOn(world.store, "askedItems").mockImplementationOnce(async (place) => {
        await world.bot.daily.set(admin(), { topics: ["cnn"] });
        return askedItems.call(world.store, place);
      });
      await pass(DAY);
      expect((await group()).paused).toBeNull();
      expect(world.platform.posts.at(-1)?.reply).toMatchObject({ kind: "question", topic: "CNN" });
    });

    it("goes on by itself once the pack is there again", async () => {
      await daily();
      await remove();
      await pass(DAY);
      await bring(quiz(1));
      expect(said(await release())).toContain("The question of the day in g1 goes on");
      await pass(DAY);
      expect(world.platform.posts.at(-1)?.reply).toMatchObject({ kind: "question", topic: "Numbers" });
    });

    it("goes on by itself once something else is chosen", async () => {
      await daily();
      await remove();
      await pass(DAY);
      expect(said(await world.bot.daily.set(admin(), { time: "10:00" }))).not.toContain("is set");
      expect((await group()).paused).not.toBeNull();
      expect(said(await world.bot.daily.set(admin(), { topics: ["cnn"] }))).toBe(
        "The daily question of g1 is set.",
      );
      expect(await group()).toMatchObject({ paused: null });
      await pass(DAY);
      expect(world.platform.posts.at(-1)?.reply).toMatchObject({ kind: "question", topic: "CNN" });
    });

    it("leaves one alone that a manager has paused, and one that has other topics", async () => {
      await daily();
      await world.bot.daily.pause(admin());
      await retire();
      await release();
      expect((await group()).paused).toMatchObject({ reason: "manager" });
      await world.bot.daily.set(admin(), { topics: ["pk.numbers", "cnn"] });
      await world.bot.daily.resume(admin());
      await remove();
      await pass(DAY);
      expect((await group()).paused).toBeNull();
      expect(world.platform.posts.at(-1)?.reply).toMatchObject({ kind: "question", topic: "CNN" });
    });
  });

  describe("of which a question is reported", () => {
    const report = async (who: string) => {
      const asked = question(await world.bot.packs.ask(world.as(who), "numbers", {}, true));
      const sent = { form: "report", text: "B is right, too.", ticked: [] } as const;
      return world.handlers.form({ ...world.as(who), ...sent, item: asked.roundId, delivery: `r${who}` });
    };
    const lines = () =>
      world.platform.told.map(({ learner, reply }) => [learner, said(reply as Reply)] as const);

    it("reaches those who manage packs, with what they can do, and never whoever looks after the bank", async () => {
      const jobs: unknown[] = [];
      world.deps.reportsTo = { team: "discord:1", group: "1" };
      world.deps.outbox = {
        add: async (job) => {
          jobs.push(job);
          return "kept";
        },
      };
      const counted: unknown[] = [];
      world.deps.meter = { ...world.deps.meter, count: (_, labels) => counted.push(labels) };
      await released(1);
      expect(said(await report("ada"))).toContain("goes to those who manage packs here");
      // What a team calls its own is nobody else's.
      expect(counted).toContainEqual({ item: "pack", kind: "other" });
      expect(lines()).toEqual([["admin", expect.stringContaining("Question 1 of the pack Numbers")]]);
      expect(lines()[0]?.[1]).toContain("B is right, too.");
      expect(lines()[0]?.[1]).toContain("pack retire pack:numbers question:1");
      expect(jobs).toEqual([]);
    });

    it("is said in the channel, without what is wrong, where no manager takes direct messages", async () => {
      await released(1);
      world.platform.takesDirect = false;
      await report("ada");
      const post = said(world.platform.posts.at(-1)?.reply ?? null);
      expect(post).toContain("Question 1 of the pack Numbers was reported");
      expect(post).not.toContain("B is right");
    });
  });

  describe("of which a reported question is decided about", () => {
    const report = async (who: string) => {
      const asked = question(await world.bot.packs.ask(world.as(who), "numbers", {}, true));
      const sent = { form: "report", text: "B is right, too.", ticked: [] } as const;
      await world.handlers.form({ ...world.as(who), ...sent, item: asked.roundId, delivery: `r${who}` });
    };
    const toldTo = (who: string) =>
      world.platform.told
        .filter(({ learner }) => learner === who)
        .map(({ reply }) =>
          said(reply as Reply)
            .split("\n")
            .at(-1),
        );
    const OUT = "Thank you. It was taken out and is not asked any more.";

    it.each([
      ["is retired", () => retire(1), OUT],
      ["goes with its pack, which is retired", () => retire(), OUT],
      ["goes with its pack, which is removed", () => remove(), OUT],
      [
        "is released as it is",
        () => world.bot.packs.move(admin(), "numbers", "released", 1),
        "Thank you. It was looked into and goes on as it is.",
      ],
    ])("tells whoever reported it, once, where it %s", async (_, decide, line) => {
      await released(1);
      for (const who of ["ada", "ben"]) await report(who);
      world.platform.nextTold = [{ kind: "failed", detail: "busy", retryAfter: 1 }];
      await decide();
      // Of the two one could not be told just now, and is with the next word on it.
      expect([toldTo("ada"), toldTo("ben")].flat()).toEqual([line]);
      await decide();
      const both = [toldTo("ada"), toldTo("ben")].flat();
      expect(both.length).toBeLessThanOrEqual(2);
      expect(new Set(both)).toEqual(new Set([line]));
      await decide();
      expect([toldTo("ada"), toldTo("ben")].flat()).toEqual(both);
    });

    it("is forgotten with whoever reported it", async () => {
      await released(1);
      await report("ada");
      await world.handlers.button({ ...world.as("ada"), action: { verb: "forget", learner: "ada" } });
      expect(await world.store.listDocuments(world.place.team, "pack-report")).toEqual([]);
      await retire(1);
      expect(toldTo("ada")).toEqual([]);
    });
  });

  it("is suggested by the beginning of its name before those that have it in the middle", async () => {
    for (const name of ["Old numbers", "Numbers", "Letters"]) await bring(quiz(1), name);
    const { team } = world.place;
    const typing = async (typed: string) =>
      (await world.handlers.completePack(team, typed, 25)).map(({ value }) => value);
    expect(await typing("num")).toEqual(["Numbers", "Old numbers"]);
    expect(await typing("")).toHaveLength(3);
    expect(await world.handlers.completePack("web:other", "", 25)).toEqual([]);
  });

  describe("for whoever may not manage it", () => {
    it("is refused in its own words, not in those of the question of the day", async () => {
      await released(1);
      const replies = [
        await world.bot.packs.refuse(world.as("ben")),
        await world.bot.packs.check(world.as("ben"), "numbers"),
        await world.bot.packs.export(world.as("ben"), { pack: "numbers" }),
        await world.bot.packs.refuse(world.as("ben", { isAdmin: null })),
      ];
      for (const reply of replies) {
        expect(said(reply)).toMatch(/[Pp]acks/);
        expect(said(reply)).not.toContain("Daily questions");
      }
      expect(said(await world.bot.daily.refuse(world.as("ben")))).toContain("Daily questions");
    });
  });
});

describe("a pack that is looked through", () => {
  it("has one sign before each option, the tick before the right one", async () => {
    const reply: Reply = {
      ...{ kind: "pack-check", visibility: "private", name: "Numbers", lines: [], buttons: [] },
      questions: [
        {
          ...{ number: 1, stem: "Which?", retired: false },
          options: [
            { text: "this", because: "So.", isKey: true },
            { text: "that", because: "", isKey: false },
          ],
        },
      ],
    };
    const { blocks } = cardOf(reply, { words: languages.of("en"), can: () => true });
    const list = blocks.find((block) => block.type === "list");
    expect(list?.type === "list" && list.items.map(plainOf)).toEqual(["1. Which?", "✓ this (So.)", "– that"]);
  });
});
