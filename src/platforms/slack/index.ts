import { setMaxListeners } from "node:events";
import { App } from "@slack/bolt";
import type { Capability } from "../../cards/model.ts";
import type { ChatInbound, ChatPlatform } from "../../cards/ports.ts";
import type { TeamId } from "../../engine/words/place.ts";
import type { HttpRoute } from "../http.ts";
import { createPresence } from "../presence.ts";
import { UnderWay } from "../under-way.ts";
import { createDelivery } from "./deliver.ts";
import type { Entrance } from "./entrance.ts";
import { createHomes } from "./homes.ts";
import { registerInbound } from "./inbound.ts";
import { createInstaller, installRoutes } from "./install.ts";
import { type Intake, report } from "./intake.ts";
import { TIMES } from "./limits.ts";
import { linkTo } from "./links.ts";
import { boltLogger } from "./logger.ts";
import { channelsOf, conversationOf, creatorOf, isInstalled, presenceOf } from "./membership.ts";
import { readMissed } from "./missed-reactions.ts";
import { tellOutcome } from "./outcomes.ts";
import { createOwners } from "./owners.ts";
import { createPeople } from "./people.ts";
import { missingPermissions } from "./permissions.ts";
import { createIllustrate } from "./pictures.ts";
import { createPosting } from "./posting.ts";
import { seedReactions } from "./reactions.ts";
import { createReceiver } from "./receiver.ts";
import { createRemoval } from "./removal.ts";
import { apiAddress, type SlackDeps, type SlackSettings } from "./settings.ts";
import { createSockets } from "./sockets.ts";
import { createStyles } from "./styles.ts";
import { createWorkspaces, nameOf, type Workspace } from "./workspaces.ts";

export type { SlackDeps, SlackSettings } from "./settings.ts";

const CAN: readonly Capability[] = ["types-lines", "home-settings", "praise"];

/** Slack, over Socket Mode or HTTP. In HTTP mode `routes` are to be served where Slack finds them. */
export function createSlack(
  settings: SlackSettings,
  deps: SlackDeps,
): ChatPlatform & { routes: HttpRoute[] } {
  const { log, meter, claimOnce } = deps;
  const logger = boltLogger(log);
  const address = apiAddress(settings);
  const stopping = new AbortController();
  // All that waits for a turn listens to it.
  setMaxListeners(0, stopping.signal);
  const underWay = new UnderWay(
    (what, error) => report({ log, meter }, what, error),
    (what, task) => meter.timed("handled", { platform: "slack", what }, task),
  );
  let inbound: ChatInbound | null = null;
  /** Reads what was reacted while nobody listened; known once the bot has started. */
  let catchUp = (): void => {};

  /** Never throws: the boundary logs, and the engine's own trouble is its own. */
  const tell = (what: string, work: (engine: ChatInbound) => Promise<void>) =>
    underWay.run(what, async () => {
      const engine = inbound;
      if (!engine) return;
      await work(engine).catch((error: unknown) => {
        log.error({ platform: "slack", what, err: error }, "The engine could not be told");
      });
    });

  const installer = createInstaller(settings, deps, logger, (team, newcomer) => {
    workspaces.forget(team);
    // It may have the scope for files now.
    illustrate.forget(team);
    tell("joined", async (engine) => {
      await engine.joined(team);
      if (newcomer !== null) await engine.arrived({ team, ...newcomer, since: null });
    });
  });
  const workspaces = createWorkspaces({
    address,
    botToken: settings.botToken ?? null,
    installer,
    logger,
    log,
    stopped: stopping.signal,
    pace: deps.pace,
  });
  const entrance: Entrance =
    settings.mode === "socket"
      ? createSockets({ appToken: settings.appToken, address, logger, log, onGap: () => catchUp() })
      : createReceiver({ signingSecret: settings.signingSecret, log, claimOnce });
  const styles = createStyles();
  const illustrate = createIllustrate(deps.pictures, styles, log);
  const posting = createPosting(styles, illustrate);
  const homes = createHomes(stopping.signal);
  const ownedBy = createOwners();
  const people = createPeople(deps.members, stopping.signal);

  let idle: NodeJS.Timeout | undefined;
  const letGo = () => {
    for (const team of workspaces.letGo())
      for (const part of [people, homes, styles, illustrate]) part.forget(team);
  };

  /** What came in the way of knowing a workspace is what its calls answer. */
  async function at<T>(
    team: TeamId,
    work: (workspace: Workspace | null) => Promise<T>,
    unknown: T,
  ): Promise<T> {
    let workspace: Workspace | null;
    try {
      workspace = await workspaces.of(team);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      log.warn({ platform: "slack", team, detail }, "The installation could not be read");
      return unknown;
    }
    return await work(workspace);
  }
  const unreadable = { kind: "failed", detail: "the installation cannot be read", retryAfter: 5000 } as const;

  return {
    name: "slack",
    // Nobody can take a member's reaction away, letters are none of Slack's emoji, and all is typed.
    can: (capability) => CAN.includes(capability),
    groupOf: async (channel) => channel,
    // A workspace has none; its members do.
    teamLocale: async () => null,
    teamName: (team) => at(team, nameOf, null),
    routes: [...entrance.routes, ...(installer ? installRoutes(installer) : [])],

    async start(engine) {
      inbound = engine;
      const own = await workspaces.start();
      const app = new App({
        receiver: entrance,
        // Which workspace a payload belongs to is looked up after the acknowledgment: the store may be slow.
        authorize: async ({ teamId }) => (teamId === undefined ? {} : { teamId }),
        ignoreSelf: false,
        convoStore: false,
        logger,
        clientOptions: { slackApiUrl: address },
      });
      const intake: Intake = {
        inbound: engine,
        workspaces,
        people,
        homes,
        delivery: createDelivery(posting, styles, illustrate, people, log),
        underWay,
        log,
        meter,
        greets: installer === null,
        onRemoved: createRemoval({ installer, workspaces, left: (team) => engine.left(team) }),
      };
      registerInbound(app, intake);
      catchUp = () =>
        tell("reactions", async () => {
          const installed = (await installer?.kept.teams()) ?? [];
          await readMissed(intake, own === null ? installed : [own, ...installed]);
        });
      idle = setInterval(letGo, TIMES.idleLook).unref();
      await entrance.start();
      tell("joined", async (it) => {
        if (own !== null) await it.joined(own);
        for (const one of (await installer?.kept.teams()) ?? []) if (underWay.isOpen) await it.joined(one);
      });
      catchUp();
    },

    async stop() {
      clearInterval(idle);
      await entrance.stop();
      await underWay.drain(TIMES.drain);
      stopping.abort();
    },

    ready: () => entrance.ready() && workspaces.lost() === null,
    lost: () => workspaces.lost() ?? entrance.lost(),

    async post(place, card, options) {
      const target = { channel: place.group, thread: null };
      const patient = { ...options, patience: TIMES.postPatience, fromTurn: true };
      const outcome = await at(
        place.team,
        (workspace) => posting.post(workspace, target, card, patient),
        unreadable,
      );
      if (outcome.kind === "posted" && card.kind === "question") homes.changed(place.team);
      return outcome;
    },

    // Every message has a thread as soon as somebody writes into it.
    openThread: async () => {},
    rooms: (team) => at(team, channelsOf, []),
    openRoom: ({ team }, members) => at(team, (workspace) => conversationOf(workspace, members), unreadable),

    find: (place, card, options) =>
      at(place.team, (workspace) => posting.find(workspace, place.group, card, options), {
        kind: "unknown",
        retryAfter: unreadable.retryAfter,
      }),

    linkTo: (team, message) => at(team, (workspace) => linkTo(workspace, message), null),

    async edit(team, message, card) {
      const outcome = await at(team, (workspace) => posting.edit(workspace, message, card), unreadable);
      if (outcome.kind === "edited" && card.kind === "result") homes.changed(team);
      return outcome;
    },

    postInThread(team, message, card, { inChannel = false, ...options }) {
      const target = { channel: message.channel, thread: message.message, broadcast: inChannel };
      const patient = { ...options, patience: TIMES.postPatience, fromTurn: true };
      return at(team, (workspace) => posting.post(workspace, target, card, patient), unreadable);
    },

    seedReactions: (team, message, options) =>
      at(team, (workspace) => seedReactions(workspace, message, options), unreadable),

    missingPermissions: (place, needs) =>
      at(place.team, (workspace) => missingPermissions(workspace, place, needs), []),

    whoLeft: createPresence((team, member) =>
      at(team, (workspace) => presenceOf(workspace, member), "unknown"),
    ),

    isIn: (team) => at(team, isInstalled, null),

    ownedBy: (team, member) => at(team, (workspace) => ownedBy(workspace, member), []),
    ownerOf: (place) => at(place.team, (workspace) => creatorOf(workspace, place), null),

    tell: (team, learner, card, _group, key = `tell:${learner}:${Date.now()}`) =>
      at(
        team,
        async (workspace) => {
          const target = { channel: learner, thread: null };
          const options = { key, repeat: false, patience: TIMES.patience };
          return tellOutcome(await posting.post(workspace, target, card, options));
        },
        unreadable,
      ),
  };
}
