import { type Asking, type Limit, LOW_SHARE, type Pace, type Turn } from "../../engine/ports/pace.ts";

/** A bucket is the instant at which its last token is due; a full one lies `burst - 1` tokens ahead of that. */
interface Bucket {
  /** From which instant on the next token is due, were there no burst. */
  next: number;
  /** From which instant on low priority gets a token of its own share. */
  share: number;
  /** Until when nobody goes. */
  shut: number;
  /** When it was looked at last: a clock that was set back takes along what is waited for. */
  seen: number;
}

/** Buckets that are kept before those that are full again are let go. */
const KEPT = 10_000;

/**
 * The pace of this process alone: the generic cell rate algorithm. It is also the model that the one on Redis is
 * tested against, and what goes on without Redis.
 *
 * @param clock milliseconds; only differences count
 */
export function createMemoryPace(clock: () => number): Pace {
  const buckets = new Map<string, Bucket>();

  function bucketOf(name: string, now: number): Bucket {
    const known = buckets.get(name);
    if (known !== undefined) {
      const back = Math.max(known.seen - now, 0);
      known.next -= back;
      known.share -= back;
      known.shut -= back;
      known.seen = now;
      return known;
    }
    if (buckets.size >= KEPT)
      for (const [other, { next, share, shut }] of buckets)
        if (Math.max(next, share, shut) <= now) buckets.delete(other);
    const made: Bucket = { next: 0, share: 0, shut: 0, seen: now };
    buckets.set(name, made);
    return made;
  }

  function take(name: string, limit: Limit, { priority = "high", patience }: Asking): Turn {
    const now = clock();
    const bucket = bucketOf(name, now);
    const every = 1000 / limit.perSecond;
    const ahead = (limit.burst - 1) * every;
    const next = Math.max(bucket.next, bucket.shut, now);
    let { share } = bucket;
    if (priority === "low" && next - now > ahead / 2) {
      const room = next - ahead / 2;
      if (bucket.shut > now || share > now)
        return { taken: false, wait: Math.ceil(Math.max(bucket.shut, Math.min(room, share)) - now) };
      share = now + every / LOW_SHARE;
    }
    const wait = Math.ceil(Math.max(next - ahead, bucket.shut, now) - now);
    if (patience !== undefined && wait > patience) return { taken: false, wait };
    bucket.next = next + every;
    bucket.share = share;
    return { taken: true, wait };
  }

  return {
    take: async (name, limit, asking = {}) => take(name, limit, asking),
    penalise: async (name, ms) => {
      const now = clock();
      const bucket = bucketOf(name, now);
      bucket.shut = Math.max(bucket.shut, now + ms);
    },
    closedFor: async (name) => {
      const now = clock();
      return buckets.has(name) ? Math.max(0, Math.ceil(bucketOf(name, now).shut - now)) : 0;
    },
  };
}
