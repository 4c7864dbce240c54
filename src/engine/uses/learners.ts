import type { TopicsReply } from "../words/reply.ts";
import type { Deps } from "./deps.ts";

/** What can be asked, with counts. */
export function topics(deps: Deps): TopicsReply {
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
