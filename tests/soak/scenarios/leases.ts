import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { bundleReplica } from "../bundle.ts";
import { doubles } from "../checks.ts";
import type { Replica } from "../fleet.ts";
import type { CrashPoint } from "../replica/messages.ts";
import type { Outcome, Scenario } from "../scenario.ts";
import { type Stage, setStage } from "../stage.ts";
import { DiscordTown } from "../towns/discord.ts";
import { SlackTown } from "../towns/slack.ts";
import type { Town } from "../towns/town.ts";

/** More than a lease, by the store's clock. */
const LEASE = 65_000;
/** How long a step may take to be reached, in milliseconds. */
const REACHED = 4_000;
/** How long the other replica has for what the stopped one left, in milliseconds. */
const TAKEN_OVER = 4_500;
/** How long a process is stopped in real time, in milliseconds. */
const STOPPED = 90_000;
/** On Slack: by then at most one copy may be live, by the bot's clock. */
const TWO_MINUTES = 120_000;

/** Steps of opening and closing, as they are seen on a quiet day. */
const EFFECTS =
  /^redis (claim_due|open_window|confirm_posted|freeze|apply|book|take_close|begin_effect|mark_effect|finish_round|settle|moveToActive|moveToFinished)|^discord (POST|PATCH) \/channels|^slack chat\./;

/** Steps that post something. */
const MESSAGES = /^discord POST \/channels\/:id\/messages$|^slack chat\.postMessage$/;

/** Whether the system holds a process stopped. */
function isStopped(replica: Replica): boolean {
  try {
    return /^State:\s+T/m.test(readFileSync(`/proc/${replica.process.pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

async function waitFor(isSo: () => boolean, patience: number): Promise<boolean> {
  const end = Date.now() + patience;
  while (Date.now() < end) {
    if (isSo()) return true;
    await sleep(20);
  }
  return isSo();
}

/**
 * A replica is stopped (SIGSTOP) in the middle of every effect until its lease is over; another one takes the work
 * over; then the first one wakes and goes on where it was.
 */
function leases(platform: Town["platform"], short: number, long: number, isReal = false): Scenario {
  return {
    name: isReal ? `stopped-90s-${platform}` : `leases-${platform}`,
    about: isReal
      ? `a process stopped for 90 real seconds right before a message, with the times as they are, on ${platform}`
      : `a lease lost in the middle of every effect, on ${platform}`,
    unit: "stops",
    short,
    long,
    async run(kit, { count, until }): Promise<Outcome> {
      const size = { groups: 1, learners: 2 };
      const town = await (platform === "discord" ? DiscordTown : SlackTown).start(size);
      const file = isReal ? await bundleReplica(false) : kit.file;
      const stage = await setStage({ ...kit, file }, this.name, { towns: [town], replicas: 2, spare: 0 });
      const { fleet, course } = stage;
      try {
        await stage.day();
        await sleep(300);
        let stops = 0;
        const missed: string[] = [];
        const held = new Set<string>();
        const points = (["open", "close"] as const).flatMap((phase) =>
          [...(fleet.steps.get(phase) ?? [])]
            .filter((step) => (isReal ? MESSAGES : EFFECTS).test(step))
            .flatMap((step) =>
              (isReal ? (["before"] as const) : (["before", "sent", "after"] as const)).map((when) => ({
                phase,
                point: { step, when },
              })),
            ),
        );
        const order = stage.random.shuffle(points);
        for (let i = 0; stops < count && Date.now() < until && course.stuck.length === 0; i++) {
          if (order.length === 0 || i >= order.length * 4) break;
          const { phase, point } = order[i % order.length] as (typeof order)[number];
          course.nudge = isReal ? 0 : course.nudge;
          const isHeld = await dayWithStop(stage, phase, point, isReal);
          if (isHeld) {
            stops++;
            held.add(`${phase}: ${point.when} ${point.step}`);
          } else missed.push(`${phase}: ${point.when} ${point.step}`);
        }
        // Two minutes later whatever came twice has to be one again.
        await fleet.setOffset(fleet.offset() + TWO_MINUTES);
        await sleep(2_500);
        const { wrong } = await stage.verdict();
        const all = town.groups.flatMap((group) => doubles(town.questions(group)));
        const live = all.reduce((sum, one) => sum + one.live, 0);
        const takenBack = all.reduce((sum, one) => sum + one.takenBack, 0);
        const never = [...new Set(missed)].filter((name) => !held.has(name));
        return {
          done: stops,
          wrong,
          notes: [
            `${held.size} of ${order.length} points held, ${course.lessons.size} windows`,
            `copies that were taken back: ${takenBack}; live doubles: ${live}`,
            ...(count > 20 && never.length > 0 ? [`never reached: ${never.join("; ")}`] : []),
          ],
          log: fleet.log,
        };
      } finally {
        for (const replica of fleet.replicas) replica.signal("SIGCONT");
        await stage.stop();
      }
    },
  };
}

/** A day in one phase of which whoever reaches the point first is stopped; whether somebody was. */
async function dayWithStop(
  stage: Stage,
  phase: "open" | "close",
  point: CrashPoint,
  isReal: boolean,
): Promise<boolean> {
  const { fleet, course, observer } = stage;
  const halt = async () => {
    for (const replica of fleet.replicas) replica.order({ kind: "halt", point });
    await sleep(30);
  };
  const release = async (): Promise<boolean> => {
    let stopped: Replica | undefined;
    await waitFor(() => {
      stopped = fleet.replicas.find(isStopped);
      return stopped !== undefined;
    }, REACHED);
    for (const replica of fleet.replicas)
      if (replica !== stopped) replica.order({ kind: "halt", point: null });
    if (stopped === undefined) return false;
    // By the clock of the other one the lease is over.
    if (!isReal) await fleet.setOffset(fleet.offset() + LEASE);
    await sleep(isReal ? STOPPED : TAKEN_OVER);
    stopped.signal("SIGCONT");
    return true;
  };
  let isHeld = false;
  if (phase === "open") {
    await halt();
    [, isHeld] = await Promise.all([course.open(), release()]);
  } else await course.open();
  await course.answer();
  if (phase === "close") {
    await halt();
    [, isHeld] = await Promise.all([course.close(), release()]);
  } else await course.close();
  await sleep(200);
  await observer.noteClosed();
  for (const town of stage.towns) town.tidy();
  return isHeld;
}

export const LEASES = [
  leases("discord", 3, 100),
  leases("slack", 3, 100),
  leases("discord", 0, 2, true),
  leases("slack", 0, 2, true),
];
