import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeHarness, type SlackHarness } from "./harness.ts";

let at: SlackHarness;
beforeEach(async () => {
  at = await makeHarness("socket");
});
afterEach(async () => {
  await at.close();
  expect(at.slack.violations).toEqual([]);
});

const calls = (method: string) => at.slack.world.calls.filter((call) => call.method === method).length;

describe("who is there, on Slack", () => {
  it("tells who left: accounts taken away, and ids that are nobody's", async () => {
    const gone = at.team.addMember("Gone", { isDeleted: true });
    const { team } = at.place;
    const all = [at.ada.person.id, gone.id, "U0NOBODY", at.ben.person.id];
    expect(await at.platform.whoLeft(team, all)).toEqual([gone.id, "U0NOBODY"]);
  });

  it("takes an app for nobody, whom no invitation waits for", async () => {
    const robot = at.team.addMember("Robot", { isBot: true });
    expect(await at.platform.whoLeft(at.place.team, [robot.id, at.ben.person.id])).toEqual([robot.id]);
  });

  it("remembers members for a day, and takes nobody off a board because Slack does not answer", async () => {
    const { team } = at.place;
    const there = [at.ada.person.id, at.ben.person.id];
    expect(await at.platform.whoLeft(team, there)).toEqual([]);
    const before = calls("users.info");
    expect(await at.platform.whoLeft(team, there)).toEqual([]);
    expect(calls("users.info")).toBe(before);
    const gone = at.team.addMember("Gone", { isDeleted: true });
    at.slack.fail("users.info", "ratelimited");
    expect(await at.platform.whoLeft(team, [gone.id])).toEqual([]);
  });

  it("knows whose channel it is, and that it is nobody's when they have left", async () => {
    expect(await at.platform.ownerOf(at.place)).toBeNull();
    at.channel.creator = at.ben.person.id;
    expect(await at.platform.ownerOf(at.place)).toBe(at.ben.person.id);
    const gone = at.team.addMember("Gone", { isDeleted: true });
    at.channel.creator = gone.id;
    expect(await at.platform.ownerOf(at.place)).toBeNull();
    expect(await at.platform.ownerOf({ ...at.place, group: "C0NOWHERE" })).toBeNull();
  });

  it("knows which channels somebody created, of all that the bot is in, and asks once for many pages", async () => {
    const { team } = at.place;
    const more = Array.from({ length: 250 }, (_, i) => at.team.addChannel(`more-${i}`));
    const other = at.team.addChannel("elsewhere", { withBot: false });
    for (const one of [at.channel, more.at(-1), other]) if (one) one.creator = at.ben.person.id;
    const [mine, others] = await Promise.all(
      [at.ben, at.ada].map(({ person }) => at.platform.ownedBy(team, person.id)),
    );
    expect([mine, others]).toEqual([[at.channel.id, more.at(-1)?.id], []]);
    await at.platform.ownedBy(team, at.ben.person.id);
    expect(calls("users.conversations")).toBe(2);
  });

  it("knows no channel of theirs while Slack does not say, and asks again", async () => {
    const { team } = at.place;
    at.channel.creator = at.ben.person.id;
    at.slack.fail("users.conversations", "missing_scope");
    expect(await at.platform.ownedBy(team, at.ben.person.id)).toEqual([]);
    at.slack.heal();
    expect(await at.platform.ownedBy(team, at.ben.person.id)).toEqual([at.channel.id]);
  });
});
