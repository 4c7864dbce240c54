import { z } from "zod";
import type { OpenQuestion } from "../../engine/ports/platform.ts";
import type { TeamId } from "../../engine/words/place.ts";
import type { Choice } from "../../engine/words/round.ts";
import { correctName, type Intake, reactor, report } from "./intake.ts";
import { TIMES } from "./limits.ts";
import { choiceOf, NOT_FOUND } from "./reactions.ts";
import type { Workspace } from "./workspaces.ts";

const answered = z.object({
  message: z.object({
    reactions: z.array(z.object({ name: z.string(), users: z.array(z.string()) })).default([]),
  }),
});

/** The letters that people have on a message, by person; null where Slack does not say. */
async function lettersOn(
  intake: Intake,
  workspace: Workspace,
  { place, message }: OpenQuestion,
): Promise<Map<string, Set<Choice>> | null> {
  const answer = await workspace.api.call(
    "reactions.get",
    { channel: message.channel, timestamp: message.message, full: true },
    { repeatable: true, patience: TIMES.missedPatience, priority: "low" },
  );
  const read = answer.kind === "ok" ? answered.safeParse(answer.data) : null;
  if (!read?.success) {
    const detail = answer.kind === "refused" ? answer.error : answer.kind;
    if (detail === NOT_FOUND) await intake.inbound.messageGone(place.team, message);
    else intake.log.warn({ platform: "slack", place, detail }, "Reactions given meanwhile could not be read");
    return null;
  }
  const given = new Map<string, Set<Choice>>();
  for (const { name, users } of read.data.message.reactions) {
    const choice = choiceOf(name);
    if (choice === null) continue;
    for (const user of users) given.set(user, (given.get(user) ?? new Set()).add(choice));
  }
  return given;
}

/** Hands in the reactions that were given while the bot could not listen, workspace by workspace. */
export async function readMissed(intake: Intake, teams: readonly TeamId[]): Promise<void> {
  for (const team of teams) {
    if (!intake.underWay.isOpen) return;
    try {
      await readTeam(intake, team);
    } catch (error) {
      report(intake, "reactions", error);
    }
  }
}

/**
 * Nobody knows which of several letters came last, so they count as none; whoever has an answer recorded keeps
 * it.
 */
async function readTeam(intake: Intake, team: TeamId): Promise<void> {
  const open = (await intake.inbound.openQuestions(team)).filter(({ reactions }) => reactions);
  const workspace = await intake.workspaces.of(team);
  if (workspace === null) return;
  for (const one of open) {
    for (const [user, choices] of (await lettersOn(intake, workspace, one)) ?? []) {
      const [choice] = choices;
      if (choice === undefined || choices.size > 1 || user === workspace.botUser) continue;
      const member = await reactor(intake, { workspace, user });
      const { id, name, provisional, isBot, locale } = member;
      if (isBot) continue;
      await intake.inbound.reaction({
        place: one.place,
        person: { id, name, ...(provisional ? { provisional } : {}) },
        isAdmin: false,
        locale,
        message: one.message,
        choice,
        found: true,
      });
      correctName(intake, { workspace, place: one.place, user }, member);
    }
  }
}
