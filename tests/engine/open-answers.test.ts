import { beforeEach, describe, expect, it } from "vitest";
import { cardOf } from "../../src/cards/index.ts";
import type { ButtonPress } from "../../src/engine/ports/platform.ts";
import type { OpenItem } from "../../src/engine/words/item.ts";
import { type Action, OPEN_PARTS } from "../../src/engine/words/press.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import { languages } from "../platforms/speaking.ts";
import { createWorld, said, type World } from "./world.ts";

const ITEM = "cnn.o1";
const PARTS = {
  shortAnswer: "the short answer",
  workedAnswer: "the worked answer",
  modelAnswers: {
    basic: { answer: "the basic answer", lifts: "what lifts it to solid" },
    solid: { answer: "the solid answer", lifts: "what lifts it to strong" },
    strong: { answer: "the strong answer", lifts: "what makes it strong" },
  },
  trap: { mistake: "the trap", why: "why it is one" },
  keyPoints: [
    { point: "first point", weight: 3 },
    { point: "second point", weight: 2 },
    { point: "third point", weight: 1 },
  ],
  followUps: [
    { question: "What if it is deeper?", answer: "then the gradient fades" },
    { question: "And wider?", answer: "then it costs more" },
  ],
} as const;

let world: World;
beforeEach(() => {
  world = createWorld("2026-11-20T10:00:00Z");
  const { item } = world.deps.bank;
  world.deps.bank = {
    ...world.deps.bank,
    item: (id, seed) => {
      const found = item(id, seed);
      return found?.kind === "open" ? ({ ...found, ...PARTS } satisfies OpenItem) : found;
    },
  };
});

const press = async (action: ButtonPress["action"]): Promise<Reply> => {
  const reply = await world.handlers.button({ ...world.as("ada"), action });
  if (reply === null) throw new Error("nothing came back");
  return reply;
};
const part = (one: (typeof OPEN_PARTS)[number]) => press({ verb: "part", item: ITEM, part: one });
const ticks = (ticked: readonly string[], who = "ada") =>
  world.handlers.form({ ...world.as(who), form: "tick", item: ITEM, text: "", ticked });
const reviewsOf = async (who: string) => {
  const { concepts } = await world.store.readReviews(world.place.team, who);
  return [...concepts.values()].flatMap(({ reviews }) => reviews);
};
const follow = (number: number, answer: boolean) => press({ verb: "follow", item: ITEM, number, answer });

/** Everything that would give an answer away. */
const ANSWERS = [
  PARTS.shortAnswer,
  PARTS.workedAnswer,
  ...Object.values(PARTS.modelAnswers).flatMap(({ answer, lifts }) => [answer, lifts]),
  ...PARTS.followUps.map(({ answer }) => answer),
];
/** Which of them a card shows. */
const shownBy = (reply: Reply) => {
  const card = JSON.stringify(cardOf(reply, { words: languages.of("en"), can: () => true }));
  return ANSWERS.filter((answer) => card.includes(answer));
};
const actionsOf = (reply: Reply): Action[] =>
  "buttons" in reply ? reply.buttons.map(({ action }) => action) : [];
const offers = (reply: Reply) =>
  actionsOf(reply).flatMap((action) => {
    if (action.verb === "part") return [action.part];
    return action.verb === "follow" ? [`${action.answer ? "answer" : "question"} ${action.number}`] : [];
  });

describe("the answer of an open question", () => {
  it("comes in steps: first what one says first, with a button for each of the rest", async () => {
    const first = await press({ verb: "reveal", item: ITEM });
    expect(first).toMatchObject({ kind: "open-answer", visibility: "private", own: null });
    expect(shownBy(first)).toEqual([PARTS.shortAnswer]);
    expect(offers(first)).toEqual(["worked"]);
    expect(first).toMatchObject({
      keyPoints: PARTS.keyPoints,
      submit: { action: { verb: "tick", item: ITEM } },
    });
  });

  it("stands next to what somebody wrote", async () => {
    const own = await world.handlers.form({
      ...world.as("ada"),
      form: "write",
      item: ITEM,
      text: "my own words",
      ticked: [],
    });
    expect(own).toMatchObject({ kind: "open-answer", own: "my own words" });
  });

  it("is not told for an answer of which nothing is to be read, or of 40,000 characters", async () => {
    const write = (text: string) =>
      world.handlers.form({ ...world.as("ada"), form: "write", item: ITEM, text, ticked: [] });
    for (const text of ["", " \n ", " \u0000\u0007\u200b\u202e"]) {
      const refused = (await write(text)) as Reply;
      expect([said(refused), shownBy(refused)]).toEqual([expect.stringContaining("Write something"), []]);
    }
    const long = (await write("word ".repeat(8_000))) as Reply;
    expect([said(long), shownBy(long)]).toEqual([expect.stringContaining("at most 1500"), []]);
    expect(await reviewsOf("ada")).toEqual([]);
  });

  it("stands next to words with control characters as next to any others", async () => {
    const text = "\u0000It\u0007 shrinks\u202e the image\u0008.";
    const own = await world.handlers.form({
      ...world.as("ada"),
      form: "write",
      item: ITEM,
      text,
      ticked: [],
    });
    expect(own).toMatchObject({ kind: "open-answer" });
    expect(shownBy(own as Reply)).toEqual([PARTS.shortAnswer]);
  });

  it("shows what was found in one's own words before the answer, and as a suggestion", async () => {
    const found = {
      covered: [{ point: "It shrinks", weight: 3, evidence: "it gets smaller" }],
      missing: [],
      contradictions: [{ statement: "it learns weights", why: "It has none." }],
      score: 0.5,
    };
    world.deps.bank = { ...world.deps.bank, feedback: () => found };
    const own = await world.handlers.form({
      ...world.as("ada"),
      form: "write",
      item: ITEM,
      text: "my words",
      ticked: [],
    });
    const { blocks } = cardOf(own as Reply, { words: languages.of("en"), can: () => true });
    const card = JSON.stringify(blocks);
    const order = ["it gets smaller", "it learns weights", "It has none.", "no mark", PARTS.shortAnswer];
    expect(order.map((words) => card.indexOf(words)).every((at, i, all) => at > (all[i - 1] ?? -1))).toBe(
      true,
    );
    expect(await press({ verb: "reveal", item: ITEM })).toMatchObject({ own: null, found: null });
  });

  it("shows the part that was asked for and no other, and offers those that are left", async () => {
    expect(shownBy(await part("worked"))).toEqual([PARTS.workedAnswer]);
    expect(offers(await part("worked"))).toEqual(["basic", "solid", "strong", "question 0"]);
    for (const level of ["basic", "solid", "strong"] as const) {
      const { answer, lifts } = PARTS.modelAnswers[level];
      const reply = await part(level);
      expect(shownBy(reply)).toEqual([answer, lifts]);
      expect(reply.visibility).toBe("private");
      expect(offers(reply)).toEqual(
        ["basic", "solid", "strong", "question 0"].filter((one) => one !== level),
      );
    }
  });

  it("asks a follow-up before it answers it, and then the next one, to the last", async () => {
    const asked = await follow(0, false);
    expect(asked).toMatchObject({
      part: { number: 1, of: 2, question: "What if it is deeper?", answer: null },
    });
    expect(shownBy(asked)).toEqual([]);
    expect(offers(asked)).toEqual(["answer 0", "question 1"]);
    const answered = await follow(0, true);
    expect(shownBy(answered)).toEqual(["then the gradient fades"]);
    expect(offers(answered)).toEqual(["question 1"]);
    expect(offers(await follow(1, true))).toEqual([]);
    expect(actionsOf(await follow(1, true))).toContainEqual({
      verb: "another",
      asked: { topic: "cnn", kind: "open" },
      private: true,
    });
    expect(said(await follow(2, false))).toContain("no longer");
  });

  it("can be reached whole by pressing what is offered", async () => {
    const seen = new Set<string>();
    const done = new Set<string>();
    const todo: ButtonPress["action"][] = [{ verb: "reveal", item: ITEM }];
    for (let action = todo.pop(); action !== undefined; action = todo.pop()) {
      const reply = await press(action);
      for (const answer of shownBy(reply)) seen.add(answer);
      for (const next of actionsOf(reply)) {
        const key = JSON.stringify(next);
        if ((next.verb !== "part" && next.verb !== "follow") || done.has(key)) continue;
        done.add(key);
        todo.push(next);
      }
    }
    expect([...seen].toSorted()).toEqual([...ANSWERS].toSorted());
  });

  it("is not told, in any step, while the team's question of the day holds it", async () => {
    const until = world.now() + 60_000;
    world.store.secrets = async () => new Map([[ITEM, until]]);
    const steps = () => [
      press({ verb: "reveal", item: ITEM }),
      ...OPEN_PARTS.map(part),
      ...[0, 1].flatMap((number) => [follow(number, false), follow(number, true)]),
      world.handlers.form({
        ...world.as("ada"),
        form: "write" as const,
        item: ITEM,
        text: "mine",
        ticked: [],
      }),
      ticks(["0"]),
    ];
    const held = await Promise.all(steps());
    expect(held).toHaveLength(11);
    for (const reply of held) {
      expect(said(reply)).toContain("has to wait");
      expect(said(reply)).toContain(new Date(until).toISOString());
      expect(shownBy(reply as Reply)).toEqual([]);
    }
    // What was written into the form meanwhile is nowhere else.
    expect(held.filter((reply) => said(reply).includes("What you wrote: mine"))).toHaveLength(1);
    world.sleepTo("2026-11-20T10:01:00Z");
    const told = await Promise.all(steps());
    expect(told.map((reply) => reply?.kind)).not.toContain("notice");
  });

  it("says so where the bank does not hold it any more, or where it is a question with options", async () => {
    for (const item of ["gone", "cnn.c0"]) {
      for (const action of [
        { verb: "reveal", item },
        { verb: "part", item, part: "worked" },
        { verb: "follow", item, number: 0, answer: true },
      ] as const)
        expect(said(await press(action))).toContain("no longer");
    }
  });
});

describe("ticking the key points that one made", () => {
  it.each([
    { ticked: [], covered: 0, level: "basic", offered: ["solid", "strong"] },
    { ticked: ["2", "1"], covered: 0.5, level: "solid", offered: ["basic", "strong"] },
    { ticked: ["0", "1"], covered: 5 / 6, level: "strong", offered: ["basic", "solid"] },
    { ticked: ["0", "1", "2"], covered: 1, level: "strong", offered: ["basic", "solid"] },
  ] as const)(
    "says how much was made by weight, and shows the answer above: $ticked",
    async ({ ticked, covered, level, offered }) => {
      const reply = await ticks(ticked);
      const { answer, lifts } = PARTS.modelAnswers[level];
      expect(reply).toMatchObject({
        kind: "open-coverage",
        visibility: "private",
        covered,
        trap: PARTS.trap,
        next: { level, answer, lifts },
        counts: true,
      });
      expect(shownBy(reply as Reply)).toEqual([answer, lifts]);
      expect(offers(reply as Reply)).toEqual(["worked", ...offered, "question 0"]);
      expect(reply).toMatchObject({
        missed: PARTS.keyPoints.filter((_, i) => !(ticked as readonly string[]).includes(String(i))),
      });
    },
  );

  it("is kept as a review by one's own word, and brings no points", async () => {
    await ticks(["0"]);
    expect(await reviewsOf("ada")).toMatchObject([
      { mode: "open", concept: "cnn", item: ITEM, outcome: { kind: "open", covered: 0.5, by: "own" } },
    ]);
    expect(await reviewsOf("ben")).toEqual([]);
    expect(await world.bot.profile(world.as("ada"))).toMatchObject({
      points: Array.from({ length: 5 }, () => ({ points: 0 })),
    });
  });

  it("counts once a day, however often somebody ticks after having read the answer", async () => {
    await ticks(["0"]);
    expect(await ticks(["0", "1", "2"])).toMatchObject({ covered: 1, counts: false });
    expect(await reviewsOf("ada")).toHaveLength(1);
    expect(await ticks(["1"], "ben")).toMatchObject({ counts: true });
    world.sleepTo("2026-11-21T10:00:00Z");
    expect(await ticks(["0", "1"])).toMatchObject({ counts: true });
    expect((await reviewsOf("ada")).map(({ outcome }) => outcome)).toMatchObject([
      { covered: 0.5 },
      { covered: 0.83 },
    ]);
  });

  it("takes ticks for what is no point, and the same one twice, for nothing more", async () => {
    expect(await ticks(["0", "0", "7", "-1", "first point", ""])).toMatchObject({ covered: 0.5 });
  });

  it("says so where the question is gone", async () => {
    const gone = { ...world.as("ada"), form: "tick", item: "gone", text: "", ticked: ["0"] } as const;
    expect(said(await world.handlers.form(gone))).toContain("no longer");
    expect(world.handlers.keyPoints("gone")).toEqual([]);
    expect(world.handlers.keyPoints(ITEM)).toEqual(PARTS.keyPoints);
  });
});

describe("an open question is not asked twice while another one is left", () => {
  const many = ["cnn.o1", "cnn.o2", "cnn.o3", "cnn.o4"];
  beforeEach(() => {
    const { bank } = world.deps;
    const all = many.flatMap((id) => {
      const found = bank.item("cnn.o1", "");
      return found?.kind === "open" ? [{ ...found, id }] : [];
    });
    world.deps.bank = {
      ...bank,
      find: (id) => {
        const found = bank.find("cnn.o1");
        return many.includes(id) && found !== null ? { ...found, id } : bank.find(id);
      },
      item: (id, seed) => all.find((one) => one.id === id) ?? bank.item(id, seed),
      pool: (filter) => {
        const found = bank.find("cnn.o1");
        return filter.kinds?.[0] === "open" && found !== null
          ? many.map((id) => ({ ...found, id }))
          : bank.pool(filter);
      },
      pick: (filter, random) => random.pick(world.deps.bank.pool(filter)),
    };
  });
  const askOpen = async (who: string, isPrivate: boolean, group = world.place.group) => {
    const as = world.as(who, { place: { team: world.place.team, group } });
    const reply = await world.bot.ask(as, { kind: "open" }, isPrivate);
    if (reply.kind !== "open-question") throw new Error(reply.kind);
    return reply;
  };

  it("in a group, whoever asks", async () => {
    const asked = [];
    for (const who of ["ada", "ben", "ada", "ben"]) asked.push((await askOpen(who, who === "ben")).itemId);
    expect(asked.toSorted()).toEqual(many);
    const again = await askOpen("ada", false);
    expect(again.itemId).toBe(asked[0]);
    expect(again.note).toBeDefined();
  });

  it("to a learner, wherever they answered it", async () => {
    for (const item of ["cnn.o1", "cnn.o3"])
      await world.handlers.form({ ...world.as("ada"), form: "tick", item, text: "", ticked: ["0"] });
    const asked = [(await askOpen("ada", true, "g8")).itemId, (await askOpen("ada", true, "g9")).itemId];
    for (const id of asked) expect(["cnn.o2", "cnn.o4"]).toContain(id);
  });
});
