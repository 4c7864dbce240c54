import { setTimeout as sleep } from "node:timers/promises";
import type { Fleet } from "../fleet.ts";
import type { Outcome, Scenario } from "../scenario.ts";
import { setStage } from "../stage.ts";
import { DiscordTown } from "../towns/discord.ts";

/** Requests a second that Discord takes of a bot. */
const LIMIT = 50;
const MEGABYTE = 1_000_000;

/** What all replicas hold, in bytes; spare processes are not counted. */
async function memoryOf(fleet: Fleet): Promise<number> {
  let sum = 0;
  for (const replica of fleet.replicas) {
    const report = replica.next("memory", 5_000);
    replica.order({ kind: "memory" });
    sum += (await report)?.heap ?? 0;
  }
  return sum;
}

/** Questions of many groups that are due in one minute, posted by some replicas that share Discord's limit. */
function fanOut(name: string, replicas: number, short: number, long: number): Scenario {
  return {
    name,
    about: `${replicas} replicas, many windows due in one minute, ${LIMIT} requests a second for all`,
    unit: "windows",
    short,
    long,
    async run(kit, { count }): Promise<Outcome> {
      const town = await DiscordTown.start({ groups: count, learners: 0 });
      const stage = await setStage(kit, name, { towns: [town], replicas, spare: 0 });
      const { fleet, course } = stage;
      try {
        const { router } = town.discord;
        router.limited.length = 0;
        const at = await course.nextOpening();
        const ideal = count / LIMIT;
        const before = await memoryOf(fleet);
        const begun = performance.now();
        await fleet.moveTo(at);
        let half = 0;
        let known = 0;
        let last = begun;
        while (known < count && performance.now() - last < 60_000) {
          await sleep(200);
          // Reading all messages would hold up the stand-in: what waits meanwhile looks to it as sent at once.
          const now = town.asked;
          if (now > known) last = performance.now();
          if (half === 0 && now > count / 2) half = await memoryOf(fleet);
          known = now;
        }
        const took = (last - begun) / 1_000;
        const after = await memoryOf(fleet);
        const refused = router.limited.length;
        const twice = town.groups.filter((group) => town.questions(group).length > 1).length;
        return {
          done: known,
          wrong: [
            ...(known === count ? [] : [`${count - known} windows have no message`]),
            ...(twice === 0 ? [] : [`${twice} windows have more than one message`]),
          ],
          notes: [
            `${took.toFixed(1)} s, the limit's own time is ${ideal.toFixed(1)} s: ${(took / ideal).toFixed(2)} times`,
            `${refused} answers of 429`,
            `heap of the replicas together: ${[before, half, after].map((b) => (b / MEGABYTE).toFixed(0)).join(", ")} MB before, at half, at the end`,
          ],
          log: fleet.log,
        };
      } finally {
        await stage.stop();
      }
    },
  };
}

export const FAN_OUT = [fanOut("due-at-once", 3, 60, 1_000), fanOut("shared-limit", 2, 80, 10_000)];
