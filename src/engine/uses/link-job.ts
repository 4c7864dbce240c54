import { accountName, type Link } from "../words/link.ts";
import { isOfOne, type TeamId } from "../words/place.ts";
import { type NoticeReply, notice } from "../words/reply.ts";
import { say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { forgetWhole } from "./documents.ts";
import { changeLink, findLink, holds } from "./link-state.ts";
import { askedNotice } from "./link-views.ts";
import { again } from "./tries.ts";

/** What a side has yet to be told; null: nothing any more. */
async function news(deps: Deps, team: TeamId, learner: string, link: Link): Promise<NoticeReply | null> {
  const { other, until } = link;
  if (link.told || other === null) return null;
  if (link.stage === "asked") return until === null ? null : askedNotice(link, other, until);
  return (await holds(deps, { team, learner }, link))
    ? notice(
        "done",
        say("link.joined", { account: accountName(other) }),
        say("link.what"),
        say("link.how-off", { command: { command: "link" } }),
      )
    : null;
}

/** Somebody is to be told of a linking, or what is kept of both sides is to go. */
export async function linkDue(deps: Deps, team: TeamId, learner: string): Promise<void> {
  const now = await deps.store.now();
  const link = await findLink(deps, { team, learner }, now);
  if (link?.stage === "forgetting") return forgetBothDue(deps, team, learner, link);
  const reply = link === null ? null : await news(deps, team, learner, link);
  if (link !== null && reply !== null) {
    const outcome = await deps
      .platform(team)
      ?.tell(team, learner, reply, link.group, `link-${link.stage}-${link.run}`);
    if (outcome === undefined || outcome.kind === "failed") again(outcome);
    if (outcome.kind === "refused")
      deps.log.info({ team, detail: outcome.detail }, "whoever links accounts takes no direct messages");
  }
  await changeLink(deps, { team, learner }, now, (here) =>
    here === null || here.run !== link?.run || here.stage !== link.stage
      ? { link: "as-is" as const }
      : { link: { ...here, told: true } },
  );
}

/** Removes everything kept of a learner, where nobody else is in the team all of it. */
export async function forgetAll(deps: Deps, team: TeamId, learner: string): Promise<void> {
  await forgetWhole(deps, team, learner);
  deps.languages.forgotten(team, learner);
  if (isOfOne(team)) await deps.store.forgetTeam(team);
}

/** The other side first: what says that both are to go stands here, until all is done. */
export async function forgetBothDue(
  deps: Deps,
  team: TeamId,
  learner: string,
  { other }: Link,
): Promise<void> {
  if (other !== null) await forgetAll(deps, other.team, other.learner);
  await forgetAll(deps, team, learner);
}
