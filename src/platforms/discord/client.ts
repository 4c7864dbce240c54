import {
  Client,
  type ClientOptions,
  GatewayIntentBits,
  Options,
  Partials,
  type RESTOptions,
} from "discord.js";
import { REQUEST_RETRIES, WAIT_FOR_GUILDS } from "./limits.ts";

type Throttler = NonNullable<NonNullable<ClientOptions["ws"]>["buildIdentifyThrottler"]>;

export interface DiscordSettings {
  token: string;
  /** Where the API is, if not at Discord's own address; with or without its version or a slash at the end. */
  apiUrl?: string | null | undefined;
  /** How many shards, as many as Discord recommends (the default), or which of how many this process runs. */
  shards?: number | "auto" | { ids: readonly number[]; total: number } | undefined;
}

/** discord.js adds the version itself. */
function apiAddress(url: string): string {
  return url.replace(/\/+$/, "").replace(/\/v\d+$/, "");
}

function shardOptions(shards: DiscordSettings["shards"]) {
  if (shards === undefined || shards === "auto") return { shards: "auto" as const };
  if (typeof shards === "number") return { shardCount: shards };
  return { shards: [...shards.ids], shardCount: shards.total };
}

/** Nothing that people write or do is kept: every press brings along what is needed. */
const SMALL_CACHES = Options.cacheWithLimits({
  ...Options.DefaultMakeCacheSettings,
  AutoModerationRuleManager: 0,
  GuildBanManager: 0,
  GuildEmojiManager: 0,
  GuildInviteManager: 0,
  GuildScheduledEventManager: 0,
  GuildStickerManager: 0,
  GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
  MessageManager: 0,
  PresenceManager: 0,
  ReactionManager: 0,
  ReactionUserManager: 0,
  StageInstanceManager: 0,
  ThreadMemberManager: 0,
  UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user?.id },
  VoiceStateManager: 0,
});

/** The client of discord.js, not connected yet, whose requests and shards keep to what others say. */
export function makeClient(
  settings: DiscordSettings,
  { paced, throttler }: { paced: Partial<RESTOptions>; throttler: Throttler },
): Client {
  return new Client({
    intents: [
      GatewayIntentBits.Guilds,
      // Deletions come with it; what people write comes without content and is kept nowhere.
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.GuildMessageReactions,
    ],
    // Lets the parent of a thread be known that was made before this process started.
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    makeCache: SMALL_CACHES,
    waitGuildTimeout: WAIT_FOR_GUILDS,
    rest: {
      ...paced,
      retries: REQUEST_RETRIES,
      ...(typeof settings.apiUrl !== "string" ? {} : { api: apiAddress(settings.apiUrl) }),
    },
    ws: { buildIdentifyThrottler: throttler },
    ...shardOptions(settings.shards),
  });
}
