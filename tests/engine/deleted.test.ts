import { beforeEach, describe, expect, it } from "vitest";
import { doJob } from "../../src/engine/bot.ts";
import { askNow } from "../../src/engine/uses/today.ts";
import type { ResultReply } from "../../src/engine/words/reply.ts";
import type { Choice } from "../../src/engine/words/round.ts";
import { dealt } from "../dealt.ts";
import { createWorld, said, type World } from "./world.ts";

const STEP = 10 * 60_000;
let world: World;

const posted = (kind: string) => world.platform.posts.filter((p) => p.reply.kind === kind);
const group = () => world.store.readGroup(world.place);
async function current() {
  const round = await world.store.readRound(world.place.team, (await group()).current ?? "");
  if (round === null) throw new Error("no daily round");
  return round;
}
async function answer(who: string) {
  const { id, question } = await current();
  return world.handlers.button({
    ...world.as(who),
    action: { verb: "answer", round: id, choice: dealt({ question }).key as Choice },
  });
}
async function deleteMessage() {
  const { message } = await current();
  if (message === null) throw new Error("no message");
  await world.handlers.messageGone(world.place.team, message);
}
const streakOf = (who: string) => world.bot.profile(world.as(who));

beforeEach(async () => {
  world = createWorld("2026-11-19T06:00:00Z");
  await world.bot.daily.set(world.as("admin"), { time: "09:00", timezone: "Europe/Berlin" });
  await world.runTo("2026-11-19T08:00:00Z", STEP);
  await answer("ada");
  await world.runTo("2026-11-20T08:00:00Z", STEP);
});

describe("a question whose message was deleted", () => {
  it("is posted again with the same round, once, and its answers count", async () => {
    await answer("ada");
    const before = await current();
    await deleteMessage();
    await world.handlers.messageGone(world.place.team, before.message!);
    const after = await current();
    expect(after).toMatchObject({ id: before.id, windowNo: 2, lost: 1, status: "open" });
    expect(after.message).not.toEqual(before.message);
    await answer("ben");
    await world.runTo("2026-11-21T08:10:00Z", STEP);
    const result = world.platform.edits.find(
      (e) => e.reply.kind === "result" && e.reply.roundId === before.id,
    );
    expect(result?.message).toEqual(after.message);
    expect(result?.reply).toMatchObject({ answered: 2 });
    expect(await streakOf("ada")).toMatchObject({ streak: { current: 2 } });
  });

  it("that is deleted again is told, in the channel, to those who had answered it, and to nobody where none had", async () => {
    const lines = () => posted("notice").map(({ place, reply }) => [place.group, said(reply)]);
    await deleteMessage();
    await deleteMessage();
    expect(lines()).toEqual([]);
    await world.runTo("2026-11-21T08:10:00Z", STEP);
    await answer("ada");
    await deleteMessage();
    await deleteMessage();
    const { id } = await current();
    expect(lines()).toEqual([["g1", expect.stringContaining("counts for nobody")]]);
    // Once, whoever finds it void.
    await world.handlers.messageGone(world.place.team, { channel: "g1", message: "m1" });
    await doJob(world.deps, { kind: "close", place: world.place, round: id });
    await world.runTo("2026-11-21T20:00:00Z", STEP);
    expect(lines()).toHaveLength(1);
  });

  it("that is deleted again counts for nobody, and streaks are unharmed", async () => {
    await deleteMessage();
    await deleteMessage();
    expect((await current()).status).toBe("void");
    expect(await group()).toMatchObject({ windows: 1 });
    expect(said(world.platform.told.at(-1)!.reply)).toContain("was deleted");
    await world.runTo("2026-11-21T08:00:00Z", STEP);
    await answer("ada");
    await world.runTo("2026-11-22T08:00:00Z", STEP);
    expect(await streakOf("ada")).toMatchObject({ streak: { current: 2 } });
  });

  it("in the second half of its time counts for nobody, and streaks are unharmed", async () => {
    await world.runTo("2026-11-20T21:00:00Z", STEP);
    await deleteMessage();
    expect((await current()).status).toBe("void");
    expect(posted("question")).toHaveLength(2);
    await world.runTo("2026-11-21T08:00:00Z", STEP);
    await answer("ada");
    await world.runTo("2026-11-22T08:00:00Z", STEP);
    expect(await streakOf("ada")).toMatchObject({ streak: { current: 2 } });
  });

  it("is posted again after a crash in between", async () => {
    const { message, id } = await current();
    await world.store.loseMessage(world.place.team, id, message!);
    await world.runTo("2026-11-20T08:20:00Z", STEP);
    expect((await current()).message).not.toBeNull();
    expect(posted("question")).toHaveLength(3);
  });

  it("just before the bot knew that it is up is posted again where its letters find no message any more", async () => {
    await world.bot.daily.set(world.as("admin"), { answers: "both" });
    await world.runTo("2026-11-21T07:50:00Z", STEP);
    world.platform.nextSeeds = [{ kind: "gone" }];
    await world.runTo("2026-11-21T08:00:00Z", STEP);
    const { id, lost, message, status } = await current();
    expect({ id, lost, status }).toMatchObject({
      id: expect.stringContaining("2026-11-21"),
      lost: 1,
      status: "open",
    });
    expect(posted("question").at(-1)?.message).toEqual(message);
    expect(world.platform.seeded.at(-1)).toEqual(message);
  });

  it("is found out by `daily now`, which does not say that it was asked already", async () => {
    world.platform.nextEdits = [{ kind: "gone" }];
    const reply = await askNow(world.deps, world.as("admin"));
    expect(said(reply)).toContain("posted again");
    expect(posted("question")).toHaveLength(3);
  });

  it("has a result that holds question, key and reasons, in a message of its own", async () => {
    await answer("ada");
    const { id, stem } = { ...(await current()), stem: (await current()).question.stem };
    // Nobody noticed until the close.
    world.platform.nextEdits = [{ kind: "gone" }];
    await world.runTo("2026-11-21T08:10:00Z", STEP);
    const [result] = posted("result");
    expect(result?.reply as ResultReply).toMatchObject({ roundId: id, stem, answered: 1 });
    const summary = posted("summary").at(-1);
    expect(summary?.thread).toEqual(result?.message);
    expect(await world.store.roundByMessage(world.place.team, result!.message)).toMatchObject({ id });
    expect(posted("result")).toHaveLength(1);
  });

  it("is no window for those who could not answer, where only the close finds it out", async () => {
    world.platform.nextEdits = [{ kind: "gone" }];
    await world.bot.daily.close(world.as("admin"));
    await world.work();
    expect(posted("result")).toHaveLength(1);
    expect(await group()).toMatchObject({ windows: 1 });
    expect(await streakOf("ada")).toMatchObject({ streak: { current: 1 } });
    expect(await world.store.claimDue(10, 60_000)).toEqual([]);
  });

  it("posts its result once, where the posting is interrupted", async () => {
    await answer("ada");
    world.platform.hasNonce = false;
    world.platform.nextEdits = Array.from({ length: 3 }, () => ({ kind: "gone" }) as const);
    world.platform.nextPosts = [];
    const { id } = await current();
    await world.bot.daily.close(world.as("admin"));
    const [job] = await world.store.claimDue(10, 60_000);
    const store = Object.assign(Object.create(world.store), {
      moveMessage: async () => {
        throw new Error("killed");
      },
    });
    await expect(doJob({ ...world.deps, store }, job!)).rejects.toThrow("killed");
    await world.runTo("2026-11-20T08:20:00Z", STEP);
    expect(posted("result")).toHaveLength(1);
    expect((await world.store.readRound(world.place.team, id))?.status).toBe("closed");
  });
});
