import type { Caller, DailyChange, DuelWanted } from "../../ports/bot.ts";
import type { Asked } from "../../words/asked.ts";
import type { LiveWanted } from "../../words/live.ts";
import { packTopic } from "../../words/pack.ts";
import { notice, type Reply } from "../../words/reply.ts";
import { say } from "../../words/say.ts";
import { ask } from "../ask.ts";
import type { Deps } from "../deps.ts";
import { challenge } from "../duels.ts";
import { beginLive } from "../live.ts";
import { proposeDaily } from "../set.ts";
import { type Named, packNamed } from "./resolve.ts";

/** A pack that may be asked from. */
async function released(deps: Deps, { place }: Caller, typed: string): Promise<Named> {
  const named = await packNamed(deps, place.team, { typed });
  if (!named.ok || named.pack.state === "released") return named;
  const { name, state } = named.pack;
  const command = { command: "pack release" };
  return {
    ok: false,
    reply: notice("refusal", say(`pack.not-asked.${state}`, { name: { strong: name }, command })),
  };
}

/** The same where nothing else may be named that questions are about. */
const alone = async (deps: Deps, caller: Caller, typed: string, topic: string | undefined): Promise<Named> =>
  topic === undefined
    ? released(deps, caller, typed)
    : { ok: false, reply: notice("refusal", say("pack.one-topic")) };

/** `/dlq pack:`. */
export async function askPack(
  deps: Deps,
  caller: Caller,
  typed: string,
  asked: Asked,
  isPrivate: boolean,
): Promise<Reply> {
  const named = await alone(deps, caller, typed, asked.topic);
  return named.ok ? ask(deps, caller, { ...asked, topic: packTopic(named.pack.id) }, isPrivate) : named.reply;
}

/** `/dlq-live pack:`. */
export async function livePack(
  deps: Deps,
  caller: Caller,
  typed: string,
  wanted: LiveWanted,
): Promise<Reply> {
  const named = await alone(deps, caller, typed, wanted.topic);
  return named.ok ? beginLive(deps, caller, { ...wanted, topic: packTopic(named.pack.id) }) : named.reply;
}

/** `/dlq-duel pack:`. */
export async function duelPack(
  deps: Deps,
  caller: Caller,
  typed: string,
  wanted: DuelWanted,
): Promise<Reply> {
  const named = await alone(deps, caller, typed, wanted.topic);
  return named.ok ? challenge(deps, caller, { ...wanted, topic: packTopic(named.pack.id) }) : named.reply;
}

/** `daily set pack:`: questions of the day come from it, and from what topics are named besides. */
export async function proposePack(
  deps: Deps,
  caller: Caller,
  typed: string,
  change: DailyChange,
): Promise<Reply> {
  const named = await released(deps, caller, typed);
  if (!named.ok) return named.reply;
  return proposeDaily(deps, caller, {
    ...change,
    topics: [...(change.topics ?? []), packTopic(named.pack.id)],
  });
}
