import type { Caller } from "../ports/bot.ts";
import type { LearnerExport } from "../ports/store.ts";
import { phrase } from "../words/phrase.ts";
import type { Actor } from "../words/press.ts";
import { notice, type Reply } from "../words/reply.ts";
import { counted } from "../words/wording.ts";
import type { Deps } from "./deps.ts";

export async function exportData(deps: Deps, caller: Caller): Promise<Reply> {
  const { place, person } = caller;
  const data = await deps.store.exportLearner(place.team, person.id);
  return {
    kind: "export",
    visibility: "private",
    filename: "dlq-my-data.json",
    json: `${JSON.stringify(data, null, 2)}\n`,
  };
}

/** What would go, in words; empty where nothing is kept. */
function kept(data: LearnerExport): string[] {
  const points = data.boards["*|*|all|"] ?? 0;
  const streak = Math.max(0, ...Object.values(data.streaks).map(({ best }) => best));
  const answered = data.topics.reduce((sum, topic) => sum + topic.answered, 0);
  const answers = Object.keys(data.answers).length;
  const parts: [boolean, string][] = [
    [points > 0, `${counted(points, "point")} and your place on every board`],
    [streak > 0, `your streaks (the best: ${streak})`],
    [answered > 0, `your accuracy over ${counted(answered, "question")}`],
    [answers > 0, `${counted(answers, "answer")} of the last days, those to open questions too`],
    [Object.keys(data.asked).length > 0, "questions that you asked for privately"],
    [data.reports.length > 0, counted(data.reports.length, "report")],
    [data.manager || data.manages.length > 0, "that you manage daily questions"],
    [data.hidden, "that you hide from boards"],
    [data.name !== null, "your name"],
  ];
  return parts.filter(([is]) => is).map(([, words]) => words);
}

/** `privacy forget`: says what would go, and asks once. */
export async function offerForget(deps: Deps, { place, person }: Caller): Promise<Reply> {
  const parts = kept(await deps.store.exportLearner(place.team, person.id));
  if (parts.length === 0) return notice("info", phrase`I keep nothing about you in this team.`);
  return {
    ...notice(
      "info",
      phrase`I would remove, in this whole team and for good: ${parts.join("; ")}.`,
      phrase`Messages that stand in channels already stay there. ${{ command: "privacy export" }} gives you a copy first. Nothing was removed yet.`,
    ),
    buttons: [{ label: "Remove it all", action: { verb: "forget", learner: person.id } }],
  };
}

/** Removes everything kept of a learner, at that learner's own word. */
export async function forget(deps: Deps, { place, person }: Actor, learner: string): Promise<Reply> {
  if (learner !== person.id) {
    return notice("refusal", phrase`This button is somebody else's. Nothing was removed.`);
  }
  await deps.store.forgetLearner(place.team, learner);
  return notice(
    "done",
    phrase`Everything I kept about you in this team is gone: answers, points, streaks, reports. What was already posted in channels stays there.`,
  );
}

export async function setHidden(deps: Deps, caller: Caller, hidden: boolean): Promise<Reply> {
  await deps.store.setHidden(caller.place.team, caller.person.id, hidden);
  return hidden
    ? notice("done", phrase`You are no longer shown on boards and results. Your points and streak go on.`)
    : notice("done", phrase`You are shown on boards and results again.`);
}
