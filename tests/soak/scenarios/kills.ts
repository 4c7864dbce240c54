import { Reaper } from "../reaper.ts";
import type { Outcome, Scenario } from "../scenario.ts";
import { setStage } from "../stage.ts";
import { DiscordTown } from "../towns/discord.ts";
import { SlackTown } from "../towns/slack.ts";
import type { Town } from "../towns/town.ts";

/** Days between two looks at everything. */
const LOOK_EVERY = 20;

/**
 * `kill -9`: three replicas go through day after day and die at every step that reaches Redis or a platform, before it,
 * while it is under way and after it, and at random moments; others take their place. The steps are not listed
 * here: the first days show which there are.
 */
function kills(platform: Town["platform"], short: number, long: number): Scenario {
  return {
    name: `kills-${platform}`,
    about: `kill -9 at every step and at random, on ${platform}`,
    unit: "kills",
    short,
    long,
    async run(kit, { count, until }): Promise<Outcome> {
      const size = platform === "discord" ? { groups: 6, learners: 4 } : { groups: 2, learners: 3 };
      const town = await (platform === "discord" ? DiscordTown : SlackTown).start(size);
      const stage = await setStage(kit, this.name, { towns: [town], replicas: 3, spare: 2 });
      const { fleet, course, random } = stage;
      const wrong: string[] = [];
      let days = 0;
      try {
        // A quiet day shows the steps.
        await stage.day();
        const reaper = new Reaper(fleet, random);
        while (fleet.kills < count && Date.now() < until && wrong.length === 0 && course.stuck.length === 0) {
          await stage.day();
          days++;
          if (days % LOOK_EVERY === 0) {
            wrong.push(...(await stage.verdict()).wrong);
            kit.say(`${this.name}: ${fleet.kills} kills in ${days} days`);
          }
        }
        await reaper.stop();
        await stage.day();
        const verdict = await stage.verdict();
        const points = reaper.points();
        const hits = reaper.hits();
        reaper.close();
        const hit = points.filter((point) => hits.has(point));
        const unseen = points.filter((point) => !hits.has(point));
        return {
          done: fleet.kills,
          wrong: [...wrong, ...verdict.wrong],
          notes: [
            `${days} days, ${course.lessons.size} windows`,
            `${hit.length} of ${points.length} named points hit, ${reaper.atRandom} kills at random moments`,
            ...(count > 200 && unseen.length > 0 ? [`never reached while armed: ${unseen.join("; ")}`] : []),
          ],
          log: fleet.log,
        };
      } finally {
        await stage.stop();
      }
    },
  };
}

export const KILLS = [kills("discord", 24, 1_500), kills("slack", 8, 500)];
