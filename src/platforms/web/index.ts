import type { Registry } from "../../command/define.ts";
import type { Domains } from "../../command/options.ts";
import type { Log, Meter } from "../../engine/ports/log.ts";
import type { Inbound, Platform, PostOutcome } from "../../engine/ports/platform.ts";
import { FORMS } from "../../engine/words/press.ts";
import type { Hosts, HttpRoute } from "../http.ts";
import { actorOf, createIntake, type Intake } from "./intake.ts";
import { LIMITS, TIMES } from "./limits.ts";
import { createRoom } from "./room.ts";
import { createRoutes } from "./routes.ts";
import { createStreams } from "./streams.ts";
import { createUnderWay } from "./under-way.ts";
import { view } from "./view/index.ts";
import { CHANNELS, directChannel, isChannel, MEMBERS, memberOf } from "./world.ts";

export interface WebSettings {
  hosts: Hosts;
}

/** What the playground needs of the rest of the bot. */
export interface WebDeps {
  registry: Registry;
  domains: Domains;
  log: Log;
  meter: Meter;
  /** Epoch milliseconds. */
  clock: () => number;
}

/** Lines that an empty channel offers to try, each with what it does. */
function startersOf({ registry, domains }: WebDeps): { line: string; about: string }[] {
  const topic = domains.topic.find(({ value }) => value === "cnn") ?? domains.topic[0];
  const questions =
    topic === undefined
      ? [{ line: "", about: "Any question" }]
      : [
          { line: topic.value, about: `A question: ${topic.label}` },
          { line: `${topic.value} hard`, about: "A hard one" },
          { line: "kind:open private", about: "One to answer in your own words" },
        ];
  const others = registry.commands.filter(({ word }) => word === "topics" || word === "help");
  return [...questions, ...others.map(({ word, description }) => ({ line: word, about: description }))];
}

/** The playground: a chat page on the bot's own HTTP server, with a team of its own. Kept in memory. */
export function createWeb(settings: WebSettings, deps: WebDeps): Platform & { routes: HttpRoute[] } {
  const streams = createStreams();
  const room = createRoom(deps.clock, streams.publish);
  const underWay = createUnderWay();
  const starters = startersOf(deps);
  let inbound: Inbound | null = null;
  let intake: Intake | null = null;

  const snapshot = (member: string) => ({
    me: member,
    members: MEMBERS,
    channels: CHANNELS,
    direct: directChannel(member),
    forms: FORMS,
    starters,
    messages: room.seenBy(member),
  });

  function put(
    channel: string,
    thread: string | null,
    key: string,
    shown: ReturnType<typeof view>,
  ): PostOutcome {
    const { id } = room.add({ channel, thread, view: shown }, `${channel}|${thread ?? ""}|${key}`);
    return { kind: "posted", message: { channel, message: id } };
  }

  return {
    name: "web",

    routes: createRoutes({
      hosts: settings.hosts,
      intake: () => intake,
      stream: (req, res, member) => streams.open(req, res, member, () => snapshot(member)),
      complete: (line) => inbound?.completeLine(line.slice(0, LIMITS.line), LIMITS.completions) ?? [],
      home: async (member, channel, locale) => {
        if (inbound === null) throw new Error("home was asked for before the start");
        return view(await inbound.home(actorOf({ member, channel }, locale)));
      },
    }),

    async start(engine) {
      inbound = engine;
      const { log, meter } = deps;
      intake = createIntake({ inbound: engine, room, publish: streams.publish, underWay, log, meter });
    },

    async stop() {
      intake = null;
      await underWay.drain(TIMES.drain);
      streams.close();
    },

    ready: () => intake !== null,
    lost: () => null,

    post: async (place, reply, { key }) =>
      isChannel(place.group)
        ? put(place.group, null, key, view(reply))
        : { kind: "refused", reason: "channel-gone", missing: [] },

    // Its threads need no start, and whoever is there reads the channels anyway.
    openThread: async () => {},
    rooms: async () => [],

    // A key that is posted again gives the message that is there.
    find: async () => ({ kind: "absent" }),

    linkTo: async () => null,

    edit: async (_team, { message }, reply) => {
      const found = room.find(message);
      if (found === undefined) return { kind: "gone" };
      room.change(found, { view: view(reply), reactions: found.reactions && reply.kind === "question" });
      return { kind: "edited" };
    },

    postInThread: async (_team, { channel, message }, reply, { key, inChannel }) =>
      isChannel(channel)
        ? put(channel, inChannel || room.find(message) === undefined ? null : message, key, view(reply))
        : { kind: "refused", reason: "channel-gone", missing: [] },

    seedReactions: async (_team, { message }) => {
      const found = room.find(message);
      if (found !== undefined) room.change(found, { reactions: true });
    },

    missingPermissions: async () => [],

    whoLeft: async () => [],

    ownerOf: async () => null,

    tell: async (_team, learner, reply) => {
      if (memberOf(learner) === undefined) return false;
      room.add({ channel: directChannel(learner), to: learner, view: view(reply) });
      return true;
    },
  };
}
