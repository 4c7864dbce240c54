import { afterEach, describe, expect, it } from "vitest";
import { startSlack } from "../stand-ins/slack/index.ts";
import type { Message } from "../stand-ins/slack/state.ts";
import { startBot, TestTime, until } from "./bot.ts";
import { ada, ben, channel, discord, sees, start, useDiscord } from "./on-discord.ts";

/** A whole sheet, with nothing that runs or loads. */
function expectSheet(html: string): void {
  expect(html).toMatch(/^<!doctype html>/);
  expect(html.trimEnd()).toMatch(/<\/html>$/);
  expect(html.match(/<section>/g)).toHaveLength(3);
  expect(html.match(/<\/section>/g)).toHaveLength(3);
  expect(html).not.toMatch(/<script|src=|https?:/);
}

describe("a sheet on Discord", () => {
  useDiscord();

  it("comes as a list that its interviewer alone sees, and as a file to print and in Markdown", async () => {
    await start();
    ada.command(channel, "dlq-sheet", null, { level: "senior", questions: "3", minutes: "30" });
    const list = await sees(ada, "Questions, in this order");
    expect(list.private).toBe(true);
    expect(list.text).toContain("senior · 30 minutes");
    ada.press(channel, list.id, "To print (HTML)");
    const printed = await until("the file", () => ada.sees(channel).find((m) => m.files.length > 0));
    expect(printed.private).toBe(true);
    expect(printed.files[0]?.name).toBe("interview-sheet.html");
    expectSheet(printed.files[0]?.text ?? "");
    ada.press(channel, list.id, "As Markdown");
    const markdown = await until("the other file", () =>
      ada.sees(channel).find((m) => m.files.some(({ name }) => name.endsWith(".md"))),
    );
    expect(markdown.files[0]?.text.match(/^## /gm)).toHaveLength(3);
    expect(ben.sees(channel)).toEqual([]);
    expect(discord.violations).toEqual([]);
  });

  it("is opened for the one question that it stands on", async () => {
    await start();
    ben.command(channel, "dlq", null, { kind: "open", topic: "cnn" });
    const question = await until("the question", () =>
      ada.sees(channel).find((m) => m.buttons.includes("Interview someone with this")),
    );
    ada.press(channel, question.id, "Interview someone with this");
    const shown = await sees(ada, "What to look for");
    expect(shown.private).toBe(true);
    expect(ben.sees(channel).some((m) => m.text.includes("What to look for"))).toBe(false);
    expect(discord.violations).toEqual([]);
  });

  it("says which filter has too few questions, and offers what is nearest", async () => {
    await start();
    ada.command(channel, "dlq-sheet", null, { topic: "ethics", level: "senior", questions: "8" });
    const few = await sees(ada, "of the 8 you asked for");
    expect(few.text).toContain("level senior");
    ada.press(channel, few.id, "Without topic Ethics");
    await sees(ada, "Questions, in this order");
    expect(discord.violations).toEqual([]);
  });
});

describe("a sheet on Slack", () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  it("comes as a list that its interviewer alone sees, and as a file in a direct message", async () => {
    const slack = await startSlack();
    const team = slack.addWorkspace("Acme");
    const grace = team.addMember("Grace");
    const study = team.addChannel("study");
    const tokens = { SLACK_BOT_TOKEN: team.state.token, SLACK_APP_TOKEN: slack.appToken };
    const bot = await startBot({ ...tokens, SLACK_API_URL: slack.apiUrl }, new TestTime());
    ends.push(
      () => bot.stop(),
      () => slack.close(),
    );
    const textOf = (message: Message) => `${message.text} ${JSON.stringify(message.blocks)}`;
    const reads = (text: string) =>
      until(`"${text}"`, () => grace.sees(study).findLast((m) => textOf(m).includes(text)));
    await grace.type(study, "sheet questions:3 minutes:30");
    await grace.press(await reads("Questions, in this order"), "To print (HTML)");
    await reads("The file is in a direct message to you.");
    const file = await until("the file", () => grace.directMessages().at(-1)?.files.at(-1));
    expect(file.name).toBe("interview-sheet.html");
    expectSheet(file.text);
    await grace.type(study, "sheet topic:ethics level:senior questions:8");
    await grace.press(await reads("of the 8 you asked for"), "Without topic Ethics");
    expect(slack.violations).toEqual([]);
  });
});
