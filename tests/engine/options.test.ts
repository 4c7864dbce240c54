import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkOf, commitmentOf, proofOf } from "../../src/engine/rules/commitment.ts";
import { deal } from "../../src/engine/rules/deal.ts";
import { canStrike, struckOf } from "../../src/engine/rules/hints.ts";
import { decodeAction, encodeAction } from "../../src/engine/words/action-id.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import { type Choice, choicesOf, LETTERS, type Round } from "../../src/engine/words/round.ts";
import { dealt, itemOf } from "../dealt.ts";
import { createWorld, said } from "./world.ts";

const options = fc.integer({ min: 2, max: LETTERS.length });
const labels = (reply: Reply | null) =>
  reply !== null && "buttons" in reply
    ? reply.buttons.flatMap(({ label, action }) =>
        typeof label === "string" && (action.verb === "answer" || action.verb === "session") ? [label] : [],
      )
    : [];
const verbs = (reply: Reply | null) =>
  reply !== null && "buttons" in reply ? reply.buttons.map(({ action }) => action.verb) : [];

/** A world whose questions have so many options. */
function worldOf(count: number) {
  const world = createWorld("2026-11-20T07:00:00Z");
  const { bank } = world.deps;
  const item = (id: string) => (bank.item(id, "") === null ? null : itemOf(count, id));
  world.deps.bank = { ...bank, item };
  const press = (who: string, round: string, choice: Choice) =>
    world.handlers.button({ ...world.as(who), action: { verb: "answer", round, choice } });
  const roundOf = async (reply: Reply | undefined): Promise<Round> => {
    const round =
      reply?.kind === "question" ? await world.store.readRound(world.place.team, reply.roundId) : null;
    if (round === null) throw new Error("no question");
    return round;
  };
  const daily = async () => {
    await world.bot.daily.set(world.as("admin"), { topics: ["cnn"], answers: "both" });
    await world.bot.daily.now(world.as("admin"));
    return roundOf(world.platform.posts.at(-1)?.reply);
  };
  return { ...world, press, roundOf, daily };
}

describe("a question with two to six options", () => {
  it("is dealt whole from its seed, and its seal names the letter of the key", () => {
    fc.assert(
      fc.property(options, fc.string(), (count, seed) => {
        const question = deal(itemOf(count), seed);
        expect(question.options.map(({ text }) => text).sort()).toEqual(
          ["right", ...Array.from({ length: count - 1 }, (_, i) => `wrong ${i}`)].sort(),
        );
        expect(question.options[question.key]?.text).toBe("right");
        const proof = proofOf(question, "salt");
        expect(proof.endsWith(` ${LETTERS[question.key]}`)).toBe(true);
        expect(checkOf(proof)).toContain(proof);
        expect(commitmentOf(proof)).toHaveLength(64);
      }),
    );
  });

  it("has its key at each letter about equally often", () => {
    for (let count = 2; count <= LETTERS.length; count++) {
      const keys = Array.from({ length: count }, () => 0);
      for (let i = 0; i < 3_000; i++) {
        const { key } = deal(itemOf(count), `s${i}`);
        keys[key] = (keys[key] ?? 0) + 1;
      }
      for (const found of keys) expect(Math.abs(found - 3_000 / count)).toBeLessThan(160);
    }
  });

  it("loses a wrong option to a hint, the same in every order, and none where the key alone would be left", () => {
    fc.assert(
      fc.property(options, fc.string(), fc.string(), (count, one, other) => {
        const [a, b] = [deal(itemOf(count), one), deal(itemOf(count), other)];
        expect(canStrike(a)).toBe(count > 2);
        if (count === 2) return;
        expect(struckOf(a)).not.toBe(a.key);
        expect(a.options[struckOf(a)]?.text).toBe(b.options[struckOf(b)]?.text);
      }),
    );
  });

  it("is answered by buttons, whose ids say which option", () => {
    for (const [i] of LETTERS.entries()) {
      const action = { verb: "answer", round: "r1", choice: i as Choice } as const;
      expect(decodeAction(encodeAction(action))).toEqual(action);
      const act = `${i as Choice}` as const;
      const step = { verb: "session", session: "s", step: 3, act } as const;
      expect(decodeAction(encodeAction(step))).toEqual(step);
    }
    expect(decodeAction("dlq:answer:r1:6")).toBeNull();
    expect(decodeAction("dlq:session:s:3:6")).toBeNull();
  });
});

describe.each([2, 3, 4, 5, 6])("a question with %i options", (count) => {
  it("offers its own letters, refuses others in words, and counts each in the result", async () => {
    const world = worldOf(count);
    const round = await world.daily();
    const posted = world.platform.posts.at(-1)?.reply ?? null;
    expect(labels(posted)).toEqual(LETTERS.slice(0, count));
    expect(verbs(posted).includes("hint")).toBe(count > 2);
    for (const choice of choicesOf(dealt(round)))
      expect(await world.press(`m${choice}`, round.id, choice)).toMatchObject({
        kind: "sealed",
        letter: LETTERS[choice],
      });
    if (count < LETTERS.length) {
      const beyond = await world.press("late", round.id, count as Choice);
      expect(said(beyond)).toContain(
        `no option ${LETTERS[count]}: its letters go from A to ${LETTERS[count - 1]}`,
      );
      expect(labels(beyond)).toEqual(LETTERS.slice(0, count));
      expect(said(await world.bot.answer(world.as("late"), count as Choice))).toContain("no option");
      const reaction = { ...world.as("late"), message: { channel: "g1", message: "m1" } };
      expect(await world.handlers.reaction({ ...reaction, choice: count as Choice })).toBeNull();
    }
    expect(labels(await world.bot.answer(world.as("asks"), null))).toEqual(LETTERS.slice(0, count));
    const hint = await world.handlers.button({
      ...world.as("hinted"),
      action: { verb: "hint", round: round.id, number: 1 },
    });
    if (count === 2) expect(hint).toMatchObject({ kind: "notice" });
    else expect(labels(hint)).toHaveLength(count - 1);
    await world.bot.daily.close(world.as("admin"));
    await world.work();
    const result = world.platform.edits.map(({ reply }) => reply).find(({ kind }) => kind === "result");
    expect(result).toMatchObject({
      answered: count,
      options: choicesOf(dealt(round)).map((choice) => ({
        letter: LETTERS[choice],
        chosenBy: 1,
        isKey: choice === dealt(round).key,
      })),
    });
  });

  it("is judged in practice and in a session like any other", async () => {
    const world = worldOf(count);
    const round = await world.roundOf(await world.bot.ask(world.as("ada"), {}, true));
    const last = (count - 1) as Choice;
    expect(await world.press("ada", round.id, last)).toMatchObject({
      kind: "verdict",
      right: dealt(round).key === last,
      chosen: { letter: LETTERS[last] },
    });
    const step = await world.bot.review(world.as("ben"), { source: "new" });
    expect(labels(step)).toEqual(LETTERS.slice(0, count));
    const button = (step.kind === "question" ? step.buttons : []).find(
      ({ label }) => label === LETTERS[last],
    );
    if (button === undefined) throw new Error("no such button");
    expect(await world.handlers.button({ ...world.as("ben"), action: button.action as never })).toMatchObject(
      { kind: "verdict", chosen: { letter: LETTERS[last] } },
    );
  });
});
