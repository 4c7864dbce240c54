import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { DiscordStandIn } from "../stand-ins/discord/index.ts";
import type { StandInMember } from "../stand-ins/discord/member.ts";
import { nextInBerlin, startBot, type TestBot, TestTime, until } from "./bot.ts";

const HOUR = 3_600_000;
const LETTERS = ["🇦", "🇧", "🇨", "🇩"];

let redis: RedisServer;
let discord: DiscordStandIn;
let time: TestTime;
let bots: TestBot[];
let admin: StandInMember;
let ada: StandInMember;
let ben: StandInMember;
let chidi: StandInMember;
let channel: string;

async function start(): Promise<TestBot> {
  const bot = await startBot(
    { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url, REDIS_URL: redis.url },
    time,
  );
  bots.push(bot);
  return bot;
}

/** The newest message that a member sees and that holds a text. */
const sees = (member: StandInMember, text: string | RegExp) =>
  until(`"${text}" before ${member.user.globalName}`, () =>
    member
      .sees(channel)
      .findLast((m) => (typeof text === "string" ? m.text.includes(text) : text.test(m.text))),
  );

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

beforeEach(async () => {
  discord = await DiscordStandIn.start({ identifyEvery: 0 });
  time = new TestTime();
  bots = [];
  admin = discord.addMember("Grace", { admin: true });
  ada = discord.addMember("Ada");
  ben = discord.addMember("Ben");
  chidi = discord.addMember("Chidi");
  channel = discord.general.id;
});
afterEach(async () => {
  await Promise.all(bots.map((bot) => bot.stop()));
  await discord.stop();
});

/** Sets up 09:00 in Berlin: `daily set` shows it, and a press says yes. */
async function setUp(options: Record<string, string> = {}): Promise<void> {
  admin.command(channel, "dlq-daily", "set", { time: "09:00", timezone: "Europe/Berlin", ...options });
  const shown = await until("what would be set up", () =>
    admin.sees(channel).find((m) => m.buttons.includes("Set it up")),
  );
  admin.press(channel, shown.id, "Set it up");
  await sees(admin, "is set.");
}

/** Sets up 09:00 in Berlin and moves to that minute. */
async function openDaily(): Promise<string> {
  await setUp();
  time.moveTo(nextInBerlin("09:00", time.now()));
  const question = await sees(ada, /0 (have )?answered|Nobody has answered/i);
  return question.id;
}

describe("the whole bot on Discord", () => {
  it("serves /dlq topic:cnn: a question for all, a private verdict, one press counts", async () => {
    await start();
    ada.command(channel, "dlq", null, { topic: "cnn" });
    const question = await until("a question", () => ada.sees(channel).find((m) => m.buttons.includes("A")));
    expect(question.buttons.slice(0, 4)).toEqual(["A", "B", "C", "D"]);
    expect(question.text).toContain("Convolutional networks");
    ben.press(channel, question.id, "A");
    ben.press(channel, question.id, "B");
    const verdict = await until("a verdict", () => ben.sees(channel).find((m) => m.private));
    expect(verdict.text.length).toBeGreaterThan(20);
    expect(ada.sees(channel).filter((m) => m.private)).toEqual([]);
    expect(discord.violations).toEqual([]);
  });

  it("runs a day: set up by an admin, opened at its minute, answered in three ways, changed, closed, ranked", async () => {
    await start();
    ben.command(channel, "dlq-daily", "set", { time: "09:00", timezone: "Europe/Berlin" });
    await sees(ben, "Manage Server");
    const id = await openDaily();
    const message = () => ada.sees(channel).find((m) => m.id === id);
    await until(
      "four reactions",
      () => message()?.reactions.filter((r) => LETTERS.includes(r.emoji)).length === 4,
    );

    ada.press(channel, id, "A");
    await sees(ada, /Your answer is A/);
    ada.press(channel, id, "C");
    ben.react(channel, id, "🇨");
    await until(
      "Ben's reaction to be taken away",
      () => !message()?.reactions.some((r) => r.by.includes(ben.user.id)),
    );
    chidi.command(channel, "dlq-answer", null, { choice: "D" });
    await until("the count of three", () => /\b3 answer/.test(message()?.text ?? "") && message());
    const sealed = ada.sees(channel).filter((m) => m.private);
    expect(sealed.length).toBeGreaterThanOrEqual(2);

    // Read before the next question takes its place.
    const group = await bots[0]!.app.store.readGroup({ team: `discord:${discord.guild.id}`, group: channel });
    expect(group.windows).toBe(1);
    time.moveTo(time.now() + 24 * HOUR);
    const result = await until("the result", () =>
      message()?.buttons.some((b) => b.startsWith("Why")) ? message() : null,
    );
    const thread = await until("a thread", () => message()?.threadId);
    await until("a summary", () => ada.sees(thread).find((m) => /of 3 had it right/.test(m.text)));
    ada.press(channel, id, result.buttons[0] ?? "");
    await until("an explanation", () => ada.sees(channel).filter((m) => m.private).length > sealed.length);

    const stored = await bots[0]!.app.store.readAnswers(
      { team: `discord:${discord.guild.id}`, group: channel },
      group.current ?? "",
      0,
      10,
    );
    const round = await bots[0]!.app.store.readRound(`discord:${discord.guild.id}`, group.current ?? "");
    const choices = new Map(stored.answers.map((a) => [a.learner, a.choice]));
    expect([choices.get(ada.user.id), choices.get(ben.user.id), choices.get(chidi.user.id)]).toEqual([
      2, 2, 3,
    ]);
    const right = stored.answers.filter((a) => a.choice === round?.question.key).map((a) => a.learner);
    const winners = (await bots[0]!.app.store.shownNames(`discord:${discord.guild.id}`, right, 10)).names;
    ben.command(channel, "dlq-leaderboard", null, { period: "all" });
    const board = await until("a board", () =>
      ben.sees(channel).findLast((m) => m.text.includes("all time")),
    );
    for (const name of ["Ada", "Ben", "Chidi"])
      expect(board.text.includes(name)).toBe(winners.includes(name));
    ada.command(channel, "dlq-me", null);
    await sees(ada, /streak/i);
    expect(discord.violations).toEqual([]);
  });

  it("says late to a press after the close, and records nothing", async () => {
    await start();
    const id = await openDaily();
    const before = discord.world.channels.get(channel)?.messages.get(id);
    const stale = structuredClone(before?.buttons ?? []);
    time.moveTo(time.now() + 24 * HOUR);
    await until("the result", () =>
      ada.sees(channel).find((m) => m.id === id && m.buttons.some((b) => b.startsWith("Why"))),
    );
    // A phone that still shows the old message.
    before?.buttons.push(...stale);
    ada.press(channel, id, "A");
    await sees(ada, "closed");
    expect(discord.violations).toEqual([]);
  });

  it("counts the press that was made last, though an earlier one comes after it", async () => {
    await start();
    const id = await openDaily();
    const { gateway } = discord;
    const dispatch = gateway.dispatch.bind(gateway);
    const late: (() => void)[] = [];
    gateway.dispatch = (...event) => late.push(() => dispatch(...event));
    ada.press(channel, id, "A");
    gateway.dispatch = dispatch;
    await sleep(5);
    ada.press(channel, id, "C");
    await sees(ada, /Your answer is C/);
    for (const come of late) come();
    await until("both presses answered", () => ada.sees(channel).filter((m) => m.private).length === 2);
    const { store } = bots[0]!.app;
    const team = `discord:${discord.guild.id}` as const;
    const { current } = await store.readGroup({ team, group: channel });
    expect(await store.answerOf(team, current ?? "", ada.user.id)).toBe(2);
  });

  it("two replicas open one window and answer each command once", async () => {
    await start();
    await start();
    await setUp();
    time.moveTo(nextInBerlin("09:00", time.now()));
    await sees(ada, /answered/i);
    await Promise.all(bots.map((bot) => bot.work()));
    expect(ada.sees(channel).filter((m) => m.buttons.includes("A"))).toHaveLength(1);
    ada.command(channel, "dlq", null, { topic: "rnn" });
    await until(
      "the practice question",
      () => ada.sees(channel).filter((m) => m.buttons.includes("A")).length === 2,
    );
    await Promise.all(bots.map((bot) => bot.work()));
    expect(ada.sees(channel).filter((m) => m.buttons.includes("A"))).toHaveLength(2);
  });

  it("judges a first press by two replicas once, and says its points whichever of them answers", async () => {
    await start();
    await start();
    for (let i = 1; i <= 8; i++) {
      ada.command(channel, "dlq", null, { topic: "cnn" });
      const question = await until(
        "the practice question",
        () => ada.sees(channel).filter((m) => m.buttons.includes("A") && !m.private)[i - 1],
      );
      ada.press(channel, question.id, "B");
      await until("the verdict", () => ada.sees(channel).filter((m) => m.private).length === i);
    }
    const verdicts = ada.sees(channel).filter((m) => m.private);
    for (const { text } of verdicts) expect(text).toMatch(/^(Right: \d points?|Not this time)\n/);
    expect(verdicts.filter(({ text }) => text.includes("first answer stands"))).toEqual([]);
    expect(discord.violations).toEqual([]);
  });

  it("goes on after a restart: the open question takes answers, nothing is posted again", async () => {
    const first = await start();
    const id = await openDaily();
    await first.stop();
    bots = [];
    const second = await start();
    ada.press(channel, id, "B");
    await until("the answer to be taken", () => ada.sees(channel).some((m) => m.private));
    ben.react(channel, id, "🇧");
    await until("two answers", () => /\b2\b/.test(ada.sees(channel).find((m) => m.id === id)?.text ?? ""));
    await second.work();
    expect(ada.sees(channel).filter((m) => m.buttons.includes("A"))).toHaveLength(1);
    expect(discord.violations).toEqual([]);
  });

  it("posts a question again whose message was deleted, and closes it with the answers of both messages", async () => {
    await start();
    const id = await openDaily();
    ada.press(channel, id, "A");
    await until("the answer to be taken", () => ada.sees(channel).some((m) => m.private));
    discord.deleteMessage(channel, id);
    const again = await until("the question again", () =>
      ada.sees(channel).find((m) => m.buttons.includes("A") && m.id !== id && /\b1\b/.test(m.text)),
    );
    ben.press(channel, again.id, "B");
    await until("the answer to be taken", () => ben.sees(channel).some((m) => m.private));
    time.moveTo(time.now() + 24 * HOUR);
    const thread = await until("a thread", () => ada.sees(channel).find((m) => m.id === again.id)?.threadId);
    await until("a summary of two", () => ada.sees(thread).find((m) => /of 2 had it right/.test(m.text)));
    expect(discord.world.channels.get(thread)?.name).toMatch(/ · \d{1,2} \p{L}{3,4} \d{4}$/u);
    expect(discord.violations).toEqual([]);
  });

  it("killed after it posted, and back after Discord forgot the post, has one question that takes answers", async () => {
    const first = await start();
    await setUp();
    first.app.store.confirmPosted = async () => {
      throw new Error("killed");
    };
    time.moveTo(nextInBerlin("09:00", time.now()));
    const { id } = await sees(ada, /answered/i);
    await first.stop();
    bots = [];
    discord.forgetNonces();
    const chat = { authorId: chidi.user.id, content: "Good morning" };
    for (let i = 0; i < 150; i++) discord.world.addMessage(discord.general, chat);
    const second = await start();
    time.moveTo(time.now() + 5 * 60_000);
    await second.work();
    ada.press(channel, id, "B");
    await until("the count", () =>
      /\b1 answered/.test(ben.sees(channel).find((m) => m.id === id)?.text ?? ""),
    );
    expect(ada.sees(channel).filter((m) => m.buttons.includes("A"))).toHaveLength(1);
    expect(discord.violations).toEqual([]);
  });

  it("goes on in a server that threw it out and invited it again while it was down", async () => {
    const first = await start();
    await setUp();
    const place = { team: `discord:${discord.guild.id}`, group: channel } as const;
    const group = await first.app.store.readGroup(place);
    const paused = { reason: "bot-removed", since: time.now() } as const;
    await first.app.store.writeGroup(place, group.version, { ...group, paused, next: null });
    await first.stop();
    bots = [];
    const second = await start();
    let next: unknown = null;
    await until("the next opening", () => {
      void second.app.store.readGroup(place).then((now) => {
        next = now.paused === null ? now.next : null;
      });
      return next;
    });
  });

  it("shows the right count after a restart, without anybody answering", async () => {
    const first = await start();
    const id = await openDaily();
    const place = { team: `discord:${discord.guild.id}`, group: channel } as const;
    const { current } = await first.app.store.readGroup(place);
    // Taken by a process that was killed before it brought the message up to date.
    const answer = { learner: ada.user.id, name: "Ada", choice: 1, via: "button" } as const;
    await first.app.store.recordAnswer(place, current ?? "", answer, null);
    await first.stop();
    bots = [];
    await start();
    await until("the count", () =>
      /\b1 answered/.test(ben.sees(channel).find((m) => m.id === id)?.text ?? ""),
    );
  });

  it("pauses a schedule whose channel is deleted or closed to it, and tells its manager once", async () => {
    await start();
    const other = discord.addChannel({ name: "other" });
    await setUp({ channel: other.id });
    discord.deleteChannel(other);
    await until("word to the manager", () => admin.directMessages().find((m) => m.text.includes("paused")));
    time.moveTo(time.now() + 72 * HOUR);
    await bots[0]!.work();
    expect(admin.directMessages()).toHaveLength(1);
    expect(discord.violations).toEqual([]);
  });

  it("asks before it sets up, lets in whom an admin allows, and forgets at a press, with two replicas", async () => {
    await start();
    await start();
    const press = async (member: StandInMember, label: string) => {
      const shown = await until(`the button ${label}`, () =>
        member.sees(channel).findLast((m) => m.buttons.includes(label)),
      );
      member.press(channel, shown.id, label);
    };
    ben.command(channel, "dlq-daily", "set", { time: "10:00", topics: "cnn" });
    await press(ben, "Ask to manage it");
    await press(admin, "Allow");
    await until("word to Ben", () => ben.directMessages().find((m) => m.text.includes("You may manage")));
    ben.command(channel, "dlq-daily", "set", { time: "10:00", topics: "cnn" });
    await press(ben, "Set it up");
    await sees(ben, "is set.");
    admin.command(channel, "dlq-daily", "list", {});
    await sees(admin, /10:00 UTC.*the next one opens/);

    ada.command(channel, "dlq", null, { topic: "cnn" });
    await press(ada, "A");
    await until("a verdict", () => ada.sees(channel).find((m) => m.private));
    ada.command(channel, "dlq-privacy", "forget", {});
    await sees(ada, "Nothing was removed yet");
    await press(ada, "Remove it all");
    await sees(ada, "is gone");
    ada.command(channel, "dlq-privacy", "forget", {});
    await sees(ada, "I keep nothing about you");
    expect(discord.violations).toEqual([]);
  });

  it("turns a board, and leaves out who left the server", async () => {
    const bot = await start();
    const team = `discord:${discord.guild.id}` as const;
    for (let i = 0; i < 13; i++) {
      const member = discord.addMember(`Member ${String(i).padStart(2, "0")}`);
      member.command(channel, "dlq", null, { topic: "cnn" });
      // Their own, not the one before it that everybody sees as well.
      const question = await until(
        "a question",
        () => member.sees(channel).filter((m) => m.buttons.includes("A"))[i],
      );
      const here = { team, group: channel };
      const { practice: round } = await bot.app.store.answerable(here, member.user.id);
      member.press(channel, question.id, "ABCD"[round?.question.key ?? 0] ?? "A");
      await until("a verdict", () => member.sees(channel).find((m) => m.private));
      if (i === 0) discord.guild.members.delete(member.user.id);
    }
    ada.command(channel, "dlq-leaderboard", null, { period: "all" });
    const board = await sees(ada, "12 learners with points");
    expect(board.text).toContain("Page 1 of 2");
    expect(board.text).not.toContain("Member 00");
    ada.press(channel, board.id, "Next page");
    const second = await sees(ada, "Page 2 of 2");
    expect([second.private, second.buttons]).toEqual([true, ["Page before"]]);
    expect(discord.violations).toEqual([]);
  });

  it("tells the truth while Redis is away, and recovers by itself", async () => {
    const own = await startRedis();
    const bot = await startBot(
      { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url, REDIS_URL: own.url },
      time,
    );
    bots.push(bot);
    ada.command(channel, "dlq", null, { topic: "cnn" });
    const question = await until("a question", () => ada.sees(channel).find((m) => m.buttons.includes("A")));
    await own.kill();
    ada.press(channel, question.id, "A");
    await sees(ada, "cannot reach my memory");
    expect((await fetch(`${bot.app.url}/readyz`)).status).toBe(503);
    await own.restart();
    await expect
      .poll(async () => (await fetch(`${bot.app.url}/readyz`)).status, { timeout: 15_000 })
      .toBe(200);
    ben.press(channel, question.id, "A");
    await until("a verdict", () =>
      ben.sees(channel).find((m) => m.private && !m.text.includes("cannot reach")),
    );
    expect(discord.violations).toEqual([]);
    await bot.stop();
    bots = [];
    await own.stop();
  });
});
