import type { Job, KeptDecision } from "../ports/store.ts";
import { stemOf } from "../words/item.ts";
import { notice } from "../words/reply.ts";
import type { Decision } from "../words/report.ts";
import { say, type WordId } from "../words/say.ts";
import { quote } from "../words/text.ts";
import type { Deps } from "./deps.ts";
import { again } from "./tries.ts";

const BECAME: Readonly<Record<Decision["what"], WordId>> = {
  quarantined: "reported.quarantined",
  released: "reported.released",
  retired: "reported.retired",
};

/** Tells whoever reported items what became of them: once of each decision. */
export async function reportedDue(deps: Deps, job: Job & { kind: "reported" }): Promise<void> {
  const { team } = job.place;
  const { learner } = job;
  const platform = deps.platform(team);
  const [reports, decisions] = await Promise.all([
    deps.store.reportsOf(team, learner),
    deps.store.decisions(),
  ]);
  for (const { item, version, group, told } of platform === null ? [] : reports) {
    const decision = decisions.find((one) => one.item === item && one.version === version);
    if (decision === undefined || decision.at === told) continue;
    const outcome = await platform?.tell(
      team,
      learner,
      lineOf(deps, decision),
      group,
      keyOf(learner, decision),
    );
    if (outcome?.kind === "failed") again(outcome);
    await deps.store.markTold(team, learner, item, decision.at);
  }
  await deps.store.dropJob(job);
}

const keyOf = (learner: string, { item, at }: Decision) => `reported-${learner}-${item}-${at}`;

function lineOf({ bank }: Deps, { item, what }: KeptDecision) {
  const found = bank.find(item) === null ? null : bank.item(item, "");
  return notice(
    "info",
    say("reported.about", { quoted: quote(found === null ? item : stemOf(found)) }),
    say(BECAME[what]),
  );
}
