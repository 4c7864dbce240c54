import { randomUUID } from "node:crypto";
import type { App } from "@slack/bolt";
import type { Card } from "../../cards/model.ts";
import type { TeamId } from "../../engine/words/place.ts";
import type { Asker } from "./asker.ts";
import { drawHome } from "./draw/index.ts";
import { hashOf, homeContext, type Viewer } from "./homes.ts";
import { actorOf, correctName, type Intake, type Member, reactor, report } from "./intake.ts";
import { TIMES } from "./limits.ts";
import { HOW_INVITED } from "./outcomes.ts";
import {
  channelEvent,
  deliveryOf,
  envelope,
  homeOpened,
  memberJoined,
  momentOf,
  reactionAdded,
  tokensRevoked,
} from "./payloads.ts";
import { choiceOf } from "./reactions.ts";
import type { EventName } from "./scopes.ts";

const isWorthTelling = ({ kind }: Card) => kind === "sealed" || kind === "notice";

/** Works on an event. Slack has its acknowledgment already; repeats are harmless by their effect. */
function handle(intake: Intake, what: EventName, work: () => Promise<void>): void {
  intake.underWay.run(what, async () => {
    try {
      await work();
    } catch (error) {
      report(intake, what, error);
    }
  });
}

async function asker(intake: Intake, body: object, channel: string, user: string): Promise<Asker> {
  const team = intake.workspaces.teamOf(envelope.parse(body).team_id);
  return intake.delivery.asker({
    place: { team, group: channel },
    user,
    thread: null,
    workspace: await intake.workspaces.of(team),
    responseUrl: null,
    delivery: deliveryOf(body),
  });
}

async function takeReaction(intake: Intake, body: object, event: unknown): Promise<void> {
  const { user, reaction, item, item_user: author, event_ts: ts } = reactionAdded.parse(event);
  const choice = choiceOf(reaction);
  if (choice === null || item.type !== "message" || !item.channel || !item.ts) return;
  const who = await asker(intake, body, item.channel, user);
  const bot = who.workspace?.botUser ?? null;
  // Seeding our own reactions comes back as events, too.
  if (bot !== null && (user === bot || (author && author !== bot))) return;
  const member = await reactor(intake, who);
  if (member.isBot) return;
  const at = momentOf(ts);
  const card = await intake.inbound.reaction({
    ...actorOf(who, member),
    message: { channel: item.channel, message: item.ts },
    choice,
    ...(at === null ? {} : { at }),
  });
  correctName(intake, who, member);
  intake.homes.changedFor(who.place.team, user);
  if (card && isWorthTelling(card)) await intake.delivery.privately(who, card);
}

/** What is published is what is true when it is made; whoever comes meanwhile gets one page more. */
async function publishHome(
  intake: Intake,
  who: Asker,
  member: Member,
  priority: "high" | "low",
): Promise<void> {
  const { place, user, workspace } = who;
  await intake.homes.publishing(place.team, user, async (hash) => {
    const card = await intake.inbound.home(actorOf(who, member));
    // What was true stays where nothing newer is to be had, unless somebody waits for it.
    if (card.kind !== "home" && priority === "low") return hash;
    const view = { type: "home", private_metadata: homeContext(place.group), blocks: drawHome(card) };
    const publish = (last: string | null) =>
      workspace?.api.call(
        "views.publish",
        { user_id: user, view, ...(last === null ? {} : { hash: last }) },
        { repeatable: true, patience: TIMES.patience, priority },
      );
    const answer = await publish(hash);
    if (answer?.kind === "ok") return hashOf(answer.data);
    // Another replica has published since: what it had may be older than what is there now.
    if (answer?.kind === "refused" && answer.error === "hash_conflict") return "again";
    intake.log.warn({ platform: "slack", outcome: answer?.kind ?? "not installed" }, "A home did not appear");
    return null;
  });
}

/** Somebody has found the bot, or brought it into a channel. A guest is not who sets it up. */
async function met(intake: Intake, team: TeamId, { id, isBot, isGuest, locale }: Member): Promise<void> {
  if (!intake.greets || isBot || isGuest !== false) return;
  await intake.inbound.arrived({ team, learner: id, locale, since: null });
}

async function showHome(intake: Intake, body: object, event: unknown): Promise<void> {
  const { user, channel, tab, view } = homeOpened.parse(event);
  if (tab === "messages") return;
  const who = await asker(intake, body, channel ?? user, user);
  intake.homes.opened({ team: who.place.team, user, channel: who.place.group }, view?.hash ?? null);
  const member = await intake.people.ask(who.workspace, user, null);
  await publishHome(intake, who, member, "high");
  await met(intake, who.place.team, member);
}

/** A page that is open shows what has changed. */
async function showAgain(intake: Intake, { team, user, channel }: Viewer): Promise<void> {
  try {
    const who = intake.delivery.asker({
      place: { team, group: channel },
      user,
      thread: null,
      workspace: await intake.workspaces.of(team),
      responseUrl: null,
      delivery: randomUUID(),
    });
    // Whether they may manage a channel shows, so it is not taken from too long ago.
    await publishHome(intake, who, await reactor(intake, who), "low");
  } catch (error) {
    report(intake, "home", error);
  }
}

/** Slack says in seconds when it was: that second is over before what comes after it is stored. */
function removed(intake: Intake, body: object): Promise<void> {
  const { team_id: team, event_time: time } = envelope.parse(body);
  return intake.onRemoved(team, time == null ? null : (time + 1) * 1000);
}

const CHANNEL_ENDS = [
  "channel_deleted",
  "channel_archive",
  "group_deleted",
  "group_archive",
] as const satisfies readonly EventName[];

export function registerEvents(app: App, intake: Intake): void {
  intake.homes.shownBy((viewer) => showAgain(intake, viewer));
  app.event("reaction_added", async ({ body, event }) => {
    handle(intake, "reaction_added", () => takeReaction(intake, body, event));
  });
  app.event("app_home_opened", async ({ body, event }) => {
    handle(intake, "app_home_opened", () => showHome(intake, body, event));
  });
  for (const name of CHANNEL_ENDS) {
    app.event(name, async ({ body, event }) => {
      handle(intake, name, async () => {
        const team = intake.workspaces.teamOf(envelope.parse(body).team_id);
        await intake.inbound.channelGone({ team, group: channelEvent.parse(event).channel });
      });
    });
  }
  for (const name of ["channel_left", "group_left"] as const) {
    app.event(name, async ({ body, event }) => {
      handle(intake, name, async () => {
        const team = intake.workspaces.teamOf(envelope.parse(body).team_id);
        await intake.inbound.shutOut({ team, group: channelEvent.parse(event).channel }, HOW_INVITED);
      });
    });
  }
  // Whether the bot is still in such a channel is looked up: Slack may have taken it out.
  for (const name of ["channel_unarchive", "group_unarchive"] as const) {
    app.event(name, async ({ body, event }) => {
      handle(intake, name, async () => {
        const team = intake.workspaces.teamOf(envelope.parse(body).team_id);
        await intake.inbound.letIn({ team, group: channelEvent.parse(event).channel });
      });
    });
  }
  app.event("member_joined_channel", async ({ body, event }) => {
    handle(intake, "member_joined_channel", async () => {
      const { user, channel, inviter } = memberJoined.parse(event);
      const team = intake.workspaces.teamOf(envelope.parse(body).team_id);
      // Slack tells of everybody who joins a channel that the bot is in.
      const workspace = await intake.workspaces.of(team);
      if (workspace === null || user !== workspace.botUser) return;
      await intake.inbound.letIn({ team, group: channel });
      if (inviter) await met(intake, team, await intake.people.ask(workspace, inviter, null));
    });
  });
  app.event("app_uninstalled", async ({ body }) => {
    handle(intake, "app_uninstalled", () => removed(intake, body));
  });
  app.event("tokens_revoked", async ({ body, event }) => {
    handle(intake, "tokens_revoked", async () => {
      const { bot } = tokensRevoked.parse(event).tokens;
      // Members' own tokens are none of ours.
      if (bot && bot.length > 0) await removed(intake, body);
    });
  });
}
