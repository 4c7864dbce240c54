import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The rights of a user for the bot alone, as the documents list them; its password is "password". */
export function listedRights(): string[] {
  const docs = readFileSync(join(import.meta.dirname, "../../docs/running.md"), "utf8");
  return /ACL SETUSER bot (on >password .*)/.exec(docs)?.[1]?.split(" ") ?? [];
}
