import { beforeEach, describe, expect, it } from "vitest";
import { cardOf } from "../../src/cards/index.ts";
import type { DailyChange } from "../../src/engine/ports/bot.ts";
import type { ButtonPress } from "../../src/engine/ports/platform.ts";
import type { OpenItem } from "../../src/engine/words/item.ts";
import { OPEN_PARTS } from "../../src/engine/words/press.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import type { Round } from "../../src/engine/words/round.ts";
import { languages } from "../platforms/speaking.ts";
import { createWorld, said, sentence, titleOf, type World } from "./world.ts";

const ITEM = "cnn.o1";
const PARTS = {
  shortAnswer: "the short answer",
  workedAnswer: "the worked answer",
  modelAnswers: {
    basic: { answer: "the basic answer", lifts: "what lifts it" },
    solid: { answer: "the solid answer", lifts: "what lifts it" },
    strong: { answer: "the strong answer", lifts: "what lifts it" },
  },
  trap: { mistake: "the trap", why: "why it is one" },
  keyPoints: [
    { point: "first point", weight: 3 },
    { point: "second point", weight: 1 },
  ],
  followUps: [{ question: "And deeper?", answer: "the follow-up's answer" }],
};
const TOLD =
  /the (short|worked|basic|solid|strong) answer|the trap|why it is one|(first|second) point|follow-up's/;

let world: World;
beforeEach(() => {
  world = createWorld("2026-11-20T08:00:00Z");
  const { item } = world.deps.bank;
  world.deps.bank = {
    ...world.deps.bank,
    item: (id, seed) => {
      const found = item(id, seed);
      return found?.kind === "open" ? ({ ...found, ...PARTS } satisfies OpenItem) : found;
    },
  };
});

const setUp = (change: DailyChange = {}) =>
  world.bot.daily.set(world.as("admin"), { time: "09:00", kinds: ["open"], ...change });

async function opened(): Promise<Round> {
  const { current } = await world.store.readGroup(world.place);
  const round = await world.store.readRound(world.place.team, current ?? "");
  if (round === null) throw new Error("nothing is open");
  return round;
}

const press = async (who: string, action: ButtonPress["action"]): Promise<Reply> => {
  const reply = await world.handlers.button({ ...world.as(who), action });
  if (reply === null) throw new Error("nothing came back");
  return reply;
};
const write = (who: string, item: string, text: string) =>
  world.handlers.form({ ...world.as(who), form: "write", item, text, ticked: [] });
const tick = (who: string, ticked: readonly string[]) =>
  world.handlers.form({ ...world.as(who), form: "tick", item: ITEM, text: "", ticked });
const reviewsOf = async (who: string) => {
  const { concepts } = await world.store.readReviews(world.place.team, who);
  return [...concepts.values()].flatMap(({ reviews }) => reviews);
};
const streakOf = async (who: string) =>
  (await world.bot.profile(world.as(who))) as Reply & { kind: "profile" };
const cardText = (reply: Reply) =>
  JSON.stringify(cardOf(reply, { words: languages.of("en"), can: () => true }));

describe("an open question of the day", () => {
  it("is asked with a form and a button in place of letters, and takes no reactions", async () => {
    await setUp();
    await world.runTo("2026-11-20T09:01:00Z");
    const [post] = world.platform.posts;
    expect(post?.reply).toMatchObject({
      kind: "question",
      mode: "daily",
      options: [],
      commitment: null,
      answers: "words",
    });
    if (post?.reply.kind !== "question") throw new Error("no question");
    expect(post.reply.buttons.map(({ action }) => action.verb)).toEqual(["write", "said", "mine", "report"]);
    expect(world.platform.seeded).toEqual([]);
    expect(cardText(post.reply)).not.toMatch(TOLD);
  });

  it.each([
    ["spaces", "  \n "],
    ["control characters and signs without width", " \u0000\u0007\u200b\u202e"],
    ["nothing", ""],
  ])("does not take %s for an answer, and an answer that is in stays", async (_what, text) => {
    await setUp();
    await world.runTo("2026-11-20T09:01:00Z");
    const { id } = await opened();
    expect(said(await write("ada", id, text))).toContain("Write something");
    expect(await write("ada", id, "my words")).toMatchObject({ changed: false, answered: 1 });
    expect(said(await write("ada", id, text))).toContain("Write something");
    expect(await world.store.writtenBy(world.place.team, id, "ada")).toBe("my words");
    expect(said(await write("ada", id, "word ".repeat(8_000)))).toContain("at most 1500");
    expect(said(await write("ada", ITEM, text))).toContain("Write something");
  });

  it("keeps answers sealed, lets them be changed, and tells what counts at the close alone", async () => {
    await setUp();
    await world.runTo("2026-11-20T09:01:00Z");
    const { id } = await opened();
    expect(await write("ada", id, "my words")).toMatchObject({
      kind: "open-sealed",
      own: "my words",
      changed: false,
      answered: 1,
    });
    expect(await press("ben", { verb: "said", round: id })).toMatchObject({
      kind: "open-sealed",
      own: null,
      answered: 2,
    });
    const changed = await write("ada", id, "better words");
    expect(changed).toMatchObject({ kind: "open-sealed", own: "better words", changed: true, answered: 2 });
    expect(titleOf(changed as Reply)).toBe("Your answer is changed: as you wrote it");
    expect(said(await press("ada", { verb: "own", round: id }))).toContain("when this question closes");

    await world.runTo("2026-11-21T09:01:00Z");
    const result = world.platform.edits.find(({ reply }) => reply.kind === "open-result")?.reply;
    expect(result).toMatchObject({
      written: 1,
      spoken: 1,
      keyPoints: PARTS.keyPoints,
      prompt: expect.any(String),
    });
    expect(JSON.stringify(world.platform.posts)).not.toContain("better words");
    expect(JSON.stringify(world.platform.edits)).not.toContain("better words");
    const summary = world.platform.posts.find(({ reply }) => reply.kind === "summary")?.reply;
    if (summary?.kind !== "summary") throw new Error("no summary");
    expect(summary.lines.map(sentence)).toEqual([
      "2 answered in their own words on 20 Nov 2026. Under the question, Tick what you said compares your answer with what counts.",
    ]);
  });

  it("shows a learner their own words after the close, to tick, and keeps a review without points", async () => {
    await setUp();
    await world.runTo("2026-11-20T09:01:00Z");
    const { id } = await opened();
    await write("ada", id, "my words");
    await world.bot.daily.close(world.as("admin"));
    await world.work();
    expect(await press("ada", { verb: "own", round: id })).toMatchObject({
      kind: "open-answer",
      visibility: "private",
      own: "my words",
      keyPoints: PARTS.keyPoints,
    });
    expect(await press("ben", { verb: "own", round: id })).toMatchObject({ kind: "open-answer", own: null });
    expect(await tick("ada", ["0"])).toMatchObject({ kind: "open-coverage", covered: 0.75, counts: true });
    expect(await reviewsOf("ada")).toMatchObject([
      { mode: "open", outcome: { kind: "open", covered: 0.75, by: "own" } },
    ]);
    expect((await streakOf("ada")).points.every(({ points }) => points === 0)).toBe(true);
    expect(await press("ada", { verb: "part", item: ITEM, part: "strong" })).toMatchObject({
      kind: "open-part",
    });
  });

  it("gives nothing away while it is open: not by practice, parts, ticks, follow-ups or mistakes", async () => {
    await setUp();
    // Somebody failed it earlier.
    await tick("ada", []);
    await world.runTo("2026-11-20T09:01:00Z");
    const { id } = await opened();
    const replies = [
      await world.bot.ask(world.as("ada"), { kind: "open" }, true),
      await press("ada", { verb: "reveal", item: ITEM }),
      await write("ada", ITEM, "by the way of practice"),
      await tick("ada", ["0"]),
      ...(await Promise.all(OPEN_PARTS.map((part) => press("ada", { verb: "part", item: ITEM, part })))),
      await press("ada", { verb: "follow", item: ITEM, number: 0, answer: true }),
      await press("ada", { verb: "own", round: id }),
      await press("ada", { verb: "mine", round: id }),
      await press("ada", { verb: "hint", round: id, number: 1 }),
      await world.bot.mistakes(world.as("ada")),
      await world.bot.answer(world.as("ada"), 0),
      await world.handlers.home(world.as("ada")),
    ];
    for (const reply of replies) expect(cardText(reply as Reply)).not.toMatch(TOLD);
    expect(await reviewsOf("ada")).toHaveLength(1);
  });

  it("neither breaks a streak nor lengthens it", async () => {
    await setUp({ kinds: ["quiz"] });
    await world.runTo("2026-11-20T09:01:00Z");
    const first = await opened();
    await press("ada", { verb: "answer", round: first.id, choice: 0 });
    await world.bot.daily.set(world.as("admin"), { kinds: ["open"] });
    await world.runTo("2026-11-21T09:01:00Z");
    expect((await opened()).question.kind).toBe("open");
    expect((await streakOf("ada")).streak).toMatchObject({ current: 1, best: 1 });
    await world.bot.daily.set(world.as("admin"), { kinds: ["quiz"] });
    await world.runTo("2026-11-22T09:01:00Z");
    const third = await opened();
    await press("ada", { verb: "answer", round: third.id, choice: 0 });
    await world.runTo("2026-11-23T09:01:00Z");
    expect((await streakOf("ada")).streak).toMatchObject({ current: 2, best: 2 });
    expect((await world.store.readGroup(world.place)).windows).toBe(3);
  });

  it("books the question before it although it has nothing to book itself", async () => {
    await setUp({ kinds: ["quiz"] });
    await world.runTo("2026-11-20T09:01:00Z");
    const first = await opened();
    await press("ada", { verb: "answer", round: first.id, choice: 0 });
    await world.bot.daily.set(world.as("admin"), { kinds: ["open"] });
    world.sleepTo("2026-11-21T09:00:30Z");
    await world.work();
    await world.bot.daily.close(world.as("admin"));
    await world.work();
    expect((await world.store.readRound(world.place.team, first.id))?.status).toBe("closed");
    expect((await opened()).status).toBe("closed");
  });

  it("says to a letter that it is answered in words, and takes it for the practice question that is meant", async () => {
    await setUp();
    await world.runTo("2026-11-20T09:01:00Z");
    const refused = await world.bot.answer(world.as("ada"), 0);
    expect(said(refused)).toContain("in your own words");
    expect(refused).toMatchObject({ buttons: [{ action: { verb: "write" } }, { action: { verb: "said" } }] });
    await world.bot.ask(world.as("ada"), {}, true);
    expect(await world.bot.answer(world.as("ada"), 0)).toMatchObject({ kind: "verdict" });
  });

  it("compares at once what comes after the close, says that it is not recorded, and records nothing", async () => {
    await setUp();
    await world.runTo("2026-11-20T09:01:00Z");
    const { id } = await opened();
    await world.bot.daily.close(world.as("admin"));
    await world.work();
    const late = await write("ada", id, "too late");
    expect(late).toMatchObject({ kind: "open-answer", own: "too late" });
    expect(cardText(late as Reply)).toContain("so this answer was not recorded");
    expect(cardText(await press("ada", { verb: "own", round: id }))).not.toContain("recorded");
    expect(said(await press("ada", { verb: "said", round: id }))).toContain("not recorded");
    expect(await world.store.answeredCount(world.place.team, id)).toBe(0);
  });

  it.each([
    ["is asked in another channel", (bank: World["deps"]["bank"]) => bank],
    ["is not in the bank any more", (bank: World["deps"]["bank"]) => ({ ...bank, item: () => null })],
  ])("gives back what comes after the close where the question %s", async (why, made) => {
    await setUp();
    await world.runTo("2026-11-20T09:01:00Z");
    const { id } = await opened();
    await world.bot.daily.close(world.as("admin"));
    await world.work();
    world.deps.bank = made(world.deps.bank);
    if (why.includes("channel")) world.store.secrets = async () => new Map([[ITEM, world.now() + 60_000]]);
    const late = (await write("ada", id, "too late")) as Reply;
    expect(said(late)).toContain("so this answer was not recorded");
    expect(said(late)).toContain("What you wrote: too late");
    expect(cardText(late)).not.toMatch(TOLD);
    expect(said(await write("ada", "gone", "my words"))).toContain("What you wrote: my words");
  });

  it("deletes what was written a day after the close, and at once with its learner", async () => {
    await setUp();
    await world.runTo("2026-11-20T09:01:00Z");
    const { id } = await opened();
    await write("ada", id, "my words");
    await write("ben", id, "his words");
    const written = async (who: string) => (await world.store.exportLearner(world.place.team, who)).texts;
    expect(await written("ada")).toEqual({ [id]: "my words" });
    await world.store.forgetLearner(world.place.team, "ben");
    expect(await written("ben")).toEqual({});
    await world.bot.daily.off(world.as("admin"));
    await world.runTo("2026-11-22T09:01:00Z", 10 * 60_000);
    expect(await written("ada")).toEqual({});
    expect(await press("ada", { verb: "own", round: id })).toMatchObject({ kind: "open-answer", own: null });
  });

  it("is drawn beside others where both kinds are wanted, and `daily now`, `skip` and `status` work with it", async () => {
    expect(cardText(await setUp({ kinds: ["quiz", "open"] }))).toContain("some answered in own words");
    const kinds = new Set<string>();
    for (let day = 20; day < 30; day++) {
      await world.bot.daily.now(world.as("admin"));
      kinds.add((await opened()).question.kind);
      await world.runTo(`2026-11-${day + 1}T08:30:00Z`, 10 * 60_000);
      await world.bot.daily.close(world.as("admin"));
      await world.work();
    }
    expect([...kinds].sort()).toEqual(["choice", "open"]);
    expect(said(await world.bot.daily.skip(world.as("admin")))).toContain("skipped");
    expect(said(await world.bot.daily.status(world.as("ada")))).not.toContain("undefined");
  });

  it("says that a question cannot be compared any more which the bank lost", async () => {
    await setUp();
    await world.runTo("2026-11-20T09:01:00Z");
    world.deps.bank = { ...world.deps.bank, item: () => null };
    await world.bot.daily.close(world.as("admin"));
    await world.work();
    const result = world.platform.edits.at(-1)?.reply;
    expect(cardText(result as Reply)).toContain("not in the bank any more");
  });

  it("stands on the home page, with its own words for what became of it", async () => {
    await setUp();
    await world.runTo("2026-11-20T09:01:00Z");
    const { id } = await opened();
    await write("ada", id, "my words");
    const home = async () => {
      const reply = await world.handlers.home(world.as("ada"));
      return reply.kind === "home" ? reply.lines.map(sentence).join("\n") : "";
    };
    expect(await home()).toContain("Your answer to the daily question is in");
    await world.bot.daily.close(world.as("admin"));
    await world.work();
    expect(await home()).toContain("The open question of 20 Nov 2026 has closed");
  });
});
