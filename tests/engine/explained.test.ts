import { beforeEach, describe, expect, it } from "vitest";
import { findExplained } from "../../src/engine/uses/explained-state.ts";
import type { ExplainedAct } from "../../src/engine/words/explained.ts";
import { readExplained, readExplaining, readSaid } from "../../src/engine/words/explained.ts";
import type { ExplanationReply, RecapReply, ResultReply } from "../../src/engine/words/reply.ts";
import { dealt } from "../dealt.ts";
import { createWorld, HOUR, said, type World } from "./world.ts";

const MINUTE = 60_000;
const LONG = "שכבה אחר שכבה. ".repeat(66).trim();

let world: World;
let round: string;

const write = (who: string, text: string, delivery = `${who}-${text.length}`) =>
  world.handlers.form({ ...world.as(who), form: "explain", item: round, text, ticked: [], delivery });
const press = (who: string, act: ExplainedAct, number: number) =>
  world.handlers.button({ ...world.as(who), action: { verb: "explained", round, act, number } });
const explanations = () =>
  world.platform.posts.flatMap(({ reply, message, thread }) =>
    reply.kind === "explanation" ? [{ reply, message, thread }] : [],
  );
/** What the message of an explanation shows now. */
const shows = (index: number): ExplanationReply => {
  const posted = explanations()[index];
  const edits = world.platform.edits.filter(({ message }) => message.message === posted?.message.message);
  return (edits.at(-1)?.reply ?? posted?.reply) as ExplanationReply;
};
const soon = () => world.runTo(new Date(world.now() + MINUTE).toISOString());
const TEXT = (n: number) => `Explanation ${n}: each layer sees a little more than the one before.`;

beforeEach(async () => {
  world = createWorld("2026-11-20T06:00:00Z");
  await world.bot.daily.set(world.as("admin"), { time: "09:00", timezone: "Europe/Berlin", openFor: 120 });
  await world.runTo("2026-11-20T08:00:00Z");
  round = (await world.store.readGroup(world.place)).current ?? "";
});
const close = async () => {
  const open = await world.store.readRound(world.place.team, round);
  if (open === null) throw new Error("no daily round");
  const { key } = dealt(open);
  await world.handlers.button({ ...world.as("eve"), action: { verb: "answer", round, choice: key } });
  await world.runTo("2026-11-20T10:01:00Z");
};

describe("explaining a question of the day", () => {
  it("has its button on the result, and takes nothing while the question is open", async () => {
    expect(said(await write("ada", TEXT(1)))).toContain("2026-11-20T10:00");
    expect(said(await world.bot.explain(world.as("ada")))).toContain("still open");
    await close();
    const result = world.platform.edits.findLast(({ reply }) => reply.kind === "result")
      ?.reply as ResultReply;
    expect(result.buttons).toContainEqual(
      expect.objectContaining({ action: { verb: "explain", item: round } }),
    );
    expect(await world.bot.explain(world.as("ada"))).toMatchObject({
      buttons: [{ action: { verb: "explain", item: round } }],
    });
  });

  it("goes into the thread without a name, is voted for, and is named, kept and told in the recap", async () => {
    await close();
    await write("ada", "@everyone <b>no</b> *markup*: a layer sees more than the one before.");
    await write("ben", TEXT(2));
    await soon();
    expect(explanations()).toHaveLength(2);
    expect(explanations()[0]?.thread).not.toBeNull();
    expect(JSON.stringify(explanations()[0]?.reply)).not.toMatch(/ada/i);
    expect(said(await press("ada", "vote", 1))).toContain("yours");
    expect(said(await press("cleo", "vote", 2))).toContain("counts");
    expect(said(await press("cleo", "vote", 1))).toContain("with this one now");
    expect(said(await press("cleo", "vote", 1))).toContain("already");
    await Promise.all([press("dan", "vote", 1), press("eve", "vote", 1)]);
    await world.runTo("2026-11-21T08:01:00Z", 5 * MINUTE);
    expect(shows(0)).toMatchObject({ state: "over", name: "Name of ada", votes: 3, best: true });
    expect(shows(1)).toMatchObject({ state: "over", name: "Name of ben", votes: 0, best: false });
    expect(said(await press("fay", "vote", 1))).toContain("over");
    expect(said(await write("fay", TEXT(9)))).toContain(TEXT(9));
    expect(
      await world.handlers.button({ ...world.as("eve"), action: { verb: "mine", round } }),
    ).toMatchObject({
      kind: "verdict",
      said: { name: "Name of ada" },
    });
    expect(await world.bot.profile(world.as("ada"))).toMatchObject({ explained: 1 });
    await world.runTo("2026-11-23T12:00:00Z", 10 * MINUTE);
    const recap = world.platform.posts.find(({ reply }) => reply.kind === "recap")?.reply as
      | RecapReply
      | undefined;
    expect(recap?.said).toMatchObject({ name: "Name of ada" });
  });

  it("is kept as the best one, too, where its message is out of reach", async () => {
    await close();
    await write("ada", TEXT(1));
    await soon();
    await press("cleo", "vote", 1);
    world.platform.nextEdits = Array.from(
      { length: 500 },
      () => ({ kind: "failed", detail: "Missing Access", retryAfter: 0 }) as const,
    );
    await world.runTo("2026-11-21T08:01:00Z", 5 * MINUTE);
    expect(await findExplained(world.deps, "web:local", round)).toMatchObject({
      ...{ best: 1, kept: true, counted: true },
    });
  });

  it("does not name who hides from boards, and none is best without a vote", async () => {
    await close();
    await world.bot.privacy.hide(world.as("ada"));
    await write("ada", TEXT(1));
    await world.runTo("2026-11-21T08:01:00Z", 5 * MINUTE);
    expect(shows(0)).toMatchObject({ state: "over", name: null, best: false });
    expect((await findExplained(world.deps, "web:local", round))?.best).toBeNull();
  });

  it("stands once where the form comes twice, and is written anew until somebody votes", async () => {
    await close();
    await Promise.all([write("ada", TEXT(1)), write("ada", TEXT(1))]);
    await soon();
    expect(explanations()).toHaveLength(1);
    expect(said(await write("ada", TEXT(2)))).toContain("changed");
    await soon();
    expect(shows(0).text).toBe(TEXT(2));
    await press("ben", "vote", 1);
    expect(said(await write("ada", TEXT(3)))).toContain("so it stays");
  });

  it("is hidden when it is reported, until a manager decides in private", async () => {
    await close();
    await write("ada", TEXT(1));
    await write("ben", TEXT(2));
    await soon();
    await press("cleo", "report", 1);
    await soon();
    expect(shows(0)).toMatchObject({ state: "reported", text: "", buttons: [] });
    expect(world.platform.told.map(({ learner }) => learner)).toEqual(["admin"]);
    expect(said(await press("cleo", "vote", 1))).toContain("not shown");
    expect((await press("cleo", "again", 1))?.kind).toBe("notice");
    expect((await findExplained(world.deps, "web:local", round))?.texts[0]?.state).toBe("reported");
    await press("admin", "again", 1);
    await soon();
    expect(shows(0)).toMatchObject({ state: "voting", text: TEXT(1) });
    expect(said(await press("dan", "report", 1))).toContain("already");
    await press("cleo", "report", 2);
    await press("admin", "remove", 2);
    await soon();
    expect(shows(1)).toMatchObject({ state: "removed", text: "" });
  });

  it("tells the channel without the text where no manager takes a direct message", async () => {
    await close();
    await write("ada", TEXT(1));
    await soon();
    world.platform.takesDirect = false;
    await press("cleo", "report", 1);
    await soon();
    const aloud = world.platform.posts.at(-1)?.reply ?? null;
    expect(said(aloud)).toContain("reported");
    expect(said(aloud)).not.toContain(TEXT(1));
    // Whoever has to look for it looks no further back.
    expect(world.platform.posts.at(-1)?.options.age).toBeLessThan(HOUR);
    expect(said(await press("admin", "look", 1))).toContain(TEXT(1));
  });

  it("goes without whoever is forgotten: their text and their vote", async () => {
    await close();
    await write("ada", TEXT(1));
    await write("ben", TEXT(2));
    await soon();
    await press("ada", "vote", 2);
    const data = await world.bot.privacy.export(world.as("ada"));
    expect(JSON.stringify(data)).toContain(TEXT(1));
    expect(JSON.stringify(data)).not.toContain(TEXT(2));
    await world.bot.privacy.forget(world.as("ada"));
    await soon();
    expect(shows(0)).toMatchObject({ state: "removed", text: "" });
    const left = await findExplained(world.deps, "web:local", round);
    expect(JSON.stringify(left)).not.toMatch(/"ada"|Explanation 1/);
  });

  it("goes into the channel where the thread takes none, and names to managers once what is missing", async () => {
    await close();
    const refused = { kind: "refused", reason: "no-permission", missing: ["Send Messages"] } as const;
    world.platform.nextPosts = [refused as never];
    await write("ada", TEXT(1));
    await soon();
    expect(explanations()[0]?.thread).toBeNull();
    world.platform.nextPosts = [refused as never, refused as never];
    await write("ben", TEXT(2));
    await soon();
    world.platform.nextPosts = [refused as never, refused as never];
    await write("cleo", TEXT(3));
    await soon();
    expect(
      world.platform.told.filter(({ reply }) => said(reply as never).includes("Send Messages")),
    ).toHaveLength(1);
    await write("dan", TEXT(4));
    await soon();
    expect(explanations()).toHaveLength(4);
  });

  it("takes fifty, of a thousand characters and from right to left", async () => {
    await close();
    for (let i = 1; i <= 50; i++) await write(`m${i}`, i === 1 ? LONG : TEXT(i));
    expect(said(await write("late", TEXT(51)))).toContain("as many");
    for (let i = 0; i < 4; i++) await soon();
    expect(explanations()).toHaveLength(50);
    expect(explanations().find(({ reply }) => reply.text === LONG)).toBeDefined();
    expect(said(await write("x", "y".repeat(1001)))).toContain("at most 1000");
  });

  it("is read from what was kept alone", () => {
    for (const text of [undefined, "", "{", "[]", "{}", '{"round":1}']) {
      expect(readExplained(text)).toBeNull();
      expect(readSaid(text)).toBeNull();
      expect(readExplaining(text)).toEqual({ best: 0, counted: [] });
    }
  });
});
