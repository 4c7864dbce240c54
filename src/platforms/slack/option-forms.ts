import type { App } from "@slack/bolt";
import type { Actor } from "../../engine/words/press.ts";
import { notice } from "../../engine/words/reply.ts";
import { say } from "../../engine/words/say.ts";
import { within } from "../within.ts";
import { drawHome } from "./draw/index.ts";
import { actorOf, correctName, type Intake } from "./intake.ts";
import { LIMITS, TIMES } from "./limits.ts";
import { endView, foundIn, OPTIONS_CALLBACK, optionView, readOptions } from "./option-view.ts";
import {
  blockActions,
  blockSuggestion,
  deliveryOf,
  globalShortcut,
  optionContext,
  viewSubmission,
} from "./payloads.ts";
import { ASK_ANYWHERE } from "./scopes.ts";
import { type Acknowledged, type Doer, read, takeIn, workspaceOf } from "./take.ts";
import type { Workspace } from "./workspaces.ts";

export const FORM_LATE = notice("refusal", say("slack.form-late"));

type Answer =
  | { response_action: "errors"; errors: Record<string, string> }
  | { response_action: "update"; view: object };

async function open(
  intake: Intake,
  workspace: Workspace | null,
  doer: Doer,
  trigger: string,
  view: object,
): Promise<string | null> {
  const args = { trigger_id: trigger, view };
  const answer = await workspace?.api.call("views.open", args, { patience: TIMES.lookup });
  if (answer?.kind === "ok") {
    const { view: opened } = answer.data;
    return typeof opened === "object" && opened !== null && "id" in opened ? String(opened.id) : null;
  }
  intake.log.warn({ platform: "slack", outcome: answer?.kind ?? "not installed" }, "A form did not open");
  const asker = intake.delivery.asker({
    place: { team: intake.workspaces.teamOf(doer.teamId), group: doer.channel },
    user: doer.user,
    workspace,
    thread: doer.thread,
    responseUrl: doer.responseUrl,
    delivery: doer.delivery,
  });
  await intake.delivery.tell(asker, intake.inbound, FORM_LATE);
  return null;
}

/** The form that asks for a question, from wherever in Slack; its answer is a direct message, unless it names a channel. */
function openAsk(intake: Intake, body: object): void {
  const sent = read(intake, globalShortcut, body);
  if (!sent) return;
  const { user } = sent;
  const doer: Doer = {
    teamId: sent.team?.id ?? user.team_id ?? "",
    channel: user.id,
    user: user.id,
    thread: null,
    name: user.name ?? user.username ?? null,
    responseUrl: null,
    delivery: deliveryOf(body),
  };
  intake.underWay.run("form", async () => {
    const team = intake.workspaces.teamOf(doer.teamId);
    const workspace = await workspaceOf(intake, team);
    const actor = actorOf(
      { place: { team, group: doer.channel } },
      intake.people.known(workspace, doer.user, doer.name),
    );
    const view = optionView(intake.inbound.askForm(actor), { form: "ask", channel: doer.channel, turn: 0 });
    await open(intake, workspace, doer, sent.trigger_id, view);
  });
}

async function update(workspace: Workspace | null, id: string, view: object): Promise<void> {
  // One that was closed meanwhile is not missed.
  await workspace?.api.call(
    "views.update",
    { view_id: id, view },
    { patience: TIMES.patience, repeatable: true, turn: `views.update ${id}` },
  );
}

/**
 * The form of a channel's settings. It opens with what they are where that is known in a moment; else it opens at once,
 * and shows them when they have come.
 */
export function openSettings(intake: Intake, doer: Doer, group: string | null, trigger: string): void {
  const { inbound, people, underWay, workspaces } = intake;
  underWay.run("form", async () => {
    const team = workspaces.teamOf(doer.teamId);
    const workspace = await workspaceOf(intake, team);
    const place = { team, group: doer.channel };
    const context = { form: "daily", channel: doer.channel, turn: 0 } as const;
    const reading = people
      .ask(workspace, doer.user, doer.name)
      .then((member) => inbound.dailyForm(actorOf({ place }, member), group));
    const form = await within(TIMES.formRead, reading, null);
    const shown =
      form ??
      (await inbound.dailyForm(actorOf({ place }, people.known(workspace, doer.user, doer.name)), null));
    const id = await open(intake, workspace, doer, trigger, optionView(shown, context));
    if (form !== null || id === null) return;
    await update(workspace, id, optionView(await reading, { ...context, turn: 1 }));
  });
}

/** Another channel was chosen in the form: it shows what that one has. */
export function takeChannel(intake: Intake, body: object): void {
  const press = read(intake, blockActions, body);
  const chosen = press?.actions[0]?.selected_conversation;
  const id = press?.view?.id;
  if (!press || !id || !chosen) return;
  const context = optionContext.parse(JSON.parse(press.view?.private_metadata ?? "{}"));
  const { user } = press;
  intake.underWay.run("form", async () => {
    const team = intake.workspaces.teamOf(press.team?.id ?? user.team_id ?? "");
    const workspace = await workspaceOf(intake, team);
    const member = await intake.people.ask(workspace, user.id, user.name ?? user.username ?? null);
    const actor = actorOf({ place: { team, group: context.channel } }, member);
    const form = await intake.inbound.dailyForm(actor, chosen);
    await update(workspace, id, optionView(form, { ...context, turn: context.turn + 1 }));
  });
}

/** Asks for what the form names: in its channel, else of whoever sent it alone. */
function takeAsk(intake: Intake, body: object, doer: Doer): void {
  const sent = read(intake, viewSubmission, body);
  if (!sent) return;
  const { channel, options } = readOptions(sent.view.state.values);
  const there: Doer =
    channel === null
      ? doer
      : { ...doer, channel, responseUrl: sent.response_urls?.[0]?.response_url ?? null };
  takeIn(intake, "form", there, false, (actor) =>
    intake.inbound.command({
      ...actor,
      command: "dlq",
      subcommand: null,
      options: channel === null ? { ...options, private: "yes" } : options,
    }),
  );
}

/**
 * Sets what the form of a channel's settings holds. What is wrong is said beside its fields, and what was set in its
 * place; where that takes too long for Slack to wait, the form closes and a direct message says it.
 */
async function takeSettings(
  intake: Intake,
  sent: NonNullable<ReturnType<typeof viewSubmission.parse>>,
  doer: Doer,
): Promise<Answer | null> {
  const { delivery, homes, inbound, people, workspaces } = intake;
  const { channel, options, blocks } = readOptions(sent.view.state.values);
  const { mark } = optionContext.parse(JSON.parse(sent.view.private_metadata));
  const team = workspaces.teamOf(doer.teamId);
  const place = { team, group: channel ?? doer.channel };
  const who = (): Actor => actorOf({ place }, people.known({ team }, doer.user, doer.name));
  // Its settings are still on their way, or may not be told.
  if (channel === null || Object.keys(options).length === 0)
    return {
      response_action: "errors",
      errors: { [blocks.channel ?? "channel"]: inbound.text(who(), say("form.daily.choose")) },
    };
  const workspace = await workspaceOf(intake, team);
  const working = people.ask(workspace, doer.user, doer.name).then(async (member) => {
    const actor = { ...actorOf({ place }, member), delivery: doer.delivery };
    const done = await inbound.submitDaily({ ...actor, options, mark });
    correctName(intake, { workspace, place, user: doer.user }, member);
    if (done.mistakes === null) homes.changedFor(team, doer.user);
    return done;
  });
  const done = await within(TIMES.formAnswer, working, null);
  if (done === null) {
    intake.underWay.run("form", async () => {
      const { card } = await working;
      const asker = delivery.asker({
        place: { team, group: doer.channel },
        user: doer.user,
        workspace,
        thread: null,
        responseUrl: null,
        delivery: doer.delivery,
      });
      if (card !== null) await delivery.privately(asker, card);
    });
    return null;
  }
  if (done.mistakes !== null) {
    const errors: Record<string, string> = {};
    for (const [name, text] of Object.entries(done.mistakes)) {
      // What is about no field stands at the channel, beside what is wrong with that.
      const id = blocks[name] ?? blocks.channel ?? name;
      errors[id] = [errors[id] ?? "", text].filter(Boolean).join(" ").slice(0, LIMITS.fieldError);
    }
    return { response_action: "errors", errors };
  }
  if (done.card === null) return null;
  const { title, cancel } = await inbound.dailyForm(who(), null);
  return {
    response_action: "update",
    view: endView(title, cancel, drawHome({ ...done.card, buttons: [] })),
  };
}

export function registerOptionForms(app: App, intake: Intake, acknowledged: Acknowledged): void {
  app.shortcut({ callback_id: ASK_ANYWHERE, type: "shortcut" }, async ({ ack, body }) => {
    await acknowledged("shortcut", ack);
    openAsk(intake, body);
  });
  app.options({ type: "block_suggestion" }, async ({ ack, body }) => {
    const asked = read(intake, blockSuggestion, body);
    const target = asked === null ? null : foundIn(asked.action_id);
    const found =
      asked === null || target === null
        ? []
        : intake.inbound.complete({ ...target, typed: asked.value ?? "" }, LIMITS.menuOptions);
    const options = found.map(({ name, value }) => ({
      text: { type: "plain_text" as const, text: name.slice(0, LIMITS.menuText) },
      value,
    }));
    // Bolt types the options of a dialog, which the bot has none of.
    await acknowledged("options", () => ack({ options } as never));
  });
  app.view(OPTIONS_CALLBACK, async ({ ack, body }) => {
    const sent = read(intake, viewSubmission, body);
    if (!sent) return acknowledged("form", ack);
    const { user } = sent;
    const { form, channel } = optionContext.parse(JSON.parse(sent.view.private_metadata));
    const doer: Doer = {
      teamId: sent.team?.id ?? user.team_id ?? "",
      channel,
      user: user.id,
      thread: null,
      name: user.name ?? user.username ?? null,
      responseUrl: null,
      delivery: deliveryOf(body),
    };
    if (form === "ask") {
      await acknowledged("form", ack);
      takeAsk(intake, body, doer);
      return;
    }
    const answer = await takeSettings(intake, sent, doer);
    await acknowledged("form", () => (answer === null ? ack() : ack(answer as never)));
  });
}
