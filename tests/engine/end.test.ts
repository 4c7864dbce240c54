import { beforeEach, describe, expect, it } from "vitest";
import type { ResultReply } from "../../src/engine/words/reply.ts";
import type { Choice, Round } from "../../src/engine/words/round.ts";
import { dealt } from "../dealt.ts";
import { createWorld, said, type World } from "./world.ts";

let world: World;
beforeEach(() => {
  world = createWorld("2026-11-20T10:00:00Z");
});

const elsewhere = { team: "web:local", group: "g2" } as const;
const MESSAGE = { channel: "g1", message: "asked" };

/** A practice question as a platform asks it: it says itself where the message is. */
async function ask(isPrivate = false): Promise<Round> {
  const reply = await world.bot.ask(world.as("ada"), { topic: "cnn", difficulty: "easy" }, isPrivate);
  if (reply.kind !== "question") throw new Error(reply.kind);
  await world.handlers.sent(world.place, reply.roundId, MESSAGE);
  const round = await world.store.readRound(world.place.team, reply.roundId);
  if (round === null) throw new Error("the round is not stored");
  return round;
}

const press = (who: string, round: Round, choice: Choice) =>
  world.handlers.button({ ...world.as(who), action: { verb: "answer", round: round.id, choice } });
const why = (who: string, round: Round) =>
  world.handlers.button({ ...world.as(who), action: { verb: "mine", round: round.id } });

describe("a practice question whose time is over", () => {
  it("shows its key and who chose what in its own message, and has no answer buttons any more", async () => {
    const round = await ask();
    const { key } = dealt(round);
    await press("ada", round, key);
    await press("ben", round, ((key + 1) % 4) as Choice);
    await world.runTo("2026-11-21T09:50:00Z", 600_000);
    expect(world.platform.edits).toEqual([]);
    await world.runTo("2026-11-21T10:00:00Z", 600_000);
    expect(world.platform.edits).toHaveLength(1);
    const { message, reply } = world.platform.edits[0] as { message: unknown; reply: ResultReply };
    expect(message).toEqual(MESSAGE);
    expect(reply).toMatchObject({ kind: "result", mode: "practice", seal: null, answered: 2 });
    expect(reply.options.map((o) => [o.isKey, o.chosenBy])[key]).toEqual([true, 1]);
    expect(reply.right.names).toEqual(["Name of ada"]);
    expect(reply.buttons.map(({ action }) => action.verb)).toEqual(["mine", "keep", "praise", "report"]);
    expect(said(await press("chidi", round, key))).toContain("this answer was not recorded");
    await world.runTo("2026-11-23T10:00:00Z", 3_600_000);
    expect(world.platform.edits).toHaveLength(1);
    expect(world.platform.posts).toEqual([]);
  });

  it("explains its answer also to whoever did not answer", async () => {
    const round = await ask();
    expect(said(await why("ada", round))).toContain("not answered this one yet");
    await world.runTo("2026-11-21T10:00:00Z", 600_000);
    expect(await why("ada", round)).toMatchObject({ kind: "verdict", chosen: null, moment: "review" });
  });

  it("stays as it is where it was asked for somebody alone, and tells its key to a press that comes too late", async () => {
    const round = await ask(true);
    await world.runTo("2026-11-22T10:00:00Z", 600_000);
    expect(world.platform.edits).toEqual([]);
    const { key } = dealt(round);
    const reply = await press("ada", round, ((key + 1) % 4) as Choice);
    expect(said(reply)).toContain("this answer was not recorded");
    expect(said(reply)).toContain(`Correct answer: ${"ABCD"[key]}, right`);
    expect(reply).toMatchObject({ buttons: [{ action: { verb: "mine", round: round.id } }] });
    expect(await why("ada", round)).toMatchObject({ kind: "verdict", chosen: null });
  });

  it("waits with its key while another channel has it as the question of the day", async () => {
    const round = await ask();
    const { bank } = world.deps;
    world.deps.bank = {
      ...bank,
      pool: (filter) => bank.pool(filter).filter(({ id }) => id === round.question.itemId),
    };
    const admin = world.as("admin", { place: elsewhere });
    await world.bot.daily.set(admin, { time: "20:00", timezone: "UTC", days: [5], openFor: 20 * 60 });
    await world.runTo("2026-11-21T15:50:00Z", 600_000);
    const shown = () => world.platform.edits.filter(({ message }) => message.message === MESSAGE.message);
    expect((await world.store.readGroup(elsewhere)).current).not.toBeNull();
    expect(shown()).toEqual([]);
    expect(said(await why("ada", round))).toContain("has to wait");
    await world.runTo("2026-11-21T17:00:00Z", 600_000);
    expect(shown().map(({ reply }) => reply.kind)).toEqual(["result"]);
  });

  it("is tried again where the platform did not answer, and let go where its message is gone", async () => {
    await ask();
    world.platform.nextEdits = [{ kind: "failed", detail: "away", retryAfter: 1000 }];
    await world.runTo("2026-11-21T10:10:00Z", 60_000);
    expect(world.platform.edits.map(({ reply }) => reply.kind)).toEqual(["result"]);

    const gone = await ask();
    world.platform.nextEdits = [{ kind: "gone" }];
    await world.runTo("2026-11-22T12:00:00Z", 600_000);
    expect(world.platform.edits).toHaveLength(1);
    expect((await world.store.readRound(gone.place.team, gone.id))?.status).toBe("closed");
  });

  it("waits some hours for whoever lets the bot into its channel again", async () => {
    const round = await ask();
    world.platform.nextEdits = Array.from({ length: 500 }, () => ({ kind: "barred", detail: "out" }));
    await world.runTo("2026-11-21T12:00:00Z");
    expect((await world.store.readRound(round.place.team, round.id))?.status).toBe("showing");
    world.platform.nextEdits = [];
    await world.runTo("2026-11-21T12:15:00Z");
    expect(world.platform.edits.map(({ reply }) => reply.kind)).toEqual(["result"]);
  });

  it("is let go of some hours later where its message is out of reach for good", async () => {
    const round = await ask();
    world.platform.nextEdits = Array.from(
      { length: 5000 },
      () => ({ kind: "failed", detail: "Missing Access", retryAfter: 1000 }) as const,
    );
    await world.runTo("2026-11-21T10:10:00Z", 60_000);
    expect((await world.store.readRound(round.place.team, round.id))?.status).toBe("showing");
    await world.runTo("2026-11-21T17:00:00Z", 60_000);
    expect((await world.store.readRound(round.place.team, round.id))?.status).toBe("closed");
    expect(await world.store.claimDue(10, 1)).toEqual([]);
    expect(5000 - world.platform.nextEdits.length).toBeLessThan(60);
  });
});
