import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { FAMILIES } from "../../src/bank/families/index.ts";
import { loadBank } from "../../src/bank/load.ts";
import { readMock, runningOf } from "../../src/engine/uses/mock-state.ts";
import type { OpenItem } from "../../src/engine/words/item.ts";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { startSlack } from "../stand-ins/slack/index.ts";
import { buttonsOf } from "../stand-ins/slack/member.ts";
import type { Message } from "../stand-ins/slack/state.ts";
import { startBot, type TestBot, TestTime, until } from "./bot.ts";
import { ada, ben, channel, discord, HOUR, start, stop, time, useDiscord } from "./on-discord.ts";

const loaded = loadBank("questions", FAMILIES);
if (loaded.kind !== "loaded") throw new Error("the bank is refused");
const { bank } = loaded;

/** A member in front of the newest step of a mock interview, on whatever platform. */
interface Client {
  /** Everything that they see, and all that it carries. */
  payload(): string;
  /** The labels of the buttons of the step. */
  labels(): readonly string[];
  press(label: string): Promise<unknown>;
  form(): string | null;
  submit(text: string): Promise<unknown>;
}

/** What of a question must not be seen before its answer has ended. */
const secretsOf = (item: OpenItem): string[] => [
  ...item.keyPoints.map(({ point }) => point),
  ...item.interviewer.redFlags,
  ...Object.values(item.modelAnswers).map(({ answer }) => answer),
  ...item.followUps.map(({ answer }) => answer),
  ...[item.workedAnswer, item.shortAnswer],
];
const letters = (text: string) => text.replace(/\\[nrtu"]/g, "").replace(/[^\p{L}\p{N}]+/gu, "");

/** The open question that is asked, as the store and the bank know it, and where its answer is; null: none is. */
async function asked({ app }: TestBot, team: `${"discord" | "slack"}:${string}`, learner: string) {
  const found = await app.store.readDocument(team, runningOf(learner));
  const state = found === null ? null : readMock(found.value);
  const last = state?.interview.questions.at(-1);
  const item = last?.kind === "open" ? bank.item(last.item, "") : null;
  return state === null || item?.kind !== "open" ? null : { item, stage: state.stage };
}

type Now = () => ReturnType<typeof asked>;

/** Does something, and waits for what comes of it; nothing is told too early on the way. */
async function goes(client: Client, now: Now, act: () => Promise<unknown>, hasCome: () => boolean) {
  await act();
  await until("the next step", hasCome);
  const here = await now();
  if (here === null || !["asked", "rate"].includes(here.stage)) return;
  const shown = letters(client.payload());
  expect(secretsOf(here.item).filter((secret) => shown.includes(letters(secret)))).toEqual([]);
}

const has = (client: Client, label: string) => () => client.labels().includes(label);
/** One way through a question, from its prompt to the next one, or to the scorecard. */
async function answer(client: Client, now: Now, text: string | null): Promise<void> {
  if (client.labels().includes("A")) {
    await goes(
      client,
      now,
      () => client.press("A"),
      () => has(client, "Next question")(),
    );
  } else {
    if (text === null)
      await goes(client, now, () => client.press("Done, I said it"), has(client, "It was strong"));
    else {
      await client.press("Write my answer");
      await until("the form", () => client.form());
      await goes(client, now, () => client.submit(text), has(client, "It was strong"));
      expect(client.payload()).toContain(text);
    }
    await goes(client, now, () => client.press("It was strong"), has(client, "Count what I said"));
    await client.press("Count what I said");
    await until("the boxes", () => client.form());
    await goes(client, now, () => client.submit(""), has(client, "Skip it"));
    await goes(
      client,
      now,
      () => client.press("Done, I said it"),
      () => !has(client, "Skip it")(),
    );
  }
  const on = client.labels().includes("Next question") ? "Next question" : "See my scorecard";
  await goes(
    client,
    now,
    () => client.press(on),
    () => !has(client, on)(),
  );
}

async function toTheEnd(client: Client, now: Now): Promise<void> {
  for (let questions = 0; !client.labels().includes("Study these"); questions++) {
    expect(questions).toBeLessThan(12);
    await answer(client, now, null);
  }
}

describe("a mock interview on Discord", () => {
  useDiscord();

  it("is left in the middle, gone on with by another process, and ends in a scorecard and a session", async () => {
    const first = await start();
    let id = "";
    const newest = () => ada.sees(channel).find((m) => m.id === id);
    const client: Client = {
      payload: () => JSON.stringify(ada.sees(channel)),
      labels: () => newest()?.buttons ?? [],
      press: async (label) => ada.press(channel, id, label),
      form: () => ada.form(),
      submit: async (text) => ada.submit(text),
    };
    let bot = first;
    const now = () => asked(bot, `discord:${discord.guild.id}`, ada.user.id);
    const step = (not: string) =>
      until("a step", () =>
        ada.sees(channel).findLast((m) => m.text.includes("Mock interview") && m.id !== not),
      );
    ada.command(channel, "dlq-mock", null, { minutes: "10" });
    const begun = await step("");
    expect([begun.private, begun.text.includes("meant to take")]).toEqual([true, true]);
    id = begun.id;
    await answer(client, now, "Because of how gradients flow.");
    const prompt = newest()?.text;

    await stop(first);
    bot = await start();
    time.moveTo(time.now() + 24 * HOUR);
    ada.command(channel, "dlq-mock", null, {});
    id = (await step(begun.id)).id;
    expect(newest()?.text).toContain("this is where you left");
    expect(letters(newest()?.text ?? "")).toContain(letters(prompt?.split("\n")[2] ?? "nothing"));
    await toTheEnd(client, now);
    expect(newest()?.text).toContain("Your mock interview: 0% covered");
    ada.press(channel, id, "As Markdown");
    const file = await until("the file", () => ada.sees(channel).find((m) => m.files.length > 0));
    expect(file.files[0]?.text).toMatch(/^# Your mock interview/);
    ada.press(channel, id, "Study these");
    await until("a session", () => ada.sees(channel).find((m) => m.text.includes("1 of 3")));
    expect(newest()?.text).toContain("Your mock interview");
    expect(ben.sees(channel)).toEqual([]);
    expect(discord.violations).toEqual([]);
  }, 60_000);
});

describe("a mock interview on Slack", () => {
  let redis: RedisServer;
  const ends: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  it("is left in the middle, gone on with by another process, and ends in a scorecard", async () => {
    const slack = await startSlack();
    const team = slack.addWorkspace("Acme");
    const grace = team.addMember("Grace");
    const study = team.addChannel("study");
    const clock = new TestTime();
    const env = { SLACK_BOT_TOKEN: team.state.token, SLACK_APP_TOKEN: slack.appToken };
    const begin = () => startBot({ ...env, SLACK_API_URL: slack.apiUrl, REDIS_URL: redis.url }, clock);
    let bot = await begin();
    ends.push(
      () => bot.stop(),
      () => slack.close(),
    );
    const textOf = (message: Message | undefined) => `${message?.text} ${JSON.stringify(message?.blocks)}`;
    const steps = () => grace.directMessages().filter((m) => textOf(m).includes("dlq:mock:"));
    const newest = () => steps().at(-1);
    const client: Client = {
      payload: () => JSON.stringify([grace.directMessages(), grace.sees(study)]),
      labels: () => buttonsOf(newest() ?? { blocks: [] }).map(({ label }) => label),
      press: async (label) => grace.press(newest() as Message, label),
      form: () => grace.form(),
      submit: (text) => grace.submit(text),
    };
    const now = () => asked(bot, `slack:${team.state.id}`, grace.id);
    await grace.type(study, "mock minutes:10");
    await until("the first question", () => newest());
    await answer(client, now, "Because of how gradients flow.");
    await bot.stop();
    bot = await begin();
    clock.moveTo(clock.now() + 24 * HOUR);
    await grace.type(study, "mock");
    await until("where it was left", () => textOf(newest()).includes("this is where you left"));
    await toTheEnd(client, now);
    expect(textOf(newest())).toContain("Your mock interview: 0% covered");
    expect(slack.violations).toEqual([]);
  }, 60_000);
});
