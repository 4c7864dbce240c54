import { describe, expect, it } from "vitest";
import type { StandInMember } from "../stand-ins/discord/member.ts";
import { PERMISSIONS } from "../stand-ins/discord/state.ts";
import { toldOf } from "./answers-told.ts";
import { until } from "./bot.ts";
import { ada, ben, channel, chidi, discord, sees, start, stop, time, useDiscord } from "./on-discord.ts";

const HOUR = 3_600_000;

/** The room that the bot opened. */
const theRoom = () =>
  until("a room", () => [...discord.world.channels.values()].findLast(({ type }) => type === 12)?.id);
const reads = (member: StandInMember, room: string, text: string | RegExp) =>
  until(`"${text}" before ${member.user.globalName}`, () =>
    member.sees(room).findLast((m) => (typeof text === "string" ? m.text.includes(text) : text.test(m.text))),
  );

/** All that a member can read anywhere, menus and buttons too. */
function everything(member: StandInMember): string {
  const channels = [...discord.world.channels.values()].filter(({ type }) => type !== 1);
  return [...channels.flatMap(({ id }) => member.sees(id)), ...member.directMessages()]
    .map(({ text, choices, buttons, files }) => JSON.stringify([text, choices, buttons, files]))
    .join("\n");
}

/** What counts in a question and what warns of an answer, by the menus of the interviewer's sheet. */
const secretsOf = (choices: readonly string[]) =>
  choices.flatMap((choice) => /^(?:✓ )?\d+\. (.{12,50})/.exec(choice)?.[1] ?? []);

async function invites(): Promise<string> {
  ada.command(channel, "dlq-pair", null, { member: ben.user.id, level: "junior", minutes: "15" });
  return (await sees(ben, "to a mock interview")).id;
}

/** Ada's sheet of the question that it is at. */
async function sheet(room: string, of: string): Promise<ReturnType<StandInMember["sees"]>[number]> {
  ada.press(room, (await reads(ada, room, of)).id, "My sheet");
  return until("the sheet", () =>
    ada.sees(room).findLast((m) => m.private && m.text.includes("What counts")),
  );
}

describe("a mock interview of two on Discord", () => {
  useDiscord();

  it("goes from the invitation to the swapped roles over a restart, and tells the candidate nothing before its end", async () => {
    const first = await start();
    const invitation = await invites();
    expect(ben.sees(channel).find(({ id }) => id === invitation)?.pings).toEqual([ben.user.id]);
    chidi.press(channel, invitation, "Accept");
    await sees(chidi, "This is about two others");
    ada.press(channel, invitation, "Accept");
    await sees(ada, "can answer this");
    ben.press(channel, invitation, "Accept");
    await sees(ben, "You accepted");
    const room = await theRoom();
    const prompt = await reads(ben, room, "Question 1 of");
    expect(prompt.text).toContain("Talk in a call or a huddle");
    await sees(chidi, "accepted. The questions are in a room");
    expect(chidi.sees(room)).toEqual([]);

    ben.press(room, prompt.id, "My sheet");
    await reads(ben, room, "alone, who asks the questions");
    const shown = await sheet(room, "Question 1 of");
    const secrets = secretsOf(shown.choices);
    expect(secrets.length).toBeGreaterThan(3);
    const count = shown.choices.find((choice) => choice.startsWith("1. "));
    ada.choose(room, shown.id, count ?? "");
    await until("the tick", () => ada.sees(room).find((m) => m.id === shown.id && m.text.includes("✓ 1.")));
    const followUp =
      ada
        .sees(room)
        .find((m) => m.id === shown.id)
        ?.choices.at(-1) ?? "";
    ada.choose(room, shown.id, followUp);
    await reads(ben, room, "a follow-up");

    await stop(first);
    const bot = await start();
    ada.press(room, shown.id, "Next question");
    await reads(ben, room, "Question 2 of");
    const second = await until("the next sheet", () =>
      ada.sees(room).find((m) => m.id === shown.id && m.text.includes("2 of")),
    );
    secrets.push(...secretsOf(second.choices));
    for (const secret of secrets) expect(everything(ben)).not.toContain(secret);
    const team = `discord:${discord.guild.id}` as const;
    const told = (member: StandInMember) => toldOf(bot, team, [ada.user.id, ben.user.id], everything(member));
    expect((await told(ada)).length).toBeGreaterThan(3);
    expect([...(await told(ben)), ...(await told(chidi))]).toEqual([]);

    ada.press(room, shown.id, second.buttons.includes("End it here") ? "End it here" : "Finish");
    const end = await reads(ben, room, "The interview is over");
    ben.press(room, end.id, "My scorecard");
    const score = await reads(ben, room, "What your interviewer heard of you");
    expect(score.private).toBe(true);
    expect(score.choices.length).toBeGreaterThan(0);
    ben.choose(room, score.id, score.choices[0] ?? "");
    await reads(ben, room, "A strong answer");
    ada.press(room, end.id, "My scorecard");
    await reads(ada, room, "Did you let them finish");
    const reviews = [...(await bot.app.store.readReviews(team, ben.user.id)).concepts.values()].flatMap(
      (one) => one.reviews,
    );
    expect(reviews).toMatchObject([{ mode: "mock", outcome: { kind: "open", by: "partner" } }]);
    expect((await bot.app.store.readReviews(team, ada.user.id)).concepts.size).toBe(0);

    ben.press(room, end.id, "Swap the roles");
    await reads(ben, room, "Swapped: now");
    const again = await until("a new first question", () =>
      ada.sees(room).findLast((m) => m.text.includes("Question 1 of") && m.id > end.id),
    );
    const [, question = ""] = prompt.text.split("\n");
    expect(question.length).toBeGreaterThan(20);
    expect(again.text).not.toContain(question);
    ada.press(room, again.id, "My sheet");
    await reads(ada, room, "alone, who asks the questions");
    ben.press(room, again.id, "My sheet");
    await reads(ben, room, "What counts");
    ada.command(channel, "dlq-me", null);
    await sees(ada, "Interviews given");
    expect(discord.violations).toEqual([]);
  }, 40_000);

  it("names the permission that a room lacks, and goes on in direct messages", async () => {
    discord.deny(discord.general, PERMISSIONS.createPrivateThreads);
    await start();
    ben.press(channel, await invites(), "Accept");
    const prompt = await until("the question", () =>
      ben.directMessages().find((m) => m.text.includes("Question 1 of")),
    );
    expect(prompt.text).toContain("Create Private Threads");
    const hers = await until("hers", () =>
      ada.directMessages().find((m) => m.text.includes("Question 1 of")),
    );
    ada.press(hers.channelId, hers.id, "My sheet");
    const shown = await until("the sheet", () =>
      ada.sees(hers.channelId).find((m) => m.text.includes("What counts")),
    );
    ben.press(prompt.channelId, prompt.id, "My sheet");
    await until("the refusal", () =>
      ben.directMessages().find((m) => m.text.includes("alone, who asks the questions")),
    );
    for (const secret of secretsOf(shown.choices)) expect(everything(ben)).not.toContain(secret);
    expect(discord.violations).toEqual([]);
  });

  it("is over where the partner left the server, and says so to the other", async () => {
    await start();
    const invitation = await invites();
    discord.guild.members.delete(ada.user.id);
    ben.press(channel, invitation, "Accept");
    await until("what became of it", () =>
      ben.directMessages().find((m) => m.text.includes("cannot be reached any more")),
    );
    expect(discord.violations).toEqual([]);
  });

  it("lets an invitation expire that nobody answers, and one of two that cross is the yes to the other", async () => {
    await start();
    const invitation = await invites();
    time.moveTo(time.now() + 24 * HOUR + 60_000);
    await sees(ben, "Nobody answered within a day");
    expect(ben.sees(channel).find(({ id }) => id === invitation)?.buttons).toEqual([]);
    await invites();
    ben.command(channel, "dlq-pair", null, { member: ada.user.id });
    await reads(ben, await theRoom(), "Question 1 of");
    expect(discord.violations).toEqual([]);
  });
});
