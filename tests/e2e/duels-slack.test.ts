import { beforeEach, describe, expect, it } from "vitest";
import type { Member } from "../stand-ins/slack/member.ts";
import { until } from "./bot.ts";
import { ada, ben, chidi, direct, labels, sees, slack, start, study, textOf, useSlack } from "./on-slack.ts";

useSlack();
beforeEach(async () => {
  await start();
});

/** All five, in the one direct message that is changed from question to question. */
async function plays(member: Member): Promise<void> {
  for (let number = 1; number <= 5; number++) {
    const question = await until(`question ${number}`, () =>
      member
        .directMessages()
        .findLast((m) => textOf(m).includes(`${number} of 5`) && labels(m).includes("A")),
    );
    await member.press(question, "A");
  }
  await direct(member, "Your part is done");
}

describe("a duel on Slack", () => {
  it("is challenged by a typed line, played in direct messages, and told in the channel once both are done", async () => {
    await ada.typeRaw(study, `duel <@${ben.id}|ben> cnn`);
    const challenge = await sees(ben, "to a duel");
    expect(textOf(challenge)).toContain(`<@${ben.id}>`);
    await chidi.press(challenge, "Accept");
    await sees(chidi, "a duel of two others");
    await ben.press(challenge, "Accept");
    await plays(ben);
    expect(chidi.sees(study).some((m) => textOf(m).includes("How the duel went"))).toBe(false);
    await ada.press(await direct(ada, "accepted your duel"), "My questions");
    await plays(ada);
    const result = await sees(chidi, "How the duel went");
    expect(textOf(result)).toContain("drew");
    await ben.press(result, "Question 1");
    const verdict = await sees(ben, "Correct answer");
    expect(verdict.onlyFor).toBe(ben.id);
    await ada.type(study, "me");
    await sees(ada, "1 drawn");
    expect(slack.violations).toEqual([]);
  }, 40_000);
});
