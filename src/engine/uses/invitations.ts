import { MOST_INVITATIONS, PATIENCE } from "../rules/pairs.ts";
import type { TeamId } from "../words/place.ts";
import { type NoticeReply, notice } from "../words/reply.ts";
import { say } from "../words/say.ts";
import type { Deps } from "./deps.ts";
import { changeInterviewing, readInterviewingOf } from "./pair-state.ts";

/** What one member may ask of another: mock interviews and duels alike, under one limit and one wish to be left alone. */

/** Why a member cannot be invited; null: they can. */
export async function whyNotInvited(deps: Deps, team: TeamId, member: string): Promise<NoticeReply | null> {
  const [left, { refuses }] = await Promise.all([
    deps.platform(team)?.whoLeft(team, [member]),
    readInterviewingOf(deps, team, member),
  ]);
  if (left?.includes(member)) return notice("refusal", say("pair.not-there", { member: { member } }));
  return refuses ? notice("refusal", say("pair.refused", { member: { member } })) : null;
}

/** Counts one more invitation of a day; a refusal where it would be too many. */
export async function countInvitation(
  deps: Deps,
  team: TeamId,
  learner: string,
  now: number,
): Promise<NoticeReply | null> {
  let isOne = false;
  await changeInterviewing(deps, team, learner, (before) => {
    const invited = before.invited.filter((at) => now - at < PATIENCE);
    isOne = invited.length < MOST_INVITATIONS;
    return isOne ? { ...before, invited: [...invited, now] } : before;
  });
  return isOne ? null : notice("refusal", say("pair.too-many", { most: MOST_INVITATIONS }));
}

/** A member wants to be asked, or not. */
export async function takeInvitations(
  deps: Deps,
  team: TeamId,
  learner: string,
  takes: boolean,
): Promise<void> {
  await changeInterviewing(deps, team, learner, (now) =>
    now.refuses === !takes ? now : { ...now, refuses: !takes },
  );
}

/** Whoever refuses one refuses all of them, and reads how to change that. */
export const REFUSES_ALL: NoticeReply = notice(
  "done",
  say("pair.refuses"),
  say("pair.takes-again", { command: { command: "pair invitations:on" } }),
);
