/**
 * Writes the snapshot of the present schema: npx tsx tests/stores/snapshots/make.ts <number>
 * To be done before what is stored changes its shape; the file is never written again after that.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Redis } from "ioredis";
import { createRedisStore } from "../../../src/stores/redis/index.ts";
import { createWorld } from "../../engine/world.ts";
import { startRedis } from "../../setup/redis-server.ts";
import { recordingLog } from "../logs.ts";
import { takeDown } from "./dump.ts";
import { BEGINNING, live, look } from "./life.ts";

const server = await startRedis();
const client = new Redis(server.url);
let close = async () => {};
try {
  const world = createWorld(BEGINNING, (clock) => {
    const store = createRedisStore(
      { urls: [server.url], clockOffset: () => clock() - Date.now() },
      recordingLog().log,
    );
    close = () => store.close();
    void store.connect();
    return store;
  });
  while (!(await world.store.ready())) await new Promise((resolve) => setTimeout(resolve, 20));
  await live(world);
  const commands = await takeDown(client);
  const seen = await look(world);
  const lines = commands.map((command) => `    ${JSON.stringify(command)}`).join(",\n");
  const now = new Date(world.now()).toISOString();
  const file = join(import.meta.dirname, `${process.argv[2]}.json`);
  writeFileSync(
    file,
    `{\n  "now": "${now}",\n  "commands": [\n${lines}\n  ],\n  "seen": ${JSON.stringify(seen, null, 2).replaceAll("\n", "\n  ")}\n}\n`,
  );
  process.stdout.write(`${file}: ${commands.length} commands\n`);
} finally {
  await close();
  client.disconnect();
  await server.stop();
}
