import { beforeEach, describe, expect, it } from "vitest";
import { cardOf } from "../../src/cards/index.ts";
import { struckOf } from "../../src/engine/rules/hints.ts";
import { afterHints } from "../../src/engine/rules/scoring.ts";
import type { Option } from "../../src/engine/words/item.ts";
import type { HintReply, Reply } from "../../src/engine/words/reply.ts";
import { type Choice, letterOf, optionOf, type Round } from "../../src/engine/words/round.ts";
import { dealt, keyOf } from "../dealt.ts";
import { languages } from "../platforms/speaking.ts";
import { createWorld, said, type World } from "./world.ts";

const TRAP = "Many believe this. It is wrong.";

let world: World;
beforeEach(() => {
  world = createWorld("2026-11-20T07:00:00Z");
  const { bank } = world.deps;
  world.deps.bank = {
    ...bank,
    item: (id, seed) => {
      const found = bank.item(id, seed);
      return found === null ? null : { ...found, misconception: TRAP };
    },
  };
});

async function roundOf(reply: Reply): Promise<Round> {
  const round = reply.kind === "question" && (await world.store.readRound(world.place.team, reply.roundId));
  if (!round) throw new Error(`a ${reply.kind} instead of a question`);
  return round;
}
/** A hard question, which is worth 6 points. */
const askAlone = async (who = "ada") =>
  roundOf(await world.bot.ask(world.as(who), { difficulty: "hard" }, true));
const daily = async () => {
  await world.bot.daily.set(world.as("admin"), { topics: ["cnn"] });
  await world.bot.daily.now(world.as("admin"));
  const [id] = world.platform.posts.flatMap(({ reply }) =>
    reply.kind === "question" ? [reply.roundId] : [],
  );
  const round = await world.store.readRound(world.place.team, id ?? "");
  if (round === null) throw new Error("no daily question");
  return round;
};
const press = (who: string, round: string, choice: Choice) =>
  world.handlers.button({ ...world.as(who), action: { verb: "answer", round, choice } });
const hint = async (who: string, round: string, number: 1 | 2 = 1): Promise<Reply> => {
  const reply = await world.handlers.button({ ...world.as(who), action: { verb: "hint", round, number } });
  if (reply === null) throw new Error("nothing came back");
  return reply;
};
const verbs = (reply: Reply | null) =>
  reply !== null && "buttons" in reply ? reply.buttons.map(({ action }) => action.verb) : [];
const reviewOf = async (who: string) => {
  const { concepts } = await world.store.readReviews(world.place.team, who);
  return [...concepts.values()].flatMap(({ reviews }) => reviews.map(({ outcome }) => outcome));
};

describe("the points of an answer", () => {
  it("are halved by each hint, rounded up", () => {
    expect([0, 1, 2].map((hints) => afterHints(6, hints))).toEqual([6, 3, 2]);
    expect([0, 1, 2].map((hints) => afterHints(21, hints))).toEqual([21, 11, 6]);
    expect([0, 1, 2].map((hints) => afterHints(0, hints))).toEqual([0, 0, 0]);
  });
});

describe("a hint on a question of one's own", () => {
  it("is offered with its price, and not on a question that somebody asked for everybody", async () => {
    expect(verbs(await world.bot.ask(world.as("ada"), {}, true))).toContain("hint");
    expect(verbs(await world.bot.ask(world.as("ada"), {}, false))).not.toContain("hint");
    const asked = await world.bot.ask(world.as("ada"), {}, true);
    const card = cardOf(asked, { words: languages.of("en"), can: () => true });
    expect(card.buttons.map(({ label }) => label)).toContain("Hint, for half the points");
  });

  it("strikes out a wrong option with its reason, then says what to start from, and no more", async () => {
    const { id, question } = await askAlone();
    const struck = struckOf(dealt({ question }));
    expect(struck).not.toBe(dealt({ question }).key);
    const first = await hint("ada", id);
    expect(first).toMatchObject({
      kind: "hint",
      visibility: "private",
      hints: 1,
      struck: { letter: letterOf(struck), because: optionOf(dealt({ question }), struck).because },
      start: null,
    });
    expect(verbs(first)).toEqual(["answer", "answer", "answer", "hint"]);
    const second = await hint("ada", id, 2);
    expect(second).toMatchObject({ hints: 2, struck: { letter: letterOf(struck) }, start: TRAP });
    expect(verbs(second)).toEqual(["answer", "answer", "answer"]);
    expect(JSON.stringify(second)).not.toContain(keyOf(question).because);
  });

  it.each([
    [1, 3],
    [2, 2],
  ] as const)("costs: %i make 3 or 2 of 6 points, and the review says so", async (number, points) => {
    const { id, question } = await askAlone();
    await hint("ada", id, 1);
    await hint("ada", id, number);
    // Looking at it again costs nothing.
    await hint("ada", id, 1);
    expect(await press("ada", id, dealt({ question }).key)).toMatchObject({
      right: true,
      points,
      capped: false,
    });
    expect(await reviewOf("ada")).toMatchObject([{ right: true, hints: number }]);
  });

  it("is given to its learner alone, and not after the answer", async () => {
    const { id, question } = await askAlone();
    expect(said(await hint("ben", id))).toContain("cannot be answered here");
    await press("ada", id, dealt({ question }).key);
    expect(said(await hint("ada", id))).toContain("There is no hint");
    expect(said(await hint("ada", "gone"))).toContain("cannot be answered here");
    const open = await roundOf(await world.bot.ask(world.as("ada"), {}, false));
    expect(said(await hint("ada", open.id))).toContain("There is no hint");
  });

  it("has only its first part where there is nothing to start from", async () => {
    const { bank } = world.deps;
    world.deps.bank = {
      ...bank,
      item: (id, seed) => {
        const { misconception: _, ...found } = bank.item(id, seed) ?? {};
        return found as ReturnType<typeof bank.item>;
      },
    };
    const { id, question } = await askAlone();
    expect(verbs(await hint("ada", id))).toEqual(["answer", "answer", "answer"]);
    expect(await hint("ada", id, 2)).toMatchObject({ hints: 1, start: null });
    expect(await press("ada", id, dealt({ question }).key)).toMatchObject({ points: 3 });
  });

  it("in a session brings no letters, since the session takes the answer, and counts there as well", async () => {
    const asked = await world.bot.review(world.as("ada"), { source: "new" });
    const round = await roundOf(asked);
    expect(verbs(asked)).toContain("hint");
    expect(verbs(await hint("ada", round.id))).toEqual(["hint"]);
    const letter = letterOf(dealt(round).key);
    const buttons = "buttons" in asked ? asked.buttons : [];
    const right = buttons.find(({ label }) => label === letter);
    if (right?.action.verb !== "session") throw new Error("no letter to press");
    await world.handlers.button({ ...world.as("ada"), action: right.action });
    expect(await reviewOf("ada")).toMatchObject([{ right: true, hints: 1 }]);
  });

  it("waits while its question is the open one of the day", async () => {
    const { id, question } = await askAlone();
    const until = world.now() + 60_000;
    world.store.secrets = async () => new Map([[question.itemId, until]]);
    const held = await hint("ada", id);
    expect(said(held)).toContain("has to wait");
    expect(JSON.stringify(held)).not.toContain(
      optionOf(dealt({ question }), struckOf(dealt({ question }))).because,
    );
  });
});

describe("a hint that nothing was answered with", () => {
  it("is named among what is kept, and goes where somebody asks to be forgotten", async () => {
    const { id } = await daily();
    // Of some members the platform tells the name later.
    const ada = world.as("ada");
    const unnamed = { ...ada, person: { ...ada.person, provisional: true } };
    await world.handlers.button({ ...unnamed, action: { verb: "hint", round: id, number: 1 } });
    const offer = () => world.bot.privacy.offerForget(ada);
    expect(said(await offer())).toContain("which hints you took");
    await world.handlers.button({ ...ada, action: { verb: "forget", learner: "ada" } });
    expect(said(await offer())).not.toContain("which hints you took");
  });
});

describe("a hint on the question of the day", () => {
  it("names a wrong option and nothing more, however often it is pressed", async () => {
    const round = await daily();
    expect(verbs(world.platform.posts.at(-1)?.reply ?? null)).toContain("hint");
    for (const number of [1, 2] as const) {
      const given = (await hint("ada", round.id, number)) as HintReply;
      expect(given).toMatchObject({ kind: "hint", visibility: "private", hints: 1, start: null });
      expect(given.struck.because).toBeNull();
      for (const { because } of dealt(round).options) expect(JSON.stringify(given)).not.toContain(because);
      expect(verbs(given)).toEqual(["answer", "answer", "answer"]);
    }
  });

  it("is the same option for everybody, in whatever order the options are dealt", async () => {
    const { question } = await daily();
    const [a, b, c, d] = dealt({ question }).options as [Option, Option, Option, Option];
    const key = keyOf(question);
    const text = optionOf(dealt({ question }), struckOf(dealt({ question }))).text;
    for (const options of [
      [b, a, d, c],
      [d, c, b, a],
      [c, d, a, b],
    ] as const) {
      const again = { ...dealt({ question }), options, key: options.indexOf(key) as Choice };
      expect(optionOf(again, struckOf(again)).text).toBe(text);
    }
  });

  it("halves the points at the close, is in the review, and is not taken back by another answer", async () => {
    const { id, question } = await daily();
    const wrong = ((dealt({ question }).key + 1) % 4) as Choice;
    await press("ada", id, wrong);
    await hint("ada", id);
    await press("ada", id, dealt({ question }).key);
    await press("ben", id, dealt({ question }).key);
    await hint("chidi", id);
    await world.bot.daily.close(world.as("admin"));
    await world.runTo("2026-11-20T07:30:00Z");
    const pointsOf = async (who: string) => {
      const profile = await world.bot.profile(world.as(who));
      return profile.kind === "profile" ? profile.points[0]?.points : null;
    };
    const whole = (await pointsOf("ben")) ?? 0;
    expect(whole).toBeGreaterThan(10);
    expect(await pointsOf("ada")).toBe(Math.ceil(whole / 2));
    expect(await reviewOf("ada")).toMatchObject([{ right: true, hints: 1 }]);
    expect(await reviewOf("ben")).toMatchObject([{ right: true, hints: 0 }]);
    expect(await reviewOf("chidi")).toEqual([]);
    expect(said(await hint("ben", id))).toContain("There is no hint");
  });
});

describe("“hint”, typed", () => {
  const typed = async (who = "ada") => world.bot.hint(world.as(who));
  const actions = (reply: Reply) => ("buttons" in reply ? reply.buttons.map(({ action }) => action) : []);

  it("offers one for the question of one's own that waits, with its price, and takes none yet", async () => {
    const round = await askAlone();
    const offered = await typed();
    expect(said(offered)).toContain("A hint halves what a right answer brings.");
    expect(said(offered)).toContain(round.question.stem);
    expect(actions(offered)).toEqual([{ verb: "hint", round: round.id, number: 1 }]);
    expect(offered).toMatchObject({ visibility: "private", buttons: [{ label: { id: "button.hint-1" } }] });
    await press("ada", round.id, dealt(round).key);
    expect(await reviewOf("ada")).toMatchObject([{ hints: 0 }]);
  });

  it("offers one for the question of a session, as it stands", async () => {
    const asked = await world.bot.review(world.as("ada"), { source: "new" });
    const round = await roundOf(asked);
    expect(actions(await typed())).toEqual([{ verb: "hint", round: round.id, number: 1 }]);
  });

  it("asks for which question where there are two", async () => {
    const open = await daily();
    world.sleepTo(new Date(world.now() + 60_000).toISOString());
    const own = await askAlone();
    const offered = await typed();
    expect(said(offered)).toContain("For which question?");
    expect(actions(offered)).toEqual([open, own].map(({ id }) => ({ verb: "hint", round: id, number: 1 })));
  });

  it("says where hints are where nothing waits, or only what everybody may answer", async () => {
    expect(said(await typed())).toContain("strikes out an option");
    await world.bot.ask(world.as("ben"), {}, false);
    expect(said(await typed())).toContain("strikes out an option");
    expect(actions(await typed())).toEqual([]);
  });
});
