import { describe, expect, it } from "vitest";
import { nextInBerlin, passing, until } from "./bot.ts";
import { items } from "./items-cli.ts";
import {
  ada,
  ben,
  bots,
  channel,
  chidi,
  discord,
  openDaily,
  redis,
  sees,
  start,
  stop,
  time,
  useDiscord,
} from "./on-discord.ts";

useDiscord();

describe("a question with a wrong answer on Discord", () => {
  it("is reported to whoever looks after the bank, taken out, and its points are given to everybody once", async () => {
    const reports = { REPORTS_CHANNEL: `discord:${channel}` };
    const first = await start(reports);
    const question = await openDaily();
    for (const [i, member] of [ada, ben, chidi].entries()) {
      member.press(channel, question, "ABC"[i] ?? "A");
      await until("an answer", () =>
        member.sees(channel).find((m) => m.private && m.text.includes("Your answer")),
      );
    }
    ada.press(channel, question, "Report");
    await until("the form", () => ada.form());
    ada.submit("Both of the first two are right.");
    const thanks = await sees(ada, "A press sorts your report");
    await first.work();
    const posted = await sees(ben, "was reported");
    expect(posted.text).toContain("Both of the first two are right.");
    ada.press(channel, thanks.id, "The answer is wrong");
    await sees(ada, "It is kept with your report.");
    const item = /npm run items -- quarantine ([\w.-]+)/.exec(posted.text)?.[1] ?? "";

    // Its close books and shows as ever; then somebody finds that its answer is wrong.
    const next = nextInBerlin("09:00", time.now());
    await passing(first, time, next, () =>
      ben.sees(channel).find((m) => m.id === question && /Correct answer/.test(m.text)),
    );
    await stop(first);
    expect(await items(redis.url, ["retire", item])).toContain(`| \`${item}\` | 1 | retired |`);
    expect(await items(redis.url, ["health"])).toMatch(/wrong-key 1 +reported +retired by operator/);
    const second = await start(reports);
    await passing(second, time, time.now(), () =>
      ben.sees(channel).find((m) => m.text.includes("had a wrong answer")),
    );
    await until("a word to who reported it", () =>
      ada.directMessages().find((m) => m.text.includes("taken out")),
    );
    expect(ben.sees(channel).filter((m) => m.text.includes("had a wrong answer"))).toHaveLength(1);
    const result = ben.sees(channel).find((m) => m.id === question);
    expect(result?.text).toContain("This question was withdrawn: its answer was wrong.");
    expect(result?.text).not.toContain("Correct answer");
    const { store } = second.app;
    const team = `discord:${discord.guild.id}` as const;
    const scope = { group: channel, topic: null };
    const { rows } = await store.standings(team, scope, { kind: "all" }, 10, null);
    expect(rows.map(({ rank }) => rank)).toEqual([1, 1, 1]);
    expect(bots).toHaveLength(1);
    expect(discord.violations).toEqual([]);
  }, 90_000);
});
