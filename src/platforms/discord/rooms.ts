import {
  PermissionFlagsBits as Bits,
  ChannelType,
  type REST,
  Routes,
  ThreadAutoArchiveDuration,
} from "discord.js";
import { z } from "zod";
import type { Log } from "../../engine/ports/log.ts";
import type { RoomOutcome } from "../../engine/ports/platform.ts";
import { nativeTeam, type Place } from "../../engine/words/place.ts";
import { type Say, say } from "../../engine/words/say.ts";
import { label } from "../../words/line.ts";
import { brief, CODES, codeOf, describe, heldFor, statusOf } from "./errors.ts";
import { LIMITS, RETRY_AFTER } from "./limits.ts";
import { reopening } from "./messages.ts";
import { channelSchema, guildSchema, lookUp, permissionsIn } from "./permissions.ts";

/**
 * Rooms are private threads of a group's channel: those who are added see them, and whoever may manage threads.
 * https://discord.com/developers/docs/topics/threads#private-threads
 */

const created = z.object({ id: z.string() });
const activeThreads = z.object({
  threads: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      parent_id: z.string().nullish(),
      owner_id: z.string().nullish(),
      type: z.number(),
    }),
  ),
});
const channelList = z.array(
  channelSchema.extend({ id: z.string(), position: z.number().default(0), parent_id: z.string().nullish() }),
);

/** Milliseconds since 1970 at which Discord's ids begin. */
const EPOCH = 1_420_070_400_000;
const madeAt = (id: string) => Number(BigInt(id) >> 22n) + EPOCH;
/** By how much clocks may differ, in milliseconds. */
const CLOCKS = 60_000;

const NEEDED: readonly (readonly [name: Say, bit: bigint])[] = [
  [say("discord.permission.view-channel"), Bits.ViewChannel],
  [say("discord.permission.private-threads"), Bits.CreatePrivateThreads],
  [say("discord.permission.send-in-threads"), Bits.SendMessagesInThreads],
  [say("discord.permission.embed-links"), Bits.EmbedLinks],
];

export function createRooms(rest: REST, once: REST, bot: () => string, log: Log) {
  /** What the bot lacks for a private thread, as far as Discord says it. */
  async function missing(place: Place): Promise<Say[]> {
    try {
      const facts = await lookUp(rest, place, bot());
      if (facts === null) return [];
      if (facts.channel.type !== ChannelType.GuildText) return [say("discord.need.plain-channel")];
      const allowed = permissionsIn(facts.guild, facts.channel, { id: bot(), roles: facts.roles });
      return NEEDED.filter(([, bit]) => !(allowed & bit)).map(([name]) => name);
    } catch (error) {
      log.debug({ place, ...describe(error) }, "what a room needs could not be looked up");
      return statusOf(error) === 403 ? [say("discord.permission.view-channel")] : [];
    }
  }

  /** The room of this name that an earlier try opened. */
  async function found(place: Place, name: string, age: number): Promise<string | null> {
    const { threads } = activeThreads.parse(
      await rest.get(Routes.guildActiveThreads(nativeTeam(place.team))),
    );
    const since = Date.now() - age - CLOCKS;
    const own = threads.find(
      (one) =>
        one.type === ChannelType.PrivateThread &&
        one.parent_id === place.group &&
        one.owner_id === bot() &&
        one.name === name &&
        madeAt(one.id) >= since,
    );
    return own?.id ?? null;
  }

  async function made(place: Place, name: string): Promise<string> {
    // Sent once: a second request would make a second room.
    const thread = await once.post(Routes.threads(place.group), {
      body: {
        name,
        type: ChannelType.PrivateThread,
        invitable: false,
        auto_archive_duration: ThreadAutoArchiveDuration.OneDay,
      },
    });
    return created.parse(thread).id;
  }

  /** The first voice channel that everybody may join, one beside the group's own before others. */
  async function voiceOf(place: Place): Promise<string | null> {
    try {
      const id = nativeTeam(place.team);
      const [guild, list] = await Promise.all([
        rest.get(Routes.guild(id)).then((one) => guildSchema.parse(one)),
        rest.get(Routes.guildChannels(id)).then((all) => channelList.parse(all)),
      ]);
      const around = list.find((one) => one.id === place.group)?.parent_id ?? null;
      const needed = Bits.ViewChannel | Bits.Connect;
      const open = list
        .filter(({ type }) => type === ChannelType.GuildVoice)
        .filter((one) => (permissionsIn(guild, one, { id: "", roles: [] }) & needed) === needed)
        .sort((a, b) => a.position - b.position);
      return (open.find((one) => (one.parent_id ?? null) === around) ?? open[0])?.id ?? null;
    } catch (error) {
      log.debug({ place, ...describe(error) }, "voice channels could not be looked up");
      return null;
    }
  }

  return async function openRoom(
    place: Place,
    members: readonly string[],
    called: string,
    { repeat, age }: { repeat: boolean; age: number },
  ): Promise<RoomOutcome> {
    const name = label(called, LIMITS.threadName);
    try {
      const channel = (repeat ? await found(place, name, age) : null) ?? (await made(place, name));
      // Adding somebody who is there changes nothing.
      for (const member of members)
        await reopening(rest, channel, () => rest.put(Routes.threadMembers(channel, member)));
      return { kind: "open", channel, voice: await voiceOf(place) };
    } catch (error) {
      const status = statusOf(error);
      const isFinal = status !== null && status >= 400 && status < 500 && status !== 429;
      if (heldFor(error) !== null || !isFinal)
        return { kind: "failed", detail: brief(error), retryAfter: heldFor(error) ?? RETRY_AFTER };
      const isGone = codeOf(error) === CODES.unknownMember || codeOf(error) === CODES.unknownUser;
      log.info({ place, ...describe(error) }, "a room could not be opened");
      return { kind: "refused", missing: isGone ? [] : await missing(place) };
    }
  };
}
