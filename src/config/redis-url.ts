import { z } from "zod";

/** Signs that end a part of an address: in a password they have to be written in another way. */
const ESCAPED = "a password's # / ? , @ and % are written %23 %2F %3F %2C %40 and %25";

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with the address of a Redis, or null. */
function redisProblem(text: string): string | null {
  if (!/^rediss?:\/\/\S+$/.test(text)) return "must be redis:// or rediss://, several separated by commas";
  const after = text.slice(text.indexOf("//") + 2);
  const isRaw = /[#/?].*@/.test(after) || !isDecodable(after);
  if (isRaw) return `cannot be read: ${ESCAPED}`;
  if (!URL.canParse(text) || new URL(text).hostname === "")
    return "must be redis:// or rediss://, several separated by commas";
  const { pathname, hash } = new URL(text);
  if (hash !== "") return `cannot be read: ${ESCAPED}`;
  return /^\/?$|^\/\d{1,4}$/.test(pathname) ? null : "ends with a database that is no number";
}

/** One address, or those of the nodes of a cluster, separated by commas. */
export const redisUrls = z
  .string()
  // A comma inside a password separates nothing: another address begins with its own scheme.
  .transform((text) => text.split(/,(?=\s*(?:rediss?:|$|,))/).map((one) => one.trim()))
  .superRefine((all, context) => {
    const wrong = all.map((one) => (/,/.test(one) ? `cannot be read: ${ESCAPED}` : redisProblem(one)));
    const message = wrong.find((one) => one !== null);
    if (message !== undefined && message !== null) context.addIssue({ code: "custom", message });
    else if (all.length > 1 && all.some((one) => !/^\/?0?$/.test(new URL(one).pathname)))
      context.addIssue({ code: "custom", message: "names a database, and a cluster has none but 0" });
  });
