import { beforeEach, expect, it } from "vitest";
import { StoreUnavailable } from "../../src/engine/ports/store.ts";
import type { Deps } from "../../src/engine/uses/deps.ts";
import { catchUp } from "../../src/engine/uses/left-behind.ts";
import { postDue, postRound } from "../../src/engine/uses/post.ts";
import { createWorld, type World } from "./world.ts";

let world: World;

beforeEach(() => {
  world = createWorld("2026-11-20T08:00:00Z");
});

const away: Deps["outbox"] = {
  add: async () => {
    throw new StoreUnavailable("Redis is away");
  },
};

/** A question whose posting went well, by somebody who could add nothing to the outbox after that. */
async function posted(answers: "both" | "buttons" = "both") {
  let asked = 0;
  const deps: Deps = { ...world.deps, outbox: away, leftBehind: () => asked++ };
  await world.bot.daily.set(world.as("admin"), { time: "09:30", timezone: "Europe/Berlin", answers });
  world.platform.nextPosts = [{ kind: "unsure", detail: "no answer" }];
  await world.runTo("2026-11-20T08:30:00Z");
  const { current } = await world.store.readGroup(world.place);
  const round = await world.store.readRound(world.place.team, current ?? "");
  if (round === null) throw new Error("no round");
  await postRound(deps, round);
  const open = await world.store.readRound(world.place.team, round.id);
  if (open?.message == null) throw new Error("it is not up");
  expect(world.platform.seeded).toEqual([]);
  return {
    message: open.message,
    asked,
    job: { kind: "post", place: world.place, round: round.id } as const,
  };
}

it("adds the reactions of a question that lost them between its posting and the outbox", async () => {
  const { message, asked } = await posted();
  expect(asked).toBe(1);
  await catchUp(world.deps);
  expect(world.platform.seeded).toEqual([message]);
  await catchUp(world.deps);
  expect(world.platform.seeded).toHaveLength(1);
});

it("adds them where somebody takes the posting over from whoever died right after it", async () => {
  const { message, job } = await posted();
  await postDue(world.deps, job);
  expect(world.platform.seeded).toEqual([message]);
});

it("adds none where the question is answered by buttons alone, or has closed", async () => {
  const { job, asked } = await posted("buttons");
  await catchUp(world.deps);
  await postDue(world.deps, job);
  await world.bot.daily.close(world.as("admin"));
  await catchUp(world.deps);
  expect([asked, world.platform.seeded]).toEqual([0, []]);
});
