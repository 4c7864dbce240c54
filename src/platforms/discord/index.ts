import { Events, REST, Routes } from "discord.js";
import type { Capability } from "../../cards/model.ts";
import type { ChatPlatform, Pictures } from "../../cards/ports.ts";
import type { Registry } from "../../command/define.ts";
import type { Log, Meter } from "../../engine/ports/log.ts";
import type { Pace } from "../../engine/ports/pace.ts";
import type { PostOutcome } from "../../engine/ports/platform.ts";
import { isOfOne, type MessageRef, nativeTeam, type Place, type TeamId } from "../../engine/words/place.ts";
import type { Languages } from "../../words/languages.ts";
import { createPresence } from "../presence.ts";
import { UnderWay } from "../under-way.ts";
import { Background, patiently } from "./background.ts";
import { type DiscordSettings, makeClient } from "./client.ts";
import { placed } from "./direct.ts";
import { createDirectory } from "./directory.ts";
import { EMOJI } from "./emoji.ts";
import { CODES, codeOf, describe, statusOf } from "./errors.ts";
import { createGroups } from "./groups.ts";
import { createIllustrate } from "./illustrated.ts";
import { interactionHandler } from "./interactions.ts";
import { connect, isConnected, listenToLife, rejoin, watchToken } from "./lifecycle.ts";
import { DRAIN, RETRY_AFTER } from "./limits.ts";
import { presenceOf } from "./membership.ts";
import { patch, reopening, sendAll, sendDirectly, sendRest, sendToThread, startThread } from "./messages.ts";
import { clearLetters } from "./missed-reactions.ts";
import { editOutcome, postOutcome, seedOutcome, tellOutcome } from "./outcomes.ts";
import { createOwnReplies } from "./own-replies.ts";
import { botKey, pacedOptions } from "./paced.ts";
import { GONE, lookUp, missingFrom, type Needs, NOT_SEEN } from "./permissions.ts";
import { publish } from "./publish.ts";
import { listenToReactions } from "./reactions.ts";
import { createRooms } from "./rooms.ts";
import { sharedThrottler } from "./throttle.ts";

export interface DiscordDeps {
  registry: Registry;
  languages: Languages;
  log: Log;
  meter: Meter;
  pace: Pace;
  /** null: they are off. */
  pictures: Pictures | null;
}

/** A member's reaction is a letter, and is taken away at once; options of commands are picked from lists. */
const CAN: readonly Capability[] = ["hides-reactions", "letter-reactions"];

/** Needs of a message alone. */
const MESSAGE: Needs = { reactions: false, thread: false, ping: null };

/** The bot on Discord, not connected until `start`. */
export function createDiscord(settings: DiscordSettings, deps: DiscordDeps): ChatPlatform {
  const { registry, languages, log } = deps;
  const bot = botKey(settings.token);
  const paced = pacedOptions(bot, deps);
  const client = makeClient(settings, { paced: paced("high"), throttler: sharedThrottler(deps.pace, bot) });
  const { rest } = client;
  const once = new REST({ ...rest.options, retries: 0 }).setToken(settings.token);
  const quiet = new REST({ ...rest.options, ...paced("low") }).setToken(settings.token);
  const lost = watchToken(client, [rest, once, quiet], log);
  const underWay = new UnderWay(
    (what, error) => {
      deps.meter.count("failures", { what: `discord ${what}` });
      log.error({ what, ...describe(error) }, "handling something from Discord failed");
    },
    (what, task) => deps.meter.timed("handled", { platform: "discord", what }, task),
  );
  const background = new Background();
  const directory = createDirectory(client, rest, log);
  const illustrate = createIllustrate(deps.pictures);

  async function missingPermissions(place: Place, needs: Needs) {
    const bot = client.user?.id ?? "";
    const unsaid = needs.surely ? [NOT_SEEN] : [];
    try {
      const facts = await lookUp(rest, place, bot);
      if (facts === null) return unsaid;
      return missingFrom(facts.guild, facts.channel, { id: bot, roles: facts.roles }, needs);
    } catch (error) {
      if (statusOf(error) === 403) return [NOT_SEEN];
      if (codeOf(error) === CODES.unknownChannel) return [GONE];
      log.warn({ place, ...describe(error) }, "the permissions could not be looked up");
      return unsaid;
    }
  }

  /** Posts, and says what a failure means. */
  async function posted(
    team: TeamId,
    channel: string,
    send: () => Promise<MessageRef>,
  ): Promise<PostOutcome> {
    try {
      return { kind: "posted", message: await send() };
    } catch (error) {
      const outcome = postOutcome(error, await membershipAt(error, team));
      if (outcome.kind !== "refused" || outcome.reason !== "permission-lost") return outcome;
      // A thread has the permissions of the channel around it.
      const missing = await missingPermissions({ team, group: await directory.groupOf(channel) }, MESSAGE);
      return missing.length === 0 ? outcome : { ...outcome, missing: missing.map((m) => m.name) };
    }
  }

  /** Whether the bot is in a server that refused something; any process may have sent it, whose shard the server is. */
  async function membershipAt(error: unknown, team: TeamId): Promise<boolean | null> {
    const status = statusOf(error);
    if (codeOf(error) === CODES.unknownMessage) return true;
    return status === 403 || status === 404 ? directory.isIn(team) : true;
  }

  const openRoom = createRooms(rest, once, () => client.user?.id ?? "", log);
  const groups = createGroups({ rest, once, illustrate, directory, bot: () => client.user?.id ?? "" });

  return {
    name: "discord",
    can: (capability) => CAN.includes(capability),
    groupOf: directory.groupOf,
    teamLocale: directory.localeOf,
    teamName: directory.nameOf,

    async start(inbound) {
      listenToLife(client, inbound, underWay, log);
      listenToReactions({ client, quiet, directory }, inbound, underWay, log);
      client.on(
        Events.InteractionCreate,
        interactionHandler(inbound, {
          ...{ registry, log, meter: deps.meter, underWay, illustrate },
          ownReplies: createOwnReplies(rest, log, Date.now),
        }),
      );
      await connect(client, settings.token);
      const application = client.application?.id ?? client.user?.id ?? "";
      await publish(rest, application, registry, languages, log);
      underWay.run("rejoin", () => rejoin(client, inbound, underWay));
      log.info({ guilds: client.guilds.cache.size, shards: client.ws.shards.size }, "connected to Discord");
    },

    async stop() {
      await underWay.drain(DRAIN);
      await client.destroy();
    },

    ready: () => lost() === null && isConnected(client),
    lost,

    post: (place, card, options) => posted(place.team, place.group, () => groups.post(place, card, options)),

    async find(place, card, options) {
      try {
        const message = await groups.find(place, card, options);
        return message ? { kind: "found", message } : { kind: "absent" };
      } catch (error) {
        // A channel that is gone holds nothing; one that is closed, or of a server that threw the bot out, may.
        if (statusOf(error) === 404 && (await membershipAt(error, place.team)) === true)
          return { kind: "absent" };
        log.warn(
          { group: place.group, ...describe(error) },
          "it could not be looked up whether a message is up",
        );
        return { kind: "unknown", retryAfter: RETRY_AFTER };
      }
    },

    linkTo: async (team, { channel, message }) =>
      `https://discord.com/channels/${nativeTeam(team)}/${channel}/${message}`,

    async edit(team, message, card) {
      try {
        const laid = await illustrate(card, "aloud");
        // A count can wait, a result cannot.
        const edited = await patch(card.kind === "question" ? quiet : rest, message, laid);
        // What one message does not hold of a question was posted with it; of a result, it follows now.
        if (card.kind === "result") {
          underWay.run("reactions", () => clearLetters(quiet, message, edited, log));
          await sendRest(rest, message.channel, laid, `result|${message.message}`, {
            answering: message.message,
          });
        }
        return { kind: "edited" };
      } catch (error) {
        return editOutcome(error, await membershipAt(error, team));
      }
    },

    postInThread: (team, message, card, { key, inChannel, threadName, ...options }) =>
      posted(team, message.channel, async () => {
        const look = groups.lookFor(options);
        const laid = await illustrate(card, "aloud");
        if (!inChannel)
          return sendToThread(rest, message, laid, key, {
            name: threadName ?? card.title,
            look,
          });
        const known = await look(message.channel);
        return sendAll(rest, message.channel, laid, key, {
          answering: message.message,
          known,
        });
      }),

    openThread: (_team, message, name) =>
      background.quietly(async () => {
        try {
          await patiently(() => startThread(quiet, message, name));
        } catch (error) {
          log.warn({ channel: message.channel, ...describe(error) }, "the thread could not be opened");
        }
      }),

    openRoom,
    rooms: directory.rooms,

    async seedReactions(_team, at, options) {
      const { channel, message } = at;
      try {
        for (const emoji of EMOJI.slice(0, options))
          await reopening(quiet, channel, () =>
            quiet.put(Routes.channelMessageOwnReaction(channel, message, encodeURIComponent(emoji))),
          );
        return { kind: "seeded" };
      } catch (error) {
        return seedOutcome(error, at);
      }
    },

    missingPermissions,

    whoLeft: createPresence(async (team, member) =>
      isOfOne(team) ? "there" : presenceOf(rest, team, member),
    ),

    // Discord's channels belong to the server.
    isIn: async (team) => {
      if (isOfOne(team)) return true;
      const guild = nativeTeam(team);
      if (client.guilds.cache.has(guild)) return true;
      // Perhaps one of another shard.
      try {
        await rest.get(Routes.guild(guild));
        return true;
      } catch (error) {
        const code = codeOf(error);
        return code === CODES.unknownGuild || code === CODES.missingAccess ? false : null;
      }
    },

    ownerOf: async () => null,
    ownedBy: async () => [],

    async tell(team, learner, card, group, key) {
      try {
        const laid = await illustrate(card, "aloud");
        await sendDirectly(rest, learner, isOfOne(team) ? laid : placed(laid, { team, group }), key);
        return { kind: "told" };
      } catch (error) {
        log.debug(describe(error), "a direct message could not be delivered");
        return tellOutcome(error);
      }
    },
  };
}
