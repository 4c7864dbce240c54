const HOUR = 60 * 60_000;
/** Questions of the playground open at nine: by ten it is morning there. */
const MORNING = 10;

/** A clock that can be moved on to the next day. */
export interface MovingClock {
  /** Milliseconds by which it is ahead of the real one. */
  offset(): number;
  /**
   * Moves on by a day, and to the morning where it is earlier then, hour by hour, so that what is due on the way
   * happens at about its time. Who asks meanwhile waits for the same.
   *
   * @param look does what is due now
   */
  nextDay(timezone: string, look: () => Promise<void>): Promise<void>;
}

/** The hour on a clock in a zone; in UTC where nobody knows the zone. */
function hourIn(timezone: string, at: number): number {
  const format = (timeZone: string) =>
    new Intl.DateTimeFormat("en", { hour: "numeric", hourCycle: "h23", timeZone }).format(at);
  try {
    return Number(format(timezone));
  } catch {
    return Number(format("UTC"));
  }
}

/** @param clockOffset milliseconds by which the clock is ahead before it is moved */
export function createMovingClock(clockOffset: () => number): MovingClock {
  let ahead = 0;
  let moving: Promise<void> | null = null;
  const offset = () => clockOffset() + ahead;

  async function move(timezone: string, look: () => Promise<void>): Promise<void> {
    for (let hours = 0; hours < 24 || hourIn(timezone, Date.now() + offset()) < MORNING; hours++) {
      ahead += HOUR;
      await look();
    }
  }

  return {
    offset,
    nextDay: (timezone, look) => {
      moving ??= move(timezone, look).finally(() => {
        moving = null;
      });
      return moving;
    },
  };
}
