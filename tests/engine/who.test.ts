import { beforeEach, describe, expect, it } from "vitest";
import { cardOf } from "../../src/cards/index.ts";
import { questionNow } from "../../src/engine/uses/question-now.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import type { Choice } from "../../src/engine/words/round.ts";
import { say } from "../../src/engine/words/say.ts";
import { dealt } from "../dealt.ts";
import { languages } from "../platforms/speaking.ts";
import { createWorld, said, type World } from "./world.ts";

let world: World;
let id: string;
let key: Choice;

const press = (who: string, choice: Choice) =>
  world.handlers.button({ ...world.as(who), action: { verb: "answer", round: id, choice } });
const askWho = (who: string) =>
  world.handlers.button({ ...world.as(who), action: { verb: "who", round: id } });
const textOf = (reply: Reply) =>
  JSON.stringify(cardOf(reply, { words: languages.of("en"), can: () => true }).blocks);

beforeEach(async () => {
  world = createWorld("2026-11-20T06:00:00Z");
  const asked = await world.bot.ask(world.as("ada"), {}, false);
  if (asked.kind !== "question") throw new Error(asked.kind);
  id = asked.roundId;
  expect(asked.buttons.map(({ label }) => label)).toContainEqual(say("button.who"));
  await world.handlers.sent(world.place, id, { channel: "g1", message: "m9" });
  key = dealt(await world.store.readRound(world.place.team, id)).key;
});

describe("a practice question for all", () => {
  it("says in its message who had it right once whoever asked it wants that, and not before", async () => {
    await press("ben", key);
    await press("chidi", ((key + 1) % 4) as Choice);
    expect(said(await askWho("ben"))).toContain("Whoever asked");
    expect(world.platform.edits).toEqual([]);
    const told = await askWho("ada");
    expect(said(told)).toMatch(/^Right so far: .*Name of ben/);
    const shown = world.platform.edits.at(-1);
    expect(shown).toMatchObject({ message: { message: "m9" }, reply: { kind: "question", answered: 2 } });
    const text = textOf(shown?.reply as Reply);
    expect(text).toContain("2 answered");
    expect(text).toContain("Name of ben");
    expect(text).not.toContain("Name of chidi");
    expect(text).not.toMatch(/because|Correct answer/);
    // It goes on: the next one may still answer.
    expect(await press("dan", key)).toMatchObject({ kind: "verdict", right: true });
  });

  it("tells the count of every first answer, so that its message is brought up to date", async () => {
    const changed: string[] = [];
    world.deps.countChanged = (round) => void changed.push(round.id);
    await press("ben", key);
    await press("ben", key);
    await press("chidi", key);
    expect(changed).toEqual([id, id]);
    const own = await world.bot.ask(world.as("ada"), {}, true);
    if (own.kind !== "question") throw new Error(own.kind);
    await world.handlers.button({
      ...world.as("ada"),
      action: { verb: "answer", round: own.roundId, choice: 0 },
    });
    expect(changed).toHaveLength(2);
  });

  it("names nobody who hides, and nobody while it is the question of the day", async () => {
    await world.bot.privacy.hide(world.as("ben"));
    await press("ben", key);
    expect(textOf((await askWho("ada")) as Reply)).not.toContain("Name of ben");
    const round = await world.store.readRound(world.place.team, id);
    if (round === null) throw new Error("no round");
    const secrets = async () => new Map([[round.question.itemId, world.now() + 1]]);
    const deps = { ...world.deps, store: { ...world.store, secrets } };
    expect((await questionNow(deps, round, 1)).right).toBeUndefined();
  });

  it("forgets who asked it with them", async () => {
    expect(await world.store.readRound(world.place.team, id)).toMatchObject({ asker: "ada" });
    await world.store.forgetLearner(world.place.team, "ada");
    expect((await world.store.readRound(world.place.team, id))?.asker).toBeUndefined();
    expect(said(await askWho("ada"))).toContain("Whoever asked");
  });
});
