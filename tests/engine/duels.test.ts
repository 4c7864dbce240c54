import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ButtonPress } from "../../src/engine/ports/platform.ts";
import { type Store, StoreUnavailable } from "../../src/engine/ports/store.ts";
import { duelId, marksOf, winnerOf } from "../../src/engine/rules/duels.ts";
import { changeDuel, findDuel } from "../../src/engine/uses/duel-state.ts";
import { readLive } from "../../src/engine/uses/live-moves.ts";
import { readDuel, readDuels } from "../../src/engine/words/duel.ts";
import type { Action, Button } from "../../src/engine/words/press.ts";
import type { DuelResultReply, Reply } from "../../src/engine/words/reply.ts";
import { dealt } from "../dealt.ts";
import { START, type StoreHarness } from "../stores/harness.ts";
import { onEachStore } from "./on-stores.ts";
import { createWorld, DAY, HOUR, said, type World } from "./world.ts";

onEachStore("a duel", (open) => {
  let harness: StoreHarness;
  let world: World;
  beforeEach(async () => {
    harness = await open();
    world = createWorld(new Date(START).toISOString(), () => harness.store);
  });
  afterEach(() => harness.close());

  const id = duelId("ada", "ben");
  async function press(action: Action, who: string, at: World = world): Promise<Reply> {
    const reply = await at.handlers.button({ ...at.as(who), action: action as ButtonPress["action"] });
    if (reply === null) throw new Error("nothing came back");
    return reply;
  }
  const buttonsOf = (reply: Reply): readonly Button[] => ("buttons" in reply ? reply.buttons : []);
  const challenge = (over: Partial<Parameters<World["bot"]["duel"]>[1]> = {}, who = "ada") =>
    world.bot.duel(world.as(who), { member: "ben", topic: "cnn", ...over });
  const invitation = () => {
    const last = world.platform.posts.findLast(({ reply }) => reply.kind === "duel-invite");
    if (last === undefined) throw new Error("no challenge was posted");
    return last.reply;
  };
  const act = (act: "accept" | "decline" | "cancel" | "play", run?: string): Promise<Action> =>
    findDuel(world.deps, world.place.team, id).then((duel) => ({
      ...{ verb: "duel", duel: id, run: run ?? duel?.run ?? "", act, at: [] },
    }));
  const does = async (who: string, what: "accept" | "decline" | "cancel" | "play") =>
    press(await act(what), who);
  /** A moment passes at least: what is due now may be due a millisecond ahead by the clock of the store. */
  async function pass(ms: number) {
    await harness.advance(ms);
    world.sleepTo(new Date(world.now() + ms).toISOString());
    await world.work();
  }
  /** Answers what is shown and what follows: right as often as is said, then wrong, then leaves. */
  async function play(who: string, right: number, of = 5, at: World = world): Promise<Reply> {
    let reply = await does(who, "play");
    for (let i = 0; i < of; i++) {
      if (reply.kind !== "question") throw new Error(`no question ${i}: ${said(reply)}`);
      const key = reply.options.findIndex(({ text }) => text === "right");
      const wrong = (key + 1) % reply.options.length;
      const { action } = buttonsOf(reply)[i < right ? key : wrong] as Button;
      reply = await press(action, who, at);
    }
    return reply;
  }
  const result = (): DuelResultReply => {
    const found = world.platform.posts
      .map(({ reply }) => reply)
      .filter((reply) => reply.kind === "duel-result");
    expect(found).toHaveLength(1);
    return found[0] as DuelResultReply;
  };
  const profile = async (who: string) => {
    const reply = await world.bot.profile(world.as(who));
    if (reply.kind !== "profile") throw new Error("no page");
    return reply;
  };
  const reviews = async (who: string) =>
    [...(await world.store.readReviews(world.place.team, who)).concepts.values()].flatMap(
      (one) => one.reviews,
    );

  it("is challenged, accepted, played by both, and told side by side with points once", async () => {
    expect(said(await challenge())).toContain("I asked ben");
    expect(invitation()).toMatchObject({ by: "ada", invited: "ben", about: "CNN", state: "invited" });
    expect(await does("ben", "accept")).toMatchObject({ kind: "question", duel: { number: 1, total: 5 } });
    await pass(1_000);
    expect(world.platform.told.map(({ learner }) => learner)).toEqual(["ada"]);
    expect(await play("ben", 2)).toMatchObject({ kind: "duel-done", waits: { member: "ada" } });
    await pass(1_000);
    // Nothing is told before both are done.
    expect(await reviews("ben")).toEqual([]);
    expect((await profile("ben")).points[0]?.points).toBe(0);
    expect(await play("ada", 4)).toMatchObject({ kind: "duel-done", waits: null });
    await pass(1_000);
    const { sides, winner, rows } = result();
    expect(sides).toMatchObject([
      { name: "Name of ada", right: 4, late: false },
      { name: "Name of ben", right: 2, late: false },
    ]);
    expect(winner).toBe(0);
    expect(rows.map(({ marks }) => marks)).toEqual([
      ["right", "right"],
      ["right", "right"],
      ["right", "wrong"],
      ["right", "wrong"],
      ["wrong", "wrong"],
    ]);
    const before = (await profile("ada")).points[0]?.points ?? 0;
    expect(before).toBeGreaterThan(0);
    expect(await reviews("ada")).toHaveLength(5);
    await pass(2 * DAY);
    expect(await reviews("ada")).toHaveLength(5);
    expect((await profile("ada")).duels).toEqual({ won: 1, lost: 0, drawn: 0 });
    expect((await profile("ben")).duels).toEqual({ won: 0, lost: 1, drawn: 0 });
    expect(world.platform.edits.at(-1)?.reply).toMatchObject({ state: "over", buttons: [] });
  });

  it("is played, counted and told, too, where the message of its challenge is out of reach", async () => {
    await challenge();
    world.platform.nextEdits = Array.from(
      { length: 500 },
      () => ({ kind: "failed", detail: "Missing Access", retryAfter: 0 }) as const,
    );
    await does("ben", "accept");
    await pass(1_000);
    expect(world.platform.told.map(({ learner }) => learner)).toEqual(["ada"]);
    await play("ben", 2);
    await play("ada", 4);
    await pass(60 * 60_000);
    expect(result().winner).toBe(0);
    expect(await reviews("ada")).toHaveLength(5);
  });

  it("gives both the same questions, in the same order, with the same letters", async () => {
    await challenge();
    await does("ben", "accept");
    const [a, b] = [await does("ada", "play"), await does("ben", "play")];
    expect(a.kind === "question" && [a.stem, a.options]).toEqual(
      b.kind === "question" && [b.stem, b.options],
    );
  });

  it("shows each their own verdicts from the result on, and nobody else's, and nothing before", async () => {
    await challenge();
    await does("ben", "accept");
    await play("ben", 5);
    const duel = await findDuel(world.deps, world.place.team, id);
    const look = (who: string): Promise<Reply> =>
      press({ verb: "duel", duel: id, run: duel?.run ?? "", act: "verdict", at: [0] }, who);
    expect(said(await look("ben"))).toContain("over");
    await play("ada", 0);
    await pass(1_000);
    expect(await look("ben")).toMatchObject({ kind: "verdict", right: true, visibility: "private" });
    expect(await look("ada")).toMatchObject({ kind: "verdict", right: false });
    expect(said(await look("cleo"))).toContain("two others");
  });

  it("is accepted and declined by the named member alone, and taken back by who sent it", async () => {
    await challenge();
    for (const what of ["accept", "decline", "cancel", "play"] as const)
      expect(said(await does("cleo", what))).toContain("two others");
    expect(said(await does("ada", "accept"))).toContain("Only ben");
    expect(said(await does("ben", "cancel"))).toContain("Only ada");
    expect(said(await does("ben", "decline"))).toContain("declined");
    await pass(1_000);
    expect(world.platform.edits.at(-1)?.reply).toMatchObject({ state: "declined", buttons: [] });
    expect(said(await does("ben", "accept"))).toContain("over");
    await challenge();
    expect(said(await does("ada", "cancel"))).toContain("taken back");
  });

  it("does not reach whoever refuses all invitations, until they take them again", async () => {
    await challenge();
    expect(said(await press({ ...(await act("decline")), act: "refuse-all" } as Action, "ben"))).toContain(
      "any more",
    );
    await pass(1_000);
    expect(world.platform.edits.at(-1)?.reply).toMatchObject({ state: "declined" });
    expect(said(await challenge())).toContain("takes no invitations");
    await world.bot.pair(world.as("ben"), { invitations: "on" });
    expect(said(await challenge())).toContain("I asked ben");
  });

  it("expires after a day, and ends a day after it began with what was answered until then", async () => {
    await challenge();
    await pass(DAY + HOUR);
    expect(world.platform.edits.at(-1)?.reply).toMatchObject({ state: "expired" });
    expect(said(await does("ben", "accept"))).toContain("over");
    await challenge();
    await does("ben", "accept");
    await play("ben", 1, 2);
    await pass(DAY - HOUR);
    expect(world.platform.posts.filter(({ reply }) => reply.kind === "duel-result")).toEqual([]);
    await pass(2 * HOUR);
    expect(result()).toMatchObject({
      winner: 1,
      sides: [
        { right: 0, late: true },
        { right: 1, late: true },
      ],
    });
    expect(said(await does("ada", "play"))).toContain("over");
    expect(await reviews("ben")).toHaveLength(2);
    expect(await reviews("ada")).toEqual([]);
  });

  it("counts for nobody where nobody answered", async () => {
    await challenge();
    await does("ben", "accept");
    await pass(DAY + HOUR);
    expect(result()).toMatchObject({ winner: "void" });
    expect((await profile("ada")).duels).toBeNull();
  });

  it("is one of the two at a time, also where both press and challenge at once", async () => {
    await Promise.all([challenge(), challenge({ member: "ada" }, "ben")]);
    await pass(1_000);
    const duel = await findDuel(world.deps, world.place.team, id);
    // Whoever came second said yes to the first one.
    expect(duel?.state).toBe("running");
    expect(world.platform.posts.filter(({ reply }) => reply.kind === "duel-invite")).toHaveLength(1);
    const answers = await Promise.all([play("ada", 3), play("ben", 3)]);
    expect(answers.map(({ kind }) => kind)).toEqual(["duel-done", "duel-done"]);
    await pass(1_000);
    expect(result().winner).toBe("drawn");
  });

  it("counts the first of two presses on one question, and shows both what comes next", async () => {
    await challenge();
    await does("ben", "accept");
    const first = await does("ben", "play");
    const [a, b] = buttonsOf(first) as [Button, Button];
    const both = await Promise.all([press(a.action, "ben"), press(b.action, "ben")]);
    for (const reply of both) expect(reply).toMatchObject({ kind: "question", duel: { number: 2 } });
    const duel = await findDuel(world.deps, world.place.team, id);
    expect(duel?.sides[1].answers).toHaveLength(1);
  });

  it("goes on over a restart, and leaves a review session where it is", async () => {
    const session = await world.bot.review(world.as("ben"), { source: "new" });
    await challenge();
    await does("ben", "accept");
    await play("ben", 2, 2);
    const other = createWorld(new Date(world.now()).toISOString(), () => harness.store);
    const again = await press(await act("play"), "ben", other);
    expect(again).toMatchObject({ kind: "question", duel: { number: 3 } });
    const back = await other.bot.review(other.as("ben"), {});
    expect(back).toMatchObject({
      kind: "question",
      roundId: session.kind === "question" ? session.roundId : "",
      note: { id: "session.resumed" },
    });
  });

  it("posts again what was not posted, and nothing twice", async () => {
    world.platform.nextPosts = [{ kind: "unsure", detail: "slow" }];
    await challenge();
    expect(world.platform.posts).toEqual([]);
    await pass(2 * 60_000);
    expect(world.platform.posts).toHaveLength(1);
    await does("ben", "accept");
    await play("ben", 5);
    await play("ada", 5);
    world.platform.nextPosts = [{ kind: "failed", detail: "busy", retryAfter: 1000 }];
    await pass(1_000).catch(() => undefined);
    await pass(2 * 60_000);
    expect(result().winner).toBe("drawn");
    expect(await reviews("ada")).toHaveLength(5);
  });

  it("loses no answer and books none twice where the store is away in the middle", async () => {
    await challenge();
    await does("ben", "accept");
    const first = await does("ben", "play");
    const { store } = world;
    const away = () => Promise.reject(new StoreUnavailable("away"));
    world.deps.store = { ...store, writeDocument: away };
    const { action } = buttonsOf(first)[0] as Button;
    await expect(press(action, "ben")).rejects.toThrow("away");
    world.deps.store = store;
    expect(await does("ben", "play")).toMatchObject({ duel: { number: 1 } });
    await play("ben", 5);
    await play("ada", 5);
    let booked = 0;
    const recordAnswer: Store["recordAnswer"] = (...given) =>
      booked++ < 3 ? store.recordAnswer(...given) : away();
    world.deps.store = { ...store, recordAnswer };
    await expect(pass(1_000)).rejects.toThrow("away");
    expect(world.platform.posts.filter(({ reply }) => reply.kind === "duel-result")).toEqual([]);
    world.deps.store = store;
    await pass(2 * 60_000);
    expect(result().winner).toBe("drawn");
    for (const who of ["ada", "ben"]) expect(await reviews(who)).toHaveLength(5);
    expect((await profile("ada")).points[0]?.points).toBe((await profile("ben")).points[0]?.points);
  });

  it("says so where it cannot be written, and leaves nothing in the way", async () => {
    world.platform.nextPosts = [{ kind: "refused", reason: "permission-lost", missing: ["Send Messages"] }];
    expect(said(await challenge())).toContain("Send Messages");
    expect(said(await challenge())).toContain("I asked ben");
  });

  it("tells both directly where the channel is gone at the end", async () => {
    await challenge();
    await does("ben", "accept");
    await play("ben", 5);
    await play("ada", 5);
    world.platform.nextPosts = [{ kind: "refused", reason: "channel-gone", missing: [] }];
    await pass(1_000);
    const told = world.platform.told.filter(({ reply }) => reply.kind === "duel-result");
    expect(told.map(({ learner }) => learner)).toEqual(["ada", "ben"]);
  });

  it("is refused with oneself, alone, in a direct message, with somebody who left, and too often", async () => {
    expect(said(await challenge({ member: "ada" }))).toContain("yourself");
    const alone = world.as("ada", { place: { team: "discord:@ada", group: "@ada" } });
    expect(said(await world.bot.duel(alone, { member: "ben" }))).toContain("by yourself");
    expect(said(await world.bot.duel(world.as("ada", { atHome: true }), { member: "ben" }))).toContain(
      "channel",
    );
    world.platform.left = ["ben"];
    expect(said(await challenge())).toContain("is not here");
    world.platform.left = [];
    for (const member of ["b1", "b2", "b3", "b4", "b5"]) await challenge({ member });
    expect(said(await challenge({ member: "b6" }))).toContain("more than 5 invitations");
    expect(said(await challenge({ member: "b5" }))).toContain("already");
  });

  it("counts a question for neither that was changed since", async () => {
    await challenge();
    await does("ben", "accept");
    await play("ben", 5);
    await play("ada", 5, 4);
    const duel = await findDuel(world.deps, world.place.team, id);
    const [first, , , , last] = duel?.sides[0].questions.map(({ item }) => item) ?? [];
    const { item } = world.deps.bank;
    world.deps.bank = {
      ...world.deps.bank,
      item: (one, seed) => {
        const found = item(one, seed);
        return found !== null && found.kind !== "open" && (one === first || one === last)
          ? { ...found, version: 2 }
          : found;
      },
    };
    expect(await does("ada", "play")).toMatchObject({ kind: "duel-done" });
    await pass(1_000);
    expect(result().rows.map(({ marks }) => marks[0])).toEqual([
      "struck",
      "right",
      "right",
      "right",
      "struck",
    ]);
    expect(await reviews("ben")).toHaveLength(3);
  });

  it("counts a question for neither that was withdrawn since, and goes on with the next one", async () => {
    await challenge();
    await does("ben", "accept");
    const duel = await findDuel(world.deps, world.place.team, id);
    const first = duel?.sides[0].questions[0]?.item;
    const { pool } = world.deps.bank;
    world.deps.bank = {
      ...world.deps.bank,
      pool: (filter) => pool(filter).filter((one) => one.id !== first),
    };
    expect(await does("ben", "play")).toMatchObject({ kind: "question", duel: { number: 2 } });
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

  it("never asks an open question of the day, and waits with its result for one that became one since", async () => {
    await challenge();
    await does("ben", "accept");
    await play("ben", 5);
    const duel = await findDuel(world.deps, world.place.team, id);
    const item = duel?.sides[0].questions[0]?.item ?? "";
    const { secrets } = world.store;
    const until = world.now() + HOUR;
    world.deps.store = { ...world.store, secrets: async () => new Map([[item, until]]) } as unknown as Store;
    await play("ada", 5);
    await pass(1_000);
    expect(world.platform.posts.filter(({ reply }) => reply.kind === "duel-result")).toEqual([]);
    expect(await reviews("ada")).toEqual([]);
    world.deps.store = { ...world.store, secrets };
    await pass(HOUR + 60_000);
    expect(result().winner).toBe("drawn");
  });

  it("gives each questions of their own level on request", async () => {
    for (const right of [true, false])
      for (let i = 0; i < 4; i++)
        await world.store.recordReview(world.place.team, right ? "ada" : "ben", {
          ...{ id: `r${i}`, at: world.now(), concept: "rnn", item: `rnn.c${i}`, mode: "practice" },
          outcome: { kind: "choice", right, confidence: null, difficulty: "medium", hints: 0 },
        });
    await challenge({ topic: undefined, handicap: true });
    await does("ben", "accept");
    const duel = await findDuel(world.deps, world.place.team, id);
    const levels = duel?.sides.map(({ questions }) =>
      questions.filter((_, i) => i < 2).map(({ item }) => world.deps.bank.find(item)?.difficulty),
    );
    expect(levels).toEqual([
      ["hard", "hard"],
      ["easy", "easy"],
    ]);
  });

  it("ends at once where one of the two is forgotten: nothing of theirs stays, and the other's answers count", async () => {
    await challenge();
    await does("ben", "accept");
    await play("ben", 3);
    await play("ada", 2, 2);
    expect(said(await world.bot.privacy.offerForget(world.as("ada")))).toContain("your duels");
    await world.bot.privacy.forget(world.as("ada"));
    const left = await world.store.readDocument(world.place.team, { kind: "duel", id });
    expect(left?.value).not.toContain("ada");
    await pass(60_000);
    expect(said(world.platform.told.at(-1)?.reply as Reply)).toContain("forgotten");
    expect(world.platform.told.at(-1)?.learner).toBe("ben");
    expect(await reviews("ben")).toHaveLength(5);
    expect((await profile("ben")).duels).toBeNull();
    expect(said(await challenge())).toContain("I asked ben");
  });

  it("pays thirty practice points a day at most, with practice, a live round and another duel on the same day", async () => {
    const practise = async (times: number) => {
      for (let i = 0; i < times; i++) {
        const asked = await world.bot.ask(world.as("ada"), { topic: "rnn", kind: "choice" }, true);
        if (asked.kind === "question") await right(asked.roundId);
      }
    };
    const right = async (round: string) => {
      const found = await world.store.readRound(world.place.team, round);
      if (found !== null) await press({ verb: "answer", round, choice: dealt(found).key }, "ada");
    };
    const points = async () => (await profile("ada")).points[0]?.points ?? 0;
    await challenge();
    await does("ben", "accept");
    await play("ben", 5);
    await play("ada", 5);
    await pass(60_000);
    const byDuel = await points();
    await practise(1);
    const byPractice = await points();
    await world.bot.live(world.as("ada"), { rounds: 3 });
    await pass(1000);
    const game = async () => readLive(world.deps, world.place);
    for (const what of ["join", "start"] as const)
      await press({ verb: "live", game: (await game())?.game ?? "", act: what }, "ada");
    await pass(1000);
    for (let i = 0; i < 100 && (await game()) !== null; i++) {
      const now = await game();
      if (now?.phase === "open") await right(now.rounds.at(-1) ?? "");
      await pass(5000);
    }
    const byLive = await points();
    expect([0 < byDuel, byDuel < byPractice, byPractice < byLive, byLive <= 30]).toEqual(Array(4).fill(true));
    await practise(12);
    await challenge();
    await does("ben", "accept");
    await play("ben", 5);
    await play("ada", 5);
    await pass(60_000);
    expect(await points()).toBe(30);
    const { rows } = await world.store.standings(
      world.place.team,
      { group: world.place.group, topic: null },
      { kind: "all" },
      10,
      "ada",
    );
    expect(rows.find(({ learner }) => learner === "ada")?.points).toBe(30);
  });

  it("keeps the key out of what is exported while it runs", async () => {
    await challenge();
    await does("ben", "accept");
    await play("ben", 1, 1);
    const item = (await findDuel(world.deps, world.place.team, id))?.sides[1].questions[0]?.item ?? "";
    const file = async () => {
      const reply = await world.bot.privacy.export(world.as("ben"));
      return reply.kind === "export" ? JSON.stringify(JSON.parse(reply.json).duel) : "";
    };
    expect(await file()).toContain('"with":"ada"');
    expect(await file()).not.toContain(item);
    await pass(DAY + HOUR);
    expect(await file()).toContain(item);
  });

  it("is over for buttons of before", async () => {
    await challenge();
    expect(said(await press(await act("accept", "zzzz"), "ben"))).toContain("over");
    const now = world.now();
    await changeDuel(world.deps, world.place.team, { id, run: "zzzz" }, now, () => {
      throw new Error("another run");
    });
  });
});

describe("who won a duel", () => {
  const side = (learner: string, answers: readonly (0 | 1 | "struck")[]) => ({
    ...{ learner, name: learner, answers },
    questions: [0, 1, 2].map((i) => ({ item: `i${i}`, version: 1, seed: "s" })),
  });
  const duel = (a: readonly (0 | 1 | "struck")[], b: readonly (0 | 1 | "struck")[]) =>
    ({ sides: [side("a", a), side("b", b)] }) as unknown as Parameters<typeof marksOf>[0];

  it("is who had more right; what was withdrawn counts for neither", () => {
    const keys = [0, 0, null] as const;
    expect(winnerOf(marksOf(duel([0, 0, 0], [0, 1, 0]), [keys, keys]))).toBe(0);
    expect(winnerOf(marksOf(duel([0, 1, 0], [1, 0, 1]), [keys, keys]))).toBe("drawn");
    expect(winnerOf(marksOf(duel([], []), [keys, keys]))).toBe("void");
    expect(marksOf(duel([0], ["struck"]), [keys, keys])[0]).toEqual(["struck", "struck"]);
  });

  it("reads nothing out of what is no duel", () => {
    for (const text of [
      "",
      "{",
      "[]",
      "null",
      '{"run":"a"}',
      '{"id":"a","run":"a","group":"g","state":"odd"}',
    ])
      expect(readDuel(text)).toBeNull();
    expect(readDuels('{"won":"many"}')).toEqual({ won: 0, lost: 0, drawn: 0, counted: [] });
  });
});
