import type { Actor } from "../words/press.ts";
import { notice, type Reply } from "../words/reply.ts";
import { hasOptions } from "../words/round.ts";
import { say } from "../words/say.ts";
import { UNKNOWN } from "./answer.ts";
import { showNow } from "./counted.ts";
import type { Deps } from "./deps.ts";
import { questionNow } from "./question-now.ts";
import { waitOf, waits } from "./reveal.ts";

/** Whoever asked a practice question wants to know who has it right; its message says so from now on. */
export async function who(deps: Deps, { place, person }: Actor, id: string): Promise<Reply> {
  const { team } = place;
  const round = await deps.store.readRound(team, id);
  if (round === null || !hasOptions(round) || round.mode !== "practice" || round.onlyFor !== null)
    return UNKNOWN;
  if (round.place.group !== place.group) return UNKNOWN;
  if (round.asker !== person.id) return notice("info", say("who.asker"));
  const until = await waitOf(deps, round);
  if (until !== null) return waits(until);
  const answered = await deps.store.answeredCount(team, id);
  const now = await questionNow(deps, round, answered);
  if (round.status === "open") await showNow(deps, round, now);
  const { names, more } = now.right ?? { names: [], more: 0 };
  if (names.length === 0 && more === 0) return notice("info", say("who.nobody", { answered }));
  const others = more === 0 ? [] : [say("who.more", { more })];
  const list = [...names.map((name) => ({ name })), ...others];
  return notice("info", say("who.right", { names: { list }, count: names.length, more }));
}
