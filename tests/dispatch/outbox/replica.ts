/**
 * A process of its own that does jobs: it says when it begins one, does it when it gets a line, and says whether its
 * effect was taken. Run with the address of Redis.
 */
import { createInterface } from "node:readline";
import { createBullOutbox } from "../../../src/dispatch/outbox/bullmq/index.ts";
import { fenced } from "../../../src/engine/fence.ts";
import type { Deps } from "../../../src/engine/uses/deps.ts";
import { addressesOf } from "../../../src/stores/redis/addresses.ts";
import { createClient } from "../../../src/stores/redis/client.ts";
import { queueClient } from "../../../src/stores/redis/queue-client.ts";
import { LOG, METER } from "../quiet.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);
const lines: (() => void)[] = [];
createInterface({ input: process.stdin }).on("line", () => lines.shift()?.());

const client = createClient(addressesOf([process.argv[2] ?? ""]), LOG);
const outbox = createBullOutbox({
  log: LOG,
  meter: METER,
  chance: () => 0,
  connect: (waits) => queueClient(client, waits),
  times: { lock: 1_000, look: 300 },
});
outbox.handle("seed", {
  run: async (_, hold) => {
    const { store } = fenced({ store: { finishRound: async () => say("effect") } } as unknown as Deps, hold);
    say("begun");
    await new Promise<void>((resolve) => lines.push(resolve));
    try {
      await store.finishRound("discord:1", "r");
    } catch (error) {
      say((error as Error).name);
    }
  },
});
outbox.start(["discord"]);
