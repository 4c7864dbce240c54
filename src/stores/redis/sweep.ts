import type { Job } from "../../engine/ports/store.ts";
import { PLATFORMS, type TeamId } from "../../engine/words/place.ts";
import type { Decision } from "../../engine/words/report.ts";
import { hasOptions } from "../../engine/words/round.ts";
import { mastersOf } from "./client.ts";
import type { Context } from "./context.ts";
import { keysOf, memberOf } from "./keys.ts";
import { decodeRound, ROUND_FIELDS } from "./round-codec.ts";

/** Keys that one command looks at. */
const CHUNK = 500;

const TEAMS = PLATFORMS.join("|");
/** A round, and the reports of a learner, by their keys. Ids of rounds hold no colon. */
const ROUND = new RegExp(`^dlq:\\{\\d+\\}:((?:${TEAMS}):[^:]+):r:([^:]+)$`);
const REPORTS = new RegExp(`^dlq:\\{\\d+\\}:((?:${TEAMS}):[^:]+):l:(.+):reports$`);

/** Every key of a kind, of whatever team: nothing lists them, and it happens once in the life of an item. */
async function* keysLike({ client }: Context, pattern: string): AsyncGenerator<string[]> {
  for (const node of mastersOf(client)) {
    let cursor = "0";
    do {
      const [next, keys] = await node.scan(cursor, "MATCH", pattern, "COUNT", CHUNK);
      cursor = next;
      if (keys.length > 0) yield keys;
    } while (cursor !== "0");
  }
}

/** Work that comes up now, unless it is due already. */
const makeDue = async ({ client, clock }: Context, job: Job) => {
  await client.zadd(keysOf(job.place.team).due, "NX", clock(), memberOf(job));
};

/** The points of a right answer, for every round that is kept and asked an item in a version. */
export async function sweepRounds(context: Context, { item, version }: Decision): Promise<void> {
  const asks = async (key: string) => {
    const [team, id] = (ROUND.exec(key) ?? []).slice(1) as [TeamId?, string?];
    if (team === undefined || id === undefined) return;
    const [kept, body] = await context.client.hmget(key, "item", "body");
    if (kept !== item && !body?.includes(`"${item}"`)) return;
    const round = decodeRound({ team, id }, await context.client.hmget(key, ...ROUND_FIELDS), context);
    if (round === null || !hasOptions(round)) return;
    const { itemId, version: asked } = round.question;
    if (itemId === item && asked === version)
      await makeDue(context, { kind: "refund", place: round.place, round: id });
  };
  for await (const keys of keysLike(context, "dlq:{*}:*:r:*")) await Promise.all(keys.map(asks));
}

/** A word to everybody who reported an item. */
export async function sweepReports(context: Context, { item }: Decision): Promise<void> {
  const reported = async (key: string) => {
    const [team, learner] = (REPORTS.exec(key) ?? []).slice(1) as [TeamId?, string?];
    if (team === undefined || learner === undefined || (await context.client.hexists(key, item)) === 0)
      return;
    await makeDue(context, { kind: "reported", place: { team, group: "" }, learner });
  };
  for await (const keys of keysLike(context, "dlq:{*}:*:l:*:reports")) await Promise.all(keys.map(reported));
}
