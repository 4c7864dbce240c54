import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { nextInBerlin, until } from "./bot.ts";
import {
  ada,
  study as channel,
  direct as directly,
  labels,
  openDaily,
  sees,
  slack,
  start as startBot,
  stop,
  team,
  textOf,
  time,
  useSlack,
} from "./on-slack.ts";

const HOUR = 3_600_000;
/** Reviews, which are due some days after an answer. */
const DUE = /reviews? (is|are) due/;

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

useSlack(1);
const start = () => startBot({ REDIS_URL: redis.url });
const direct = (text: string | RegExp) => directly(ada, text);

describe("reminders on Slack", () => {
  it("come in the member's own zone, open the question and the session directly, and end at a press", async () => {
    ada.user.timezone = "Europe/Berlin";
    const bot = await start();
    await openDaily();
    await ada.type(channel, "cnn private");
    const practice = await until("a question", () =>
      ada.sees(channel).findLast((m) => m.onlyFor === ada.id && labels(m).includes("A")),
    );
    await ada.press(practice, "A");
    await sees(ada, "Correct answer");
    await ada.type(channel, "remind on 18:00");
    expect(textOf(await sees(ada, "Reminders are on"))).toContain("Europe/Berlin");
    time.moveTo(nextInBerlin("18:01", time.now()));
    await ada.press(await direct("Your reminder"), "Answer the question");
    const question = await until("the question", () =>
      ada.directMessages().findLast((m) => labels(m).includes("A")),
    );
    expect(labels(question).slice(0, 4)).toEqual(["A", "B", "C", "D"]);
    await ada.press(question, "B");
    await ada.press(await direct(/Your answer is \*?B/), "Sure");
    await direct(/confidence|sure/i);

    const isDue = () => ada.directMessages().some((m) => DUE.test(textOf(m)));
    for (let day = 0; day < 20 && !isDue(); day++) {
      time.moveTo(nextInBerlin("18:01", time.now()));
      await bot.work();
    }
    await ada.press(await direct(DUE), "Review");
    const session = await direct(/1 of/);
    await ada.press(session, "A");
    await until("a verdict in its place", () =>
      ada.directMessages().find((m) => m.ts === session.ts && textOf(m).includes("Correct answer")),
    );
    await ada.press(await direct(DUE), "No more reminders");
    await direct("brings them back");
    const before = ada.directMessages().length;
    time.moveTo(nextInBerlin("18:01", time.now() + 24 * HOUR));
    await bot.work();
    expect(ada.directMessages()).toHaveLength(before);
    expect(slack.violations).toEqual([]);
  });

  it("are switched off where the conversation with the bot is closed, and stay off after a restart", async () => {
    const bot = await start();
    await openDaily();
    await ada.type(channel, "remind on 18:00");
    await sees(ada, "Reminders are on");
    await stop(bot);
    const second = await start();
    ada.user.takesDirect = false;
    time.moveTo(nextInBerlin("18:01", time.now()));
    const id = `slack:${team.state.id}` as const;
    for (let i = 0; i < 20; i++) {
      await second.work();
      if ((await second.app.store.readReminding(id, ada.id)).reminders === null) break;
    }
    expect((await second.app.store.readReminding(id, ada.id)).reminders).toBeNull();
    expect(second.log.some((line) => line.includes("they cannot be reached"))).toBe(true);
  });

  it("refuse a time and a zone that are none, with what can be said instead", async () => {
    await start();
    await ada.type(channel, "remind on at:25:00");
    await sees(ada, "no such hour");
    await ada.type(channel, "remind on zone:Europe/Berlim");
    await sees(ada, "Europe/Berlin");
  });
});
