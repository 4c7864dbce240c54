import { z } from "zod";
import type { ItemStore, Report } from "../../engine/ports/store.ts";
import { DECISIONS, type Decision, REPORT_KINDS, type ReportKind } from "../../engine/words/report.ts";
import { mergeAll, mergeCounts, sumsField, sumsIn } from "../../learning/item-sums.ts";
import { booked, booksOf } from "./books.ts";
import { reachingInSteps } from "./client.ts";
import type { Context } from "./context.ts";
import { DECISIONS_KEY, itemsKey, keysOf, memberOf, SHARDS, SWEPT_KEY } from "./keys.ts";
import { answerIn } from "./rounds.ts";
import { sweepReports, sweepRounds } from "./sweep.ts";

const ALL_SHARDS = Array.from({ length: SHARDS }, (_, shard) => shard);
/** Between an item and what is counted of it besides answers, as a kind of report; neither holds one. */
const STROKE = "|";
/** Behind it: how often somebody liked the item. */
const PRAISE = "good";

// Those of earlier versions name neither a version nor a kind.
const REPORT = z.object({
  ...{ item: z.string(), reason: z.string(), group: z.string() },
  ...{ version: z.number().default(1), kind: z.enum(REPORT_KINDS).default("other") },
  told: z.number().optional(),
});
export const decodeReport = (json: string): Omit<Report, "learner"> => REPORT.parse(JSON.parse(json));
const encodeReport = ({ item, version, kind, reason, group, told }: Omit<Report, "learner">) =>
  JSON.stringify({ item, version, kind, reason, group, told });

const DECISION = z.object({
  ...{ item: z.string(), version: z.number(), what: z.enum(DECISIONS), wrongKey: z.boolean() },
  ...{ by: z.enum(["operator", "statistics"]), at: z.number() },
});

const countField = ({ item, version }: Pick<Report, "item" | "version">, kind: ReportKind) =>
  `${sumsField(item, version)}${STROKE}${kind}`;
const fieldOf = ({ item, version }: Decision) => sumsField(item, version);

export function itemPart(context: Context): ItemStore {
  const { client, run, log } = context;
  const shards = () => Promise.all(ALL_SHARDS.map((shard) => client.hgetall(itemsKey(shard))));
  return {
    itemSums: async () =>
      mergeAll(
        (await shards()).map((fields) =>
          Object.entries(fields).flatMap(([field, text]) =>
            field.includes(STROKE) ? [] : [[field, sumsIn(text)] as const],
          ),
        ),
      ),

    reportCounts: async () =>
      mergeCounts(
        (await shards()).flatMap((fields) =>
          Object.entries(fields).flatMap(([name, count]) => {
            const [field = "", kind] = name.split(STROKE);
            const known = REPORT_KINDS.find((one) => one === kind);
            return known === undefined ? [] : [{ field, kind: known, count: Number(count) }];
          }),
        ),
      ),

    addReport: async (team, { learner, ...report }) => {
      const keys = keysOf(team);
      const args = {
        ...{ item: report.item, becomes: encodeReport(report), adds: countField(report, report.kind) },
      };
      return (await run("write_report", [keys.reports(learner), keys.items], args)) === 1;
    },

    sortReport: async (team, learner, item, kind) => {
      const keys = keysOf(team);
      const was = await client.hget(keys.reports(learner), item);
      if (was === null) return false;
      const report = decodeReport(was);
      if (report.kind !== "other" || kind === "other") return false;
      const becomes = encodeReport({ ...report, kind });
      const counts = { adds: countField(report, kind), drops: countField(report, report.kind) };
      const args = { item, was, becomes, ...counts };
      return (await run("write_report", [keys.reports(learner), keys.items], args)) === 1;
    },

    addPraise: async (team, item, version) => {
      await client.hincrby(keysOf(team).items, `${sumsField(item, version)}${STROKE}${PRAISE}`, 1);
    },

    praiseCounts: async () => {
      const all = new Map<string, number>();
      for (const [name, count] of (await shards()).flatMap(Object.entries<string>)) {
        const [field = "", what] = name.split(STROKE);
        if (what === PRAISE) all.set(field, (all.get(field) ?? 0) + Number(count));
      }
      return all;
    },

    decisions: async () => {
      const [kept, swept] = await Promise.all([client.hgetall(DECISIONS_KEY), client.hgetall(SWEPT_KEY)]);
      return Object.entries(kept).flatMap(([field, json]) => {
        const read = DECISION.safeParse(JSON.parse(json));
        if (!read.success) {
          log.warn({ item: field }, "what was decided about an item cannot be read");
          return [];
        }
        const [of, at] = (swept[field] ?? "").split(" ").map(Number);
        return [{ ...read.data, sweptAt: of === read.data.at && at !== undefined ? at : null }];
      });
    },

    decide: async (decision) => {
      const [field, json] = [fieldOf(decision), JSON.stringify(decision)];
      if (decision.by === "statistics") return (await client.hsetnx(DECISIONS_KEY, field, json)) === 1;
      await client.hset(DECISIONS_KEY, field, json);
      return true;
    },

    sweepItem: (decision) =>
      reachingInSteps(async () => {
        if (decision.wrongKey) await sweepRounds(context, decision);
        await sweepReports(context, decision);
      }),

    readRefunds: async (team, id, count) => {
      const keys = keysOf(team);
      const [status, mode, refunded, refund] = await client.hmget(
        ...([keys.round(id), "status", "mode", "refunded", "refund"] as const),
      );
      const isBooked =
        status === "showing" || status === "closed" || (mode === "practice" && status === "open");
      if (!isBooked || refund === "done") return null;
      const after = Number(refunded ?? 0);
      const page = [(after + 1) * 4, "+inf", "WITHSCORES", "LIMIT", 0, count] as const;
      const rows = await client.zrangebyscore(keys.answers(id), ...page);
      const learners = rows.filter((_, i) => i % 2 === 0);
      const given = rows.filter((_, i) => i % 2 === 1).map(answerIn);
      const fields = learners.flatMap((learner) => [`h|${learner}`, `w|${learner}`, `v|${learner}`]);
      const kept = fields.length === 0 ? [] : await client.hmget(keys.round(id), ...fields);
      return {
        after,
        answers: given.map(({ choice }, i) => {
          const [hints, ifRight, verdict] = kept.slice(3 * i, 3 * i + 3);
          return {
            ...{ learner: learners[i] ?? "", choice, hints: Number(hints ?? 0) },
            ...{ ifRight: ifRight == null ? null : Number(ifRight), held: verdict === "held" },
          };
        }),
        upTo: given.at(-1)?.place ?? after,
        isLast: given.length < count,
      };
    },

    bookRefunds: async (team, id, { after, upTo, refunds }, labels) => {
      const keys = keysOf(team);
      const [group, topic] = await client.hmget(keys.round(id), "group", "topic");
      if (group == null || topic == null) return;
      await booked(context, team, (home) => {
        const { keys: block, book } = booksOf(keys, group, topic, labels, home);
        const learners = refunds.map(({ learner }) => keys.learner(learner));
        const args = { after, upTo, refunds, book };
        return run("book_refunds", [keys.round(id), keys.answers(id), ...learners, ...block], args);
      });
    },

    finishRefund: async (team, id) => {
      const keys = keysOf(team);
      const group = await client.hget(keys.round(id), "group");
      if (group === null) return;
      const job = memberOf({ kind: "refund", place: { team, group }, round: id });
      await run("finish_refund", [keys.round(id), keys.due], [job]);
    },

    reportsOf: async (team, learner) =>
      Object.values(await client.hgetall(keysOf(team).reports(learner))).map(decodeReport),

    markTold: async (team, learner, item, told) => {
      const keys = keysOf(team);
      const was = await client.hget(keys.reports(learner), item);
      if (was === null) return;
      const becomes = encodeReport({ ...decodeReport(was), told });
      await run("write_report", [keys.reports(learner), keys.items], { item, was, becomes });
    },

    markSwept: async (decision, at) => {
      await client.hset(SWEPT_KEY, fieldOf(decision), `${decision.at} ${at}`);
    },
  };
}
