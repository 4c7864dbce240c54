import { describe, expect, it } from "vitest";
import { startRedis } from "../setup/redis-server.ts";
import { nextInBerlin, startBot, until } from "./bot.ts";
import {
  ada,
  admin,
  ben,
  bots,
  channel,
  chidi,
  discord,
  HOUR,
  LETTERS,
  openDaily,
  sees,
  setUp,
  start,
  stop,
  time,
  useDiscord,
} from "./on-discord.ts";

useDiscord();

describe("the whole bot on Discord, in several processes or after a restart", () => {
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
    await stop(first);
    const second = await start();
    ada.press(channel, id, "B");
    await until("the answer to be taken", () => ada.sees(channel).some((m) => m.private));
    ben.react(channel, id, "🇧");
    await until("two answers", () => /\b2\b/.test(ada.sees(channel).find((m) => m.id === id)?.text ?? ""));
    await second.work();
    expect(ada.sees(channel).filter((m) => m.buttons.includes("A"))).toHaveLength(1);
    expect(discord.violations).toEqual([]);
  });

  it("puts its letters under a question that it was just sending when it was stopped", async () => {
    const first = await start();
    await setUp();
    discord.router.delay = 600;
    admin.command(channel, "dlq-daily", "now");
    const isSent = ({ method, path }: { method: string; path: string }) =>
      method === "POST" && path === `/channels/${channel}/messages`;
    await until("the question to be on its way", () => discord.router.seen.some(isSent));
    const stopped = stop(first);
    await until("the question", () => ada.sees(channel).some((m) => m.buttons.includes("A")));
    discord.router.delay = 0;
    await stopped;
    expect(first.log.filter((line) => /"level":"(warn|error)"/.test(line))).toEqual([]);
    await start();
    await until("four reactions", () => {
      const question = ada.sees(channel).find((m) => m.buttons.includes("A"));
      return question?.reactions.filter((r) => LETTERS.includes(r.emoji)).length === 4;
    });
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

  it.each([{}, { answers: "buttons" }])(
    "posts a question again whose message was deleted while no process listened %o",
    async (options) => {
      const first = await start();
      await setUp(options);
      time.moveTo(nextInBerlin("09:00", time.now()));
      const { id } = await sees(ada, /Nobody has answered/i);
      await stop(first);
      discord.deleteMessage(channel, id);
      await start();
      await until("the question again", () => ada.sees(channel).some((m) => m.buttons.includes("A")));
      expect(discord.violations).toEqual([]);
    },
  );

  it("posts a question again whose message was deleted while Redis was away", async () => {
    const own = await startRedis();
    await start({ REDIS_URL: own.url });
    const id = await openDaily();
    // They come once it is noted which message it is in.
    await until("four reactions", () => ada.sees(channel).find((m) => m.id === id)?.reactions.length === 4);
    await own.kill();
    discord.deleteMessage(channel, id);
    await until("a line in the log", () => bots[0]?.log.some((line) => line.includes("waits for the store")));
    await own.restart();
    const isUp = () => ada.sees(channel).some((m) => m.buttons.includes("A"));
    await until("the question again", isUp, 20_000);
    for (const bot of [...bots]) await stop(bot);
    await own.stop();
  });

  it("killed after it posted, and back after Discord forgot the post, has one question that takes answers", async () => {
    const first = await start();
    await setUp();
    first.app.store.confirmPosted = async () => {
      throw new Error("killed");
    };
    time.moveTo(nextInBerlin("09:00", time.now()));
    const { id } = await sees(ada, /answered/i);
    await stop(first);
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
    await stop(first);
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
    await stop(first);
    await start();
    await until("the count", () =>
      /\b1 answered/.test(ben.sees(channel).find((m) => m.id === id)?.text ?? ""),
    );
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
    await stop(bot);
    await own.stop();
  });

  it("goes on, and says so, where the bot is invited again while Redis is away", async () => {
    const own = await startRedis();
    await start({ REDIS_URL: own.url });
    await setUp();
    const told = (text: string) =>
      until(`"${text}"`, () => admin.directMessages().some((message) => message.text.includes(text)));
    discord.removeBot();
    await told("I was removed");
    await own.kill();
    discord.invite(discord.guild);
    await until("a line in the log", () => bots[0]?.log.some((line) => line.includes("waits for the store")));
    await own.restart();
    await told("goes on: the next one opens");
    for (const bot of [...bots]) await stop(bot);
    await own.stop();
  });
});
