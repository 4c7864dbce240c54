import { describe, expect, it } from "vitest";
import type { StandInMember } from "../stand-ins/discord/member.ts";
import { until } from "./bot.ts";
import { ada, admin, ben, channel, chidi, discord, sees, start, time, useDiscord } from "./on-discord.ts";

const HOUR = 3_600_000;

describe("a weekly mock interview of five on Discord", () => {
  useDiscord();

  it("has a sign-up, two pairs with a listener, and a room for those who accept", async () => {
    await start();
    admin.command(channel, "dlq-daily", "mock", { day: "fri", time: "17:00", timezone: "Europe/Berlin" });
    await sees(admin, "mock interviews are drawn in");
    const at = nextFriday(time.now());
    time.moveTo(at - 23 * HOUR);
    const signUp = await sees(ada, "Whoever signs up by then");
    const [dora, emil] = ["Dora", "Emil"].map((name) => discord.addMember(name)) as [
      StandInMember,
      StandInMember,
    ];
    const five = [ada, ben, chidi, dora, emil];
    for (const member of five) member.press(channel, signUp.id, "Sign up");
    for (const member of five) await sees(member, "You are in");
    await until("all five names", () =>
      ada.sees(channel).find(({ id, text }) => id === signUp.id && text.includes("Signed up")),
    );
    time.moveTo(at + 1000);
    const drawn = await until("the pairs", () =>
      ada.sees(channel).find(({ id, text }) => id === signUp.id && text.includes("listens")),
    );
    expect(drawn.buttons).toEqual([]);
    const invitations = await until("two invitations", () => {
      const found = ada.sees(channel).filter(({ buttons }) => buttons.includes("Accept"));
      return found.length === 2 ? found : null;
    });
    for (const { id, pings } of invitations) {
      expect(pings).toHaveLength(2);
      for (const member of five.filter(({ user }) => pings.includes(user.id)))
        member.press(channel, id, "Accept");
    }
    const rooms = await until("two rooms", () => {
      const found = [...discord.world.channels.values()].filter(({ type }) => type === 12);
      return found.length === 2 ? found : null;
    });
    for (const { id } of rooms) {
      const inside = await until("a question", () => {
        const readers = five.filter((member) =>
          member.sees(id).some(({ text }) => text.includes("Question 1 of")),
        );
        return readers.length >= 2 ? readers : null;
      });
      expect(inside.length).toBeLessThan(4);
    }
    expect(rooms.map(({ added }) => added.size).sort()).toEqual([3, 4]);
    expect(discord.violations).toEqual([]);
  }, 40_000);
});

/** 17:00 in Berlin on the next Friday. */
function nextFriday(now: number): number {
  for (let at = Math.ceil(now / 60_000) * 60_000; ; at += 60_000) {
    const shown = new Date(at).toLocaleString("en-GB", {
      ...{ timeZone: "Europe/Berlin", weekday: "short", hour: "2-digit", minute: "2-digit" },
    });
    if (/Fri.* 17:00/.test(shown)) return at;
  }
}
