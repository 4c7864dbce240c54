import { arch, cpus, platform } from "node:os";
import { startRedis } from "../setup/redis-server.ts";
import { benchAnswers } from "./answers.ts";
import { benchBank, openBank } from "./bank.ts";
import { benchBoards } from "./boards.ts";
import { benchDue } from "./due.ts";
import { benchFanOut } from "./fanout.ts";
import { benchStart } from "./start.ts";

/**
 * `npm run bench`: what the bot costs, on this machine, beside what its parts cost alone. A ratio compares with
 * the first line of its table. Nothing is asserted about speed; wrong results end it.
 */
const [cpu] = cpus();
process.stdout.write(
  `${platform()} ${arch()}, ${cpus().length} x ${cpu?.model ?? "unknown"}, Node ${process.version}; all on 127.0.0.1, Redis with append-only persistence\n`,
);
await benchBank();
const server = await startRedis();
try {
  await benchAnswers(server, openBank());
  await benchBoards(server);
  await benchDue(server);
  await benchFanOut(server);
  await benchStart(server);
} finally {
  await server.stop();
}
