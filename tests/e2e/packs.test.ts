import { afterEach, describe, expect, it } from "vitest";
import { bytesOf, FORMATS } from "../packs/samples.ts";
import { startSlack } from "../stand-ins/slack/index.ts";
import type { Message } from "../stand-ins/slack/state.ts";
import { startBot, TestTime, until } from "./bot.ts";
import { admin, ben, channel, discord, sees, start, useDiscord } from "./on-discord.ts";

/** The two questions of every sample file. */
const ASKED = /Which planet is the largest|Water boils sooner/;

describe("packs on Discord", () => {
  useDiscord();

  it("come from every format, are asked as the question of the day, go out and come in again", async () => {
    await start();
    const bring = (name: string, file: string, text: string) => {
      const option = { option: "file", name: file, bytes: bytesOf(text) };
      admin.commandWith(channel, "dlq-pack", "import", { name }, option);
    };
    for (const [file, text] of Object.entries(FORMATS)) {
      bring(`From ${file}`, file, text);
      const brought = await sees(admin, `From ${file} is here: 2 questions of 2`);
      expect(brought.private).toBe(true);
    }
    const last = await sees(admin, "From notes.txt is here");
    admin.press(channel, last.id, "Release it");
    await sees(admin, "From notes.txt is released");
    admin.command(channel, "dlq-daily", "set", { time: "09:00", timezone: "UTC", pack: "From notes.txt" });
    admin.press(channel, (await sees(admin, "Nothing is set up yet")).id, "Set it up");
    await sees(admin, /The daily question of .* is set/);
    admin.command(channel, "dlq-daily", "now");
    const daily = await until("the question", () => ben.sees(channel).find((m) => ASKED.test(m.text)));
    expect(daily.text).toContain("From notes.txt");
    ben.press(channel, daily.id, "A");
    await sees(ben, "Your answer is A");
    admin.command(channel, "dlq-pack", "export", { pack: "from-notes-txt", form: "json" });
    const out = await until("the file", () => admin.sees(channel).find((m) => m.files.length > 0));
    bring("Again", out.files[0]?.name ?? "", out.files[0]?.text ?? "");
    // The one that is open is not in the file.
    await sees(admin, "Again is here: one question of 1");
    expect(discord.violations).toEqual([]);
  });

  it("come by the form of a command without a file, as a file or as text", async () => {
    await start();
    admin.command(channel, "dlq-pack", "import", { name: "By form" });
    const offer = await sees(admin, "Send a file with questions");
    const [[name, text] = ["", ""]] = Object.entries(FORMATS);
    const open = async () => {
      admin.press(channel, offer.id, "Choose a file, or paste");
      await until("the form", () => admin.form());
    };
    await open();
    admin.submit("", [], { name, bytes: bytesOf(text) });
    await sees(admin, "By form is here: 2 questions of 2");
    await open();
    admin.submit("");
    await sees(admin, "neither a file nor a text");
    expect(discord.violations).toEqual([]);
  });

  it("say what is wrong in a reply and as a file, and are nobody's who does not manage", async () => {
    await start();
    const rows = Array.from({ length: 12 }, (_, i) => `Why ${i}?,same,same,A`);
    const bytes = bytesOf(["question,A,B,answer", "Fine?,yes,no,A", ...rows].join("\n"));
    admin.commandWith(channel, "dlq-pack", "import", {}, { option: "file", name: "quiz.csv", bytes });
    const told = await sees(admin, "quiz is here: one question of 13");
    expect(told.text).toContain("Line 3: two options say the same");
    const file = await until("the file", () => admin.sees(channel).find((m) => m.files.length > 0));
    expect(file.files[0]?.text.match(/two options say the same/g)).toHaveLength(12);
    ben.commandWith(channel, "dlq-pack", "import", {}, { option: "file", name: "own.csv", bytes });
    const refused = await until("a refusal", () => ben.sees(channel).at(-1));
    expect(refused.text).not.toContain("is here");
    expect(discord.violations).toEqual([]);
  });
});

describe("packs on Slack", () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  it("come by a form, are asked as the question of the day, go out and come in again", async () => {
    const slack = await startSlack();
    const team = slack.addWorkspace("Acme");
    const grace = team.addMember("Grace", { isAdmin: true });
    const study = team.addChannel("study");
    const tokens = { SLACK_BOT_TOKEN: team.state.token, SLACK_APP_TOKEN: slack.appToken };
    const bot = await startBot({ ...tokens, SLACK_API_URL: slack.apiUrl }, new TestTime());
    ends.push(
      () => bot.stop(),
      () => slack.close(),
    );
    const textOf = (message: Message) => `${message.text} ${JSON.stringify(message.blocks)}`;
    const reads = (text: string | RegExp) =>
      until(`"${text}"`, () =>
        grace
          .sees(study)
          .findLast((m) => (typeof text === "string" ? textOf(m).includes(text) : text.test(textOf(m)))),
      );
    const bring = async (name: string, file: string, text: string, counts = "2 questions of 2") => {
      const offers = () => grace.sees(study).filter((m) => textOf(m).includes("Send a file with questions"));
      const before = offers().length;
      await grace.type(study, `pack import ${name}`);
      const offer = await until("the offer", () => offers()[before]);
      await grace.press(offer, "Choose a file, or paste");
      await until("the form", () => grace.form());
      await grace.submit("", [], { name: file, bytes: bytesOf(text) });
      await reads(new RegExp(`${name}.{0,60}is here: ${counts}`));
    };
    for (const [i, [file, text]] of Object.entries(FORMATS).entries()) await bring(`format${i}`, file, text);
    await grace.type(study, "pack release format3");
    await reads("is released");
    await grace.type(study, "daily set time:09:00 timezone:UTC pack:format3");
    await grace.press(await reads("Set it up"), "Set it up");
    await reads(/The daily question of .* is set/);
    await grace.type(study, "daily now");
    const daily = await reads(ASKED);
    expect(textOf(daily)).toContain("format3");
    await grace.type(study, "pack export format3 csv");
    const out = await until("the file", () => grace.directMessages().at(-1)?.files.at(-1));
    // The one that is open is not in the file.
    await bring("again", out.name, out.text, "one question of 1");
    expect(slack.violations).toEqual([]);
  });
});
