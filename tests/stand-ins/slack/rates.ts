/** What a method allows: so many at once, refilled at so many a second. */
interface Rate {
  burst: number;
  perSecond: number;
}

const TIER_3: Rate = { burst: 25, perSecond: 50 / 60 };
const TIER_4: Rate = { burst: 50, perSecond: 100 / 60 };
const SPECIAL: Rate = { burst: 60, perSecond: 300 / 60 };

/** Of a message a second and channel Slack says that short bursts are allowed, not how long they may be. */
const POSTS: Rate = { burst: 10, perSecond: 1 };

const RATES: Readonly<Record<string, Rate>> = {
  "auth.test": SPECIAL,
  "chat.postMessage": SPECIAL,
  "chat.postEphemeral": TIER_4,
  "chat.update": TIER_3,
  "chat.getPermalink": SPECIAL,
  "reactions.add": TIER_3,
  "reactions.get": TIER_3,
  "views.open": TIER_4,
  "views.update": TIER_4,
  "views.publish": TIER_4,
  "users.info": TIER_4,
  "files.getUploadURLExternal": TIER_4,
  "files.completeUploadExternal": TIER_4,
  "users.conversations": TIER_3,
  "conversations.info": TIER_3,
  "conversations.open": TIER_3,
};

const HISTORIES = ["conversations.history", "conversations.replies"];
export const ONCE_A_MINUTE: Rate = { burst: 1, perSecond: 1 / 60 };

interface Bucket {
  left: number;
  at: number;
  /** Until when Slack has said it takes nothing, epoch ms. */
  closedUntil: number;
  /** When Slack said so first. */
  closedAt: number;
}

/** Token buckets by token and method, and for posts by channel, too. */
export class Rates {
  readonly #buckets = new Map<string, Bucket>();
  readonly #onEarly: (what: string) => void;
  /** Methods that are limited on purpose: the next so many calls by this token. */
  readonly #forced: { token: string; method: string; calls: number; seconds: number }[] = [];

  /** Once a minute for apps outside Slack's Marketplace. */
  histories: Rate = TIER_3;
  /** How many times as fast as Slack's own the limits' time goes by, for tests of many calls. */
  speed = 1;
  /** Milliseconds after a refusal in which calls that were on their way already may come in. */
  underWay = 0;

  constructor(onEarly: (what: string) => void) {
    this.#onEarly = onEarly;
  }

  force(token: string, method: string, calls: number, seconds: number): void {
    this.#forced.push({ token, method, calls, seconds });
  }

  #bucket(name: string, burst: number): Bucket {
    const bucket = this.#buckets.get(name) ?? { left: burst, at: Date.now(), closedUntil: 0, closedAt: 0 };
    this.#buckets.set(name, bucket);
    return bucket;
  }

  /** Seconds until a bucket has a call again; 0: it has one now. */
  #missing(bucket: Bucket, { burst, perSecond }: Rate): number {
    const now = Date.now();
    const pace = perSecond * this.speed;
    bucket.left = Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * pace);
    bucket.at = now;
    return bucket.left >= 1 ? 0 : Math.ceil((1 - bucket.left) / pace);
  }

  #close(bucket: Bucket, seconds: number): void {
    const now = Date.now();
    if (now >= bucket.closedUntil) bucket.closedAt = now;
    bucket.closedUntil = now + seconds * 1000;
  }

  /** Seconds to wait, or 0 where the call may go on. */
  take(token: string, method: string, channel: string): number {
    const rate = (HISTORIES.includes(method) ? this.histories : RATES[method]) ?? {
      burst: 20,
      perSecond: 1 / 3,
    };
    const rates = method === "chat.postMessage" ? { [channel]: POSTS, "": rate } : { "": rate };
    const lanes = Object.entries(rates).map(([of, limit]) => ({
      limit,
      bucket: this.#bucket(`${token} ${method} ${of}`, limit.burst),
    }));
    const now = Date.now();
    const isEarly = ({ closedAt, closedUntil }: Bucket) =>
      now < closedUntil - 20 && now >= closedAt + this.underWay;
    if (lanes.some(({ bucket }) => isEarly(bucket)))
      this.#onEarly(`${method} was called before Retry-After had passed`);
    const forced = this.#forced.find((f) => f.token === token && f.method === method && f.calls > 0);
    if (forced) {
      forced.calls--;
      const [narrow] = lanes;
      if (narrow) this.#close(narrow.bucket, forced.seconds);
      return forced.seconds;
    }
    const waits = lanes.map(({ bucket, limit }) => ({ bucket, seconds: this.#missing(bucket, limit) }));
    for (const { bucket, seconds } of waits) if (seconds > 0) this.#close(bucket, seconds);
    const longest = Math.max(...waits.map(({ seconds }) => seconds));
    if (longest === 0) for (const { bucket } of lanes) bucket.left--;
    return longest;
  }
}
