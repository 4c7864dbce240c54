import type { Caller } from "../ports/bot.ts";
import { meantOf } from "../rules/meant.ts";
import type { Actor } from "../words/press.ts";
import type { TopicsReply } from "../words/reply.ts";
import { notice, type Reply } from "../words/reply.ts";
import { hasOptions } from "../words/round.ts";
import { say } from "../words/say.ts";
import { quote } from "../words/text.ts";
import type { Deps } from "./deps.ts";
import { whichOf } from "./views.ts";

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

/**
 * Keeps a report of a mistake for the people who look after the bank.
 *
 * @param target an item's id, or the id of a round
 */
export async function report(deps: Deps, actor: Actor, target: string, reason: string): Promise<Reply> {
  const { place, person } = actor;
  const round = deps.bank.find(target) === null ? await deps.store.readRound(place.team, target) : null;
  const item = round?.question.itemId ?? target;
  if (deps.bank.find(item) === null) {
    return notice("refusal", say("report.gone"));
  }
  const isNew = await deps.store.addReport(place.team, {
    item,
    learner: person.id,
    reason,
    group: place.group,
  });
  if (!isNew) return notice("info", say("report.again"));
  deps.meter.count("reports", { item });
  deps.log.warn(
    {
      item,
      version: round !== null && hasOptions(round) ? round.question.version : undefined,
      seed: round?.seed,
      reason,
    },
    "a question was reported",
  );
  return notice(
    "done",
    say("report.thanks"),
    ...(round === null ? [] : [say("report.about", { quoted: quote(round.question.stem) })]),
  );
}

/** `/dlq-report`: of the question that is meant here. */
export async function reportNewest(deps: Deps, caller: Caller, reason: string): Promise<Reply> {
  const { place, person } = caller;
  const meant = meantOf(await deps.store.answerable(place, person.id));
  if (meant.kind === "either") {
    return whichOf(meant.rounds, say("report.which"), ({ id }) => ({
      verb: "report",
      item: id,
    }));
  }
  const target = meant.kind === "one" ? meant.round.id : (await deps.store.readGroup(place)).current;
  if (target === null) {
    return notice("refusal", say("report.none"));
  }
  return report(deps, caller, target, reason);
}
