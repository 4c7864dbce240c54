import type { z } from "zod";
import type { Card } from "../../cards/model.ts";
import type { TeamId } from "../../engine/words/place.ts";
import type { Actor } from "../../engine/words/press.ts";
import { BROKEN } from "../../engine/words/reply.ts";
import type { Step } from "./asker.ts";
import { actorOf, correctName, type Intake, report } from "./intake.ts";
import type { Workspace } from "./workspaces.ts";

/** Acknowledges something, and notes how long that took. */
export type Acknowledged = (what: string, ack: () => Promise<void>) => Promise<void>;

/** Somebody who did something, from whatever payload said so. */
export interface Doer {
  teamId: string;
  channel: string;
  user: string;
  thread: string | null;
  name: string | null;
  responseUrl: string | null;
  delivery: string;
  step?: Step | undefined;
  onOwnReply?: boolean | undefined;
}

/** The workspace, or null where it is unknown or the store that knows it does not answer. */
export async function workspaceOf({ workspaces, log }: Intake, team: TeamId): Promise<Workspace | null> {
  try {
    return await workspaces.of(team);
  } catch (error) {
    const detail = error instanceof Error ? error.message : "unknown";
    log.warn({ platform: "slack", detail }, "The installation could not be read");
    return null;
  }
}

/**
 * Works on something a person did, after Slack has its acknowledgment. Nothing is thrown. `asks`: their
 * rights or their name may matter.
 */
export function takeIn(
  intake: Intake,
  what: string,
  doer: Doer,
  asks: boolean,
  work: (actor: Actor & { delivery: string }) => Promise<Card | null>,
): void {
  const { delivery, homes, inbound, people, underWay, workspaces } = intake;
  underWay.run("press", async () => {
    const team = workspaces.teamOf(doer.teamId);
    const asker = delivery.asker({
      place: { team, group: doer.channel },
      user: doer.user,
      workspace: await workspaceOf(intake, team),
      thread: doer.thread,
      responseUrl: doer.responseUrl,
      delivery: doer.delivery,
      step: doer.step,
      onOwnReply: doer.onOwnReply,
    });
    try {
      const member = asks
        ? await people.ask(asker.workspace, doer.user, doer.name)
        : people.known(asker.workspace, doer.user, doer.name);
      const card = await work({ ...actorOf(asker, member), delivery: doer.delivery });
      correctName(intake, asker, member);
      homes.changedFor(team, doer.user);
      if (card) await delivery.answer(asker, card, inbound);
    } catch (error) {
      report(intake, what, error);
      await delivery.tell(asker, inbound, BROKEN).catch(() => undefined);
    }
  });
}

/** What of a payload the bot reads, or null, said once in the log. */
export function read<T extends z.ZodType>(intake: Intake, schema: T, body: unknown): z.infer<T> | null {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join("."));
  intake.log.warn({ platform: "slack", fields }, "Slack sent a payload without what is needed");
  return null;
}
