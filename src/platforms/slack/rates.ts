import type { Limit, Pace } from "../../engine/ports/pace.ts";
import type { Method } from "./scopes.ts";

/**
 * So many calls a minute of a method, for an app in a workspace. Slack calls these numbers the least that it
 * allows, and takes short bursts: a fifth of a minute's calls at once.
 * Source: docs.slack.dev/apis/web-api/rate-limits, and the tier that the reference names for each method.
 */
const perMinute = (calls: number): Limit => ({ perSecond: calls / 60, burst: Math.ceil(calls / 5) });

const TIER_3 = perMinute(50);
const TIER_4 = perMinute(100);
/** "Several hundred a minute" of a workspace, in Slack's words; which number that is, it does not say. */
const SPECIAL: Limit = { perSecond: 5, burst: 10 };

/** What Slack allows of each method, whatever its arguments. */
export const RATES: Readonly<Record<Method, Limit>> = {
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
  "users.conversations": TIER_3,
  "conversations.info": TIER_3,
  "conversations.open": TIER_3,
  // Once a minute for apps that are sold outside Slack's Marketplace: they hear it as a refusal.
  "conversations.history": TIER_3,
  "conversations.replies": TIER_3,
  "files.uploadV2": TIER_4,
};

/** "One message per second per channel", with short bursts: the pages of a card, two who ask at once. */
export const POSTS: Limit = { perSecond: 1, burst: 5 };

export interface Bucket {
  name: string;
  limit: Limit;
}

/** The buckets that a call takes from, the narrowest first. */
export function bucketsOf(scope: string, method: Method, args: Record<string, unknown>): Bucket[] {
  const whole = { name: `${scope} ${method}`, limit: RATES[method] };
  if (method !== "chat.postMessage") return [whole];
  return [{ name: `${whole.name} ${String(args.channel)}`, limit: POSTS }, whole];
}

/**
 * Slack took no more for so many milliseconds. Of a post it does not say whether its channel or the whole
 * workspace is full: the channel, as long as no other one was refused in the meantime.
 */
export async function close(pace: Pace, [narrow, whole]: readonly Bucket[], ms: number): Promise<void> {
  if (narrow === undefined) return;
  await pace.penalise(narrow.name, ms);
  if (whole === undefined) return;
  const refused = `${whole.name} refused`;
  if ((await pace.closedFor(refused)) > 0) await pace.penalise(whole.name, ms);
  else await pace.penalise(refused, ms);
}
