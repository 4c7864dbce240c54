import { describe, expect, it } from "vitest";
import { bytesOf } from "../packs/samples.ts";
import type { Member } from "../stand-ins/slack/member.ts";
import { nextInBerlin, until } from "./bot.ts";
import {
  ada,
  admin,
  ben,
  chidi,
  direct,
  labels,
  sees,
  slack,
  start,
  study,
  textOf,
  time,
  useSlack,
} from "./on-slack.ts";

const PACK = ["question,A,B,answer", "Is one odd?,surely,never,surely", "Is two even?,surely,never,surely"];

/** The letter of an option, as a message shows it. */
const letterOf = (text: string, option: string) =>
  new RegExp(`([AB])[^A-Za-z]+${option}`).exec(text)?.[1] ?? "";

/** One's own two questions, in the one direct message that is changed from question to question. */
async function plays(member: Member, option: string): Promise<void> {
  for (const number of [1, 2]) {
    const question = await until(`question ${number}`, () =>
      member
        .directMessages()
        .findLast((m) => textOf(m).includes(`${number} of 2`) && labels(m).includes("A")),
    );
    await member.press(question, letterOf(textOf(question), option));
  }
  await direct(member, "Your part is done");
}

async function release(): Promise<void> {
  const offers = () => admin.sees(study).filter((m) => textOf(m).includes("Send a file with questions"));
  const brought = () => admin.sees(study).filter((m) => textOf(m).includes("is here"));
  const [before, had] = [offers().length, brought().length];
  await admin.type(study, "pack import odd or even");
  await admin.press(await until("the offer", () => offers()[before]), "Choose a file, or paste");
  await until("the form", () => admin.form());
  await admin.submit("", [], { name: "odd.csv", bytes: bytesOf(PACK.join("\n")) });
  await until("what was read", () => brought()[had]);
  await admin.type(study, "pack release odd or even");
  await sees(admin, "is released");
}

describe("a pack on Slack", () => {
  useSlack();

  it("is what a duel asks from, is kept, and comes back where it went wrong", async () => {
    await start();
    await release();
    await ada.typeRaw(study, `duel <@${ben.id}|ben> pack:odd or even`);
    const challenge = await sees(ben, "to a duel");
    expect(textOf(challenge)).toContain("odd or even");
    await ben.press(challenge, "Accept");
    await plays(ben, "surely");
    await ada.press(await direct(ada, "accepted your duel"), "My questions");
    await plays(ada, "never");
    const result = await sees(chidi, "How the duel went");
    await ada.press(result, "Question 1");
    await ada.press(await sees(ada, "Correct answer"), "Keep");
    await sees(ada, "You keep one question.");
    await ada.type(study, "mistakes");
    const mistakes = await sees(ada, "What went wrong lately");
    expect(textOf(mistakes)).toMatch(/Is one odd[\s\S]*Is two even|Is two even[\s\S]*Is one odd/);
    await ada.press(mistakes, "Practise these");
    const asked = await direct(ada, "1 of 2");
    expect(textOf(asked)).toMatch(/Is (one odd|two even)/);
    await ada.type(study, "review kept");
    expect(textOf(await direct(ada, "1 of 1"))).toMatch(/Is (one odd|two even)/);
    expect(slack.violations).toEqual([]);
  }, 40_000);

  it("pauses the question of the day once it is removed, and lets it go on once it is back", async () => {
    await start();
    await release();
    await admin.type(study, "daily set time:09:00 timezone:Europe/Berlin pack:odd or even");
    await admin.press(await sees(admin, "Set it up"), "Set it up");
    await sees(admin, /The daily question of .* is set/);
    await admin.type(study, "pack remove odd or even");
    await admin.press(await sees(admin, "This removes"), "Remove it");
    await sees(admin, "is removed");
    time.moveTo(nextInBerlin("09:00", time.now()));
    const told = await direct(admin, "nothing is left of what it asks about");
    expect(textOf(told)).toContain("/dlq pack release");
    time.moveTo(nextInBerlin("09:00", time.now()));
    await release();
    await sees(admin, "goes on: the next one opens");
    time.moveTo(nextInBerlin("09:00", time.now()));
    await until("the question", () =>
      ben.sees(study).find((m) => labels(m).includes("A") && /Is (one odd|two even)/.test(textOf(m))),
    );
    expect(admin.directMessages().filter((m) => textOf(m).includes("nothing is left"))).toHaveLength(1);
    expect(slack.violations).toEqual([]);
  }, 40_000);

  it("is refused in its own words to whoever may not manage it", async () => {
    await start();
    await ben.type(study, "pack check odd");
    await sees(ben, "Packs of questions are managed by workspace admins and owners");
    expect(slack.violations).toEqual([]);
  });
});
