import { Events, REST, Routes } from "discord.js";
import type { Registry } from "../../command/define.ts";
import type { Log, Meter } from "../../engine/ports/log.ts";
import type { Platform, PostOutcome } from "../../engine/ports/platform.ts";
import { type MessageRef, nativeTeam, type Place, type TeamId } from "../../engine/words/place.ts";
import { createPresence } from "../presence.ts";
import { Background } from "./background.ts";
import { type DiscordSettings, makeClient } from "./client.ts";
import { CODES, codeOf, describe, statusOf } from "./errors.ts";
import { findInForum, forumOf, sendToForum } from "./forum.ts";
import { interactionHandler } from "./interactions.ts";
import { connect, isConnected, listenToLife } from "./lifecycle.ts";
import { DRAIN, RETRY_AFTER } from "./limits.ts";
import { presenceOf } from "./membership.ts";
import { patch, sendAll, sendDirectly, sendRest, sendToThread } from "./messages.ts";
import { editOutcome, postOutcome } from "./outcomes.ts";
import { GONE, lookUp, missingFrom, type Needs, NOT_SEEN } from "./permissions.ts";
import { publish } from "./publish.ts";
import { EMOJI, listenToReactions } from "./reactions.ts";
import { render, renderUnasked } from "./render/index.ts";
import { UnderWay } from "./under-way.ts";

export interface DiscordDeps {
  registry: Registry;
  log: Log;
  meter: Meter;
}

/** Needs of a message alone. */
const MESSAGE: Needs = { reactions: false, thread: false, ping: null };

/** The bot on Discord, not connected until `start`. */
export function createDiscord(settings: DiscordSettings, deps: DiscordDeps): Platform {
  const { registry, log } = deps;
  const client = makeClient(settings);
  const { rest } = client;
  const once = new REST({ ...rest.options, retries: 0 }).setToken(settings.token);
  const underWay = new UnderWay(log, deps.meter);
  const background = new Background();

  async function missingPermissions(place: Place, needs: Needs) {
    const bot = client.user?.id ?? "";
    try {
      const facts = await lookUp(rest, place, bot);
      if (facts === null) return [];
      return missingFrom(facts.guild, facts.channel, { id: bot, roles: facts.roles }, needs);
    } catch (error) {
      if (statusOf(error) === 403) return [NOT_SEEN];
      if (codeOf(error) === CODES.unknownChannel) return [GONE];
      log.warn({ place, ...describe(error) }, "the permissions could not be looked up");
      return [];
    }
  }

  /** Posts, and says what a failure means. */
  async function posted(
    team: TeamId,
    channel: string,
    send: () => Promise<MessageRef>,
  ): Promise<PostOutcome> {
    try {
      return { kind: "posted", message: await background.urgently(send) };
    } catch (error) {
      const outcome = postOutcome(error, client.guilds.cache.has(nativeTeam(team)));
      if (outcome.kind !== "refused" || outcome.reason !== "permission-lost") return outcome;
      const known = client.channels.cache.get(channel);
      // A thread has the permissions of the channel around it.
      const group = (known?.isThread() ? known.parentId : null) ?? channel;
      const missing = await missingPermissions({ team, group }, MESSAGE);
      return missing.length === 0 ? outcome : { ...outcome, missing: missing.map((m) => m.name) };
    }
  }

  return {
    name: "discord",

    async start(inbound) {
      listenToLife(client, inbound, underWay, log);
      listenToReactions(client, inbound, underWay, log);
      client.on(Events.InteractionCreate, interactionHandler(inbound, { registry, log, underWay }));
      await connect(client, settings.token);
      const application = client.application?.id ?? client.user?.id ?? "";
      await publish(rest, application, registry, log);
      log.info({ guilds: client.guilds.cache.size, shards: client.ws.shards.size }, "connected to Discord");
    },

    async stop() {
      await underWay.drain(DRAIN);
      await client.destroy();
    },

    ready: () => isConnected(client),

    post: (place, reply, { key, repeat }) =>
      posted(place.team, place.group, async () => {
        const { team, group } = place;
        const forum = forumOf(client, group);
        if (forum === null) return await sendAll(rest, group, renderUnasked(reply), key);
        const at = { team, forum: group, bot: client.user?.id ?? "" };
        const earlier = repeat ? await findInForum(rest, at, reply) : null;
        return earlier ?? (await sendToForum({ rest, once }, forum, reply, renderUnasked(reply), key));
      }),

    // Within minutes Discord's nonce keeps a message from coming twice; nothing older is looked for.
    async find({ team, group }, reply) {
      if (forumOf(client, group) === null) return { kind: "absent" };
      try {
        const at = { team, forum: group, bot: client.user?.id ?? "" };
        const message = await findInForum(rest, at, reply);
        return message === null ? { kind: "absent" } : { kind: "found", message };
      } catch (error) {
        log.warn({ group, ...describe(error) }, "the posts of a forum could not be looked through");
        return { kind: "unknown", retryAfter: RETRY_AFTER };
      }
    },

    linkTo: async (team, { channel, message }) =>
      `https://discord.com/channels/${nativeTeam(team)}/${channel}/${message}`,

    async edit(_team, message, reply) {
      try {
        const laid = render(reply);
        await background.urgently(() => patch(rest, message, laid.first));
        // What one message does not hold of a question was posted with it; of a result, it follows now.
        if (reply.kind === "result")
          await sendRest(rest, message.channel, laid, `result|${message.message}`, message.message);
        return { kind: "edited" };
      } catch (error) {
        return editOutcome(error);
      }
    },

    postInThread: (team, message, reply, { key, inChannel }) =>
      posted(team, message.channel, () =>
        inChannel
          ? sendAll(rest, message.channel, renderUnasked(reply), key, message.message)
          : sendToThread(rest, message, renderUnasked(reply), key, "Results"),
      ),

    seedReactions: (_team, { channel, message }) =>
      background.quietly(async () => {
        try {
          for (const emoji of EMOJI)
            await rest.put(Routes.channelMessageOwnReaction(channel, message, encodeURIComponent(emoji)));
        } catch (error) {
          log.warn({ channel, ...describe(error) }, "the answer reactions could not be added");
        }
      }),

    missingPermissions,

    whoLeft: createPresence((team, member) => presenceOf(rest, team, member)),

    // Discord's channels belong to the server.
    ownerOf: async () => null,

    async tell(_team, learner, reply) {
      try {
        await sendDirectly(rest, learner, renderUnasked(reply));
        return true;
      } catch (error) {
        log.debug(describe(error), "a direct message could not be delivered");
        return false;
      }
    },
  };
}
