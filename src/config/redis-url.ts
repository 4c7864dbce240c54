import { z } from "zod";

/** Signs that end a part of an address: in a password they have to be written in another way. */
const ESCAPED = "cannot be read: a password's # / ? , @ and % are written %23 %2F %3F %2C %40 and %25";
const SHAPES =
  "must be redis:// or rediss://, several separated by commas, or redis+sentinel:// with the name of the master at its end";
const EACH = "names several: each begins with redis:// or rediss://, as in redis://a:6379,redis://b:6379";
const NO_NAME = "names Sentinels and no master: redis+sentinel://a:26379,b:26379/mymaster";

const SENTINEL = /^rediss?\+sentinel:\/\//;
/** What an address of Sentinels may end with. */
const SENTINEL_SETTINGS = ["sentinelUsername", "sentinelPassword"];

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** What stands wrong after the host: the database, of Sentinels the master's name before it, and settings. */
function tailProblem(text: string): string | null {
  const { pathname, searchParams } = new URL(text);
  const isSentinel = SENTINEL.test(text);
  const [name = "", database] = isSentinel
    ? pathname.replace(/^\//, "").split("/")
    : ["-", pathname.slice(1)];
  if (name === "") return NO_NAME;
  const known = isSentinel ? SENTINEL_SETTINGS : [];
  const unknown = [...searchParams.keys()].find((key) => !known.includes(key));
  if (unknown !== undefined) return `ends with a setting that it does not have: ${unknown}`;
  return /^(\d{1,4})?$/.test(database ?? "") ? null : "ends with a database that is no number";
}

/** What is wrong with the address of a Redis, or null. */
function redisProblem(text: string): string | null {
  if (!/^rediss?(\+sentinel)?:\/\/\S+$/.test(text)) return SHAPES;
  const after = text.slice(text.indexOf("//") + 2);
  if (/^[^@]*,/.test(after) && !after.includes("@")) return EACH;
  if (/[#/?].*@/.test(after) || after.includes(",") || !isDecodable(after)) return ESCAPED;
  if (!URL.canParse(text) || new URL(text).hostname === "") return SHAPES;
  return new URL(text).hash === "" ? tailProblem(text) : ESCAPED;
}

/** An address of several Sentinels, `redis+sentinel://user:password@a:1,b:2/name`, as one of each. */
function eachSentinel(text: string): string[] {
  const [, head = "", hosts, tail = ""] = /^(\w+\+sentinel:\/\/(?:[^@]*@)?)([^/?@]*)(.*)$/.exec(text) ?? [];
  // A comma before the @ is one of the password.
  return hosts === undefined || head.includes(",")
    ? [text]
    : hosts.split(",").map((host) => `${head}${host.trim()}${tail}`);
}

/** What is wrong with addresses that are right one by one. */
function togetherProblem(all: readonly string[]): string | null {
  const sentinels = all.filter((one) => SENTINEL.test(one)).map((one) => new URL(one).pathname);
  if (sentinels.length > 0) {
    if (sentinels.length < all.length)
      return "names Sentinels and servers together: name the Sentinels alone";
    return new Set(sentinels).size === 1 ? null : "names several masters, and the bot has one";
  }
  if (new Set(all.map((one) => new URL(one).protocol)).size > 1)
    return "asks for TLS at some nodes and not at others: write rediss:// in front of all";
  const hasDatabase = all.length > 1 && all.some((one) => !/^\/?0?$/.test(new URL(one).pathname));
  return hasDatabase ? "names a database, and a cluster has none but 0" : null;
}

/** One address, those of the nodes of a cluster, separated by commas, or those of Sentinels. */
export const redisUrls = z
  .string()
  // A comma inside a password separates nothing: another address begins with its own scheme.
  .transform((text) => text.split(/,(?=\s*(?:rediss?(?:\+sentinel)?:|$|,))/).map((one) => one.trim()))
  .transform((all) => all.flatMap((one) => (SENTINEL.test(one) ? eachSentinel(one) : [one])))
  .superRefine((all, context) => {
    const message = all.map(redisProblem).find((one) => one !== null) ?? togetherProblem(all);
    if (message !== null) context.addIssue({ code: "custom", message });
  });
