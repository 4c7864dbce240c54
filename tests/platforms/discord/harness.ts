import { COMMANDS } from "../../../commands/index.ts";
import type { Pictures } from "../../../src/cards/ports.ts";
import { createRegistry } from "../../../src/command/define.ts";
import type { Pace } from "../../../src/engine/ports/pace.ts";
import type { MessageRef, Place } from "../../../src/engine/words/place.ts";
import type { DiscordSettings } from "../../../src/platforms/discord/client.ts";
import { createDiscord } from "../../../src/platforms/discord/index.ts";
import { createMemoryPace } from "../../../src/stores/memory/pace.ts";
import { silentMeter } from "../../silent-meter.ts";
import { DiscordStandIn, type StandInOptions } from "../../stand-ins/discord/index.ts";
import type { Sight, StandInMember } from "../../stand-ins/discord/member.ts";
import type { Channel } from "../../stand-ins/discord/state.ts";
import { PERMISSIONS } from "../../stand-ins/discord/state.ts";
import { LogBook, type Member, type PlatformHarness, ScriptedInbound, type SeenMessage } from "../harness.ts";
import { languages, speaking } from "../speaking.ts";

const EMOJI = ["🇦", "🇧", "🇨", "🇩", "🇪", "🇫"];

export interface DiscordHarness extends PlatformHarness {
  readonly discord: DiscordStandIn;
  readonly members: { ada: StandInMember; ben: StandInMember };
}

const seen = (sight: Sight): SeenMessage => ({
  ...sight,
  ref: { channel: sight.channelId, message: sight.id },
});

function memberOf(standIn: StandInMember, name: string, general: Channel): Member {
  return {
    person: { id: standIn.user.id, name },
    run: async (command, subcommand, options) => {
      standIn.command(general.id, command, subcommand, options);
    },
    press: async (message, label) => {
      standIn.press(message.channel, message.message, label);
    },
    form: () => standIn.form(),
    submit: async (text, ticks) => {
      standIn.submit(text, ticks);
    },
    react: async (message, choice) => standIn.react(message.channel, message.message, EMOJI[choice] ?? ""),
    sees: () => standIn.sees(general.id).map(seen),
    waits: () => standIn.waits(general.id),
    directMessages: () => standIn.directMessages().map(seen),
    room: (channel) => standIn.sees(channel).map(seen),
  };
}

export function createPlatform(
  settings: DiscordSettings,
  log: LogBook,
  pace: Pace = createMemoryPace(() => performance.now()),
  pictures: Pictures | null = null,
) {
  const registry = createRegistry(COMMANDS);
  return speaking(createDiscord(settings, { registry, languages, log, meter: silentMeter, pace, pictures }));
}

/** The adapter, connected to a stand-in of its own. */
export async function discordHarness(
  options: StandInOptions = {},
  shards: DiscordSettings["shards"] = 1,
  pace?: Pace,
  pictures: Pictures | null = null,
): Promise<DiscordHarness> {
  const discord = await DiscordStandIn.start(options);
  const locked = discord.addChannel({ name: "locked" });
  discord.deny(locked, PERMISSIONS.sendMessages);
  const log = new LogBook();
  const inbound = new ScriptedInbound();
  const platform = createPlatform({ token: discord.token, apiUrl: discord.url, shards }, log, pace, pictures);
  const ada = discord.addMember("Ada", { admin: true });
  const ben = discord.addMember("Ben");
  const closed = discord.addMember("Cy", { closed: true });
  await platform.start(inbound);
  const placeOf = (channel: Channel): Place => ({ team: `discord:${discord.guild.id}`, group: channel.id });

  return {
    platform,
    inbound,
    discord,
    log,
    members: { ada, ben },
    place: placeOf(discord.general),
    lockedPlace: placeOf(locked),
    ada: memberOf(ada, "Ada", discord.general),
    ben: memberOf(ben, "Ben", discord.general),
    closed: memberOf(closed, "Cy", discord.general),
    violations: () => discord.violations,
    thread: ({ channel, message }: MessageRef) => {
      const { threadId } = ben.sees(channel).find((m) => m.id === message) ?? {};
      return threadId ? ben.sees(threadId).map(seen) : [];
    },
    deleteMessage: async ({ channel, message }) => discord.deleteMessage(channel, message),
    deleteChannel: async () => discord.deleteChannel(locked),
    removeBot: async () => discord.removeBot(),
    loseNextReply: () => {
      discord.router.loseReplies = 1;
    },
    breakServer: (broken) => {
      discord.router.broken = broken ? 503 : null;
    },
    close: async () => {
      await platform.stop();
      await discord.stop();
    },
  };
}
