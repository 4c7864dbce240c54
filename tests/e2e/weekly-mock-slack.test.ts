import { describe, expect, it } from "vitest";
import { nextInBerlin, until } from "./bot.ts";
import {
  ada,
  admin,
  ben,
  chidi,
  labels,
  sees,
  slack,
  start,
  study,
  team,
  textOf,
  time,
  useSlack,
} from "./on-slack.ts";

const HOUR = 3_600_000;

useSlack();

const rooms = () => [...team.state.channels.values()].filter(({ isGroup }) => isGroup);

describe("a weekly mock interview of three on Slack", () => {
  it("has a sign-up, a pair with a listener, and a conversation of the three once it is accepted", async () => {
    await start();
    const grace = admin;
    const three = [ada, ben, chidi];
    const at = nextInBerlin("17:00", time.now() + 26 * HOUR);
    const day = new Date(at).toLocaleDateString("en-GB", { timeZone: "Europe/Berlin", weekday: "short" });
    await grace.type(study, `daily mock day:${day.toLowerCase()} time:17:00 timezone:Europe/Berlin`);
    await sees(grace, "mock interviews are drawn in");
    time.moveTo(at - 23 * HOUR);
    const signUp = await sees(grace, "Whoever signs up by then");
    for (const member of three) {
      await member.press(signUp, "Sign up");
      await sees(member, "You are in");
    }
    await grace.type(study, "daily status");
    await sees(grace, "3 members signed up");
    time.moveTo(at + 1000);
    await until("the pair", () =>
      grace.sees(study).find((m) => m.ts === signUp.ts && textOf(m).includes("listens")),
    );
    const invitation = await until("the invitation", () =>
      grace.sees(study).find((m) => labels(m).includes("Accept")),
    );
    for (const member of three) await member.press(invitation, "Accept");
    const room = await until("the conversation", () => rooms()[0]);
    await until("the question before all three", () =>
      three.every((member) => member.conversation(room.id).some((m) => textOf(m).includes("Question 1 of"))),
    );
    expect(rooms()).toHaveLength(1);
    expect(grace.conversation(room.id)).toEqual([]);
    expect(slack.violations).toEqual([]);
  }, 40_000);
});
