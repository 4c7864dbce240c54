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
    expect(offers(first)).toEqual(["worked", "basic", "solid", "strong", "question 0"]);
  });

  it("stands next to what somebody wrote", async () => {
    const own = await world.handlers.form({
      ...world.as("ada"),
      form: "write",
      item: ITEM,
      text: "my own words",
    });
    expect(own).toMatchObject({ kind: "open-answer", own: "my own words" });
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
      world.handlers.form({ ...world.as("ada"), form: "write" as const, item: ITEM, text: "mine" }),
    ];
    const held = await Promise.all(steps());
    expect(held).toHaveLength(10);
    for (const reply of held) {
      expect(said(reply)).toContain("has to wait");
      expect(said(reply)).toContain(new Date(until).toISOString());
      expect(shownBy(reply as Reply)).toEqual([]);
    }
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
