import { beforeEach, describe, expect, it } from "vitest";
import { isOfOne, placeOfOne } from "../../src/engine/words/place.ts";
import { dealt } from "../dealt.ts";
import { createWorld, said, type World } from "./world.ts";

let world: World;
beforeEach(() => {
  world = createWorld("2026-11-20T06:00:00Z");
});

/** Somebody who uses the bot where it is in no team. */
const alone = (who: string) => world.as(who, { place: placeOfOne("discord", who) });

async function answer(who: string): Promise<void> {
  const asked = await world.bot.ask(alone(who), { difficulty: "easy" }, false);
  if (asked.kind !== "question") throw new Error(asked.kind);
  const round = await world.store.readRound(alone(who).place.team, asked.roundId);
  if (round === null) throw new Error("no round");
  await world.handlers.button({
    ...alone(who),
    action: { verb: "answer", round: round.id, choice: dealt(round).key },
  });
}

describe("a person alone", () => {
  it("is a team of their own, which no server and no workspace is", () => {
    expect(isOfOne(placeOfOne("discord", "81384788765712384").team)).toBe(true);
    expect(isOfOne("discord:81384788765712384")).toBe(false);
  });

  it("is asked in private, whatever they say", async () => {
    expect(await world.bot.ask(alone("ada"), {}, false)).toMatchObject({ visibility: "private" });
    expect(await world.bot.ask(alone("ada"), { kind: "open" }, false)).toMatchObject({
      visibility: "private",
    });
  });

  it("sees points without a rank, and no freezes of a question of the day that there is not", async () => {
    await answer("ada");
    const profile = await world.bot.profile(alone("ada"));
    if (profile.kind !== "profile") throw new Error(profile.kind);
    expect(profile.points.map(({ points }) => points > 0)).toContain(true);
    expect(profile.points.map(({ rank }) => rank)).toEqual(profile.points.map(() => null));
    expect(profile).toMatchObject({ today: null, freezes: { held: 0, towards: 0 } });
  });

  it("takes along what they did, and leaves nothing at their word, not even of the team", async () => {
    await answer("ada");
    await answer("ben");
    const { team } = alone("ada").place;
    const offer = await world.bot.privacy.offerForget(alone("ada"));
    expect(said(offer)).toContain("outside of servers");
    expect(said(offer)).not.toContain("30 days");
    const gone = await world.handlers.button({ ...alone("ada"), action: { verb: "forget", learner: "ada" } });
    expect(said(gone)).toContain("outside of servers is gone");
    expect(await world.store.groupsOf(team)).toEqual([]);
    expect((await world.store.askedItems(alone("ada").place)).practised).toEqual([]);
    expect(said(await world.bot.privacy.offerForget(alone("ada")))).toBe(
      "I keep nothing about you outside of servers.",
    );
    expect((await world.store.askedItems(alone("ben").place)).practised).toHaveLength(1);
  });
});
