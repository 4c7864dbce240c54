import type { Outcome, Scenario } from "../scenario.ts";
import { setStage } from "../stage.ts";
import { DiscordTown } from "../towns/discord.ts";
import { SlackTown } from "../towns/slack.ts";
import type { Town } from "../towns/town.ts";
import { Weather } from "../weather.ts";

const LOOK_EVERY = 20;

/**
 * Every press comes up to twelve times, late and out of order, to two replicas, while the platform answers with 503,
 * 429 and 502, does what it says it did not do, is slow, and cuts connections.
 */
function events(platform: Town["platform"], short: number, long: number): Scenario {
  return {
    name: `events-${platform}`,
    about: `events duplicated, reordered and delayed, storms of 429 and 5xx, sockets cut, on ${platform}`,
    unit: "events",
    short,
    long,
    async run(kit, { count, until }): Promise<Outcome> {
      const size = platform === "discord" ? { groups: 5, learners: 40 } : { groups: 2, learners: 20 };
      const town = await (platform === "discord" ? DiscordTown : SlackTown).start(size);
      const stage = await setStage(kit, this.name, { towns: [town], replicas: 2, spare: 0 });
      const { fleet, course, random } = stage;
      const wrong: string[] = [];
      let days = 0;
      try {
        const weather = new Weather([town], random);
        while (
          weather.events < count &&
          Date.now() < until &&
          wrong.length === 0 &&
          course.stuck.length === 0
        ) {
          await stage.day();
          days++;
          if (days % LOOK_EVERY === 0) {
            wrong.push(...(await stage.verdict()).wrong);
            kit.say(`${this.name}: ${weather.events} events in ${days} days`);
          }
        }
        await weather.stop();
        const verdict = await stage.verdict();
        const early = town.violations().filter((what) => /Retry-After/.test(what)).length;
        return {
          done: weather.events,
          wrong: [...wrong, ...verdict.wrong],
          notes: [
            `${days} days, ${course.lessons.size} windows, ${fleet.kills} processes ended`,
            ...weather.notes(),
            ...(early > 0 ? [`${early} requests before Retry-After had passed`] : []),
          ],
          log: fleet.log,
        };
      } finally {
        await stage.stop();
      }
    },
  };
}

export const EVENTS = [events("discord", 1_500, 160_000), events("slack", 300, 40_000)];
