import { arch, cpus, platform } from "node:os";
import { type RedisServer, startRedis } from "../setup/redis-server.ts";
import { benchAnswers } from "./answers.ts";
import { benchBank, openBank } from "./bank.ts";
import { benchBoards } from "./boards.ts";
import { benchClose } from "./close.ts";
import { benchDue } from "./due.ts";
import { benchFanOut } from "./fanout.ts";
import { benchFeedback } from "./feedback.ts";
import { benchHealth } from "./health.ts";
import { benchLearning, benchSession } from "./learning.ts";
import { benchLive } from "./live.ts";
import { benchPictures } from "./pictures.ts";
import { benchDiscordPresses, benchSlackPresses } from "./presses.ts";
import { benchSizes } from "./sizes.ts";
import { benchSlackFanOut } from "./slack-fanout.ts";
import { benchStart } from "./start.ts";

/** What can be measured, each with an empty Redis of its own. */
const BENCHES: Readonly<Record<string, (redis: RedisServer) => Promise<void>>> = {
  bank: benchBank,
  answers: (redis) => benchAnswers(redis, openBank()),
  boards: benchBoards,
  close: benchClose,
  due: benchDue,
  fanout: benchFanOut,
  health: benchHealth,
  feedback: async () => benchFeedback(),
  live: (redis) => benchLive(redis, openBank()),
  session: (redis) => benchSession(redis, openBank()),
  learning: () => benchLearning(openBank()),
  "slack-fanout": benchSlackFanOut,
  "slack-presses": benchSlackPresses,
  "discord-presses": benchDiscordPresses,
  pictures: benchPictures,
  sizes: (redis) => benchSizes(redis, openBank()),
  start: benchStart,
};

/**
 * `npm run bench`: what the bot costs, on this machine, beside what its parts cost alone; `npm run bench --
 * boards start` measures those alone. A ratio compares with the first line of its table. Nothing is asserted
 * about speed; wrong results end it.
 */
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  const there = Object.keys(BENCHES).join(", ");
  process.stderr.write(`There is no bench called ${unknown.join(" or ")}. There are: ${there}.\n`);
  process.exit(2);
}
const [cpu] = cpus();
process.stdout.write(
  `${platform()} ${arch()}, ${cpus().length} x ${cpu?.model ?? "unknown"}, Node ${process.version}; all on 127.0.0.1, Redis with append-only persistence\n`,
);
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const redis = await startRedis();
  try {
    await bench(redis);
  } finally {
    await redis.stop();
  }
}
