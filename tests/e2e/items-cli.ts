import { spawn } from "node:child_process";
import { join } from "node:path";

/** What `npm run items -- <args>` says on this Redis. */
export function items(redis: string, args: readonly string[]): Promise<string> {
  const file = join(import.meta.dirname, "../../src/cli/items.ts");
  const { PATH = "" } = process.env;
  return new Promise((resolve) => {
    const env = { PATH, REDIS_URL: redis };
    const child = spawn(process.execPath, ["--import", "tsx", file, ...args], { env });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
    child.once("close", () => resolve(said));
  });
}
