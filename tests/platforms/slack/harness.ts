import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Card, Form } from "../../../src/cards/model.ts";
import type { ChatPlatform } from "../../../src/cards/ports.ts";
import type { Pace } from "../../../src/engine/ports/pace.ts";
import type { Person, Place } from "../../../src/engine/words/place.ts";
import type { Actor } from "../../../src/engine/words/press.ts";
import type { HttpRoute } from "../../../src/platforms/http.ts";
import { createSlack, type SlackDeps, type SlackSettings } from "../../../src/platforms/slack/index.ts";
import { REACTIONS } from "../../../src/platforms/slack/reactions.ts";
import { createMemoryPace } from "../../../src/stores/memory/pace.ts";
import { LOCALES, loadLanguages } from "../../../src/words/languages.ts";
import { silentMeter } from "../../silent-meter.ts";
import { type SlackStandIn, startSlack, type Workspace } from "../../stand-ins/slack/index.ts";
import type { Member as SlackMember } from "../../stand-ins/slack/member.ts";
import { buttonsOf } from "../../stand-ins/slack/member.ts";
import { readMessage } from "../../stand-ins/slack/reading.ts";
import type { Channel, Message } from "../../stand-ins/slack/state.ts";
import { LogBook, type Member, type PlatformHarness, ScriptedInbound, type SeenMessage } from "../harness.ts";
import { speaking } from "../speaking.ts";

export type Mode = "socket" | "http";

export const SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

/** The same pace on a clock that runs ahead. */
export const hurried = (pace: Pace, speed: number): Pace => ({
  ...pace,
  take: (bucket, { perSecond, burst }, asking) =>
    pace.take(bucket, { perSecond: perSecond * speed, burst }, asking),
});

/** A store's claims and installations, in memory. */
export function memoryDeps(): Omit<SlackDeps, "log" | "meter"> & { saved: Map<string, string> } {
  const claimed = new Set<string>();
  const saved = new Map<string, string>();
  const said = new Map<string, string>();
  return {
    saved,
    members: {
      async keepMember(team, learner, text) {
        said.set(`${team}/${learner}`, text);
      },
      recallMember: async (team, learner) => said.get(`${team}/${learner}`) ?? null,
    },
    pictures: null,
    pace: createMemoryPace(() => performance.now()),
    languages: loadLanguages(LOCALES),
    async claimOnce(key) {
      if (claimed.has(key)) return false;
      claimed.add(key);
      return true;
    },
    installations: {
      async save(id, json) {
        saved.set(id, json);
      },
      fetch: async (id) => saved.get(id) ?? null,
      async replace(id, before, after) {
        if (saved.get(id) !== before) return false;
        saved.set(id, after);
        return true;
      },
      ids: async () => [...saved.keys()],
      async delete(id) {
        saved.delete(id);
      },
    },
  };
}

/** The bot's HTTP server, as small as it can be. */
export async function serve(routes: readonly HttpRoute[]): Promise<{ url: string; close(): Promise<void> }> {
  const server: Server = createServer((req, res) => {
    const { pathname } = new URL(req.url ?? "/", "http://bot");
    const route = routes.find((r) => r.path === pathname && (r.method ?? req.method) === req.method);
    if (route) void route.handle(req, res);
    else res.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function seen(message: Message): SeenMessage {
  const { text, mentions, links, styled } = readMessage(message);
  return {
    ref: { channel: message.channel, message: message.ts },
    text,
    mentions,
    pings: message.onlyFor === null && message.edits === 0 ? mentions.filter((id) => !/^[CG]/.test(id)) : [],
    links,
    styled,
    buttons: buttonsOf(message).map((button) => button.label),
    files: message.files.map(({ name, text: content }) => ({ name, text: content })),
    private: message.onlyFor !== null,
    reactions: message.reactions.map(({ name, users }) => ({ emoji: name, by: users })),
  };
}

/** `/dlq-daily set time:09:00` as it is typed on Slack. */
function typed(
  command: string,
  subcommand: string | null,
  options: Readonly<Record<string, string>>,
): string {
  const words = [command.replace(/^dlq-?/, ""), subcommand ?? ""];
  for (const [name, value] of Object.entries(options)) words.push(`${name}:"${value}"`);
  return words.filter((word) => word !== "").join(" ");
}

function memberOf(slackMember: SlackMember, channel: Channel): Member {
  const message = (ref: { message: string }) => {
    const found = channel.messages.find((m) => m.ts === ref.message);
    if (!found) throw new Error("no such message");
    return found;
  };
  const person: Person = { id: slackMember.id, name: slackMember.user.displayName };
  return {
    person,
    run: (command, subcommand, options) => slackMember.type(channel, typed(command, subcommand, options)),
    press: (ref, label) => slackMember.press(message(ref), label),
    form: () => slackMember.form(),
    submit: (text, ticks) => slackMember.submit(text, ticks),
    react: (ref, choice) => slackMember.react(message(ref), REACTIONS[choice] ?? ""),
    sees: () => slackMember.sees(channel).map(seen),
    waits: () => false,
    directMessages: () => slackMember.directMessages().map(seen),
    room: (id) => slackMember.conversation(id).map(seen),
  };
}

export interface SlackHarness extends PlatformHarness {
  slack: SlackStandIn;
  team: Workspace;
  channel: Channel;
  /** Ada as the stand-in knows her. */
  member: SlackMember;
  /** The platform as the cards see it. */
  chat: ChatPlatform;
  /** What a line is answered with, and the form that a button opens, in place of what was scripted. */
  instead: { card: Card | null; form: Form | null };
  /** Whom the platform said something of its own to. */
  addressed: readonly Actor[];
}

/** @param speed how many times as fast as Slack's the limits' time goes by, on both sides */
export async function makeHarness(
  mode: Mode,
  speed = 1,
  pictures: SlackDeps["pictures"] = null,
): Promise<SlackHarness> {
  const slack = await startSlack();
  slack.world.rates.speed = speed;
  const team = slack.addWorkspace("Acme");
  const ada = team.addMember("Ada Lovelace", { isAdmin: true });
  const ben = team.addMember("Ben");
  const closed = team.addMember("Clara", { takesDirect: false });
  const channel = team.addChannel("study");
  const locked = team.addChannel("locked", { withBot: false });
  const log = new LogBook();
  const inbound = new ScriptedInbound();
  const settings: SlackSettings =
    mode === "socket"
      ? { mode, botToken: team.state.token, appToken: slack.appToken, apiUrl: slack.apiUrl }
      : { mode, botToken: team.state.token, signingSecret: SIGNING_SECRET, apiUrl: slack.apiUrl };
  const deps = memoryDeps();
  const pace = hurried(deps.pace, speed);
  const created = createSlack(settings, { ...deps, pace, pictures, log, meter: silentMeter });
  const instead: SlackHarness["instead"] = { card: null, form: null };
  const addressed: Actor[] = [];
  const chat: ChatPlatform = {
    ...created,
    start: (words) =>
      created.start({
        ...words,
        async line(line) {
          const card = await words.line(line);
          return instead.card ?? card;
        },
        card(actor, reply) {
          addressed.push(actor);
          return words.card(actor, reply);
        },
        text(actor, line) {
          addressed.push(actor);
          return words.text(actor, line);
        },
        formFor: (actor, action) => instead.form ?? words.formFor(actor, action),
      }),
  };
  const platform = speaking(chat);
  const server = await serve(created.routes);
  if (mode === "http") slack.deliverTo({ url: `${server.url}/slack/events`, signingSecret: SIGNING_SECRET });
  await platform.start(inbound);
  const place = (c: Channel): Place => ({ team: `slack:${team.state.id}`, group: c.id });
  const stored = (ref: { message: string }) => {
    const message = channel.messages.find((m) => m.ts === ref.message);
    if (!message) throw new Error("no such message");
    return message;
  };

  return {
    slack,
    team,
    channel,
    member: ada,
    chat,
    instead,
    addressed,
    platform,
    inbound,
    log,
    place: place(channel),
    lockedPlace: place(locked),
    ada: memberOf(ada, channel),
    ben: memberOf(ben, channel),
    closed: memberOf(closed, channel),
    violations: () => slack.violations,
    thread: (ref) => team.thread(stored(ref)).map(seen),
    deleteMessage: async (ref) => team.deleteMessage(stored(ref)),
    async deleteChannel({ group }) {
      const gone = team.state.channels.get(group);
      if (gone) await team.deleteChannel(gone);
    },
    removeBot: () => team.uninstall(),
    loseNextReply(of) {
      slack.faults.loseReplyOf = of === "room" ? "conversations.open" : "chat.postMessage";
    },
    breakServer(broken) {
      slack.faults.status = broken ? 503 : 0;
    },
    async close() {
      await platform.stop();
      await server.close();
      await slack.close();
    },
  };
}
