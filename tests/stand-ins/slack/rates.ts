/** What a method allows: so many at once, refilled at so many a second. */
interface Rate {
  burst: number;
  perSecond: number;
}

const TIER_3: Rate = { burst: 50, perSecond: 50 / 60 };
const TIER_4: Rate = { burst: 100, perSecond: 100 / 60 };

/** Of a message a second and channel Slack says that short bursts are allowed, not how long they may be. */
const POSTS: Rate = { burst: 60, perSecond: 1 };

const RATES: Readonly<Record<string, Rate>> = {
  "chat.postMessage": POSTS,
  "chat.postEphemeral": TIER_4,
  "chat.update": TIER_3,
  "reactions.add": TIER_3,
  "reactions.get": TIER_3,
  "views.open": TIER_4,
  "views.publish": TIER_4,
  "users.info": TIER_4,
  "conversations.info": TIER_3,
};

const HISTORIES = ["conversations.history", "conversations.replies"];
export const ONCE_A_MINUTE: Rate = { burst: 1, perSecond: 1 / 60 };

interface Bucket {
  left: number;
  at: number;
  /** Until when Slack has said it takes nothing, epoch ms. */
  closedUntil: number;
}

/** Token buckets by token, method and, for posts, channel. */
export class Rates {
  readonly #buckets = new Map<string, Bucket>();
  readonly #onEarly: (what: string) => void;
  /** Methods that are limited on purpose: the next so many calls by this token. */
  readonly #forced: { token: string; method: string; calls: number; seconds: number }[] = [];

  /** Once a minute for apps outside Slack's Marketplace. */
  histories: Rate = TIER_3;

  constructor(onEarly: (what: string) => void) {
    this.#onEarly = onEarly;
  }

  force(token: string, method: string, calls: number, seconds: number): void {
    this.#forced.push({ token, method, calls, seconds });
  }

  /** Seconds to wait, or 0 where the call may go on. */
  take(token: string, method: string, channel: string): number {
    const rate = HISTORIES.includes(method) ? this.histories : RATES[method];
    const lane = `${token} ${method}${rate === POSTS ? ` ${channel}` : ""}`;
    const now = Date.now();
    const bucket = this.#buckets.get(lane) ?? { left: rate?.burst ?? 20, at: now, closedUntil: 0 };
    this.#buckets.set(lane, bucket);
    if (now < bucket.closedUntil - 20) this.#onEarly(`${method} was called before Retry-After had passed`);
    const forced = this.#forced.find((f) => f.token === token && f.method === method && f.calls > 0);
    if (forced) {
      forced.calls--;
      bucket.closedUntil = now + forced.seconds * 1000;
      return forced.seconds;
    }
    const { burst, perSecond } = rate ?? { burst: 20, perSecond: 1 / 3 };
    bucket.left = Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    if (bucket.left >= 1) {
      bucket.left--;
      return 0;
    }
    const seconds = Math.ceil((1 - bucket.left) / perSecond);
    bucket.closedUntil = now + seconds * 1000;
    return seconds;
  }
}
