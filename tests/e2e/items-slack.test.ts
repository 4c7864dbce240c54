import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { nextInBerlin, passing, until } from "./bot.ts";
import { items } from "./items-cli.ts";
import {
  ada,
  ben,
  chidi,
  labels,
  openDaily,
  sees,
  slack,
  start,
  stop,
  study,
  team,
  textOf,
  time,
  useSlack,
} from "./on-slack.ts";

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

useSlack();

describe("a question with a wrong answer on Slack", () => {
  it("is reported to whoever looks after the bank, taken out, and its points are given to everybody once", async () => {
    const reports = { REDIS_URL: redis.url, REPORTS_CHANNEL: `slack:${team.state.id}/${study.id}` };
    const first = await start(reports);
    const question = await openDaily();
    for (const [i, member] of [ada, ben, chidi].entries()) {
      await member.press(question, "ABC"[i] ?? "A");
      await sees(member, "Your answer is");
    }
    await ada.press(question, "Report");
    await until("the form", () => ada.user.modal);
    await ada.submit("Both of the first two are right.");
    const thanks = await sees(ada, "A press sorts your report");
    await first.work();
    const posted = await sees(ben, "was reported");
    await ada.press(thanks, "The answer is wrong");
    const item = /npm run items -- quarantine ([\w.-]+)/.exec(textOf(posted))?.[1] ?? "";
    expect(item).not.toBe("");

    await passing(first, time, nextInBerlin("09:00", time.now()), () =>
      labels(question).find((label) => label === "Explain it"),
    );
    await stop(first);
    expect(await items(redis.url, ["retire", item])).toContain(`| \`${item}\` | 1 | retired |`);
    const second = await start(reports);
    const told = () => ben.sees(study).filter((m) => textOf(m).includes("had a wrong answer"));
    await passing(second, time, time.now(), () => told()[0]);
    await until("a word to who reported it", () =>
      ada.directMessages().find((m) => textOf(m).includes("taken out")),
    );
    expect(told()).toHaveLength(1);
    const shown = ben.sees(study).find((m) => m.ts === question.ts);
    expect(textOf(shown ?? question)).toContain("This question was withdrawn: its answer was wrong.");
    expect(textOf(shown ?? question)).not.toContain("Correct answer");
    const place = `slack:${team.state.id}` as const;
    const scope = { group: study.id, topic: null };
    const { rows } = await second.app.store.standings(place, scope, { kind: "all" }, 10, null);
    expect(rows.map(({ rank }) => rank)).toEqual([1, 1, 1]);
    expect(slack.violations).toEqual([]);
  }, 90_000);
});
