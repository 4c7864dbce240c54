import type { App } from "@slack/bolt";
import type { z } from "zod";
import type { Card } from "../../cards/model.ts";
import type { SentFile } from "../../engine/ports/sent-file.ts";
import { decodeAction } from "../../engine/words/action-id.ts";
import type { TeamId } from "../../engine/words/place.ts";
import {
  type Action,
  type FormAction,
  isOnQuestion,
  isStep,
  opensForm,
  takesItsPlace,
  withGroup,
} from "../../engine/words/press.ts";
import { say } from "../../engine/words/say.ts";
import type { Step } from "./asker.ts";
import { registerEvents } from "./events.ts";
import { type ChosenFile, chosenFile, FORM_CALLBACK, formView, readForm } from "./forms.ts";
import { channelOfHome } from "./homes.ts";
import { actorOf, type Intake, report } from "./intake.ts";
import { TIMES } from "./limits.ts";
import { decodeLine } from "./line.ts";
import { FORM_LATE, openSettings, registerOptionForms, takeChannel } from "./option-forms.ts";
import { CHANNEL_CHOSEN } from "./option-view.ts";
import {
  blockActions,
  deliveryOf,
  formContext,
  momentOf,
  slashCommand,
  threadOf,
  viewSubmission,
} from "./payloads.ts";
import { COMMAND } from "./scopes.ts";
import { registerShortcuts } from "./shortcuts.ts";
import { type Acknowledged, type Doer, read, takeIn, workspaceOf } from "./take.ts";

/** A conversation with the bot alone, which is no group. */
const isDirect = (channel: string) => channel.startsWith("D");

/** The message whose place the reply may take. */
function stepOf(
  action: Action,
  { container, message }: z.infer<typeof blockActions>,
  channel: string,
): Step | undefined {
  const ts = container?.message_ts ?? message?.ts;
  if (!isStep(action) || !ts) return undefined;
  return { message: { channel, message: ts }, isEphemeral: container?.is_ephemeral === true };
}

/** What is answered whoever does it: what Slack says of them is not waited for. */
const FOR_EVERYBODY: readonly Action["verb"][] = [
  "answer",
  "hint",
  "mine",
  "seal",
  "who",
  "help",
  "reveal",
  "part",
  "follow",
  "another",
  "sheet",
  "interview",
  "pair",
  "weekly",
  "forget",
  "sure",
  "keep",
  "praise",
  "duel",
  "review",
  "session",
  "remind",
  "prefer",
];

function takeCommand(intake: Intake, body: object): void {
  const command = read(intake, slashCommand, body);
  if (!command) return;
  const doer: Doer = {
    teamId: command.team_id,
    channel: command.channel_id,
    user: command.user_id,
    thread: command.thread_ts ?? null,
    name: command.user_name ?? null,
    responseUrl: command.response_url ?? null,
    delivery: deliveryOf(body),
  };
  takeIn(intake, "command", doer, true, (actor) =>
    intake.inbound.line({
      ...actor,
      line: decodeLine(command.text ?? ""),
      ...(isDirect(command.channel_id) ? { atHome: true } : {}),
    }),
  );
}

function takeButton(intake: Intake, body: object): void {
  const press = read(intake, blockActions, body);
  const pressed = press?.actions[0];
  if (pressed?.action_id === CHANNEL_CHOSEN) {
    takeChannel(intake, body);
    return;
  }
  // What is chosen in a menu, or is one of several marks, has the id of a button for its value.
  const chosen = decodeAction(pressed?.selected_option?.value ?? pressed?.value ?? pressed?.action_id ?? "");
  if (!press || !chosen) return;
  const group = pressed?.selected_conversation;
  const action = group ? withGroup(chosen, group) : chosen;
  const { user } = press;
  const atHome = press.view?.type === "home";
  const metadata = press.view?.private_metadata;
  const channel = press.channel?.id ?? press.container?.channel_id ?? channelOfHome(metadata) ?? user.id;
  const doer: Doer = {
    teamId: press.team?.id ?? user.team_id ?? "",
    channel,
    step: stepOf(action, press, channel),
    onOwnReply: press.container?.is_ephemeral === true && takesItsPlace(action) && !isOnQuestion(action),
    user: user.id,
    thread: threadOf(press),
    name: user.name ?? user.username ?? null,
    responseUrl: press.response_url ?? null,
    delivery: deliveryOf(body),
  };
  if (action.verb === "manage") {
    openSettings(intake, doer, action.group, press.trigger_id ?? "");
    return;
  }
  if (opensForm(action)) {
    openForm(intake, doer, action, press.trigger_id ?? "");
    return;
  }
  // Opened before this process started, perhaps.
  if (atHome)
    intake.homes.opened(
      { team: intake.workspaces.teamOf(doer.teamId), user: user.id, channel: doer.channel },
      press.view?.hash ?? null,
    );
  const at = momentOf(press.actions[0]?.action_ts);
  const isNowhere = atHome || isDirect(channel);
  takeIn(intake, "button", doer, !FOR_EVERYBODY.includes(action.verb), (actor) =>
    intake.inbound
      .button({ ...actor, action, ...(at === null ? {} : { at }), ...(isNowhere ? { atHome: true } : {}) })
      // The page itself shows an answer that was taken on it, and what was chosen.
      .then((card) => (atHome && isShownThere(action, card) ? null : card)),
  );
}

const isShownThere = ({ verb }: Action, card: Card | null): boolean =>
  (verb === "answer" && card?.kind === "sealed") || (verb === "prefer" && card?.tone === "done");

/** A form opens without asking anybody: the trigger is good for three seconds. */
function openForm(intake: Intake, doer: Doer, action: FormAction, trigger: string): void {
  const { delivery, inbound, people, underWay, workspaces } = intake;
  underWay.run("form", async () => {
    const team = workspaces.teamOf(doer.teamId);
    const workspace = await workspaceOf(intake, team);
    const member = people.known(workspace, doer.user, doer.name);
    const place = { team, group: doer.channel };
    const view = formView(inbound.formFor(actorOf({ place }, member), action), {
      form: action.verb,
      item: action.item,
      channel: doer.channel,
      thread: doer.thread,
      url: doer.responseUrl,
      ...(doer.step === undefined ? {} : { step: doer.step }),
    });
    const args = { trigger_id: trigger, view };
    const answer = await workspace?.api.call("views.open", args, { patience: TIMES.lookup });
    if (answer?.kind === "ok") return;
    intake.log.warn({ platform: "slack", outcome: answer?.kind ?? "not installed" }, "A form did not open");
    const asker = delivery.asker({
      place: { team, group: doer.channel },
      user: doer.user,
      workspace,
      thread: doer.thread,
      responseUrl: doer.responseUrl,
      delivery: doer.delivery,
    });
    await delivery.tell(asker, inbound, FORM_LATE);
  });
}

/** The file that was chosen, to be had with the bot's token, which is shown to Slack alone. */
function sentAlong(intake: Intake, team: TeamId, chosen: ChosenFile | undefined): { file?: SentFile } {
  const url = chosen?.url_private_download ?? chosen?.url_private;
  if (chosen === undefined || url == null) return {};
  const bytes = async (limit: number) => (await workspaceOf(intake, team))?.api.download(url, limit) ?? null;
  return { file: { name: chosen.name ?? "", size: chosen.size ?? 0, bytes } };
}

/** Hands in what was written; gives what to say at a field where that is no answer. */
function takeForm(intake: Intake, body: object): Record<string, string> | null {
  const sent = read(intake, viewSubmission, body);
  if (!sent) return null;
  const context = formContext.parse(JSON.parse(sent.view.private_metadata));
  const filled = readForm(context.form, sent.view.state.values);
  if (!filled.ok) {
    const { field, is, limit } = filled;
    const team = intake.workspaces.teamOf(sent.team?.id ?? sent.user.team_id ?? "");
    const who = intake.people.known({ team }, sent.user.id, sent.user.name ?? null);
    const actor = actorOf({ place: { team, group: context.channel } }, who);
    return {
      [field]: intake.inbound.text(actor, say(is === "short" ? "form.short" : "form.long", { limit })),
    };
  }
  const doer: Doer = {
    teamId: sent.team?.id ?? sent.user.team_id ?? "",
    channel: context.channel,
    user: sent.user.id,
    thread: context.thread,
    name: sent.user.name ?? sent.user.username ?? null,
    responseUrl: context.url,
    delivery: deliveryOf(body),
    step: context.step,
  };
  const { form, item } = context;
  const nowhere = isDirect(context.channel) ? { atHome: true } : {};
  takeIn(intake, "form", doer, form === "time" || form === "pack", (actor) =>
    intake.inbound.form({
      ...{ ...actor, ...nowhere, form, item, text: filled.text, ticked: filled.ticked },
      ...sentAlong(intake, actor.place.team, chosenFile(sent.view.state.values)),
    }),
  );
  return null;
}

/** Hands in what Slack reports. Everything is acknowledged before anything is asked or done. */
export function registerInbound(app: App, intake: Intake): void {
  const acknowledged: Acknowledged = (what, ack) =>
    intake.meter.timed("acknowledged", { platform: "slack", what }, ack);
  app.command(COMMAND, async ({ ack, body }) => {
    await acknowledged("command", ack);
    takeCommand(intake, body);
  });
  app.action({ type: "block_actions" }, async ({ ack, body }) => {
    await acknowledged("button", ack);
    takeButton(intake, body);
  });
  app.view(FORM_CALLBACK, async ({ ack, body }) => {
    const errors = takeForm(intake, body);
    await acknowledged("form", () => (errors ? ack({ response_action: "errors", errors }) : ack()));
  });
  registerShortcuts(app, intake, acknowledged);
  registerOptionForms(app, intake, acknowledged);
  registerEvents(app, intake);
  app.error(async (error) => {
    report(intake, "bolt", error);
  });
}
