import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SlackStandIn } from "../stand-ins/slack/index.ts";
import { startSlack } from "../stand-ins/slack/index.ts";
import { startBot, type TestBot, TestTime, until } from "./bot.ts";

const MEMBERS = 8;
const QUESTIONS = 3;

describe("two live rounds at once in one Slack workspace", () => {
  let slack: SlackStandIn;
  let bot: TestBot | null;
  beforeEach(async () => {
    slack = await startSlack();
    bot = null;
  });
  afterEach(async () => {
    await bot?.stop();
    await slack.close();
  });

  it("come to their podiums within the edits that Slack takes in a minute", async () => {
    const team = slack.addWorkspace("Acme");
    const members = Array.from({ length: MEMBERS }, (_, i) => team.addMember(`Member ${i}`));
    const channels = [team.addChannel("one"), team.addChannel("two")];
    const time = new TestTime();
    const env = { SLACK_BOT_TOKEN: team.state.token, SLACK_APP_TOKEN: slack.appToken };
    const running = await startBot({ ...env, SLACK_API_URL: slack.apiUrl }, time, 3_000);
    bot = running;
    const [host] = members;
    if (host === undefined) throw new Error("nobody is there");
    const seen = (channel: (typeof channels)[number], what: string) =>
      host.sees(channel).findLast((m) => `${m.text} ${JSON.stringify(m.blocks)}`.includes(what));
    async function comes(what: string): Promise<void> {
      const there = () => channels.every((channel) => seen(channel, what) !== undefined);
      for (let i = 0; i < 60 && !there(); i++) {
        time.moveTo(time.now() + 1_000);
        await running.work();
      }
      await until(what, there);
    }
    const everybody = async (what: string, label: string) => {
      for (const member of members)
        await Promise.all(
          channels.map(async (channel) => {
            const message = seen(channel, what);
            if (message !== undefined) await member.press(message, label);
          }),
        );
    };
    for (const channel of channels) await host.type(channel, `live cnn rounds:${QUESTIONS} seconds:10`);
    await comes("Join");
    await everybody("Join", "Join");
    await Promise.all(
      channels.map(async (channel) => {
        const lobby = seen(channel, "Join");
        if (lobby !== undefined) await host.press(lobby, "Start");
      }),
    );
    for (let number = 1; number <= QUESTIONS; number++) {
      await comes(`question ${number} of ${QUESTIONS}`);
      await everybody(`question ${number} of ${QUESTIONS}`, "A");
      await comes(`result ${number} of ${QUESTIONS}`);
    }
    await comes("the podium");
    expect(slack.violations).toEqual([]);
    const metrics = await (await fetch(`${running.app.url}/metrics`)).text();
    expect(metrics).toContain("dlq_posts_total");
    expect(metrics.split("\n").filter((line) => /^dlq_limited_total.* [1-9]/.test(line))).toEqual([]);
  }, 60_000);
});
