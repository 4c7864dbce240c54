import { startReplicas } from "../platforms/slack/replicas.ts";
import type { RedisServer } from "../setup/redis-server.ts";
import { startSlack } from "../stand-ins/slack/index.ts";
import { table, timed } from "./figures.ts";

const WORKSPACES = 10;
const CHANNELS = 100;
/** Messages that a workspace takes in a second, and at once before. */
const LIMIT = 5;
const AT_ONCE = 10;
const TOO_MANY = 20;

/** Two replicas post to all channels of many workspaces in one minute, against a Slack that enforces its limits. */
export async function benchSlackFanOut(server: RedisServer): Promise<void> {
  const slack = await startSlack();
  const both = await startReplicas(slack, server.url);
  const all = Array.from({ length: WORKSPACES }, (_, i) => both.workspace(`W${i}`, CHANNELS));
  // As they come due: not workspace by workspace.
  const places = Array.from({ length: CHANNELS }, (_, i) => all.flatMap((one) => one.places[i] ?? [])).flat();
  const ms = await timed(() => both.fanOut(places));
  const refused = slack.world.calls.filter(({ outcome }) => outcome === "ratelimited").length;
  const posted = all.flatMap(({ team }) =>
    [...team.state.channels.values()].map((one) => one.messages.length),
  );
  await both.close();
  await slack.close();
  if (posted.some((count) => count !== 1) || refused >= TOO_MANY)
    throw new Error(
      `${posted.filter((count) => count !== 1).length} channels wrong, ${refused} answers of 429`,
    );
  table(
    `Fan-out: ${CHANNELS} channels in each of ${WORKSPACES} Slack workspaces, two replicas`,
    "s",
    [
      { name: "the limit's own time", values: [(CHANNELS - AT_ONCE) / LIMIT] },
      { name: "until the last is posted", values: [ms / 1_000] },
    ],
    `${refused} answers of 429`,
  );
}
