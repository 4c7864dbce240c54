import { beforeEach, describe, expect, it } from "vitest";
import type { Reply } from "../../src/engine/words/reply.ts";
import { type Choice, optionOf } from "../../src/engine/words/round.ts";
import { dealt } from "../dealt.ts";
import { createWorld, said, titleOf, type World } from "./world.ts";

let world: World;
beforeEach(() => {
  world = createWorld("2026-11-20T10:00:00Z");
});

async function roundOf(reply: Reply) {
  if (reply.kind !== "question") throw new Error(`a ${reply.kind} instead of a question`);
  const round = await world.store.readRound(world.place.team, reply.roundId);
  if (round === null) throw new Error("the round is not stored");
  return round;
}

const press = (who: string, round: string, choice: Choice) =>
  world.handlers.button({ ...world.as(who), action: { verb: "answer", round, choice } });

describe("asking", () => {
  it("asks what was asked for, in the channel or privately", async () => {
    const open = await world.bot.ask(world.as("ada"), { topic: "cnn", difficulty: "hard" }, false);
    expect(open).toMatchObject({
      kind: "question",
      visibility: "channel",
      topic: "CNN",
      difficulty: "hard",
      asker: "Name of ada",
      mode: "practice",
      commitment: null,
    });
    const own = await world.bot.ask(world.as("ada"), {}, true);
    expect(own).toMatchObject({ visibility: "private", asker: null });
    expect((await roundOf(own)).onlyFor).toBe("ada");
  });

  it("begins gently: easy or medium, until somebody asks otherwise or has answered three", async () => {
    const levels: string[] = [];
    for (let i = 0; i < 6; i++)
      levels.push((await roundOf(await world.bot.ask(world.as(`new${i}`), {}, true))).question.difficulty);
    expect(levels).not.toContain("hard");
    const hard = await world.bot.ask(world.as("ada"), { difficulty: "hard" }, true);
    expect((await roundOf(hard)).question.difficulty).toBe("hard");
    for (let i = 0; i < 6; i++) {
      const round = await roundOf(await world.bot.ask(world.as("ada"), { difficulty: "medium" }, true));
      await press("ada", round.id, dealt(round).key);
    }
    const next = await roundOf(await world.bot.ask(world.as("ada"), {}, true));
    expect(next.question.difficulty).toBe("hard");
  });

  it("asks something else before the same again, whatever would suit", async () => {
    const asked = new Set<string>();
    for (let i = 0; i < 6; i++)
      asked.add(
        (await roundOf(await world.bot.ask(world.as("ada"), { topic: "rnn" }, true))).question.itemId,
      );
    expect(asked.size).toBe(6);
  });

  it("never asks the daily item that may still be open, and avoids what was practised lately", async () => {
    await world.bot.daily.set(world.as("admin"), { topics: ["cnn"] });
    await world.bot.daily.now(world.as("admin"));
    const daily = (await world.store.askedItems(world.place)).daily[0];
    const asked: string[] = [];
    for (let i = 0; i < 5; i++) {
      asked.push(
        (await roundOf(await world.bot.ask(world.as("ada"), { topic: "cnn" }, false))).question.itemId,
      );
    }
    expect(asked).not.toContain(daily);
    expect(new Set(asked).size).toBeGreaterThanOrEqual(4);
  });

  it("does not give the open daily question's key away, however little is left to practise", async () => {
    await world.bot.daily.set(world.as("admin"), { topics: ["cnn"], difficulty: "easy" });
    await world.bot.daily.now(world.as("admin"));
    const daily = (await world.store.askedItems(world.place)).daily[0];
    const filter = { topic: "cnn", difficulty: "easy" } as const;
    for (let i = 0; i < 60; i++) {
      const { question } = await roundOf(await world.bot.ask(world.as("ada"), filter, false));
      expect(question.itemId).not.toBe(daily);
    }
  });

  it("refuses where the open daily question is all that fits, and asks it after its close", async () => {
    world.deps.bank.pool = (filter) =>
      filter.kinds?.includes("choice") ? [world.deps.bank.find("cnn.c0")].filter((e) => e !== null) : [];
    world.deps.bank.pick = () => world.deps.bank.find("cnn.c0");
    await world.bot.daily.set(world.as("admin"), {});
    await world.bot.daily.now(world.as("admin"));
    expect(said(await world.bot.ask(world.as("ada"), {}, true))).toContain("question of the day");
    await world.bot.daily.close(world.as("admin"));
    expect((await roundOf(await world.bot.ask(world.as("ada"), {}, true))).question.itemId).toBe("cnn.c0");
  });

  it("says which filter left nothing", async () => {
    expect(said(await world.bot.ask(world.as("ada"), { topic: "llm" }, false))).toContain("topic llm");
  });

  it("open questions: write, compare, reveal", async () => {
    const open = await world.bot.ask(world.as("ada"), { kind: "open" }, false);
    expect(open).toMatchObject({ kind: "open-question", itemId: "cnn.o1", asked: { companies: ["Google"] } });
    const form = { ...world.as("ada"), form: "write" as const, item: "cnn.o1", text: "mine", ticked: [] };
    expect(await world.handlers.form(form)).toMatchObject({
      kind: "open-answer",
      own: "mine",
    });
    const reveal = { ...world.as("ada"), action: { verb: "reveal", item: "cnn.o1" } as const };
    expect(await world.handlers.button(reveal)).toMatchObject({ kind: "open-answer", own: null });
    expect(
      said(await world.handlers.button({ ...reveal, action: { verb: "reveal", item: "gone" } })),
    ).toContain("no longer");
  });

  it("an open question is asked in each of its ways of asking", async () => {
    const asked = new Set<string>();
    for (let i = 0; i < 60; i++) {
      const open = await world.bot.ask(world.as("ada"), { kind: "open" }, true);
      if (open.kind === "open-question") asked.add(open.prompt);
    }
    expect([...asked].toSorted()).toEqual(["Explain cnn.", "Tell me about cnn.", "What is cnn, in short?"]);
  });

  it("another one keeps topic, difficulty and privacy", async () => {
    const action = { verb: "another", asked: { topic: "rnn", difficulty: "easy" }, private: true } as const;
    expect(await world.handlers.button({ ...world.as("ada"), action })).toMatchObject({
      topic: "RNN",
      difficulty: "easy",
      visibility: "private",
    });
  });
});

describe("practice answers", () => {
  it("are judged at once, the first one stands, and the explanation can be seen again", async () => {
    const { id, question } = await roundOf(
      await world.bot.ask(world.as("ada"), { difficulty: "hard" }, false),
    );
    const wrong = ((dealt({ question }).key + 1) % 4) as Choice;
    expect(await press("ben", id, wrong)).toMatchObject({
      kind: "verdict",
      moment: "practice",
      right: false,
      points: 0,
      chosen: { because: optionOf(dealt({ question }), wrong).because },
    });
    expect(await press("ada", id, dealt({ question }).key)).toMatchObject({ right: true, points: 6 });
    expect(await press("ben", id, dealt({ question }).key)).toMatchObject({
      moment: "standing",
      right: false,
      points: null,
    });
    const why = (who: string) =>
      world.handlers.button({ ...world.as(who), action: { verb: "mine", round: id } });
    expect(await why("ben")).toMatchObject({ moment: "review", right: false });
    expect(said(await why("chidi"))).toContain("not answered this one yet");
  });

  it("on unknown, foreign and private rounds are refused, with nothing recorded", async () => {
    const { id } = await roundOf(await world.bot.ask(world.as("ada"), {}, true));
    expect(said(await press("ben", id, 0))).toContain("Nothing was recorded");
    expect(said(await press("ada", "nothing", 0))).toContain("Nothing was recorded");
    const elsewhere = world.as("ada", { place: { team: "web:local", group: "g2" } });
    expect(
      said(await world.handlers.button({ ...elsewhere, action: { verb: "answer", round: id, choice: 0 } })),
    ).toContain("Nothing was recorded");
    expect(await world.store.answeredCount("web:local", id)).toBe(0);
  });

  it("by command go to the newest question that is left", async () => {
    expect(said(await world.bot.answer(world.as("ada"), 0))).toContain("no open question");
    const first = await roundOf(await world.bot.ask(world.as("ada"), {}, false));
    const second = await roundOf(await world.bot.ask(world.as("ada"), {}, false));
    await world.bot.answer(world.as("ada"), 0);
    await world.bot.answer(world.as("ada"), 1);
    expect([
      await world.store.answerOf("web:local", second.id, "ada"),
      await world.store.answerOf("web:local", first.id, "ada"),
    ]).toEqual([0, 1]);
  });
});

describe("boards and profiles", () => {
  it("show the asker's place, yesterday's board, the team, topics and groups", async () => {
    const earn = async (who: string, topic: string, group: string) => {
      const place = { team: "web:local" as const, group };
      const round = await roundOf(
        await world.bot.ask(world.as(who, { place }), { topic, difficulty: "easy" }, false),
      );
      await world.handlers.button({
        ...world.as(who, { place }),
        action: { verb: "answer", round: round.id, choice: dealt(round).key },
      });
    };
    await earn("ada", "cnn", "g1");
    await earn("ada", "rnn", "g1");
    await earn("ben", "cnn", "g1");
    await earn("ben", "cnn", "g2");
    const board = async (over: object) =>
      world.bot.board(world.as("ben"), {
        period: "today",
        scope: "group",
        topic: null,
        previous: false,
        ...over,
      });
    expect(titleOf(await board({}))).toBe("This channel, today");
    expect(await board({})).toMatchObject({
      total: 2,
      rows: [
        { learner: "ada", points: 4, you: false },
        { learner: "ben", points: 2, you: false, rank: 2 },
      ],
    });
    expect(await board({ scope: "team" })).toMatchObject({
      rows: [
        { points: 4, rank: 1 },
        { points: 4, rank: 1 },
      ],
    });
    expect(titleOf(await board({ topic: "rnn" }))).toBe("This channel in RNN, today");
    expect(await board({ topic: "rnn" })).toMatchObject({
      rows: [{ learner: "ada", points: 2 }],
      own: null,
    });
    expect(titleOf(await board({ previous: true }))).toBe("This channel, yesterday");
    expect(await board({ previous: true })).toMatchObject({ rows: [] });
    expect(await board({ scope: "groups" })).toMatchObject({
      kind: "groups-board",
      rows: [
        { group: "g1", mean: 3, active: 2, here: true },
        { group: "g2", mean: 2, active: 1 },
      ],
    });
    expect(said(await board({ scope: "groups", topic: "cnn" }))).toContain("all topics together");
    expect(await world.bot.profile(world.as("ada"))).toMatchObject({
      topics: [{ name: "CNN", right: 1, answered: 1 }, { name: "RNN" }],
      hidden: false,
      streak: { current: 0 },
    });
    expect(
      await world.handlers.home(world.as("ben", { place: { team: "web:local", group: "dm" } })),
    ).toMatchObject({ kind: "home", profile: { points: [{ points: 2 }, {}, {}, {}, {}] } });
    expect(await world.handlers.home(world.as("new"))).toMatchObject({ kind: "home", profile: null });
  });
});

describe("reports and privacy", () => {
  it("keep a report with the item, once per learner", async () => {
    const { id } = await roundOf(await world.bot.ask(world.as("ada"), {}, false));
    const form = { ...world.as("ada"), form: "report" as const, item: id, text: "two keys", ticked: [] };
    expect(said(await world.handlers.form(form))).toContain("Thank you");
    expect(said(await world.handlers.form(form))).toContain("already");
    expect(said(await world.handlers.form({ ...form, item: "gone" }))).toContain("no longer");
    expect(said(await world.bot.report(world.as("ben"), "typo"))).toContain("Thank you");
    expect(world.logged).toContain("a question was reported");
    const elsewhere = world.as("ben", { place: { team: "web:local", group: "quiet" } });
    expect(said(await world.bot.report(elsewhere, "typo"))).toContain("no question here lately");
  });

  it("export, hide, show and forget one's own data", async () => {
    const { id, question } = await roundOf(await world.bot.ask(world.as("ada"), {}, false));
    await press("ada", id, dealt({ question }).key);
    const data = await world.bot.privacy.export(world.as("ada"));
    expect(data.kind === "export" && JSON.parse(data.json)).toMatchObject({
      learner: "ada",
      name: "Name of ada",
    });
    await world.bot.privacy.hide(world.as("ada"));
    const query = { period: "all", scope: "group", topic: null, previous: false } as const;
    expect(await world.bot.board(world.as("ben"), query)).toMatchObject({ rows: [] });
    const own = await world.bot.board(world.as("ada"), query);
    expect(own).toMatchObject({ visibility: "private", rows: [], own: { learner: "ada", rank: 1 } });
    await world.bot.privacy.show(world.as("ada"));
    expect(await world.bot.board(world.as("ben"), query)).toMatchObject({ rows: [{ learner: "ada" }] });
    await world.bot.privacy.forget(world.as("ada"));
    expect(await world.bot.board(world.as("ben"), query)).toMatchObject({ rows: [], total: 0 });
  });
});
