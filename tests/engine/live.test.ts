import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { StoreUnavailable } from "../../src/engine/ports/store.ts";
import { secretOf } from "../../src/engine/rules/secrets.ts";
import { questionNow } from "../../src/engine/uses/question-now.ts";
import type { LiveGame } from "../../src/engine/words/live.ts";
import type {
  LiveLobbyReply,
  LivePodiumReply,
  QuestionReply,
  Reply,
  ResultReply,
} from "../../src/engine/words/reply.ts";
import type { Choice } from "../../src/engine/words/round.ts";
import { dealt } from "../dealt.ts";
import { START, type StoreHarness } from "../stores/harness.ts";
import { onEachStore } from "./on-stores.ts";
import { createWorld, said, type World } from "./world.ts";

const SECOND = 1_000;

onEachStore("a live round", (openStore) => {
  let harness: StoreHarness;
  let world: World;
  beforeEach(async () => {
    harness = await openStore();
    world = createWorld(new Date(START).toISOString(), () => harness.store);
  });
  afterEach(() => harness.close());

  /** Lets seconds pass, with what is due in each of them. */
  async function pass(seconds: number): Promise<void> {
    for (let i = 0; i < seconds; i++) {
      await harness.advance(SECOND);
      world.sleepTo(new Date(world.now() + SECOND).toISOString());
      await world.work();
    }
  }
  async function sleep(seconds: number): Promise<void> {
    await harness.advance(seconds * SECOND);
    world.sleepTo(new Date(world.now() + seconds * SECOND).toISOString());
  }
  const { team } = { team: "web:local" as const };
  const game = async (): Promise<LiveGame | null> => {
    const found = await world.store.readDocument(team, { kind: "live", id: world.place.group });
    return found === null ? null : JSON.parse(found.value);
  };
  const token = async () => (await game())?.game ?? "";
  const begin = (who = "gus", wanted = {}) => world.bot.live(world.as(who), { rounds: 3, ...wanted });
  const act = async (who: string, what: "join" | "start" | "end", of?: string) =>
    world.handlers.button({
      ...world.as(who),
      action: { verb: "live", game: of ?? (await token()), act: what },
    });
  /** What the newest message of the channel shows now. */
  const results = () => world.platform.edits.flatMap(({ reply }) => (reply.kind === "result" ? [reply] : []));
  function shown(message = world.platform.posts.at(-1)?.message): Reply {
    const posted = world.platform.posts.find((one) => one.message.message === message?.message);
    const edit = world.platform.edits.findLast((one) => one.message.message === message?.message);
    const reply = edit?.reply ?? posted?.reply;
    if (reply === undefined) throw new Error("nothing is shown");
    return reply;
  }
  const open = async () => (await game())?.rounds.at(-1) ?? "";
  async function answer(who: string, right: boolean, round?: string): Promise<Reply | null> {
    const id = round ?? (await open());
    const found = await world.store.readRound(team, id);
    if (found === null) throw new Error("the round is gone");
    const { key } = dealt(found);
    const choice = (right ? key : (key + 1) % 2) as Choice;
    return world.handlers.button({ ...world.as(who), action: { verb: "answer", round: id, choice } });
  }
  /** All have answered, and the question closes. */
  async function closed(): Promise<void> {
    await vi.waitFor(async () => expect((await game())?.early).toBe(true), { timeout: 20_000 });
    await pass(1);
  }
  const points = async (who: string): Promise<number> => {
    const profile = await world.bot.profile(world.as(who));
    return profile.kind === "profile" ? (profile.points[0]?.points ?? 0) : 0;
  };
  /** The lobby is up, these have joined, and the host starts. */
  async function started(players: readonly string[], wanted = {}): Promise<void> {
    await begin("gus", wanted);
    await pass(1);
    for (const who of players) await act(who, "join");
    await act("gus", "start");
    await pass(1);
  }

  it("goes from a lobby through its questions to a podium, and books practice points at each close", async () => {
    expect(said(await begin())).toContain("A live round begins here");
    await pass(1);
    // Gus is new here, and named all the same.
    expect(shown()).toMatchObject({ kind: "live-lobby", state: "waiting", joined: 0, host: "gus" });
    expect(said(await act("ada", "join"))).toContain("1 has joined");
    expect(said(await act("ben", "join"))).toContain("2 have joined");
    expect(said(await act("ben", "join"))).toContain("2 have joined");
    const lobby = world.platform.posts.at(-1)?.message;
    await pass(4);
    expect(shown(lobby)).toMatchObject({ joined: 2 });
    expect(said(await act("ben", "start"))).toContain("Whoever started the live round");
    await act("gus", "start");
    await pass(1);
    expect(shown(lobby)).toMatchObject({ state: "on", buttons: [] } satisfies Partial<LiveLobbyReply>);
    const first = shown() as QuestionReply;
    expect(first).toMatchObject({ kind: "question", live: { number: 1, of: 3, seconds: 30 } });
    expect(await answer("ada", true)).toMatchObject({ kind: "sealed", locked: true, buttons: [] });
    // Nobody learns anything before the close, and nothing is booked.
    expect(await points("ada")).toBe(0);
    expect(
      await world.handlers.button({ ...world.as("ada"), action: { verb: "mine", round: first.roundId } }),
    ).toMatchObject({
      kind: "sealed",
      locked: true,
    });
    expect((await world.store.secrets(team)).size).toBe(1);
    await answer("ben", false);
    await closed();
    const result = shown() as ResultReply;
    expect(result).toMatchObject({ kind: "result", answered: 2, right: { names: ["Name of ada"] } });
    expect(result.live).toMatchObject({
      number: 1,
      table: {
        speed: false,
        rows: [
          { rank: 1, name: "Name of ada", right: 1 },
          { rank: 2, right: 0 },
        ],
      },
    });
    expect(await points("ada")).toBeGreaterThan(0);
    expect(
      await world.handlers.button({ ...world.as("ben"), action: { verb: "mine", round: first.roundId } }),
    ).toMatchObject({
      kind: "verdict",
      right: false,
    });
    for (let number = 2; number <= 3; number++) {
      await pass(11);
      expect(shown()).toMatchObject({ kind: "question", live: { number } });
      await answer("ada", number === 2);
      await answer("ben", true);
      await closed();
    }
    const podium = shown() as LivePodiumReply;
    expect(podium).toMatchObject({ kind: "live-podium", state: "done", length: 3 });
    expect(podium.table.rows).toMatchObject([
      { rank: 1, right: 2 },
      { rank: 1, right: 2 },
    ]);
    expect(podium.hardest.map(({ number, right }) => [number, right])).toEqual([
      [1, 1],
      [3, 1],
    ]);
    expect(await game()).toBeNull();
    expect((await world.store.secrets(team)).size).toBe(0);
    expect(await world.store.askedItems(world.place)).toMatchObject({ practised: { length: 3 } });
    // Whatever is due later changes nothing any more.
    const posts = world.platform.posts.length;
    const before = await points("ada");
    await pass(90);
    expect(world.platform.posts.length).toBe(posts);
    expect(await points("ada")).toBe(before);
  });

  it("takes latecomers at any question, and waits for them from then on", async () => {
    await started(["ada"]);
    expect(said(await act("cleo", "join"))).toContain("Answer its question");
    await answer("ben", true);
    await answer("ada", true);
    // More than were waited for: the update of the count looks.
    const id = await open();
    const round = await world.store.readRound(team, id);
    if (round === null) throw new Error("the round is gone");
    expect(await questionNow(world.deps, round, 2)).toMatchObject({ answered: 2, live: { number: 1 } });
    await closed();
    expect(shown()).toMatchObject({ kind: "result", answered: 2 });
    await pass(11);
    await answer("ada", true);
    await pass(3);
    expect(shown()).toMatchObject({ kind: "question" });
    await answer("ben", true);
    await closed();
    expect(shown()).toMatchObject({ kind: "result", answered: 2 });
  });

  it("closes a question by its time where somebody does not answer, and refuses who comes later", async () => {
    await started(["ada", "ben"]);
    const first = await open();
    await answer("ada", true);
    await pass(40);
    expect((await world.store.readRound(team, first))?.status).toBe("closed");
    expect(said(await answer("ben", true, first))).toContain("closed");
    expect(await answer("ada", true, first)).toMatchObject({ kind: "verdict", moment: "standing" });
  });

  it("ends quietly where nobody joins", async () => {
    await begin();
    await pass(70);
    expect(shown()).toMatchObject({ kind: "live-lobby", state: "empty", buttons: [] });
    expect(world.platform.posts).toHaveLength(1);
    expect(await game()).toBeNull();
  });

  it("starts by itself after a minute where somebody joined", async () => {
    await begin();
    await pass(1);
    await act("ada", "join");
    await pass(63);
    expect(shown()).toMatchObject({ kind: "question", live: { number: 1 } });
  });

  it("ends after two questions without an answer, and says so", async () => {
    await started(["ada"], { rounds: 5 });
    await answer("ada", true);
    await pass(130);
    expect(shown()).toMatchObject({ kind: "live-podium", state: "silent", length: 3 });
    expect(results().map(({ live }) => live?.next)).toEqual([true, true, false]);
    expect(await game()).toBeNull();
  });

  it("is ended by its host or a manager at any time, and by nobody else", async () => {
    await started(["ada", "ben"]);
    await answer("ada", true);
    expect(said(await act("ada", "end"))).toContain("Whoever started the live round");
    expect(said(await act("admin", "end"))).toContain("ends now");
    await pass(2);
    expect(shown()).toMatchObject({ kind: "live-podium", state: "ended", length: 1 });
    // Its result does not say that a next question comes.
    expect(results()).toMatchObject([{ live: { number: 1, next: false } }]);
    // What was answered counts.
    expect(await points("ada")).toBeGreaterThan(0);
    await begin();
    await pass(1);
    await act("gus", "end");
    await pass(1);
    expect(shown()).toMatchObject({ kind: "live-lobby", state: "ended" });
    expect(await game()).toBeNull();
  });

  it("is one in a channel, also of two that begin at once", async () => {
    const replies = await Promise.all([begin("gus"), begin("other")]);
    expect(replies.map((reply) => said(reply).slice(0, 12)).sort()).toEqual(["A live round", "A live round"]);
    expect(replies.filter((reply) => said(reply).includes("begins here"))).toHaveLength(1);
    await pass(1);
    expect(world.platform.posts).toHaveLength(1);
    expect(said(await begin("third"))).toContain("is running in this channel");
  });

  it("goes on without its host, who asked to be forgotten", async () => {
    await started(["gus", "ada"]);
    await answer("gus", true);
    await world.handlers.button({ ...world.as("gus"), action: { verb: "forget", learner: "gus" } });
    expect((await game())?.host).toBeNull();
    await answer("ada", true);
    await pass(32);
    expect(shown()).toMatchObject({ kind: "result", answered: 1, right: { names: ["Name of ada"] } });
    expect(said(await act("gus", "end"))).toContain("Whoever started");
    expect(said(await act("admin", "end"))).toContain("ends now");
  });

  it("goes on where it was after the bot was down, at each of its steps", async () => {
    await started(["ada", "ben"]);
    await answer("ada", true);
    // Another process: nothing but the store.
    const other = createWorld(new Date(world.now()).toISOString(), () => harness.store);
    other.platform.posts = world.platform.posts;
    other.platform.edits = world.platform.edits;
    world = other;
    await sleep(120);
    await world.work();
    expect(shown()).toMatchObject({ kind: "result", answered: 1, live: { number: 1 } });
    await sleep(300);
    await world.work();
    expect(shown()).toMatchObject({ kind: "question", live: { number: 2 } });
    // A question that comes late takes answers as long as any other.
    expect(await answer("ada", true)).toMatchObject({ kind: "sealed", locked: true });
  });

  it("books each answer once where a process dies in the middle of a close", async () => {
    await started(["ada", "ben", "cleo"]);
    const id = await open();
    for (const who of ["ada", "ben", "cleo"]) await answer(who, true);
    const round = await world.store.readRound(team, id);
    const expected = { easy: 2, medium: 4, hard: 6 }[round?.question.difficulty ?? "easy"];
    const { recordAnswer } = world.store;
    let calls = 0;
    world.deps.store = {
      ...world.store,
      recordAnswer: (...args) => {
        calls++;
        if (calls === 2) throw new Error("killed");
        return recordAnswer(...args);
      },
    };
    await expect(closed()).rejects.toThrow("killed");
    world.deps.store = world.store;
    await sleep(61);
    await world.work();
    expect(shown()).toMatchObject({ kind: "result", answered: 3 });
    for (const who of ["ada", "ben", "cleo"]) expect(await points(who)).toBe(expected);
  });

  it("goes on when the store is back that was away, with the same question and what was answered", async () => {
    await started(["ada", "ben"]);
    await answer("ada", true);
    const first = await open();
    const away = async () => {
      throw new StoreUnavailable("away");
    };
    world.deps.store = { ...world.store, recordAnswer: away, freezeRound: away };
    await expect(answer("ben", true)).rejects.toThrow("away");
    await expect(pass(32)).rejects.toThrow("away");
    world.deps.store = world.store;
    await sleep(61);
    await world.work();
    expect(shown()).toMatchObject({ kind: "result", roundId: first, answered: 1 });
    expect(await points("ada")).toBeGreaterThan(0);
    await pass(11);
    expect(shown()).toMatchObject({ kind: "question", live: { number: 2 } });
  });

  it("posts a question once where a platform without nonces did not answer", async () => {
    world.platform.hasNonce = false;
    await begin();
    await pass(1);
    await act("ada", "join");
    const { post } = world.platform;
    // It came up, and nobody was told.
    world.platform.post = async (...args) => {
      await post.apply(world.platform, args);
      world.platform.post = post;
      return { kind: "unsure", detail: "no answer" };
    };
    await act("gus", "start");
    await pass(6);
    expect(world.platform.posts.filter(({ reply }) => reply.kind === "question")).toHaveLength(1);
    expect(await answer("ada", true)).toMatchObject({ kind: "sealed" });
    await closed();
    expect(shown()).toMatchObject({ kind: "result" });
  });

  it("goes on to the next question where somebody deletes the message of one", async () => {
    await started(["ada", "ben"]);
    await answer("ada", true);
    const message = world.platform.posts.at(-1)?.message;
    if (message === undefined) throw new Error("no question");
    world.platform.nextEdits = [{ kind: "gone" }];
    await world.handlers.messageGone(team, message);
    await pass(1);
    expect(shown()).toMatchObject({ kind: "result", answered: 1 });
    expect(world.platform.posts.at(-1)?.message.message).not.toBe(message.message);
    await pass(12);
    expect(shown()).toMatchObject({ kind: "question", live: { number: 2 } });
  });

  it("ends where its channel is gone, and what was answered counts", async () => {
    await started(["ada"]);
    await answer("ada", true);
    await closed();
    world.platform.nextPosts = [{ kind: "refused", reason: "channel-gone", missing: [] }];
    await pass(11);
    expect(await game()).toBeNull();
    expect(await points("ada")).toBeGreaterThan(0);
    expect((await world.store.secrets(team)).size).toBe(0);
  });

  it("tells its host directly what right is missing where the channel takes no more, and once", async () => {
    await started(["ada"]);
    await answer("ada", true);
    await closed();
    const missing = ["Send Messages"];
    world.platform.nextPosts = [{ kind: "refused", reason: "permission-lost", missing }];
    await pass(20);
    expect(await game()).toBeNull();
    expect(world.platform.told).toHaveLength(1);
    const [told] = world.platform.told;
    expect(told?.learner).toBe("gus");
    expect(said(told?.reply ?? null)).toContain("may not post");
    expect(said(told?.reply ?? null)).toContain("I need: Send Messages");
  });

  it("tells its host, too, where the channel was closed to the bot while members were joining", async () => {
    await begin("gus");
    await pass(1);
    for (const who of ["ada", "ben"]) await act(who, "join");
    world.platform.nextEdits = Array.from({ length: 9 }, () => ({ kind: "barred", detail: "out" }));
    await act("gus", "start");
    const missing = ["View Channel"];
    world.platform.nextPosts = [{ kind: "refused", reason: "permission-lost", missing }];
    await pass(20);
    expect(await game()).toBeNull();
    expect(world.platform.told.map(({ reply }) => said(reply))).toEqual([
      expect.stringContaining("I need: View Channel"),
    ]);
  });

  it("never asks the open question of the day, nor tells its answer", async () => {
    await world.bot.daily.set(world.as("admin"), {});
    await world.bot.daily.now(world.as("admin"));
    const daily = (await world.store.readGroup(world.place)).current ?? "";
    const item = (await world.store.readRound(team, daily))?.question.itemId;
    await started(["ada"], { rounds: 20 });
    for (let number = 1; number <= 11; number++) {
      expect((await world.store.readRound(team, await open()))?.question.itemId).not.toBe(item);
      await answer("ada", true);
      await closed();
      await pass(11);
    }
  });

  it("says of a question that became one of the day in the middle neither who was right nor how many", async () => {
    await started(["ada", "ben"], { rounds: 2 });
    const held = await world.store.readRound(team, await open());
    const readSecrets = world.store.secrets;
    world.store.secrets = async (of) =>
      new Map([
        ...(await readSecrets.call(world.store, of)),
        [secretOf(held!.question), world.now() + 3_600_000],
      ]);
    await answer("ada", true);
    await answer("ben", false);
    await closed();
    await pass(11);
    await answer("ada", false);
    await answer("ben", false);
    await closed();
    const podium = shown() as LivePodiumReply;
    expect(podium).toMatchObject({ kind: "live-podium", length: 2, hardest: [{ number: 2, right: 0 }] });
    expect(podium.table.rows.map(({ right }) => right)).toEqual([0, 0]);
    world.store.secrets = readSecrets;
  });

  it("keeps its open question from whoever asks for practice, in another channel, too", async () => {
    await started(["ada"]);
    const item = (await world.store.readRound(team, await open()))?.question.itemId;
    for (let i = 0; i < 15; i++) {
      const asked = await world.bot.ask(
        world.as("ben", { place: { team, group: "g2" } }),
        { kind: "choice" },
        true,
      );
      if (asked.kind !== "question") throw new Error(`a ${asked.kind}`);
      expect((await world.store.readRound(team, asked.roundId))?.question.itemId).not.toBe(item);
    }
  });

  it("orders by who was right sooner where the group wants that, and on the podium alone", async () => {
    await started(["ada", "ben", "cleo"], { rounds: 1, speed: true });
    await answer("cleo", false);
    await answer("ben", true);
    await answer("ada", true);
    await closed();
    expect((shown() as LivePodiumReply).table).toMatchObject({
      speed: true,
      rows: [
        { name: "Name of ben", points: 10, rank: 1 },
        { name: "Name of ada", points: 9, rank: 2 },
        { name: "Name of cleo", points: 0, rank: 3 },
      ],
    });
    expect(await points("ben")).toBe(await points("ada"));
  });

  it("leaves out of its table who hides from boards", async () => {
    await started(["ada", "ben"], { rounds: 1 });
    await world.bot.privacy.hide(world.as("ada"));
    await answer("ada", true);
    await answer("ben", false);
    await closed();
    const { table } = shown() as LivePodiumReply;
    expect(table.rows.map((row) => row.name)).toEqual(["Name of ben"]);
    expect(table.more).toBe(0);
  });

  it("says what a learner has a part in, and removes it with the rest", async () => {
    await started(["ada"]);
    const offered = await world.bot.privacy.offerForget(world.as("ada"));
    expect(said(offered)).toContain("live rounds");
    const exported = await world.bot.privacy.export(world.as("ada"));
    expect(exported.kind === "export" && JSON.parse(exported.json)).toHaveProperty("live-player");
    await world.handlers.button({ ...world.as("ada"), action: { verb: "forget", learner: "ada" } });
    expect(await world.store.documentsOf(team, "ada")).toEqual([]);
  });
});

describe("a live round", () => {
  it("is nothing for a person alone", async () => {
    const world = createWorld(new Date(START).toISOString());
    const place = { team: "discord:@1", group: "@1" } as const;
    expect(said(await world.bot.live(world.as("1", { place }), {}))).toContain("here you are alone");
  });

  it("has no more questions than there are", async () => {
    const world = createWorld(new Date(START).toISOString());
    await world.bot.live(world.as("gus"), { topic: "cnn", difficulty: "easy", rounds: 20 });
    await world.work();
    expect(world.platform.posts[0]?.reply).toMatchObject({ kind: "live-lobby", length: 2, topic: "CNN" });
  });
});
