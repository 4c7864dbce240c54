import { beforeEach, describe, expect, it } from "vitest";
import { cardOf } from "../../src/cards/index.ts";
import type { HomeReply } from "../../src/engine/words/reply.ts";
import type { Choice } from "../../src/engine/words/round.ts";
import { say } from "../../src/engine/words/say.ts";
import { dealt } from "../dealt.ts";
import { languages } from "../platforms/speaking.ts";
import { createWorld, sentence, type World } from "./world.ts";

let world: World;
const DIRECT = { team: "web:local", group: "dm" } as const;

const homeOf = async (id: string): Promise<HomeReply> => {
  const reply = await world.handlers.home(world.as(id, { place: DIRECT }));
  if (reply.kind !== "home") throw new Error(reply.kind);
  return reply;
};
const words = ({ lines }: HomeReply) => lines.map(sentence).join("\n");

async function current() {
  const { current: id } = await world.store.readGroup(world.place);
  const round = await world.store.readRound(world.place.team, id ?? "");
  if (round === null) throw new Error("no round");
  return round;
}
const answer = async (id: string, choice: Choice, atHome: boolean) =>
  world.handlers.button({
    ...world.as(id, atHome ? { place: DIRECT } : {}),
    ...(atHome ? { atHome } : {}),
    action: { verb: "answer", round: (await current()).id, choice },
  });

beforeEach(async () => {
  world = createWorld("2026-11-20T07:59:00Z");
  await world.bot.daily.set(world.as("admin"), { time: "09:00", timezone: "Europe/Berlin" });
  await world.runTo("2026-11-20T08:01:00Z");
});

describe("a home page", () => {
  it("of somebody new offers a question and speaks of no channel", async () => {
    const page = await homeOf("new");
    expect(page).toMatchObject({ question: null, profile: null, board: null });
    expect(words(page)).not.toContain("this channel");
    expect(page.buttons.map((b) => b.label)).toEqual([say("button.for-me")]);
    const action = page.buttons[0]?.action;
    if (action?.verb !== "another") throw new Error("nothing to press");
    const reply = await world.handlers.button({ ...world.as("new", { place: DIRECT }), action });
    expect(reply).toMatchObject({ kind: "question", visibility: "private" });
  });

  it("has the open question to answer; the answer counts in its channel and is shown", async () => {
    const { question } = await current();
    await answer("ada", dealt({ question }).key, false);
    const page = await homeOf("ada");
    expect(page.question).toMatchObject({ roundId: (await current()).id, answered: 1, ping: null });
    const other = ((dealt({ question }).key + 1) % 4) as Choice;
    expect(await answer("ada", other, true)).toMatchObject({ kind: "sealed" });
    expect(await world.store.answerOf(world.place.team, (await current()).id, "ada")).toBe(other);
    expect(words(await homeOf("ada"))).toContain("Your answer to the daily question is");
    expect(await answer("ben", dealt({ question }).key, false)).toMatchObject({
      kind: "sealed",
      answered: 2,
    });
  });

  it("says what was right once the question has closed, and when the next one opens", async () => {
    const { question } = await current();
    await answer("ada", dealt({ question }).key, false);
    expect(words(await homeOf("ada"))).toContain("The next question in ");
    await world.bot.daily.close(world.as("admin"));
    const page = await homeOf("ada");
    expect(page.question).toBeNull();
    expect(words(page)).toContain("was right, as you said.");
    const card = cardOf(page, { words: languages.of("en"), can: () => true });
    expect(JSON.stringify(card)).toContain("Your channel");
    expect(JSON.stringify(card)).not.toContain("This channel");
  });

  it("keeps the daily question of somebody who practised elsewhere since", async () => {
    const { question } = await current();
    await answer("ada", dealt({ question }).key, false);
    const asked = await world.bot.ask(world.as("ada", { place: DIRECT }), {}, true);
    if (asked.kind !== "question") throw new Error(asked.kind);
    const action = { verb: "answer", round: asked.roundId, choice: 0 } as const;
    await world.handlers.button({ ...world.as("ada", { place: DIRECT }), action });
    expect((await homeOf("ada")).question?.roundId).toBe((await current()).id);
  });

  it("does not answer a round of another channel for a press that was not made at home", async () => {
    const { id, question } = await current();
    const action = { verb: "answer", round: id, choice: dealt({ question }).key } as const;
    const reply = await world.handlers.button({ ...world.as("eve", { place: DIRECT }), action });
    expect(reply).toMatchObject({ kind: "notice", tone: "refusal" });
  });

  it("lets whoever set the question up change it, as long as they may", async () => {
    world.platform.owners.set("g7", "carol");
    const there = { ...world.place, group: "g7" };
    await world.bot.daily.set(world.as("carol", { place: there }), {});
    expect((await homeOf("carol")).own.manages).toEqual({ group: "g7" });
    const card = cardOf(await homeOf("carol"), { words: languages.of("en"), can: () => true });
    expect(card.buttons.find(({ label }) => label === "Set up the question of the day")).toMatchObject({
      action: { verb: "manage", group: "g7" },
    });
    expect((await homeOf("admin")).own.manages).toEqual({ group: null });
    world.platform.owners.set("g7", "dora");
    expect((await homeOf("carol")).own.manages).toBeNull();
  });

  it("shows the button to whoever created a channel, before anybody set its question up", async () => {
    expect((await homeOf("carol")).own.manages).toBeNull();
    world.platform.owners.set("g8", "carol");
    expect((await homeOf("carol")).own.manages).toEqual({ group: "g8" });
    expect((await homeOf("ben")).own.manages).toBeNull();
  });

  it("lets whoever was named for a channel begin with it", async () => {
    await answer("ben", dealt({ question: (await current()).question }).key, false);
    await world.store.setManager(world.place.team, "ben", true, world.place.group);
    expect((await homeOf("ben")).own.manages).toEqual({ group: world.place.group });
  });
});
