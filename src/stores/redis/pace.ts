import type { Log } from "../../engine/ports/log.ts";
import { type Asking, type Limit, LOW_SHARE, type Pace } from "../../engine/ports/pace.ts";
import { paceKey } from "./keys.ts";
import type { RunScript } from "./scripts.ts";

/** How long Redis may take before a process goes on by itself, in milliseconds: what waits is answers to people. */
const PATIENCE = 250;
/** For how long Redis is then not asked, in milliseconds. */
const PAUSE = 1_000;
/**
 * The part of a limit that a process takes by itself while Redis is away: right for four replicas. Next to
 * nothing is sent then, since due work and answers lie in the same Redis.
 */
const OWN_SHARE = 1 / 4;

const LATE = Symbol("late");

/**
 * The pace of all replicas together, on Redis's clock and in one step. Where Redis does not answer, that of this
 * process alone.
 *
 * @param own the pace of this process
 */
export function createRedisPace(run: RunScript, own: Pace, log: Log): Pace {
  let isAway = false;
  let askedAgain = 0;

  function is(away: boolean, error?: unknown): void {
    if (away && !isAway)
      log.warn(
        { err: error },
        "Redis does not pace the requests: this process goes on with a share of its own",
      );
    if (!away && isAway) log.info({}, "Redis paces the requests again");
    isAway = away;
  }

  /** What Redis says, or `instead` where it does not in time. */
  async function asked<T>(ask: () => Promise<T>, instead: () => Promise<T>): Promise<T> {
    if (isAway && performance.now() < askedAgain) return instead();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<typeof LATE>((resolve) => {
      timer = setTimeout(resolve, PATIENCE, LATE);
    });
    try {
      const answer = await Promise.race([ask(), late]);
      if (answer === LATE) throw new Error(`no answer within ${PATIENCE} ms`);
      is(false);
      return answer;
    } catch (error) {
      askedAgain = performance.now() + PAUSE;
      is(true, error);
      return instead();
    } finally {
      clearTimeout(timer);
    }
  }

  const close = async (bucket: string, ms: number) =>
    Number(await run("pace_close", [paceKey(bucket)], [Math.ceil(ms)]));

  return {
    take: (bucket: string, limit: Limit, asking: Asking = {}) => {
      const every = 1000 / limit.perSecond;
      const ask = {
        every,
        ahead: (limit.burst - 1) * every,
        low: asking.priority === "low",
        share: Math.ceil(every / LOW_SHARE),
        patience: asking.patience,
      };
      return asked(
        async () => {
          const [taken, wait] = (await run(
            "pace_take",
            [paceKey(bucket)],
            [JSON.stringify(ask)],
          )) as number[];
          return { taken: taken === 1, wait: wait ?? 0 };
        },
        () => own.take(bucket, { ...limit, perSecond: limit.perSecond * OWN_SHARE }, asking),
      );
    },
    // Kept here too: what this process was told still holds when Redis goes away.
    penalise: async (bucket, ms) => {
      await own.penalise(bucket, ms);
      await asked(
        () => close(bucket, ms),
        () => own.closedFor(bucket),
      );
    },
    closedFor: (bucket) =>
      asked(
        () => close(bucket, 0),
        () => own.closedFor(bucket),
      ),
  };
}
