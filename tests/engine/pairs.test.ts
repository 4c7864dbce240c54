import { describe, expect, it } from "vitest";
import { StoreUnavailable } from "../../src/engine/ports/store.ts";
import { exportDocuments, forgetWhole } from "../../src/engine/uses/documents.ts";
import type { PairAct } from "../../src/engine/words/pair.ts";
import { placeOfOne } from "../../src/engine/words/place.ts";
import type { Action, Button } from "../../src/engine/words/press.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import { createMemoryStore } from "../../src/stores/memory/index.ts";
import { type Fault, faulty } from "./faults.ts";
import { createWorld, said, type World } from "./world.ts";

const START = "2026-11-16T08:00:00Z";

const all = (world: World, kind: Reply["kind"]) =>
  world.platform.posts.filter(({ reply }) => reply.kind === kind);
const buttonsOf = (reply: Reply | undefined): readonly Button[] =>
  reply !== undefined && "buttons" in reply ? reply.buttons : [];

/** Presses what does this on the newest message of a kind. */
async function press(world: World, who: string, kind: Reply["kind"], act: PairAct): Promise<Reply | null> {
  const found = all(world, kind)
    .flatMap(({ reply }) => buttonsOf(reply))
    .findLast(({ action }) => action.verb === "pair" && action.act === act);
  if (found === undefined) throw new Error(`nothing does ${act}`);
  return world.handlers.button({ ...world.as(who), action: found.action as never });
}

const act = (world: World, who: string, action: Action | undefined) =>
  world.handlers.button({ ...world.as(who), action: action as never });
const invite = (world: World, who: string, member: string) => world.bot.pair(world.as(who), { member });

async function running(): Promise<World> {
  const world = createWorld(START);
  await invite(world, "ada", "ben");
  await press(world, "ben", "pair-invite", "accept");
  await world.work();
  return world;
}

describe("a mock interview of two", () => {
  it("is one pair where two invitations cross, also at the same moment", async () => {
    const world = createWorld(START);
    await Promise.all([invite(world, "ada", "ben"), invite(world, "ben", "ada")]);
    await world.work();
    expect(all(world, "pair-invite")).toHaveLength(1);
    expect(world.platform.roomsOpened).toHaveLength(1);
    expect(all(world, "pair-prompt")).toHaveLength(1);
    expect(said(await invite(world, "ada", "ben"))).toContain("is not over");
  });

  it("begins, too, where the message of its invitation is out of reach", async () => {
    const world = createWorld(START);
    await invite(world, "ada", "ben");
    world.platform.nextEdits = [{ kind: "failed", detail: "Missing Access", retryAfter: 0 }];
    await press(world, "ben", "pair-invite", "accept");
    await world.work();
    expect(world.platform.roomsOpened).toHaveLength(1);
    expect(all(world, "pair-prompt")).toHaveLength(1);
  });

  it("takes five invitations a day of one member, and six the day after", async () => {
    const world = createWorld(START);
    for (const who of ["b", "c", "d", "e", "f"])
      expect(said(await invite(world, "ada", who))).toContain("is invited");
    expect(said(await invite(world, "ada", "g"))).toContain("more than 5");
    expect(said(await invite(world, "ada", "b"))).toContain("already");
    world.sleepTo("2026-11-17T08:01:00Z");
    await world.work();
    expect(said(await invite(world, "ada", "g"))).toContain("is invited");
  });

  it("is refused with a true sentence to whoever is alone, invites themselves, or somebody who left", async () => {
    const world = createWorld(START);
    const alone = world.as("ada", { place: placeOfOne("discord", "ada") });
    expect(said(await world.bot.pair(alone, { member: "ben" }))).toContain("by yourself");
    expect(said(await invite(world, "ada", "ada"))).toContain("yourself");
    expect(said(await world.bot.pair(world.as("ada"), {}))).toContain("Whom");
    expect(said(await world.bot.pair(world.as("ada"), { member: "ben", minutes: 5 }))).toContain(
      "10 minutes",
    );
    world.platform.left = ["ben"];
    expect(said(await invite(world, "ada", "ben"))).toContain("is not here");
    expect(all(world, "pair-invite")).toEqual([]);
  });

  it("says what a channel lacks that takes no invitation, and keeps none", async () => {
    const world = createWorld(START);
    world.platform.nextPosts = [{ kind: "refused", reason: "permission-lost", missing: ["Send Messages"] }];
    expect(said(await invite(world, "ada", "ben"))).toContain("Send Messages");
    expect(await world.store.listDocuments(world.place.team, "pair")).toEqual([]);
    expect(said(await invite(world, "ada", "ben"))).toContain("is invited");
  });

  it("shows the sheet to its interviewer and gives the candidate nothing of it before the end", async () => {
    const world = await running();
    expect(said(await press(world, "ben", "pair-prompt", "sheet"))).toContain("alone, who asks");
    expect(said(await press(world, "chidi", "pair-prompt", "sheet"))).toContain("two others");
    const sheet = await press(world, "ada", "pair-prompt", "sheet");
    expect(sheet).toMatchObject({ kind: "pair-sheet", points: [{ point: "point", ticked: false }] });
    const tick = sheet?.kind === "pair-sheet" ? sheet.choices.points[0] : undefined;
    expect(said(await act(world, "ben", tick))).toContain("alone, who asks");
    expect(await act(world, "ada", tick)).toMatchObject({ points: [{ ticked: true }] });
    // The same press twice ticks once.
    expect(await act(world, "ada", tick)).toMatchObject({ points: [{ ticked: true }] });
    expect(JSON.stringify(world.platform.posts)).not.toContain('"point"');
    expect(JSON.stringify(await exportDocuments(world.deps, world.place.team, "ben"))).not.toContain(
      "cnn.o1",
    );
    expect(
      said(
        await act(world, "ben", { verb: "pair", pair: "ada.ben", run: runOf(sheet), act: "score", at: [0] }),
      ),
    ).toContain("not over yet");
  });

  it("counts the ticks as the candidate's review once, and the interview for its interviewer", async () => {
    const world = await running();
    const sheet = await press(world, "ada", "pair-prompt", "sheet");
    if (sheet?.kind !== "pair-sheet") throw new Error("no sheet");
    await act(world, "ada", sheet.choices.points[0]);
    const finish = sheet.buttons.find(({ action }) => action.verb === "pair" && action.act === "next");
    expect(said(await act(world, "ada", finish?.action))).toContain("over");
    await act(world, "ada", finish?.action);
    await world.work();
    await world.work();
    const { concepts } = await world.store.readReviews(world.place.team, "ben");
    expect([...concepts.values()].flatMap(({ reviews }) => reviews)).toMatchObject([
      { mode: "mock", outcome: { kind: "open", covered: 1, by: "partner" } },
    ]);
    expect(await world.bot.profile(world.as("ada"))).toMatchObject({ interviews: 1 });
    const given = async () => world.store.readDocument(world.place.team, { kind: "interviewing", id: "ada" });
    // It outlives whoever has themselves forgotten.
    expect((await given())?.value).not.toContain("ben");
    expect(await world.bot.profile(world.as("ben"))).toMatchObject({ interviews: 0 });
    expect(await press(world, "ben", "pair-end", "score")).toMatchObject({ reader: "candidate" });
    expect(await press(world, "ada", "pair-end", "score")).toMatchObject({ reader: "interviewer" });
    expect(said(await press(world, "chidi", "pair-end", "score"))).toContain("two others");
  });

  it("ends by itself a day after its last step, with what was ticked", async () => {
    const world = await running();
    const sheet = await press(world, "ada", "pair-prompt", "sheet");
    await act(world, "ada", sheet?.kind === "pair-sheet" ? sheet.choices.points[0] : undefined);
    await world.runTo("2026-11-17T08:10:00Z", 3_600_000);
    expect(all(world, "pair-end")).toHaveLength(1);
    expect((await world.store.readReviews(world.place.team, "ben")).concepts.size).toBe(1);
    expect(said(await press(world, "ada", "pair-prompt", "sheet"))).toContain("over");
    expect(said(await invite(world, "ada", "ben"))).toContain("is invited");
  });

  it("goes on in direct messages where the room is lost, and is over where nobody takes them", async () => {
    const world = createWorld(START);
    world.platform.nextRooms = [{ kind: "refused", missing: ["a permission"] }];
    await invite(world, "ada", "ben");
    await press(world, "ben", "pair-invite", "accept");
    world.platform.nextTold = [{ kind: "told" }, { kind: "refused", detail: "closed" }];
    await world.work();
    expect(world.platform.told.at(-1)).toMatchObject({ learner: "ada", reply: { kind: "notice" } });
    expect(said(world.platform.told.at(-1)?.reply ?? null)).toContain("ben cannot be reached");
  });

  it("opens one room and asks once, whenever the store goes away in between", async () => {
    for (let at = 0; at < 60; at += 3)
      for (const fault of ["lost before", "lost after"] as const) {
        const faults: Fault[] = [];
        const world = createWorld(START, (clock) => faulty(createMemoryStore(clock), faults));
        await invite(world, "ada", "ben");
        faults.push(...Array<Fault>(at).fill("fine"), fault);
        await repeated(() => press(world, "ben", "pair-invite", "accept"));
        await repeated(() => world.work());
        world.sleepTo("2026-11-16T08:03:00Z");
        faults.length = 0;
        await world.work();
        expect(all(world, "pair-prompt"), `${fault} ${at}`).toHaveLength(1);
        expect(new Set(world.platform.roomsOpened.map(({ channel }) => channel)).size).toBe(1);
      }
  });

  it("leaves nothing of whoever has themselves forgotten", async () => {
    const world = await running();
    expect(Object.keys(await exportDocuments(world.deps, world.place.team, "ben"))).toEqual(["pair"]);
    await forgetWhole(world.deps, world.place.team, "ben");
    expect(await world.store.listDocuments(world.place.team, "pair")).toEqual([]);
    expect(said(await press(world, "ada", "pair-prompt", "sheet"))).toContain("over");
  });
});

function runOf(reply: Reply | null): string {
  const [action] = buttonsOf(reply ?? undefined).flatMap((one) =>
    one.action.verb === "pair" ? [one.action] : [],
  );
  return action?.run ?? "";
}

/** Until the store is there again. */
async function repeated(work: () => Promise<unknown>): Promise<void> {
  for (;;)
    try {
      await work();
      return;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
}
