import { beforeEach, describe, expect, it } from "vitest";
import type { BoardQuery, Button } from "../../src/engine/words/press.ts";
import type { BoardReply, Reply } from "../../src/engine/words/reply.ts";
import { dealt } from "../dealt.ts";
import { createWorld, DAY, said, sentence, type World } from "./world.ts";

let world: World;
const WEEK: BoardQuery = { period: "all", scope: "group", topic: null, previous: false };

/** Answers practice questions right, one after the other. */
async function earn(who: string, questions = 1, where = world.place): Promise<void> {
  for (let i = 0; i < questions; i++) {
    const caller = world.as(who, { place: where });
    const asked = await world.bot.ask(caller, { difficulty: "easy" }, false);
    if (asked.kind !== "question") throw new Error(asked.kind);
    const round = await world.store.readRound(where.team, asked.roundId);
    if (round === null) throw new Error("no round");
    const action = { verb: "answer", round: round.id, choice: dealt(round).key } as const;
    await world.handlers.button({ ...caller, action });
  }
}

async function board(who: string, query = WEEK): Promise<BoardReply> {
  const reply = await world.bot.board(world.as(who), query);
  if (reply.kind !== "board") throw new Error(reply.kind);
  return reply;
}

const read = (reply: Reply | null) =>
  reply?.kind === "board"
    ? reply.rows.map(({ rank, name }) => `${rank} ${name.replace("Name of ", "")}`)
    : [];

const labelOf = ({ label }: Button) => (typeof label === "string" ? label : sentence(label));

async function turn(reply: Reply | null, label: string, who = "zoe"): Promise<Reply | null> {
  if (reply?.kind !== "board" && reply?.kind !== "groups-board") throw new Error("no board");
  const action = reply.buttons.find((button) => labelOf(button) === label)?.action;
  if (action?.verb !== "board") throw new Error(`no button ${label}`);
  return world.handlers.button({ ...world.as(who), action });
}

beforeEach(() => {
  world = createWorld("2026-11-20T06:00:00Z");
});

describe("a member's new name", () => {
  it("shows at once in the board and the profile they ask for, and to others from then on", async () => {
    await earn("ada");
    const person = { id: "ada", name: "Countess" };
    expect(read(await world.bot.board(world.as("ada", { person }), WEEK))).toEqual(["1 Countess"]);
    expect(read(await board("ben"))).toEqual(["1 Countess"]);
    expect(await world.bot.profile(world.as("ada", { person: { id: "ada", name: "Lady" } }))).toMatchObject({
      name: "Lady",
    });
    expect(read(await board("ben"))).toEqual(["1 Lady"]);
  });

  it("shows on boards with any press of theirs", async () => {
    await earn("ada");
    const person = { id: "ada", name: "Countess" };
    const action = { verb: "another", asked: { topic: "cnn", difficulty: "easy" }, private: true } as const;
    await world.handlers.button({ ...world.as("ada", { person }), action });
    expect(read(await board("ben"))).toEqual(["1 Countess"]);
  });

  it("shows on boards with an answer that comes too late to count", async () => {
    const asked = await world.bot.ask(world.as("ada"), { difficulty: "easy" }, false);
    if (asked.kind !== "question") throw new Error(asked.kind);
    const round = await world.store.readRound(world.place.team, asked.roundId);
    const action = { verb: "answer", round: asked.roundId, choice: dealt(round).key ?? 0 } as const;
    await world.handlers.button({ ...world.as("ada"), action });
    const person = { id: "ada", name: "Countess" };
    await world.handlers.button({ ...world.as("ada", { person }), action });
    expect(read(await board("ben"))).toEqual(["1 Countess"]);
  });

  it("is not taken from a platform that does not know it yet", async () => {
    await earn("ada");
    const person = { id: "ada", name: "u0ada", provisional: true };
    expect(read(await world.bot.board(world.as("ada", { person }), WEEK))).toEqual(["1 ada"]);
  });

  it("is not kept of somebody who only looks", async () => {
    await board("zoe");
    expect((await world.store.exportLearner(world.place.team, "zoe")).name).toBeNull();
  });
});

describe("a member who left", () => {
  beforeEach(async () => {
    await earn("ada", 3);
    await earn("ben", 2);
    await earn("cleo");
    world.platform.left = ["ada"];
  });

  it("leaves the boards, and everybody behind moves up", async () => {
    const seen = await board("cleo");
    expect([read(seen), seen.total]).toEqual([["1 ben", "2 cleo"], 2]);
    const all = await board("cleo", { ...WEEK, scope: "team" });
    expect(read(all)).toEqual(["1 ben", "2 cleo"]);
  });

  it("is back with all points when they are back", async () => {
    await board("cleo");
    world.platform.left = [];
    expect(read(await board("ada"))).toEqual(["1 ada", "2 ben", "3 cleo"]);
    expect(await world.store.absent(world.place.team)).toEqual([]);
  });

  it("is back for others, too, as soon as they do anything", async () => {
    await board("cleo");
    world.platform.left = [];
    await world.bot.profile(world.as("ada"));
    expect(read(await board("cleo"))).toEqual(["1 ada", "2 ben", "3 cleo"]);
  });

  it("is found to be back by others within a day", async () => {
    await board("cleo");
    world.platform.left = [];
    expect(read(await board("cleo"))).toEqual(["1 ben", "2 cleo"]);
    world.sleepTo("2026-11-21T06:00:00Z");
    expect(read(await board("cleo"))).toEqual(["1 ada", "2 ben", "3 cleo"]);
  });

  it("is kept for 400 days, and then forgotten", async () => {
    await board("cleo");
    world.sleepTo(new Date(world.now() + 399 * DAY).toISOString());
    await board("cleo");
    expect((await world.store.exportLearner(world.place.team, "ada")).topics).not.toEqual([]);
    world.sleepTo(new Date(world.now() + 2 * DAY).toISOString());
    await board("cleo");
    expect(await world.store.exportLearner(world.place.team, "ada")).toMatchObject({
      name: null,
      topics: [],
    });
  });

  it("wins no week", async () => {
    await world.bot.daily.set(world.as("admin"), {});
    await world.runTo("2026-11-23T12:00:00Z", 30 * 60_000);
    const recap = world.platform.posts.find((p) => p.reply.kind === "recap")?.reply;
    expect(recap).toMatchObject({
      rows: [
        { learner: "ben", rank: 1 },
        { learner: "cleo", rank: 2 },
      ],
    });
  });
});

describe("a board of more than ten", () => {
  beforeEach(async () => {
    for (let i = 10; i < 33; i++) await earn(`m${i}`, i < 12 ? 3 : i < 31 ? 2 : 1);
  });

  it("can be turned page by page, and ties keep their places", async () => {
    const first = await board("zoe");
    expect(first).toMatchObject({ page: 1, pages: 3, total: 23 });
    expect(read(first).slice(0, 4)).toEqual(["1 m10", "1 m11", "3 m12", "3 m13"]);
    expect(first.buttons.map(labelOf)).toEqual(["Next page"]);
    const second = await turn(first, "Next page");
    expect(read(second)).toEqual(Array.from({ length: 10 }, (_, i) => `3 m${20 + i}`));
    // The message in the channel stays as it is.
    expect(second).toMatchObject({ visibility: "private", page: 2 });
    const third = await turn(second, "Next page", "m32");
    expect(read(third)).toEqual(["3 m30", "22 m31", "22 m32"]);
    expect(third).toMatchObject({ rows: [{}, {}, { you: true }], own: null });
    expect(read(await turn(third, "Page before"))).toEqual(read(second));
  });

  it("shows its last page where it became shorter meanwhile", async () => {
    const second = await turn(await board("zoe"), "Next page");
    for (let i = 12; i < 31; i++) await world.store.setHidden(world.place.team, `m${i}`, true);
    expect(await turn(second, "Next page")).toMatchObject({ page: 1, pages: 1, total: 4, buttons: [] });
  });

  it("of channels can be turned, too", async () => {
    for (let i = 10; i < 22; i++) await earn("ada", 1, { ...world.place, group: `g${i}` });
    const first = await world.bot.board(world.as("zoe"), { ...WEEK, scope: "groups" });
    expect(first).toMatchObject({ kind: "groups-board", page: 1, pages: 2 });
    expect(await turn(first, "Next page")).toMatchObject({ page: 2, visibility: "private" });
  });
});

describe("`privacy forget`", () => {
  it("says what goes and asks once", async () => {
    await earn("ada", 2);
    const offer = await world.bot.privacy.offerForget(world.as("ada"));
    expect(said(offer)).toMatch(
      /4 points.*accuracy over 2 questions.*2 answers.*reviews of 1 concept.*your name/,
    );
    expect(said(offer)).toContain("Nothing was removed yet");
    expect((await board("ben")).total).toBe(1);
    if (offer.kind !== "notice") throw new Error(offer.kind);
    const action = offer.buttons[0]?.action;
    if (action?.verb !== "forget") throw new Error("no button");
    expect(said(await world.handlers.button({ ...world.as("ben"), action }))).toContain("somebody else's");
    expect((await board("ben")).total).toBe(1);
    expect(said(await world.handlers.button({ ...world.as("ada"), action }))).toContain("is gone");
    expect((await board("ben")).total).toBe(0);
  });

  it("says so where nothing is kept", async () => {
    expect(said(await world.bot.privacy.offerForget(world.as("zoe")))).toBe(
      "I keep nothing about you in this team.",
    );
  });
});
