import { describe, expect, it } from "vitest";
import { bytesOf } from "../packs/samples.ts";
import type { StandInMember } from "../stand-ins/discord/member.ts";
import { nextInBerlin, until } from "./bot.ts";
import { ada, admin, ben, channel, chidi, discord, sees, start, time, useDiscord } from "./on-discord.ts";

const PACK = ["question,A,B,answer", "Is one odd?,surely,never,surely", "Is two even?,surely,never,surely"];

/** The letter of an option, as a message shows it. */
const letterOf = (text: string, option: string) => new RegExp(`([AB])\\W+${option}`).exec(text)?.[1] ?? "";

/** Answers one's own two questions of a duel. */
async function plays(member: StandInMember, where: string, option: string): Promise<void> {
  for (const number of [1, 2]) {
    const question = await until(`question ${number} of ${member.user.globalName}`, () =>
      member.sees(where).findLast((m) => m.text.includes(`${number} of 2`) && m.buttons.includes("A")),
    );
    member.press(where, question.id, letterOf(question.text, option));
  }
}

async function release(): Promise<void> {
  const brought = () => admin.sees(channel).filter((m) => m.text.includes("Odd or even is here"));
  const before = brought().length;
  const file = { option: "file", name: "odd.csv", bytes: bytesOf(PACK.join("\n")) };
  admin.commandWith(channel, "dlq-pack", "import", { name: "Odd or even" }, file);
  admin.press(channel, (await until("what was read", () => brought()[before])).id, "Release it");
  await sees(admin, "Odd or even is released");
}

describe("a pack on Discord", () => {
  useDiscord();

  it("is what a duel asks from, is kept, and comes back where it went wrong", async () => {
    await start();
    await release();
    const typing = ada.complete(channel, "dlq-duel", null, "pack", "even");
    expect(await until("what is suggested", () => typing.choices)).toEqual([
      { name: "Odd or even", value: "Odd or even" },
    ]);
    ada.command(channel, "dlq-duel", null, { member: ben.user.id, pack: "odd or" });
    const challenge = await sees(ben, "to a duel");
    expect(challenge.text).toContain("Odd or even");
    ben.press(channel, challenge.id, "Accept");
    await plays(ben, channel, "surely");
    const told = await until("what begins, directly", () =>
      ada.directMessages().find((m) => m.text.includes("accepted your duel")),
    );
    ada.press(told.channelId, told.id, "My questions");
    await plays(ada, told.channelId, "never");
    const result = await sees(chidi, "How the duel went");
    expect(result.buttons).toEqual(["Question 1", "Question 2"]);
    ada.press(channel, result.id, "Question 1");
    const verdict = await sees(ada, "Correct answer");
    ada.press(channel, verdict.id, "Keep");
    await sees(ada, "You keep one question.");
    ada.command(channel, "dlq-mistakes", null);
    const mistakes = await sees(ada, "What went wrong lately");
    expect(mistakes.text).toMatch(/Is one odd[\s\S]*Is two even|Is two even[\s\S]*Is one odd/);
    ada.press(channel, mistakes.id, "Practise these");
    const asked = await sees(ada, /1 of 2/);
    expect(asked.text).toMatch(/Is (one odd|two even)/);
    ada.command(channel, "dlq-review", null, { source: "kept" });
    expect((await sees(ada, /1 of 1/)).text).toMatch(/Is (one odd|two even)/);
    expect(discord.violations).toEqual([]);
  }, 40_000);

  it("pauses the question of the day once it is removed, and lets it go on once it is back", async () => {
    await start();
    await release();
    const daily = { time: "09:00", timezone: "Europe/Berlin", pack: "Odd or even" };
    admin.command(channel, "dlq-daily", "set", daily);
    admin.press(channel, (await sees(admin, "Nothing is set up yet")).id, "Set it up");
    await sees(admin, /The daily question of .* is set/);
    admin.command(channel, "dlq-pack", "remove", { pack: "Odd or even" });
    admin.press(channel, (await sees(admin, "This removes")).id, "Remove it");
    await sees(admin, "is removed");
    time.moveTo(nextInBerlin("09:00", time.now()));
    const told = await until("a word to the manager", () =>
      admin.directMessages().find((m) => m.text.includes("nothing is left of what it asks about")),
    );
    expect(told.text).toContain("/dlq-pack release");
    time.moveTo(nextInBerlin("09:00", time.now()));
    await release();
    await sees(admin, "goes on: the next one opens");
    time.moveTo(nextInBerlin("09:00", time.now()));
    await until("the question", () =>
      ben.sees(channel).find((m) => !m.private && /Is (one odd|two even)/.test(m.text)),
    );
    expect(admin.directMessages().filter((m) => m.text.includes("nothing is left"))).toHaveLength(1);
    expect(discord.violations).toEqual([]);
  }, 40_000);

  it("is refused in its own words to whoever may not manage it", async () => {
    await start();
    ben.command(channel, "dlq-pack", "check", { pack: "odd" });
    const refused = await sees(ben, "Packs of questions are managed by");
    expect(refused.text).toContain("Manage Server");
    expect(discord.violations).toEqual([]);
  });
});
