import type { DocumentName, Job } from "../../engine/ports/store.ts";
import { hash32 } from "../../engine/rules/random.ts";
import type { BoardScope } from "../../engine/words/board.ts";
import {
  type MessageRef,
  type Place,
  type PlatformName,
  platformOf,
  type TeamId,
} from "../../engine/words/place.ts";
import { lately } from "./lately.ts";

/**
 * How many shards the teams are spread over. The tag of a team's keys is its shard, not the team itself:
 * so the team's state and the due index of its shard change in one script, on Redis Cluster too. Sixty-four
 * shards spread over any sensible number of nodes. Changing the number loses every team: never do.
 */
export const SHARDS = 64;

const ALL = "*";

export function shardOf(team: TeamId): number {
  return hash32(team) % SHARDS;
}

/** A due index for each platform, so that work of one that nobody serves is in nobody's way. */
export function dueKey(shard: number, platform: PlatformName): string {
  return `dlq:{${shard}}:due:${platform}`;
}

/** By item and version: what all teams of a shard answered, and reported. */
export const itemsKey = (shard: number): string => `dlq:{${shard}}:items`;

/** What the keys of a team begin with. */
export function headOf(team: TeamId): string {
  return `dlq:{${shardOf(team)}}:${team}`;
}

/** The keys of one team. */
function makeKeys(team: TeamId) {
  const shard = shardOf(team);
  const head = headOf(team);
  return {
    due: dueKey(shard, platformOf(team)),
    items: itemsKey(shard),
    groups: `${head}:groups`,
    names: `${head}:names`,
    hidden: `${head}:hidden`,
    /** Open questions of the day. */
    secrets: `${head}:secrets`,
    languages: `${head}:languages`,
    /** Entries of `rules/managers.ts`. */
    managers: `${head}:managers`,
    /** Entries of `rules/managers.ts`, too: who set up which group, in order, so that one learner's are found. */
    setUp: `${head}:setup`,
    /** Who left: since when it is known, and when it was looked up last. */
    absent: `${head}:absent`,
    group: (group: string) => `${head}:g:${group}`,
    askedDaily: (group: string) => `${head}:g:${group}:daily`,
    practised: (group: string) => `${head}:g:${group}:practised`,
    recent: (group: string) => `${head}:g:${group}:recent`,
    /** By concept: what members answered of it in a month, as `lua/reviews.lua` counts it. */
    month: (group: string, month: number) => `${head}:g:${group}:month:${month}`,
    /** Who has an answer that was counted, by the day of the newest, counted from 1970. */
    answering: (group: string) => `${head}:g:${group}:answering`,
    streaks: (group: string) => `${head}:g:${group}:streaks`,
    /** When the newest windows closed, by number. */
    closes: (group: string) => `${head}:g:${group}:closes`,
    round: (round: string) => `${head}:r:${round}`,
    answers: (round: string) => `${head}:r:${round}:answers`,
    /** By learner: what they wrote in answer to an open question of the day. */
    texts: (round: string) => `${head}:r:${round}:texts`,
    /** Who earned most in a round, and who has the longest streak: a few each. */
    top: (round: string) => `${head}:r:${round}:top`,
    longest: (round: string) => `${head}:r:${round}:longest`,
    message: ({ channel, message }: MessageRef) => `${head}:m:${channel}|${message}`,
    /** What is known of a learner: last group, groups, accuracy by topic. */
    learner: (learner: string) => `${head}:l:${learner}`,
    /** Rounds that hold something of a learner, by expiry; those that are theirs alone are marked, `ALONE`. */
    rounds: (learner: string) => `${head}:l:${learner}:rounds`,
    /** What the platform said of a learner lately. */
    member: (learner: string) => `${head}:l:${learner}:member`,
    /** What a learner answered, and when items were seen whose reviews went into a snapshot: a field per concept, as `learning/kept.ts` writes it. */
    reviews: (learner: string) => `${head}:l:${learner}:reviews`,
    seen: (learner: string) => `${head}:l:${learner}:seen`,
    /** On which days a learner answered how much: a field per ISO week. */
    active: (learner: string) => `${head}:l:${learner}:active`,
    /** When freezes were earned, and what counts towards the next. */
    freezes: (learner: string) => `${head}:l:${learner}:freezes`,
    /** Where a learner is in a session. */
    session: (learner: string) => `${head}:l:${learner}:session`,
    /** What learners said when asked whether a language model may read what they write. */
    consents: `${head}:consents`,
    /** The newest answer that one may read. */
    written: (learner: string) => `${head}:l:${learner}:written`,
    /** Tokens of language models: the day, how many are used, and those that are set aside. */
    tokens: `${head}:tokens`,
    /** What a learner is reminded of, and when it was last. */
    reminding: (learner: string) => `${head}:l:${learner}:remind`,
    /** What a learner set for a plan. */
    plans: (learner: string) => `${head}:l:${learner}:plans`,
    /** What is kept whole under a name; by kind and by learner, those that there are. */
    document: (name: DocumentName) => `${head}:d:${textOfDocument(name)}`,
    documents: (kind: string) => `${head}:documents:${kind}`,
    documentsOf: (learner: string) => `${head}:l:${learner}:documents`,
    reports: (learner: string) => `${head}:l:${learner}:reports`,
    /** A schedule that waits to be confirmed. */
    /** The message that stands, of those that are to come once. */
    first: (key: string) => `${head}:first:${key}`,
    plan: (id: string) => `${head}:plan:${id}`,
    spent: (day: string) => `${head}:spent:${day}`,
    /** What is known of the team's boards: its first group, whether it has several, and the letters of topics. */
    boards: `${head}:boards`,
    /** Points of those who show on boards. */
    board: (scope: BoardScope, span: string) =>
      `${head}:b:${scope.group ?? ALL}|${scope.topic ?? ALL}|${span}`,
    /** Points of those who do not. */
    away: (scope: BoardScope, span: string) =>
      `${head}:h:${scope.group ?? ALL}|${scope.topic ?? ALL}|${span}`,
    /** By learner: what was earned in an ISO week, by day and topic. */
    ledger: (group: string | null, week: string) => `${head}:w:${group ?? ALL}|${week}`,
    /** A board that was summed and is kept for a while; its name, and the boards of one making. */
    made: (scope: BoardScope, span: string) =>
      `${head}:c:${scope.group ?? ALL}|${scope.topic ?? ALL}|${span}`,
    /** By group: points and how many are active, of a span; and by day. */
    sums: (span: string) => `${head}:s:${span}`,
    days: `${head}:days`,
  };
}

export type TeamKeys = ReturnType<typeof makeKeys>;

const made = lately<TeamKeys>();

/** The keys of one team; they are many, and asked for with every command. */
export const keysOf = (team: TeamId): TeamKeys => made(team, () => makeKeys(team));

/** What begins every key. */
export const PREFIX = "dlq:";

/** The number of the shape that stored data has, and the replica that is changing it. */
export const SCHEMA_KEY = "dlq:{0}:schema";
export const MIGRATING_KEY = "dlq:{0}:migrating";

export function onceKey(key: string): string {
  return `dlq:once:{${key}}`;
}

export function installationKey(id: string): string {
  return `dlq:installation:{${id}}`;
}

/** The key of an installation, and whose it is. */
export const INSTALLATION = /^dlq:installation:\{(.+)\}$/;

/** What was decided about items, by item and version, and when it was gone through what that concerns. */
export const DECISIONS_KEY = "dlq:{items}:decisions";
export const SWEPT_KEY = "dlq:{items}:swept";

/** The set of teams that have an installation. */
export const INSTALLED = "dlq:{installations}";

/** Keys that are written to see whether that works: of all shards, or of one where there is one server. */
export function probeKeys(isCluster: boolean): readonly string[] {
  return Array.from({ length: isCluster ? SHARDS : 1 }, (_, shard) => `dlq:{${shard}}:ready`);
}

/** Keys on which each command is tried, of all shards, or of one where there is one server. */
export function rightsKeys(isCluster: boolean): readonly (readonly string[])[] {
  const kinds = ["text", "hash", "set", "sorted", "list", "stream", "other"];
  return probeKeys(isCluster).map((key) => kinds.map((kind) => `${key}:${kind}`));
}

/** What begins the keys that count what members do in a minute. */
export function limitKey(what: string): string {
  return `dlq:limit:${what}`;
}

/** Of all that one platform counts together. */
export function paceKey(bucket: string): string {
  return `dlq:pace:{${bucket}}`;
}

export const textOfDocument = ({ kind, id }: DocumentName): string => `${kind}/${id}`;

/** null: not what `textOfDocument` wrote. */
export function documentOf(text: string): DocumentName | null {
  const [kind, id, ...more] = text.split("/");
  return kind === undefined || id === undefined || more.length > 0 ? null : { kind, id };
}

function ofJob(job: Job): string[] {
  if ("round" in job) return [job.round];
  if ("learner" in job) return [job.learner];
  return "document" in job ? [textOfDocument(job.document)] : [];
}

/** A job as a member of the due index; the same job is the same member. */
export function memberOf(job: Job): string {
  return JSON.stringify([job.kind, job.place.team, job.place.group, ...ofJob(job)]);
}

/** null: not a job that this version knows. */
export function jobOf(member: string): Job | null {
  let parts: unknown;
  try {
    parts = JSON.parse(member);
  } catch {
    return null;
  }
  if (!Array.isArray(parts) || !parts.every((part) => typeof part === "string")) return null;
  const [kind, team, group, of] = parts as [string, TeamId, string, string?];
  const place: Place = { team, group };
  if (kind === "open" || kind === "recap" || kind === "forget") return { kind, place };
  if (of === undefined) return null;
  if (kind === "remind" || kind === "reported") return { kind, place, learner: of };
  if (kind === "document") {
    const document = documentOf(of);
    return document === null ? null : { kind, place, document };
  }
  return kind === "post" || kind === "close" || kind === "refund" ? { kind, place, round: of } : null;
}
