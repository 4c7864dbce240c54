import { ChannelType, type Client } from "discord.js";

/** Text channels of a server: first the one in which Discord itself says things, then as the server lists them. */
export function roomsOf(client: Client, guildId: string): string[] {
  const guild = client.guilds.cache.get(guildId);
  if (guild === undefined) return [];
  const rooms = [...guild.channels.cache.values()]
    .flatMap((channel) => (channel.type === ChannelType.GuildText ? [channel] : []))
    .sort((a, b) => a.rawPosition - b.rawPosition)
    .map(({ id }) => id);
  const { systemChannelId } = guild;
  return systemChannelId === null
    ? rooms
    : [systemChannelId, ...rooms.filter((id) => id !== systemChannelId)];
}
