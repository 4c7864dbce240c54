import type { App } from "@slack/bolt";
import type { Intake } from "./intake.ts";
import { decodeLine } from "./line.ts";
import { deliveryOf, messageShortcut, textOfMessage, threadOf } from "./payloads.ts";
import { ASK_ABOUT } from "./scopes.ts";
import { type Acknowledged, type Doer, read, takeIn } from "./take.ts";

/** A question on what a message names, for whoever asked alone, where the message stands. */
function takeMessage(intake: Intake, body: object): void {
  const pointed = read(intake, messageShortcut, body);
  if (!pointed) return;
  const { user } = pointed;
  const doer: Doer = {
    teamId: pointed.team?.id ?? user.team_id ?? "",
    channel: pointed.channel.id,
    user: user.id,
    thread: threadOf(pointed),
    name: user.name ?? user.username ?? null,
    responseUrl: pointed.response_url ?? null,
    delivery: deliveryOf(body),
  };
  const text = decodeLine(textOfMessage(pointed));
  takeIn(intake, "shortcut", doer, false, (actor) => intake.inbound.askAbout({ ...actor, text }));
}

export function registerShortcuts(app: App, intake: Intake, acknowledged: Acknowledged): void {
  app.shortcut({ callback_id: ASK_ABOUT, type: "message_action" }, async ({ ack, body }) => {
    await acknowledged("shortcut", ack);
    takeMessage(intake, body);
  });
}
