import type { Caller } from "../ports/bot.ts";
import { meantOf } from "../rules/meant.ts";
import { stemOf, versionOf } from "../words/item.ts";
import { packOf } from "../words/pack.ts";
import type { TeamId } from "../words/place.ts";
import type { Actor, Button } from "../words/press.ts";
import { notice, type Reply } from "../words/reply.ts";
import { REPORT_KINDS, type ReportKind } from "../words/report.ts";
import { hasOptions } from "../words/round.ts";
import { say, type WordId } from "../words/say.ts";
import { quote } from "../words/text.ts";
import type { Deps } from "./deps.ts";
import { tellOperators } from "./operators.ts";
import { tellOfPack } from "./packs/reported.ts";
import { knowing } from "./packs/shelf.ts";
import { whichOf } from "./views.ts";

const MEANT: Readonly<Record<Exclude<ReportKind, "other">, WordId>> = {
  "wrong-key": "button.report-wrong-key",
  unclear: "button.report-unclear",
  outdated: "button.report-outdated",
  typo: "button.report-typo",
};

/** What a report may mean, to be pressed once it is kept. */
function kindsOf(item: string): Button[] {
  return REPORT_KINDS.flatMap((kind) =>
    kind === "other" ? [] : [{ label: say(MEANT[kind]), action: { verb: "report-as", item, kind } as const }],
  );
}

/** What a report counts for: what a team calls its own questions is nobody else's, and there is no end of it. */
const counted = (item: string) => (packOf(item) === null ? item : "pack");

/**
 * The question that something is said of, which may be of a team's own; null: there is none any more.
 *
 * @param target an item's id, or the id of a round
 */
async function questionOf(given: Deps, team: TeamId, target: string) {
  const round = given.bank.find(target) === null ? await given.store.readRound(team, target) : null;
  const item = round?.question.itemId ?? target;
  const deps = await knowing(given, team, [item]);
  const known = deps.bank.find(item) === null ? null : deps.bank.item(item, "");
  if (known === null) return null;
  const version = round !== null && hasOptions(round) ? round.question.version : versionOf(known);
  return { deps, round, item, known, version };
}

/** How long it counts that a member likes a question, before they may say it again, in milliseconds. */
const PRAISED_ONCE_IN = 24 * 60 * 60_000;

/** Counts for a question that somebody likes it, without their name. */
export async function praise(given: Deps, { place, person }: Actor, target: string): Promise<Reply> {
  const { team } = place;
  const found = await questionOf(given, team, target);
  if (found === null) return notice("refusal", say("report.gone"));
  const { item, version } = found;
  if (await given.store.claimOnce(`praise|${team}|${person.id}|${item}`, PRAISED_ONCE_IN)) {
    await given.store.addPraise(team, item, version);
    given.meter.count("praised", { item: counted(item) });
  }
  return notice("done", say("praise.thanks"));
}

/**
 * Keeps a report of a mistake, and tells the people who can do something about it: those who look after the bank, or of
 * a team's own question those who manage there.
 *
 * @param target as in `questionOf`
 */
export async function report(given: Deps, actor: Actor, target: string, reason: string): Promise<Reply> {
  const { place, person } = actor;
  const found = await questionOf(given, place.team, target);
  if (found === null) return notice("refusal", say("report.gone"));
  const { deps, round, item, known, version } = found;
  const isNew = await deps.store.addReport(place.team, {
    ...{ item, version, kind: "other", learner: person.id, reason },
    group: place.group,
  });
  if (!isNew) return notice("info", say("report.again"));
  deps.meter.count("reports", { item: counted(item), kind: "other" });
  deps.log.warn({ item, version, seed: round?.seed, reason }, "a question was reported");
  const pack = packOf(item);
  if (pack !== null) await tellOfPack(deps, actor, { pack, item, stem: stemOf(known), reason });
  else
    await tellOperators(
      deps,
      `${place.team}|${person.id}|${item}`,
      say("reports.new", { item: { code: item }, version, quoted: quote(stemOf(known)) }),
      say("reports.reason", { reason: { strong: reason } }),
      say("reports.decide", { item }),
    );
  return {
    ...notice(
      "done",
      say(pack === null ? "report.thanks" : "report.thanks-pack"),
      ...(round === null ? [] : [say("report.about", { quoted: quote(round.question.stem) })]),
      say("report.kind"),
    ),
    buttons: kindsOf(item),
  };
}

/** Whoever reported a question says what is wrong with it; once. */
export async function sortReport(deps: Deps, actor: Actor, item: string, kind: ReportKind): Promise<Reply> {
  const isNew = await deps.store.sortReport(actor.place.team, actor.person.id, item, kind);
  if (!isNew) return notice("info", say("report.sorted"));
  deps.meter.count("reports", { item: counted(item), kind });
  deps.log.warn({ item, kind }, "it was said what is wrong with a question");
  return notice("done", say("report.sorted"));
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
