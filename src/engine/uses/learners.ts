import type { Caller } from "../ports/bot.ts";
import { packTopic } from "../words/pack.ts";
import type { TopicsReply } from "../words/reply.ts";
import type { Deps } from "./deps.ts";
import { knowing, packsOf } from "./packs/shelf.ts";

/** What can be asked, with counts. */
export async function topics(given: Deps, { place }: Caller): Promise<TopicsReply> {
  const packs = await packsOf(given, place.team);
  const released = packs.filter(({ state }) => state === "released").map(({ id }) => packTopic(id));
  const deps = await knowing(given, place.team, released);
  const list = deps.bank.topics();
  const sum = (kind: "choice" | "numeric" | "open") => list.reduce((n, topic) => n + topic.kinds[kind], 0);
  return {
    kind: "topics",
    visibility: "private",
    total: deps.bank.size,
    kinds: { choice: sum("choice"), numeric: sum("numeric"), open: sum("open") },
    topics: list,
  };
}
