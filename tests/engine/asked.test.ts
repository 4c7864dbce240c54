import { beforeEach, describe, expect, it } from "vitest";
import { decodeAction, encodeAction } from "../../src/engine/words/action-id.ts";
import type { Action } from "../../src/engine/words/press.ts";
import { opensForm } from "../../src/engine/words/press.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import type { Choice } from "../../src/engine/words/round.ts";
import { realBank } from "../command/real.ts";
import { createWorld, said, sentence, type World } from "./world.ts";

const { bank } = realBank();
let world: World;
beforeEach(() => {
  world = createWorld("2026-11-20T10:00:00Z");
  world.deps.bank = bank;
});

/** What is pressed after the answer, as a platform gives it back. */
function anotherOf(reply: Reply): Action & { verb: "another" } {
  const buttons = "buttons" in reply ? reply.buttons : [];
  const action = buttons.map((button) => button.action).find(({ verb }) => verb === "another");
  const back = action === undefined ? null : decodeAction(encodeAction(action));
  if (back?.verb !== "another") throw new Error(`nothing asks for another in a ${reply.kind}`);
  return back;
}

async function conceptOf(reply: Reply): Promise<string> {
  if (reply.kind === "open-question") return bank.find(reply.itemId)?.concept.id ?? "";
  if (reply.kind !== "question") throw new Error(`a ${reply.kind}: ${said(reply)}`);
  const round = await world.store.readRound(world.place.team, reply.roundId);
  return round?.question.concept.id ?? "";
}

async function press(action: Action): Promise<Reply> {
  if (opensForm(action)) throw new Error("it opens a form");
  const reply = await world.handlers.button({ ...world.as("ada"), action });
  if (reply === null) throw new Error("nothing came back");
  return reply;
}
const noteOf = (reply: Reply) => ("note" in reply && reply.note !== undefined ? sentence(reply.note) : "");

async function answered(question: Reply): Promise<Reply> {
  if (question.kind !== "question") throw new Error(question.kind);
  return press({ verb: "answer", round: question.roundId, choice: 0 as Choice });
}

describe("asking about a concept", () => {
  it("gives questions on it, and where a name stands for several, on any of them", async () => {
    const about = new Set<string>();
    for (let i = 0; i < 12; i++) {
      expect(await conceptOf(await world.bot.ask(world.as("ada"), { topic: "rope" }, true))).toBe("rope");
      about.add(await conceptOf(await world.bot.ask(world.as("ada"), { topic: "attention" }, true)));
    }
    expect(about.size).toBeGreaterThan(3);
    for (const concept of about)
      expect(bank.subject("attention")?.filter).toMatchObject({
        concepts: expect.arrayContaining([concept]),
      });
  });

  it("comes again with the one from longest ago once the channel had all, and says so", async () => {
    const size = bank.pool({ concepts: ["rope"], kinds: ["choice", "numeric"] }).length;
    const order: string[] = [];
    const notes: string[] = [];
    for (let i = 0; i < size * 2; i++) {
      const reply = await world.bot.ask(world.as("ada"), { topic: "rope" }, false);
      if (reply.kind !== "question") throw new Error(reply.kind);
      const round = await world.store.readRound(world.place.team, reply.roundId);
      order.push(round?.question.itemId ?? "");
      notes.push(noteOf(reply));
    }
    expect(new Set(order.slice(0, size)).size).toBe(size);
    expect(order.slice(size)).toEqual(order.slice(0, size));
    expect(new Set(notes.slice(0, size))).toEqual(new Set([""]));
    expect(notes[size]).toBe(
      `All ${size} questions on this were asked here lately: this is the one from longest ago.`,
    );
  });

  it("says what left nothing, by the name that was asked for", async () => {
    const reply = await world.bot.ask(world.as("ada"), { topic: "mc-dropout", kind: "numeric" }, true);
    expect(said(reply)).toContain("concept “Monte-Carlo dropout”");
  });
});

describe("asking about a concept whose question is the open one of the day", () => {
  /** The question of the day is the only choice item of its concept. */
  async function onlyItemIsSecret(concept: string) {
    const ids = bank.pool({ concepts: [concept], kinds: ["choice", "numeric"] }).map(({ id }) => id);
    const entries = ids.slice(0, 1).flatMap((id) => bank.find(id) ?? []);
    const narrow = { ...bank, pool: () => entries, pick: () => entries[0] ?? null };
    world.deps.bank = narrow;
    await world.bot.daily.set(world.as("admin"), {});
    await world.bot.daily.now(world.as("admin"));
    world.deps.bank = bank;
    return entries[0]?.id ?? "";
  }

  it("gives another of the concept, never that one", async () => {
    const secret = await onlyItemIsSecret("rope");
    for (let i = 0; i < 30; i++) {
      const reply = await world.bot.ask(world.as("ada"), { topic: "rope" }, true);
      if (reply.kind !== "question") throw new Error(reply.kind);
      const round = await world.store.readRound(world.place.team, reply.roundId);
      expect(round?.question.concept.id).toBe("rope");
      expect(round?.question.itemId).not.toBe(secret);
    }
  });

  it("gives one of the topic where the concept has no other, and says so", async () => {
    const secret = await onlyItemIsSecret("dl-applications");
    const open = bank.pool({ concepts: ["dl-applications"], kinds: ["open"] }).map(({ id }) => id);
    const reply = await world.bot.ask(world.as("ada"), { topic: "dl-applications" }, true);
    expect(reply).toMatchObject({ kind: "open-question", itemId: open[0] });
    const asked = { topic: "dl-applications", kind: "choice" } as const;
    for (let i = 0; i < 30; i++) {
      const other = await world.bot.ask(world.as("ada"), asked, true);
      if (other.kind !== "question") throw new Error(other.kind);
      const round = await world.store.readRound(world.place.team, other.roundId);
      expect(round?.question.itemId).not.toBe(secret);
      expect(round?.question.topic.id).toBe("foundations");
      expect(noteOf(other)).toContain("topic “Foundations”");
    }
  });
});

describe("another one", () => {
  it("asks for what was asked for, not for what came", async () => {
    for (const asked of [
      {},
      { topic: "cnn" },
      { topic: "attention", difficulty: "hard" },
      { topic: "llm", company: "Google", audience: "experienced" },
      { role: "computer-vision-engineer", kind: "numeric" },
    ] as const) {
      const verdict = await answered(await world.bot.ask(world.as("ada"), asked, false));
      expect(anotherOf(verdict)).toEqual({ verb: "another", asked, private: true });
      const next = await press(anotherOf(verdict));
      expect(anotherOf(await answered(next))).toEqual({ verb: "another", asked, private: true });
    }
  });

  it("does so after an open question, through all parts of its answer", async () => {
    const asked = { topic: "attention", difficulty: "medium", kind: "open" } as const;
    let shown: Reply = await world.bot.ask(world.as("ada"), asked, true);
    const follow = async (verb: Action["verb"]) => {
      const buttons = "buttons" in shown ? shown.buttons : [];
      const action = buttons.map((button) => button.action).find((one) => one.verb === verb);
      const back = action === undefined ? null : decodeAction(encodeAction(action));
      if (back === null) throw new Error(`no ${verb} in a ${shown.kind}`);
      shown = await press(back);
    };
    await follow("reveal");
    expect(anotherOf(shown).asked).toEqual(asked);
    await follow("part");
    expect(anotherOf(shown).asked).toEqual(asked);
    await follow("follow");
    await follow("follow");
    expect(anotherOf(shown).asked).toEqual(asked);
  });

  it("of an earlier version of the bot still works, by topic and difficulty", async () => {
    const old = (id: string) => decodeAction(id);
    expect(old("dlq:another:cnn:easy:1")).toEqual({
      verb: "another",
      asked: { topic: "cnn", difficulty: "easy" },
      private: true,
    });
    expect(old("dlq:another:cnn:open:0")).toMatchObject({
      asked: { topic: "cnn", kind: "open" },
      private: false,
    });
    expect(old("dlq:another:::1")).toMatchObject({ asked: {}, private: true });
    const question = await world.bot.ask(world.as("ada"), { topic: "cnn", difficulty: "easy" }, true);
    if (question.kind !== "question") throw new Error(question.kind);
    const round = await world.store.readRound(world.place.team, question.roundId);
    if (round === null) throw new Error("not stored");
    world.deps.rounds.put({ ...round, asked: undefined });
    expect(anotherOf(await answered(question)).asked).toEqual({ topic: "cnn", difficulty: "easy" });
  });

  it("leaves out what a button has no room for, the rarest first, and never asks for something else", () => {
    const asked = {
      topic: "a-name-of-forty-characters-as-ids-may-be",
      difficulty: "hard",
      company: "A company with a name that is far too long for a button",
      role: "nlp-llm-engineer",
    } as const;
    const id = encodeAction({ verb: "another", asked, private: true });
    expect(id.length).toBeLessThanOrEqual(100);
    const { company: _, ...rest } = asked;
    expect(decodeAction(id)).toEqual({ verb: "another", asked: rest, private: true });
    expect(decodeAction("dlq:another:%E0%A4%A,x,y,z,w:1")).toMatchObject({ asked: {} });
  });
});
