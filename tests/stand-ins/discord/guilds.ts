import { z } from "zod";
import { ApiError, channelJson, guildJson, memberJson, missingAccess, unknown, userJson } from "./api.ts";
import type { Router } from "./http.ts";
import { checked, type Shared } from "./messages.ts";
import { commandsRules } from "./rules.ts";
import type { Guild } from "./state.ts";

/** As Discord tells of commands unless it is asked for their translations, too. */
function unlocalized(commands: readonly unknown[]): unknown {
  const hidden = /_localizations$/;
  return JSON.parse(JSON.stringify(commands, (key, value) => (hidden.test(key) ? undefined : value)));
}

/** The routes of the bot itself, its commands, servers and direct channels. */
export function guildRoutes(
  router: Router,
  shared: Shared & { gatewayUrl(): string; shards: number; maxConcurrency: number; resetAfter: number },
): void {
  const { world, botId, violate } = shared;
  const me = () => world.users.get(botId);

  router.on("GET", "/gateway/bot", () => ({
    url: shared.gatewayUrl(),
    shards: shared.shards,
    session_start_limit: {
      total: 1000,
      remaining: 1000,
      reset_after: shared.resetAfter,
      max_concurrency: shared.maxConcurrency,
    },
  }));
  router.on("GET", "/users/@me", () => {
    const bot = me();
    return bot ? userJson(bot) : unknown.user();
  });
  router.on("GET", "/applications/@me", () => ({ id: botId, name: "bot", flags: 0 }));

  router.on("GET", "/applications/:application/commands", ({ query }) =>
    query.get("with_localizations") === "true" ? world.commands : unlocalized(world.commands),
  );
  router.on("PUT", "/applications/:application/commands", ({ params, body }) => {
    if (params.application !== botId) throw new ApiError(403, 20012, "You are not authorized");
    const wanted = checked(commandsRules, body, violate);
    // Discord leaves out what has its default and adds its own fields.
    world.commands = wanted.map((command, i) => ({
      ...JSON.parse(JSON.stringify(command, (_, value) => (value === false ? undefined : value))),
      id: `${i + 1}`,
      application_id: botId,
      version: "1",
      default_member_permissions: null,
      nsfw: false,
      dm_permission: false,
    }));
    return world.commands;
  });

  function guildFor(id: string | undefined): Guild {
    const guild = world.guilds.get(id ?? "");
    if (!guild) throw unknown.guild();
    if (!guild.members.has(botId)) throw missingAccess();
    return guild;
  }
  router.on("GET", "/guilds/:guild", ({ params }) => guildJson(world, guildFor(params.guild)));
  router.on("GET", "/guilds/:guild/channels", ({ params }) =>
    [...world.channels.values()].filter((c) => c.guildId === guildFor(params.guild).id).map(channelJson),
  );
  router.on("GET", "/guilds/:guild/roles", ({ params }) => guildJson(world, guildFor(params.guild)).roles);
  router.on("GET", "/guilds/:guild/members/:user", ({ params }) => {
    const guild = guildFor(params.guild);
    if (!guild.members.has(params.user ?? "")) throw unknown.member();
    return memberJson(world, guild, params.user ?? "");
  });

  router.on("POST", "/users/@me/channels", ({ body }) => {
    const { recipient_id: id } = checked(z.object({ recipient_id: z.string() }), body, violate);
    if (!world.users.has(id)) throw unknown.user();
    const existing = [...world.channels.values()].find((c) => c.type === 1 && c.recipientId === id);
    return channelJson(existing ?? world.addChannel({ type: 1, recipientId: id, name: "direct" }));
  });
}
