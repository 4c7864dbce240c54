import type { Caller } from "../ports/bot.ts";
import type { LearnerExport } from "../ports/store.ts";
import { RETENTION } from "../rules/retention.ts";
import { accountName } from "../words/link.ts";
import { isOfOne } from "../words/place.ts";
import type { Actor, Button } from "../words/press.ts";
import { notice, type Reply } from "../words/reply.ts";
import { type Say, say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { exportDocuments } from "./documents.ts";
import { EXPLAINED, EXPLAINING, SAID } from "./explained-state.ts";
import { forgetAll, forgetBothDue } from "./link-job.ts";
import { changeLink, LINK } from "./link-state.ts";
import { linkOf } from "./links.ts";
import { LIVE, PLAYER } from "./live-documents.ts";
import { INTERVIEWING, PAIR } from "./pair-state.ts";
import { WEEKLY_MOCK } from "./weekly-mock.ts";

const DAY = 24 * 60 * 60_000;
/** When a forgetting that broke off is gone on with, in milliseconds. */
const FORGETTING = 60_000;

export async function exportData(deps: Deps, caller: Caller): Promise<Reply> {
  const { place, person } = caller;
  const [data, documents, linked] = await Promise.all([
    deps.store.exportLearner(place.team, person.id),
    exportDocuments(deps, place.team, person.id),
    linkOf(deps, place.team, person.id),
  ]);
  return {
    kind: "export",
    visibility: "private",
    lines:
      linked === null
        ? []
        : [
            say("export.linked", {
              account: accountName(linked.other),
              command: { command: "privacy export" },
            }),
          ],
    filename: "dlq-my-data.json",
    json: `${JSON.stringify({ ...data, ...documents }, null, 2)}\n`,
  };
}

/** What would go, in words; empty where nothing is kept. */
function kept(data: LearnerExport, documents: Awaited<ReturnType<typeof exportDocuments>>): Say[] {
  const points = data.groups.reduce((sum, group) => sum + (data.boards[`${group}|*|all|`] ?? 0), 0);
  const streak = Math.max(0, ...Object.values(data.streaks).map(({ best }) => best));
  const answered = data.topics.reduce((sum, topic) => sum + topic.answered, 0);
  const answers = Object.keys(data.answers).length;
  const concepts = Object.keys(data.reviews).length;
  const parts: [boolean, Say][] = [
    [points > 0, say("kept.points", { points })],
    [streak > 0, say("kept.streaks", { streak })],
    [answered > 0, say("kept.accuracy", { answered })],
    [answers > 0, say("kept.answers", { answers })],
    [concepts > 0, say("kept.reviews", { concepts })],
    [Object.keys(data.days).length > 0, say("kept.days")],
    [data.freezes.earned.length + Object.keys(data.freezes.towards).length > 0, say("kept.freezes")],
    [Object.keys(data.asked).length > 0, say("kept.asked")],
    [Object.keys(data.hints).length > 0, say("kept.hints")],
    [data.plans.plan !== null || data.plans.draft !== null, say("kept.plan")],
    ["interview" in documents || "scorecards" in documents, say("kept.mock")],
    [documents[INTERVIEWING] !== undefined, say("kept.interviewing")],
    [documents[PAIR] !== undefined || documents[WEEKLY_MOCK] !== undefined, say("kept.pairs")],
    [data.reports.length > 0, say("kept.reports", { reports: data.reports.length })],
    [data.manager || data.manages.length > 0, say("kept.manager")],
    [data.hidden, say("kept.hidden")],
    [data.language !== null, say("kept.language")],
    [data.consent !== null, say("kept.consent")],
    [data.written !== null, say("kept.written")],
    [data.reminding.reminders !== null, say("kept.reminders")],
    [documents[LINK] !== undefined, say("kept.link")],
    [documents.badges !== undefined, say("kept.badges")],
    [documents.kept !== undefined, say("kept.kept")],
    [documents[LIVE] !== undefined || documents[PLAYER] !== undefined, say("kept.live")],
    [documents.duel !== undefined || documents.duels !== undefined, say("kept.duels")],
    [documents.pack !== undefined, say("kept.packs")],
    [documents[EXPLAINED] !== undefined || documents[SAID] !== undefined, say("kept.explained")],
    [documents[EXPLAINING] !== undefined, say("kept.explaining")],
    [data.name !== null, say("kept.name")],
  ];
  return parts.filter(([is]) => is).map(([, words]) => words);
}

/** `privacy forget`: says what would go, and asks once. */
export async function offerForget(deps: Deps, { place, person }: Caller): Promise<Reply> {
  const [data, documents, linked] = await Promise.all([
    deps.store.exportLearner(place.team, person.id),
    exportDocuments(deps, place.team, person.id),
    linkOf(deps, place.team, person.id),
  ]);
  const parts = kept(data, documents);
  const isAlone = isOfOne(place.team);
  if (parts.length === 0) return notice("info", say(isAlone ? "privacy.alone.nothing" : "privacy.nothing"));
  return {
    ...notice(
      "info",
      say(isAlone ? "privacy.alone.would-remove" : "privacy.would-remove", { parts: { list: parts } }),
      ...(linked === null ? [] : [say("privacy.linked", { account: accountName(linked.other) })]),
      say("privacy.stays", { command: { command: "privacy export" } }),
      // Nobody tells of a person who removes the bot.
      ...(isAlone ? [] : [say("privacy.removal", { days: RETENTION.removedTeam / DAY })]),
    ),
    buttons: forgetButtons(person.id, linked?.run ?? null),
  };
}

/** `run`: of a link, whose other account may go as well. */
function forgetButtons(learner: string, run: string | null): Button[] {
  const here: Button["action"] = { verb: "forget", learner };
  if (run === null) return [{ label: say("button.forget"), action: here }];
  return [
    { label: say("button.forget-here"), action: here },
    { label: say("button.forget-both"), action: { verb: "link", run, act: "forget" } },
  ];
}

/** Removes everything kept of both accounts of a learner. Whatever breaks off, the store's job goes on with it. */
export async function forgetBoth(deps: Deps, { place, person }: Actor, run: string): Promise<Reply> {
  const account = { team: place.team, learner: person.id };
  const [linked, now] = await Promise.all([linkOf(deps, place.team, person.id), deps.store.now()]);
  if (linked?.run !== run) return notice("refusal", say("link.over", { command: { command: "link" } }));
  const { link } = await changeLink(deps, account, now, (here) =>
    here?.run === run && here.stage === "linked"
      ? { link: { ...here, stage: "forgetting" as const }, dueAt: now + FORGETTING }
      : { link: "as-is" as const },
  );
  if (link === "as-is") return notice("refusal", say("link.over", { command: { command: "link" } }));
  await forgetBothDue(deps, place.team, person.id, link);
  return notice("done", say("privacy.both-forgotten", { account: accountName(linked.other) }));
}

/** Removes everything kept of a learner, at that learner's own word. */
export async function forget(deps: Deps, { place, person }: Actor, learner: string): Promise<Reply> {
  if (learner !== person.id) {
    return notice("refusal", say("privacy.not-yours"));
  }
  await forgetAll(deps, place.team, learner);
  return notice("done", say(isOfOne(place.team) ? "privacy.alone.forgotten" : "privacy.forgotten"));
}

export async function setHidden(deps: Deps, caller: Caller, hidden: boolean): Promise<Reply> {
  await deps.store.setHidden(caller.place.team, caller.person.id, hidden);
  return hidden ? notice("done", say("privacy.hidden")) : notice("done", say("privacy.shown"));
}
